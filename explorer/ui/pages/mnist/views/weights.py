"""The view of the first layer's weights: every unit as a picture, one enlarged, one weight's way."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import exact, grouped
from explorer.core.training.dataset import SIDE
from explorer.core.training.inspection import weight_images
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.layout import Content, scrolling
from explorer.ui.pages.mnist.views.view import NetworkView
from explorer.ui.pages.mnist.views.weight_way import HEIGHT, NARROW, WeightWay
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton, Segmented
from explorer.ui.widgets.labels import Heading, label
from explorer.ui.widgets.pixel_picture import PixelPicture, SignedBar
from explorer.ui.widgets.unit_grid import UnitGrid

translate = QCoreApplication.translate
_FULL_COLOUR = 3.0  # standard deviations of all numbers shown
_LARGEST, _SMALLEST = 12 * SIDE, 4 * SIDE  # px of the enlarged picture
_NOTHING = np.zeros((0, SIDE, SIDE), np.float32)


class WeightsView(NetworkView):
    """All units page by page on one scale; the chosen one large; the way of the chosen weight below."""

    def __init__(self, look: Look, change: Change[TrainingChoices]) -> None:
        super().__init__()
        self._look, self._scale, self._meaning = look, 1.0, ""
        self._images: NDArray[np.float32] = _NOTHING
        self.quantity = Segmented(
            translate("Mnist", "What the pictures show"),
            [
                ("weights", translate("Mnist", "Weights")),
                ("gradient", translate("Mnist", "Gradient")),
                ("update", translate("Mnist", "Update")),
            ],
            look,
        )
        self.back = IconButton("back", translate("Mnist", "Units before (Page Up)"), look, self)
        self.forward = IconButton(
            "forward", translate("Mnist", "More units (Page Down)"), look, self
        )
        self.grid = UnitGrid(
            translate("Mnist", "Units of the first layer"), translate("Mnist", "Unit {unit}"), look
        )
        self.about = label("", "note", wrap=True)
        self.unit_heading = Heading("")
        self.picture = PixelPicture(translate("Mnist", "The unit enlarged"), _pixel_words, look)
        self.bar = SignedBar(translate("Mnist", "What the colours tell"), look)
        self.reading = label("", "", wrap=True)
        self.way = WeightWay(look)
        self._lay_out()
        self.back.clicked.connect(lambda: self.grid.turn(-1))
        self.forward.clicked.connect(lambda: self.grid.turn(1))
        self.grid.page_changed.connect(self._write_heading)
        self.grid.chosen.connect(lambda unit: change(lambda c: c.looking(unit=unit)))
        table = self.way.table
        table.row_requested.connect(lambda row: self.step_requested.emit(self.way.steps[row]))
        table.save.clicked.connect(lambda: self.export_requested.emit("numbers", table))
        table.copy.clicked.connect(lambda: self.copy_requested.emit(table))
        self.picture.chosen.connect(lambda pixel: change(lambda c: c.looking(pixel=pixel)))

    def bind(self, column: Column[TrainingChoices]) -> None:
        """Bind what the pictures show."""
        column.bind(
            "quantity", self.quantity,
            lambda c: c.inside.quantity, lambda c, key: c.looking(quantity=key),
        )  # fmt: skip

    def _lay_out(self) -> None:
        pages = QHBoxLayout()
        pages.addWidget(self.about, 1)
        pages.addWidget(self.back)
        pages.addWidget(self.forward)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.quantity)
        left.addWidget(self.grid, 1)
        left.addLayout(pages)
        shown = QHBoxLayout()
        shown.setSpacing(12)
        shown.addWidget(self.picture)
        shown.addWidget(self.bar)
        shown.addStretch(1)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.unit_heading)
        right.addLayout(shown)
        right.addWidget(self.reading)
        right.addStretch(1)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        content = Content()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(self.way)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(content, "view"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the enlarged unit what the others can spare; below them where the view is narrow."""
        super().resizeEvent(event)
        px = self._look.px
        is_narrow = self.width() < px(NARROW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if is_narrow else across)
        self._row.setSpacing(8 if is_narrow else 24)
        room = min(self.width() // 2 - px(114), self.height() - px(HEIGHT + 96))
        self.picture.set_side(min(max(room, px(_SMALLEST)), px(_LARGEST)))
        self.bar.setFixedHeight(self.picture.height())
        beside = self.picture.width() + 12 + self.bar.sizeHint().width()
        self._side.setMinimumWidth(0 if is_narrow else beside)
        self._side.setMaximumWidth(self.width() if is_narrow else beside)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the units of the network that is looked into, and what is chosen of them."""
        inside = new.choices.inside
        self.way.draw(old, new)
        if (
            old is not None
            and (old.network, old.choices.inside) == (new.network, inside)
            and not new.differs(old, "following")
        ):
            return
        self._images = _images_of(new)
        spread = float(np.std(self._images, dtype=np.float64)) if self._images.size else 0.0
        self._scale = _FULL_COLOUR * spread or 1.0
        self.grid.set_values(self._images, self._scale)
        self.bar.set_scale(self._scale)
        known = len(self._images) > 0
        for part in (self.picture, self.bar, self.reading):
            part.setVisible(known)
        self.unit_heading.say(translate("Mnist", "Unit {unit}").format(unit=new.unit + 1))
        self._meaning = _about(new)
        self._write_heading()
        if known:
            self.grid.set_chosen(new.unit)
            self.picture.set_values(self._images[new.unit], self._scale)
            self.picture.set_chosen(inside.pixel)
            self.reading.setText(self.picture.sentence(inside.pixel))

    def _write_heading(self) -> None:
        shown, count = self.grid.shown, self.grid.units
        text = (
            translate("Mnist", "All {count} units of the first layer.")
            if len(shown) == count
            else translate("Mnist", "Units {first} to {last} of {count} of the first layer.")
        )
        text = text.format(first=shown.start + 1, last=shown.stop, count=grouped(count))
        self.about.setText(
            " ".join(part for part in (text if count else "", self._meaning) if part)
        )
        self.back.setEnabled(shown.start > 0)
        self.forward.setEnabled(shown.stop < count)


def _images_of(shown: TrainingShown) -> NDArray[np.float32]:
    """Return what each unit's picture shows, shape (units, 28, 28); none if it is not known."""
    quantity, update, network = shown.choices.inside.quantity, shown.following.fresh, shown.network
    if quantity == "weights":
        return _NOTHING if network is None else weight_images(network.weights)
    if update is None:
        return _NOTHING
    return weight_images((update.gradient if quantity == "gradient" else update.change,))


def _about(shown: TrainingShown) -> str:
    """Say what the pictures show, or why they show nothing."""
    quantity, step = shown.choices.inside.quantity, shown.step
    if quantity == "weights":
        return ""
    if shown.following.pending:
        return translate("Mnist", "The next update is being made anew.")
    if shown.following.fresh is None:
        return (
            translate("Mnist", "A gradient is known once a run has begun.")
            if shown.history is None
            else translate("Mnist", "The optimiser’s memory was not kept at this step.")
        )
    text = (
        translate(
            "Mnist", "The loss of the batch of update {update}, differentiated by the weights."
        )
        if quantity == "gradient"
        else translate("Mnist", "What update {update} adds to the weights.")
    )
    return text.format(update=grouped(step + 1))


def _pixel_words(row: int, column: int, number: float) -> str:
    text = translate("Mnist", "From the pixel in row {row}, column {column}: {number}")
    return text.format(row=row + 1, column=column + 1, number=exact(number, np.float32))
