"""What is to be drawn of f(x, y); runs in a worker thread, never in the window's.

It needs TensorFlow, so the window imports it late.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import contourpy
import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.outlook import outlook as continued
from explorer.core.descent.racing import surface_goal, tuned
from explorer.core.descent.rate_map import bounds, rate_map, tried
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import RaceGoal
from explorer.core.descent.surfaces import curvatures_at, grid, has_more_minima
from explorer.core.descent.trajectory import descend, previews
from explorer.core.functions.formula import Formula, parse
from explorer.session.surface.choices import (
    VARIABLES,
    Rect,
    Span,
    SurfaceChoices,
    trail_of,
)
from explorer.session.surface.snapshots import (
    UNDEFINED,
    CurvatureView,
    GoalView,
    HeightScale,
    MapView,
    RaceView,
    TuningView,
)

if TYPE_CHECKING:
    from explorer.core.descent.results import RateBound, RateMap, Trajectory

TOLERANCE = 1e-3  # how far above the lowest minimum counts as there
_SAMPLES = 288  # in each direction
_BEYOND = 0.25  # of the span, sampled on either side so that a pan finds something drawn
_LEVELS = 20  # contours between the lowest and the highest place in view
# Of all contours together: sin(x)·cos(y) has 134,000 with 14 waves in view, which is well seen; sin(x·y)
# 1,500,000, which take 0.3 s to paint, where its waves are shorter than the distance of two samples.
_MOST_POINTS = 140_000
_FAR = 0.98  # share of the heights in view below which the map's colours end
_ARROWS = 9.5  # across the shorter side

Floats = NDArray[np.float64]


def surface_map(text: str, seen: Rect) -> Iterator[MapView]:
    """Yield f with its contours and the directions of steepest descent.

    Args:
        text: Formula as typed.
        seen: Part of the plane that is looked at.
    """
    formula = parse(text, VARIABLES)
    x_range, y_range = (_widened(span) for span in seen)
    sampled = grid(formula, x_range, y_range, _SAMPLES, _SAMPLES)
    inside = sampled.values[np.ix_(_within(sampled.x, seen[0]), _within(sampled.y, seen[1]))]
    scale = _scale(inside)
    shares = scale.shares(sampled.values)
    shades = np.where(np.isfinite(shares), np.rint(shares * (UNDEFINED - 1)), UNDEFINED)
    # Some beyond 1: contours go on above the height at which the colours end.
    levels = [scale.height(n / _LEVELS) for n in range(1, _LEVELS + 8)]
    finite = np.ma.masked_invalid(sampled.values)
    lines = contourpy.contour_generator(
        sampled.x, sampled.y, finite, line_type=contourpy.LineType.ChunkCombinedNan
    )
    minor = _contours(lines, [each for n, each in enumerate(levels, 1) if n % 4])
    major = _contours(lines, [each for n, each in enumerate(levels, 1) if not n % 4])
    crowded = len(minor) + len(major) > _MOST_POINTS
    yield MapView(
        # A shade is drawn as a square, and its sample lies in the middle of it.
        area=(_with_half_cells(sampled.x), _with_half_cells(sampled.y)),
        shades=shades.astype(np.uint8),
        minor=minor[:0] if crowded else minor,
        major=major[:0] if len(major) > _MOST_POINTS else major,
        crowded=crowded,
        arrows=_arrows(formula, seen),
        scale=scale,
        trail=np.array(trail_of(text), np.float64).reshape(-1, 2),
    )


def surface_minima(text: str, area: Rect) -> Iterator[GoalView]:
    """Yield the minima of f in a part of the plane."""
    formula = parse(text, VARIABLES)
    goal = surface_goal(formula, *area, TOLERANCE)
    # The goal knows where minima are, and how deep the lowest of them is alone.
    heights = [float(grid(formula, (x, x), (y, y), 1, 1).values[0, 0]) for x, y in goal.minima]
    lowest = tuple(
        goal.lowest is not None and height <= goal.lowest + TOLERANCE for height in heights
    )
    # The grid from which `surface_goal` starts.
    is_cut = has_more_minima(grid(formula, *area, 129, 129))
    yield GoalView(goal, lowest, is_cut=is_cut)


def race_settings(state: SurfaceChoices) -> tuple[DescentSettings, ...]:
    """Return the descent of every racer that takes part.

    Raises:
        FormulaError: If the formula cannot be read.
    """
    formula = parse(state.formula, VARIABLES)
    return tuple(
        DescentSettings(
            formula=formula,
            start=state.start,
            updates=state.updates,
            optimizer=each.optimizer,
            learning_rate=each.learning_rate,
            parameters=each.parameters,
            dtype=state.dtype,
            schedule=each.schedule,
            schedule_parameters=each.schedule_parameters,
        )
        for each in state.running
    )


def race_preview(state: SurfaceChoices) -> Iterator[RaceView]:
    """Yield a race whole, from compiled paths whose last bits may differ."""
    settings = race_settings(state)
    yield RaceView(state.running, settings, previews(settings))


def race(state: SurfaceChoices) -> Iterator[RaceView | None]:
    """Yield None while the racers run, and at last the race, each path exact."""
    settings = race_settings(state)
    paths: list[Trajectory] = []
    for number, each in enumerate(settings):
        # After each piece, so that a race that nobody wants any more can end.
        for path in descend(each):
            paths[number:] = [path]  # each goes farther than the one before
            yield None
    yield RaceView(state.running, settings, tuple(paths))


def outlook(race: RaceView) -> Iterator["Trajectory | None"]:
    """Yield None while the one racer's path goes on beyond what is shown, and at last all of it."""
    yield from continued(race.paths[0], race.settings[0])


def curvature(text: str, path: "Trajectory") -> Iterator[CurvatureView]:
    """Yield the second derivatives of f all along a path."""
    # All along, in one question: while one scrubs nobody waits for TensorFlow.
    yield CurvatureView(path, curvatures_at(parse(text, VARIABLES), path.x.astype(np.float64)))


def rates(state: SurfaceChoices, goal: RaceGoal) -> Iterator["RateMap | None"]:
    """Yield None while the one racer runs at every learning rate, then where it ends at each.

    At last comes the same with its best rate run alone, so that it may be offered.
    """
    (settings,) = race_settings(state)
    marked = _bounds(settings, goal)
    for found in rate_map(settings, goal.lowest):
        yield None if found is None else replace(found, bounds=marked)
    if found is not None and found.best is not None:
        yield replace(tried(settings, found), bounds=marked)


def _bounds(settings: DescentSettings, goal: RaceGoal) -> tuple["RateBound", ...]:
    """Return the rate that theory marks where f is all but a paraboloid between start and minimum."""
    if not goal.minima:
        return ()
    start = np.array(settings.start)
    middle = min((np.array(each) for each in goal.minima), key=lambda m: np.linalg.norm(m - start))
    turns = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    ring = np.linalg.norm(start - middle) * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    places = middle + np.concatenate([np.zeros((1, 2)), *(ring * n / 4 for n in range(1, 5))])
    bends = curvatures_at(settings.formula, places).eigenvalues
    if not (bends[0] > 0).all() or not np.allclose(bends, bends[0], rtol=0.1, atol=0):
        return ()
    # 1/λ₂ lands nowhere at once where the two λ differ.
    found = bounds(settings, float(bends[0, 1]), "λ₂")
    return tuple(each for each in found if each.is_stable)


def tuning(state: SurfaceChoices) -> Iterator[TuningView]:
    """Yield how the search for each racer's best rate comes along, and at last that it is done."""
    goal = surface_goal(parse(state.formula, VARIABLES), *state.home, TOLERANCE)
    racers = state.running
    rates: dict[int, float] = {}
    for done, (racer, settings) in enumerate(zip(racers, race_settings(state), strict=True)):
        yield TuningView(racer.sign, done, len(racers), dict(rates), done=False)
        if found := tuned(settings, goal):
            rates[racer.sign] = found.learning_rate
    yield TuningView(0, 1, 1, rates, done=True)


def _widened(span: Span) -> Span:
    margin = (span[1] - span[0]) * _BEYOND
    return span[0] - margin, span[1] + margin


def _within(places: Floats, span: Span) -> NDArray[np.intp]:
    return np.flatnonzero((places >= span[0]) & (places <= span[1]))


def _with_half_cells(places: Floats) -> Span:
    half = (places[1] - places[0]) / 2
    return float(places[0] - half), float(places[-1] + half)


def _scale(values: Floats) -> HeightScale:
    """Return the lowest height, the height at which colours end, and how they bend in between.

    Shares of the height are raised to a power that puts the median place in the middle of the
    scale, so that a deep narrow valley and a wide plain both show their contours.
    """
    finite = values[np.isfinite(values)]
    if not finite.size:
        return HeightScale(0.0, 1.0, 1.0)
    low = float(finite.min())
    middle, high = (float(each) for each in np.quantile(finite, (0.5, _FAR)))
    if not high > low:
        return HeightScale(low, low + 1.0, 1.0)
    share = (middle - low) / (high - low)
    bend = np.log(0.5) / np.log(share) if 0 < share < 1 else 1.0
    return HeightScale(low, high, float(np.clip(bend, 0.1, 1.0)))


def _contours(lines: contourpy.ContourGenerator, levels: list[float]) -> Floats:
    """Return the lines of some levels one after another, NaN between them."""
    gap = np.full((1, 2), np.nan)
    parts = [part for level in levels for part in lines.lines(level)[0] if part is not None]
    if not parts:
        return gap[:0]
    return np.concatenate([row for part in parts for row in (part, gap)])


def _arrows(formula: Formula, seen: Rect) -> Floats:
    """Return short arrows down the gradient at places that stay where they are in a pan."""
    step = _round_step(min(high - low for low, high in seen) / _ARROWS)
    (left, columns), (bottom, rows) = (_multiples(span, step) for span in map(_widened, seen))
    coarse = grid(
        formula,
        (left, left + (columns - 1) * step),
        (bottom, bottom + (rows - 1) * step),
        columns,
        rows,
    )
    down = -np.stack([coarse.gradient_x, coarse.gradient_y], axis=-1).reshape(-1, 2)
    places = np.stack(np.meshgrid(coarse.x, coarse.y), axis=-1).reshape(-1, 2)
    slopes = np.hypot(*down.T)
    drawn = np.isfinite(slopes) & (slopes > 0)
    if not drawn.any():
        return np.zeros((0, 2))
    return _heads_and_shafts(places[drawn], down[drawn] / slopes[drawn, None], slopes[drawn], step)


def _heads_and_shafts(places: Floats, along: Floats, slopes: Floats, step: float) -> Floats:
    """Return every arrow as three strokes; the steeper the longer, by the slope's logarithm."""
    steep = np.log(slopes)
    least, most = np.quantile(steep, (0.05, 0.95))
    share = np.clip((steep - least) / max(float(most - least), 1e-9), 0, 1)
    # Slopes go over many powers of ten: drawn to scale all arrows but a few would be dots.
    half = (step * (0.10 + 0.08 * share))[:, None] * along
    tip, across = places + half, np.stack([-along[:, 1], along[:, 0]], axis=-1)
    back = tip - 0.1 * step * along
    side = 0.04 * step * across
    return np.stack([places - half, tip, back + side, tip, back - side, tip], axis=1).reshape(-1, 2)


def _round_step(raw: float) -> float:
    """Return the nearest of 1, 2 and 5 times a power of ten."""
    magnitude = 10.0 ** np.floor(np.log10(raw))
    steps = np.array([1, 2, 5, 10]) * magnitude
    return float(steps[np.abs(np.log(steps / raw)).argmin()])


def _multiples(span: Span, step: float) -> tuple[float, int]:
    """Return the first multiple of a step in a span, and how many of them there are."""
    first, last = np.ceil(span[0] / step), np.floor(span[1] / step)
    return float(first * step), max(int(last - first) + 1, 1)
