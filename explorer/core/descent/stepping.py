"""Many updates of a real Keras optimiser in one call of a graph."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.descent.graphs import bits_of_eager
from explorer.core.descent.keras_optimizers import keras_optimizer
from explorer.core.functions.dtypes import DType
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import ExplorerError, said

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[Any]
Variables = tuple[Array, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Consecutive positions of a descent, before each of its updates.

    Attributes:
        x: Positions, shape (k,).
        y: f there.
        gradient: df/dx there.
        rate: Learning rate of the update that leaves each position.
        states: What the optimiser held at each position, by name.
        after: Every variable after the last update, from which the descent goes on.
    """

    x: Array
    y: Array
    gradient: Array
    rate: Array
    states: dict[str, Array]
    after: Variables


class Stepper:
    """A function, an optimiser and their variables, traced once for every start and rate.

    Raises:
        ExplorerError: If the tape finds no gradient of the function.
    """

    def __init__(
        self,
        formula: Formula,
        dtype: DType,
        optimizer: str,
        parameters: tuple[tuple[str, float], ...],
    ) -> None:
        self._function: Callable[..., Any] = tensor_function(formula)
        self._x = tf.Variable(0.0, dtype=dtype)
        self._optimizer = keras_optimizer(optimizer, 1.0, dict(parameters))
        self._optimizer.build([self._x])
        self._variables = [self._x, *(each.value for each in self._optimizer.variables)]
        self._initial = tuple(each.numpy() for each in self._variables)
        self._rate_index = self._index_of(self._optimizer.learning_rate.value)
        self._names = [_state_name(each.path) for each in self._optimizer.variables]
        specification = [tf.TensorSpec(each.shape, each.dtype) for each in self._variables]
        self._run = tf.function(self._steps, autograph=False).get_concrete_function(
            specification, tf.TensorSpec((), tf.int32)
        )

    def first(self, start: float, rate: float) -> Variables:
        """Return every variable before the first update."""
        variables = list(self._initial)
        variables[0] = np.asarray(start, variables[0].dtype)
        variables[self._rate_index] = np.asarray(rate, np.float32)
        return tuple(variables)

    def run(self, variables: Variables, count: int) -> Stretch:
        """Return `count` positions, beginning with the one in `variables`."""
        with bits_of_eager():
            records, after = self._run(
                [tf.constant(each) for each in variables], tf.constant(count)
            )
        x, y, gradient, *others = (record.numpy() for record in records)
        held = dict(zip(self._names, others, strict=True))
        rate = held.pop("learning_rate")
        held.pop("iteration")
        return Stretch(x, y, gradient, rate, held, tuple(each.numpy() for each in after))

    def _steps(self, given: list[tf.Tensor], count: tf.Tensor) -> tuple[list[Any], list[Any]]:
        for variable, value in zip(self._variables, given, strict=True):
            variable.assign(value)
        kinds = [given[0], given[0], *given]
        arrays = [tf.TensorArray(each.dtype, count, element_shape=each.shape) for each in kinds]
        _, *arrays = tf.while_loop(
            lambda index, *_: index < count,
            lambda index, *arrays: (index + 1, *self._step(index, arrays)),
            (tf.constant(0), *arrays),
            parallel_iterations=1,
        )
        return [each.stack() for each in arrays], [each.read_value() for each in self._variables]

    def _step(self, index: tf.Tensor, arrays: tuple[Any, ...]) -> list[Any]:
        before = [each.read_value() for each in self._variables]
        with tf.GradientTape() as tape:
            y = self._function(self._x)
        gradient = tape.gradient(y, self._x)
        if gradient is None:
            raise _no_gradient()
        self._optimizer.apply_gradients([(gradient, self._x)])
        now = [before[0], y, gradient, *before[1:]]
        return [array.write(index, each) for array, each in zip(arrays, now, strict=True)]

    def _index_of(self, wanted: tf.Variable) -> int:
        return next(i for i, each in enumerate(self._variables) if each is wanted)


@lru_cache(maxsize=32)
def stepper(
    formula: Formula,
    dtype: DType,
    optimizer: str,
    parameters: tuple[tuple[str, float], ...],
) -> Stepper:
    """Return the stepper of a function and an optimiser, traced when first asked for."""
    return Stepper(formula, dtype, optimizer, parameters)


def _no_gradient() -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "The tape finds no gradient of this function. Type one whose value changes with x.",
        )
    )


def _state_name(path: str) -> str:
    """Return the last word of a Keras path such as "sgd/variable_momentum"."""
    return path.rsplit("/", 1)[-1].removeprefix("variable_")
