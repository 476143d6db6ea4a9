"""What a cut is called, what happens there, and its cure."""

from typing import Any

from explorer.core.autodiff.explaining.explanation import Cut, Why
from explorer.core.autodiff.explaining.places import line_at, place_of_operation
from explorer.core.autodiff.explaining.texts import joined, told
from explorer.core.autodiff.explaining.ways import CutStep, Kind

_CURES = {
    **dict.fromkeys(("ArgMax", "ArgMin"), "soft"),
    **dict.fromkeys(
        ("Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual", "ApproximateEqual"),
        "step",
    ),
    **dict.fromkeys(("Round", "Floor", "Ceil", "Rint", "FloorDiv"), "round"),
    **dict.fromkeys(
        ("Multinomial", "RandomPoissonV2", "StatelessMultinomial", "StatelessRandomPoisson",
         "StatelessRandomBinomial", "StatefulRandomBinomial"),
        "sample",
    ),
    "TopKV2": "top_k",
    "StopGradient": "leave_out_stop",
    "PyFunc": "stay",
    "PyFuncStateless": "stay",
    "IdentityN": "return_one",
}  # fmt: skip


def named(step: CutStep) -> Cut:
    """Return the cut that a step of a shortest way is, in words."""
    kind = step.operation.type
    file, line = place_of_operation(step.operation)
    why, key = _kind_of(step)
    cure = {"integer": "keep_float", "state": "hand_on"}.get(why) or _CURES.get(kind, "else")
    name = step.operation.name
    what = kind if name == kind else f"{kind} ({name})"
    given = [each.dtype for each in step.operation.outputs]
    # Of an operation that gives indices beside values, as TopKV2, it is the indices that are meant.
    stiff = [each for each in given if not (each.is_floating or each.is_complex)] or given
    types = ", ".join(dict.fromkeys(each.name for each in stiff))
    text = told(key, what=what, types=types, code=line_at(file, line))
    return Cut(kind, why, file, line, text, told(cure))


_BY_OPERATION: dict[str, tuple[Why, str]] = {
    "StopGradient": ("stop_gradient", "stop_gradient"),
    "PreventGradient": ("stop_gradient", "stop_gradient"),
    "PyFunc": ("left_tensorflow", "py_function"),
    "PyFuncStateless": ("left_tensorflow", "py_function"),
    "Cast": ("integer", "cast"),
    "IdentityN": ("not_differentiable", "custom"),
}
_BY_KIND: dict[Kind, tuple[Why, str]] = {
    "state": ("state", "state"),
    "unregistered": ("no_gradient_registered", "unregistered"),
    "shape": ("not_differentiable", "shape"),
    "discrete": ("not_differentiable", "discrete"),
}


def _kind_of(step: CutStep) -> tuple[Why, str]:
    """Return what kind of cut a step is, and the key of what is said of it."""
    # The operation first: what it is says more than how it was passed.
    other: tuple[Why, str] = ("not_differentiable", "none")
    return _BY_OPERATION.get(step.operation.type) or _BY_KIND.get(step.kind, other)


def not_read() -> Cut:
    """Return the cut of a source that the function does not read."""
    return Cut("", "not_read", None, None, told("not_read"), told("compute_inside"))


def no_path(reader: Any | None) -> Cut:
    """Return the cut of a source that is read, and whose value does not go into the result."""
    file, line = (None, None) if reader is None else place_of_operation(reader)
    text, code = told("no_path"), line_at(file, line)
    if code:
        text = joined(text, told("read_in", reads=code))
    return Cut("" if reader is None else reader.type, "no_path", file, line, text, told("depend"))


def is_integer(name: str) -> Cut:
    """Return the cut of a source whose own type has no gradient."""
    return Cut("", "integer", None, None, told("integer", name=name), told("make_float"))


def unknown() -> Cut:
    """Return what is said where TensorFlow gives no gradient and every operation seems whole."""
    return Cut("", "untraceable", None, None, told("unknown"), told("smaller_part"))
