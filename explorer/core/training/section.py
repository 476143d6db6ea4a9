"""The loss of a network on a line or a plane through its weights, exact to float64, with tapes of any order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from explorer.core.arrays import Row, Samples
from explorer.core.kept import kept
from explorer.core.training.dataset import CLASSES, PIXELS, Images
from explorer.core.training.inspection import AT_ONCE
from explorer.core.training.network import loss_function, scaled
from explorer.core.training.settings import HiddenLayer, TrainingSettings

Orders = tuple[int, ...]  # of a derivative: how often by each coordinate


class Section:
    """L(w + x d₁) or L(w + x d₁ + y d₂): the mean loss of some images with the penalty of the weights.

    What the first layer gives before its activation is W₀ᵀp + b₀ + x (W₁ᵀp + b₁) + …, the sum of parts that
    are the same at every place; so a place costs no product with the pictures, which is most of a network.
    Nothing is dropped. A ReLU's kinks have no part in second derivatives, as in every tape.

    Attributes:
        axes: Directions, 1 or 2.
        images: Pictures whose loss it is.
    """

    def __init__(
        self,
        settings: TrainingSettings,
        weights: Row,
        directions: Sequence[Row],
        images: Images,
        mean: Row | None = None,
    ) -> None:
        """Compute what is the same at every place.

        Args:
            settings: Name the layers, the loss and the factor of the penalty.
            weights: w, shape (weights,).
            directions: d₁ and perhaps d₂, each of the same shape.
            images: What the loss is of.
            mean: What is subtracted from each picture; None for nothing.
        """
        self.axes, self.images = len(directions), len(images)
        rows = np.stack([weights, *directions]).astype(np.float64)
        layers = _layers(rows, [PIXELS, *(each.units for each in settings.hidden), CLASSES])
        chunks = -(-len(images) // AT_ONCE)
        size = -(-len(images) // chunks)
        # Parts of one size, so that the loop is traced once; what fills the last one weighs nothing.
        share = np.zeros((chunks, size))
        share.ravel()[: len(images)] = 1 / len(images)
        kernel, bias = layers[0]
        before = np.zeros((chunks * size, *kernel.shape[::2]))
        for start in range(0, len(images), AT_ONCE):
            pictures = scaled(images.pixels[start : start + AT_ONCE], mean).numpy()
            products = np.einsum("np,kpu->nku", pictures.astype(np.float64), kernel, optimize=True)
            before[start : start + len(pictures)] = products + bias
        labels = np.zeros(chunks * size, np.uint8)
        labels[: len(images)] = images.labels
        kernels = np.concatenate([each.reshape(len(rows), -1) for each, _ in layers], axis=1)
        self._arguments = (
            tf.constant(before.reshape(chunks, size, *before.shape[1:])),
            tf.one_hot(labels.reshape(chunks, size), CLASSES, dtype=tf.float64),
            tf.constant(share),
            # |W₀ + x W₁ + …|² of all kernels, as a form in (1, x, …).
            tf.constant(settings.l2 * kernels @ kernels.T),
            tuple((tf.constant(k), tf.constant(b)) for k, b in layers[1:]),
        )
        self._kind = settings.hidden, settings.loss

    def values(self, places: Samples, *orders: int) -> Samples:
        """Return the loss, or a derivative of it, at some places.

        Args:
            places: Shape (n, axes); a line's may have the shape (n,).
            orders: How often it is differentiated by each coordinate; none for the loss itself.

        Returns:
            Shape (n,).
        """
        wanted = orders or (0,) * self.axes
        at = tf.constant(np.reshape(places, (-1, self.axes)), tf.float64)
        found: Samples = _compiled(*self._kind, wanted)(at, *self._arguments).numpy()
        return found


def _layers(rows: Samples, widths: list[int]) -> list[tuple[Samples, Samples]]:
    """Return kernel and bias of each layer, for the weights and for each direction."""
    layers, start = [], 0
    for inputs, units in pairwise(widths):
        end = start + inputs * units
        layers.append((rows[:, start:end].reshape(-1, inputs, units), rows[:, end : end + units]))
        start = end + units
    return layers


@kept(4.0)
def _compiled(hidden: tuple[HiddenLayer, ...], loss: str, orders: Orders) -> Any:
    """Return the graph of one derivative at each of some places; each other number of places fits, too."""
    settings = TrainingSettings(hidden=hidden, loss=loss)
    names = [*(layer.activation for layer in hidden), settings.end]
    of_each = loss_function(settings)

    def part(place: list[Any], before: Any, labels: Any, share: Any, form: Any, layers: Any) -> Any:
        mix = tf.stack([tf.ones((), tf.float64), *place])
        signal = tf.tensordot(before, mix, [[1], [0]])
        signal = keras.activations.get(names[0])(signal)
        for name, layer in zip(names[1:], layers, strict=True):
            kernel, bias = (tf.tensordot(mix, each, 1) for each in layer)
            signal = keras.activations.get(name)(tf.matmul(signal, kernel) + bias)
        losses = tf.cast(of_each(labels, signal), tf.float64)
        penalty = tf.tensordot(mix, tf.linalg.matvec(form, mix), 1)
        return tf.reduce_sum(share * losses) + tf.reduce_sum(share) * penalty

    def differentiated(place: list[Any], left: Orders, data: tuple[Any, ...]) -> Any:
        axis = next((axis for axis, order in enumerate(left) if order), None)
        if axis is None:
            return part(place, *data)
        fewer = tuple(order - (each == axis) for each, order in enumerate(left))
        with tf.GradientTape() as tape:
            tape.watch(place[axis])
            lower = differentiated(place, fewer, data)
        return tape.gradient(lower, place[axis], unconnected_gradients=tf.UnconnectedGradients.ZERO)

    def at(place: Any, before: Any, labels: Any, shares: Any, form: Any, layers: Any) -> Any:
        coordinates = tf.unstack(place, len(orders))
        parts = tf.map_fn(
            lambda data: differentiated(coordinates, orders, (*data, form, layers)),
            (before, labels, shares),
            fn_output_signature=tf.float64,
        )
        return tf.reduce_sum(parts)

    def all_of(places: Any, *data: Any) -> Any:
        return tf.map_fn(lambda place: at(place, *data), places, fn_output_signature=tf.float64)

    return tf.function(all_of, autograph=False, reduce_retracing=True)
