"""A heat map of a grid's results: a row for each network and rule, a column for each rate."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.ui.plots import spoken_lines
from explorer.ui.signs import pen
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look, mix
from explorer.ui.widgets.picture_values import grid_of
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate

_ROW, _HEAD, _NAME = 30, 22, 112  # px at 100 %
_LEAST, _MOST = 0.06, 0.43  # share of blue of the lowest and the highest number


@dataclass(frozen=True, slots=True)
class GridCell:
    """One combination.

    Attributes:
        value: What its colour tells; None where no run has come to its end.
        text: What is written in it.
        tip: All that is known of it.
    """

    value: float | None
    text: str
    tip: str


class GridMap(QWidget):
    """Cells in by a setter; arrows go from cell to cell, which tells a screen reader what each says.

    Attributes:
        cells: By row and column; None where there is no such combination yet.
    """

    spoken_role = Role.Chart

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        PlotMenu(self, values=lambda: grid_of(self._rows, self._columns, self.cells))
        self._look = look
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self.cells: dict[tuple[int, int], GridCell] = {}
        self._at = (0, 0)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def show_cells(
        self, rows: Sequence[str], columns: Sequence[str], cells: dict[tuple[int, int], GridCell]
    ) -> None:
        """Show combinations by row and column."""
        self._rows, self._columns, self.cells = rows, columns, cells
        self._at = (min(self._at[0], max(len(rows) - 1, 0)), min(self._at[1], len(columns)))
        tell_description(self)
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def described(self) -> str:
        """Return the marked combination, and the best of all."""
        known = {at: cell.value for at, cell in self.cells.items() if cell.value is not None}
        told = [self.cells[self._at].tip] if self._at in self.cells else []
        if known:
            best = self.cells[max(known, key=lambda at: known[at])].tip
            told.append(translate("Spoken", "Best: {combination}").format(combination=best))
        return spoken_lines.joined(each.replace("\n", "; ") for each in told)

    def sizeHint(self) -> QSize:
        """Return the room for all rows."""
        px = self._look.px
        return QSize(
            px(_NAME + 60 * max(len(self._columns), 1)), px(_HEAD + _ROW * len(self._rows))
        )

    def _area(self, row: int, column: int) -> QRectF:
        px = self._look.px
        width = (self.width() - px(_NAME)) / max(len(self._columns), 1)
        return QRectF(
            px(_NAME) + column * width, px(_HEAD) + row * px(_ROW), width - 2, px(_ROW) - 2
        )

    def _cell_at(self, place: QPointF) -> tuple[int, int] | None:
        return next((at for at in self.cells if self._area(*at).contains(place)), None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw names, cells and the keyboard's place."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = [cell.value for cell in self.cells.values() if cell.value is not None]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        right, middle = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        for place, name in enumerate(self._columns):
            head = self._area(0, place)
            head.moveTop(0)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, name)
        for place, name in enumerate(self._rows):
            side = QRectF(0, self._area(place, 0).top(), look.px(_NAME) - 8, look.px(_ROW) - 2)
            short = painter.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideMiddle, int(side.width())
            )
            painter.drawText(side, right | middle, short)
        surface, blue = look.theme["surface"], look.theme["blue"]
        for (row, column), cell in self.cells.items():
            area = self._area(row, column)
            if cell.value is None:
                painter.setPen(pen(look, "edge", 1, "dots"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            else:
                share = (cell.value - low) / (high - low) if high > low else 1.0
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(mix(surface, blue, _LEAST + share * (_MOST - _LEAST))))
            painter.drawRoundedRect(area, 4, 4)
            painter.setPen(look.colour("text"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, cell.text)
        if self.hasFocus() and self.cells:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(look, "accent", 2))
            painter.drawRoundedRect(self._area(*self._at).adjusted(1, 1, -1, -1), 4, 4)

    def event(self, event: QEvent) -> bool:
        """Tell all of a cell that is pointed at."""
        if isinstance(event, QHelpEvent):
            at = self._cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.cells[at].tip if at else "", self)
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from cell to cell."""
        by = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if by is None:
            super().keyPressEvent(event)
            return
        at = (self._at[0] + by[0], self._at[1] + by[1])
        if at in self.cells:
            self._at = at
            tell_description(self)
            self.update()
