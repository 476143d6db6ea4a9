"""Functions that cannot be traced: they ask for the number in a tensor, and go on in Python."""

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import tensorflow as tf

from explorer.core.autodiff.explaining import causes
from explorer.core.autodiff.explaining.explanation import Cut
from explorer.core.autodiff.explaining.places import line_at, place_of_exception
from explorer.core.autodiff.explaining.sources import is_number, parts
from explorer.core.autodiff.explaining.ways import Ways

_NUMBERS = {"numpy", "array", "predict", "predict_on_batch", "evaluate", "float"}
_ASKED_FOR = {
    "bool": "the truth of a tensor, as if and while do",
    "int": "the whole number in a tensor",
    "index": "the whole number in a tensor",
    "iter": "the rows of a tensor one by one",
    "len": "the length of a tensor",
}
_INSTEAD = {
    "bool": "Write the choice in TensorFlow: tf.where or tf.cond for if, tf.while_loop for while.",
    "int": "Leave the number in TensorFlow: tf.fill, tf.gather and tf.range take tensors.",
    "index": "Leave the number in TensorFlow: tf.fill, tf.gather and tf.range take tensors.",
    "iter": "Write tf.unstack(x) for rows whose number is known, else tf.map_fn.",
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
    shown = f" In: {code}" if code else ""
    if tensor is not None and not _comes_from(tensor, source):
        return Cut(
            "", "untraceable", file, line,
            "f cannot be followed beyond this line, and what this line asks for does not come from "
            f"the source. The cause lies elsewhere and is not known.{shown}",
            "Leave this line out of f, and explain again.",
        )  # fmt: skip
    if how in _NUMBERS:
        return Cut(
            "", "left_tensorflow", file, line,
            f"Here the number leaves TensorFlow. What Python or NumPy computes from it is a constant "
            f"to the tape.{shown}",
            "Stay in TensorFlow up to the result: tf.math in place of NumPy, the tensor in place of its "
            "number, model(x) in place of model.predict(x).",
        )  # fmt: skip
    if type(error).__name__ == "UnliftableError":
        return Cut(
            "", "state", None, None,
            "f makes a tf.Variable from what it has computed. A variable is a new start for the tape.",
            "Hand the tensor itself on; make variables before f.",
        )  # fmt: skip
    if how:
        return Cut(
            "", "untraceable", file, line,
            f"Here Python asks for {_ASKED_FOR.get(how, 'the number in a tensor')}. f cannot be followed "
            f"beyond this line; what comes after it is not known.{shown}",
            _INSTEAD.get(how, "Leave the number in TensorFlow, or leave this line out of f."),
        )  # fmt: skip
    return Cut(
        "", "untraceable", file, line,
        f"f runs, and cannot be traced by tf.function ({type(error).__name__}); so the cause is not "
        f"known.{shown}",
        "Leave this line out of f, and explain again.",
    )  # fmt: skip


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
