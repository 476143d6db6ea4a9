"""A slice of a loss as a function that a formula can call; without TensorFlow."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from explorer.core.functions.measured import Measured, MeasuredPlane
from explorer.core.numerals import exact, grouped, significant
from explorer.core.sentences import Sentence, said
from explorer.core.training.slices import ALONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.training.planes import Plane
    from explorer.core.training.slices import Slice
    from explorer.session.session import Session
    from explorer.session.training.landscape import PlaneView, SliceView

DIRECTIONS: dict[str, Sentence] = {
    "gradient": said("Mnist", "Gradient"),
    "eigenvector": said("Mnist", "Sharpest eigenvector"),
    "last": said("Mnist", "Last update"),
    "next": said("Mnist", "Next update"),
    "random": said("Mnist", "Random, filter-normalised"),
    "run": said("Mnist", "To another run"),
    "path": said("Mnist", "Plane of the run's path"),
}


class About(NamedTuple):
    """What was measured.

    Attributes:
        along: The direction.
        step: Updates made before the weights at x = 0.
        images: Pictures whose mean loss it is.
        error: Largest difference from the network's own loss, halfway between the places.
        shares: Which share of the path's variance the two directions of a plane explain, 0 to 1.
    """

    along: str
    step: int
    images: int
    error: float
    shares: tuple[float, float] = (0.0, 0.0)


def function_of(found: Slice) -> tuple[Measured, About] | None:
    """Return a whole slice as a function, and what is to be told of it; None while it is not whole."""
    error = found.largest_difference
    if not found.is_whole or error is None:
        return None
    about = About(found.question.along, found.step, found.images, error)
    values, slopes, bends = (tuple(row.tolist()) for row in found.values)
    first, last = float(found.places[0]), float(found.places[-1])
    return function_of_numbers(first, last, values, slopes, bends, about), about


def function_of_numbers(
    first: float,
    last: float,
    values: tuple[float, ...],
    slopes: tuple[float, ...],
    bends: tuple[float, ...],
    about: About,
) -> Measured:
    """Return the function of numbers that may come from a file.

    Raises:
        ValueError: If they are not those of a slice.
    """
    _check(about)
    sentence = said(
        "Slice",
        "f is the loss of a network along a direction among its weights ({along}; after step {step}, mean "
        "over {images} training images), known at {points} places from {first} to {last} with f′ and f″. "
        "Between them it is the polynomial of degree 5 that has these numbers at both ends; halfway it "
        "differs from the network's own loss by at most {error}.",
        along=DIRECTIONS[about.along],
        step=grouped(about.step),
        images=grouped(about.images),
        points=len(values),
        first=exact(first),
        last=exact(last),
        error=significant(about.error, 2),
    )
    measured = Measured(first, last, values, slopes, bends, sentence)
    measured.check()
    return measured


def plane_function_of(found: Plane) -> tuple[MeasuredPlane, About] | None:
    """Return a whole plane as a function of x and y, and what is to be told of it; None until it is whole."""
    error = found.largest_difference
    if error is None:
        return None
    about = About("path", found.step, found.images, error, found.shares)
    spans = [(float(each[0]), float(each[-1])) for each in (found.x, found.y)]
    tables = [tuple(table.ravel().tolist()) for table in found.values]
    trail = tuple((x, y) for x, y in found.trail.tolist())
    made = plane_of_numbers(spans[0], spans[1], (len(found.x), len(found.y)), tables, trail, about)
    return made, about


def plane_of_numbers(
    x: tuple[float, float],
    y: tuple[float, float],
    size: tuple[int, int],
    tables: Sequence[tuple[float, ...]],
    trail: tuple[tuple[float, float], ...],
    about: About,
) -> MeasuredPlane:
    """Return the function of numbers that may come from a file: f, ∂f/∂x, ∂f/∂y and ∂²f/∂x∂y row by row.

    Raises:
        ValueError: If they are not those of a plane.
    """
    _check(about)
    first, second = about.shares
    sentence = said(
        "Slice",
        "f is the loss of a network on the plane of the two directions in which its weights varied most "
        "({first} % and {second} % of the variance, by PCA of the kept steps; (0, 0) after step {step}, mean "
        "over {images} training images), known at {columns} × {rows} places with its slopes. Within a cell it "
        "is the polynomial of degree 3 in x and in y that has these numbers at the corners; in the middle it "
        "differs from the network's own loss by at most {error}.",
        first=significant(100 * first, 3),
        second=significant(100 * second, 3),
        step=grouped(about.step),
        images=grouped(about.images),
        columns=size[0],
        rows=size[1],
        error=significant(about.error, 2),
    )
    values, by_x, by_y, by_both = tables
    measured = MeasuredPlane(x, y, *size, values, by_x, by_y, by_both, trail, sentence)
    measured.check()
    return measured


def _check(about: About) -> None:
    whole, parts = (about.step, about.images), (about.error, *about.shares)
    if about.along not in ALONG or any(type(n) is not int or n < 0 for n in whole):
        raise ValueError("about")
    if len(about.shares) != 2 or any(type(n) is not float or not 0 <= n < math.inf for n in parts):
        raise ValueError("about")


def opened_on_surface(session: Session, view: PlaneView, name: str) -> Session:
    """Return choices in which the racers start where the run began, on the plane of its path."""
    x, y = (float(f"{each:.4g}") for each in view.plane.trail[0])
    surface = session.surface.with_formula(f"{name}(x, y)").with_start(x, y)
    return replace(session, surface=surface).viewing(lambda v: replace(v, page="surface"))


def opened_on_descent(session: Session, view: SliceView, name: str) -> Session:
    """Return choices in which plain gradient descent goes down a slice from half of its range."""
    settings, places = view.stand.settings, view.slice.places
    start = float(places[3 * len(places) // 4])
    rate = settings.learning_rate if settings.optimizer == "sgd" else session.descent.learning_rate
    descent = session.descent.with_formula(f"{name}(x)").with_start(start)
    descent = replace(
        descent.with_optimizer("sgd"), learning_rate=rate, schedule="constant", noise=0.0, rivals=(),
        view="function", tabulated=0,
    )  # fmt: skip
    return replace(session, descent=descent).viewing(lambda v: replace(v, page="descent"))
