"""The plane through a run's weights that holds most of its path, and the loss on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.core.arrays import Row, Samples
from explorer.core.curvature.products import joined
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import Digits
from explorer.core.training.directions import FullLoss, Place
from explorer.core.training.reports import Weights
from explorer.core.training.section import Section

SIDE = 17  # places in each direction
FEWEST_STEPS = 3  # of a path that has a plane
MOST_STEPS = 60
_ROOM = 0.65  # of the path's extent, on either side of its middle
_ORDERS = ((0, 0), (1, 0), (0, 1), (1, 1))


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A loss L(w + x d₁ + y d₂) on a grid, as far as it is computed; d₁ and d₂ are orthogonal, of length 1.

    Attributes:
        step: Updates made before w, which lies at (0, 0).
        images: Pictures whose mean loss it is.
        x: Columns, shape (SIDE,).
        y: Rows, from the lowest on, shape (SIDE,).
        values: f, ∂f/∂x, ∂f/∂y and ∂²f/∂x∂y, shape (4, SIDE, SIDE); NaN where they are still to come.
        trail: The path's places projected onto the plane, shape (steps, 2).
        shares: Which share of the path's variance d₁ and d₂ explain, 0 to 1.
        halfway: f in the middle of each cell; None while it is to come.
    """

    step: int
    images: int
    x: Samples
    y: Samples
    values: Samples
    trail: Samples
    shares: tuple[float, float]
    halfway: Samples | None = None

    @property
    def done(self) -> int:
        """Places that are computed."""
        return int((~np.isnan(self.values[-1])).sum())

    @property
    def largest_difference(self) -> float | None:
        """How far polynomials of degree 3 in x and y are from the loss in the middles; None if not known."""
        if self.halfway is None:
            return None
        dx, dy = self.x[1] - self.x[0], self.y[1] - self.y[0]
        f, by_x, by_y, by_both = self.values

        def mixed(table: Samples, along: int, up: int) -> Samples:
            """Return a sum of each cell's corners, less the farther ones where the sign is −1."""
            low, high = table[:-1], table[1:]
            left = low[:, :-1] + up * high[:, :-1]
            return np.asarray(left + along * (low[:, 1:] + up * high[:, 1:]))

        middle = mixed(f, 1, 1) / 4 + dx * mixed(by_x, -1, 1) / 16 + dy * mixed(by_y, 1, -1) / 16
        middle += dx * dy * mixed(by_both, -1, -1) / 64
        return float(np.abs(middle - self.halfway).max())


def plane_of(
    place: Place, path: Sequence[Weights], images: int, digits: Digits
) -> Iterator[Plane | None]:
    """Yield the loss on the plane of a run's path as far as it is computed; None where nothing is new.

    Args:
        place: Where (0, 0) is.
        path: Weights at the steps that were kept, in order; of more than `MOST_STEPS` some are left out.
        images: First training images whose mean loss it is.
        digits: The images that the run learns from.

    Raises:
        ExplorerError: If the path has too few steps.

    Source: H. Li et al., "Visualizing the Loss Landscape of Neural Nets", NeurIPS 2018, section 7.
    """
    if len(path) < FEWEST_STEPS:
        raise ExplorerError(
            said(
                "Errors",
                "The plane of a path needs {fewest} kept steps at least. Train longer.",
                fewest=FEWEST_STEPS,
            )
        )
    chosen = np.unique(
        np.linspace(0, len(path) - 1, min(len(path), MOST_STEPS)).round().astype(int)
    )
    steps = np.stack([joined(path[each]) for each in chosen])
    yield None
    weights = joined(place.weights)
    directions, shares = principal(steps)
    trail = (steps - weights).astype(np.float64) @ np.stack(directions).T.astype(np.float64)
    low, high = trail.min(axis=0), trail.max(axis=0)
    reach = _ROOM * float((high - low).max())
    x, y = (np.linspace(each - reach, each + reach, SIDE) for each in (low + high) / 2)
    yield None
    loss = FullLoss(place.settings, digits, images)
    section = Section(place.settings, weights, directions, loss.images, loss.mean)
    values = np.full((len(_ORDERS), SIDE, SIDE), np.nan)
    found = Plane(place.step, section.images, x, y, values, trail, shares)
    for row, height in enumerate(y):
        for order, table in zip(_ORDERS, values, strict=True):
            table[row] = section.values(_row(x, height), *order)
            yield None
        yield replace(found, values=values.copy())
    halfway = np.empty((SIDE - 1, SIDE - 1))
    for row, height in enumerate((y[1:] + y[:-1]) / 2):
        halfway[row] = section.values(_row((x[1:] + x[:-1]) / 2, height))
        yield None
    yield replace(found, halfway=halfway)


def principal(steps: Row) -> tuple[tuple[Row, Row], tuple[float, float]]:
    """Return the two directions in which rows vary most, of length 1, and their shares of the variance.

    By the small matrix of products of the rows, as there are far fewer rows than columns.

    Raises:
        ExplorerError: If the rows vary in fewer than two directions.
    """
    away = steps - steps.mean(axis=0)
    products = (away @ away.T).astype(np.float64)
    variances, vectors = np.linalg.eigh(products)
    whole = float(variances.clip(0).sum())
    first, second = variances[-1], variances[-2]
    if not second > 1e-9 * whole > 0:
        raise ExplorerError(
            said(
                "Errors",
                "The weights have moved along one line at most, which spans no plane. Train longer.",
            )
        )
    rows = [np.asarray(vectors[:, -n] @ away / np.sqrt(variances[-n]), np.float32) for n in (1, 2)]
    # Of the two signs the one along which the path ends.
    ends = [1 if (steps[-1] - steps[0]) @ row >= 0 else -1 for row in rows]
    one, other = (np.float32(sign) * row for sign, row in zip(ends, rows, strict=True))
    return (one, other), (float(first) / whole, float(second) / whole)


def _row(x: Samples, height: float) -> Samples:
    return np.column_stack([x, np.full(len(x), height)])
