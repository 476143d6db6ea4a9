"""The learning rate on a log scale, with the stable band and where descent is fastest."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.core.numerals import exact
from explorer.ui.signs import pen
from explorer.ui.theme import Look

STEP = 10 ** (1 / 20)  # a twentieth of a decade per arrow key


class RateBand(QWidget):
    """A slider from far below the fastest rate to a little above the largest stable one.

    The band up to `stable` is filled, what lies above is hatched; ticks stand at both rates.
    Without known rates it is a plain slider over five decades.
    """

    requested = Signal(float)

    def __init__(
        self, name: str, fastest_word: str, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._fastest_word = look, fastest_word
        self._value, self._stable, self._fastest = 0.01, 0.0, 0.0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_value(self, rate: float) -> None:
        """Move the handle; only the user's own move is reported."""
        self._value = rate
        self.setAccessibleDescription(exact(rate, "float32"))
        self.update()

    def set_rates(self, stable: float | None, fastest: float | None) -> None:
        """Draw the band for the largest stable rate and the fastest one; None when not known."""
        self._stable, self._fastest = stable or 0.0, fastest or 0.0
        self.update()

    def sizeHint(self) -> QSize:
        """Return the bar and its line of labels."""
        return QSize(self._look.px(160), self._look.px(40))

    minimumSizeHint = sizeHint

    def position_of(self, rate: float) -> float:
        """Return where a rate lies, in pixels from the left edge, kept on the bar."""
        low, high = self._range()
        share = math.log(max(rate, 1e-30) / low) / math.log(high / low)
        return self._bar().left() + min(max(share, 0.0), 1.0) * self._bar().width()

    def _rate_at(self, position: float) -> float:
        low, high = self._range()
        share = (position - self._bar().left()) / self._bar().width()
        return float(f"{low * (high / low) ** min(max(share, 0.0), 1.0):.2g}")

    def _range(self) -> tuple[float, float]:
        if self._stable > 0:
            return self._stable / 1000, self._stable * 4
        return 1e-5, 1.0

    def _bar(self) -> QRectF:
        margin = self._look.px(8)
        return QRectF(margin, self._look.px(8), self.width() - 2 * margin, self._look.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw band, hatching, ticks, labels and handle."""
        look, painter, bar = self._look, QPainter(self), self._bar()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._stable > 0:
            self._paint_band(painter, bar)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("track"))
            painter.drawRoundedRect(bar.adjusted(0, 2, 0, -2), 2, 2)
        centre = QPointF(self.position_of(self._value), bar.center().y())
        if self.hasFocus():
            painter.setPen(pen(look, "accent", 2))
            painter.setBrush(look.colour("window"))
            painter.drawEllipse(centre, look.px(11), look.px(11))
        painter.setPen(pen(look, "window", 2))
        painter.setBrush(look.colour("accent" if self.isEnabled() else "dimmed"))
        painter.drawEllipse(centre, look.px(8), look.px(8))

    def _paint_band(self, painter: QPainter, bar: QRectF) -> None:
        look = self._look
        edge, quick = self.position_of(self._stable), self.position_of(self._fastest)
        painter.setPen(pen(look, "green", 1))
        painter.setBrush(QBrush(look.theme.tint("green")))
        painter.drawRoundedRect(
            QRectF(bar.left(), bar.top(), edge - bar.left(), bar.height()), 2, 2
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(look.colour("red", 0.75), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(QRectF(edge, bar.top(), bar.right() - edge, bar.height()))
        reach = look.px(4)
        for role, place in (("green", quick), ("red", edge)):
            painter.setPen(pen(look, role, 2))
            painter.drawLine(
                QPointF(place, bar.top() - reach), QPointF(place, bar.bottom() + reach)
            )
        painter.setFont(look.font(12, 500))
        row = QRectF(0, bar.bottom() + reach, self.width(), look.px(18))
        self._paint_labels(painter, row, edge)

    def _paint_labels(self, painter: QPainter, row: QRectF, edge: float) -> None:
        look, metrics = self._look, painter.fontMetrics()
        stable = f"{self._stable:.3g}"
        width = metrics.horizontalAdvance(stable)
        left = min(max(edge - width / 2, 0), self.width() - width)
        painter.setPen(look.colour("red"))
        painter.drawText(QRectF(left, row.top(), width + 1, row.height()), stable)
        painter.setPen(look.colour("green"))
        fastest = f"{self._fastest_word} {self._fastest:.3g}"
        right = QRectF(0, row.top(), left - look.px(10), row.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignRight, fastest)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the handle to the pointer."""
        self._request(self._rate_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while a button is held."""
        self._request(self._rate_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by a twentieth of a decade."""
        up = (Qt.Key.Key_Right, Qt.Key.Key_Up)
        down = (Qt.Key.Key_Left, Qt.Key.Key_Down)
        if event.key() in up + down:
            self._request(float(f"{self._value * (STEP if event.key() in up else 1 / STEP):.3g}"))
        else:
            super().keyPressEvent(event)

    def _request(self, rate: float) -> None:
        if rate != self._value:
            self.set_value(rate)
            self.requested.emit(rate)
