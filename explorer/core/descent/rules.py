"""Update rules of the optimisers as pure functions, to be compared with Keras bit by bit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
State = Mapping[str, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """What a rule says of one update, or of many side by side.

    Attributes:
        x: Positions after the update.
        state: What the optimiser holds after the update, by name.
        intermediates: Quantities on the way that are worth seeing, by symbol.
    """

    x: Floats
    state: State = field(default_factory=dict)
    intermediates: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """What an update starts from; every array may have one row per update.

    Attributes:
        x: Positions.
        gradient: df/dx there, same shape and dtype.
        state: What the optimiser holds, by name, same shape and dtype.
        rate: Learning rate in float32, as Keras holds it.
        step: Number of updates made so far.
    """

    x: Floats
    gradient: Floats
    state: State
    rate: NDArray[np.float32]
    step: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rule:
    """An optimiser as two pure functions; the state is handed on.

    Attributes:
        init: State before the first update at given positions, for given parameters.
        update: What the rule foretells, for given parameters.
    """

    init: Callable[[Floats, Mapping[str, float]], State]
    update: Callable[[Before, Mapping[str, float]], Foretold]


def no_state(_x: Floats, _parameters: Mapping[str, float]) -> State:
    """Return the state of an optimiser without memory."""
    return {}


def update_sgd(before: Before, _parameters: Mapping[str, float]) -> Foretold:
    """Return the positions after one step of gradient descent.

    x′ = x − η g, where x is `before.x`, η is `before.rate` rounded to the dtype of x, and g is
    `before.gradient`. The product is rounded before the difference is taken.

    Args:
        before: Positions and slopes, of any one shape.

    Returns:
        The positions x′, of the same shape and dtype.

    Source: Robbins and Monro, "A Stochastic Approximation Method", 1951, with the order of
        operations of `keras.optimizers.SGD`.
    """
    change = before.gradient * before.rate.astype(before.x.dtype)
    return Foretold(x=before.x - change, intermediates={"η g": change})


RULES: Mapping[str, Rule] = {"sgd": Rule(no_state, update_sgd)}
