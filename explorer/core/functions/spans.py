"""Which part of the plane a curve is shown in, and where its line is broken."""

import numpy as np

from explorer.core.arrays import Samples, Span

_TAIL = 0.02  # share of the samples at either end that may be cut off
_HIGHEST = 1e300  # that is drawn: room is added to it, and a screen's matrices multiply it
_FAR = 1.5  # times the height of the rest that makes a tail be cut off


@np.errstate(all="ignore")  # beside a pole all of it may overflow; what is compared says so
def broken_at_jumps(x: Samples, rows: Samples) -> Samples:
    """Return curves with NaN where they jump, have a pole, or are not finite.

    Between two neighbours a smooth curve changes about as its slopes at both say; where it
    changes otherwise, the line between them would be a vertical stroke that is no part of it.

    Args:
        x: Positions, shape (n,), ascending.
        rows: A function and its derivatives, shape (k + 1, n); each row is the slope of the one
            above, and the last row serves as a slope only.

    Returns:
        The first k rows, shape (k, n).
    """
    values = np.where(np.abs(rows) <= _HIGHEST, rows, np.nan)
    drawn = values[:-1].copy()
    steps = np.diff(x)
    for row, slopes in zip(drawn, values[1:], strict=True):
        change = np.diff(row) / steps
        low, high = np.minimum(slopes[:-1], slopes[1:]), np.maximum(slopes[:-1], slopes[1:])
        finite = row[np.isfinite(row)]
        extent = float(np.ptp(finite)) if finite.size else 0.0
        slack = 0.02 * extent / max(float(np.ptp(x)), 1e-300) + 1e-12
        reach = 3 * (high - low) + 1.5 * np.maximum(np.abs(low), np.abs(high)) + slack
        jump = (change < low - reach) | (change > high + reach)
        # What rises at both neighbours does not fall between them but by a pole or a jump.
        jump |= (low > 0) & (change < -slack) | (high < 0) & (change > slack)
        row[1:][jump] = np.nan
    return drawn


@np.errstate(all="ignore")
def robust(values: Samples) -> Span:
    """Return the span of values without far tails, as poles have them; −1 to 1 for no finite value."""
    kept = values[np.abs(values) <= _HIGHEST]
    if not kept.size:
        return -1.0, 1.0
    low, high = (float(q) for q in np.quantile(kept, (_TAIL, 1 - _TAIL)))
    height = high - low
    least, most = float(kept.min()), float(kept.max())
    return (
        least if height == 0 or least >= low - _FAR * height else low,
        most if height == 0 or most <= high + _FAR * height else high,
    )


def padded(span: Span, below: float, above: float) -> Span:
    """Return a span with room around it, and with 0 in it where 0 is near.

    Args:
        span: Lowest and highest value.
        below: Room below, as a share of the span's height.
        above: Room above, the same.
    """
    low, high = span
    near = 2.0 * (high - low)
    if low > 0 and (low < near or low == high):
        low = 0.0
    if high < 0 and (-high < near or low == high):
        high = 0.0
    if low == high:
        low, high = low - 1.0, high + 1.0
    extent = high - low
    return low - below * extent, high + above * extent
