"""What is to be drawn for what is chosen; runs in a worker thread, never in the window's.

Only this module of the room needs TensorFlow, so the window imports it late.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from explorer.core.autodiff.derivatives import sample
from explorer.core.descent.results import Minimum
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.stability import nearest_minimum
from explorer.core.descent.trajectory import descend
from explorer.core.functions.formula import Formula, latex, parse, plain
from explorer.session.descent import DescentState
from explorer.session.views import CurvesView, PathView, Shapes, Span

_SAMPLES = 801
_BEYOND = 0.5  # of the span, sampled on either side so that a pan finds something drawn

Samples = NDArray[np.float64]


def settings_of(state: DescentState) -> DescentSettings:
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
    )


def curves(state: DescentState, span: Span | None) -> Iterator[CurvesView]:
    """Yield f, f′ and f″ over a span of x.

    Args:
        state: What is chosen.
        span: Part of the x axis that is looked at; None for the one that suits the descent.
    """
    formula = parse(state.formula)
    minimum = nearest_minimum(formula, state.start)
    low, high = span or _suitable_span(state.start, minimum)
    margin = (high - low) * _BEYOND
    x = np.linspace(low - margin, high + margin, _SAMPLES)
    values = sample(formula, x)
    finite = np.where(np.isfinite(values), values, np.nan)
    inside = (x >= low) & (x <= high)
    focus = _focus(formula, state.start, minimum) if span is None else finite[0][inside]
    spans = (
        _padded(focus, 0.07, 0.22),
        _padded(finite[1][inside], 0.08, 0.08),
        _padded(finite[2][inside], 0.12, 0.22),
    )
    yield CurvesView(
        formula=state.formula,
        x=x,
        values=finite,
        span=(low, high),
        heights=spans,
        fitted=span is None,
    )


def path(state: DescentState) -> Iterator[PathView]:
    """Yield the path of the chosen descent as it grows, with f″ at every place on it."""
    settings = settings_of(state)
    minimum = nearest_minimum(settings.formula, state.start)
    for trajectory in descend(settings):
        curvature = sample(settings.formula, trajectory.x.astype(np.float64))[2]
        yield PathView(
            settings=settings, trajectory=trajectory, curvature=curvature, minimum=minimum
        )


def shapes(text: str) -> Iterator[Shapes]:
    """Yield f with its first two derivatives written out, by exact differentiation."""
    from explorer.core.functions.symbolic import derivative

    formula = parse(text)
    first, second = derivative(formula, 1), derivative(formula, 2)
    yield Shapes(
        formula=text,
        latex=(latex(formula), latex(first), latex(second)),
        plain=(plain(formula), plain(first), plain(second)),
    )


def _suitable_span(start: float, minimum: Minimum | None) -> Span:
    """Return a span that holds the start, the minimum, and as much room on its other side."""
    middle = start if minimum is None else minimum.x
    reach = max(abs(start - middle), 1e-6 * max(1.0, abs(middle)))
    reach = 3.0 if reach < 1e-3 or minimum is None else reach
    return middle - 1.2 * reach, middle + 1.2 * reach


def _focus(formula: Formula, start: float, minimum: Minimum | None) -> Samples:
    """Return the heights between which the descent happens."""
    middle = start if minimum is None else minimum.x
    low, high = _suitable_span(start, minimum)
    ends = (
        [start, middle, 2 * middle - start] if minimum is not None else np.linspace(low, high, 65)
    )
    heights: Samples = sample(formula, np.asarray(ends, dtype=np.float64), order=0)[0]
    return heights


def _padded(values: Samples, below: float, above: float) -> Span:
    """Return a span around values, and around 0 where that is near."""
    kept = values[np.isfinite(values)]
    low, high = (float(kept.min()), float(kept.max())) if kept.size else (-1.0, 1.0)
    if (low > 0 and low < 2.0 * (high - low) + 1e-12) or low == high > 0:
        low = 0.0
    if (high < 0 and -high < 2.0 * (high - low) + 1e-12) or low == high < 0:
        high = 0.0
    if low == high:
        low, high = low - 1.0, high + 1.0
    extent = high - low
    return low - below * extent, high + above * extent
