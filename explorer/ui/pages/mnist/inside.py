"""The network that is looked into, in small pictures, and its most confident mistakes."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import grouped
from explorer.core.training.dataset import SIDE, Images
from explorer.core.training.inspection import weight_images
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.layout import stacked
from explorer.ui.theme import Look
from explorer.ui.widgets.digit_strip import DigitStrip, Said
from explorer.ui.widgets.labels import Heading, label
from explorer.ui.widgets.network_views import NetworkViews, words_of

translate = QCoreApplication.translate
COLUMNS = 4  # of mistakes


class InsideViews:
    """Shows one network in the views, and its most confident mistakes below the lesson.

    Attributes:
        mistakes: The mistakes.
        mistakes_widget: They with their heading, to stand in a leaf.
    """

    def __init__(self, views: NetworkViews, look: Look) -> None:
        self._views = views
        title = translate("Mnist", "Most confident mistakes")
        self.mistakes = DigitStrip(title, words_of, look, columns=COLUMNS)
        self._note = label("", "note", wrap=True)
        self.mistakes_widget = stacked(Heading(title), self.mistakes, self._note, spacing=8)
        views.digit_chosen.connect(
            lambda index: views.pad.show_picture(views.strip.items[index].picture)
        )
        self.mistakes.chosen.connect(
            lambda index: views.pad.show_picture(self.mistakes.items[index].picture)
        )

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the network that is looked into."""
        if old is None or old.network != new.network:
            if new.network is not None:
                self._views.show_weights(weight_images(new.network.weights))
            self._draw_confusion(new)
        if old is not None and old.drawing != new.drawing:
            self._follow_drawing(new)
        if new.differs(old, "guess"):
            guess = new.guess.value
            self._views.bars.set_values(None if guess is None else guess.probabilities)
        if new.differs(old, "answers"):
            self._draw_answers(new)
            self._draw_confusion(new)

    def _follow_drawing(self, shown: TrainingShown) -> None:
        """Put on the pad what is looked at in another view."""
        pad, drawing = self._views.pad, shown.drawing
        held = None if pad.picture is None else pad.picture.tobytes()
        if held != (None if drawing is None else drawing.ink):
            ink = None if drawing is None else np.frombuffer(drawing.ink, np.uint8)
            pad.put(None if ink is None else ink.reshape(SIDE, SIDE))

    def _draw_confusion(self, shown: TrainingShown) -> None:
        """Show the matrix counted at the checkpoint, or on the test images where there is one."""
        checkpoint, answers = shown.checkpoint, shown.answers.value
        if shown.outcome is None and checkpoint is not None and checkpoint.confusion is not None:
            self._show_confusion(checkpoint.confusion, tested=False)
        elif answers is not None and answers.table is not None:
            self._show_confusion(answers.table, tested=True)

    def _show_confusion(self, table: NDArray[np.int64], *, tested: bool) -> None:
        words = (
            (translate("Mnist", "{count} test images"), translate("Mnist", "{count} test"))
            if tested
            else (
                translate("Mnist", "{count} validation images"),
                translate("Mnist", "{count} valid."),
            )
        )
        images = grouped(int(table.sum()))
        # At length beside the matrix, briefly where it is narrow.
        long, brief = (text.format(count=images) for text in words)
        self._views.show_confusion(table, (long, brief))

    def _draw_answers(self, shown: TrainingShown) -> None:
        answers, digits = shown.answers.value, shown.run.digits
        items: list[Said] = []
        if answers is not None and digits is not None:
            images = digits.test
            self._views.show_digits([_said(images, n, row) for n, row in enumerate(answers.strip)])
            for m in answers.mistakes:
                picture = images.pixels[m.index].reshape(SIDE, SIDE)
                items.append(Said(picture, m.digit, m.answer, m.probability))
        self.mistakes.set_items(items)
        self.mistakes.setVisible(bool(items))
        self._note.setText(
            translate("Mnist", "true digit → what the network says")
            if items
            else translate("Mnist", "They are collected when the run pauses or ends.")
        )


def _said(images: Images, index: int, row: NDArray[np.float32]) -> Said:
    answer = int(row.argmax())
    picture = images.pixels[index].reshape(SIDE, SIDE)
    return Said(picture, int(images.labels[index]), answer, float(row[answer]))
