"""The minima of f(x), the learning rates they allow, and from where each of them is reached."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Array, Samples
from explorer.core.descent.members import recipe
from explorer.core.descent.results import Basins, Minimum
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.stepping import COMPILED_STRETCH, stepper
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function

_NARROWINGS = 10  # 64 intervals each: 64**-10 of the first interval is below float64's last bit
_POLE = 1e3  # times as steep as where narrowing began: f falls to −∞
_SHRINKS = 0.5  # of a drop towards a minimum is at most left a thousand times nearer to it
_LEAST = float(np.finfo(np.float64).tiny)  # TensorFlow takes smaller numbers for 0
_KINK = 1e-6  # times as steep as there on both sides: f′ jumps across 0


def stable_rate(curvature: float) -> float:
    """Return the rate 2/f″ at which gradient descent stops coming nearer, ∞ without curvature."""
    # Near a minimum x* an update takes x − x* to (1 − η f″)(x − x*): nearer while |1 − η f″| < 1.
    return 2 * fastest_rate(curvature)


def fastest_rate(curvature: float) -> float:
    """Return the rate 1/f″ that lands on the minimum of a parabola in one update."""
    return math.inf if curvature == 0 else 1 / curvature


def nearest_minimum(formula: Formula, start: float) -> Minimum | None:
    """Return the first minimum that lies downhill of a point.

    f′ is sampled downhill of the start, in steps that grow with the distance, until its sign
    turns; there the interval is narrowed down to the last bits of float64. A cusp, where f′ grows
    beyond all bounds, is told from a pole by the values of f, which come to rest there.

    Args:
        formula: Function of x.
        start: Point from which to go downhill, in units of the x axis.

    Returns:
        The minimum, or None if f falls for ever, ends, or has a maximum or a plateau at `start`.
    """
    slope = _Derivatives(tensor_function(formula))
    at_start = float(slope(np.array([start]))[0])
    if not math.isfinite(at_start):
        return None
    if at_start == 0:
        return _minimum_at(slope, start)
    bracket = _turn(slope, start, -math.copysign(1, at_start))
    return None if bracket is None else _narrowed(slope, *bracket)


def minima(formula: Formula, low: float, high: float) -> tuple[Minimum, ...]:
    """Return the minima of a function of x between two positions, from left to right.

    Args:
        formula: Function of x.
        low: Left end.
        high: Right end; minima closer together than 1/4096 of the way may be missed.
    """
    slope = _Derivatives(tensor_function(formula))
    x = np.linspace(low, high, 4097)
    slopes = slope(x)
    turns = [(i, i + 1) for i in np.flatnonzero((slopes[:-1] < 0) & (slopes[1:] >= 0))]
    # On a cusp f′ itself is NaN; its neighbours on both sides tell it from where f ends.
    on_cusp = (slopes[:-2] < 0) & np.isnan(slopes[1:-1]) & (slopes[2:] > 0)
    turns += [(i, i + 2) for i in np.flatnonzero(on_cusp)]
    found = [_narrowed(slope, float(x[i]), float(x[j])) for i, j in sorted(turns)]
    return tuple(each for each in found if each is not None)


def basins(settings: DescentSettings, low: float, high: float, starts: int = 257) -> Basins:
    """Return the minimum at which the chosen optimiser ends from each of many starts.

    All starts descend at once, compiled by XLA, in float64 and without noise, for at least as
    many updates as are chosen.

    Args:
        settings: The descent; its own start and dtype do not matter.
        low: First start.
        high: Last start.
        starts: Number of starts.

    Returns:
        For every start the index of the minimum within 1 % of the line's length, or −1.

    Raises:
        ExplorerError: If a setting is out of its limits or the tape finds no gradient.
    """
    check_settings(settings)
    x = np.linspace(low, high, starts)
    lanes = replace(settings, dtype="float64", noise=0.0)
    steps = stepper(replace(recipe(lanes), shape=x.shape), is_compiled=True)
    variables = [{**steps.members[0].first(lanes), "x": x}]
    still = np.zeros((COMPILED_STRETCH, starts))
    for _ in range(0, settings.updates, COMPILED_STRETCH):
        _, variables = steps.run(variables, [still])
    found = minima(settings.formula, low, high)
    places = np.array([each.x for each in found])
    return Basins(x, found, _nearest(variables[0]["x"], places, (high - low) / 100))


class _Derivatives:
    """f′ and f″ of a function of x in float64, at many positions at once."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, x: Samples) -> Samples:
        """Return f′ at every position; NaN where the tape finds none."""
        return self._derivatives(x)[0]

    def values(self, x: Samples) -> Samples:
        """Return f at every position."""
        values: Samples = self._function(tf.constant(x)).numpy()
        return values

    def curvature(self, x: float) -> float:
        """Return f″ at a position; NaN where the tape finds none."""
        return float(self._derivatives(np.array([x]))[1][0])

    def _derivatives(self, x: Samples) -> tuple[Samples, Samples]:
        points = tf.constant(x)
        with tf.GradientTape() as outer:
            outer.watch(points)
            with tf.GradientTape() as inner:
                inner.watch(points)
                y = self._function(points)
            first = inner.gradient(y, points)
        second = None if first is None else outer.gradient(first, points)
        nothing = np.full_like(x, np.nan)
        return (
            nothing if first is None else first.numpy(),
            np.zeros_like(x) if second is None else second.numpy(),
        )


def _turn(slope: _Derivatives, start: float, direction: float) -> tuple[float, float] | None:
    """Return neighbouring positions between which f stops falling."""
    scale = max(1.0, abs(start))
    # Evenly where people look, then geometrically, so that 1,024 more samples reach a million times
    # as far.
    near = np.linspace(0, 8 * scale, 4097)
    x = start + direction * np.concatenate([near, 8 * scale * np.geomspace(1.01, 1e6, 1024)])
    uphill = slope(x) * direction
    # Not `uphill >= 0`: NaN, where f ends or has no slope, stops the walk as well.
    rising = np.flatnonzero(~(uphill < 0))
    if not len(rising) or rising[0] == 0:
        return None
    first = end = int(rising[0])
    if math.isnan(uphill[end]):
        end += 1  # f may have a cusp at this very sample, and rise behind it
        if end == len(x) or not uphill[end] > 0:
            return None
    return float(x[first - 1]), float(x[end])


def _narrowed(slope: _Derivatives, falling: float, rising: float) -> Minimum | None:
    """Return the minimum between a position where f falls and one where it no longer does."""
    direction = math.copysign(1, rising - falling)
    steepness = abs(float(slope(np.array([falling]))[0]))
    for _ in range(_NARROWINGS):
        x = np.linspace(falling, rising, 65)
        end = int(np.argmax(~(slope(x) * direction < 0)))
        falling, rising = float(x[max(end - 1, 0)]), float(x[end])
    step = max(float(np.spacing(abs(rising))), _LEAST)
    beyond = rising + math.copysign(step, direction)
    left, right = np.abs(slope(np.array([falling, beyond])))
    if not max(left, right) <= _POLE * steepness:
        return Minimum(rising, math.inf) if _comes_to_rest(slope, rising) else None
    if min(left, right) > _KINK * steepness:
        return Minimum(rising, math.inf)
    return _minimum_at(slope, rising)


def _comes_to_rest(slope: _Derivatives, x: float) -> bool:
    """Return whether f falls less and less towards a position, from both sides.

    Over equal ratios of distance f falls by shrinking steps towards a cusp, such as that of the
    root of |x|, by equal ones towards the pole of a logarithm, by growing ones towards others.
    """
    distances = max(1.0, abs(x)) * np.array([1e-3, 1e-6, 1e-9])
    for side in (-1.0, 1.0):
        far, nearer = -np.diff(slope.values(x + side * distances))
        if not 0 <= nearer <= _SHRINKS * far < math.inf:
            return False
    return True


def _minimum_at(slope: _Derivatives, x: float) -> Minimum | None:
    """Return the minimum at a position where f′ is 0, None if it is a maximum or a plateau."""
    curvature = slope.curvature(x)
    near = max(1.0, abs(x)) * 1e-3
    left, right = slope(np.array([x - near, x + near]))
    # f″ is 0 at the minimum of x⁴ too: there the slopes on both sides decide.
    if curvature > 0 or (curvature == 0 and left < 0 < right):
        return Minimum(x, curvature)
    return None


def _nearest(ends: Array, places: Array, tolerance: float) -> Array:
    if not len(places):
        return np.full(len(ends), -1)
    distance = np.abs(ends[:, np.newaxis] - places)
    near = np.where(np.isnan(distance), np.inf, distance)
    return np.where(near.min(axis=1) <= tolerance, near.argmin(axis=1), -1)
