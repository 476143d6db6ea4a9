"""What the views ask of TensorFlow: nothing while another view is in front."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from explorer.core.training.attribution import Question
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Snapshot
from explorer.core.training.slices import SliceQuestion
from explorer.core.training.updates import LayerUpdate
from explorer.session.training.landscape import PlaneView, SliceView, Stand
from explorer.session.training.slicing import path_of, stand_of, target_of
from explorer.session.training.snapshots import (
    Drawing,
    Network,
    OpenedDigit,
    Silent,
    TrainingShown,
    UnitPath,
)
from explorer.ui.pages.circuit import Ask, Request, ask

V = TypeVar("V", SliceView, PlaneView)


def _following(snapshot: Snapshot, digits: Digits) -> Iterator[LayerUpdate]:
    from explorer.session.training.weighing import following

    return following(snapshot, digits)


def _asks_following(shown: TrainingShown) -> Ask | None:
    checkpoint, digits = shown.checkpoint, shown.run.digits
    if shown.choices.view != "weights" or checkpoint is None or digits is None:
        return None
    snapshot = checkpoint.snapshot
    return None if snapshot is None else ask(_following, snapshot, digits)


def _unit_path(
    snapshots: tuple[Snapshot, ...], digits: Digits, unit: int
) -> Iterator[UnitPath | None]:
    from explorer.session.training.weighing import unit_path

    return unit_path(snapshots, digits, unit)


def _asks_unit_path(shown: TrainingShown) -> Ask | None:
    digits, snapshots = shown.run.digits, shown.snapshots
    # In mid-run each look would ask for the whole way anew.
    if shown.choices.view != "weights" or shown.run.at_work:
        return None
    if digits is None or not snapshots:
        return None
    return ask(_unit_path, snapshots, digits, shown.unit)


def _opened(network: Network, drawing: Drawing, question: Question) -> Iterator[OpenedDigit]:
    from explorer.session.training.opening import opened

    return opened(network, drawing, question)


def _asks_opened(shown: TrainingShown) -> Ask | None:
    network, drawing = shown.network, shown.drawing
    if shown.choices.view != "digits" or network is None or drawing is None:
        return None
    return ask(_opened, network, drawing, shown.choices.inside.question)


def _silent(network: Network, digits: Digits) -> Iterator[Silent]:
    from explorer.session.training.opening import silent

    return silent(network, digits)


def _asks_silent(shown: TrainingShown) -> Ask | None:
    network, digits = shown.network, shown.run.digits
    # In mid-run there is no time to try all test images.
    busy = shown.run.at_work
    if shown.choices.view != "digits" or busy or network is None or digits is None:
        return None
    return ask(_silent, network, digits)


def _slice(
    stand: Stand, question: SliceQuestion, digits: Digits, run: Path | None
) -> Iterator[SliceView | None]:
    from explorer.session.training.slice_function import function_of
    from explorer.session.training.slicing import slice_view

    found = slice_view(stand, question, digits, *_other(run))
    return _written(found, lambda view: function_of(view.slice))


def _plane(
    path: tuple[Stand, ...], stand: Stand, question: SliceQuestion, digits: Digits, run: Path | None
) -> Iterator[PlaneView | None]:
    from explorer.session.training.slice_function import plane_function_of
    from explorer.session.training.slicing import plane_view

    found = plane_view(stand, path, question, digits, *_other(run))
    return _written(found, lambda view: plane_function_of(view.plane))


def _written(
    views: Iterator[V | None], function_of: Callable[[V], tuple[Any, Any] | None]
) -> Iterator[V | None]:
    """Yield views; a whole one is kept on the disk as a function."""
    from explorer.files.slices import keep

    for view in views:
        made = None if view is None else function_of(view)
        if made is not None:
            # For a later start, at which a formula may call it; without it, this sitting has it.
            with suppress(OSError):
                keep(*made)
        yield view


def _other(run: Path | None) -> tuple[Callable[[], Snapshot | None] | None, str]:
    """Return what reads the run that a slice leads to, and its name."""
    from explorer.core.training.reports import has_weights
    from explorer.files.checkpoints import newest_checkpoint

    if run is None:
        return None, ""
    return partial(newest_checkpoint, run / "checkpoints", has_weights), str(run)


def _asked(
    shown: TrainingShown, *, of_plane: bool
) -> tuple[Stand, SliceQuestion, Digits, Path | None] | None:
    """Return what a slice or a plane is found from; None where it is not asked for, or cannot be."""
    digits, stand, question = shown.run.digits, stand_of(shown), shown.choices.landscape.question
    # In mid-run there is no time for it.
    if shown.choices.view != "landscape" or shown.run.at_work:
        return None
    is_other = question.is_plane != of_plane or question == shown.cancelled
    if digits is None or stand is None or is_other:
        return None
    if not question.leads_to_a_run:
        return stand, question, digits, None
    target = target_of(shown)
    return None if target is None else (stand, question, digits, target.folder)


def _asks_slice(shown: TrainingShown) -> Ask | None:
    asked = _asked(shown, of_plane=False)
    return None if asked is None else ask(_slice, *asked)


def _asks_plane(shown: TrainingShown) -> Ask | None:
    asked = _asked(shown, of_plane=True)
    return None if asked is None else ask(_plane, path_of(shown), *asked)


VIEW_REQUESTS: tuple[Request[TrainingShown], ...] = (
    Request("following", _asks_following),
    Request("unit_path", _asks_unit_path, rest=150),
    Request("opened", _asks_opened),
    Request("silent", _asks_silent, rest=150),
    Request("slice", _asks_slice, rest=150, is_long=True),
    Request("plane", _asks_plane, rest=150, is_long=True),
)
