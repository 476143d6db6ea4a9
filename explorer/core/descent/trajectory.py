"""Descents as generators of growing trajectories."""

from collections.abc import Iterator, Mapping
from itertools import chain, repeat

import numpy as np

from explorer.core.descent.arithmetic import flushed
from explorer.core.descent.bits import ulp_distance
from explorer.core.descent.results import Trajectory
from explorer.core.descent.rules import RULES, Before
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.stepping import Array, Stretch, stepper

_STRETCHES = (11, 50, 100, 200, 500, 1000)  # then 2,000 at a time, some 50 ms


def descend(settings: DescentSettings) -> Iterator[Trajectory]:
    """Yield the path of a descent as it grows, and at last the whole.

    Every gradient comes from `tf.GradientTape`, every update from the Keras optimiser; beside
    each stands what the optimiser's rule foretold from the same state.

    Args:
        settings: The function, the start, the optimiser and the number of updates.

    Raises:
        ExplorerError: If a setting is out of its limits or the tape finds no gradient.
    """
    check_settings(settings)
    parameters = tuple(settings.parameter_values().items())
    steps = stepper(settings.formula, settings.dtype, settings.optimizer, parameters)
    variables = steps.first(settings.start, settings.learning_rate)
    stretches: list[Stretch] = []
    done = 0
    for length in chain(_STRETCHES, repeat(2000)):
        stretches.append(steps.run(variables, min(length, settings.updates + 1 - done)))
        variables = stretches[-1].after
        done += len(stretches[-1].x)
        path = _joined(stretches, settings)
        yield path
        if done > settings.updates or path.diverged_at is not None:
            return


def trajectory(settings: DescentSettings) -> Trajectory:
    """Return the whole path of a descent.

    Raises:
        ExplorerError: As for `descend`.
    """
    *_, last = descend(settings)
    return last


def _joined(stretches: list[Stretch], settings: DescentSettings) -> Trajectory:
    x, y, gradient, rate = (
        np.concatenate([getattr(each, name) for each in stretches])
        for name in ("x", "y", "gradient", "rate")
    )
    names = stretches[0].states
    states = {name: np.concatenate([each.states[name] for each in stretches]) for name in names}
    diverged_at = _first_not_finite(x, y, gradient)
    end = len(x) if diverged_at is None else diverged_at + 1
    x, gradient, rate = x[:end], gradient[:end], rate[:end]
    states = {name: values[:end] for name, values in states.items()}
    foretold = _foretold(x, gradient, rate, states, settings)
    return Trajectory(
        x=x,
        y=y[:end],
        gradient=gradient,
        formula_x=foretold,
        ulp=ulp_distance(foretold, x),
        rate=rate,
        states=states,
        diverged_at=diverged_at,
    )


def _first_not_finite(*arrays: Array) -> int | None:
    bad = ~np.all([np.isfinite(each) for each in arrays], axis=0)
    return int(bad.argmax()) if bad.any() else None


def _foretold(
    x: Array, gradient: Array, rate: Array, states: Mapping[str, Array], settings: DescentSettings
) -> Array:
    """Return the start and what the rule says of every update from the state before it."""
    before = Before(
        x=flushed(x[:-1]),
        gradient=flushed(gradient[:-1]),
        state={name: flushed(values[:-1]) for name, values in states.items()},
        rate=rate[:-1],
        step=np.arange(len(x) - 1),
    )
    rule = RULES[settings.optimizer]
    with np.errstate(all="ignore"):
        after = rule.update(before, settings.parameter_values())
    return np.concatenate([x[:1], np.asarray(after.x)])
