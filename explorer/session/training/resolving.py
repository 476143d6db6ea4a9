"""What is shown of a network beside its run, worked out in a thread."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.dataset import Digits, read_digits
from explorer.core.training.inspection import confusion, most_confident_mistakes
from explorer.core.training.reports import Finished
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.snapshots import Answers, Classification, Drawing, Network, Prepared

STRIP = 24  # test digits to show where there is room
MISTAKES = 8


def prepare(settings: TrainingSettings, digits: Digits | None, folder: Path) -> Iterator[Prepared]:
    """Yield what can be shown before the first run; the data are read if nobody has yet."""
    # Late, in the thread: it brings TensorFlow.
    from explorer.core.training.network import initial_weights

    yield Prepared(digits or read_digits(folder), settings, initial_weights(settings))


def answers_at_end(outcome: Finished, digits: Digits) -> Iterator[Answers]:
    """Yield what TensorFlow itself said of all test images at the end of a run."""
    found = outcome.test_probabilities
    mistakes = most_confident_mistakes(digits.test.labels, found, MISTAKES)
    yield Answers(found[:STRIP], outcome.confusion, mistakes, found)


def answers(network: Network, digits: Digits, to_all: bool) -> Iterator[Answers]:
    """Yield a network's answers to the first test images, or to all of them.

    Args:
        network: The network.
        digits: Whose test images.
        to_all: Whether all are tried, which a table and mistakes need.
    """
    images = digits.test
    if not to_all:
        yield Answers(answers_to(network, images.pixels[:STRIP]))
        return
    found = answers_to(network, images.pixels)
    table = confusion(images.labels, found.argmax(axis=1))
    mistakes = most_confident_mistakes(images.labels, found, MISTAKES)
    yield Answers(found[:STRIP], table, mistakes, found)


def guess(network: Network, drawing: Drawing) -> Iterator[Classification]:
    """Yield what a network takes a drawn digit for, and what the same network took it for uncovered."""
    pictures = [drawing.ink] if drawing.whole is None else [drawing.ink, drawing.whole]
    answers = answers_to(network, np.stack([np.frombuffer(each, np.uint8) for each in pictures]))
    yield Classification(answers[0], None if drawing.whole is None else answers[1])


def answers_to(network: Network, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return what a network answers to pictures, shape (n, 10)."""
    from explorer.core.training.network import probabilities

    return probabilities(
        network.weights, pixels, network.hidden, end=network.end, mean=network.mean
    )
