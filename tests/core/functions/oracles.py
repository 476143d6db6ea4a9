"""Every function of the table as mpmath defines it, with where it is smooth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mpmath

Span = tuple[float, float]


@dataclass(frozen=True)
class Oracle:
    """A function at any number of digits.

    Attributes:
        exact: Takes and returns mpmath numbers.
        spans: Where it and its first two derivatives exist.
        call: How it is typed.
    """

    exact: Callable[[Any], Any]
    spans: tuple[Span, ...]
    call: str


def _of(name: str, exact: Callable[[Any], Any], *spans: Span, call: str = "") -> tuple[str, Oracle]:
    return name, Oracle(exact, spans, call or f"{name}(x)")


def _piecewise(left: Callable[[Any], Any], right: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda x: left(x) if x < 0 else right(x)


LINE, WIDE = (-20.0, 20.0), (-600.0, 600.0)
POSITIVE, UNIT = (1e-3, 1e3), (-0.999, 0.999)
SIDES = ((-50.0, -0.01), (0.01, 50.0))
STEPS = (*((k + 0.02, k + 0.48) for k in range(-4, 4)), (1.52, 1.98), (-2.48, -2.02))

ORACLES: dict[str, Oracle] = dict(
    (
        _of("sqrt", mpmath.sqrt, POSITIVE),
        _of("cbrt", lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), *SIDES),
        _of("exp", mpmath.exp, WIDE),
        _of("ln", mpmath.log, POSITIVE),
        _of("log10", mpmath.log10, POSITIVE),
        _of("log2", lambda x: mpmath.log(x, 2), POSITIVE),
        _of("sin", mpmath.sin, LINE),
        _of("cos", mpmath.cos, LINE),
        _of("tan", mpmath.tan, (-1.5, 1.5), (1.6, 4.6)),
        _of("sec", mpmath.sec, (-1.5, 1.5), (1.6, 4.6)),
        _of("csc", mpmath.csc, (0.1, 3.1), (-3.1, -0.1)),
        _of("cot", mpmath.cot, (0.1, 3.1), (-3.1, -0.1)),
        _of("asin", mpmath.asin, UNIT),
        _of("acos", mpmath.acos, UNIT),
        _of("atan", mpmath.atan, WIDE),
        _of("sinh", mpmath.sinh, LINE),
        _of("cosh", mpmath.cosh, LINE),
        _of("tanh", mpmath.tanh, LINE),
        _of("asinh", mpmath.asinh, WIDE),
        _of("acosh", mpmath.acosh, (1.01, 100.0)),
        _of("atanh", mpmath.atanh, UNIT),
        _of("abs", abs, *SIDES),
        _of("sign", mpmath.sign, *SIDES),
        _of("floor", mpmath.floor, *STEPS),
        _of("ceil", mpmath.ceil, *STEPS),
        _of("round", mpmath.nint, *STEPS),
        _of("min", lambda x: min(x, mpmath.mpf(2)), (-9.0, 1.9), (2.1, 9.0), call="min(x, 2)"),
        _of("max", lambda x: max(x, mpmath.mpf(2)), (-9.0, 1.9), (2.1, 9.0), call="max(2, x)"),
        _of("relu", lambda x: max(x, mpmath.mpf(0)), *SIDES),
        _of("leaky_relu", _piecewise(lambda x: x / 5, lambda x: x), *SIDES),
        _of("elu", _piecewise(mpmath.expm1, lambda x: x), *SIDES),
        _of("gelu", lambda x: x * mpmath.ncdf(x), LINE),
        _of("silu", lambda x: x / (1 + mpmath.exp(-x)), WIDE),
        _of("softplus", lambda x: mpmath.log1p(mpmath.exp(x)), WIDE),
        _of("sigmoid", lambda x: 1 / (1 + mpmath.exp(-x)), WIDE),
        _of("erf", mpmath.erf, LINE),
        _of("erfc", mpmath.erfc, LINE),
        _of("gamma", mpmath.gamma, (0.02, 150.0), (-0.98, -0.02), (-5.9, -5.1)),
        _of(
            "lgamma", lambda x: mpmath.log(abs(mpmath.gamma(x))), (0.02, 1e3), (-1.98, -1.02)
        ),
        _of("digamma", mpmath.digamma, (0.02, 1e3), (-1.98, -1.02)),
        _of(
            "polygamma", lambda x: mpmath.polygamma(2, x), (0.1, 1e2), call="polygamma(2, x)"
        ),
        _of("sinc", mpmath.sinc, LINE, (-1.0, 1.0), (-1e-6, 1e-6)),
        _of("step", lambda x: mpmath.mpf(x >= 0), *SIDES),
    )
)  # fmt: skip
