"""Where a slice of the loss begins and leads to on the MNIST page, and how it is found in a thread."""

from __future__ import annotations

from collections import OrderedDict
from time import perf_counter
from typing import TYPE_CHECKING

from explorer.core.training.slices import Earlier
from explorer.session.training.landscape import PlaneView, SliceView, Stand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.core.training.dataset import Digits
    from explorer.core.training.directions import Place
    from explorer.core.training.reports import Snapshot
    from explorer.core.training.slices import SliceQuestion
    from explorer.session.training.history import History
    from explorer.session.training.kept import KeptRun
    from explorer.session.training.snapshots import TrainingShown

_MOST_KEPT = 24  # slices; each is some kilobytes, beside weights that a run holds anyway


def stand_of(shown: TrainingShown) -> Stand | None:
    """Return the weights that are looked into as a place of their loss; None where nobody knows them."""
    history, checkpoint, network = shown.history, shown.checkpoint, shown.network
    if network is None:
        return None
    if history is None:
        settings = shown.choices.settings
        fits = (network.hidden, network.end) == (settings.hidden, settings.end)
        return Stand(network.weights, settings) if fits else None
    # Not the run's own step: one that was stopped went on from its last checkpoint.
    known = shown.outcome or checkpoint
    step = 0 if known is None else known.step
    snapshot = None if checkpoint is None else checkpoint.snapshot
    if snapshot is not None and snapshot.step != step:
        snapshot = None
    return Stand(
        network.weights, history.settings_at(step), step, snapshot, _earlier(shown, history, step)
    )


def _earlier(shown: TrainingShown, history: History, step: int) -> Earlier:
    kept = [each for each in shown.snapshots if each.step < step]
    changes = tuple((each.step, each.settings) for each in history.changes if each.step < step)
    return Earlier(history.first, kept[-1] if kept else None, changes)


def targets_of(shown: TrainingShown) -> tuple[KeptRun, ...]:
    """Return the kept runs that a slice can lead to: others of the same network."""
    history, stand = shown.history, stand_of(shown)
    if stand is None:
        return ()
    gone = {*shown.choices.deleted, *([] if history is None else [history.key])}
    network = stand.settings.hidden, stand.settings.end
    return tuple(
        each
        for each in shown.run.kept
        if (each.settings.hidden, each.settings.end) == network
        and each.folder.name not in gone
        and each.summary.steps
    )


def target_of(shown: TrainingShown) -> KeptRun | None:
    """Return the run that the slice leads to: the chosen one, else the first."""
    found = targets_of(shown)
    wanted = [each for each in found if each.folder.name == shown.choices.landscape.towards]
    return next(iter([*wanted, *found]), None)


def path_of(shown: TrainingShown) -> tuple[Stand, ...]:
    """Return the weights at the kept steps of the run that is looked into, in order."""
    history = shown.history
    kept = [] if history is None else history.checkpoints
    kept = kept if shown.looks_back else kept[: shown.looked]
    return tuple(Stand(each.weights, history.first, each.step) for each in kept if history)


_kept: OrderedDict[object, SliceView | PlaneView] = OrderedDict()


def slice_view(
    stand: Stand,
    question: SliceQuestion,
    digits: Digits,
    towards: Callable[[], Snapshot | None] | None = None,
    other: str = "",
) -> Iterator[SliceView | None]:
    """Yield a slice as far as it is computed; a whole one is kept and comes at once the next time.

    Args:
        stand: Where x = 0 is.
        question: What is asked.
        digits: The images that the run learns from.
        towards: Reads the other run, where the slice leads to one.
        other: What tells that run from others.
    """
    key = stand, question, id(digits), other
    kept = _known(key)
    if isinstance(kept, SliceView):
        yield kept
        return
    # Late, in the thread: it brings TensorFlow.
    from explorer.core.training.directions import slice_of

    began = perf_counter()
    question.check()
    end = _end(towards)
    there = None if end is None else Stand(end.weights, end.settings, end.step, end.snapshot)
    for found in slice_of(_place(stand), question, digits, end):
        if found is None:
            yield None
            continue
        view = SliceView(found, stand, perf_counter() - began, there)
        if found.is_whole:
            _keep(key, view)
        yield view


def plane_view(
    stand: Stand,
    path: tuple[Stand, ...],
    question: SliceQuestion,
    digits: Digits,
    towards: Callable[[], Snapshot | None] | None = None,
    other: str = "",
) -> Iterator[PlaneView | None]:
    """Yield the loss on a plane as far as it is computed; a whole one is kept, too.

    Args:
        stand: Where (0, 0) is.
        path: The run's weights at the steps that were kept.
        question: Which plane is asked for.
        digits: The images that the run learns from.
        towards: Reads the other run, where a direction leads to one.
        other: What tells that run from others.
    """
    key = stand, path, question, id(digits), other
    kept = _known(key)
    if isinstance(kept, PlaneView):
        yield kept
        return
    from explorer.core.training.planes import plane_of, plane_through

    began = perf_counter()
    question.check()
    weights = [each.weights for each in path]
    if question.along == "path":
        planes = plane_of(_place(stand), weights, question.images, digits)
    else:
        planes = plane_through(_place(stand), question, weights, digits, _end(towards))
    for found in planes:
        view = None if found is None else PlaneView(found, stand, perf_counter() - began)
        if view is not None and view.plane.halfway is not None:
            _keep(key, view)
        yield view


def _place(stand: Stand) -> Place:
    from explorer.core.training.directions import Place

    return Place(stand.weights, stand.settings, stand.step, stand.snapshot, stand.earlier)


def _end(towards: Callable[[], Snapshot | None] | None) -> Place | None:
    from explorer.core.training.directions import place_of

    read = None if towards is None else towards()
    return None if read is None else place_of(read)


def _known(key: object) -> SliceView | PlaneView | None:
    if key in _kept:
        _kept.move_to_end(key)
    return _kept.get(key)


def _keep(key: object, view: SliceView | PlaneView) -> None:
    _kept[key] = view
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
