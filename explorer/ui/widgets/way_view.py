"""The way from a source to a result, one operation below the other: what flows, and where it is cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.ui import signs
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import way_of
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate

_ROW = 21  # px
_THERE, _BACK, _WORDS = (
    10,
    24,
    42,
)  # px from the left: what flows onward, what comes back, the words
_DOT, _CROSS, _ARROW = 3.0, 4.0, 4.0
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRow:
    """A place on the way.

    Attributes:
        text: What stands there.
        aside: A quieter word at the right, "" for none.
        told: What a rest of the mouse tells, "" for nothing.
        flows: Whether a gradient passes it on its way back.
        blamed: Whether it is the place that is named as the cut.
        several: Whether it stands for operations that are left out.
    """

    text: str
    aside: str = ""
    told: str = ""
    flows: bool = True
    blamed: bool = False
    several: bool = False


class WayView(QWidget):
    """Draws a way: values flow down on the left line, the gradient comes back up on the right one."""

    spoken_role = Role.Graphic

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        PlotMenu(self, values=lambda: way_of(self.rows))
        self._look, self._told = look, ""
        self.setAccessibleName(translate("Way", "From the source to the result"))
        self.rows: tuple[WayRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    def show_way(self, rows: Sequence[WayRow], described: str) -> None:
        """Show a way from its source, the first row, to its result, the last; and say it in words."""
        self.rows = tuple(rows)
        self._told = described
        tell_description(self)
        self._dress()

    def described(self) -> str:
        """Return the way in words."""
        return self._told

    @property
    def comes_back_to(self) -> int:
        """The first row that a gradient comes back to, counted from the source; 0 if it reaches it."""
        for index in range(len(self.rows) - 1, -1, -1):
            if not self.rows[index].flows:
                return index
        return 0

    def sizeHint(self) -> QSize:
        """Return the room for all rows."""
        return QSize(self._look.px(240), self._look.px(_ROW) * len(self.rows))

    minimumSizeHint = sizeHint

    def event(self, event: QEvent) -> bool:
        """Tell more of the row under a resting mouse."""
        if isinstance(event, QHelpEvent):
            row = event.pos().y() // self._look.px(_ROW)
            told = self.rows[row].told if 0 <= row < len(self.rows) else ""
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw lines, then places, then words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reached = self.comes_back_to
        for index in range(len(self.rows) - 1):
            self._draw_lines(painter, index, comes_back=index >= reached)
        for index, row in enumerate(self.rows):
            self._draw_place(painter, index, row)
            self._draw_words(painter, index, row)

    def _at(self, x: float, index: int) -> QPointF:
        row = self._look.px(_ROW)
        return QPointF(self._look.px(x), index * row + row / 2)

    def _draw_lines(self, painter: QPainter, index: int, *, comes_back: bool) -> None:
        look, gap = self._look, self._look.px(_DOT + 1)
        upper, lower = QPointF(0, gap), QPointF(0, -gap)
        painter.setPen(signs.VALUE.pen(look))
        painter.drawLine(self._at(_THERE, index) + upper, self._at(_THERE, index + 1) + lower)
        self._draw_arrow(painter, self._at(_THERE, index + 1) + lower, 1, "blue")
        # Dots where nothing comes back: a line that is left out could be an oversight.
        back = signs.SLOPE.pen(look) if comes_back else signs.pen(look, "muted", 1.2, "dots")
        painter.setPen(back)
        painter.drawLine(self._at(_BACK, index + 1) + lower, self._at(_BACK, index) + upper)
        if comes_back:
            self._draw_arrow(painter, self._at(_BACK, index) + upper, -1, "orange")

    def _draw_arrow(self, painter: QPainter, tip: QPointF, way: int, role: str) -> None:
        size = self._look.px(_ARROW)
        wings = (QPointF(-size * 0.7, -way * size), QPointF(size * 0.7, -way * size))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(role))
        painter.drawPolygon(QPolygonF([tip, tip + wings[0], tip + wings[1]]))

    def _draw_place(self, painter: QPainter, index: int, row: WayRow) -> None:
        look = self._look
        size = look.px(_DOT)
        if row.several:
            painter.setPen(signs.pen(look, "muted", 1.6, "dots"))
            for x in (_THERE, _BACK):
                middle = self._at(x, index)
                painter.drawLine(middle - QPointF(0, size), middle + QPointF(0, size))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("blue"))
        painter.drawEllipse(self._at(_THERE, index), size, size)
        if row.flows:
            passed = index >= self.comes_back_to
            painter.setBrush(look.colour("orange" if passed else "muted"))
            painter.drawEllipse(self._at(_BACK, index), size, size)
            return
        # A cross and not only another colour.
        painter.setPen(signs.pen(look, "red" if row.blamed else "amber", 2.2, "solid"))
        cross, middle = look.px(_CROSS), self._at(_BACK, index)
        for way in (1, -1):
            painter.drawLine(
                middle + QPointF(-cross, -way * cross), middle + QPointF(cross, way * cross)
            )

    def _draw_words(self, painter: QPainter, index: int, row: WayRow) -> None:
        look, height = self._look, self._look.px(_ROW)
        area = QRectF(look.px(_WORDS), index * height, self.width() - look.px(_WORDS), height)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        metrics = painter.fontMetrics()
        painter.drawText(area, _RIGHT, row.aside)
        rest = area.adjusted(0, 0, -metrics.horizontalAdvance(row.aside) - look.px(8), 0)
        if not row.several:
            painter.setFont(look.font(12, 600 if row.blamed else 400, mono=True))
            painter.setPen(look.colour("red" if row.blamed else "text"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(row.text, Qt.TextElideMode.ElideMiddle, int(rest.width()))
        painter.drawText(rest, _LEFT, text)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
