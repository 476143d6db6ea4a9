"""The minima of f(x) and the valleys that lead to them, and from where each of them is reached."""

import math
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

import numpy as np

from explorer.core.arrays import Array, Samples
from explorer.core.autodiff.derivatives import sample
from explorer.core.autodiff.turning import bend_at, comes_to_rest, is_corner
from explorer.core.descent.members import recipe
from explorer.core.descent.results import Basins, Level, Minimum, Valley
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.stepping import COMPILED_STRETCH, stepper
from explorer.core.functions.formula import Formula

_NARROWINGS = 10  # 64 intervals each: 64**-10 of the first interval is below float64's last bit
_POLE = 1e3  # times as steep as where narrowing began: f may fall to −∞
_ROUNDING = 1e-14  # of f: by less it may be lower without falling
_MOST_VALLEYS = 16  # that are looked into along one path
# Distances at which f′ is sampled, in units of the start or of 1: near the start in steps that grow
# with the distance, so that a function as fine as 1e-8 is seen too; farther in equal ones; then to
# where nothing is looked for any more.
_GROWING = np.geomspace(1e-13, 8e6, 2400)
_STEPS = np.sort(np.concatenate([_GROWING, np.linspace(2e-3, 8, 4000)]))


def stable_rate(curvature: float) -> float:
    """Return the rate 2/f″ at which gradient descent stops coming nearer, ∞ without curvature."""
    # Near a minimum x* an update takes x − x* to (1 − η f″)(x − x*): nearer while |1 − η f″| < 1.
    return 2 * fastest_rate(curvature)


def fastest_rate(curvature: float) -> float:
    """Return the rate 1/f″ that lands on the minimum of a parabola in one update."""
    return math.inf if curvature == 0 else 1 / curvature


def nearest_minimum(formula: Formula, start: float) -> Minimum | None:
    """Return the first minimum that lies downhill of a point, None if there is none."""
    slope = float(_slopes(formula, np.array([start]))[0])
    if slope == 0 or not math.isfinite(slope):  # it may be level, though it lies in a valley
        return valley_at(formula, start).minimum
    return _valley_known(formula, start).minimum


@lru_cache(maxsize=256)  # every rate that a drag passes stays in the same few valleys
def valley_at(formula: Formula, x: float) -> Valley:
    """Return the valley in which a point lies.

    f′ is sampled downhill of the point, in steps that grow with the distance, until its sign
    turns; there the interval is narrowed down to the last bits of float64. A cusp, where f′ grows
    beyond all bounds, is told from a pole by the values of f, which come to rest there.

    Args:
        formula: Function of x.
        x: The point, in units of the x axis.

    Returns:
        Without a minimum if f falls for ever, ends, or goes on falling behind a plateau.
    """
    slope = float(_slopes(formula, np.array([x]))[0])
    if not math.isfinite(slope):
        return Valley(x, x)
    if slope == 0:
        level = _level_at(formula, x)
        return _around(formula, x) if level is None else Valley(x, x, level=level)
    direction = -math.copysign(1.0, slope)
    places = x + direction * np.concatenate([[0.0], _STEPS * max(1.0, abs(x))])
    place, behind = _stop(formula, places, direction)
    if place is not None:
        # What is fine around the place, and small from where the point lies, may have been missed.
        nearer = place + (x - place) * np.geomspace(1.0, 1e-10, 1200)
        place = _stop(formula, nearer, direction)[0] or place
    if place is None or _level_at(formula, place) is not None:
        end = behind if place is None else place
        return Valley(min(x, end), max(x, end))
    found = _around(formula, place)
    return replace(found, low=min(found.low, x), high=max(found.high, x))


def valleys(formula: Formula, places: Samples, slopes: Samples) -> tuple[Valley, ...]:
    """Return the valleys in which the places of a path lie, points where f′ is 0 first.

    Args:
        formula: Function of x.
        places: Positions, shape (n,).
        slopes: f′ there, as the path has it; positions where it is not finite are in no valley.

    Returns:
        At most 16; further positions are in none of them.
    """
    level = [valley_at(formula, x) for x in np.unique(places[slopes == 0])[:4].tolist()]
    found = [each for each in level if each.level is not None]
    left = np.isfinite(places) & np.isfinite(slopes)
    while left.any() and len(found) < _MOST_VALLEYS:
        n = int(left.argmax())
        x = float(places[n])
        valley = _valley_known(formula, x)
        found.append(valley)
        left &= ~((valley.low <= places) & (places <= valley.high))
        left[n] = False
    return tuple(found)


def _valley_known(formula: Formula, x: float) -> Valley:
    """Return the valley of a point that is not level, from those that were looked into if it is there."""
    known = _known(formula)
    valley = next((each for each in known if each.low <= x <= each.high), None)
    if valley is None:
        valley = valley_at(formula, x)
        if valley.minimum is not None:
            known.append(valley)
    return valley


@lru_cache(maxsize=16)
def _known(_formula: Formula) -> list[Valley]:
    """Return the valleys of a function that were looked into: what a drag passes shares them."""
    return []


def minima(formula: Formula, low: float, high: float) -> tuple[Minimum, ...]:
    """Return the minima of a function of x between two positions, from left to right.

    Args:
        formula: Function of x.
        low: Left end.
        high: Right end; minima closer together than 1/4096 of the way may be missed.
    """
    x = np.linspace(low, high, 4097)
    slopes = _slopes(formula, x)
    turns = [(i, i + 1) for i in np.flatnonzero((slopes[:-1] < 0) & (slopes[1:] >= 0))]
    # On a cusp f′ itself is no number; its neighbours on both sides tell it from where f ends.
    on_cusp = (slopes[:-2] < 0) & ~np.isfinite(slopes[1:-1]) & (slopes[2:] > 0)
    turns += [(i, i + 2) for i in np.flatnonzero(on_cusp)]
    places = [_narrowed(formula, float(x[i]), float(x[j])) for i, j in sorted(turns)]
    room = (high - low) / 4096
    return tuple(
        _minimum(formula, place, room)
        for place in places
        if place is not None and _level_at(formula, place) is None
    )


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
    # Every rule works entry by entry: a vector of starts is as many descents.
    steps = stepper(replace(recipe(lanes), shape=x.shape), is_compiled=True)
    variables = [{**steps.members[0].first(lanes), "x": x}]
    # Nothing is added; but `run` makes one update for each row.
    still = np.zeros((COMPILED_STRETCH, starts))
    for _ in range(0, settings.updates, COMPILED_STRETCH):
        _, variables = steps.run(variables, [still])
    found = minima(settings.formula, low, high)
    places = np.array([each.x for each in found])
    return Basins(x, found, _nearest(variables[0]["x"], places, (high - low) / 100))


def _slopes(formula: Formula, x: Samples) -> Samples:
    with np.errstate(all="ignore"):
        slopes: Samples = sample(formula, x, 1)[1]
    return slopes


def _stop(formula: Formula, places: Samples, direction: float) -> tuple[float | None, float]:
    """Return where f stops falling, None for nowhere or a pole, and the place just behind."""
    before, behind = (float(places[n]) for n in _turn(_slopes(formula, places) * direction))
    place = _narrowed(formula, before, behind) if behind != before else None
    return place, behind


def _turn(uphill: Samples) -> tuple[int, int]:
    """Return indexes of neighbours between which f stops falling, twice the last if nowhere.

    Args:
        uphill: f′ in the direction of the search, which begins where f falls.
    """
    # Not `uphill >= 0`: NaN, where f ends or has no slope, stops the walk as well.
    rising = np.flatnonzero(~(uphill < 0))
    if not len(rising):
        return len(uphill) - 1, len(uphill) - 1
    end = int(rising[0])
    is_gap = not math.isfinite(
        uphill[end]
    )  # f may have a cusp at this very sample, and rise behind
    if is_gap and not (end + 1 < len(uphill) and uphill[end + 1] > 0):
        return end - 1, end - 1
    return end - 1, end + is_gap


def _narrowed(formula: Formula, falling: float, rising: float) -> float | None:
    """Return the place between two others at which f stops falling, None for a pole of f."""
    direction = math.copysign(1, rising - falling)
    steepness = abs(float(_slopes(formula, np.array([falling]))[0]))
    room = abs(rising - falling)
    for _ in range(_NARROWINGS):
        x = np.linspace(falling, rising, 65)
        end = int(np.argmax(~(_slopes(formula, x) * direction < 0)))
        falling, rising = float(x[max(end - 1, 0)]), float(x[end])
    beyond = rising + math.copysign(float(np.spacing(abs(rising))), direction)
    ends = np.abs(_slopes(formula, np.array([falling, beyond])))
    # Not `>`: where f′ is NaN at the end, too, f has to come to rest there.
    if not ends.max() <= _POLE * steepness and not comes_to_rest(formula, rising, room):
        return None
    return rising


def _level_at(formula: Formula, x: float) -> Level | None:
    """Return what a place is near which f′ comes to 0, None if it is a minimum."""
    distances = max(1.0, abs(x)) * np.geomspace(1e-3, 1e-12, 19)
    left, right = _slopes(formula, np.stack([x - distances, x + distances]))
    pairs = [
        (float(np.sign(a)), float(np.sign(b)))
        for a, b in zip(left, right, strict=True)
        if a * b != 0 and math.isfinite(a * b)
    ]
    if not pairs:
        return "flat"
    # Nearer than the signs that hold longest there is rounding, farther f may turn again.
    before, after = max((list(run) for _, run in groupby(pairs)), key=len)[0]
    if before < 0 < after:
        return None
    return "maximum" if after < 0 < before else "inflection"


def _around(formula: Formula, x: float) -> Valley:
    """Return the valley around a minimum."""
    low, high = _rise(formula, x, -1.0), _rise(formula, x, 1.0)
    room = min(x - low, high - x, 2e-2 * max(1.0, abs(x))) / 2
    return Valley(low, high, _minimum(formula, x, room))


def _rise(formula: Formula, x: float, direction: float) -> float:
    """Return how far f rises from a minimum in one direction."""
    places = x + direction * _STEPS * max(1.0, abs(x))
    with np.errstate(all="ignore"):
        heights, slopes = sample(formula, places, 1)
        # Where f′ is lost in rounding its sign says nothing: there f itself does not fall.
        is_lower = ~(heights >= np.maximum.accumulate(heights) - _ROUNDING * np.abs(heights))
    ends = np.flatnonzero(is_lower & ~(slopes * direction > 0))
    if not len(ends):
        return math.copysign(math.inf, direction)
    risen = heights[: max(int(ends[0]), 1)]
    return float(places[max(int(risen.argmax()) - 1, 0)])  # the top lies beside the highest sample


def _minimum(formula: Formula, x: float, room: float) -> Minimum:
    corner = is_corner(formula, x, room)
    return Minimum(x, math.inf if corner else bend_at(formula, x, room), corner)


def _nearest(ends: Array, places: Array, tolerance: float) -> Array:
    if not len(places):
        return np.full(len(ends), -1)
    distance = np.abs(ends[:, np.newaxis] - places)
    # Who has left the finite numbers is near to none.
    near = np.where(np.isnan(distance), np.inf, distance)
    return np.where(near.min(axis=1) <= tolerance, near.argmin(axis=1), -1)
