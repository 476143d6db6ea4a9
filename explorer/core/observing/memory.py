"""The last batches, and the state before them: what a step is replayed from.

Each batch is put aside inside the person's own compiled loop, but outside of what XLA compiles, by an
operation that takes over the tensors as they are, without a copy. Now and then the state is read, and the
batches before it are let go; a variable that is read that way is copied only when the next step changes it.
"""

import functools
import itertools
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

_MOST = 256_000_000  # bytes of batches
_ROOM = 64_000_000  # bytes up to which more of them are kept than must be
_MOST_STATE = 1_000_000_000  # bytes of weights and optimiser, which are there a second time
_MOST_SLOTS = 512
_COPIES = 4e9  # bytes a second that a machine copies
_SHARE = 0.005  # of the time that training takes, for copies of the state
_UNKNOWN = 256  # side of a batch that is not known when the step is compiled
_BATCHES = 32  # kept at least, where a call makes one step

_names = (f"explorer/batches/{number}" for number in itertools.count())


class ReplayMemory:
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
        self._aside: dict[str, Any] = {}  # where batches lie; empty if none are kept
        self._structure: Any = None
        self._present: list[bool] = []
        self._state: Any = None
        self._variables: list[Any] = []
        self._snapshot: list[Any] | None = None
        self._lost = 0  # batches since the snapshot that were let go
        self._paused = False

    @property
    def interval(self) -> int:
        """Steps after which the state is to be read again, or the batches are let go."""
        return self._slots

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
        if not self._aside:
            size = sum(map(_bytes, kept))
            if size * self._slots > _MOST or self._slots > _MOST_SLOTS:
                return  # too much to hold beside the training
            self._slots = max(self._slots, min(_MOST_SLOTS, _ROOM // max(1, size)))
            self._structure = batch
            self._present = [each is not None for each in leaves]
            self._aside = {"dtypes": [each.dtype for each in kept], "shared_name": next(_names)}
        with tf.device("CPU:0"):
            tf.raw_ops.Stage(values=kept, shared_name=self._aside["shared_name"])

    def remember(self, seconds: float = math.inf) -> None:
        """Read the state, if it is time; what was there before is let go.

        Args:
            seconds: What a step takes now: the copies may cost a small share of it.
        """
        values = [getattr(v, "_value", v) for v in _all_variables(self._model, self._optimizers)]
        size, kept = sum(_bytes(each) for each in values), self._kept()
        steps = max(self.interval, size / _COPIES / (_SHARE * seconds))
        if size > _MOST_STATE:
            self._snapshot = None
        elif (
            self._snapshot is None
            or len(self._snapshot) != len(values)  # the first step has made some
            or self._lost + kept >= steps
        ):
            self._snapshot, self._lost = self.state(), 0
            self._let_go()
            return
        if kept >= self._slots:
            self._lost += kept
            self._let_go()

    def state(self) -> list[Any]:
        """Return the values of all variables of model and optimisers."""
        variables = _all_variables(self._model, self._optimizers)
        if self._state is None or len(variables) != len(self._variables):
            self._variables = variables
            # Called as what it was traced to: TensorFlow warns of a function that many fits make anew.
            self._state = tf.function(
                lambda: [tf.identity(each) for each in self._variables], autograph=False
            ).get_concrete_function()
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
        if self._snapshot is None or not self._aside or self._lost:
            return None
        if len(self._snapshot) != len(self.state()):
            return None  # the model was not built yet
        return self._snapshot, [self._batch(index) for index in range(self._kept())]

    def last_batch(self) -> Any:
        """Return the newest batch; None if none is kept."""
        kept = self._kept()
        return self._batch(kept - 1) if kept else None

    def forget(self) -> None:
        """Let all go."""
        self._snapshot = None
        self._let_go()

    def _kept(self) -> int:
        if not self._aside:
            return 0
        with tf.device("CPU:0"):
            return int(tf.raw_ops.StageSize(**self._aside))

    def _let_go(self) -> None:
        if self._aside:
            with tf.device("CPU:0"):
                tf.raw_ops.StageClear(**self._aside)

    def _batch(self, index: int) -> Any:
        with tf.device("CPU:0"):
            leaves = iter(tf.raw_ops.StagePeek(index=index, **self._aside))
        flat = [next(leaves) if present else None for present in self._present]
        return tf.nest.pack_sequence_as(self._structure, flat, expand_composites=True)


def _bytes(tensor: Any) -> int:
    return int(tensor.dtype.size * math.prod(side or _UNKNOWN for side in tensor.shape))


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
