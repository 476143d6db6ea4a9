"""One descent as a graph knows it: its function, its Keras optimiser, and their variables."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Array, DType
from explorer.core.descent.keras_objects import (
    apply_gradients,
    keras_optimizer,
    keras_schedule,
    optimizer_variables,
)
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.formula import Formula
from explorer.core.functions.nodes import Variable, with_depths
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import ExplorerError, said

if TYPE_CHECKING:
    from collections.abc import Callable

Variables = dict[str, Any]
Named = tuple[tuple[str, float], ...]

_NOT_STATES = ("x", "iteration", "learning_rate", "rates")


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of a descent that cannot change without tracing its graph anew.

    With `lanes` other than 0 as many descents run side by side, each at a rate of its own, along
    a last axis of x.
    """

    formula: Formula
    shape: tuple[int, ...]
    dtype: DType
    optimizer: str
    parameters: Named
    schedule: str
    schedule_parameters: Named
    is_noisy: bool
    lanes: int = 0


def recipe(settings: DescentSettings) -> Recipe:
    """Return the recipe of a descent; another start, rate, length or seed has the same."""
    return Recipe(
        settings.formula,
        np.shape(settings.start),
        settings.dtype,
        settings.optimizer,
        tuple(settings.parameter_values().items()),
        settings.schedule,
        tuple(settings.schedule_values().items()),
        settings.noise > 0,
    )


class Member:
    """A function, an optimiser and their variables, which make updates in a graph.

    Attributes:
        recipe: What it is made from.
        kinds: Shape and type of every variable, by name.
        record_kinds: Shape and type of everything recorded of an update, by name.
    """

    def __init__(self, made_from: Recipe) -> None:
        self.recipe = made_from
        self._function: Callable[..., Any] = tensor_function(made_from.formula)
        lanes = (made_from.lanes,) if made_from.lanes else ()
        self._x = tf.Variable(tf.zeros((*made_from.shape, *lanes), made_from.dtype), name="x")
        named = dict(made_from.schedule_parameters)
        # A variable and not a constant of the graph: another rate needs no new trace.
        rates = SCHEDULES[made_from.schedule].rates(1.0, named)
        self._rates = tf.Variable([tf.fill(lanes, tf.constant(rate)) for rate in rates])
        self._optimizer = keras_optimizer(
            made_from.optimizer, self._rate_source(), dict(made_from.parameters)
        )
        self._optimizer.build([self._x])
        own = optimizer_variables(self._optimizer)
        self._variables: dict[str, tf.Variable] = {"x": self._x, "rates": self._rates, **own}
        # Keras' own first values, such as Adagrad's initial sum; `first` replaces what is chosen.
        self._initial = {name: each.numpy() for name, each in self._variables.items()}
        self.kinds = {name: tf.TensorSpec(v.shape, v.dtype) for name, v in self._variables.items()}
        self.record_kinds = self._record_kinds()

    def first(self, settings: DescentSettings) -> Variables:
        """Return every variable before the first update."""
        rate = settings.learning_rate
        rates = SCHEDULES[settings.schedule].rates(rate, settings.schedule_values())
        chosen = {
            "x": np.asarray(settings.start, settings.dtype),
            "rates": np.asarray(rates, np.float32),
            "learning_rate": np.asarray(rate, np.float32),
        }
        return {name: chosen.get(name, value) for name, value in self._initial.items()}

    def first_of_lanes(self, settings: DescentSettings, rates: Array) -> Variables:
        """Return every variable before the first update, each lane with the rate given for it."""
        values = self.first(settings)
        named = settings.schedule_values()
        own = [SCHEDULES[settings.schedule].rates(float(rate), named) for rate in rates]
        start = np.asarray(settings.start, settings.dtype)[..., np.newaxis]
        return {
            **values,
            "x": np.broadcast_to(start, (*start.shape[:-1], len(rates))),
            "rates": np.array(own, np.float32).T,
        }

    def assign(self, values: dict[str, tf.Tensor]) -> None:
        """Set every variable."""
        for name, value in values.items():
            self._variables[name].assign(value)

    def values(self) -> dict[str, tf.Tensor]:
        """Return what every variable holds."""
        return {name: each.read_value() for name, each in self._variables.items()}

    def step(self, noise: tf.Tensor | None) -> dict[str, tf.Tensor]:
        """Make one update and return what was before it.

        Args:
            noise: What is added to the gradient, None for nothing.

        Raises:
            ExplorerError: If the tape finds no gradient.
        """
        now = self.values()
        # Before the update: a schedule is asked by the counter, which the update moves on.
        now["rate"] = tf.convert_to_tensor(self._optimizer.learning_rate)
        with tf.GradientTape() as tape:
            now["y"] = self._value()
        gradient = tape.gradient(now["y"], self._x)
        if gradient is None:
            raise _no_gradient(self.recipe.formula)
        now["gradient"] = gradient
        if noise is not None:
            gradient = gradient + noise
        apply_gradients(self._optimizer, [(gradient, self._x)])
        return {name: now[name] for name in self.record_kinds}

    def _rate_source(self) -> Any:
        """Return a number that will be replaced, or a function that asks the schedule."""
        made_from = self.recipe
        if made_from.schedule == "constant":
            # Keras holds a plain rate in a scalar; asked of a function it may be one per lane.
            return (lambda: self._rates[0]) if made_from.lanes else 1.0
        named = dict(made_from.schedule_parameters)

        def rate() -> tf.Tensor:
            schedule = keras_schedule(made_from.schedule, tf.unstack(self._rates), named)
            return schedule(self._optimizer.iterations)

        return rate

    def _record_kinds(self) -> dict[str, tf.TensorSpec]:
        """Return what each record is, by name."""
        x = self.kinds["x"]
        y = x if len(self.recipe.formula.variables) == 1 else tf.TensorSpec(x.shape[1:], x.dtype)
        rate = tf.TensorSpec(self._rates.shape[1:], tf.float32)
        kinds = {"x": x, "y": y, "gradient": x, "rate": rate}
        return kinds | {name: kind for name, kind in self.kinds.items() if name not in _NOT_STATES}

    def _value(self) -> tf.Tensor:
        if len(self.recipe.formula.variables) == 1:
            return self._function(self._x)
        return self._function(self._x[0], self._x[1])


def _no_gradient(formula: Formula) -> ExplorerError:
    if not any(isinstance(node, Variable) for node, _ in with_depths(formula.tree)):
        return ExplorerError(
            said(
                "Errors",
                "The tape answers None: this function is a constant, and nothing leads from it back to "
                "x. Type one with x in it, such as 2*x**2.",
            )
        )
    return ExplorerError(
        said(
            "Errors",
            "The tape answers None: no operation of this function hands a gradient back. "
            "Type one that has slopes, such as 2*x**2.",
        )
    )
