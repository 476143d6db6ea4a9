"""The view of single digits: a cell's images, and which pixels of one speak for the answer."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.core.numerals import grouped
from explorer.core.training.dataset import SIDE
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.opening import MOST, images_in
from explorer.session.training.snapshots import Drawing, TrainingShown
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.layout import scrolling, stacked
from explorer.ui.pages.mnist.views.digit_words import (
    checked_words,
    covered_words,
    layer_captions,
    pixel_words,
    silent_words,
    summed_words,
)
from explorer.ui.pages.mnist.views.view import NetworkView
from explorer.ui.theme import Look
from explorer.ui.widgets.activation_rows import ActivationRows
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.digit_pad import DigitPad
from explorer.ui.widgets.digit_strip import DigitStrip, Said
from explorer.ui.widgets.fields import ChoiceField
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.network_pictures import Confusion
from explorer.ui.widgets.network_views import cell_words, words_of
from explorer.ui.widgets.pixel_picture import PixelPicture, SignedBar
from explorer.ui.widgets.probability_bars import ProbabilityBars

translate = QCoreApplication.translate
SLIM, NARROW, SNUG, ROOMY = 450, 620, 700, 880  # px
_OWN = "own"  # key of the network's own answer


class DigitsView(NetworkView):
    """Confusion matrix and the digits of its cell beside one digit, with its answer and its pixels."""

    def __init__(self, look: Look, change: Change[TrainingChoices]) -> None:
        super().__init__()
        self._look, self._change = look, change
        self._said: list[tuple[int, Said]] = []
        self._put: Drawing | None = None
        self._make_list()
        self._make_digit()
        self._make_saliency()
        self._lay_out()

    # ---- parts

    def _make_list(self) -> None:
        axes = translate("Mnist", "true digit"), translate("Mnist", "answer")
        self.matrix = Confusion(
            translate("Mnist", "Confusion matrix"), cell_words, self._look, axes
        )
        self.matrix.show_counts()
        self.matrix.cell_chosen.connect(
            lambda digit, answer: self._change(lambda c: c.looking(cell=(digit, answer)))
        )
        self.list_words = label("", "note", wrap=True)
        self.strip = DigitStrip(translate("Mnist", "Digits of the cell"), words_of, self._look)
        self.strip.chosen.connect(lambda place: self._show_image(self._said[place][0]))

    def _make_digit(self) -> None:
        self.pad = DigitPad(
            translate("Mnist", "The digit that is looked at"),
            translate("Mnist", "Press a listed digit, or draw one here."),
            translate("Mnist", "Clear (Delete)"),
            self._look,
        )
        self.pad.drawn.connect(self._take_drawing)
        self.cover = CheckRow(translate("Mnist", "Cover with the pen"), self._look)
        self.cover.setToolTip(
            translate("Mnist", "Strokes take ink from the digit: see how the answer changes.")
        )
        self.cover.toggled.connect(self.pad.set_covering)
        self.bars = ProbabilityBars(translate("Mnist", "Probability of each digit"), self._look)
        self.covered = label("", "note", wrap=True)
        self.layers = ActivationRows(translate("Mnist", "What each layer gives"), self._look)
        self.silent = label("", "note", wrap=True)

    def _make_saliency(self) -> None:
        look = self._look
        self.method = ChoiceField(translate("Mnist", "Saliency"), look)
        self.method.set_choices([
            ("gradient", translate("Mnist", "Gradient")),
            ("input", translate("Mnist", "Gradient × input")),
            ("integrated", translate("Mnist", "Integrated gradients")),
            ("smooth", translate("Mnist", "SmoothGrad")),
        ])  # fmt: skip
        self.digit = ChoiceField(translate("Mnist", "Of the digit"), look)
        own = (_OWN, translate("Mnist", "its own answer"))
        self.digit.set_choices([own, *((str(digit), str(digit)) for digit in range(10))])
        scores = [
            ("logit", translate("Mnist", "Logit")),
            ("probability", translate("Mnist", "Probability")),
        ]
        self.score = Segmented(translate("Mnist", "What is differentiated"), scores, look)
        self.picture = PixelPicture(translate("Mnist", "Saliency"), pixel_words, look)
        self.picture.chosen.connect(lambda pixel: self._change(lambda c: c.looking(pixel=pixel)))
        self.bar = SignedBar(translate("Mnist", "What the colours tell"), look)
        self.summed, self.checks = label("", "note", wrap=True), label("", "note", wrap=True)

    def bind(self, column: Column[TrainingChoices]) -> None:
        """Bind what is asked about the digit."""
        column.bind(
            "saliency", self.method,
            lambda c: c.inside.method, lambda c, key: c.looking(method=key),
        )  # fmt: skip
        column.bind(
            "saliency_of", self.digit,
            lambda c: _OWN if c.inside.digit is None else str(c.inside.digit),
            lambda c, key: c.looking(digit=None if key == _OWN else int(key)),
        )  # fmt: skip
        column.bind(
            "score", self.score, lambda c: c.inside.score, lambda c, key: c.looking(score=key)
        )

    def _lay_out(self) -> None:
        self.strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        # Qt makes a box as wide as its longest choice.
        for field in (self.method, self.digit):
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            field.box.setSizeAdjustPolicy(policy)
            field.box.setMinimumContentsLength(6)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.matrix)
        left.addWidget(self.list_words)
        left.addWidget(self.strip, 1)
        asked = stacked(self.method, self.digit, self.score, spacing=6)
        told = stacked(self.summed, self.checks, spacing=6)
        right = QVBoxLayout()
        right.setSpacing(8)
        self._rows = _row(self.pad, self.bars, asked), _row(self.picture, self.bar, told)
        right.addLayout(self._rows[0])
        right.addLayout(_row(self.cover, self.covered))
        right.addLayout(self._rows[1])
        right.addWidget(self.layers)
        right.addWidget(self.silent)
        right.addStretch(1)
        content = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._halves.setContentsMargins(0, 4, 8, 4)
        self._halves.addLayout(left, 2)
        self._halves.addLayout(right, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(content, "view"))
        self._look.changed.connect(self._measure)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves one below the other where they have no room side by side."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        px = self._look.px
        roomy = self.width() >= px(ROOMY) and self.height() >= px(560)
        narrow = self.width() < px(NARROW)
        matrix, pad, pixel = (320, 190, 9) if roomy else (228, 128, 6)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(direction)
        # Beside two pictures there is no room for a list of methods where everything is larger.
        is_slim = self.width() < px(SLIM)
        for row in self._rows:
            row.setDirection(
                QBoxLayout.Direction.TopToBottom if is_slim else QBoxLayout.Direction.LeftToRight
            )
        self.matrix.setFixedSize(px(matrix), px(matrix))
        self.strip.setMinimumSize(px(150), px(80))
        self.pad.set_side(px(pad))
        # In the usual window the choices beside them need their room.
        is_snug = not narrow and self.width() < px(SNUG)
        self._halves.setSpacing(px(10 if is_snug else 24))
        self.bars.setFixedSize(px(pad - 26 if is_snug else pad), px(pad))
        self.picture.set_side(px(pixel * SIDE))
        self.bar.setFixedHeight(self.picture.height())

    # ---- wishes

    def _show_image(self, image: int) -> None:
        said = next(said for place, said in self._said if place == image)
        self.wanted.emit({"drawing": Drawing(said.picture.tobytes(), image)})

    def _take_drawing(self, picture: NDArray[np.uint8] | None) -> None:
        whole = None if self.pad.whole is None else self.pad.whole.tobytes()
        self._put = None if picture is None else Drawing(picture.tobytes(), whole=whole)
        self.wanted.emit({"drawing": self._put})

    # ---- what is shown

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the cell's digits, and all that is known of the one that is looked at."""
        if new.differs(old, "answers") or old is None or old.choices.inside != new.choices.inside:
            self._draw_list(new)
        if new.drawing != self._put:
            # From elsewhere: what was covered here is forgotten.
            self._put = new.drawing
            ink = None if new.drawing is None else np.frombuffer(new.drawing.ink, np.uint8)
            self.pad.put(None if ink is None else ink.reshape(SIDE, SIDE))
        if new.differs(old, "guess"):
            guess = new.guess.value
            self.bars.set_values(None if guess is None else guess.probabilities)
            self.covered.setText("" if guess is None else covered_words(guess))
        if new.differs(old, "opened") or old is None or old.opened.pending != new.opened.pending:
            self._draw_opened(new)
        if new.differs(old, "silent") or old is None or old.silent.pending != new.silent.pending:
            self.silent.setText(silent_words(new))

    def _draw_list(self, shown: TrainingShown) -> None:
        answers, digits, cell = shown.answers.value, shown.run.digits, shown.choices.inside.cell
        checkpoint = shown.checkpoint
        table = None if answers is None else answers.table
        found = None if answers is None else answers.found
        if table is not None:
            self.matrix.set_table(table)
        elif checkpoint is not None and checkpoint.confusion is not None:
            self.matrix.set_table(checkpoint.confusion)
        self._said = []
        if digits is not None and table is not None and found is not None:
            chosen = cell or _worst(table)
            self.matrix.set_chosen(*chosen)
            for image in images_in(chosen, digits.test.labels, found).tolist():
                picture = digits.test.pixels[image].reshape(SIDE, SIDE)
                share = float(found[image, chosen[1]])
                self._said.append((image, Said(picture, chosen[0], chosen[1], share)))
            text = translate("Mnist", "{what}, of {images} test images; the surest first")
            if len(self._said) == MOST:
                text = translate("Mnist", "{what}, of {images} test images; the surest {most}")
            words = text.format(
                what=cell_words(*chosen, int(table[chosen])),
                images=grouped(len(digits.test)),
                most=MOST,
            )
        else:
            words = translate("Mnist", "The test images are tried when the run waits or ends.")
        self.list_words.setText(words)
        self.strip.set_items([said for _, said in self._said])

    def _draw_opened(self, shown: TrainingShown) -> None:
        opened = shown.opened.fresh
        values = np.zeros(SIDE * SIDE, np.float32) if opened is None else opened.attribution.values
        scale = float(np.abs(values).max()) or 1.0
        self.picture.set_values(values.reshape(SIDE, SIDE), scale)
        self.picture.set_chosen(shown.choices.inside.pixel)
        self.bar.set_scale(scale)
        for part in (self.picture, self.bar, self.layers):
            part.setEnabled(opened is not None)
        self.summed.setText("" if opened is None else summed_words(opened.attribution))
        self.checks.setText("" if opened is None else checked_words(opened.attribution))
        self.layers.set_layers([] if opened is None else layer_captions(opened.layers))


def _worst(table: NDArray[np.int64]) -> tuple[int, int]:
    """Return the cell with the most mistakes; the first one where there is none."""
    wrong = table - np.diag(np.diag(table))
    digit, answer = divmod(int(wrong.argmax()), wrong.shape[1])
    return digit, answer


def _row(*parts: QWidget) -> QBoxLayout:
    """Return parts side by side, the last of which takes the room that is left, or goes below the others."""
    first, whole = QHBoxLayout(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
    for each in (first, whole):
        each.setSpacing(12)
    for part in parts[:-1]:
        first.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    first.addStretch(1)
    whole.addLayout(first)
    whole.addWidget(parts[-1], 1, Qt.AlignmentFlag.AlignTop)
    return whole
