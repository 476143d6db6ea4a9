"""Rows to check: alone, with the sample of what each shows at its right end, or one of several."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.ui import signs
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import leaves_arrows

HEIGHT = 26
BOX = 16


class CheckRow(QCheckBox):
    """A check box over the whole row, painted in the program's own look."""

    def __init__(
        self, text: str, look: Look, sign: signs.Sign | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._look, self._sign = look, sign
        _dress(self, look)

    def sizeHint(self) -> QSize:
        """Return one row of the grid."""
        return _size(self, self._look, aside=self._sign is not None)

    minimumSizeHint = sizeHint

    # Qt's box takes clicks on box and text alone; the row is what is aimed at.
    def hitButton(self, position: object) -> bool:  # noqa: ARG002 - Qt's signature
        """Take a click anywhere on the row."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the page."""
        if not leaves_arrows(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw box, check, text and sample."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _box(self, look)
        on, live = self.isChecked(), self.isEnabled()
        edge = ("accent" if on else "edge") if live else "line"
        painter.setPen(signs.pen(look, edge, 1))
        painter.setBrush(look.colour(("accent" if live else "dimmed") if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.drawPixmap(
                box.toAlignedRect().adjusted(2, 2, -2, -2), look.pixmap("check", "on_accent")
            )
        _paint_text(self, painter, look)
        if self._sign is not None:
            wide = self._sign.stroke is not None
            sample = QRectF(
                self.width() - look.px(22 if wide else 18),
                0,
                look.px(22 if wide else 12),
                self.height(),
            )
            signs.paint(painter, sample, self._sign, look)


class RadioRow(QRadioButton):
    """One of several exclusive rows, with an optional icon at its right end."""

    def __init__(
        self, text: str, look: Look, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._look, self._icon_name = look, icon
        _dress(self, look)

    def sizeHint(self) -> QSize:
        """Return one row of the grid."""
        return _size(self, self._look, aside=bool(self._icon_name))

    minimumSizeHint = sizeHint

    def hitButton(self, position: object) -> bool:  # noqa: ARG002 - Qt's signature
        """Take a click anywhere on the row."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw circle, text and icon."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = _box(self, look)
        on = self.isChecked()
        painter.setPen(signs.pen(look, "accent" if on else "edge", 1))
        painter.setBrush(look.colour("accent" if on else "surface"))
        painter.drawEllipse(circle)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("on_accent"))
            painter.drawEllipse(circle.center(), circle.width() * 0.2, circle.width() * 0.2)
        _paint_text(self, painter, look)
        if self._icon_name:
            icon = look.pixmap(self._icon_name, "muted")
            painter.drawPixmap(self.width() - look.px(17), (self.height() - look.px(16)) // 2, icon)


class RadioRows(QWidget):
    """A few exclusive choices, one row each.

    Attributes:
        rows: The rows by their keys.
    """

    spoken_role = Role.Grouping

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], look: Look, icons: Mapping[str, str]
    ) -> None:
        """Take the choices as pairs of key and text, and the names of their icons by key."""
        super().__init__()
        self.setAccessibleName(name)
        self.choices = choices
        self.rows = {key: RadioRow(text, look, icons.get(key, "")) for key, text in choices}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for key, row in self.rows.items():
            # Two rows change with each choice; the one that is left says nothing.
            row.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)
            column.addWidget(row)

    def set_value(self, key: str) -> None:
        """Show a choice; only the user's own choosing is reported."""
        # The program shows a choice here; only a person's is told.
        with QSignalBlocker(self.rows[key]):
            self.rows[key].setChecked(True)
        # Tab comes to the row that is on; the arrow keys of Qt's radio buttons go on from there.
        self.setFocusProxy(self.rows[key])


def _dress(row: QAbstractButton, look: Look) -> None:
    row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    look.changed.connect(row.update)


def _size(row: QAbstractButton, look: Look, *, aside: bool) -> QSize:
    """Return room for box and text, and for what stands at the right end."""
    text = row.fontMetrics().horizontalAdvance(row.text())
    return QSize(look.px(60 if aside else 28) + text, look.px(HEIGHT))


def _box(row: QAbstractButton, look: Look) -> QRectF:
    side = look.px(BOX)
    return QRectF(0.5, (row.height() - side) / 2, side, side)


def _paint_text(row: QAbstractButton, painter: QPainter, look: Look) -> None:
    area = QRectF(row.rect()).adjusted(look.px(24), 0, 0, 0)
    painter.setPen(look.colour("text" if row.isEnabled() else "dimmed"))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, row.text())
    if row.hasFocus():
        painter.setPen(signs.pen(look, "accent", 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(row.rect()).adjusted(1, 1, -1, -1), 4, 4)
