"""What the views ask of TensorFlow: nothing while another view is in front."""

from collections.abc import Iterator

from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Snapshot
from explorer.core.training.updates import LayerUpdate
from explorer.session.training.snapshots import TrainingShown, UnitPath
from explorer.ui.pages.circuit import Ask, Request, ask


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
    if shown.choices.view != "weights" or shown.run.phase in ("compiling", "running"):
        return None
    if digits is None or not snapshots:
        return None
    return ask(_unit_path, snapshots, digits, shown.unit)


VIEW_REQUESTS: tuple[Request[TrainingShown], ...] = (
    Request("following", _asks_following),
    Request("unit_path", _asks_unit_path, rest=150),
)
