"""A look inside the network from a copy of its weights; in plain NumPy, for any thread."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.dataset import CLASSES, SIDE
from explorer.core.training.reports import Weights
from explorer.core.training.settings import HiddenLayer, TrainingSettings

_Floats = NDArray[np.float32]
# Each thread's heap keeps tens of MB for the next such array once a larger one was freed in it.
AT_ONCE = 1000  # pictures


@dataclass(frozen=True, slots=True)
class Mistake:
    """An image that the network takes for another digit.

    Attributes:
        index: Its place among the images.
        digit: What it shows.
        answer: What the network says.
        probability: How sure the network is of that, 0 to 1.
    """

    index: int
    digit: int
    answer: int
    probability: float


def _sigmoid(x: _Floats) -> _Floats:
    result: _Floats = np.float32(0.5) + np.float32(0.5) * np.tanh(np.float32(0.5) * x)
    return result


_ACTIVATIONS: dict[str, Callable[[_Floats], _Floats]] = {
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "sigmoid": _sigmoid,
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "softplus": lambda x: np.logaddexp(x, np.float32(0)),
    "silu": lambda x: x * _sigmoid(x),
    "linear": lambda x: x,
}


def scaled(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return grey values 0 to 255 as the network sees them, 0 to 1."""
    return pixels.astype(np.float32) * np.float32(1 / 255)


def probabilities(
    weights: Weights,
    pixels: NDArray[np.uint8],
    hidden: tuple[HiddenLayer, ...] = TrainingSettings().hidden,
) -> NDArray[np.float32]:
    """Return the network's probability of each digit for each picture.

    Each hidden layer is g(h·W + b), the last one softmax(h·W + b), where h is what the layer
    before gives, W the layer's kernel, b its bias and g its activation.

    Args:
        weights: Kernel and bias of each layer in order.
        pixels: Grey values 0 to 255, shape (n, 784).
        hidden: The network's hidden layers; the lesson's if none are given.

    Returns:
        Probabilities, shape (n, 10); each row adds up to 1.
    """
    parts = [
        _probabilities(weights, pixels[start : start + AT_ONCE], hidden)
        for start in range(0, max(len(pixels), 1), AT_ONCE)
    ]
    return np.concatenate(parts)


def _probabilities(
    weights: Weights, pixels: NDArray[np.uint8], hidden: tuple[HiddenLayer, ...]
) -> NDArray[np.float32]:
    signal = scaled(pixels)
    for layer, kernel, bias in zip(hidden, weights[:-2:2], weights[1:-2:2], strict=True):
        signal = _ACTIVATIONS[layer.activation](signal @ kernel + bias)
    logits = signal @ weights[-2] + weights[-1]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return result


def weight_images(weights: Weights) -> NDArray[np.float32]:
    """Return each unit of the first layer as a picture of its weights, shape (units, 28, 28)."""
    return weights[0].T.reshape(-1, SIDE, SIDE)


def layer_norms(arrays: Weights) -> tuple[float, ...]:
    """Return the Euclidean norm of each layer's kernel and bias together."""
    squares = [float(np.vdot(array, array)) for array in arrays]
    return tuple(math.sqrt(a + b) for a, b in zip(squares[::2], squares[1::2], strict=True))


def confusion(labels: NDArray[np.uint8], answers: NDArray[np.integer]) -> NDArray[np.int64]:
    """Count images by true digit (row) and the network's digit (column), shape (10, 10)."""
    cells = labels.astype(np.int64) * CLASSES + answers
    return np.bincount(cells, minlength=CLASSES**2).reshape(CLASSES, CLASSES)


def accuracy(table: NDArray[np.int64]) -> float:
    """Return the share of images on the diagonal of a confusion table."""
    return float(np.trace(table) / table.sum())


def most_confident_mistakes(
    labels: NDArray[np.uint8], answers: NDArray[np.float32], count: int = 8
) -> tuple[Mistake, ...]:
    """Return the mistakes that the network is surest of, the surest first.

    Args:
        labels: True digits, shape (n,).
        answers: The network's probabilities, shape (n, 10).
        count: Mistakes to return at most.
    """
    said = answers.argmax(axis=1)
    sureness = answers.max(axis=1)
    wrong = np.flatnonzero(said != labels)
    surest = wrong[np.argsort(-sureness[wrong], kind="stable")][:count]
    return tuple(Mistake(int(i), int(labels[i]), int(said[i]), float(sureness[i])) for i in surest)
