"""The last batches, and the state before them: what a step is replayed from.

Batches are kept inside the person's own compiled loop, but outside of what XLA compiles: there a variable
takes over the tensor as it is, without a copy. The state is read once in a while; a variable
that is read that way is copied only when the next step changes it.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.observing.tap import plain_variable

_MOST = 256_000_000  # bytes of batches
_MOST_SLOTS = 64
BATCHES = 16  # kept at most, where a call makes one step


class Memory:
    """Keeps batches and states of a model that is being fitted.

    Args:
        model: The model.
        optimizers: All that change it.
        size: Steps in one call of the training function.
    """

    def __init__(self, model: Any, optimizers: list[Any], size: int) -> None:
        self._model, self._optimizers = model, optimizers
        self._slots = max(BATCHES, 2 * size)
        self._count = plain_variable(0, tf.int64)
        self._leaves: list[list[Any]] = []  # of each slot
        self._structure: Any = None
        self._state: Any = None
        self._variables: list[Any] = []
        self._snapshot: tuple[int, list[Any]] | None = None
        self._paused = False

    def keeping(self, step: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Return a step that keeps its batch, and is otherwise the same."""

        @functools.wraps(step)
        def keeping(batch: Any) -> Any:
            if not self._paused:
                self._keep(batch)
            return step(batch)

        return keeping

    def _keep(self, batch: Any) -> None:
        leaves = tf.nest.flatten(batch)
        if not all(each is None or isinstance(each, tf.Tensor) for each in leaves):
            return  # shared out among devices, ragged or sparse: nothing is replayed
        if not self._leaves:
            sizes = [
                each.dtype.size * (each.shape.num_elements() or 0)
                for each in leaves
                if each is not None
            ]
            if sum(sizes) * self._slots > _MOST or self._slots > _MOST_SLOTS:
                return  # too much to hold beside the training
            self._structure = tf.nest.map_structure(lambda _: 0, batch)
            self._leaves = [[_slot(each) for each in leaves] for _ in range(self._slots)]

        def into(slot: list[Any]) -> Callable[[], Any]:
            def put() -> Any:
                for variable, each in zip(slot, leaves, strict=True):
                    if variable is not None:
                        variable.assign(each)
                return tf.constant(0)

            return put

        place = tf.cast(self._count % self._slots, tf.int32)
        tf.switch_case(place, [into(slot) for slot in self._leaves])
        self._count.assign_add(1)

    def remember(self) -> None:
        """Read the state now; what was there before is let go."""
        self._snapshot = (int(self._count), self.state())

    @property
    def due(self) -> bool:
        """Whether the batches since the last state fill the memory by half or more."""
        return self._snapshot is None or int(self._count) - self._snapshot[0] >= self._slots // 2

    @property
    def far(self) -> bool:
        """Whether batches since the last state have been overwritten."""
        return self._snapshot is None or int(self._count) - self._snapshot[0] > self._slots

    def state(self) -> list[Any]:
        """Return the values of all variables of model and optimisers."""
        variables = _all_variables(self._model, self._optimizers)
        if self._state is None or len(variables) != len(self._variables):
            self._variables = variables
            self._state = tf.function(lambda: [tf.identity(each) for each in self._variables])
        return [*self._state()]

    def restore(self, state: list[Any]) -> None:
        """Give all variables their values back."""
        for variable, value in zip(self._variables, state, strict=True):
            variable.assign(value)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep no batches in here, and give all variables their present values back at the end."""
        now, self._paused = self.state(), True
        try:
            yield
        finally:
            self._paused = False
            self.restore(now)

    def replayed(self) -> tuple[list[Any], list[Any]] | None:
        """Return the last state and the batches since then, oldest first; None if they are not whole."""
        if self._snapshot is None or self.far or not self._leaves:
            return None
        if len(self._snapshot[1]) != len(self.state()):
            return None  # the model was not built yet
        first, last = self._snapshot[0], int(self._count)
        batches = []
        for index in range(first, last):
            slot = self._leaves[index % self._slots]
            values = [None if each is None else tf.identity(each) for each in slot]
            batches.append(tf.nest.pack_sequence_as(self._structure, values))
        return self._snapshot[1], batches

    def last_batch(self) -> Any:
        """Return the newest batch; None if none is kept."""
        count = int(self._count)
        if not count or not self._leaves:
            return None
        values = [
            None if v is None else tf.identity(v) for v in self._leaves[(count - 1) % self._slots]
        ]
        return tf.nest.pack_sequence_as(self._structure, values)


def _slot(leaf: Any) -> Any:
    """Return a variable that can take a tensor of any shape."""
    if leaf is None:
        return None
    empty = np.zeros([0], leaf.dtype.as_numpy_dtype)
    return plain_variable(empty, leaf.dtype, shape=tf.TensorShape(None))


def _all_variables(model: Any, optimizers: list[Any]) -> list[Any]:
    """Return weights, seeds, statistics and metrics of a model, and its optimisers' memory, once each."""
    found: dict[int, Any] = {}
    for each in (*model.variables, *model.metrics_variables):
        found[id(each)] = each
    for layer in model._flatten_layers():
        found |= {id(each): each for each in layer.variables}
    for optimizer in (model.optimizer, *optimizers):
        found |= {id(each): each for each in getattr(optimizer, "variables", [])}
    values = [getattr(each, "_value", each) for each in found.values()]
    return [each for each in values if isinstance(each, tf.Variable)]
