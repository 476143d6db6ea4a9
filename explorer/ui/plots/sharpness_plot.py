"""The sharpness of a loss over the steps, under the edge beyond which steps lead away from a minimum."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.core.numerals import grouped
from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.axes import Canvas, QuietAxis, QuietPlot, text_item
from explorer.ui.plots.free_room import FreeRoom
from explorer.ui.plots.kept_picture import PixelLayer
from explorer.ui.plots.run_axes import StepAxis
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate
SHARPNESS = signs.Sign("green", "solid", "triangle")
SECOND = signs.Sign("green", "dots")
EDGE = signs.Sign("red", "solid")
_HATCHED = 0.28  # opacity
_FARTHEST = 2.0  # edges above the edge that the axis reaches to, however large a number is
_MARKERS = 12
Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SharpnessCurve:
    """What is drawn of one run.

    Attributes:
        steps: Where it was measured, shape (n,).
        first: λ₁ there, shape (n,).
        second: λ₂ there, shape (n,); empty where it is not to be drawn.
        edges: Step from which on an edge holds, and the edge; shape (m, 2). None where none is drawn.
        edge_name: How the edge is written, as "2/lr".
        end: Last step of the axis.
        now: Step that the run has come to.
    """

    steps: Samples
    first: Samples
    second: Samples
    edges: Samples
    edge_name: str
    end: float
    now: float

    @property
    def edge(self) -> float:
        """The edge that holds now; there must be one."""
        held = self.edges[self.edges[:, 0] <= self.now]
        return float((held if len(held) else self.edges)[-1 if len(held) else 0, 1])


class Hatching(PixelLayer):
    """What lies above the edge."""

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        super().__init__(box)
        self._look = look
        self.steps: Samples = np.zeros((0, 3))
        self.setZValue(-30)

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        brush = QBrush(self._look.colour("red", _HATCHED), Qt.BrushStyle.BDiagPattern)
        for left, right, height in self.steps:
            places = self.pixels(np.array([[left, height], [right, height]]))
            (x0, y), (x1, _) = np.clip(places, 0, (target.width(), target.height()))
            if y > 0 and x1 > x0:
                painter.fillRect(QRectF(target.left() + x0, target.top(), x1 - x0, y), brush)


class SharpnessPlot(QWidget):
    """λ₁ and λ₂ over the steps, the edge as a line, the region above it hatched as on Descent."""

    spoken_role = Role.Chart

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        """Take the view whose steps are shown here, too."""
        super().__init__()
        self._look = look
        self._curve: SharpnessCurve | None = None
        self.setAccessibleName(translate("Mnist", "Sharpness over the steps"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.key_box = box
        self.canvas = Canvas(look)
        PlotMenu(self, self.canvas.viewport())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self.plot = QuietPlot(look, left=QuietAxis("left", look), bottom=StepAxis(look))
        self.plot.zero_line.hide()
        self.canvas.ci.addItem(self.plot)
        self.plot.box.setXLink(box)
        self.hatching = Hatching(self.plot.box, look)
        self.first = pg.PlotCurveItem(antialias=True, connect="finite")
        self.second = pg.PlotCurveItem(antialias=True, connect="finite")
        self.edge = pg.PlotCurveItem()
        self.marks = pg.ScatterPlotItem(size=9, pxMode=True, symbol="t1")
        self.words = [text_item(look, role) for role in ("green", "red", "text")]
        self.plot.add(self.hatching, self.edge, self.second, self.first, self.marks, *self.words)
        self.read: int | None = None  # the measurement that is pointed at
        self._line, self._told = pg.InfiniteLine(0, angle=90), text_item(look, "text")
        self._told.setZValue(60)
        self.plot.add(self._line, self._told)
        self.canvas.scene().sigMouseMoved.connect(self._point)
        self.canvas.viewport().installEventFilter(self)
        self._show(None)
        self.setMinimumHeight(look.px(120))
        look.changed.connect(self._dress)
        self.plot.box.sigRangeChanged.connect(lambda *_: self._place_words())
        self._dress()
        self.hide()

    def set_curve(self, curve: SharpnessCurve) -> None:
        """Draw what a run has measured so far."""
        self._curve = curve
        self.first.setData(curve.steps, curve.first)
        self.second.setVisible(bool(len(curve.second)))
        if len(curve.second):
            self.second.setData(curve.steps, curve.second)
        # A dozen marks at most: more would be a row of triangles.
        every = max(len(curve.steps) // _MARKERS, 1)
        self.marks.setData(curve.steps[::-every], curve.first[::-every])
        ends = np.append(curve.edges[1:, 0], curve.end)[: len(curve.edges)]
        self.hatching.steps = np.column_stack([curve.edges[:, 0], ends, curve.edges[:, 1]])
        self.hatching.update()
        x = np.column_stack([curve.edges[:, 0], ends]).ravel()
        self.edge.setData(x, np.repeat(curve.edges[:, 1], 2))
        self._set_height(curve)
        texts = ["", "", ""]
        if len(curve.steps):
            texts[0] = translate("Mnist", "sharpness λ₁, largest eigenvalue of the Hessian")
        if len(curve.edges):
            texts[1] = f"{curve.edge_name} = {curve.edge:.3g}"
            texts[2] = translate(
                "Mnist", "on a parabola this sharp, steps lead away from the minimum"
            )
        for item, text in zip(self.words, texts, strict=True):
            item.setText(text)
        self._show(self.read)
        self._place_words()

    @property
    def told(self) -> str:
        """What is said of the measurement that is pointed at; empty for none."""
        curve, at = self._curve, self.read
        if curve is None or at is None:
            return ""
        parts = [f"λ₁ {curve.first[at]:.4g}"]
        if len(curve.second):
            parts.append(f"λ₂ {curve.second[at]:.4g}")
        held = curve.edges[curve.edges[:, 0] <= curve.steps[at]] if len(curve.edges) else []
        if len(held):
            parts.append(f"{curve.edge_name} {held[-1][1]:.4g}")
        text = translate("Mnist", "step {step}: {values}")
        return text.format(step=grouped(int(curve.steps[at])), values=", ".join(parts))

    def _show(self, at: int | None) -> None:
        """Say the values of a measurement, None for none."""
        curve = self._curve
        count = 0 if curve is None else len(curve.steps)
        self.read = None if at is None or not count else min(max(at, 0), count - 1)
        for item in (self._line, self._told):
            item.setVisible(self.read is not None)
        if self.read is None or curve is None:
            return
        (left, right), (_, high) = self.plot.box.viewRange()
        place = float(curve.steps[self.read])
        self._line.setValue(place)
        self._told.setText(self.told)
        self._told.setAnchor((1.03, 0) if place > (left + right) / 2 else (-0.03, 0))
        self._told.setPos(place, high)

    def _point(self, at: QPointF) -> None:
        box, curve = self.plot.box, self._curve
        if curve is None or not len(curve.steps) or not box.sceneBoundingRect().contains(at):
            self._show(None)
        else:
            self._show(int(np.abs(curve.steps - box.mapSceneToView(at).x()).argmin()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the mouse leaves the plot."""
        if event.type() == QEvent.Type.Leave:
            self._show(None)
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the measurement before or after; Esc reads no more."""
        key, curve = Qt.Key(event.key()), self._curve
        is_shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and is_shifted and curve is not None:
            by = 1 if key == Qt.Key.Key_Right else -1
            self._show(len(curve.steps) - 1 if self.read is None else self.read + by)
        elif key == Qt.Key.Key_Escape and self.read is not None:
            self._show(None)
        else:
            super().keyPressEvent(event)

    def described(self) -> str:
        """Return how the sharpness goes, and where the edge is."""
        curve = self._curve
        if curve is None or not len(curve.steps):
            return spoken_lines.nothing()
        told = [spoken_lines.line("λ₁", curve.steps, curve.first)]
        if len(curve.second):
            told.append(spoken_lines.line("λ₂", curve.steps, curve.second))
        if len(curve.edges):
            told.append(spoken_lines.value(curve.edge_name, curve.edge))
        return spoken_lines.joined(told)

    def _set_height(self, curve: SharpnessCurve) -> None:
        """Let the axis hold all of the sharpness, and the newest edge in its middle third."""
        known = np.concatenate([curve.first, curve.second])
        known = known[np.isfinite(known)]
        if not len(curve.edges):
            low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
            air = 0.1 * max(high - low, 1e-6 + 0.02 * abs(high))
            self.plot.box.setYRange(low - air, high + air, padding=0)
            return
        edge = curve.edge
        if np.ptp(curve.edges[:, 1]) and known.size and known.max() > 0:
            # One that moves may leave all sight, as where the rate goes to 0: the sharpness stays seen.
            edge = min(edge, _FARTHEST * float(known.max()))
        unit = 0.05 * edge  # in steps, so that the axis does not move at each measurement
        below = edge - float(known.min()) if known.size else 0.0
        above = float(known.max()) - edge if known.size else 0.0
        below, above = (
            unit * (int(min(max(each, unit), _FARTHEST * edge) / unit) + 2)
            for each in (below, above)
        )
        below, above = max(below, above / 2), max(above, below / 2)
        self.plot.box.setYRange(edge - below, edge + above, padding=0)

    def _place_words(self) -> None:
        curve = self._curve
        if curve is None:
            return
        edges = (self.edge.xData, self.edge.yData)
        lines = [each for each in ((curve.steps, curve.first), edges) if each[0] is not None]
        lines = [each for each in lines if len(each[0])]
        room = FreeRoom(self.plot.box, lines)
        name, edge, region = self.words
        if len(curve.edges):
            # Of an edge that moves its number is that of now, so it stands there.
            moves = np.ptp(curve.edges[:, 1]) > 0
            liked = min(max(curve.now / max(curve.end, 1.0), 0.05), 0.8) if moves else 0.05
            room.put(edge, room.along(edge, edges, liked))
        if len(curve.steps):
            room.put(name, room.along(name, (curve.steps, curve.first), 0.6))
        if len(curve.edges):
            across = self.plot.box.width() - region.boundingRect().width()
            high = self.plot.box.height() - region.boundingRect().height()
            # Above the edge, at the right; nearer to the left where something stands there.
            room.put(
                region, [((share * across, high), 10 * (1 - share)) for share in (1.0, 0.5, 0.0)]
            )
            region.setVisible(not room.is_crowded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the words anew."""
        super().resizeEvent(event)
        self._place_words()

    def _dress(self) -> None:
        look = self._look
        self._line.setPen(signs.pen(look, "text", 1, "dots"))
        self._told.setFont(look.font(12))
        self._told.setColor(look.colour("text"))
        self._told.fill = pg.mkBrush(look.colour("surface", 0.9))
        self.first.setPen(SHARPNESS.pen(look, 2))
        self.second.setPen(SECOND.pen(look, 2))
        self.edge.setPen(EDGE.pen(look, 2))
        self.marks.setBrush(look.colour("green"))
        self.marks.setPen(signs.pen(look, "surface", 1.5))
        for item, role in zip(self.words, ("green", "red", "text"), strict=True):
            item.setColor(look.colour(role))
            # Words on hatching stand on the ground's own colour.
            item.fill = pg.mkBrush(look.colour("surface", 0.8))
