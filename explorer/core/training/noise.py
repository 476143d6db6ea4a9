"""The gradient noise scale of a network's loss, measured over batches of its training images."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.curvature.noise import NoiseScale, noise_scale
from explorer.core.curvature.products import joined
from explorer.core.training.dataset import Digits
from explorer.core.training.engine import batch_of, tensors_of
from explorer.core.training.reports import Weights
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.sharpness import curve_of

BATCHES, SIZE = 64, 512  # of different images; images of each, at most
_FEWEST_BATCHES, _MOST_BYTES = 8, 400_000_000  # of all their gradients
_AT_ONCE = 100_000  # weights


@dataclass(frozen=True, slots=True)
class NoiseSearch:
    """How far a measurement is.

    Attributes:
        made: Batches that were differentiated.
        total: Batches in all.
        found: The scale, once all are.
    """

    made: int
    total: int
    found: NoiseScale | None = None


def measured_noise(
    settings: TrainingSettings,
    digits: Digits,
    weights: Weights,
    *,
    batches: int = BATCHES,
    size: int = SIZE,
) -> Iterator[NoiseSearch]:
    """Yield how far it is, at last with the gradient noise scale at some weights.

    Over batches without a common image, drawn from those that are learned from; nothing is dropped. With few
    images the batches are smaller, with many weights there are fewer.

    Args:
        settings: Of the run, for its loss and its images.
        digits: Images.
        weights: Kernel and bias of each layer.
        batches: Batches, at least 3.
        size: Images of each.
    """
    learned, at = digits.training.first(settings.images), joined(weights)
    batches = min(batches, max(_MOST_BYTES // at.nbytes, _FEWEST_BATCHES), len(learned))
    size = min(size, len(learned) // batches)
    order = np.random.default_rng(0).permutation(len(learned)).astype(np.int32)
    yield NoiseSearch(0, batches)
    images, loss = tensors_of(learned, centred=settings.centred), curve_of(settings)
    rows = np.empty((batches, len(at)), np.float32)
    for number in range(batches):
        chosen = tf.constant(order[number * size : (number + 1) * size])
        rows[number] = loss.gradient(at, *batch_of(images, chosen))[1]
        yield NoiseSearch(number + 1, batches)
    yield NoiseSearch(batches, batches, noise_scale(_products(rows), size))


def _products(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the scalar product of each two rows; |G|² is the small difference of sums of many squares."""
    products = np.zeros((len(rows), len(rows)))
    for start in range(0, rows.shape[1], _AT_ONCE):
        part = rows[:, start : start + _AT_ONCE].astype(np.float64)
        products += part @ part.T
    return products
