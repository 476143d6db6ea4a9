"""A row of the list of optimisers: whether it runs, its sign, its name, its learning rate."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from explorer.core.numerals import exact
from explorer.session.surface.choices import Racer
from explorer.ui import signs
from explorer.ui.pages.number_fields import read_rate, step_rate
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.check_row import HEIGHT, CheckRow
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
RATE_WIDTH, LEAST_RATE_WIDTH, SAMPLE_WIDTH = 68, 60, 24  # px at 100 %
LETTERS = 5  # for which there is room in the field
NARROW = 198  # px at 100 %, of a row


class SignSample(QWidget):
    """The line and the marker by which a racer is known on the map."""

    def __init__(self, look: Look, sign: signs.Sign) -> None:
        super().__init__()
        self._look, self._sign = look, sign
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw them."""
        inset = QRectF(self.rect()).adjusted(1, 0, -1, 0)
        signs.paint(QPainter(self), inset, self._sign, self._look)


class NarrowCheck(CheckRow):
    """A check box that asks for no more room than its text."""

    def sizeHint(self) -> QSize:
        """Return box and text."""
        width = self._look.px(24) + self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width, self._look.px(HEIGHT))

    minimumSizeHint = sizeHint


class RemoveButton(IconButton):
    """A cross the size of the sample in whose place it stands."""

    def _dress(self) -> None:
        super()._dress()
        self.setFixedSize(self._look.px(26), self._look.px(26))


class RateField(NumberField):
    """A learning rate in a row: no label of its own, its error told by the row."""

    wrong = Signal(str)

    def __init__(self, name: str, look: Look) -> None:
        super().__init__(name, look, read=read_rate, step=step_rate, write=_written)
        self._label.hide()
        self._error.setMaximumHeight(0)
        self.edit.setTextMargins(-6, 0, look.px(3), 0)  # the figures reach up to the small arrows
        self.setMinimumWidth(look.px(LEAST_RATE_WIDTH))
        self.setMaximumWidth(look.px(RATE_WIDTH))

    def show_error(self, sentence: str) -> None:
        """Mark the field and hand the sentence to the row."""
        super().show_error(sentence)
        self._error.hide()
        self.wrong.emit(sentence)


class RacerRow(QWidget):
    """Reports what is wished for its racer; a racer that does not run can be struck off."""

    running_changed = Signal(bool)
    rate_changed = Signal(float)
    removed = Signal()
    examined = Signal()

    def __init__(self, racer: Racer, name: str, look: Look) -> None:
        super().__init__()
        self._look = look
        self.name = name
        self.check = NarrowCheck(name, look)
        self.rate = RateField(
            translate("Surface", "Learning rate of {name}").format(name=name), look
        )
        self.remove = RemoveButton(
            "close", translate("Surface", "Remove {name} from the list").format(name=name), look
        )
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self._sample = SignSample(look, signs.of_racer(racer.sign))
        self._middle = QStackedWidget()
        self._middle.addWidget(self._sample)
        self._middle.addWidget(self.remove)
        self._lay_out()
        self.check.toggled.connect(self.running_changed)
        self.rate.committed.connect(self.rate_changed.emit)
        self.rate.wrong.connect(self._show_error)
        self.remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        self._middle.setFixedSize(self._look.px(SAMPLE_WIDTH), self._look.px(HEIGHT))
        row = QHBoxLayout()
        row.setSpacing(self._look.px(3))
        row.addWidget(self.check, 1)
        row.addWidget(self._middle)
        row.addWidget(self.rate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.error)

    def show(self, racer: Racer, *, removable: bool) -> None:  # type: ignore[override]
        """Show what is chosen for the racer."""
        self.check.blockSignals(True)
        self.check.setChecked(racer.running)
        self.check.blockSignals(False)
        self.rate.set_value(racer.learning_rate)
        self._middle.setCurrentIndex(0 if racer.running or not removable else 1)
        self._removable = removable

    _removable = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rates of all rows be of one width, a smaller one where the column is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.px(NARROW)
        self.rate.setMaximumWidth(self._look.px(LEAST_RATE_WIDTH if narrow else RATE_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Strike the racer off by the Delete key."""
        if event.key() == Qt.Key.Key_Delete and self._removable:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the racer."""
        menu = QMenu(self)
        menu.addAction(
            translate("Surface", "Examine {name}").format(name=self.name)
        ).triggered.connect(self.examined)
        remove = menu.addAction(self.remove.toolTip())
        remove.setEnabled(self._removable)
        remove.triggered.connect(self.removed)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _show_error(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


def _written(rate: float) -> str:
    """Return 0.005 as it is, and the shorter of 0.0001 and 1e-4; the field is narrow."""
    power = np.format_float_scientific(rate, trim="-", exp_digits=1)
    return exact(rate) if len(exact(rate)) <= LETTERS else min(exact(rate), power, key=len)
