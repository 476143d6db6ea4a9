"""What the page "Your model" is to draw of a run; runs in a worker thread, without TensorFlow."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import ModelRun, Series
from explorer.session.model.blocks import BLOCK, blocks, taken
from explorer.session.model.choices import Quantity
from explorer.session.model.hints import hints_of
from explorer.session.model.snapshots import (
    EMPTY,
    NO_GRADIENT,
    NOT_FINITE,
    SHADES,
    Curves,
    Floats,
    Picture,
    Points,
    RunWish,
    Window,
)

DECADES = 12  # that the map's shades span at most, below the largest value
_POINTS = 500  # of a curve
_FEW = 240  # points of a small curve
_NONE: Points = (np.zeros(0), np.zeros(0))


def pictures(run: ModelRun, wish: RunWish) -> Iterator[Picture]:
    """Yield map and loss of the steps in view, for a run as far as it has come."""
    quantity, rows, window = wish.quantity, wish.rows, wish.window
    # A share has no decades.
    logarithmic = wish.logarithmic and quantity != "silent"
    left, size, columns = grid(window)
    values, states = _cells(run, quantity, rows, left, size, columns)
    low, high = _reach(values, logarithmic=logarithmic)
    raw, smooth = losses(run.metrics.get("loss"), window, wish.smoothing)
    metrics = tuple(
        (name, _points(series.steps.astype(np.float64), series.values, _POINTS))
        for name, series in run.metrics.items()
        if name != "loss" and len(series.steps)
    )
    yield Picture(
        quantity=quantity,
        rows=rows,
        cells=shaded(values, states, low, high, logarithmic=logarithmic),
        left=left,
        size=size,
        low=low,
        high=high,
        logarithmic=logarithmic,
        raw=raw,
        smooth=smooth,
        metrics=metrics,
        reach=_loss_reach(run),
        curves=curves(run, wish.variable) if 0 <= wish.variable < len(run.variables) else None,
        hints=hints_of(run, wish.thresholds),
    )


def curves(run: ModelRun, variable: int) -> Curves:
    """Return three norms of one variable over the whole run."""
    steps = run.steps.astype(np.float64)
    tables = (run.gradient, run.weight, run.update)
    columns = (table[:, variable].astype(np.float64) for table in tables)
    return Curves(run.names[variable], *(_points(steps, each, _FEW) for each in columns))


def grid(window: Window) -> tuple[float, float, int]:
    """Return where the first column begins, steps in a column, and how many columns there are.

    Columns are as many steps wide as the next power of two, counted from step 1, so that what is
    drawn stays where it is when more steps come.
    """
    size = 1.0
    while (window.right - window.left) > size * max(window.columns, 1):
        size *= 2
    # One step more at each side, so that the map reaches the edges of the view.
    first = max(np.floor((window.left - 1) / size), 0.0)
    last = max(np.ceil(window.right / size), first + 1)
    return first * size + 1, size, int(last - first)


def _cells(
    run: ModelRun,
    quantity: Quantity,
    rows: tuple[int, ...],
    left: float,
    size: float,
    columns: int,
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return the largest value in each cell, and what is there in place of one; (rows, columns)."""
    values = np.full((len(rows), columns), np.nan, np.float32)
    states = np.full((len(rows), columns), EMPTY, np.uint8)
    edges = left + size * np.arange(columns + 1, dtype=np.float64)
    bounds = np.searchsorted(run.steps, edges)
    if 0 < bounds[0] == bounds[1] and edges[0] <= run.steps[-1]:
        bounds[0] -= 1  # between two looks the earlier one is seen
    first, last = int(bounds[0]), int(bounds[-1])
    if first == last or not rows:
        return values, states
    if last - first > 4 * BLOCK * columns:
        # Edges of columns move to those of blocks, by less than a quarter of a column.
        table, bad = blocks(run, quantity)
        bounds = np.searchsorted(run.steps[::BLOCK], edges)
    else:
        table, bad = taken(run, quantity, first, last)
        bounds = bounds - first
    starts = bounds[:-1]
    filled = np.flatnonzero(bounds[1:] > starts)
    if not filled.size:
        return values, states
    picked, upto = list(rows), int(bounds[-1])
    # Of NaN and a number the number: a look that is missing hides none.
    values[:, filled] = np.fmax.reduceat(table[:upto, picked], starts[filled], axis=0).T
    lost = np.logical_or.reduceat(bad[:upto, picked], starts[filled], axis=0).T
    states[:, filled] = np.where(lost, NOT_FINITE, 0)
    reached = np.array([run.variables[n].reached for n in rows])
    known = states != EMPTY
    states[known & np.isnan(values) & (states != NOT_FINITE)] = EMPTY
    if quantity == "gradient":
        states[known & ~reached[:, None]] = NO_GRADIENT
    _carry_on(values, states, run, edges)
    return values, states


def _carry_on(
    values: NDArray[np.float32], states: NDArray[np.uint8], run: ModelRun, edges: Floats
) -> None:
    """Draw a look on until the next: where only every tenth step is looked at, nine are between."""
    last = int(run.steps[-1])
    # The newest step may lie beyond the view.
    width = min(int(np.searchsorted(edges, last, "right")), values.shape[1])
    empty = (states[:, :width] == EMPTY).all(axis=0)
    if not empty.any():
        return
    source = np.maximum.accumulate(np.where(empty, -1, np.arange(width)))
    told = source >= 0
    values[:, :width][:, told] = values[:, source[told]]
    states[:, :width][:, told] = states[:, source[told]]


def _reach(values: NDArray[np.float32], *, logarithmic: bool) -> tuple[float, float]:
    """Return the values of the lowest and the highest shade."""
    known = values[np.isfinite(values) & (values > 0)]
    if not known.size:
        return (-1.0, 0.0) if logarithmic else (0.0, 1.0)
    if not logarithmic:
        return 0.0, float(known.max())
    # Whole decades, so that the shades stay while numbers change a little.
    high = float(np.ceil(np.log10(known.max())))
    low = float(np.floor(np.log10(known.min())))
    return max(min(low, high - 1), high - DECADES), high


def shaded(
    values: NDArray[np.float32],
    states: NDArray[np.uint8],
    low: float,
    high: float,
    *,
    logarithmic: bool,
) -> NDArray[np.uint8]:
    """Return the shade of each cell, or what is there in place of a value; shape as `values`."""
    with np.errstate(all="ignore"):
        places = np.log10(values) if logarithmic else values
        shades = np.clip((places - low) / max(high - low, 1e-30), 0.0, 1.0) * SHADES
    cells = np.nan_to_num(np.rint(shades), nan=0.0).astype(np.uint8)
    return np.where(states > SHADES, states, cells).astype(np.uint8)


def losses(series: Series | None, window: Window, smoothing: int) -> tuple[Points, Points]:
    """Return lowest and highest loss of neighbouring steps in view in turn, and the means."""
    if series is None or not len(series.steps):
        return _NONE, _NONE
    steps, values = series.steps, series.values
    first = max(int(np.searchsorted(steps, window.left)) - 1, 0)
    last = min(int(np.searchsorted(steps, window.right, "right")) + 1, len(steps))
    # Means of what comes before the view too.
    begin = max(first - smoothing, 0)
    known = np.nan_to_num(values[begin:last], nan=0.0, posinf=0.0, neginf=0.0)
    sums = np.concatenate([[0.0], np.cumsum(known)])
    counts = np.concatenate([[0], np.cumsum(np.isfinite(values[begin:last]))])
    ends = np.arange(first - begin + 1, last - begin + 1)
    starts = np.maximum(ends - smoothing, 0)
    with np.errstate(all="ignore"):
        means = (sums[ends] - sums[starts]) / (counts[ends] - counts[starts])
    means[~np.isfinite(values[first:last])] = np.nan  # no line goes on where there is no loss
    shown = steps[first:last].astype(np.float64)
    stride = max(len(shown) // _POINTS, 1)
    # The newest is drawn whatever the stride.
    kept = np.unique(np.append(np.arange(0, len(shown), stride), len(shown) - 1))
    return _points(shown, values[first:last], _POINTS), (shown[kept], means[kept])


def _points(steps: Floats, values: Floats, most: int) -> Points:
    """Return a curve of at most about so many points: of neighbours the lowest and the highest."""
    size = max(-(-2 * len(steps) // most), 1)
    if size == 1 or len(steps) <= most:
        return steps, values
    starts = np.arange(0, len(steps), size)
    lowest, highest = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
    pairs = np.stack([lowest, highest], axis=1).ravel()
    ends = np.minimum(starts + size, len(steps)) - 1
    middles = np.stack([steps[starts], steps[(starts + ends + 1) // 2]], axis=1).ravel()
    # The newest value as it is: it is what the read-out says.
    return np.append(middles, steps[-1]), np.append(pairs, values[-1])


def _loss_reach(run: ModelRun) -> tuple[float, float]:
    """Return the lowest and the highest loss of the whole run, those of odd batches left out."""
    lowest, highest = np.inf, -np.inf
    for name, series in run.metrics.items():
        if "loss" not in name:
            continue
        known = series.values[np.isfinite(series.values) & (series.values > 0)]
        if known.size:
            lowest = min(lowest, float(np.quantile(known, 0.01)))
            highest = max(highest, float(known.max()))
    return (lowest, highest) if lowest <= highest else (0.1, 1.0)
