"""What is shown of single weights: the next update, and their way so far; worked out in a thread."""

from collections.abc import Iterator, Sequence

import numpy as np

from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Snapshot
from explorer.core.training.updates import LayerUpdate
from explorer.session.training.snapshots import UnitPath


def following(snapshot: Snapshot, digits: Digits) -> Iterator[LayerUpdate]:
    """Yield the first layer's part in the update after a snapshot."""
    from explorer.core.training.following import following_update

    yield following_update(snapshot, digits)


def unit_path(
    snapshots: Sequence[Snapshot], digits: Digits, unit: int
) -> Iterator[UnitPath | None]:
    """Yield how one unit's weights have gone, each number from the step itself or made anew there.

    Args:
        snapshots: The run at each step that is kept.
        digits: The images that it learned from.
        unit: Unit of the first layer, counted from 0.
    """
    from explorer.core.training.following import following_update

    updates: list[LayerUpdate] = []
    for snapshot in snapshots:
        updates.append(_of_unit(following_update(snapshot, digits), unit))
        yield None  # the work may be ended here
    yield UnitPath(
        unit=unit,
        steps=np.array([each.step for each in updates]),
        weights=np.stack([each.weights for each in updates]),
        gradients=np.stack([each.gradient for each in updates]),
        changes=np.stack([each.change for each in updates]),
        memory={key: np.stack([each.memory[key] for each in updates]) for key in updates[0].memory},
    )


def _of_unit(update: LayerUpdate, unit: int) -> LayerUpdate:
    """Return copies of one unit's numbers, so that those of the others can go."""

    def own(
        array: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        # A memory of the run as a whole is the same for every weight.
        return array[:, unit].copy() if array.ndim else np.full(len(update.weights), array)

    return LayerUpdate(
        step=update.step,
        settings=update.settings,
        weights=own(update.weights),
        gradient=own(update.gradient),
        after=own(update.after),
        memory={key: own(kept) for key, kept in update.memory.items()},
        memory_after={},
        rate=update.rate,
    )
