"""What is shown of one picture and of units that never speak, worked out in a thread."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.attribution import Question
from explorer.core.training.dataset import Digits
from explorer.session.training.snapshots import Drawing, Network, OpenedDigit, Silent

MOST = 200  # digits of one cell that are listed


def opened(network: Network, drawing: Drawing, question: Question) -> Iterator[OpenedDigit]:
    """Yield what a network makes of a picture, and which of its pixels speak for a digit."""
    from explorer.core.training.saliency import activations, attribution

    ink = np.frombuffer(drawing.ink, np.uint8)
    weights, hidden = network.weights, network.hidden
    layers = activations(weights, hidden, ink[None, :], end=network.end, mean=network.mean)
    found = attribution(weights, hidden, ink, question, end=network.end, mean=network.mean)
    yield OpenedDigit(found, tuple(layer[0] for layer in layers))


def silent(network: Network, digits: Digits) -> Iterator[Silent]:
    """Yield how many units give 0 for every test image."""
    from explorer.core.training.saliency import silent_units

    images = digits.test
    yield Silent(
        silent_units(network.weights, network.hidden, images.pixels, network.mean), len(images)
    )


def images_in(
    cell: tuple[int, int], labels: NDArray[np.uint8], found: NDArray[np.float32]
) -> NDArray[np.intp]:
    """Return the images of a cell of the confusion matrix, those first of which it is surest.

    Args:
        cell: True digit and answer.
        labels: True digits, shape (n,).
        found: Probabilities, shape (n, 10).
    """
    digit, answer = cell
    places = np.flatnonzero((labels == digit) & (found.argmax(axis=1) == answer))
    # Stable: those of which it is equally sure stay in the images' order.
    return places[np.argsort(-found[places, answer], kind="stable")][:MOST]
