"""What the sentences of a verdict are held against.

Its oracles are outside the code under test: the function at 50 digits by mpmath, its minima looked
for by values alone, and the path run by Keras to a hundred times as many updates as are judged.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import mpmath
import numpy as np
from mpmath import mpf

from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.verdicts.line import Verdict

FAR = 100
Exact = Callable[[Any], Any]


class Terrain:
    """A function of x at 50 digits, and the minima that its values show."""

    def __init__(self, exact: Exact, middle: float = 0.0, scale: float = 1.0) -> None:
        """Take f, the place around which it has its shape, and how many of its units are in 1."""
        self._exact, self._middle, self._unit = exact, mpf(middle), 1 / mpf(scale)
        self.slop = 1e-10 / scale  # within which its values tell a minimum
        self._found: list[tuple[Any, Any, Any]] = []  # from, to, and the minimum between or None

    def value(self, x: Any) -> Any:
        """Return f at 50 digits, NaN where it is none or no real number."""
        with mpmath.workdps(50):
            try:
                y = self._exact(mpf(x))
            except (ValueError, ZeroDivisionError, OverflowError, TypeError):
                return mpf("nan")
        return mpf("nan") if isinstance(y, mpmath.mpc) else y

    def slope(self, x: Any, side: int) -> Any:
        """Return the slope of f towards one side of a place, from there to a 10⁻¹² beside it."""
        with mpmath.workdps(50):
            h = mpf(10) ** -12 * max(1, abs(mpf(x)))
            return (self.value(mpf(x) + side * h) - self.value(x)) / (side * h)

    def bend(self, x: Any) -> float:
        """Return f″."""
        with mpmath.workdps(50):
            h, x = mpf(10) ** -10 * max(mpf(10) ** -3, abs(mpf(x))), mpf(x)
            return float((self.value(x + h) - 2 * self.value(x) + self.value(x - h)) / h**2)

    def is_corner(self, x: Any) -> bool:
        """Return whether a slope beside a minimum does not fade towards it."""
        with mpmath.workdps(50):
            x = mpf(x)
            for side in (1, -1):
                far, near = (
                    (self.value(x + side * h) - self.value(x)) / h
                    for h in (mpf(10) ** -9, mpf(10) ** -14)
                )
                if far > 0 and near > far * mpf("0.9"):
                    return True
        return False

    def minimum(self, x: float) -> Any:
        """Return the first minimum downhill of a place, None if f falls on and on, or is level."""
        for low, high, place in self._found:
            if low <= x <= high:
                return place
        with mpmath.workdps(50):
            place, end = self._searched(mpf(x))
        self._found.append((min(mpf(x), end), max(mpf(x), end), place))
        return place

    def _searched(self, x: Any) -> tuple[Any, Any]:
        scale = max(self._unit, abs(x))
        h = mpf(10) ** -22 * scale
        here, left, right = self.value(x), self.value(x - h), self.value(x + h)
        if left >= here <= right:
            return (None if left == here == right else x), x
        side = 1 if right < left or mpmath.isnan(left) else -1
        x, here = self._nearer(x, here, side)
        h = mpf(10) ** -22 * max(self._unit, abs(x))
        before, at, last, d = x, x, here, h
        while d < mpf(10) ** 7 * max(scale, self._unit):
            following = x + side * d
            y = self.value(following)
            if not y < last:
                if mpmath.isnan(y):
                    return None, at
                place = self._narrowed(before, following)
                return place, place
            before, at, last = at, following, y
            d += min(d / 20, max(self._unit, abs(following - self._middle)) / 50)
        return None, at

    def _nearer(self, x: Any, y: Any, side: int) -> tuple[Any, Any]:
        """Return where the search begins from far away, as long as f falls on the way there."""
        while abs(x - self._middle) > 1000 * self._unit and side * (self._middle - x) > 0:
            nearer = self._middle + (x - self._middle) * mpf("0.9")
            lower = self.value(nearer)
            if not lower < y:
                break
            x, y = nearer, lower
        return x, y

    def _narrowed(self, left: Any, right: Any) -> Any:
        """Return the lowest place between two others, by thirds."""
        for _ in range(220):
            one, two = left + (right - left) / 3, right - (right - left) / 3
            if self.value(one) < self.value(two):
                right = two
            else:
                left = one
        return (left + right) / 2


@dataclass(frozen=True)
class Told:
    """A verdict, with all that it can be held against.

    Attributes:
        settings: What the path was made from.
        path: The path that is shown.
        far: The same, gone on to `FAR` times as many updates or its end.
        cursor: Index of the position that is judged.
        verdict: What is said of it.
        terrain: The function.
    """

    settings: DescentSettings
    path: Trajectory
    far: Trajectory
    cursor: int
    verdict: Verdict
    terrain: Terrain
    values: Mapping[str, object] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", self.verdict.body.values)

    def number(self, name: str) -> float:
        """Return a number that the sentence tells."""
        text = str(self.values[name]).strip("()")
        return float(text.replace("−", "-").replace(",", "").replace("∞", "inf"))

    def minimum(self, row: int | None = None) -> Any:
        """Return the minimum downhill of a position."""
        row = self.cursor if row is None else row
        return self.terrain.minimum(float(self.path.x[row]))

    def away(self, rows: range, place: Any) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """Return how far positions are from a place, with their side."""
        with mpmath.workdps(50):
            return np.array([float(mpf(float(self.far.x[row])) - place) for row in rows])

    def ratio(self, row: int) -> float | None:
        """Return the distance to the minimum after an update over the one before; None if it moved."""
        place, before = self.minimum(row), self.minimum(row - 1)
        if place is None or before is None or abs(place - before) > 1e-12 * max(1, abs(place)):
            return None
        first, second = self.away(range(row - 1, row + 1), place)
        return math.inf if first == 0 else float(second / first)

    @property
    def horizon(self) -> int:
        """Last position that counts for what is said to be for good."""
        return min(FAR * max(self.cursor, 1), self.far.updates)
