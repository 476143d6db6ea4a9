"""Which pixels speak for a digit: gradients with respect to the picture, and what layers make of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.training.attribution import Attribution, PixelCheck, Question, factor, points
from explorer.core.training.inspection import AT_ONCE
from explorer.core.training.reports import Weights
from explorer.core.training.settings import HiddenLayer

_H = 1e-4  # of a pixel's range, in float64: its square, 1e-8, is the difference's own error
_STRONGEST = 3  # pixels that are checked beside the chosen one

Layers = tuple[HiddenLayer, ...]
Mean = NDArray[np.float32] | None


def attribution(
    weights: Weights,
    hidden: Layers,
    pixels: NDArray[np.uint8],
    question: Question,
    *,
    end: str = "softmax",
    mean: Mean = None,
) -> Attribution:
    """Return what each pixel has to do with a digit's logit or probability, by `tape.gradient`.

    Args:
        weights: Kernel and bias of each layer in order.
        hidden: The network's hidden layers.
        pixels: Ink from 0 to 255, shape (784,).
        question: What is asked; of a network whose end is linear there is no probability.
        end: Activation of the last layer.
        mean: What the network subtracts from each picture of ink 0 to 1; None for nothing.
    """
    net = _Net(weights, hidden, mean)
    if end != "softmax":
        question = replace(question, score="logit")
    ink = pixels.astype(np.float32) * np.float32(1 / 255)
    if question.digit is None:
        logits = _logits(net, tf.constant(ink[None, :]))
        question = replace(question, digit=int(tf.argmax(logits[0])))
    where, times = points(question, ink), factor(question, ink)
    values = times * _gradients(net, where, question).mean(axis=0)
    strongest = np.argsort(-np.abs(values), kind="stable")[:_STRONGEST]
    chosen = dict.fromkeys([question.pixel, *strongest.tolist()])
    differences = _differences(net, where, question, list(chosen))
    # In one pass of float64: score and its empty picture, whose difference is to be compared.
    ends = _score(net.wide, tf.constant(np.stack([ink, 0 * ink]), tf.float64), question)
    score, empty = ends.numpy().tolist()
    checks = tuple(
        PixelCheck(pixel, float(values[pixel]), float(times[pixel]) * difference)
        for pixel, difference in zip(chosen, differences, strict=True)
    )
    return Attribution(question, values, score, empty, checks)


def activations(
    weights: Weights,
    hidden: Layers,
    pixels: NDArray[np.uint8],
    *,
    end: str = "softmax",
    mean: Mean = None,
) -> tuple[NDArray[np.float32], ...]:
    """Return what each layer gives for each picture, shape (n, units); arguments as above."""
    signal = tf.cast(pixels, tf.float32) * (1 / 255)
    net = _Net(weights, hidden, mean)
    return tuple(layer.numpy() for layer in _signals(net, signal, last=end))


def silent_units(
    weights: Weights, hidden: Layers, pixels: NDArray[np.uint8], mean: Mean = None
) -> tuple[int, ...]:
    """Return how many units of each hidden layer give exactly 0 for every picture.

    Args:
        weights: Kernel and bias of each layer in order.
        hidden: The network's hidden layers.
        pixels: Ink from 0 to 255, shape (n, 784).
        mean: As above.
    """
    spoke = [np.zeros(layer.units, bool) for layer in hidden]
    for start in range(0, len(pixels), AT_ONCE):
        parts = activations(weights, hidden, pixels[start : start + AT_ONCE], mean=mean)
        # Without the last part, which is that of the answer.
        for layer, part in enumerate(parts[: len(hidden)]):
            spoke[layer] |= (part != 0).any(axis=0)
    return tuple(int((~each).sum()) for each in spoke)


@dataclass(frozen=True, slots=True, eq=False)
class _Net:
    """A network's numbers in one type."""

    weights: Any
    hidden: Layers
    mean: Any

    @property
    def wide(self) -> "_Net":
        """The same in float64."""
        weights = tuple(array.astype(np.float64) for array in self.weights)
        mean = None if self.mean is None else self.mean.astype(np.float64)
        return _Net(weights, self.hidden, mean)


def _gradients(net: _Net, where: NDArray[np.float32], question: Question) -> NDArray[np.float32]:
    """Return the score's derivatives by the pixels at each picture, shape (n, 784)."""
    pictures = tf.constant(where)
    with tf.GradientTape() as tape:
        tape.watch(pictures)
        # A picture's score depends on its own pixels alone: the sum's gradient has all of them.
        total = tf.reduce_sum(_score(net, pictures, question))
    found: NDArray[np.float32] = tape.gradient(total, pictures).numpy()
    return found


def _differences(
    net: _Net, where: NDArray[np.float32], question: Question, pixels: list[int]
) -> list[float]:
    """Return the mean over the pictures of central differences by some pixels, in float64."""
    wide, around = net.wide, where.astype(np.float64)
    found = []
    for pixel in pixels:
        step = np.zeros(around.shape[1])
        step[pixel] = _H
        above, below = (
            _score(wide, tf.constant(around + sign * step), question).numpy() for sign in (1, -1)
        )
        found.append(float(((above - below) / (2 * _H)).mean()))
    return found


def _score(net: _Net, pictures: Any, question: Question) -> Any:
    logits = _logits(net, pictures)
    scores = tf.nn.softmax(logits) if question.score == "probability" else logits
    return scores[:, question.digit]


def _logits(net: _Net, pictures: Any) -> Any:
    *_, last = _signals(net, pictures, last="linear")
    return last


def _signals(net: _Net, pictures: Any, last: str) -> Iterator[Any]:
    """Yield what each layer gives."""
    signal = pictures if net.mean is None else pictures - net.mean
    names = [*(layer.activation for layer in net.hidden), last]
    for kernel, bias, name in zip(net.weights[::2], net.weights[1::2], names, strict=True):
        signal = keras.activations.get(name)(tf.matmul(signal, kernel) + bias)
        yield signal


def picture_of(pixels: NDArray[np.uint8], values: NDArray[np.float32], times: int = 10) -> bytes:
    """Return a PNG of a picture and, beside it, of each pixel's number: orange below 0, blue above.

    Args:
        pixels: Ink from 0 to 255, shape (784,).
        values: One number for each pixel, shape (784,); the largest magnitude gets the full colour.
        times: Side of a pixel.
    """
    shares = (values / (np.abs(values).max() or 1.0)).reshape(28, 28, 1)
    # The light theme's colours of signed maps.
    orange, blue = np.array([0xBD, 0x4A, 0x00]), np.array([0x0A, 0x4F, 0xD6])
    far = np.where(shares < 0, orange, blue)
    map_ = 255 + (far - 255) * np.abs(shares)
    digit = np.repeat(255 - pixels.reshape(28, 28, 1).astype(float), 3, axis=2)
    both = np.concatenate([digit, np.full((28, 2, 3), 255.0), map_], axis=1)
    large = np.rint(both).astype(np.uint8).repeat(times, axis=0).repeat(times, axis=1)
    encoded: bytes = tf.io.encode_png(tf.constant(large)).numpy()
    return encoded
