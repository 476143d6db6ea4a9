"""What is to be drawn of a network beside its run; works in a worker thread, never in the window's."""

from collections.abc import Iterator
from pathlib import Path

from explorer.core.training.dataset import Digits, Images, read_digits
from explorer.core.training.inspection import confusion, most_confident_mistakes, probabilities
from explorer.core.training.reports import Weights
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.session.training.snapshots import Answers, Prepared

STRIP = 24  # test digits to show where there is room
MISTAKES = 8


def prepare(settings: TrainingSettings, digits: Digits | None, folder: Path) -> Iterator[Prepared]:
    """Yield what can be shown before the first run; the data are read if nobody has yet."""
    from explorer.core.training.network import initial_weights

    yield Prepared(digits or read_digits(folder), settings, initial_weights(settings))


def answers(
    weights: Weights, hidden: tuple[HiddenLayer, ...], images: Images, *, all_of_them: bool
) -> Iterator[Answers]:
    """Yield what a network says about the first test images, or about all."""
    if not all_of_them:
        yield Answers(weights, probabilities(weights, images.pixels[:STRIP], hidden))
        return
    found = probabilities(weights, images.pixels, hidden)
    table = confusion(images.labels, found.argmax(axis=1))
    mistakes = most_confident_mistakes(images.labels, found, MISTAKES)
    yield Answers(weights, found[:STRIP], table, mistakes)
