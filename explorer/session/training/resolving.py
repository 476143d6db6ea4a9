"""What a network says, worked out in a thread; NumPy alone, so that it is there during training."""

from collections.abc import Iterator

from explorer.core.training.dataset import Digits
from explorer.core.training.inspection import confusion, most_confident_mistakes, probabilities
from explorer.core.training.reports import Finished
from explorer.session.training.snapshots import Answers, Network

STRIP = 24  # test digits to show where there is room
MISTAKES = 8


def answers_at_end(outcome: Finished, digits: Digits) -> Iterator[Answers]:
    """Yield what TensorFlow itself said of all test images at the end of a run."""
    found = outcome.test_probabilities
    mistakes = most_confident_mistakes(digits.test.labels, found, MISTAKES)
    yield Answers(found[:STRIP], outcome.confusion, mistakes)


def answers(network: Network, digits: Digits, to_all: bool) -> Iterator[Answers]:
    """Yield a network's answers to the first test images, or to all of them."""
    weights, hidden, images = network.weights, network.hidden, digits.test
    if not to_all:
        yield Answers(probabilities(weights, images.pixels[:STRIP], hidden))
        return
    found = probabilities(weights, images.pixels, hidden)
    table = confusion(images.labels, found.argmax(axis=1))
    mistakes = most_confident_mistakes(images.labels, found, MISTAKES)
    yield Answers(found[:STRIP], table, mistakes)
