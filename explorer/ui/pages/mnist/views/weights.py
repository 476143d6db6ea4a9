"""The view of the first layer's weights: every unit as a picture, one of them enlarged."""

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import exact, grouped
from explorer.core.training.inspection import weight_images
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Change
from explorer.ui.pages.mnist.views.view import NetworkView
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.labels import Heading, label
from explorer.ui.widgets.pixel_picture import SIDE, PixelPicture, SignedBar
from explorer.ui.widgets.unit_grid import UnitGrid

translate = QCoreApplication.translate
_FULL_COLOUR = 3.0  # standard deviations of all numbers shown
_LARGEST, _SMALLEST = 12 * SIDE, 5 * SIDE  # px of the enlarged picture


class WeightsView(NetworkView):
    """All units page by page on one scale; the chosen one large, with the chosen weight in words."""

    def __init__(self, look: Look, change: Change[TrainingChoices]) -> None:
        super().__init__()
        self._look, self._change = look, change
        self._images, self._scale = np.zeros((0, SIDE, SIDE), np.float32), 1.0
        self._heading = Heading(translate("Mnist", "First-layer weights"))
        self.back = IconButton("back", translate("Mnist", "Units before (Page Up)"), look, self)
        self.forward = IconButton(
            "forward", translate("Mnist", "More units (Page Down)"), look, self
        )
        self.grid = UnitGrid(
            translate("Mnist", "Units of the first layer"), translate("Mnist", "Unit {unit}"), look
        )
        self.unit_heading = Heading("")
        self.picture = PixelPicture(translate("Mnist", "Weights of the unit"), _pixel_words, look)
        self.bar = SignedBar(translate("Mnist", "What the colours tell"), look)
        self.reading = label("", "", wrap=True)
        self._lay_out()
        self.back.clicked.connect(lambda: self.grid.turn(-1))
        self.forward.clicked.connect(lambda: self.grid.turn(1))
        self.grid.page_changed.connect(self._write_heading)
        self.grid.chosen.connect(lambda unit: change(lambda c: c.looking(unit=unit)))
        self.picture.chosen.connect(lambda pixel: change(lambda c: c.looking(pixel=pixel)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.back)
        head.addWidget(self.forward)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(self.grid, 1)
        shown = QHBoxLayout()
        shown.setSpacing(12)
        shown.addWidget(self.picture)
        shown.addWidget(self.bar)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.unit_heading)
        right.addLayout(shown)
        right.addWidget(self.reading)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the enlarged unit what the others can spare."""
        super().resizeEvent(event)
        px = self._look.px
        room = min(self.width() // 2 - px(90), self.height() - px(120))
        self.picture.set_side(min(max(room, px(_SMALLEST)), px(_LARGEST)))
        self.bar.setFixedHeight(self.picture.height())
        self._side.setFixedWidth(self.picture.width() + 12 + self.bar.sizeHint().width())

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the units of the network that is looked into, and what is chosen of them."""
        network = new.network
        if network is None:
            return
        inside = new.choices.inside
        if old is None or old.network != network:
            self._images = weight_images(network.weights)
            self._scale = _FULL_COLOUR * float(np.std(self._images, dtype=np.float64))
            self.grid.set_values(self._images, self._scale)
            self.bar.set_scale(self._scale)
        elif old.choices.inside == inside:
            return
        unit = min(inside.unit, len(self._images) - 1)
        self.grid.set_chosen(unit)
        self.picture.set_values(self._images[unit], self._scale)
        self.picture.set_chosen(inside.pixel)
        self.unit_heading.say(translate("Mnist", "Unit {unit}").format(unit=unit + 1))
        self.reading.setText(self.picture.sentence(inside.pixel))
        self._write_heading()

    def _write_heading(self) -> None:
        shown, count = self.grid.shown, self.grid.units
        whole = len(shown) == count
        text = (
            translate("Mnist", "all {count} units")
            if whole
            else translate("Mnist", "{first} to {last} of {count} units")
        )
        aside = text.format(first=shown.start + 1, last=shown.stop, count=grouped(count))
        self._heading.say(translate("Mnist", "First-layer weights"), aside)
        self.back.setEnabled(shown.start > 0)
        self.forward.setEnabled(shown.stop < count)


def _pixel_words(row: int, column: int, weight: float) -> str:
    text = translate("Mnist", "Weight from the pixel in row {row}, column {column}: {weight}")
    return text.format(row=row + 1, column=column + 1, weight=exact(weight, np.float32))
