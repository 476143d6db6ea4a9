"""What is to be drawn for what is chosen; runs in a worker thread, never in the window's.

Only this module of the room needs TensorFlow, so the window imports it late.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import DTYPES, Span
from explorer.core.autodiff.caveats import caveats
from explorer.core.autodiff.checks import check
from explorer.core.autodiff.critical_points import critical_points
from explorer.core.autodiff.derivatives import HIGHEST_ORDER, derivatives_at, sample, sample_traced
from explorer.core.autodiff.lost_powers import lost_derivatives
from explorer.core.autodiff.recording import record
from explorer.core.descent.minima import basins, nearest_minimum, valleys
from explorer.core.descent.outlook import outlook as continued
from explorer.core.descent.rate_map import bounds, network_bounds, rate_map, tried
from explorer.core.descent.results import Minimum, RateBound, RateMap, Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import descend, previews, trajectory
from explorer.core.descent.verdicts.case import AT_MINIMUM
from explorer.core.functions.differences import Scheme, error_curve
from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.functions.formula import Formula, latex, parse, plain
from explorer.core.functions.spans import broken_at_jumps, padded, robust
from explorer.core.functions.symbolic.derivative import derivative
from explorer.core.functions.tensors import array_function
from explorer.core.sentences import ExplorerError
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.snapshots import (
    AttractionView,
    CaveatsView,
    CheckView,
    CurvesView,
    DifferencesView,
    PathView,
    PreviewView,
    RivalsView,
    Shapes,
)

_SAMPLES = 801
_CHECKED = 257
_SEEN = 0.6  # of a curve, at least, in a view that suits a descent
_FARTHEST = 1e300  # that is looked at: spans and their squares must be floats, too
_BEYOND = 0.5  # of the span, sampled on either side so that a pan finds something drawn

Samples = NDArray[np.float64]


def settings_of(state: DescentChoices) -> DescentSettings:
    """Return the descent that is chosen.

    Raises:
        FormulaError: If the formula cannot be read.
    """
    return DescentSettings(
        formula=parse(state.formula),
        start=state.start,
        updates=state.updates,
        optimizer=state.optimizer,
        learning_rate=state.learning_rate,
        dtype=state.dtype,
        parameters=state.parameters_of(state.optimizer),
        schedule=state.schedule,
        schedule_parameters=state.parameters_of(state.schedule),
        noise=state.noise,
        seed=state.seed,
    )


def rival_settings(state: DescentChoices) -> tuple[DescentSettings, ...]:
    """Return the descents beside the chosen one: same start, updates, schedule and noise."""
    own = settings_of(state)
    return tuple(
        replace(
            own,
            optimizer=rival.optimizer,
            learning_rate=rival.learning_rate,
            parameters=state.parameters_of(rival.optimizer),
        )
        for rival in state.rivals
    )


def curves(state: DescentChoices, span: Span | None) -> Iterator[CurvesView]:
    """Yield f, f′ and f″ over a span of x.

    Args:
        state: What is chosen.
        span: Part of the x axis that is looked at; None for the one that suits the descent.
    """
    formula = parse(state.formula)
    minimum, _ = _below(formula, state.start)
    fitting, heights = _fitting_span(state, minimum)
    low, high = span or fitting
    margin = (high - low) * _BEYOND
    x = np.linspace(low - margin, high + margin, _SAMPLES)
    # One derivative more than is drawn tells where the highest one jumps.
    values = broken_at_jumps(x, _sampled(formula, x, state.order + 1))
    inside = (x >= low) & (x <= high)
    # Who has zoomed wants to see what is in view, and all of it, wherever the descent is.
    follows_path = span is None and state.example is None
    height = padded(robust(values[0][inside]), 0.07, 0.22)
    if follows_path:
        focus = padded(robust(_focus(formula, state.start, minimum)), 0.07, 0.22)
        # Waves that tower over a short descent would be a few vertical strokes.
        height = focus if _is_readable(values[0][inside], focus) else height
    spans = [(heights if span is None else None) or height]
    spans += [padded(robust(row[inside]), 0.1, 0.15) for row in values[1:]]
    view = CurvesView(
        formula=state.formula,
        x=x,
        values=values,
        span=(low, high),
        heights=tuple(spans),
        fitted=span is None,
    )
    yield view
    # Behind the curves, which are there within 5 ms: these take some 50.
    yield replace(view, critical=critical_points(formula, low, high))


def path(state: DescentChoices) -> Iterator[PathView]:
    """Yield the path of the chosen descent as it grows, with f″ at every place on it."""
    settings = settings_of(state)
    for grown in descend(settings):
        yield _seen(settings, grown, state.order)


def preview(state: DescentChoices) -> Iterator[PreviewView]:
    """Yield the chosen descent and those beside it compiled, to be drawn while a rate is dragged."""
    own, others = settings_of(state), rival_settings(state)
    path, *paths = previews((own, *others))
    yield PreviewView(
        state, _seen(own, path, state.order), RivalsView(state.formula, others, tuple(paths))
    )


def _seen(settings: DescentSettings, path: Trajectory, order: int) -> PathView:
    """Return a path with the derivatives at every place on it and the minimum below its start."""
    start, formula = settings.start, settings.formula
    minimum, lowest = _below(formula, float(np.ravel(start)[0]))
    places = path.x.astype(np.float64)
    # A preview's last bits are not looked at; traced it takes 0.6 ms for a hundred places, not 6.
    derivatives = (sample_traced if path.is_preview else sample)(formula, places, order)
    passed = valleys(formula, places, path.gradient.astype(np.float64))
    view = PathView(settings, path, derivatives, minimum, lowest, passed)
    return replace(view, is_open=_is_open(view))


def _is_open(view: PathView) -> bool:
    """Whether f rose or x turned round, or x has arrived, for now."""
    path = view.trajectory
    # A preview is replaced in a moment by a path that can be judged.
    if not view.complete or path.is_preview:
        return False
    with np.errstate(all="ignore"):
        turns = np.sign(np.diff(path.x.astype(np.float64)))
        falls = bool((np.diff(path.y) <= 0).all())
    goes_one_way = not ((turns > 0).any() and (turns < 0).any())
    return not (falls and goes_one_way) or view.verdict(view.last).other_word is AT_MINIMUM


def outlook(view: PathView) -> Iterator[Trajectory | None]:
    """Yield None while a path is continued beyond what is shown, and at last how it goes on."""
    yield from continued(view.trajectory, view.settings)


@lru_cache(maxsize=64)  # looked for once, not at every rate that a drag passes
def _below(formula: Formula, start: float) -> tuple[Minimum | None, float | None]:
    """Return the minimum downhill of a start, and f there."""
    minimum = nearest_minimum(formula, start)
    if minimum is None:
        return None, None
    return minimum, float(sample(formula, np.array([minimum.x]), 0)[0, 0])


def rivals(state: DescentChoices) -> Iterator[RivalsView]:
    """Yield the paths of the other optimisers, complete."""
    settings = rival_settings(state)
    yield RivalsView(state.formula, settings, tuple(trajectory(each) for each in settings))


def attraction(state: DescentChoices, span: Span) -> Iterator[AttractionView]:
    """Yield which minimum every start within a span leads to."""
    yield AttractionView(state.formula, basins(settings_of(state), *span))


def rates(state: DescentChoices) -> Iterator[RateMap | None]:
    """Yield None while every learning rate is run, then where the descent ends at each.

    At last comes the same with its best rate run alone, so that it may be offered.
    """
    settings = settings_of(state)
    minimum, lowest = _below(settings.formula, state.start)
    marked: tuple[RateBound, ...] = ()
    if minimum is not None and _is_parabola(settings.formula, minimum, state.start):
        marked = bounds(settings, minimum.curvature, "f″")
    marked += network_bounds(settings)
    for found in rate_map(settings, lowest):
        yield None if found is None else replace(found, bounds=marked)
    if found is not None and found.best is not None:
        yield replace(tried(settings, found), bounds=marked)


def _is_parabola(formula: Formula, minimum: Minimum, start: float) -> bool:
    """Return whether f″ is the same, but for a tenth, wherever a path that does not leave comes."""
    away = abs(start - minimum.x)
    x = np.linspace(minimum.x - away, minimum.x + away, 65)
    return bool(np.allclose(sample(formula, x, 2)[2], minimum.curvature, rtol=0.1, atol=0))


def shapes(text: str) -> Iterator[Shapes]:
    """Yield f written out, then with its first two derivatives by exact differentiation."""
    formula = parse(text)
    alone = Shapes(formula=text, latex=(latex(formula),), plain=(plain(formula),))
    yield alone
    try:
        # f alone is there already: sympy may need two seconds, or find nothing.
        rows = (formula, derivative(formula, 1), derivative(formula, 2))
    except ExplorerError as error:
        yield replace(alone, note=error.sentence)
        return
    yield Shapes(text, tuple(latex(row) for row in rows), tuple(plain(row) for row in rows))


def checks(text: str, span: Span) -> Iterator[CheckView]:
    """Yield how well tape, exact derivative and central difference agree over a span."""
    formula = parse(text)
    x = np.linspace(*span, _CHECKED)
    found = [check(formula, x, order) for order in (1, 2)]
    rows = tuple((each.from_symbolic(), each.from_difference()) for each in found)
    yield CheckView(text, span, rows, any(each.jumps.any() for each in found))


def differences(text: str, x: float) -> Iterator[DifferencesView]:
    """Yield the error of finite differences at a place, and of the tape, in every precision.

    The slope that all are measured against is the exact derivative in float64, or the tape's
    where there is none.
    """
    formula = parse(text)
    function = array_function(formula)
    slope = _slope(formula, x)
    curves: dict[tuple[str, str], tuple[Samples, Samples]] = {}
    for dtype, scheme in product(DTYPES, get_args(Scheme)):
        curve = error_curve(function, x, slope, dtype, scheme)
        curves[dtype, scheme] = (curve.steps, curve.errors)
    tape: dict[str, float] = {}
    for dtype in DTYPES:
        first = derivatives_at(formula, x, 1, dtype=dtype).values[1]
        tape[dtype] = float("nan") if first is None else abs(first - slope)
    yield DifferencesView(text, x, curves, tape)


def caveats_at(text: str, x: float, order: int) -> Iterator[CaveatsView]:
    """Yield what to beware of in TensorFlow's gradient at a place, up to a derivative."""
    formula = parse(text)
    view = CaveatsView(text, caveats(formula, record(formula, x)))
    yield view
    # What powers lose comes later, as sympy is asked in its own process; in float64, as curves are.
    values = derivatives_at(formula, x, order, dtype="float64").values
    yield replace(view, lost=lost_derivatives(formula, x, values))


def _slope(formula: Formula, x: float) -> float:
    place = np.array([x])
    try:
        return float(sample(derivative(formula, 1), place, 0)[0, 0])
    except ExplorerError:
        return float(sample(formula, place, 1)[1, 0])


def _fitting_span(state: DescentChoices, minimum: Minimum | None) -> tuple[Span, Span | None]:
    """Return the spans of an example's sensible view, or the span of x that suits the descent."""
    example = next((e for e in CATALOGUE if e.key == state.example), None)
    # With its start outside an example's view shows nothing of the descent.
    if example is not None and example.span[0] <= state.start <= example.span[1]:
        return example.span, example.heights
    return _suitable_span(state.start, minimum), None


def _suitable_span(start: float, minimum: Minimum | None) -> Span:
    """Return a span that holds the start, the minimum, and as much room on its other side."""
    middle = min(max(start if minimum is None else minimum.x, -_FARTHEST), _FARTHEST)
    least = 1e-6 * max(1.0, abs(middle))  # below it the samples of a curve are one and the same
    reach = max(abs(start - middle), least)
    # A start at the minimum, or one without, does not say how far to look.
    reach = max(3.0, least) if reach < 1e-3 or minimum is None else max(reach, 1.0)
    reach = min(reach, _FARTHEST)
    return middle - 1.2 * reach, middle + 1.2 * reach


def _focus(formula: Formula, start: float, minimum: Minimum | None) -> Samples:
    """Return the heights between which the descent happens."""
    middle = start if minimum is None else minimum.x
    low, high = _suitable_span(start, minimum)
    ends = (
        # With the start's mirror image, where the path may come up on the other side.
        [start, middle, 2 * middle - start] if minimum is not None else np.linspace(low, high, 65)
    )
    heights: Samples = sample(formula, np.asarray(ends, dtype=np.float64), order=0)[0]
    return heights


def _is_readable(values: Samples, height: Span) -> bool:
    """Return whether most of a curve lies between two heights."""
    known = values[np.isfinite(values)]
    return (
        bool(np.mean((known >= height[0]) & (known <= height[1])) >= _SEEN) if known.size else True
    )


def _sampled(formula: Formula, x: Samples, order: int) -> Samples:
    """Return f and its derivatives; NaN for the fifth, which nobody asks the tape for."""
    rows = sample(formula, x, min(order, HIGHEST_ORDER))
    missing = np.full((order + 1 - len(rows), len(x)), np.nan)
    return np.concatenate([rows, missing])
