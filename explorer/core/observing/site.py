"""Where a step that is looked at leaves its row, and by what it knows that it is due: variables of our own."""

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.observing.observed import QUANTITIES


def plain_variable(value: Any, dtype: Any, **settings: Any) -> Any:
    """Return a variable of no strategy and no graph, also where one is just being traced."""
    made: list[Any] = []
    maker = threading.Thread(
        target=lambda: made.append(tf.Variable(value, dtype=dtype, trainable=False, **settings))
    )
    maker.start()
    maker.join()
    return made[0]


def leads() -> bool:
    """Return whether this is the first replica, or the only one; what is counted is counted there."""
    replica = tf.distribute.get_replica_context()
    if replica is None or replica.strategy.num_replicas_in_sync == 1:
        return True
    return int(tf.get_static_value(replica.replica_id_in_sync_group)) == 0


class Clock:
    """Which step it is, and whether it is looked at; shared by the taps of one run.

    Attributes:
        step: Variable with the number of steps begun.
        every: Variable: steps whose number it divides are looked at; 0 for none.
        always: Whether each step that is traced is looked at, so that it need not ask.
    """

    def __init__(self, *, always: bool = False) -> None:
        self.always = always
        self.step = plain_variable(0, tf.int64)
        self.every = plain_variable(1, tf.int64)

    def due(self) -> Any:
        """Return whether the present step is looked at, a scalar tensor."""
        every = tf.identity(self.every)
        return (every > 0) & (self.step % tf.maximum(every, 1) == 0)


class Site:
    """One set of variables that an optimiser is applied to, and the last rows taken there.

    Attributes:
        variables: The variables, in the order of the rows' columns.
        reached: Whether a gradient comes to each.
    """

    def __init__(self, variables: Sequence[Any], reached: Sequence[bool], rows: int) -> None:
        self.variables, self.reached = tuple(variables), tuple(reached)
        self._rows = rows
        self._record = plain_variable(
            np.zeros((rows, len(QUANTITIES), len(self.variables)), np.float32), tf.float32
        )
        self._losses = plain_variable(np.zeros(rows, np.float32), tf.float32)
        self._steps = plain_variable(np.zeros(rows, np.int64), tf.int64)
        self._looks = plain_variable(0, tf.int64)
        self._read = 0

    def write(self, step: Any, loss: Any, row: Any) -> None:
        """Put a row of shape (quantities, variables) into the record, inside the step."""
        place = self._looks % self._rows
        for variable, value in ((self._record, row), (self._losses, loss), (self._steps, step)):
            variable.scatter_update(tf.IndexedSlices(value[None], place[None]))
        self._looks.assign_add(1)

    def take(self) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """Return steps, losses and rows that have come since the last time, oldest first."""
        looks = int(self._looks)
        first, self._read = max(self._read, looks - self._rows), looks
        places = np.arange(first, looks) % self._rows
        if not places.size:
            return np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros((0, 0, 0), np.float32)
        return tuple(
            variable.numpy()[places] for variable in (self._steps, self._losses, self._record)
        )
