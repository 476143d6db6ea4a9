"""Why `f()` has no gradient with respect to a source."""

from collections.abc import Callable
from typing import Any, NamedTuple

import tensorflow as tf

from explorer.core.autodiff.explaining import causes
from explorer.core.autodiff.explaining.explanation import Cut, Explanation
from explorer.core.autodiff.explaining.leaving import leaving
from explorer.core.autodiff.explaining.sources import described, is_number, own, parts
from explorer.core.autodiff.explaining.tapes import faults_of_tape
from explorer.core.autodiff.explaining.ways import BRANCHES, LOOPS, Ways

_MEND = (
    "Mend the place that is named, and explain again: behind the first cut there may be another."
)
_WHOLE = (
    "The way from it to the result is whole. If a tape still says None, hand that tape over: "
    "explain(f, source, tape=tape)."
)
_LOOPS = " f contains a loop; inside of tf.function a tape says 0 for what a loop cuts off, in place of None."
_TAKEN = (
    " f contains tf.cond or tf.switch_case; outside of tf.function a tape sees only the branch that is "
    "taken."
)


class _Remarks(NamedTuple):
    """What holds for every source of a trace: said with those connected, and with those cut off."""

    connected: str = ""
    cut: str = ""


def explain(f: Callable[[], Any], source: Any, tape: Any = None) -> Any:
    """Tell why `f()` has no gradient with respect to a source, or that it has one.

    `f` is traced once by `tf.function`, without AutoGraph; that changes no variable. Only where it
    cannot be traced, because it asks for the number in a tensor, it is run once under a tape.

    Args:
        f: A function without arguments that returns a tensor, or several. A model with its loss is
            written `lambda: loss(y, model(x))`.
        source: A variable, or a tensor that `f` closes over, of any shape; or a list, tuple or dict
            of them, such as `model.trainable_variables`.
        tape: A `tf.GradientTape` that said None. Where the way is whole, it is asked whether it
            watched the source. A tape that is not persistent is used up by that.

    Returns:
        An `Explanation` for a single source; for a list, tuple or dict the same structure of them.

    Raises:
        TypeError: If a source is no variable and no tensor, or `f` cannot be called or returns None.
        Exception: Whatever `f` itself raises, unchanged.
    """
    if not callable(f):
        raise TypeError(
            f"explain takes a function that computes the result, not {type(f).__name__}. "
            "Write explain(lambda: loss(y, model(x)), variable)."
        )
    leaves = tf.nest.flatten(source)
    owned = [own(each) for each in leaves]
    untraced = None
    try:
        # A lambda around f: a tf.function, a bound method and a partial are traced alike.
        graph = tf.function(lambda: f(), autograph=False).get_concrete_function().graph  # noqa: PLW0108
    except Exception as error:  # noqa: BLE001 - an exception of f's own is raised again by the run below
        untraced = error
    if untraced is not None:
        found, remarks = leaving(f, owned, untraced), _Remarks()
    else:
        found, remarks = _cuts_in(graph, owned)
    explanations = [
        _explained(given, own_source, cuts, tape, remarks)
        for given, own_source, cuts in zip(leaves, owned, found, strict=True)
    ]
    return tf.nest.pack_sequence_as(source, explanations)


def _explained(
    given: Any, source: Any, cuts: tuple[Cut, ...], tape: Any, remarks: _Remarks
) -> Explanation:
    if cuts:
        return Explanation(described(given), False, cuts, f"{_MEND}{remarks.cut}")
    if tape is None:
        return Explanation(
            described(given), True, (), f"{_WHOLE}{_watching(source)}{remarks.connected}"
        )
    faults, advice = faults_of_tape(tape, source)
    return Explanation(described(given), True, faults, f"{advice}{remarks.connected}".strip())


def _watching(source: Any) -> str:
    if isinstance(source, tf.SparseTensor):
        return " A tape takes the values of a sparse tensor as its source: sparse.values."
    if not isinstance(source, tf.Variable):
        return " A tape follows a tensor only after tape.watch(tensor)."
    if not source.trainable:
        return " It has trainable=False, so a tape follows it only after tape.watch(variable)."
    return ""


def _cuts_in(graph: Any, sources: list[Any]) -> tuple[list[tuple[Cut, ...]], _Remarks]:
    if not graph.outputs:
        raise TypeError("f returned nothing. End it by `return` and the result, a tensor.")
    captured = {id(outer): inner for outer, inner in graph.captures}
    handed = [[captured.get(id(part)) for part in parts(source)] for source in sources]
    starts = [tensor for tensors in handed for tensor in tensors if tensor is not None]
    ways = Ways(graph)
    # What a loop cuts off comes out of tf.gradients as zeros, and out of a tape as None: there the
    # single operations decide.
    doubtful = ways.has_any(LOOPS)
    remarks = _Remarks(
        connected=_TAKEN if ways.has_any(BRANCHES) else "", cut=_LOOPS if doubtful else ""
    )
    back = dict(zip(map(id, starts), _gradients(graph, starts), strict=True))
    found: list[tuple[Cut, ...]] = []
    for source, tensors in zip(sources, handed, strict=True):
        read = [each for each in tensors if each is not None]
        if not is_number(source):
            found.append((causes.is_integer(source.dtype.name),))
        elif not read:
            found.append((causes.not_read(),))
        else:
            whole = any(back[id(each)] is not None for each in read)
            found.append(() if whole and not doubtful else _cuts_from(ways, read[0], whole=whole))
    return found, remarks


def _gradients(graph: Any, starts: list[Any]) -> list[Any]:
    """Return what TensorFlow itself gives for the whole trace, a tensor or None for each start."""
    results = [each for each in graph.outputs if each.dtype.is_floating or each.dtype.is_complex]
    numbers = [each for each in starts if each.dtype == tf.resource or is_number(each)]
    if not results or not numbers:
        return [None] * len(starts)
    with graph.as_default():
        ones = [tf.ones_like(each) for each in results]
        try:
            back = tf.gradients(results, numbers, grad_ys=ones)
        except (LookupError, NotImplementedError):  # an operation on the way has no gradient at all
            back = [_alone(results, ones, each) for each in numbers]
    by_start = dict(zip(map(id, numbers), back, strict=True))
    return [by_start.get(id(each)) for each in starts]


def _alone(results: list[Any], ones: list[Any], start: Any) -> Any:
    try:
        return tf.gradients(results, start, grad_ys=ones)[0]
    except (LookupError, NotImplementedError):
        return None


def _cuts_from(ways: Ways, start: Any, *, whole: bool) -> tuple[Cut, ...]:
    steps, reached = ways.cuts(start)
    if not reached:
        return (causes.no_path(ways.first_reader(start)),)
    return tuple(map(causes.named, steps)) or (() if whole else (causes.unknown(),))
