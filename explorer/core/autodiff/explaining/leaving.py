"""Functions that cannot be traced: they ask for the number in a tensor, and go on in Python."""

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import tensorflow as tf

from explorer.core.autodiff.explaining import causes
from explorer.core.autodiff.explaining.explanation import Cut, Why
from explorer.core.autodiff.explaining.places import line_at, place_of_exception
from explorer.core.autodiff.explaining.sources import is_number, parts
from explorer.core.autodiff.explaining.texts import told
from explorer.core.autodiff.explaining.ways import Ways

_NUMBERS = {"numpy", "array", "predict", "predict_on_batch", "evaluate", "float"}
# What Python asks a tensor for: the key of what is said, and of its cure.
_ASKED_FOR = {
    "bool": ("asks_bool", "cure_bool"),
    "int": ("asks_int", "cure_int"),
    "index": ("asks_int", "cure_int"),
    "iter": ("asks_iter", "cure_iter"),
    "len": ("asks_len", "cure_number"),
}


def leaving(f: Callable[[], Any], sources: list[Any], error: Exception) -> list[tuple[Cut, ...]]:
    """Run a function once under a tape, and blame the line that could not be traced.

    Args:
        f: The function.
        sources: Variables and tensors.
        error: What the trace raised.

    Returns:
        No cuts for a source that has a gradient; else the line, or that nothing is known.

    Raises:
        Exception: Whatever `f` raises.
    """
    with tf.GradientTape(persistent=True) as tape:
        for source in sources:
            if is_number(source):
                # With trainable=False, too: what a tape does not follow is no cut.
                tape.watch(source)
        result = f()
    results = [
        each
        for each in tf.nest.flatten(result, expand_composites=True)
        if tf.is_tensor(each) and is_number(each)
    ]
    cuts: list[tuple[Cut, ...]] = []
    for source in sources:
        if not is_number(source):
            cuts.append((causes.is_integer(source.dtype.name),))
        elif results and _reached(tape, results, source):
            cuts.append(())
        else:
            cuts.append((_blamed(source, error),))
    return cuts


def _reached(tape: Any, results: list[Any], source: Any) -> bool:
    try:
        return tape.gradient(results, source) is not None
    except LookupError:  # an operation without a gradient
        return False


def _blamed(source: Any, error: Exception) -> Cut:
    file, line = place_of_exception(error.__traceback__)
    code = line_at(file, line)
    how, tensor = _asked(error)

    def cut(why: Why, text: str, cure: str) -> Cut:
        return Cut("", why, file, line, told(text, code=code), told(cure))

    if tensor is not None and not _comes_from(tensor, source):
        return cut("untraceable", "elsewhere", "leave_line_out")
    if how in _NUMBERS:
        return cut("left_tensorflow", "leaves", "stay_to_result")
    if type(error).__name__ == "UnliftableError":
        return Cut("", "state", None, None, told("new_variable"), told("variables_before"))
    if how:
        return cut("untraceable", *_ASKED_FOR.get(how, ("asks_number", "cure_number")))
    text = told("untraceable", error=type(error).__name__, code=code)
    return Cut("", "untraceable", file, line, text, told("leave_line_out"))


def _comes_from(tensor: Any, source: Any) -> bool:
    """Return whether a tensor of an unfinished trace is computed from a source."""
    if tensor is source:
        return True
    graph = getattr(tensor, "graph", None)
    if not isinstance(graph, tf.__internal__.FuncGraph):
        return False
    captured = {id(outer): inner for outer, inner in graph.captures}
    starts = [captured[id(part)] for part in parts(source) if id(part) in captured]
    return any(Ways(graph).reaches(start, tensor) for start in starts)


def _asked(error: Exception) -> tuple[str, Any]:
    """Return what was asked of which tensor, as far as the exception tells it."""
    names = []
    for name, own in _frames(error.__traceback__):
        if name in {"predict", "predict_on_batch", "evaluate"}:
            return name, None
        if isinstance(own, (tf.Tensor, tf.Variable)):
            # What numpy() is to a variable, __getattr__ is to a tensor of a trace: it has none.
            asked = "numpy" if name == "__getattr__" and "'numpy'" in str(error) else name
            names.append((asked.strip("_"), own))
    if names:
        return names[0]
    text = str(error)
    for how in ("float", "int", "complex"):
        if text.startswith(f"{how}() argument"):
            return how, None
    return "int" if "interpreted as an integer" in text else "", None


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, Any]]:
    while trace is not None:
        yield trace.tb_frame.f_code.co_name, trace.tb_frame.f_locals.get("self")
        trace = trace.tb_next
