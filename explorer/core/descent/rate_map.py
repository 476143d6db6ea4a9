"""One descent at hundreds of learning rates side by side: where each of them ends, and which is best.

Every lane is stepped by the real Keras optimiser along gradients of `tf.GradientTape`, as a path
is, but compiled by XLA: the last bits are not always those of the path.
"""

import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.arrays import Array, Samples
from explorer.core.compiled import Compiled
from explorer.core.descent.members import Member, Recipe, recipe
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.results import RateBound, RateMap
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.trajectory import drawn_noise, trajectory
from explorer.core.functions.measured import sharpness_of
from explorer.core.functions.tensors import tensor_function
from explorer.core.kept import kept

LANES = 384
LOWEST, HIGHEST = 1e-8, 1e4
_DECADES = 4  # of the fine part: all its rates of two digits are fewer than the lanes
_STRETCH = 2048  # updates in one call; between two of them a search may be given up
_MISSED = 0.1  # of a decade: a rate that is only good when it is hit exactly is not best
_BEYOND = 0.25  # of a decade that the fine part shows at least above the first rate that is lost


def rate_map(settings: DescentSettings, target: float | None) -> Iterator[RateMap | None]:
    """Yield None while it is computed, and at last what is left at every rate.

    Rates from `LOWEST` to `HIGHEST` are run first; then every rate of two digits in the four
    decades below, and a little above, the first that is lost. With noise all rates have the
    noise of the settings' seed.

    Args:
        settings: The descent; its own rate does not matter.
        target: f at the minimum that counts, None if none is known.

    Raises:
        ExplorerError: If a setting is out of its limits or the tape finds no gradient.
    """
    check_settings(settings)
    coarse = _rounded(np.geomspace(LOWEST, HIGHEST, LANES), 3)
    ends = yield from _ends(settings, coarse)
    first = _map(settings, target, coarse, ends, (LOWEST, HIGHEST))
    low = _lowest_decade(first)
    fine = np.array([float(f"{n}e{low + d - 1}") for d in range(_DECADES) for n in range(10, 100)])
    fine = np.append(fine, float(f"1e{low + _DECADES}"))
    padded = np.concatenate([fine, np.full(LANES - len(fine), fine[-1])])
    high, low_f, finite = yield from _ends(settings, padded)
    n = len(fine)
    window = float(fine[0]), float(fine[-1])
    second = _map(settings, target, fine, (high[:n], low_f[:n], finite[:n]), window)
    # Beyond the fine part a reader may still choose; there the first run tells what comes of it.
    below, above = coarse < fine[0], coarse > fine[-1]
    rates = np.concatenate([coarse[below], fine, coarse[above]])
    left = np.concatenate([first.left[below], second.left, first.left[above]])
    is_lost = np.concatenate([first.is_lost[below], second.is_lost, first.is_lost[above]])
    # Of all of them: a rate at an end of the fine part has neighbours beyond it.
    best = None if target is None else _best(rates, left, is_lost)
    yield replace(second, rates=rates, left=left, is_lost=is_lost, best=best)


def best_rate(settings: DescentSettings, target: float | None) -> float | None:
    """Return the rate with the least left, of f itself where f* is not known; None if all are lost.

    The rate was run alone: what it leaves is known, and that its neighbours leave little more.

    Raises:
        ExplorerError: As for `rate_map`.
    """
    *_, found = rate_map(settings, target)
    if found is None:
        return None
    best = found.best or _best(found.rates, found.left, found.is_lost)
    return None if best is None else tried(settings, replace(found, best=best)).best


def tried(settings: DescentSettings, found: RateMap) -> RateMap:
    """Return a map whose best rate was run alone, in the bits of Keras; lost there, none is best.

    Raises:
        ExplorerError: As for `rate_map`.
    """
    if found.best is None:
        return found
    path = trajectory(replace(settings, learning_rate=found.best))
    is_lost = path.diverged_at is not None or not path.y[found.since :].max() <= path.y[0]
    if is_lost:
        return replace(found, best=None)
    return replace(found, best_end=float(path.y[-1]))


def first_of_last(updates: int) -> int:
    """Return the first of the updates that count: the last tenth, at least the last."""
    return updates - updates // 10


Ends = tuple[Samples, Samples, NDArray[np.bool_]]  # highest f, lowest f, whether all was finite


class _Lanes:
    """Descents at `LANES` rates at once, traced once for every start and rate.

    Raises:
        ExplorerError: If the tape finds no gradient of a function.
    """

    def __init__(self, made_from: Recipe) -> None:
        self.member = Member(made_from)
        self._lock = threading.Lock()  # two threads must not share its variables
        ends = [tf.TensorSpec((LANES,), kind) for kind in (tf.float64, tf.float64, tf.bool)]
        noise = tf.TensorSpec((_STRETCH, *made_from.shape, 1), made_from.dtype)
        rows = [tf.TensorSpec((), tf.int32)] * 3
        self._run = Compiled(
            self._steps, self.member.kinds, ends, [noise] * made_from.is_noisy, rows
        )

    def run(
        self, values: dict[str, Any], ends: Any, noise: Array, rows: tuple[int, int, int]
    ) -> tuple[dict[str, Any], Any]:
        """Make the updates from one row to another.

        Args:
            values: Every variable before the first of them.
            ends: Highest and lowest f of the rows that count so far, and whether all is finite.
            noise: What is added to the gradients, one row per update, `_STRETCH` of them.
            rows: The first row, the one after the last, and the first that counts.
        """
        noises = [noise] * self.member.recipe.is_noisy
        with self._lock:
            after: tuple[dict[str, Any], Any] = self._run(values, ends, noises, list(rows))
            return after

    def _steps(
        self, given: dict[str, Any], ends: Any, noises: list[Any], rows: list[Any]
    ) -> tuple[dict[str, Any], Any]:
        begin, end, since = rows
        self.member.assign(given)

        def body(row: Any, high: Any, low: Any, finite: Any) -> tuple[Any, ...]:
            now = self.member.step(noises[0][row - begin] if noises else None)
            y, counts = tf.cast(now["y"], tf.float64), row >= since
            for each in (now["x"], now["y"], now["gradient"]):
                is_finite = tf.math.is_finite(each)
                finite &= tf.reduce_all(is_finite, 0) if each.shape.rank == 2 else is_finite
            high = tf.where(counts, tf.maximum(high, y), high)
            low = tf.where(counts, tf.minimum(low, y), low)
            return row + 1, high, low, finite

        # Each update starts from the variables that the one before left: none may run ahead.
        _, *ends = tf.while_loop(
            lambda row, *_: row < end, body, (begin, *ends), parallel_iterations=1
        )
        return self.member.values(), ends


@kept(4.0)
def _lanes(made_from: Recipe) -> _Lanes:
    return _Lanes(made_from)


def _ends(settings: DescentSettings, rates: Samples) -> Generator[None, None, Ends]:
    """Yield after every stretch of updates, and return how the descents end."""
    steps = _lanes(replace(recipe(settings), lanes=LANES))
    values = steps.member.first_of_lanes(settings, rates)
    ends: Any = [np.full(LANES, -np.inf), np.full(LANES, np.inf), np.full(LANES, True)]
    noise, rows = drawn_noise(settings), settings.updates + 1
    for begin in range(0, rows, _STRETCH):
        part = noise[begin : begin + _STRETCH, ..., np.newaxis]
        filling = np.zeros((_STRETCH - len(part), *part.shape[1:]), part.dtype)
        end = min(begin + _STRETCH, rows)
        values, ends = steps.run(
            values, ends, np.concatenate([part, filling]),
            (begin, end, first_of_last(settings.updates)),
        )  # fmt: skip
        yield
    high, low, finite = ends
    return high, low, finite


def _map(
    settings: DescentSettings,
    target: float | None,
    rates: Samples,
    ends: Ends,
    window: tuple[float, float],
) -> RateMap:
    high, low, finite = ends
    before = _value_at_start(settings)
    with np.errstate(all="ignore"):
        left = high if target is None else np.maximum(high - target, target - low)
        is_lost = ~finite | ~(high <= before)
    return RateMap(
        rates=rates,
        left=np.where(finite, left, np.nan),
        is_lost=is_lost,
        window=window,
        at_start=abs(before - target) if target is not None else before,
        target=target,
        since=first_of_last(settings.updates),
        updates=settings.updates,
        best=None,
    )


def _best(rates: Samples, left: Samples, is_lost: NDArray[np.bool_]) -> float | None:
    """Return the rate whose worst neighbour within a tenth of a decade leaves least.

    Only rates below the first that is lost count: what lies above is luck.
    """
    end = int(is_lost.argmax()) if is_lost.any() else len(rates)
    places = np.log10(rates)
    begin = np.searchsorted(places, places[:end] - _MISSED)
    after = np.searchsorted(places, places[:end] + _MISSED, side="right")
    is_inside = after <= end
    if not is_inside.any():
        return None
    pairs = zip(begin[is_inside], after[is_inside], strict=True)
    worst = np.array([left[one:other].max() for one, other in pairs])
    least = np.flatnonzero(worst == worst.min())
    # Where all of a stretch arrive, as below and above 1/f″ on a parabola, the middle is safest.
    middle = (rates[begin[least[0]]] + rates[after[least[-1]] - 1]) / 2
    return float(rates[least[np.abs(rates[least] - middle).argmin()]])


def bounds(settings: DescentSettings, curvature: float, sign: str) -> tuple[RateBound, ...]:
    """Return the rates that theory marks on a parabola; none where it does not hold.

    It holds without noise and with one rate throughout, for plain gradient descent, Polyak's
    heavy ball and Nesterov's momentum: Cohen et al., "Gradient Descent on Neural Networks
    Typically Occurs at the Edge of Stability", 2021, equation 1.

    Args:
        settings: The descent; its own rate does not matter.
        curvature: f″, or the Hessian's largest eigenvalue, at the minimum.
        sign: What formulas call that.
    """
    theory = OPTIMIZERS[settings.optimizer].stability
    is_steady = settings.schedule == "constant" and not settings.noise
    if theory is None or not is_steady or not 0 < curvature < np.inf:
        return ()
    stable = RateBound(
        theory.factor(settings.parameter_values()) / curvature,
        theory.formula.replace("$", sign),
        is_stable=True,
    )
    if settings.optimizer != "sgd":
        return (stable,)
    return RateBound(1 / curvature, f"1/{sign}", is_stable=False), stable


def network_bounds(settings: DescentSettings) -> tuple[RateBound, ...]:
    """Return the rate that theory marks for the network whose slice the function is, where λ₁ is known."""
    sharpness = sharpness_of(settings.formula)
    found = () if sharpness is None else bounds(settings, sharpness, "λ₁")
    return tuple(replace(each, of_network=True) for each in found if each.is_stable)


def _lowest_decade(coarse: RateMap) -> int:
    """Return the power of ten at which the fine part begins."""
    lost = np.flatnonzero(coarse.is_lost)
    kept = np.where(coarse.is_lost, np.inf, coarse.left)
    good = float(np.log10(coarse.rates[int(kept.argmin())]))
    edge = float(np.log10(coarse.rates[lost[0]])) + _BEYOND if len(lost) and lost[0] else good + 1
    low = int(np.ceil(edge)) - _DECADES
    if len(lost) and lost[0]:
        # A rate far below the first that is lost may be the only good one.
        best = _best(coarse.rates, coarse.left, coarse.is_lost)
        low = low if best is None else min(low, int(np.floor(np.log10(best))))
    return min(max(low, -8), 4 - _DECADES)


def _value_at_start(settings: DescentSettings) -> float:
    """Return f at the start in the precision of the descent."""
    start = tf.unstack(tf.constant(np.atleast_1d(settings.start), settings.dtype))
    return float(tensor_function(settings.formula)(*start).numpy())


def _rounded(rates: Samples, digits: int) -> Samples:
    return np.array([float(f"{rate:.{digits}g}") for rate in rates])
