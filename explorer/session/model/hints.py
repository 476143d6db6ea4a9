"""What is worth a look in a followed run: hints, never verdicts.

Each is a number, the threshold that it crossed, and who set that. Thresholds are published ones where
there are any:

- AutoTrainer (Zhang et al., ICSE 2021): gradients vanish if the first kernel's norm is below 1e−3 of
  the last one's and below 1e−4 itself; they explode if it is above 70 times that, or is no number.
- Amazon SageMaker Debugger's rules: more than half of a layer's ReLUs are silent; an update over its
  weight leaves 1e−8 … 10.
- CS231n: update over weight near 1e−3 is usual.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import ModelRun
from explorer.session.model.choices import Thresholds

Kind = Literal[
    "weights_not_finite", "gradients_not_finite", "no_gradient", "exploding", "vanishing", "silent",
    "large_update", "small_update", "flat_loss",
]  # fmt: skip

RECENT = 20  # looks that the numbers are medians of, so that one odd batch is no hint
SMALLEST_FIRST = 1e-4  # gradient norm of the first kernel, AutoTrainer's second condition
_FEWEST = 5  # looks before a number is judged
_FALL_AFTER = 200  # steps before a loss is said not to fall
_WARM_UP = 100  # steps in which an optimiser may still be finding its pace


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing worth a look.

    Attributes:
        kind: What it is.
        variable: Name of the variable to look at; empty where it is about the loss.
        step: Step to look at.
        number: What was found.
        threshold: What it was compared with; NaN where finding it at all is the hint.
        other: Name of what it was compared with, as the last kernel; empty for none.
    """

    kind: Kind
    variable: str
    step: int
    number: float
    threshold: float
    other: str = ""


def hints_of(run: ModelRun, thresholds: Thresholds) -> tuple[Hint, ...]:
    """Return what is worth a look in a run as far as it has come, the worst first."""
    if not len(run.steps) or not run.variables:
        return ()
    found: list[Hint] = []
    for rule in _RULES:
        found += rule(run, thresholds)
    return tuple(found)


def _not_finite(run: ModelRun, _: Thresholds) -> Iterator[Hint]:
    """Yield the first variable that is not finite; where there is none, the first whose gradient is not."""
    # By the newest row alone, so that a run of 100,000 steps is not gone through ten times a second:
    # what is once not finite stays so.
    bad_weight = ~np.isfinite(run.weight[-1]) & _known(run)
    bad_gradient = (np.nan_to_num(run.nonfinite[-1]) > 0) | np.isinf(run.gradient[-1])
    if bad_weight.any():
        variable = int(bad_weight.argmax())
        first = int((~np.isfinite(run.weight[:, variable])).argmax())
        kind: Kind = "weights_not_finite"
    elif bad_gradient.any():
        variable = int(bad_gradient.argmax())
        column = np.nan_to_num(run.nonfinite[:, variable])
        first = int(((column > 0) | np.isinf(run.gradient[:, variable])).argmax())
        kind = "gradients_not_finite"
    else:
        return
    number = float(run.nonfinite[-1, variable])
    yield Hint(kind, run.names[variable], int(run.steps[first]), number, float("nan"))


def _known(run: ModelRun) -> NDArray[np.bool_]:
    """Return which variables were ever looked at: those that came late have no earlier rows."""
    known: NDArray[np.bool_] = np.isfinite(run.weight[0]) | (np.nan_to_num(run.nonfinite[-1]) > 0)
    return known


def _no_gradient(run: ModelRun, _: Thresholds) -> Iterator[Hint]:
    """Yield how many variables no gradient reaches, with the first of them."""
    missing = [each.name for each in run.variables if not each.reached]
    if missing:
        yield Hint(
            "no_gradient",
            missing[0],
            int(run.steps[-1]),
            len(missing),
            0.0,
            f"{len(run.variables)}",
        )


def _through_the_depth(run: ModelRun, thresholds: Thresholds) -> Iterator[Hint]:
    """Yield whether gradients shrink or grow from the last kernel to the first."""
    kernels = [n for n, each in enumerate(run.variables) if len(each.shape) > 1 and each.reached]
    if len(kernels) < 2 or len(run.steps) < _FEWEST:
        return
    first, last = (_recent(run.gradient[:, n]) for n in (kernels[0], kernels[-1]))
    if not (np.isfinite(first) and np.isfinite(last)) or last == 0:
        return
    names, step, ratio = run.names, int(run.steps[-1]), first / last
    if ratio < thresholds.vanishing and first < SMALLEST_FIRST:
        yield Hint(
            "vanishing", names[kernels[0]], step, ratio, thresholds.vanishing, names[kernels[-1]]
        )
    elif ratio > thresholds.exploding:
        yield Hint(
            "exploding", names[kernels[0]], step, ratio, thresholds.exploding, names[kernels[-1]]
        )


def _silent(run: ModelRun, thresholds: Thresholds) -> Iterator[Hint]:
    """Yield the layer with the largest share of silent units, if that is too large."""
    shares = np.nan_to_num(run.silent[-1], nan=0.0)
    variable = int(shares.argmax())
    if shares[variable] > thresholds.silent:
        share = float(shares[variable])
        yield Hint("silent", run.names[variable], int(run.steps[-1]), share, thresholds.silent)


def _updates(run: ModelRun, thresholds: Thresholds) -> Iterator[Hint]:
    """Yield the variable whose updates are largest, or smallest, beside its weights."""
    if len(run.steps) < _FEWEST or run.steps[-1] < _WARM_UP:
        return
    update, weight = run.update[-RECENT:], run.weight[-RECENT:]
    # Kernels alone: a bias begins at 0, and its first updates are any multiple of that.
    # What no gradient reaches does not move either, and is told of by a hint of its own.
    kernels = np.array([len(each.shape) > 1 and each.reached for each in run.variables])
    with np.errstate(all="ignore"):
        ratios = np.where(weight > 0, update / weight, np.nan)
    known = kernels & np.isfinite(ratios).any(axis=0)
    if not known.any():
        return
    middle = np.full(len(known), np.nan)
    middle[known] = np.nanmedian(ratios[:, known], axis=0)
    step = int(run.steps[-1])
    highest, lowest = int(np.nanargmax(middle)), int(np.nanargmin(middle))
    if middle[highest] > thresholds.largest:
        number = float(middle[highest])
        yield Hint("large_update", run.names[highest], step, number, thresholds.largest)
    if middle[lowest] < thresholds.smallest:
        number = float(middle[lowest])
        yield Hint("small_update", run.names[lowest], step, number, thresholds.smallest)


def _flat_loss(run: ModelRun, thresholds: Thresholds) -> Iterator[Hint]:
    """Yield that the loss has not fallen, by the medians of its first and last steps."""
    loss = run.metrics.get("loss")
    if loss is None or loss.steps[-1] < _FALL_AFTER or len(loss.values) < 2 * RECENT:
        return
    begin, end = _first(loss.values), _recent(loss.values)
    # As a share of where it began; of a loss at or below 0 no share can be told.
    if not (np.isfinite(begin) and np.isfinite(end)) or begin <= 0:
        return
    fallen = 1 - end / begin
    if fallen < thresholds.falling:
        yield Hint("flat_loss", "", int(loss.steps[-1]), fallen, thresholds.falling)


def _recent(values: NDArray[np.floating]) -> float:
    return _median(values[-RECENT:])


def _first(values: NDArray[np.floating]) -> float:
    return _median(values[:RECENT])


def _median(values: NDArray[np.floating]) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else float("nan")


_Rule = Callable[[ModelRun, Thresholds], Iterator[Hint]]
# The worst first: what follows from a hint above comes after it.
_RULES: tuple[_Rule, ...] = (
    _not_finite, _no_gradient, _through_the_depth, _silent, _updates, _flat_loss,
)  # fmt: skip
