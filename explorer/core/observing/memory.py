"""The last batches, and the state before them: what a step is replayed from.

Batches are put into a queue inside the person's own compiled loop, but outside of what XLA compiles: it takes
over the tensors as they are, without a copy. The state is read once in a while; a variable
that is read that way is copied only when the next step changes it.
"""

import functools
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from explorer.core.observing.tap import plain_variable

_MOST = 256_000_000  # bytes of batches
_ROOM = 64_000_000  # bytes up to which more of them are kept than must be
_MOST_STATE = 1_000_000_000  # bytes of weights and optimiser, which are there a second time
_MOST_SLOTS = 512
_COPIES = 4e9  # bytes a second that a machine copies
_SHARE = 0.005  # of the time that training takes, for copies of the state
_UNKNOWN = 256  # side of a batch that is not known when the step is compiled
_BATCHES = 32  # kept at least, where a call makes one step


class Memory:
    """Keeps batches and states of a model that is being fitted.

    How many batches is known once the first is: the more there are, the more seldom must the state be read.

    Args:
        model: The model.
        optimizers: All that change it.
        size: Steps in one call of the training function.
    """

    def __init__(self, model: Any, optimizers: list[Any], size: int) -> None:
        self._model, self._optimizers = model, optimizers
        self._slots = max(_BATCHES, 2 * size)
        self._count = plain_variable(0, tf.int64)
        self._queue: Any = None
        self._structure: Any = None
        self._present: list[bool] = []
        self._state: Any = None
        self._variables: list[Any] = []
        self._snapshot: tuple[int, list[Any]] | None = None
        self._paused = False

    @property
    def interval(self) -> int:
        """Steps between two looks for a NaN."""
        return self._slots // 2

    def keeping(self, step: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Return a step that keeps its batch, and is otherwise the same."""

        @functools.wraps(step)
        def keeping(batch: Any) -> Any:
            if not self._paused:
                self._keep(batch)
            return step(batch)

        return keeping

    def _keep(self, batch: Any) -> None:
        # Also the parts of what is ragged, sparse or shared out among devices.
        leaves = tf.nest.flatten(batch, expand_composites=True)
        if not all(each is None or isinstance(each, tf.Tensor) for each in leaves):
            return
        kept = [each for each in leaves if each is not None]
        if self._queue is None:
            size = sum(map(_bytes, kept))
            if size * self._slots > _MOST or self._slots > _MOST_SLOTS:
                return  # too much to hold beside the training
            self._slots = max(self._slots, min(_MOST_SLOTS, _ROOM // max(1, size)))
            self._structure = batch
            self._present = [each is not None for each in leaves]
            self._queue = _queue(self._slots, [each.dtype for each in kept])
        # Never put into a full queue: that would wait for ever.
        tf.cond(self._queue.size() >= self._slots, self._drop, lambda: tf.constant(0))
        self._queue.enqueue(kept)
        self._count.assign_add(1)

    def _drop(self) -> Any:
        self._queue.dequeue()
        return tf.constant(0)

    def remember(self, seconds: float = math.inf) -> None:
        """Read the state, if it is time; what was there before is let go.

        Args:
            seconds: What a step takes now: the copies may cost a small share of it.
        """
        values = [getattr(v, "_value", v) for v in _all_variables(self._model, self._optimizers)]
        size = sum(_bytes(each) for each in values)
        if size > _MOST_STATE:
            self._snapshot = None
            return
        steps = max(self.interval, size / _COPIES / (_SHARE * seconds))
        if self._snapshot is None or int(self._count) - self._snapshot[0] >= steps:
            self._snapshot = (int(self._count), self.state())

    def state(self) -> list[Any]:
        """Return the values of all variables of model and optimisers."""
        variables = _all_variables(self._model, self._optimizers)
        if self._state is None or len(variables) != len(self._variables):
            self._variables = variables
            self._state = tf.function(
                lambda: [tf.identity(each) for each in self._variables], autograph=False
            )
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
        if self._snapshot is None or self._queue is None:
            return None
        since = int(self._count) - self._snapshot[0]
        if since > self._slots or len(self._snapshot[1]) != len(self.state()):
            return None  # the first batches are gone, or the model was not built yet
        return self._snapshot[1], self._batches()[-since:] if since else []

    def last_batch(self) -> Any:
        """Return the newest batch; None if none is kept."""
        if self._queue is None or not int(self._count):
            return None
        return self._batches()[-1]

    def _batches(self) -> list[Any]:
        """Return all batches that are kept, oldest first."""
        batches = []
        for _ in range(int(self._queue.size())):
            found = self._queue.dequeue()
            self._queue.enqueue(found)
            leaves = found if isinstance(found, list | tuple) else [found]
            batches.append(self._packed(iter(leaves)))
        return batches

    def _packed(self, leaves: Iterator[Any]) -> Any:
        flat = [next(leaves) if present else None for present in self._present]
        return tf.nest.pack_sequence_as(self._structure, flat, expand_composites=True)


def _bytes(tensor: Any) -> int:
    return int(tensor.dtype.size * math.prod(side or _UNKNOWN for side in tensor.shape))


def _queue(slots: int, kinds: list[Any]) -> Any:
    """Return a queue of no graph and no strategy, also where one is just being traced."""
    made: list[Any] = []
    maker = threading.Thread(target=lambda: made.append(tf.queue.FIFOQueue(slots, kinds)))
    maker.start()
    maker.join()
    return made[0]


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
