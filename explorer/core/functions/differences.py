"""Finite differences, and how their error depends on the step.

The quotient is computed by NumPy in the dtype of x, rounded after every operation as a program in
that dtype rounds; f is any function of arrays, for example `array_function` of a formula.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.core.arrays import DType, Floats, Samples

Scheme = Literal["forward", "central"]
Elementwise = Callable[[Floats], Floats]

_PER_OCTAVE = 4


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCurve:
    """Error of a finite difference against its step, the V curve.

    Attributes:
        steps: h, shape (n,), rising, in units of the x axis.
        errors: |difference − slope|, shape (n,), in y units per x unit; NaN or infinite where
            f is.
    """

    steps: Samples
    errors: Samples


def difference(
    function: Elementwise, x: Floats, step: Floats, scheme: Scheme = "central"
) -> Floats:
    """Return the difference quotient of f at every x.

    Forward: (f(x + h) − f(x)) / h, whose error falls with h; central:
    (f(x + h) − f(x − h)) / (2h), whose error falls with h².

    Args:
        function: f, elementwise, which keeps the dtype.
        x: Positions, shape (n,), in units of the x axis.
        step: h > 0, of the same dtype, of a shape that broadcasts with x.
        scheme: Which of the two.

    Returns:
        Shape and dtype of x + h, in y units per x unit.
    """
    # Poles and overflows are part of what is shown; their infinities and NaNs go on as they are.
    with np.errstate(all="ignore"):
        ahead = function(x + step)
        if scheme == "forward":
            # 0 * step gives x the shape that x + h has.
            quotient: Floats = (ahead - function(x + 0 * step)) / step
        else:
            quotient = (ahead - function(x - step)) / (2 * step)
    return quotient


def default_step(x: Floats, scheme: Scheme = "central") -> Floats:
    """Return a step near the bottom of the V curve, where rounding and curvature weigh the same.

    h = c · max(1, |x|) with c = √ε for forward and ∛ε for central differences, ε being the
    distance from 1 to the next number; rounded to a power of two, so that x ± h loses little.

    Args:
        x: Positions, shape (n,), in units of the x axis.
        scheme: For which difference.

    Returns:
        h, shape (n,), in the dtype of x.

    Source: Press, Teukolsky, Vetterling and Flannery, "Numerical Recipes", 3rd edition,
        section 5.7, with a characteristic scale of max(1, |x|).
    """
    epsilon = float(np.finfo(x.dtype).eps)
    share = epsilon ** (1 / 2 if scheme == "forward" else 1 / 3)
    scale = np.maximum(1.0, np.abs(x).astype(np.float64))
    steps: Floats = np.exp2(np.round(np.log2(share * scale))).astype(x.dtype)
    return steps


@np.errstate(all="ignore")  # in float16 most of it overflows
def error_curve(
    function: Elementwise, x: float, slope: float, dtype: DType, scheme: Scheme = "central"
) -> ErrorCurve:
    """Return the error of a difference at one place for steps from hopeless to coarse.

    Args:
        function: f, elementwise, which keeps the dtype.
        x: Where, in units of the x axis; rounded to `dtype`.
        slope: The exact f′ there, in y units per x unit.
        dtype: Precision of x, h, f and the quotient.
        scheme: Which difference.

    Returns:
        Steps from ε/4 to 2, times a power of two near max(1, |x|), four in each octave.
    """
    digits = -int(np.log2(np.finfo(dtype).eps)) + 2
    # A power of two, by which steps are multiplied without rounding.
    scale = np.exp2(np.round(np.log2(max(1.0, abs(x)))))
    exponents = np.arange(-digits * _PER_OCTAVE, _PER_OCTAVE + 1) / _PER_OCTAVE
    steps = (scale * np.exp2(exponents)).astype(dtype)
    found = difference(function, np.full(steps.shape, x, dtype), steps, scheme)
    return ErrorCurve(steps.astype(np.float64), np.abs(found.astype(np.float64) - slope))
