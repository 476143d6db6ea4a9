"""What is drawn of a function and its derivatives, each order in a plot of its own."""

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.ui import signs
from explorer.ui.plots.axes import Canvas, LeftEdges, QuietPlot, text_item
from explorer.ui.plots.overlays import Overlays
from explorer.ui.plots.trail import Marker, Trail
from explorer.ui.theme import Look

# f needs most room, since steps are seen there; each derivative shares the rest.
SHARES = {3: (63, 22, 15), 4: (52, 18, 15, 15), 5: (44, 16, 14, 13, 13)}  # of the height, by plots
FOLDING = {3: 430}  # px at 100 % of all plots, below which f would have less than 240 of them
_SIGNS = (signs.VALUE, signs.SLOPE, signs.CURVATURE, signs.THIRD, signs.FOURTH)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point on the curve with f, f′, f″ … there, as the tape says."""

    x: float
    values: tuple[float, ...]


class FunctionItems(QWidget):
    """Up to five plots with one x axis, and the curves, lines, markers and words in them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.canvas = Canvas(look)
        # The guides that go along are as high as the plots: one area is painted sooner than many.
        self.canvas.setViewportUpdateMode(Canvas.ViewportUpdateMode.BoundingRectViewportUpdate)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.canvas)
        self.plots = [QuietPlot(look, end="x") for _ in _SIGNS]
        LeftEdges(self.plots)
        for order, plot in enumerate(self.plots):
            self.canvas.ci.addItem(plot, row=order, col=0)
            if order:
                plot.box.setXLink(self.plots[0].box)
        self._orders = 0
        self._make_items()
        look.changed.connect(self._dress)
        self._dress()

    def _make_items(self) -> None:
        look, main = self._look, self.plots[0]
        # "finite" leaves gaps at poles and jumps; joined, a pole would look like a steep line of
        # the function.
        self.curves = [pg.PlotCurveItem(connect="finite", antialias=True) for _ in _SIGNS]
        self.guides = [pg.InfiniteLine(0, angle=90) for _ in _SIGNS]
        self.tangent = pg.PlotCurveItem(antialias=True)
        self.parabola = pg.PlotCurveItem(antialias=True)
        self.overlays = Overlays(main, look)
        self.trail = Trail(look)
        self.start_ring = Marker(look, "purple", "ring", 11)
        self.ghost = Marker(look, "purple", "ghost", 12)
        self.point = Marker(look, "purple", "dot", 15, draggable=True)
        self.companions = [Marker(look, sign.role, "dot", 9) for sign in _SIGNS[1:]]
        self.titles = [text_item(look, sign.role, size=15) for sign in _SIGNS]
        self.labels = {
            "now": text_item(look, "purple", size=15),
            "next": text_item(look, "purple", weight=400),
            "start": text_item(look, "muted", weight=400),
            "tangent": text_item(look, "orange", weight=400, anchor=(0, 0.5)),
        }
        for order, plot in enumerate(self.plots):
            plot.add(self.guides[order], self.curves[order], self.titles[order])
        # After the curve, so over it; the point comes last, to be grabbed whatever else lies
        # there.
        main.add(self.parabola, self.tangent, self.trail, *self.labels.values())
        main.add(self.start_ring, self.ghost, self.point)
        for plot, marker in zip(self.plots[1:], self.companions, strict=True):
            plot.add(marker)
        self.trail.setZValue(10)
        self._keep_pictures()

    def _keep_pictures(self) -> None:
        """Let what stays while the point moves be painted once: dashed thick lines are slow."""
        for plot, curve in zip(self.plots, self.curves, strict=True):
            for item in (curve, plot.zero_line, plot.left, plot.bottom):
                item.setCacheMode(item.CacheMode.DeviceCoordinateCache)

    def _dress(self) -> None:
        look = self._look
        self.overlays.dress()
        for curve, sign in zip(self.curves, _SIGNS, strict=True):
            curve.setPen(sign.pen(look, 2.4 if sign is signs.VALUE else 2.0))
        for guide in self.guides:
            guide.setPen(signs.pen(look, "purple", 1, "dots", 0.8))
        self.tangent.setPen(signs.pen(look, "orange", 1.6, "dash"))
        self.parabola.setPen(signs.pen(look, "green", 1.6, "dots"))
        roles = {"now": "purple", "next": "purple", "start": "muted", "tangent": "orange"}
        for key, item in self.labels.items():
            item.setColor(look.colour(roles[key]))
            item.setFont(look.font(15 if key == "now" else 13, 600 if key == "now" else 400))
        for title, sign in zip(self.titles, _SIGNS, strict=True):
            title.setColor(look.colour(sign.role))
            title.setFont(look.font(15, 600))
        self.update()

    def _share_height(self) -> None:
        """Give each plot its share; Qt's own stretch factors look at hints before shares."""
        room = self._look.px
        shown = max(self._orders, 3)
        # f keeps 240 px, or 210 beside derivatives that were asked for; what is folded away is
        # still told by its read-out.
        while shown > 2 and self.height() < room(FOLDING.get(shown, 210 + 45 * (shown - 1))):
            shown -= 1  # the highest derivatives fold away where f would be too small
        shares = SHARES[max(shown, 3)][:shown]
        layout, axis = self.canvas.ci.layout, room(28)
        height = self.height() - (shown - 1) * layout.verticalSpacing() - axis - room(6)
        heights = []
        for order, plot in enumerate(self.plots):
            last, visible = order == shown - 1, order < shown
            plot.setVisible(visible)
            # Numbers of x once, under the lowest plot: the plots share the axis.
            plot.show_bottom(last)
            share = height * shares[order] / sum(shares) if visible else 0
            # The lowest plot is given its axis besides, so that shares are those of the areas.
            heights.append(share + (axis if last else 0))
        self.canvas.share_height(heights)
