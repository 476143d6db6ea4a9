"""Every sentence of a descent's verdict as a predicate, held against mathematics and the path gone on."""

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from mpmath import mpf

from tests.core.descent.evidence import Told

_CLOSE = 6e-3  # three digits are told


def refuted(told: Told) -> str | None:
    """Return why a verdict is false, None if nothing refutes it.

    Raises:
        KeyError: If there is no predicate for a sentence.
    """
    word, body = str(told.verdict.word), told.verdict.body
    if not SENTENCES[body.text](told):
        return f"{word} {body}"
    if word in WORDS and not WORDS[word](told):
        return f"{word} ({body})"
    return None


# ---- sentences


def _first_step(told: Told) -> bool:
    x, rate, slope, after = (told.number(n) for n in ("x", "rate", "slope", "next"))
    eps = max(float(np.finfo(each).eps) for each in (told.path.dtype, np.float32))
    error = abs(x - rate * slope - after)
    exactly = told.values["equals"] == "="
    given = (x, slope, after) == tuple(
        float(str(each[n]))
        for each, n in ((told.path.x, 0), (told.path.gradient, 0), (told.path.x, 1))
    )
    size = abs(x) + abs(rate * slope)
    return given and error <= (1e-12 if exactly else 4 * eps) * max(size, 1e-300)


def _ends(told: Told) -> bool:
    end = int(told.number("update"))
    path = told.path
    finite = [np.isfinite([path.x[n], path.y[n], path.gradient[n]]).all() for n in range(end + 1)]
    return all(finite[:-1]) and not finite[-1]


def _ends_above(told: Told) -> bool:
    return _ends(told) and _rate_is_above(told, 0)


def _rate_is_above(told: Told, row: int) -> bool:
    place = told.minimum(row)
    if place is None:
        return False
    bound = 2 / told.terrain.bend(place)
    rates = told.path.rate[: told.cursor + 1]
    return bool((rates > 0.999 * bound).all()) and _near(told.number("rate"), bound)


def _within(told: Told, last: int) -> bool:
    since, tolerance, place = int(told.number("update")), told.number("tolerance"), told.minimum()
    if place is None:
        return False
    tolerance = tolerance * (1 + 1e-6) + told.terrain.slop
    inside = np.abs(told.away(range(since, last + 1), place)) <= tolerance
    return bool(inside.all()) and (
        since == 0 or bool(abs(told.away(range(since - 1, since), place)[0]) > tolerance / 1.01)
    )


def _until(told: Told) -> bool:
    leaves = int(told.number("leaves"))
    place = told.minimum()
    left = abs(told.away(range(leaves, leaves + 1), place)[0]) > told.number("tolerance") * 0.9
    return _within(told, leaves - 1) and bool(left)


def _nothing_to_descend(told: Told) -> bool:
    place = told.minimum(0)
    if place is None:
        return False
    away = np.abs(told.away(range(told.far.updates + 1), place))
    least = 8 * float(np.finfo(told.path.dtype).eps) * abs(float(place))
    return bool((away <= least + told.terrain.slop).all())


def _on_corner(told: Told) -> bool:
    end = int(told.number("update"))
    place = told.minimum(max(end - 1, 0))
    return (
        place is not None
        and told.terrain.is_corner(place)
        and bool(
            abs(told.away(range(end, end + 1), place)[0])
            <= 1e-6 * max(1.0, float(np.abs(told.path.x).max()))
        )
    )


def _across_corner(told: Told) -> bool:
    place = told.minimum()
    if place is None or not told.terrain.is_corner(place):
        return False
    before, after = told.away(range(told.cursor - 1, told.cursor + 1), place)
    return bool(before * after < 0) and _near(told.number("distance"), abs(after), 0.06)


def _stays(told: Told) -> bool:
    x = told.far.x[told.cursor : told.horizon + 1]
    return bool((x == x[0]).all())


def _level(told: Told, kind: str) -> bool:
    x = mpf(float(told.path.x[told.cursor]))
    h = mpf(10) ** -7 * max(1, abs(x))
    left, here, right = (told.terrain.value(x + side * h) for side in (-1, 0, 1))
    what = {
        "maximum": left < here > right,
        "inflection": (left < here < right) or (left > here > right),
        "flat": min(abs(left - here), abs(right - here)) / h < 1e-7,
        "rounds": told.terrain.slope(x, 1) != 0,
    }
    return bool(what[kind]) and _stays(told) and bool(told.path.gradient[told.cursor] == 0)


def _too_small(told: Told) -> bool:
    x, slope = told.path.x[told.cursor], told.path.gradient[told.cursor]
    step = abs(float(told.path.rate[min(told.cursor, told.path.updates)]) * float(slope))
    return _stays(told) and step < 1.01 * float(np.spacing(abs(x)))


def _slope_told(told: Told) -> bool:
    return _near(told.number("slope"), float(told.path.gradient[told.cursor]), 0.06)


def _until_lost(told: Told) -> bool:
    leaves = int(told.number("leaves"))
    # Keras' own path ends there, at the first place that is no number.
    return _within(told, leaves - 1) and not np.isfinite(told.far.x[leaves])


def _next_leaves(told: Told) -> bool:
    n = told.cursor
    return _slope_told(told) and bool(told.far.x[n + 1] == told.far.x[n])


def _last_left(told: Told) -> bool:
    n = told.cursor
    return _slope_told(told) and bool(told.far.x[n - 1] == told.far.x[n])


def _held(told: Told) -> bool:
    strength = told.settings.parameter_values()["l1_regularization_strength"]
    total, x = told.number("total"), told.far.x[told.cursor]
    return bool(x == 0) and 0 < total <= strength == told.number("strength")


def _stalled(told: Told) -> bool:
    n = told.cursor
    rates, x = told.path.rate, told.path.x.astype(np.float64)
    place = told.minimum()
    here = min(n, told.path.updates - 1)
    way = abs(x[n] - (x[0] if "adds" in told.verdict.body.text else float(place)))
    return (
        _slope_told(told)
        and _near(told.number("rate"), float(rates[n]), 0.06)
        and bool(rates[n] <= 0.0101 * rates[: n + 1].max())
        and bool(abs(x[here + 1] - x[here]) <= 1.001e-3 * way)
    )


def _wanders(told: Told) -> bool:
    n = told.cursor
    place = told.minimum()
    if place is None:
        return False
    away = told.away(range(n + 1), place)
    last = slice(n - 20, n + 1)
    slope = math.sqrt(float(np.mean(told.path.gradient[last].astype(np.float64) ** 2)))
    return (
        slope <= told.settings.noise * 1.001
        and _near(told.number("slope"), slope, 0.06)
        and bool((away > 0).any() and (away < 0).any())
        and bool((np.abs(away[last]) <= told.number("reach") * (1 + 1e-9)).all())
    )


def _shares(told: Told, sign: int, *, each: bool) -> bool:
    share = sign * told.number("share") / 100
    ratio = told.ratio(told.cursor)
    if ratio is None or not _near(share, ratio):
        return False
    return not each or all(
        (found := told.ratio(row)) is not None and abs(found - share) < 0.02 * max(1, abs(share))
        for row in range(1, _arrival(told))
    )


def _arrival(told: Told) -> int:
    """Return the first position of those shown that has arrived, and does as it likes from there."""
    place = told.minimum()
    away = np.abs(told.away(range(told.path.updates + 1), place))
    finite = np.isfinite(away)
    near = np.flatnonzero(away <= 1.01e-6 * away[finite].max())
    bits = np.flatnonzero(away <= 8 * float(np.finfo(told.path.dtype).eps) * abs(float(place)))
    found = [int(rows[0]) for rows in (near, bits) if len(rows)]
    return min([*found, int(finite.sum())])


def _crosses_above(told: Told) -> bool:
    return _shares(told, -1, each=True) and _rate_is_above(told, told.cursor)


def _swings(told: Told, rows: range) -> bool:
    ratios = [told.ratio(row) for row in rows]
    return len(ratios) > 0 and all(each is not None and abs(each + 1) < 2e-3 for each in ratios)


def _last_swing(told: Told) -> bool:
    count = int(told.number("count"))
    return _swings(told, range(told.cursor - count + 1, told.cursor + 1))


def _led_away(told: Told) -> bool:
    ratio = told.ratio(told.cursor)
    return ratio is not None and ratio > 1


def _landed(told: Told) -> bool:
    place = told.minimum()
    if place is None:
        return False
    away = np.abs(told.away(range(told.cursor + 1), place))
    return bool(away[-1] <= 1e-11 * away.max())


def _covered_little(told: Told) -> bool:
    ratio = told.ratio(told.cursor)
    return ratio is not None and 0 <= 1 - ratio < 1.01e-5


def _left(told: Told) -> bool:
    place, at_start = told.minimum(), told.minimum(0)
    if place is None or at_start is None or abs(place - at_start) > 1e-12 * max(1, abs(place)):
        return False
    away = np.abs(told.away(range(told.cursor + 1), place))
    return told.number("updates") == told.cursor and _near(
        told.number("share") / 100, float(away[-1] / away[0])
    )


def _values(told: Told, before: int | None, compare: Callable[[float, float], bool]) -> bool:
    y, n = told.path.y, told.cursor
    first = float(y[n - 1 if before is None else before])
    ok = compare(float(y[n]), first) and told.number("after") == float(str(y[n]))
    return ok and (
        "before" not in told.values or told.number("before") == float(str(type(y[0])(first)))
    )


def _still_falls(told: Told) -> bool:
    falls = _values(told, 0, lambda after, before: after < before)
    return falls and _slope_told(told) and told.number("slope") != 0


SENTENCES: dict[str, Callable[[Told], bool]] = {
    "Press Space for the first step.": lambda told: told.cursor == 0,
    "Press Space for the first step: {x} − {rate} × {slope} {equals} {next}.": _first_step,
    "f or f′ is not a finite number at {start}. Choose another start.": lambda told: (
        not bool(np.isfinite([told.path.y[0], told.path.gradient[0]]).all())
    ),
    "At update {update} the numbers left {dtype}; the rate is above 2/f″ = {rate}.": _ends_above,
    "At update {update} x, f or f′ stopped being a finite number in {dtype}.": _ends,
    "Since update {update} x is within {tolerance} of the minimum.": lambda told: _within(
        told, told.cursor
    ),
    "Since update {update} x is within {tolerance} of the minimum; at update {leaves} it "
    "leaves again.": _until,
    "Since update {update} x is within {tolerance} of the minimum; at update {leaves} it "
    "is no finite number any more.": _until_lost,
    "The start is the minimum; there is nothing to descend.": _nothing_to_descend,
    "At update {update} x landed on the minimum, a corner or cusp: f′ does not exist "
    "there.": _on_corner,
    "f′ does not exist at the minimum, a corner or cusp; this update landed across it, {distance} "
    "away.": _across_corner,
    "The tape’s f′ is 0 at this maximum; x stays.": partial(_level, kind="maximum"),
    "f′ is 0 at this point of inflection; x stays.": partial(_level, kind="inflection"),
    "f is flat here, or too flat for these numbers: f′ is 0; x stays.": partial(
        _level, kind="flat"
    ),
    "f′ rounds to 0 in {dtype} here; x stays.": partial(_level, kind="rounds"),
    "The update is smaller than the space between numbers of {dtype} here; x stays.": _too_small,
    "The next update leaves x where it is; f′ is {slope}.": _next_leaves,
    "The last update left x where it was; f′ is {slope}.": _last_left,
    "λ₁ = {strength} holds x at 0: |z| = {total} is not above it.": _held,
    "The rate has decayed to {rate}: an update adds less than 0.1 % to the way, though f′ is "
    "{slope}.": _stalled,
    "The rate has decayed to {rate}: an update covers less than 0.1 % of the distance to the "
    "minimum, though f′ is {slope}.": _stalled,
    "Noise σ = {noise} outweighs the slope, {slope} over the last {count} updates: x wanders "
    "around the minimum, within ±{reach}.": _wanders,
    "Each update lands across the minimum, as far from it as before.": lambda told: _swings(
        told, range(1, told.path.updates + 1)
    ),
    "The last {count} updates landed across the minimum, each as far from it as before.": _last_swing,
    "This update led away from the minimum.": _led_away,
    "This update landed on the minimum.": _landed,
    "Each update lands {share} % as far across the minimum; the rate is above 2/f″ = "
    "{rate}.": _crosses_above,
    "Each update lands across the minimum, {share} % as far from it.": partial(
        _shares, sign=-1, each=True
    ),
    "This update landed across the minimum, {share} % as far from it.": partial(
        _shares, sign=-1, each=False
    ),
    "Each update keeps {share} % of the distance to the minimum.": partial(
        _shares, sign=1, each=True
    ),
    "This update kept {share} % of the distance to the minimum.": partial(
        _shares, sign=1, each=False
    ),
    "This update covered less than 0.001 % of the distance to the minimum.": _covered_little,
    "After {updates} updates {share} % of the distance to the minimum is left.": _left,
    "After {updates} updates f is {after}; at the start it was {before}.": lambda told: _values(
        told, 0, lambda after, before: not after < before
    ),
    "{updates} updates took f from {before} to {after}, where f′ is {slope}.": _still_falls,
    "{updates} updates took f from {before} to {after}.": lambda told: _values(
        told, 0, lambda after, before: after < before
    ),
    "This update raised f from {before} to {after}.": lambda told: _values(
        told, None, lambda after, before: after > before
    ),
    "This update took f from {before} to {after}.": lambda told: _values(
        told, None, lambda after, before: after < before
    ),
    "This update left f at {after}.": lambda told: _values(
        told, None, lambda after, before: after == before
    ),
}


# ---- words


def _for_good(told: Told) -> bool:
    if "tolerance" not in told.values:
        return True  # at the start, or ended on a corner: its sentence says it
    return _within(told, told.horizon)


def _runs_away(told: Told) -> bool:
    end = told.far.diverged_at
    if end is None:
        return False
    x = told.far.x.astype(np.float64)
    # From the minimum where one is known: a start a thousandth beside 1.3 is near, not 1.301 away.
    place = told.minimum()
    away = np.abs(x if place is None else x - float(place))
    return bool(away[end - 1] > 100 * away[told.cursor] or away[end - 1] > 1e6)


WORDS: dict[str, Callable[[Told], bool]] = {
    "Converged.": _for_good,
    "Diverging.": _runs_away,
    "Diverged.": lambda told: told.path.diverged_at is not None,
    "Stuck.": _stays,
    "No lower.": lambda told: not bool(told.path.y[told.cursor] < told.path.y[0]),
}


def _near(told: float, exact: float, relative: float = _CLOSE) -> bool:
    return abs(told - exact) <= relative * abs(exact) + 1e-300
