"""Fills the views into the network from a copy of its weights."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, Signal

from explorer.core.numerals import grouped
from explorer.core.training.dataset import SIDE, Digits, Images
from explorer.core.training.inspection import (
    Mistake,
    most_confident_mistakes,
    probabilities,
    weight_images,
)
from explorer.core.training.reports import Finished, Weights
from explorer.core.training.settings import HiddenLayer
from explorer.session.training.resolving import MISTAKES, answers
from explorer.session.training.snapshots import Answers, Checkpoint
from explorer.ui.jobs.latest import Latest
from explorer.ui.pages.mnist.views import NetworkViews, words_of
from explorer.ui.pages.page import stacked
from explorer.ui.theme import Look
from explorer.ui.widgets.digit_strip import DigitStrip, Said
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate
COLUMNS = 4  # of mistakes


class Inside(QObject):
    """Shows one network: in the views, and as a list of its most confident mistakes.

    Attributes:
        mistakes_widget: The mistakes, to stand in a leaf.
    """

    digits_shown = Signal()

    def __init__(self, views: NetworkViews, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views = views
        self._weights: Weights | None = None
        self._hidden: tuple[HiddenLayer, ...] = ()
        self._digits: Digits | None = None
        self._confused = False
        self._work: Latest[Answers] = Latest(self)
        self._work.reported.connect(self._show_answers)
        self.mistakes = DigitStrip(
            translate("Mnist", "Most confident mistakes"), words_of, look, columns=COLUMNS
        )
        self._note = label("", "note", wrap=True)
        self.mistakes_widget = stacked(
            Heading(translate("Mnist", "Most confident mistakes")),
            self.mistakes,
            self._note,
            spacing=8,
        )
        self._say_mistakes(())
        views.picture_drawn.connect(self._answer)
        views.digit_chosen.connect(self._put_on_pad)
        self.mistakes.chosen.connect(self._put_mistake_on_pad)

    def show_checkpoint(
        self,
        checkpoint: Checkpoint,
        digits: Digits,
        hidden: tuple[HiddenLayer, ...],
        *,
        settled: bool,
    ) -> None:
        """Show the network at a checkpoint.

        Args:
            checkpoint: Its weights and, where it was looked at, its validation confusion.
            digits: The data set.
            hidden: The network's hidden layers.
            settled: Whether there is time to try all test images, too.
        """
        self._show_weights(checkpoint.weights, digits, hidden)
        self._confused = checkpoint.confusion is not None
        if checkpoint.confusion is not None:
            self._show_confusion(checkpoint.confusion, tested=False)
        if not settled:
            self._say_mistakes(())
        weights, images = checkpoint.weights, digits.test
        self._work.request(lambda: answers(weights, hidden, images, all_of_them=settled))

    def show_outcome(
        self, outcome: Finished, digits: Digits, hidden: tuple[HiddenLayer, ...]
    ) -> None:
        """Show the network at the end of its run, with what it said about the test images."""
        self._show_weights(outcome.weights, digits, hidden)
        self._confused = True
        self._show_confusion(outcome.confusion, tested=True)
        mistakes = most_confident_mistakes(digits.test.labels, outcome.test_probabilities, MISTAKES)
        self._say_mistakes(mistakes)

    def close(self) -> None:
        """End the thread."""
        self._work.close()

    def _show_weights(
        self, weights: Weights, digits: Digits, hidden: tuple[HiddenLayer, ...]
    ) -> None:
        self._digits, self._hidden = digits, hidden
        if weights is self._weights:
            return
        self._weights = weights
        self._views.show_weights(weight_images(weights))
        self._answer(self._views.pad.picture)

    def _show_strip(self, strip: NDArray[np.float32]) -> None:
        if self._digits is not None:
            images = self._digits.test
            self._views.show_digits([_said(images, n, row) for n, row in enumerate(strip)])
            self.digits_shown.emit()

    def _show_confusion(self, table: NDArray[np.int64], *, tested: bool) -> None:
        words = (
            (translate("Mnist", "{count} test images"), translate("Mnist", "{count} test"))
            if tested
            else (
                translate("Mnist", "{count} validation images"),
                translate("Mnist", "{count} valid."),
            )
        )
        count = grouped(int(table.sum()))
        self._views.show_confusion(
            table, (words[0].format(count=count), words[1].format(count=count))
        )

    def _show_answers(self, said: Answers) -> None:
        if said.weights is not self._weights:
            return
        self._show_strip(said.strip)
        if said.table is not None:
            if not self._confused:
                self._show_confusion(said.table, tested=True)
            self._say_mistakes(said.mistakes)

    def _say_mistakes(self, mistakes: tuple[Mistake, ...]) -> None:
        digits = self._digits
        items = []
        if digits is not None:
            for m in mistakes:
                picture = digits.test.pixels[m.index].reshape(SIDE, SIDE)
                items.append(Said(picture, m.digit, m.answer, m.probability))
        self.mistakes.set_items(items)
        self.mistakes.setVisible(bool(items))
        self._note.setText(
            translate("Mnist", "true digit → what the network says")
            if items
            else translate("Mnist", "They are collected when the run pauses or ends.")
        )

    # ---- the pad

    def _answer(self, picture: NDArray[np.uint8] | None) -> None:
        if picture is None or self._weights is None:
            self._views.bars.set_values(None)
        else:
            answers = probabilities(self._weights, picture.reshape(1, -1), self._hidden)
            self._views.bars.set_values(answers[0])

    def _put_on_pad(self, index: int) -> None:
        self._views.pad.show_picture(self._views.strip.items[index].picture)

    def _put_mistake_on_pad(self, index: int) -> None:
        self._views.pad.show_picture(self.mistakes.items[index].picture)


def _said(images: Images, index: int, row: NDArray[np.float32]) -> Said:
    answer = int(row.argmax())
    picture = images.pixels[index].reshape(SIDE, SIDE)
    return Said(picture, int(images.labels[index]), answer, float(row[answer]))
