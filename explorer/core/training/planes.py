"""Planes through a run's weights: the one that holds most of its path, or of two directions; the loss there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.core.arrays import Row, Samples
from explorer.core.curvature.products import joined
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import Digits
from explorer.core.training.directions import FullLoss, Place, direction_of
from explorer.core.training.reports import Weights
from explorer.core.training.section import Section
from explorer.core.training.slices import Along, SliceQuestion

SIDE = 17  # places in each direction
FEWEST_STEPS = 3  # of a path that has a plane
MOST_STEPS = 60
_ROOM = 0.65  # of the path's extent, on either side of its middle
_BEYOND = 1.25  # of the way to another run
_PARALLEL = 1e-3  # sine of the angle below which two directions are the same
_UNKNOWN: Samples = np.full((4, SIDE, SIDE), np.nan)
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
        shares: Which share of the path's variance d₁ and d₂ explain, 0 to 1; 0 where they were chosen.
        halfway: f in the middle of each cell; None while it is to come.
        axes: Along what x goes, and y but for its part along that; None on the plane of the path.
        cosine: Of the angle between these two.
    """

    step: int
    images: int
    x: Samples
    y: Samples
    values: Samples
    trail: Samples
    shares: tuple[float, float]
    halfway: Samples | None = None
    axes: tuple[Along, Along] | None = None
    cosine: float = 0.0

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
    steps = np.stack([joined(each) for each in _some(path)])
    yield None
    weights = joined(place.weights)
    directions, shares = principal(steps)
    trail = _seen(steps, weights, directions)
    low, high = trail.min(axis=0), trail.max(axis=0)
    reach = _ROOM * float((high - low).max())
    x, y = (np.linspace(each - reach, each + reach, SIDE) for each in (low + high) / 2)
    yield None
    loss = FullLoss(place.settings, digits, images)
    yield from _computed(
        place, loss, directions, Plane(place.step, images, x, y, _UNKNOWN, trail, shares)
    )


def plane_through(
    place: Place,
    question: SliceQuestion,
    path: Sequence[Weights],
    digits: Digits,
    other: Place | None = None,
) -> Iterator[Plane | None]:
    """Yield the loss on the plane of two chosen directions; None where nothing is new.

    x goes along the first of them, y along what the second has at right angles to it, both in the distance of
    all weights; each as far as is asked for, or somewhat beyond the other run.

    Args:
        place: Where (0, 0) is.
        question: What is asked; it must have passed its check.
        path: Weights at the steps that were kept, in order, seen from above.
        digits: The images that the run learns from.
        other: Where the other run stands, where a direction leads there.

    Raises:
        ExplorerError: If there is no such direction, or both are the same.
    """
    loss, weights = FullLoss(place.settings, digits, question.images), joined(place.weights)
    found = []
    for shift, along in enumerate((question.first, question.second)):
        seed = question.seed + shift if question.first == question.second else question.seed
        asked = replace(question, along=along, seed=seed)
        direction, _ = yield from direction_of(place, asked, loss, digits, other)
        found.append(direction.astype(np.float64))
        yield None
    (one, length), (two, height) = _unit(found[0]), _unit(found[1])
    cosine = float(one @ two)
    up, rest = _unit(two - cosine * one)
    if not rest > _PARALLEL:
        raise ExplorerError(
            said(
                "Errors",
                "The two directions are one and the same here but for their length, so they span no plane. "
                "Choose another one.",
            )
        )
    directions = np.asarray(one, np.float32), np.asarray(up, np.float32)
    across = _span(question.first, length, question.reach)
    upright = _span(question.second, height * rest, question.height)
    if question.second == "run":
        # The other run lies beside the first direction.
        beside = _BEYOND * cosine * height
        across = min(across[0], beside), max(across[1], beside)
    x, y = (np.linspace(*span, SIDE) for span in (across, upright))
    steps = np.stack([joined(each) for each in _some(path)] or [weights])
    trail = _seen(steps, weights, directions)
    axes = question.first, question.second
    plane = Plane(
        place.step, question.images, x, y, _UNKNOWN, trail, (0.0, 0.0), axes=axes, cosine=cosine
    )
    yield from _computed(place, loss, directions, plane)


def _some(path: Sequence[Weights]) -> list[Weights]:
    """Return the first and the last of a path, and as many between as there are to be at most."""
    count = min(len(path), MOST_STEPS)
    return [path[round(each)] for each in np.linspace(0, len(path) - 1, count)] if path else []


def _unit(row: Samples) -> tuple[Samples, float]:
    length = float(np.linalg.norm(row))
    return row / (length or 1.0), length


def _span(along: Along, length: float, reach: float) -> tuple[float, float]:
    """Return how far a plane goes along a direction of some length, in the distance of all weights."""
    if along == "run":
        return (1 - _BEYOND) * length, _BEYOND * length
    return -reach * length, reach * length


def _seen(steps: Row, weights: Row, directions: tuple[Row, Row]) -> Samples:
    return np.asarray(
        (steps - weights).astype(np.float64) @ np.stack(directions).T.astype(np.float64)
    )


def _computed(
    place: Place, loss: FullLoss, directions: tuple[Row, Row], asked: Plane
) -> Iterator[Plane | None]:
    """Yield a plane as far as its loss is computed."""
    x, y = asked.x, asked.y
    section = Section(place.settings, joined(place.weights), directions, loss.images, loss.mean)
    values = np.full((len(_ORDERS), SIDE, SIDE), np.nan)
    found = replace(asked, images=section.images, values=values)
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
