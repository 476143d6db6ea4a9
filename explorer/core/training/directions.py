"""Directions among a network's weights, and the slice of its loss along one."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Row
from explorer.core.curvature.eigenvalues import searching
from explorer.core.curvature.products import joined
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import Digits, mean_of_first
from explorer.core.training.engine import ImageTensors, batch_of
from explorer.core.training.following import following_weights
from explorer.core.training.inspection import AT_ONCE
from explorer.core.training.preceding import weights_before
from explorer.core.training.reports import Snapshot, Weights, weights_in
from explorer.core.training.section import Section
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.sharpness import curve_of
from explorer.core.training.slices import Earlier, Slice, SliceQuestion

_AT_ONCE, _HALFWAY_AT_ONCE = 2, 5  # places between two looks at whether the rest is still wanted


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where in weight space a slice goes through.

    Attributes:
        weights: Kernel and bias of each layer.
        settings: What the run was asked to do.
        step: Updates made before.
        snapshot: All that the run had there, from which the next update is made; None where it is not kept.
        earlier: From where the last update can be made again; None where nobody knows.
    """

    weights: Weights
    settings: TrainingSettings
    step: int = 0
    snapshot: Snapshot | None = None
    earlier: Earlier | None = None


def place_of(snapshot: Snapshot, earlier: Earlier | None = None) -> Place:
    """Return where a run stood."""
    return Place(weights_in(snapshot), snapshot.settings, snapshot.step, snapshot, earlier)


class FullLoss:
    """The loss of a fixed set of images as a function of all weights, by the products of `core.curvature`."""

    def __init__(self, settings: TrainingSettings, digits: Digits, images: int) -> None:
        learned = digits.training.first(settings.images).first(images)
        self.images = learned
        self.mean = mean_of_first(digits.training, settings.images) if settings.centred else None
        self._loss = curve_of(settings)
        tensors = ImageTensors(tf.constant(learned.pixels), tf.constant(learned.labels), self.mean)
        starts = range(0, len(learned), AT_ONCE)
        self._parts = [
            batch_of(tensors, tf.range(start, min(start + AT_ONCE, len(learned))))
            for start in starts
        ]
        self._shares = [
            np.float32(min(AT_ONCE, len(learned) - start) / len(learned)) for start in starts
        ]

    def gradient(self, weights: Row) -> Row:
        """Return ∇L(w)."""
        parts = (self._loss.gradient(weights, *part)[1] for part in self._parts)
        return self._summed(parts)

    def product(self, weights: Row, direction: Row) -> Row:
        """Return H(w)·v."""
        return self._summed(self._loss.product(weights, direction, *part) for part in self._parts)

    def _summed(self, parts: Iterable[Row]) -> Row:
        shared = [share * part for share, part in zip(self._shares, parts, strict=True)]
        return np.asarray(np.sum(shared, axis=0), np.float32)


def slice_of(
    place: Place, question: SliceQuestion, digits: Digits, other: Place | None = None
) -> Iterator[Slice | None]:
    """Yield the slice as far as it is computed, again and again; None where there is nothing to see yet.

    Args:
        place: Where x = 0 is.
        question: What is asked; it must have passed its check.
        digits: The images that the run learns from.
        other: Where the other run stands, where the slice goes there.

    Raises:
        ExplorerError: If there is no such direction.

    Source of the plot: I. Goodfellow, O. Vinyals, A. Saxe, "Qualitatively characterizing neural network
        optimization problems", ICLR 2015.
    """
    loss = FullLoss(place.settings, digits, question.images)
    weights = joined(place.weights)
    yield None
    direction, eigenvalue = yield from direction_of(place, question, loss, digits, other)
    gradient = float(loss.gradient(weights).astype(np.float64) @ direction)
    yield None
    product = float(direction @ loss.product(weights, direction).astype(np.float64))
    yield None
    section = Section(place.settings, weights, [direction], loss.images, loss.mean)
    places = question.places
    values = np.full((3, len(places)), np.nan)
    found = Slice(
        question=question,
        step=place.step,
        images=section.images,
        places=places,
        values=values,
        length=float(np.linalg.norm(direction.astype(np.float64))),
        gradient_product=gradient,
        hessian_product=product,
        eigenvalue=eigenvalue,
    )
    for start in range(0, len(places), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        for order in range(3):
            values[order, part] = section.values(places[part], order)
            if order < len(values) - 1:
                yield None
        yield replace(found, values=values.copy())
    halfway, between = np.full(len(places) - 1, np.nan), (places[1:] + places[:-1]) / 2
    for start in range(0, len(between), _HALFWAY_AT_ONCE):
        part = slice(start, start + _HALFWAY_AT_ONCE)
        halfway[part] = section.values(between[part])
        yield None
    yield replace(found, halfway=halfway)


def direction_of(
    place: Place,
    question: SliceQuestion,
    loss: FullLoss,
    digits: Digits,
    other: Place | None = None,
) -> Generator[None, None, tuple[Row, tuple[float, float] | None]]:
    """Return d, shape (weights,), and where it is an eigenvector λ₁ and its residual; arguments as above."""
    weights = joined(place.weights)
    match question.along:
        case "run":
            return _between(place, other), None
        case "random":
            return _not_zero(filter_normalised(place.weights, question.seed)), None
        case "last":
            earlier = place.earlier or Earlier(place.settings)
            before = yield from weights_before(earlier, place.step, place.weights, digits)
            return _not_zero(weights - joined(before)), None
        case "next":
            if place.snapshot is None:
                raise ExplorerError(
                    said(
                        "Errors",
                        "The optimiser’s memory was not kept at this step, so its next update is not "
                        "known. Choose the last step, or another direction.",
                    )
                )
            yield
            after = following_weights(place.snapshot, digits)
            return _not_zero(joined(after) - joined(place.weights)), None
    gradient = loss.gradient(weights)
    yield
    if question.along == "gradient":
        return _of_length_one(gradient), None
    start = np.random.default_rng(0).standard_normal(len(weights), np.float32)
    found = yield from searching(lambda v: loss.product(weights, v), start)
    vector = _of_length_one(found.vectors[0])
    # Of the two signs the one that goes uphill, so that it is the same each time.
    sign = np.float32(1 if vector @ gradient >= 0 else -1)
    return sign * vector, (float(found.values[0]), float(found.residuals[0]))


def filter_normalised(weights: Weights, seed: int) -> Row:
    """Return a random direction in which each unit's kernel is as long as that of the weights; biases stay.

    Source: H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, "Visualizing the Loss Landscape of Neural Nets",
        NeurIPS 2018, section 4; a filter of a dense layer is the weights that lead to one unit.
    """
    generator = np.random.default_rng(seed)
    parts = []
    for kernel, bias in zip(weights[::2], weights[1::2], strict=True):
        random = generator.standard_normal(kernel.shape)
        lengths = np.linalg.norm(kernel, axis=0) / np.linalg.norm(random, axis=0)
        parts += [random * lengths, np.zeros_like(bias)]
    return joined(parts)


def _between(place: Place, other: Place | None) -> Row:
    if other is None or _network(other) != _network(place):
        raise ExplorerError(
            said(
                "Errors",
                "The two runs have different networks, so there is no line between them. "
                "Choose a run of the same network.",
            )
        )
    return _not_zero(joined(other.weights) - joined(place.weights))


def _network(place: Place) -> object:
    return place.settings.hidden, place.settings.end, [each.shape for each in place.weights]


def _of_length_one(row: Row) -> Row:
    row = _not_zero(row)
    wide = row.astype(np.float64)
    return np.asarray(wide / np.linalg.norm(wide), np.float32)


def _not_zero(row: Row) -> Row:
    if not np.isfinite(row).all() or not row.any():
        raise ExplorerError(
            said(
                "Errors",
                "This direction is 0 or not finite here, so there is nothing to go along. "
                "Choose another direction or step.",
            )
        )
    return row
