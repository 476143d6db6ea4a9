"""One update of a layer and of a single weight of it, with the rule worked out; no TensorFlow."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.explained import WorkedUpdate, explain_update
from explorer.core.descent.floats import flushed, ulp_distance
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.optimizers.optimizer import Before
from explorer.core.training.settings import TrainingSettings

_ALL = slice(None)


@dataclass(frozen=True, slots=True, eq=False)
class LayerUpdate:
    """A kernel before and after one update of a Keras optimiser.

    Attributes:
        step: Updates made before.
        settings: What holds for the update.
        weights: The kernel before, shape (inputs, units), float32.
        gradient: The batch's loss differentiated by it, same shape.
        after: The kernel after.
        memory: What the optimiser kept of it before, by its own names.
        memory_after: The same after.
        rate: The learning rate, as Keras has it.
    """

    step: int
    settings: TrainingSettings
    weights: NDArray[np.float32]
    gradient: NDArray[np.float32]
    after: NDArray[np.float32]
    memory: Mapping[str, NDArray[np.float32]]
    memory_after: Mapping[str, NDArray[np.float32]]
    rate: np.float32

    @property
    def change(self) -> NDArray[np.float32]:
        """What the update adds to the kernel."""
        return self.after - self.weights

    def foretold(self, part: slice = _ALL) -> NDArray[np.float32]:
        """Return what the optimiser's formula makes of a part of the kernel as one long row."""
        before, values = self._before(part), self.settings.parameter_values()
        with np.errstate(all="ignore"):
            after = OPTIMIZERS[self.settings.optimizer].update(before, values)
        return np.asarray(after.x)

    def distances(self, part: slice = _ALL) -> NDArray[np.int64]:
        """Return how many last bits formula and Keras are apart, for a part of the kernel."""
        return ulp_distance(self.foretold(part), self.after.reshape(-1)[part])

    def place_of(self, pixel: int, unit: int) -> slice:
        """Return where one weight stands in the kernel as one long row."""
        place = pixel * self.weights.shape[1] + unit
        return slice(place, place + 1)

    def explained(self, pixel: int, unit: int) -> WorkedUpdate:
        """Return the update of one weight, worked out by the optimiser's rule with its numbers."""
        before = self._before(self.place_of(pixel, unit))
        values = self.settings.parameter_values()
        return explain_update(self.settings.optimizer, values, before, "float32")

    def _before(self, part: slice) -> Before:
        """Return what the rule starts from, for a part of the kernel as one long row."""
        return Before(
            x=flushed(self.weights.reshape(-1)[part]),
            gradient=flushed(self.gradient.reshape(-1)[part]),
            # A memory of the run as a whole is one number, whichever the weight.
            state={
                key: flushed(kept.reshape(-1)[part] if kept.ndim else kept.reshape(1))
                for key, kept in self.memory.items()
            },
            rate=np.array([self.rate], np.float32),
            step=np.array([self.step]),
        )
