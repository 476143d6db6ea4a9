"""What a cut is called, what happens there, and its cure."""

from typing import Any

from explorer.core.autodiff.explaining.explanation import Cut, Why
from explorer.core.autodiff.explaining.places import line_at, place_of_operation
from explorer.core.autodiff.explaining.ways import CutStep, Kind

_SOFT = (
    "Put something smooth in its place: for a choice among classes tf.nn.softmax, or a loss that "
    "takes the logits themselves, such as tf.nn.sparse_softmax_cross_entropy_with_logits."
)
_STEP = (
    "Put a smooth step in its place, such as tf.sigmoid(k * (x - threshold)); or tf.where with x "
    "itself in a branch, where x is only to be cut off."
)
_ROUND = (
    "Let the gradient pass: x + tf.stop_gradient(tf.round(x) - x), the straight-through estimator."
)
# Sources: D. P. Kingma, M. Welling, "Auto-encoding variational Bayes", 2014; E. Jang, S. Gu, B.
# Poole, "Categorical reparameterization with Gumbel-softmax", 2017.
_SAMPLE = (
    "Reparameterise the draw: noise from fixed numbers, then scaled and moved by what is trained; "
    "for classes a softmax of logits plus Gumbel noise."
)
_STAY = "Keep the numbers in TensorFlow (tf.math, tf.linalg); use tf.py_function where Python is needed."
_ELSE = "Compute the result another way, from operations that have a gradient, or write tf.custom_gradient."

_CURES = {
    **dict.fromkeys(("ArgMax", "ArgMin"), _SOFT),
    **dict.fromkeys(
        ("Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual", "ApproximateEqual"),
        _STEP,
    ),
    **dict.fromkeys(("Round", "Floor", "Ceil", "Rint", "FloorDiv"), _ROUND),
    **dict.fromkeys(
        ("Multinomial", "RandomPoissonV2", "StatelessMultinomial", "StatelessRandomPoisson",
         "StatelessRandomBinomial", "StatefulRandomBinomial"),
        _SAMPLE,
    ),
    "TopKV2": "Use the values of tf.math.top_k; its indices are whole numbers and have no gradient.",
    "StopGradient": "Leave tf.stop_gradient out here, or ask for the gradient of what lies behind it.",
    "PyFunc": _STAY,
    "PyFuncStateless": _STAY,
    "IdentityN": "Let the function that @tf.custom_gradient decorates return a gradient for this input.",
}  # fmt: skip


def named(step: CutStep) -> Cut:
    """Return the cut that a step of a shortest way is, in words."""
    kind = step.operation.type
    file, line = place_of_operation(step.operation)
    why, text = _told(step)
    code = line_at(file, line)
    if code:
        text = f"{text} In: {code}"
    cure = _CURES.get(kind, _ELSE)
    if why == "integer":
        cure = "Keep it a float: leave this cast out, or cast only what needs no gradient."
    elif why == "state":
        cure = "Hand the tensor itself on in place of what is read back from the variable."
    return Cut(kind, why, file, line, text, cure)


def _told(step: CutStep) -> tuple[Why, str]:
    what = f"{step.operation.type} ({step.operation.name})"
    types = ", ".join(dict.fromkeys(each.dtype.name for each in step.operation.outputs))
    by_operation: dict[str, tuple[Why, str]] = {
        **dict.fromkeys(
            ("StopGradient", "PreventGradient"),
            ("stop_gradient", f"{what} lets values through and no gradient."),
        ),
        **dict.fromkeys(
            ("PyFunc", "PyFuncStateless"),
            (
                "left_tensorflow",
                f"{what} is computed by Python, where TensorFlow sees no operation.",
            ),
        ),
        "Cast": ("integer", f"{what} makes {types} of a float."),
        "IdentityN": (
            "not_differentiable",
            f"The custom gradient at {what} returns none for this input.",
        ),
    }
    by_kind: dict[Kind, tuple[Why, str]] = {
        "state": (
            "state",
            f"{what} writes into a variable. What is read from it later is a new start for the tape.",
        ),
        "unregistered": ("no_gradient_registered", f"TensorFlow has no gradient for {what}."),
        "shape": (
            "not_differentiable",
            f"{what} takes only the shape, and no value, of its input.",
        ),
        "discrete": (
            "not_differentiable",
            f"{what} gives {types}, which cannot change a little.",
        ),
    }
    other: tuple[Why, str] = (
        "not_differentiable",
        f"{what} hands no gradient back to this input.",
    )
    # The operation first: what it is says more than how it was passed.
    return by_operation.get(step.operation.type) or by_kind.get(step.kind, other)


def not_read() -> Cut:
    """Return the cut of a source that the function does not read."""
    return Cut(
        "", "not_read", None, None,
        "f does not read it. What was computed from it before f began is a number of its own to f.",
        "Do the computation that uses it inside f, and inside the `with` of the tape.",
    )  # fmt: skip


def no_path(reader: Any | None) -> Cut:
    """Return the cut of a source that is read, and whose value does not go into the result."""
    file, line = (None, None) if reader is None else place_of_operation(reader)
    text = "f reads it, and nothing that is computed from it goes into the result."
    code = line_at(file, line)
    return Cut(
        "" if reader is None else reader.type, "no_path", file, line,
        f"{text} Read in: {code}" if code else text,
        "Let the result depend on it, or leave it out of what is trained.",
    )  # fmt: skip


def is_integer(name: str) -> Cut:
    """Return the cut of a source whose own type has no gradient."""
    return Cut(
        "", "integer", None, None,
        f"It is of type {name}. Only floats and complex numbers have a gradient.",
        "Make it a float, such as tf.float32; a number in Python needs its decimal point: 3.0.",
    )  # fmt: skip


def unknown() -> Cut:
    """Return what is said where TensorFlow gives no gradient and every operation seems whole."""
    return Cut(
        "", "untraceable", None, None,
        "TensorFlow gives no gradient, and no single operation on the way was found to be the cause.",
        "Explain a smaller part of f.",
    )  # fmt: skip
