"""What is shown of single weights: the next update, and their way so far; worked out in a thread."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Snapshot
from explorer.core.training.updates import LayerUpdate
from explorer.session.training.snapshots import UnitPath

# By the identity of a snapshot, which is kept beside it, so that no other one takes its place; the pictures
# are not kept for it, as they are 43 MB.
_made: dict[int, tuple[Snapshot, ref[NDArray[np.uint8]], LayerUpdate]] = {}


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
    # Of one run alone, so that another unit of it comes at once; two arrays of a kernel's size a step.
    kept = {id(snapshot): _made[id(snapshot)] for snapshot in snapshots if id(snapshot) in _made}
    _made.clear()
    _made.update(kept)
    for snapshot in snapshots:
        made = _made.get(id(snapshot))
        if made is None or made[1]() is not digits.training.pixels:
            update = replace(following_update(snapshot, digits), memory_after={})
            made = _made[id(snapshot)] = snapshot, ref(digits.training.pixels), update
            yield None  # the work may be ended here
        updates.append(_of_unit(made[2], unit))
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
