"""A slice of a loss as a function that a formula can call; without TensorFlow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from explorer.core.functions.measured import Measured
from explorer.core.numerals import exact, grouped, significant
from explorer.core.sentences import Sentence, said
from explorer.core.training.slices import ALONG

if TYPE_CHECKING:
    from explorer.core.training.slices import Slice
    from explorer.session.session import Session
    from explorer.session.training.landscape import SliceView

DIRECTIONS: dict[str, Sentence] = {
    "gradient": said("Mnist", "Gradient"),
    "eigenvector": said("Mnist", "Sharpest eigenvector"),
    "update": said("Mnist", "Next update"),
    "random": said("Mnist", "Random, filter-normalised"),
    "run": said("Mnist", "To another run"),
}


class About(NamedTuple):
    """What was measured.

    Attributes:
        along: The direction.
        step: Updates made before the weights at x = 0.
        images: Pictures whose mean loss it is.
        error: Largest difference from the network's own loss, halfway between the places.
    """

    along: str
    step: int
    images: int
    error: float


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
    whole = (about.step, about.images)
    if about.along not in ALONG or any(type(n) is not int or n < 0 for n in whole):
        raise ValueError("about")
    if type(about.error) is not float or not about.error >= 0:
        raise ValueError("error")
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
