"""What is read off a copy of a network's weights, and off its answers; in plain NumPy, for any thread."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.dataset import CLASSES, SIDE
from explorer.core.training.reports import Weights

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


def weight_images(weights: Weights) -> NDArray[np.float32]:
    """Return each unit of the first layer as a picture of its weights, shape (units, 28, 28)."""
    return weights[0].T.reshape(-1, SIDE, SIDE)


def layer_norms(arrays: Weights) -> tuple[float, ...]:
    """Return the Euclidean norm of each layer's kernel and bias together, in the layers' order.

    Args:
        arrays: Weights, or their gradients or changes in the same order.
    """
    # vdot takes a kernel as one long vector and makes no array of its squares.
    squares = [float(np.vdot(array, array)) for array in arrays]
    return tuple(math.sqrt(a + b) for a, b in zip(squares[::2], squares[1::2], strict=True))


def confusion(labels: NDArray[np.uint8], answers: NDArray[np.integer]) -> NDArray[np.int64]:
    """Count images by true digit (row) and the network's digit (column), shape (10, 10).

    Args:
        labels: True digits, shape (n,).
        answers: The network's digits, shape (n,).
    """
    cells = labels.astype(np.int64) * CLASSES + answers
    return np.bincount(cells, minlength=CLASSES**2).reshape(CLASSES, CLASSES)


def accuracy(table: NDArray[np.int64]) -> float:
    """Return the share of images on the diagonal of a confusion table, 0 to 1."""
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
    # Stable: those of which it is equally sure stay in the images' order.
    surest = wrong[np.argsort(-sureness[wrong], kind="stable")][:count]
    return tuple(Mistake(int(i), int(labels[i]), int(said[i]), float(sureness[i])) for i in surest)
