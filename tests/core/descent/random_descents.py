"""Descents at random: functions as text and at any number of digits, optimisers, rates, precisions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
from mpmath import mpf

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.formula import parse

Exact = Callable[[Any], Any]


@dataclass(frozen=True)
class Piece:
    """A function of u, as text and at any number of digits."""

    text: str
    exact: Exact


def _softplus(u: Any) -> Any:
    return mpmath.log(1 + mpmath.exp(u))


PIECES = (
    Piece("u**2", lambda u: u**2),
    Piece("u**4", lambda u: u**4),
    Piece("(u**2 - 1)**2", lambda u: (u**2 - 1) ** 2),
    Piece("u**4 - 2*u**2 + 0.4*u", lambda u: u**4 - 2 * u**2 + mpf("0.4") * u),
    Piece("sqrt(1 + u**2)", lambda u: mpmath.sqrt(1 + u**2)),
    Piece("ln(cosh(u))", lambda u: mpmath.log(mpmath.cosh(u))),
    Piece("1 - exp(-u**2)", lambda u: 1 - mpmath.exp(-(u**2))),
    Piece("u*atan(u)", lambda u: u * mpmath.atan(u)),
    Piece("softplus(u) + softplus(-u)", lambda u: _softplus(u) + _softplus(-u)),
    Piece("abs(u)", abs),
    Piece("sqrt(abs(u))", lambda u: mpmath.sqrt(abs(u))),
    Piece("abs(u)**1.5", lambda u: abs(u) ** mpf("1.5")),
    Piece("sin(u)", mpmath.sin),
    Piece("u**2/10 + sin(3*u)", lambda u: u**2 / 10 + mpmath.sin(3 * u)),
    Piece("u**3", lambda u: u**3),
    Piece("-u**2", lambda u: -(u**2)),
    Piece("exp(u)", mpmath.exp),
    Piece("exp(u) - 2*u", lambda u: mpmath.exp(u) - 2 * u),
    Piece("u**2 + abs(u - 1)", lambda u: u**2 + abs(u - 1)),
    Piece("relu(u)", lambda u: max(u, mpf(0))),
    Piece("u*tanh(u) + 0.1*u", lambda u: u * mpmath.tanh(u) + mpf("0.1") * u),
    Piece("u - 3", lambda u: u - 3),
    Piece("u**2*exp(-u)", lambda u: u**2 * mpmath.exp(-u)),
    Piece("1/(1 + u**2)", lambda u: 1 / (1 + u**2)),
)
_SCALES = ("1", "1", "1", "0.25", "3", "1000", "0.001")
_SHIFTS = ("0", "0", "1.3", "-2", "0.7")
_FACTORS = ("1", "2", "0.1", "20")
_SCHEDULES = ("exponential", "cosine", "piecewise", "warmup")


@dataclass(frozen=True)
class Ground:
    """A random function."""

    text: str
    exact: Exact
    shift: float
    scale: float


def ground(seed: int) -> Ground:
    """Return the function of a seed; a scale of 1000 makes it a thousand times as narrow."""
    random = np.random.default_rng([1, seed])
    piece = PIECES[seed % len(PIECES)]
    scale, shift, factor = (str(random.choice(each)) for each in (_SCALES, _SHIFTS, _FACTORS))
    inner = "x" if shift == "0" else f"(x - {shift})".replace("- -", "+ ")
    inner = inner if scale == "1" else f"({scale}*{inner})"
    text = _with(piece.text, inner)
    text = text if factor == "1" else f"{factor}*({text})"

    def exact(x: Any) -> Any:
        return mpf(factor) * piece.exact(mpf(scale) * (x - mpf(shift)))

    return Ground(text, exact, float(shift), float(scale))


def descents(seed: int, optimizers: int, rates: int, updates: int) -> Iterator[DescentSettings]:
    """Yield some descents on the function of a seed.

    Args:
        seed: Decides everything.
        optimizers: How many of them; plain SGD is always the first.
        rates: Rates and starts for each.
        updates: Most updates; from 12 on.
    """
    random = np.random.default_rng([2, seed])
    on = ground(seed)
    formula = parse(on.text)
    others = random.choice(
        [key for key in OPTIMIZERS if key != "sgd"], optimizers - 1, replace=False
    )
    for optimizer in ("sgd", *map(str, others)):
        dtype = str(random.choice(["float32", "float32", "float64", "float16"]))
        schedule = str(random.choice(["constant"] * 6 + list(_SCHEDULES)))
        noise = float(random.choice([0.0] * 7 + [0.3]))
        parameters = (
            (("l1_regularization_strength", 1.0),)
            if optimizer == "ftrl" and random.random() < 0.5
            else ()
        )
        for _ in range(rates):
            start = (
                on.shift + float(random.choice([0.0, 1.0, *random.uniform(-4, 4, 6)])) / on.scale
            )
            size = 10 ** random.uniform(-3.0, 0.7) / (
                on.scale if optimizer not in ("sgd", "momentum", "nesterov") else on.scale**2
            )
            yield DescentSettings(
                formula,
                float(f"{start:.4g}"),
                int(random.integers(12, updates + 1)),
                optimizer,
                float(np.clip(float(f"{size:.2g}"), 1e-7, 100.0)),
                parameters=parameters,
                dtype=dtype,  # type: ignore[arg-type] # one of the three
                schedule=schedule,
                noise=noise,
                seed=int(random.integers(100)),
            )


def _with(text: str, inner: str) -> str:
    """Return a piece's text with something for u, which is no part of a word there."""
    parts = text.split("u")
    out = parts[0]
    for before, part in pairwise(parts):
        is_word = before[-1:].isalpha() or part[:1].isalpha()
        out += ("u" if is_word else inner) + part
    return out
