"""One racer on the map: where it was, where it is, and faintly where it will go."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from explorer.ui import signs
from explorer.ui.plots.cased_text import CasedText
from explorer.ui.plots.thinning import FEW, stride, thinned
from explorer.ui.theme import Look

Places = NDArray[np.float64]  # shape (n, 2)

_NOWHERE = np.zeros((0, 2))


@dataclass(frozen=True, slots=True, eq=False)
class RacerDrawing:
    """What is drawn of a racer.

    Attributes:
        sign: Its colour, line and marker.
        name: The word beside its marker.
        places: All places of its path, the start first, shape (n + 1, 2).
        at: Index of the place where it is.
        updates: Updates of the whole race, which decide where the path has dots.
    """

    sign: signs.Sign
    name: str
    places: Places
    at: int
    updates: int

    @property
    def place(self) -> tuple[float, float]:
        """Where it is."""
        return float(self.places[self.at, 0]), float(self.places[self.at, 1])


class RacerPath:
    """The plot's items of one racer."""

    def __init__(self, look: Look, plot: pg.PlotItem, depth: int) -> None:
        self._look = look
        self._dressed_for: tuple[signs.Sign, bool, str, float] | None = None
        self.future = pg.PlotCurveItem(antialias=True)
        self.casing = pg.PlotCurveItem(antialias=True)
        self.line = pg.PlotCurveItem(antialias=True)
        self.dots = pg.ScatterPlotItem(size=6, pxMode=True)
        self.end = pg.ScatterPlotItem(pxMode=True)
        self.name = CasedText(look, "text")
        self._items = (self.future, self.casing, self.line, self.dots, self.end, self.name)
        heights = (4.0, 5.0, 6.0, 7.0, 25.0, 40.0)
        for item, height in zip(self._items, heights, strict=True):
            item.setZValue(height - depth * 0.01)
            plot.addItem(item, ignoreBounds=True)

    def show(self, drawing: RacerDrawing | None, pixel: float, limits: Places) -> None:
        """Draw a racer, or nothing.

        Args:
            drawing: What is drawn.
            pixel: Width of a pixel in data units.
            limits: Lower left and upper right corner far beyond the view, shape (2, 2); what lies
                farther out is drawn there.
        """
        look = self._look
        for item in self._items:
            item.setVisible(drawing is not None)
        if drawing is None:
            return
        dress = (drawing.sign, drawing.at > 2 * FEW, look.theme.name, look.scale)
        if dress != self._dressed_for:  # pens of scatter plots are slow to set
            self._dressed_for = dress
            self._dress(drawing)
        self.name.set_text(drawing.name, drawing.sign.role)
        places = np.clip(drawing.places, *limits)
        been, ahead = places[: drawing.at + 1], places[drawing.at :]
        been_thin = thinned(been, pixel)
        for curve in (self.casing, self.line):
            curve.setData(been_thin[:, 0], been_thin[:, 1])
        self.casing.setVisible(len(been_thin) <= FEW)
        self.future.setData(*thinned(ahead, pixel).T)
        every = stride(drawing.updates)
        dots = been[every:-1:every] if drawing.at > every else _NOWHERE
        self.dots.setData(*dots.T)
        self.end.setData(*been[-1:].T)

    def _dress(self, drawing: RacerDrawing) -> None:
        look, sign = self._look, drawing.sign
        many = drawing.at > 2 * FEW
        self.line.setPen(sign.pen(look, 1.0 if many else 2.0))
        self.casing.setPen(signs.pen(look, "surface", 4.5, opacity=0.85))
        self.future.setPen(signs.pen(look, sign.role, 1, opacity=0.35))
        self.dots.setBrush(look.colour(sign.role))
        self.dots.setPen(signs.pen(look, "surface", 0.6))
        self.end.setSymbol(signs.marker_outline(sign.marker or "dot"))
        self.end.setSize(look.px(15))
        self.end.setBrush(look.colour(sign.role))
        self.end.setPen(signs.pen(look, "surface", 2))
