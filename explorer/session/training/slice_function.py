"""A slice of a loss as a function that a formula can call; without TensorFlow."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer.core.functions.measured import Measured, MeasuredPlane
from explorer.core.numerals import exact, grouped, significant
from explorer.core.sentences import Sentence, said
from explorer.core.training.slices import ALONG, LINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.training.planes import Plane
    from explorer.core.training.slices import Slice
    from explorer.session.session import Session
    from explorer.session.training.landscape import PlaneView, SliceView

_ZERO = 1e-9  # of the range, within which a place is 0
_SHORTEST = 1e-12  # direction
_UNIT = 1e-5  # within which a length is 1
_NOTHING = Sentence("Slice", "")
DIRECTIONS: dict[str, Sentence] = {
    "gradient": said("Mnist", "Gradient"),
    "eigenvector": said("Mnist", "Sharpest eigenvector"),
    "last": said("Mnist", "Last update"),
    "next": said("Mnist", "Next update"),
    "random": said("Mnist", "Random, filter-normalised"),
    "run": said("Mnist", "To another run"),
    "path": said("Mnist", "Plane of the run’s path"),
    "plane": said("Mnist", "Plane of two directions"),
}


class About(NamedTuple):
    """What was measured.

    Attributes:
        along: The direction.
        step: Updates made before the weights at x = 0.
        images: Pictures whose mean loss it is.
        error: Largest difference from the network's own loss, halfway between the places.
        length: |d|; 0 where an older file does not tell.
        axes: The two directions of a plane that were chosen; empty for none.
        shares: Which share of the path's variance the two directions of a plane explain, 0 to 1.
    """

    along: str
    step: int
    images: int
    error: float
    shares: tuple[float, float] = (0.0, 0.0)
    length: float = 0.0
    axes: tuple[str, ...] = ()


def function_of(found: Slice) -> tuple[Measured, About] | None:
    """Return a whole slice as a function, and what is to be told of it; None while it is not whole."""
    error = found.largest_difference
    if not found.is_whole or error is None:
        return None
    about = About(found.question.along, found.step, found.images, error, length=found.length)
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
    Measured(first, last, values, slopes, bends, _NOTHING).check()
    bend = _bend_at_zero(first, last, bends)
    sentence = said(
        "Slice",
        "f is the loss of a network along a direction among its weights ({along}; after step {step}, mean "
        "over {images} training images), known at {points} places from {first} to {last} with f′ and f″. "
        "Between them it is the polynomial of degree 5 that has these numbers at both ends; halfway it "
        "differs from the network’s own loss by at most {error}. {edge}",
        along=DIRECTIONS[about.along],
        points=len(values),
        first=exact(first),
        last=exact(last),
        edge=_edge(about, bend),
        **_measured(about),
    )
    is_sharpest = about.along == "eigenvector" and bend is not None and bend > 0
    return Measured(first, last, values, slopes, bends, sentence, bend if is_sharpest else None)


def _bend_at_zero(first: float, last: float, bends: tuple[float, ...]) -> float | None:
    """Return f″(0); None where 0 is none of the places."""
    steps = len(bends) - 1
    place = round(-first / (last - first) * steps)
    if not 0 <= place <= steps or abs(first + place * (last - first) / steps) > _ZERO * (
        last - first
    ):
        return None
    return bends[place]


def _edge(about: About, bend: float | None) -> Sentence | str:
    """Say what 2/f″ of a slice has to do with 2/λ₁ of its network."""
    if bend is None or not about.length:
        return ""
    if not bend > 0:
        return said(
            "Slice",
            "At x = 0 f″ is {bend}: the loss does not bend up along d there, and 2/f″ marks no rate.",
            bend=significant(bend, 4),
        )
    if about.along == "eigenvector":
        return said(
            "Slice",
            "At x = 0 f″ is λ₁ = {bend}, the loss’ largest curvature at these weights: plain gradient descent "
            "on these images leaves a minimum as sharp as that at rates above 2/λ₁ = {rate}, the edge of "
            "stability. This page’s own 2/f″ takes f″ at the minimum of the slice.",
            bend=significant(bend, 4),
            rate=significant(2 / bend, 4),
        )
    along_unit = bend / about.length**2
    if abs(about.length - 1) < _UNIT:
        return said(
            "Slice",
            "Along d, of length 1, f″ is {bend} at x = 0. The largest curvature λ₁ of the network there is at "
            "least that, so its edge 2/λ₁ is at most {rate}; this page’s own 2/f″ takes f″ at the minimum of "
            "the slice.",
            bend=significant(bend, 4),
            rate=significant(2 / bend, 4),
        )
    return said(
        "Slice",
        "d is {length} long, so a step of rate lr here is one of lr·|d|² = {factor} lr along d in the network. "
        "There its largest curvature λ₁ is at least f″(0)/|d|² = {bend}, so its edge 2/λ₁ is at most {rate}; "
        "this page’s own 2/f″ takes f″ at the minimum of the slice.",
        length=significant(about.length, 3),
        factor=significant(about.length**2, 3),
        bend=significant(along_unit, 4),
        rate=significant(2 / along_unit, 4),
    )


def plane_function_of(found: Plane) -> tuple[MeasuredPlane, About] | None:
    """Return a whole plane as a function of x and y, and what is to be told of it; None until it is whole."""
    error = found.largest_difference
    if error is None:
        return None
    along = "path" if found.axes is None else "plane"
    about = About(along, found.step, found.images, error, found.shares, axes=found.axes or ())
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
    values, by_x, by_y, by_both = tables
    sentence = _path_plane(about, size) if about.along == "path" else _chosen_plane(about, size)
    measured = MeasuredPlane(x, y, *size, values, by_x, by_y, by_both, trail, sentence)
    measured.check()
    return measured


def _chosen_plane(about: About, size: tuple[int, int]) -> Sentence:
    first, second = about.axes
    return said(
        "Slice",
        "f is the loss of a network on a plane through its weights: x goes along a direction ({first}), y "
        "along what a second ({second}) has at right angles to it, both in the distance of all weights; (0, 0) "
        "after step {step}, mean over {images} training images. It is known at {columns} × {rows} places with "
        "its slopes. Within a cell it is the polynomial of degree 3 in x and in y that has these numbers at "
        "the corners; in the middle it differs from the network’s own loss by at most {error}.",
        first=DIRECTIONS[first],
        second=DIRECTIONS[second],
        **_measured(about, size),
    )


def _path_plane(about: About, size: tuple[int, int]) -> Sentence:
    first, second = about.shares
    return said(
        "Slice",
        "f is the loss of a network on the plane of the two directions in which its weights varied most "
        "({first} % and {second} % of the variance, by PCA of the kept steps; (0, 0) after step {step}, mean "
        "over {images} training images), known at {columns} × {rows} places with its slopes. Within a cell it "
        "is the polynomial of degree 3 in x and in y that has these numbers at the corners; in the middle it "
        "differs from the network’s own loss by at most {error}.",
        first=significant(100 * first, 3),
        second=significant(100 * second, 3),
        **_measured(about, size),
    )


def _measured(about: About, size: tuple[int, int] | None = None) -> dict[str, Any]:
    """Return what the sentences of all slices and planes tell, by its names in them."""
    told = {
        "step": grouped(about.step),
        "images": grouped(about.images),
        "error": significant(about.error, 2),
    }
    return told if size is None else {**told, "columns": size[0], "rows": size[1]}


def _check(about: About) -> None:
    whole, parts = (about.step, about.images), (about.error, about.length, *about.shares)
    if about.along not in ALONG or any(type(n) is not int or n < 0 for n in whole):
        raise ValueError("about")
    if about.along == "plane" and not (len(about.axes) == 2 and set(about.axes) <= set(LINES)):
        raise ValueError("axes")
    if about.length and not _SHORTEST < about.length < 1 / _SHORTEST:
        raise ValueError("length")
    if len(about.shares) != 2 or any(type(n) is not float or not 0 <= n < math.inf for n in parts):
        raise ValueError("about")


def opened_on_surface(session: Session, view: PlaneView, name: str) -> Session:
    """Return choices in which the racers start where the run began, on a plane of its weights.

    Where the run began outside of it, they start halfway to its upper right corner.
    """
    plane, begin = view.plane, view.plane.trail[0]
    spans = plane.x, plane.y
    is_inside = len(plane.trail) > 1 and all(
        span[0] <= each <= span[-1] for span, each in zip(spans, begin, strict=True)
    )
    start = begin if is_inside else [(3 * span[-1] + span[0]) / 4 for span in spans]
    x, y = (float(f"{each:.4g}") for each in start)
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
