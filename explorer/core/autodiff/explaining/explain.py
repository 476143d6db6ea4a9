"""Why `f()` has no gradient with respect to a source."""

from collections.abc import Callable
from typing import Any, NamedTuple

import tensorflow as tf

from explorer.core.autodiff.explaining import causes
from explorer.core.autodiff.explaining.explanation import Cut, Explanation, Stage
from explorer.core.autodiff.explaining.leaving import leaving
from explorer.core.autodiff.explaining.sources import described, is_number, own, parts
from explorer.core.autodiff.explaining.stages import stages
from explorer.core.autodiff.explaining.tapes import faults_of_tape
from explorer.core.autodiff.explaining.texts import Told, joined, told
from explorer.core.autodiff.explaining.ways import BRANCHES, LOOPS, Ways


class _Remarks(NamedTuple):
    """What holds for every source of a trace: said with those connected, and with those cut off."""

    connected: Told = Told("")
    cut: Told = Told("")


class _Found(NamedTuple):
    """The cuts of a source, and the ways that are drawn."""

    cuts: tuple[Cut, ...] = ()
    ways: tuple[tuple[Stage, ...], ...] = ()


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
        found, remarks = list(map(_Found, leaving(f, owned, untraced))), _Remarks()
    else:
        found, remarks = _cuts_in(graph, owned)
    explanations = [
        Explanation(described(given), *_explained(own_source, each.cuts, tape, remarks), each.ways)
        for given, own_source, each in zip(leaves, owned, found, strict=True)
    ]
    return tf.nest.pack_sequence_as(source, explanations)


def _explained(
    source: Any, cuts: tuple[Cut, ...], tape: Any, remarks: _Remarks
) -> tuple[bool, tuple[Cut, ...], Told]:
    """Return whether a source is connected, its cuts, and advice."""
    if cuts:
        return False, cuts, joined(told("mend"), remarks.cut)
    if tape is None:
        return True, (), joined(told("whole"), _watching(source), remarks.connected)
    faults, advice = faults_of_tape(tape, source)
    return True, faults, joined(advice, remarks.connected)


def _watching(source: Any) -> Told:
    if isinstance(source, tf.SparseTensor):
        return told("sparse_values")
    if not isinstance(source, tf.Variable):
        return told("follows_watched")
    return Told("") if source.trainable else told("follows_trainable")


def _cuts_in(graph: Any, sources: list[Any]) -> tuple[list[_Found], _Remarks]:
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
        connected=told("branches") if ways.has_any(BRANCHES) else Told(""),
        cut=told("loops") if doubtful else Told(""),
    )
    back = dict(zip(map(id, starts), _gradients(graph, starts), strict=True))
    found: list[_Found] = []
    for source, tensors in zip(sources, handed, strict=True):
        read = [each for each in tensors if each is not None]
        if not is_number(source):
            found.append(_Found((causes.is_integer(source.dtype.name),)))
        elif not read:
            found.append(_Found((causes.not_read(),)))
        else:
            reached = [each for each in read if back[id(each)] is not None]
            cut = _Found()
            if doubtful or not reached:
                cut = _cuts_from(ways, read[0], whole=bool(reached))
            found.append(cut if cut.cuts else _Found((), _whole(ways, reached[0])))
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


def _cuts_from(ways: Ways, start: Any, *, whole: bool) -> _Found:
    steps, reached = ways.cuts(start)
    if not reached:
        return _Found((causes.no_path(ways.first_reader(start)),))
    if not steps:
        return _Found(() if whole else (causes.unknown(),))
    drawn = tuple(stages(each.way, ways.carries) for each in steps)
    return _Found(tuple(map(causes.named, steps)), drawn)


def _whole(ways: Ways, start: Any) -> tuple[tuple[Stage, ...], ...]:
    way = ways.whole_way(start)
    return (stages(way, ways.carries),) if way else ()
