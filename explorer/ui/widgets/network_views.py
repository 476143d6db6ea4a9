"""What is seen inside the network: weights, confusion, a digit to draw, test digits."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.core.numerals import grouped
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.digit_pad import DigitPad
from explorer.ui.widgets.digit_strip import DigitStrip, Said
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.network_pictures import LABELS, Confusion, WeightImages
from explorer.ui.widgets.probability_bars import ProbabilityBars

translate = QCoreApplication.translate
FEWEST = 600  # px of width below which the views no longer stand side by side
ROOMY = 800


def words_of(said: Said) -> str:
    """Return in a sentence what the network says about a picture."""
    if said.answer is None:
        return translate("Mnist", "A {digit}.").format(digit=said.digit)
    if said.answer == said.digit:
        text = translate("Mnist", "A {digit}, read as {answer}; {share} sure.")
    else:
        text = translate("Mnist", "A {digit}, wrongly read as {answer}; {share} sure.")
    # Percent signs stand apart from their number, as everywhere on the screen.
    share = f"{min(max(said.probability, 0), 1):.0%}".replace("%", " %")
    return text.format(digit=said.digit, answer=said.answer, share=share)


def cell_words(digit: int, answer: int, count: int) -> str:
    """Return in a sentence what a cell of the confusion matrix counts."""
    text = translate("Mnist", "{digit} read as {answer}: {count} times")
    return text.format(digit=digit, answer=answer, count=grouped(count))


class Block(QWidget):
    """A heading with an aside over its content."""

    def __init__(self, content: QWidget, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title, self._aside = label("", "heading"), label("", "note")
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._title, self._aside):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(content)

    def say(self, title: str, aside: str = "") -> None:
        """Show another heading; the aside tells on how much the view rests."""
        self._title.setText(title)
        self._aside.setText(aside)

    def show_head(self, shown: bool) -> None:
        """Show the heading, or leave it to a tab."""
        self._head.setVisible(shown)


class NetworkViews(QWidget):
    """The views in a row over a strip of test digits; one at a time where there is no room."""

    picture_drawn = Signal(object)
    digit_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tabs_only = self._wide = False
        self._confusion_asides = ("", "")
        self.weights = WeightImages(
            translate("Mnist", "First-layer weights"),
            translate(
                "Mnist", "Unit {unit}: weights from {low} to {high}; blue above 0, orange below"
            ),
            look,
        )
        self.confusion = Confusion(
            translate("Mnist", "Confusion matrix"), cell_words, look,
            (translate("Mnist", "true digit"), translate("Mnist", "answer")),
        )  # fmt: skip
        self.pad = DigitPad(
            translate("Mnist", "Draw a digit"),
            translate("Mnist", "Draw a digit here, or select one below."),
            translate("Mnist", "Clear (Delete)"),
            look,
        )
        self.bars = ProbabilityBars(translate("Mnist", "Probability of each digit"), look)
        self.strip = DigitStrip(
            translate("Mnist", "Test digits and what the network says"), words_of, look
        )
        self._lay_out()
        # How many find room is known once they are drawn.
        self.weights.shown_changed.connect(lambda *_: self._write_heads())
        self.pad.drawn.connect(self.picture_drawn)
        self.strip.chosen.connect(self.digit_chosen)
        self.tabs.chosen.connect(lambda _: self._show_blocks())
        look.changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        self._drawing = QWidget()
        row = QHBoxLayout(self._drawing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        # The bars take what there is up to their widest; the rest stays empty.
        row.addWidget(self.bars, 100, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.blocks = {
            "weights": Block(self.weights, self._look),
            "confusion": Block(self.confusion, self._look),
            "draw": Block(self._drawing, self._look),
        }
        self._strip_name = QLabel(translate("Mnist", "Test digits"))
        strip_row = QWidget()
        line = QHBoxLayout(strip_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._strip_name, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.strip, 1, Qt.AlignmentFlag.AlignTop)
        self._strip_row = strip_row
        # As tabs, where there is no room for three views side by side.
        self.tabs = Segmented(
            translate("Mnist", "View"),
            [
                ("weights", translate("Mnist", "Weights")),
                ("confusion", translate("Mnist", "Confusion")),
                ("draw", translate("Mnist", "Draw a digit")),
                ("digits", translate("Mnist", "Test digits")),
            ],
            self._look,
        )
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        for key, block in self.blocks.items():
            self._row.addWidget(block, 1 if key == "weights" else 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addLayout(self._row)
        column.addWidget(strip_row)

    # ---- what is shown

    def show_weights(self, images: NDArray[np.floating]) -> None:
        """Show the weights of the first layer's units, shape (units, 28, 28)."""
        self.weights.set_values(images)

    def show_confusion(self, table: NDArray[np.int64], asides: tuple[str, str]) -> None:
        """Show a confusion matrix and on which images it was counted, at length and briefly."""
        self._confusion_asides = asides
        self.confusion.set_table(table)
        self._write_heads()

    def show_digits(self, items: Sequence[Said]) -> None:
        """Show test digits with what the network says."""
        self.strip.set_items(items)

    # ---- room

    def set_room(self, *, tabs_only: bool, wide: bool) -> None:
        """Choose between one view at a time, all, and all of them larger."""
        if (tabs_only, wide) != (self._tabs_only, self._wide):
            self._tabs_only, self._wide = tabs_only, wide
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pad and the matrix less where there is little."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        px = self._look.px
        roomy = self.width() >= px(ROOMY)
        side = px(
            # Smallest where only one view is seen, since it has to leave room for the loss.
            252 if self._wide and roomy else 116 if self._tabs_only else 168 if roomy else 144
        )
        height = side + (px(LABELS) if self._tabs_only else 0)  # of every tab the same
        self.pad.set_side(height)
        self.bars.setFixedHeight(height)
        self.weights.setFixedHeight(height)
        self._drawing.setFixedHeight(height)
        self.confusion.setFixedSize(side + px(LABELS), side + px(LABELS))
        # At least as wide as its heading.
        self.blocks["confusion"].setFixedWidth(max(side + px(LABELS), px(224 if roomy else 178)))
        self.bars.setMaximumWidth(px(340) if self._tabs_only else px(200 if self._wide else 132))
        self.bars.setMinimumWidth(px(120 if roomy else 96))
        self.strip.setFixedHeight(height if self._tabs_only else px(34))
        self._strip_name.setFont(self._look.font(15, 600))
        self._show_blocks()
        self._write_heads()

    def _show_blocks(self) -> None:
        chosen = self.tabs.value
        self.tabs.setVisible(self._tabs_only)
        for key, block in self.blocks.items():
            block.setVisible(not self._tabs_only or key == chosen)
            block.show_head(not self._tabs_only)
        self._strip_row.setVisible(not self._tabs_only or chosen == "digits")
        # The tab says it already.
        self._strip_name.setVisible(not self._tabs_only)

    def _write_heads(self) -> None:
        roomy = self.width() >= self._look.px(ROOMY)
        count = translate("Mnist", "{shown} of {all}").format(
            shown=self.weights.shown, all=len(self.weights.values)
        )
        title = (
            translate("Mnist", "First-layer weights") if roomy else translate("Mnist", "Weights")
        )
        self.blocks["weights"].say(title, count if len(self.weights.values) else "")
        self.blocks["confusion"].say(
            translate("Mnist", "Confusion"), self._confusion_asides[0 if roomy else 1]
        )
        self.blocks["draw"].say(translate("Mnist", "Draw a digit"))
