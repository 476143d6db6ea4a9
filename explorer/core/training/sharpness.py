"""How sharp the loss of a run is: when it is measured, on which images, and from where the search begins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Row
from explorer.core.curvature.edges import scale
from explorer.core.curvature.eigenvalues import Spectrum, largest, searching
from explorer.core.curvature.products import CurvedLoss, joined
from explorer.core.kept import kept
from explorer.core.training.dataset import Digits
from explorer.core.training.engine import Engine, ImageTensors, batch_of, tensors_of
from explorer.core.training.network import curved_loss
from explorer.core.training.reports import Sharpness, Weights
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.watching import sharpness_images

_FOLLOWED = 2  # eigenvalues: the second is there in case it becomes the first
_EXACT = 0.002  # residual of a search that was asked for, as a share of λ₁
_MOST_PRODUCTS, _MOST_BYTES = 60, 1_000_000_000  # of one search, and of its basis


class SharpnessMeter:
    """Measures one run, each time from where the last search ended."""

    def __init__(self, settings: TrainingSettings, images: ImageTensors) -> None:
        self._loss = curve_of(settings)
        chosen = tf.range(min(sharpness_images(settings), int(images.pixels.shape[0])))
        self._data = batch_of(images, chosen)
        self._before: Row | None = None

    def measure(self, engine: Engine, settings: TrainingSettings, step: int) -> Sharpness:
        """Return how sharp the loss is where the engine stands."""
        variables = engine.variables()
        weights = joined(engine.weights_of(variables))
        squares = engine.squares_of(variables) if settings.optimizer == "adam" and step else None
        factors = (
            None if squares is None else scale(settings.parameter_values(), step, joined(squares))
        )
        _, gradient = self._loss.gradient(weights, *self._data)
        length = float(np.linalg.norm(gradient))
        along = gradient / np.float32(length) if length else gradient
        curvature = float(along @ self._loss.product(weights, along, *self._data))
        found = self.spectrum(weights, _FOLLOWED, factors, self._before)
        self._before = found.start if np.isfinite(found.values).all() else None
        return Sharpness(
            step=step,
            eigenvalues=tuple(found.values.tolist()),
            residuals=tuple(found.residuals.tolist()),
            along_gradient=curvature,
            products=found.products,
        )

    def spectrum(
        self, weights: Row, count: int, factors: Row | None = None, start: Row | None = None
    ) -> Spectrum:
        """Return the largest eigenvalues at some weights, of the Hessian or of what `factors` make of it."""
        start = _first(len(weights)) if start is None else start
        product = self.product(weights, factors)
        return largest(product, start, count, most=most_products(len(weights)))

    def product(self, weights: Row, factors: Row | None = None) -> Callable[[Row], Row]:
        """Return what multiplies by the Hessian at some weights, or by what `factors` make of it."""

        def product(direction: Row) -> Row:
            if factors is None:
                return self._loss.product(weights, direction, *self._data)
            return factors * self._loss.product(weights, factors * direction, *self._data)

        return product


def _first(weights: int) -> Row:
    # By a seed of its own, so that a run is the same each time.
    return np.random.default_rng(0).standard_normal(weights, np.float32)


def most_products(weights: int) -> int:
    """Return after how many products a search ends, whatever it has found."""
    return min(_MOST_PRODUCTS, max(_MOST_BYTES // (4 * weights), 4))


def eigenvalues_at(
    settings: TrainingSettings, images: ImageTensors, weights: Weights, count: int
) -> Spectrum:
    """Return the largest eigenvalues of the Hessian of a run's loss at some weights."""
    return SharpnessMeter(settings, images).spectrum(joined(weights), count)


@dataclass(frozen=True, slots=True)
class EigenvalueSearch:
    """How far a search for the largest eigenvalues of a Hessian is.

    Attributes:
        products: Products with the Hessian so far.
        most: Products after which it ends in any case.
        images: Images that the loss is taken over.
        found: What it ended with.
    """

    products: int
    most: int
    images: int
    found: Spectrum | None = None


def eigenvalue_search(
    settings: TrainingSettings, digits: Digits, weights: Weights, count: int
) -> Iterator[EigenvalueSearch]:
    """Yield how far it is, at last with the largest eigenvalues of the Hessian of a run's loss.

    Args:
        settings: Of the run, for its loss and its images.
        digits: Images.
        weights: Kernel and bias of each layer, where the Hessian is taken.
        count: How many.
    """
    at = joined(weights)
    learned = digits.training.first(settings.images)
    meter = SharpnessMeter(settings, tensors_of(learned, centred=settings.centred))
    most, images = most_products(len(at)), min(sharpness_images(settings), len(learned))
    search = searching(meter.product(at), _first(len(at)), count, tolerance=_EXACT, most=most)
    for made in range(most + 1):
        try:
            next(search)
        except StopIteration as end:
            found = end.value
            yield EigenvalueSearch(found.products, most, images, found)
            return
        yield EigenvalueSearch(made, most, images)


def curve_of(settings: TrainingSettings) -> CurvedLoss:
    """Return the loss of a network of these settings; what is compiled for it is used again."""
    return _compiled(settings.hidden, settings.loss, settings.l2)


@kept(5.0)
def _compiled(hidden: Any, loss: str, l2: float) -> CurvedLoss:
    return curved_loss(TrainingSettings(hidden=hidden, loss=loss, l2=l2))
