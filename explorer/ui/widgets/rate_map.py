"""A slider of learning rates under a curve: what is left of a descent at each of them."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QBrush,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from explorer.core.arrays import Samples
from explorer.core.descent.results import RateMap, Trajectory
from explorer.core.numerals import MINUS, brief, exact, grouped
from explorer.ui.signs import pen
from explorer.ui.spoken import Role, SaysValue
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import rates_of
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate
Mask = NDArray[np.bool_]

_STEPS = 20  # of the arrow keys in a decade
_PLAIN = (1e-5, 1.0)  # the axis before anything is known
_DEEPEST = 1e-16  # of what is left at the start: what is below lies on the axis
_PENDING = 0.38
_TENTHS = 100  # places of the slider in a decade


class RateMapStrip(SaysValue, QSlider):
    """What is left after the last updates against the rate, with a handle at the chosen one.

    Rates at which the descent is lost are hatched, the best one is marked. While a newer map is
    computed the one before stays, pale.
    """

    spoken_role = Role.Slider

    requested = Signal(float)
    noted = Signal(str)  # what is left of the path at the chosen rate, in words

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        PlotMenu(self, values=lambda: rates_of(None if self._is_pending else self._map))
        self._look, self._best_word = look, translate("Rates", "best")
        self._rate, self._left = 0.01, math.nan
        self._map: RateMap | None = None
        self._is_pending = False
        self._is_telling = False
        self.setAccessibleName(name)
        # For a screen reader, which takes whole numbers: hundredths of a decade.
        self.setRange(-38 * _TENTHS, 6 * _TENTHS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._move)
        look.changed.connect(self.updateGeometry)
        look.changed.connect(self.update)

    def set_rate(self, rate: float) -> None:
        """Move the handle; only the user's own move is reported."""
        self._rate = rate
        self._is_telling = True
        self.setValue(round(_TENTHS * math.log10(rate)))
        self._is_telling = False
        self.say(exact(rate, "float32"))
        self.update()

    def set_path(self, path: Trajectory | None) -> None:
        """Mark what is left of the whole path at the chosen rate, and say it; None for nothing."""
        self._left, words = math.nan, ""
        if path is not None and self._map is not None and not self._is_pending:
            self._left, words = _left_of(path, self._map)
        rate = exact(self._rate, "float32")
        self.say(f"{rate}. {words}" if words else rate)
        self.noted.emit(words)
        self.update()

    def set_map(self, found: RateMap | None, *, pending: bool) -> None:
        """Draw a map; while one is pending the last one stays if there is none to draw."""
        self._is_pending = pending
        if found is not None or not pending:
            self._map = found
        self.update()

    def say(self, words: str) -> None:
        """Say this of the rate; where nobody listens it is only kept."""
        self._words = words
        if QAccessible.isActive():
            super().say(words)

    def spoken_value(self, place: int) -> float:
        """Return the rate at a place; the chosen one as it is, where the handle stands."""
        return self._rate if place == self.value() else float(f"{10 ** (place / _TENTHS):.3g}")

    def sizeHint(self) -> QSize:
        """Return the plot, its decades and a line for the best rate."""
        return QSize(self._look.px(208), self._look.px(120))

    def minimumSizeHint(self) -> QSize:
        """Return the same, but narrower."""
        return QSize(self._look.px(160), self._look.px(120))

    def position_of(self, rate: float) -> float:
        """Return where a rate lies, in pixels from the left edge, kept on the axis."""
        low, high = self.axis()
        share = math.log(rate / low) / math.log(high / low)
        return self._plot().left() + min(max(share, 0.0), 1.0) * self._plot().width()

    def axis(self) -> tuple[float, float]:
        """Return the lowest and the highest rate on the axis: whole decades that hold the chosen one."""
        low, high = _PLAIN if self._map is None else self._map.window
        here = math.log10(self._rate)
        return min(low, 10.0 ** math.floor(here)), max(high, 10.0 ** math.ceil(here))

    def _rate_at(self, position: float) -> float:
        low, high = self.axis()
        share = (position - self._plot().left()) / self._plot().width()
        return float(f"{low * (high / low) ** min(max(share, 0.0), 1.0):.2g}")

    def _plot(self) -> QRectF:
        px = self._look.px
        return QRectF(px(44), px(4), self.width() - px(52), px(72))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw hatching, curve, ticks, numbers and handle."""
        look, painter, plot = self._look, QPainter(self), self._plot()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(12))
        painter.fillRect(plot, look.colour("surface"))
        if self._map is not None:
            painter.setOpacity(_PENDING if self._is_pending else 1.0)
            self._paint_map(painter, plot, self._map)
            painter.setOpacity(1.0)
        painter.setPen(pen(look, "edge", 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(plot)
        if self._is_pending:
            painter.fillRect(
                QRectF(plot.left(), plot.bottom() + 1, plot.width(), look.px(2)),
                look.colour("accent"),
            )
        self._paint_decades(painter, plot)
        self._paint_handle(painter, plot)

    def _paint_map(self, painter: QPainter, plot: QRectF, found: RateMap) -> None:
        look = self._look
        low, high = self.axis()
        shown = (found.rates >= low) & (found.rates <= high)
        x = np.log(found.rates / low) / math.log(high / low) * plot.width() + plot.left()
        painter.save()
        painter.setClipRect(plot)
        self._paint_lost(painter, plot, x, found.is_lost, shown)
        kept = shown & ~found.is_lost & np.isfinite(found.left)
        scale = _Scale(found, plot)
        for run in _runs(kept):
            self._paint_run(painter, plot, x[run], scale.heights(found.left[run]))
        top = scale.height(found.at_start)
        painter.setPen(pen(look, "muted", 1, "dots"))
        painter.drawLine(QPointF(plot.left(), top), QPointF(plot.right(), top))
        painter.restore()
        for bound in found.bounds:
            if low < bound.rate < high:
                place = self.position_of(bound.rate)
                painter.setPen(pen(look, "red" if bound.is_stable else "green", 2))
                end = plot.top() + look.px(8)
                if bound.of_network:
                    painter.setPen(pen(look, "red", 1, "dots"))
                    end = plot.bottom()
                painter.drawLine(QPointF(place, plot.top()), QPointF(place, end))
        self._paint_heights(painter, plot, scale)
        if found.best is not None:
            self._paint_best(painter, plot, found.best)

    def _paint_run(self, painter: QPainter, plot: QRectF, x: Samples, y: Samples) -> None:
        look = self._look
        line = [QPointF(*each) for each in zip(x, y, strict=True)]
        foot = [QPointF(x[-1], plot.bottom()), QPointF(x[0], plot.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(look.theme.tint("blue")))
        painter.drawPolygon(QPolygonF([*line, *foot]))
        painter.setPen(pen(look, "blue", 1.5))
        painter.drawPolyline(QPolygonF(line))

    def _paint_lost(
        self, painter: QPainter, plot: QRectF, x: Samples, is_lost: Mask, shown: Mask
    ) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(look.colour("red", 0.55), Qt.BrushStyle.BDiagPattern))
        for run in _runs(shown & is_lost):
            # Half way to the neighbours, which are not lost.
            left = (x[run.start - 1] + x[run.start]) / 2 if run.start else plot.left()
            right = (x[run.stop - 1] + x[run.stop]) / 2 if run.stop < len(x) else plot.right()
            painter.drawRect(QRectF(left, plot.top(), right - left, plot.height()))

    def _paint_heights(self, painter: QPainter, plot: QRectF, scale: "_Scale") -> None:
        look = self._look
        painter.setPen(look.colour("muted"))
        row = look.px(16)
        # The handle lies on the lower left corner, and a number there above it.
        is_at_end = self.position_of(self._rate) < plot.left() + look.px(12)
        lowest = plot.bottom() - (row + look.px(9) if is_at_end else row / 2)
        for height, number in scale.numbers():
            top = min(max(height - row / 2, 0), lowest)
            area = QRectF(0, top, plot.left() - look.px(4), row)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number
            )

    def _paint_decades(self, painter: QPainter, plot: QRectF) -> None:
        look, (low, high) = self._look, self.axis()
        first, last = round(math.log10(low)), round(math.log10(high))
        painter.setPen(look.colour("muted"))
        metrics, edge = painter.fontMetrics(), -math.inf
        for decade in range(first, last + 1):
            word = _power(decade)
            width, place = metrics.horizontalAdvance(word), self.position_of(float(f"1e{decade}"))
            left = min(max(place - width / 2, 0), self.width() - width)
            if left > edge:
                area = QRectF(left, plot.bottom() + look.px(10), width + 1, look.px(16))
                painter.drawText(area, word)
                edge = left + width + look.px(4)

    def _paint_best(self, painter: QPainter, plot: QRectF, best: float) -> None:
        look, (low, high) = self._look, self.axis()
        if not low <= best <= high:
            return
        place, half = self.position_of(best), look.px(6)
        painter.setPen(pen(look, "green", 2))
        painter.drawLine(QPointF(place, plot.bottom() - half), QPointF(place, plot.bottom() + half))
        word = f"{self._best_word} {exact(best)}"
        painter.setFont(look.font(12, 500))
        width = painter.fontMetrics().horizontalAdvance(word)
        left = min(max(place - width / 2, 0), self.width() - width)
        painter.setPen(look.colour("green"))
        painter.drawText(QRectF(left, plot.bottom() + look.px(26), width + 1, look.px(16)), word)
        painter.setFont(look.font(12))

    def _paint_handle(self, painter: QPainter, plot: QRectF) -> None:
        look, place = self._look, self.position_of(self._rate)
        painter.setPen(pen(look, "accent", 1))
        painter.drawLine(QPointF(place, plot.top()), QPointF(place, plot.bottom()))
        painter.setPen(pen(look, "surface", 2))
        painter.setBrush(look.colour("accent"))
        if self._map is not None and math.isfinite(self._left) and not self._is_pending:
            height = _Scale(self._map, plot).height(self._left)
            painter.drawEllipse(QPointF(place, height), look.px(4), look.px(4))
        centre = QPointF(place, plot.bottom())
        if self.hasFocus():
            painter.setPen(pen(look, "accent", 2))
            painter.setBrush(look.colour("window"))
            painter.drawEllipse(centre, look.px(11), look.px(11))
        painter.setPen(pen(look, "window", 2))
        painter.setBrush(look.colour("accent" if self.isEnabled() else "dimmed"))
        painter.drawEllipse(centre, look.px(8), look.px(8))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column around."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the handle to the pointer."""
        self._request(self._rate_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while a button is held."""
        self._request(self._rate_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by a twentieth of a decade."""
        up = (Qt.Key.Key_Right, Qt.Key.Key_Up)
        down = (Qt.Key.Key_Left, Qt.Key.Key_Down)
        if event.key() in up + down:
            # From step to step of one ladder: there and back is the same rate.
            step = round(_STEPS * math.log10(self._rate)) + (1 if event.key() in up else -1)
            self._request(float(f"{10 ** (step / _STEPS):.3g}"))
        else:
            event.ignore()

    def _move(self, place: int) -> None:
        if not self._is_telling:
            self._request(float(f"{10 ** (place / _TENTHS):.3g}"))

    def _request(self, rate: float) -> None:
        if rate != self._rate:
            self.set_rate(rate)
            self.requested.emit(rate)


class _Scale:
    """Heights of what is left: by its logarithm where f* is known, else of f as it is."""

    def __init__(self, found: RateMap, plot: QRectF) -> None:
        kept = found.left[~found.is_lost & np.isfinite(found.left)]
        self._plot, self._is_log = plot, found.target is not None
        self._low: float
        self._high: float
        if self._is_log:
            top = found.at_start if 0 < found.at_start < math.inf else 1.0
            least = min(float(kept[kept > 0].min(initial=top)), top)
            self._high = math.ceil(math.log10(top) + 1e-9)
            self._low = math.floor(math.log10(max(least, top * _DEEPEST)))
        elif len(kept):
            low, high = float(kept.min()), float(kept.max())
            self._low, self._high = low, high if high > low else low + 1.0
        else:
            self._low, self._high = 0.0, 1.0

    def heights(self, left: Samples) -> Samples:
        """Return where values lie, in pixels from the top, kept on the plot."""
        with np.errstate(divide="ignore"):
            values = np.log10(left) if self._is_log else left
        share = np.clip((values - self._low) / (self._high - self._low), 0.0, 1.0)
        heights: Samples = self._plot.bottom() - share * self._plot.height()
        return heights

    def height(self, left: float) -> float:
        """Return where one value lies."""
        return float(self.heights(np.array([left]))[0])

    def numbers(self) -> list[tuple[float, str]]:
        """Return three heights with their numbers."""
        if not self._is_log:
            return [
                (self.height(each), exact(float(f"{each:.2g}"))) for each in (self._low, self._high)
            ]
        ends = round(self._low), round(self._high)
        places = sorted({*ends, sum(ends) // 2})
        return [(self.height(10.0**each), _power(each)) for each in places]


def _left_of(path: Trajectory, found: RateMap) -> tuple[float, str]:
    """Return what is left after the last updates of a path, NaN where it is lost, and in words."""
    if path.diverged_at is not None:
        text = translate("Rates", "Update {update}: not a finite number.")
        return math.nan, text.format(update=grouped(path.diverged_at))
    values = path.y[found.since :].astype(np.float64)
    if found.target is None:
        left = float(values.max())
        text = translate("Rates", "Updates {first} to {last}: f ≤ {left}")
    else:
        left = float(np.abs(values - found.target).max())
        text = translate("Rates", "Updates {first} to {last}: |f − f*| ≤ {left}")
    rounded = brief(_rounded_up(left))
    told = text.format(first=grouped(found.since), last=grouped(found.updates), left=rounded)
    return left, told


def _rounded_up(number: float) -> float:
    """Return a number with two digits that is not below it."""
    if not 0 < abs(number) < math.inf:
        return number
    unit = 10.0 ** (math.floor(math.log10(abs(number))) - 1)
    return float(f"{math.ceil(number / unit - 1e-9) * unit:.2g}")


def _power(exponent: int) -> str:
    """Return a power of ten as a number, written out where that is as short."""
    if -3 <= exponent <= 3:
        return exact(float(f"1e{exponent}"))
    return f"1e{exponent}".replace("-", MINUS)


def _runs(wanted: Mask) -> list[slice]:
    """Return the stretches in which a condition holds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.asarray(wanted, int), [0]])))
    return [slice(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
