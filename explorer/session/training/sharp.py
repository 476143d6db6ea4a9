"""What is to be said and drawn of a run's sharpness."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.core.curvature.edges import edge
from explorer.core.training.reports import Sharpness
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.history import History

NEAR = 0.03  # share of the edge within which λ₁ is at it
_ROWS = 300  # of an edge that moves with the rate
_LOOKS_BACK = 4  # measurements over which a trend is told
_RISEN = 1.01  # times as large


class EdgeStanding(NamedTuple):
    """How the newest sharpness stands to the edge.

    Attributes:
        state: "above", "at", "rising" or "below".
        value: λ₁.
        step: Where it was measured.
        edge: What it is compared with.
        before: λ₁ some measurements earlier; None for the first.
        since: The step of that.
    """

    state: str
    value: float
    step: int
    edge: float
    before: float | None
    since: int


def edge_of(settings: TrainingSettings, step: int = 0) -> float | None:
    """Return the edge for a run's optimiser and the rate after some updates; None where none is known."""
    rate = settings.rate_at(step)
    # Before the first update of a warm-up the rate is 0.
    return edge(settings.optimizer, rate, settings.parameter_values()) if rate > 0 else None


def measured_by(history: History, step: int) -> Sharpness | None:
    """Return the newest measurement up to a step."""
    return next((each for each in reversed(history.sharpness) if each.step <= step), None)


def standing_of(history: History) -> EdgeStanding | None:
    """Return how a run's sharpness stands to its edge; None where one of them is not known."""
    found = [each for each in history.sharpness if np.isfinite(each.eigenvalues[0])]
    if not found or not found[-1].step:
        return None
    newest = found[-1]
    bound = edge_of(history.settings, newest.step)
    if bound is None:
        return None
    value = newest.eigenvalues[0]
    earlier = found[-1 - min(_LOOKS_BACK, len(found) - 1)]
    before = earlier.eigenvalues[0] if earlier is not newest else None
    state = "below"
    if abs(value / bound - 1) <= NEAR:
        state = "at"
    elif value > bound:
        state = "above"
    elif before is not None and value > _RISEN * before > 0:
        state = "rising"
    return EdgeStanding(state, value, newest.step, bound, before, earlier.step)


def edges_over(history: History) -> NDArray[np.float64]:
    """Return from which step on which edge holds, shape (n, 2); what has none is left out.

    Where the rate follows a schedule, at some hundred steps up to the run's last, as it is to go on.
    """
    held = [(0, history.first), *((each.step, each.settings) for each in history.changes)]
    rows = [(step, edge_of(settings, step)) for step, settings in held]
    if history.first.schedule != "constant":
        steps = {each.step for each in history.sharpness} | {step for step, _ in held}
        steps |= _spread(history.settings.steps)
        rows = [(step, edge_of(history.settings_at(step), step)) for step in sorted(steps)]
    return _differing(rows)


def planned_edges(settings: TrainingSettings) -> NDArray[np.float64]:
    """Return the same of a run that has not begun."""
    steps = {0} if settings.schedule == "constant" else _spread(settings.steps)
    return _differing([(step, edge_of(settings, step)) for step in sorted(steps)])


def _spread(last: int) -> set[int]:
    return {round(step) for step in np.linspace(0, last, _ROWS)}


def _differing(rows: list[tuple[int, float | None]]) -> NDArray[np.float64]:
    kept = [
        row
        for n, row in enumerate(rows)
        if row[1] is not None and (not n or row[1] != rows[n - 1][1])
    ]
    return np.array(kept, np.float64).reshape(-1, 2)
