"""Many updates of a real Keras optimiser in one call of a graph."""

import threading
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.descent.graphs import bits_of_eager
from explorer.core.descent.keras_optimizers import keras_optimizer, optimizer_variables
from explorer.core.descent.keras_schedules import keras_schedule, schedule_values
from explorer.core.descent.packing import Packing
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.dtypes import DType
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import ExplorerError, said

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[Any]
Variables = dict[str, Any]
Packed = dict[str, tf.Tensor]  # by the name of its type
Named = tuple[tuple[str, float], ...]

_NOT_STATES = ("x", "iteration", "learning_rate", "rates")
COMPILED_STRETCH = 512


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of a descent that cannot change without tracing its graph anew."""

    formula: Formula
    shape: tuple[int, ...]
    dtype: DType
    optimizer: str
    parameters: Named
    schedule: str
    schedule_parameters: Named
    is_noisy: bool
    is_compiled: bool


def recipe(settings: DescentSettings, *, is_compiled: bool = False) -> Recipe:
    """Return the recipe of a descent, by XLA if `is_compiled`."""
    return Recipe(
        settings.formula,
        np.shape(settings.start),
        settings.dtype,
        settings.optimizer,
        tuple(settings.parameter_values().items()),
        settings.schedule,
        tuple(settings.schedule_values().items()),
        settings.noise > 0,
        is_compiled,
    )


class Stepper:
    """A function, an optimiser and their variables, traced once for every start and rate.

    Raises:
        ExplorerError: If the tape finds no gradient of the function.
    """

    def __init__(self, made_from: Recipe) -> None:
        self._recipe = made_from
        self._lock = threading.Lock()  # two threads must not share its variables
        self._function: Callable[..., Any] = tensor_function(made_from.formula)
        self._x = tf.Variable(tf.zeros(made_from.shape, made_from.dtype), name="x")
        named = dict(made_from.schedule_parameters)
        self._rates = tf.Variable(schedule_values(made_from.schedule, 1.0, named))
        self._optimizer = keras_optimizer(
            made_from.optimizer, self._rate_source(), dict(made_from.parameters)
        )
        self._optimizer.build([self._x])
        own = optimizer_variables(self._optimizer)
        self._variables: dict[str, tf.Variable] = {"x": self._x, "rates": self._rates, **own}
        self._initial = {name: each.numpy() for name, each in self._variables.items()}
        kinds = {name: tf.TensorSpec(v.shape, v.dtype) for name, v in self._variables.items()}
        self._held, self._recorded = Packing(kinds), Packing(self._record_kinds(kinds))
        rows = COMPILED_STRETCH if made_from.is_compiled else None
        noise = tf.TensorSpec((rows, *made_from.shape), made_from.dtype)
        with self._mode():
            self._run = tf.function(
                self._steps, autograph=False, jit_compile=made_from.is_compiled or None
            ).get_concrete_function(self._held.specs(), noise)

    def first(self, settings: DescentSettings) -> Variables:
        """Return every variable before the first update."""
        rate = settings.learning_rate
        values = schedule_values(settings.schedule, rate, settings.schedule_values())
        chosen = {
            "x": np.asarray(settings.start, settings.dtype),
            "rates": np.asarray(values, np.float32),
            "learning_rate": np.asarray(rate, np.float32),
        }
        return {name: chosen.get(name, value) for name, value in self._initial.items()}

    def run(self, variables: Variables, noise: Array) -> tuple[dict[str, Array], Variables]:
        """Make one update per row of the noise.

        Args:
            variables: Every variable before the first update.
            noise: What is added to each gradient if the recipe is noisy, one row per update;
                `COMPILED_STRETCH` rows if it is compiled.

        Returns:
            x, y, gradient, rate and the optimiser's states before each update, by name; and
            every variable after the last.
        """
        with self._lock, self._mode():
            packed = self._held.packed(variables)
            records, after = self._run(
                {dtype: tf.constant(values) for dtype, values in packed.items()},
                tf.constant(noise),
            )
        return self._recorded.unpacked(_arrays(records)), self._held.unpacked(_arrays(after))

    def _mode(self) -> AbstractContextManager[None]:
        return nullcontext() if self._recipe.is_compiled else bits_of_eager()

    def _rate_source(self) -> Any:
        """Return a number that will be replaced, or a function that asks the schedule."""
        made_from = self._recipe
        if made_from.schedule == "constant":
            return 1.0
        named = dict(made_from.schedule_parameters)

        def rate() -> tf.Tensor:
            schedule = keras_schedule(made_from.schedule, tf.unstack(self._rates), named)
            return schedule(self._optimizer.iterations)

        return rate

    def _steps(self, given: Packed, noise: tf.Tensor) -> tuple[Packed, Packed]:
        """Return a record of what was before every update, and every variable after the last."""
        for name, value in self._held.unpacked_tensors(given).items():
            self._variables[name].assign(value)
        count = noise.shape[0] or tf.shape(noise)[0]
        arrays = {
            dtype: tf.TensorArray(row.dtype, count, element_shape=row.shape)
            for dtype, row in self._recorded.specs().items()
        }

        def body(index: tf.Tensor, arrays: dict[str, Any]) -> tuple[Any, ...]:
            now = self._recorded.packed_tensors(self._step(noise[index]))
            written = {dtype: array.write(index, now[dtype]) for dtype, array in arrays.items()}
            return index + 1, written

        _, arrays = tf.while_loop(
            lambda index, _: index < count, body, (tf.constant(0), arrays), parallel_iterations=1
        )
        after = {name: each.read_value() for name, each in self._variables.items()}
        records = {dtype: array.stack() for dtype, array in arrays.items()}
        return records, self._held.packed_tensors(after)

    def _record_kinds(self, held: dict[str, tf.TensorSpec]) -> dict[str, tf.TensorSpec]:
        """Return what each record is, by name."""
        x = held["x"]
        y = x if len(self._recipe.formula.variables) == 1 else tf.TensorSpec(x.shape[1:], x.dtype)
        kinds = {"x": x, "y": y, "gradient": x, "rate": tf.TensorSpec((), tf.float32)}
        return kinds | {name: kind for name, kind in held.items() if name not in _NOT_STATES}

    def _step(self, noise: tf.Tensor) -> dict[str, tf.Tensor]:
        """Make one update and return what was before it."""
        now = {name: each.read_value() for name, each in self._variables.items()}
        now["rate"] = tf.convert_to_tensor(self._optimizer.learning_rate)
        with tf.GradientTape() as tape:
            now["y"] = self._value()
        gradient = tape.gradient(now["y"], self._x)
        if gradient is None:
            raise _no_gradient()
        now["gradient"] = gradient
        if self._recipe.is_noisy:
            gradient = gradient + noise
        self._optimizer.apply_gradients([(gradient, self._x)])
        return now

    def _value(self) -> tf.Tensor:
        if len(self._recipe.formula.variables) == 1:
            return self._function(self._x)
        return self._function(self._x[0], self._x[1])


def _arrays(tensors: Packed) -> dict[str, Array]:
    return {dtype: tensor.numpy() for dtype, tensor in tensors.items()}


@lru_cache(maxsize=64)
def stepper(made_from: Recipe) -> Stepper:
    """Return the stepper of a recipe, traced when first asked for."""
    return Stepper(made_from)


def _no_gradient() -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "The tape finds no gradient of this function. Type one whose value changes with x.",
        )
    )
