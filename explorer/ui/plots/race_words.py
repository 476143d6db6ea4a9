"""The words on a map of a race: names beside the racers, "start", and where Newton's step lands."""

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.ui.plots.free_room import FreeRoom, arrow_to
from explorer.ui.plots.kept_picture import is_recording
from explorer.ui.plots.map_ground import MapPlot
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.theme import Look

RIM = 4.0  # px around the letters


class CasedText(pg.GraphicsObject):
    """A word of fixed size in pixels, its lower left corner at a place in data units."""

    def __init__(self, look: Look, role: str, *, size: int = 15, weight: int = 600) -> None:
        super().__init__()
        self._look, self._role, self._size, self._weight = look, role, size, weight
        self._text = ""
        self._box, self._picture = QRectF(), QPixmap()
        # Letters keep their size and stay upright, also where the y axis points upwards.
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(40)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    @property
    def role(self) -> str:
        """The name of its colour."""
        return self._role

    def set_text(self, text: str, role: str | None = None) -> None:
        """Show another word, if wished in another colour."""
        if (text, role or self._role) != (self._text, self._role):
            self._text, self._role = text, role or self._role
            self._dress()

    def setAnchor(self, anchor: tuple[float, float]) -> None:
        """Take what plots tell their words: they stand on their lower left corner."""

    def boundingRect(self) -> QRectF:
        """Return the box of the word with its rim, in pixels."""
        return self._box

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Show the picture of the word."""
        if is_recording(painter):  # in which pixels would be coarse, and no text
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._case(painter, QPointF(RIM / 2, -self._descent))
            painter.setFont(self._font)
            painter.setPen(self._look.colour(self._role))
            painter.drawText(QPointF(RIM / 2, -self._descent), self._text)
            return
        device = painter.device()
        density = device.devicePixelRatioF() if device is not None else 1.0
        # A picture: letters with a casing are slow to paint, and only their place changes.
        if self._picture.isNull() or self._picture.devicePixelRatioF() != density:
            self._picture = self._drawn(density)
        painter.drawPixmap(self._box.topLeft(), self._picture)

    def _drawn(self, density: float) -> QPixmap:
        """Return the rim with the word on it."""
        picture = QPixmap((self._box.size() * density).toSize() + QSize(1, 1))
        picture.setDevicePixelRatio(density)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            letters = self._case(painter, QPointF(RIM / 2, self._box.height() - self._descent))
            painter.fillPath(letters, self._look.colour(self._role))
        return picture

    def _case(self, painter: QPainter, base: QPointF) -> QPainterPath:
        """Paint the rim, and return the letters in it."""
        letters = QPainterPath()
        letters.addText(base, self._font, self._text)
        rim = QPen(self._look.colour("surface"), RIM)
        # Round: pointed joins of thick strokes would stick out at the corners of letters.
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(letters, rim)
        return letters

    @property
    def _font(self) -> QFont:
        return self._look.font(self._size, self._weight)

    @property
    def _descent(self) -> float:
        return QFontMetricsF(self._font).descent()

    def _dress(self) -> None:
        self.prepareGeometryChange()
        metrics = QFontMetricsF(self._font)
        width = metrics.horizontalAdvance(self._text) + RIM
        # Upwards from its place: y points downwards in an item that ignores the view.
        self._box = QRectF(0, -metrics.height(), width, metrics.height())
        self._picture = QPixmap()
        self.update()


translate = QCoreApplication.translate

Place = tuple[float, float]
Places = NDArray[np.float64]  # shape (n, 2)


class RaceWords:
    """Gives every word a place of its own, off the paths and the marks.

    Attributes:
        names: Words of the racers; those not in use are hidden.
        start: The word at the start.
        newton: The word at the end of Newton's step.

    Args:
        plot: The map.
        look: Colours and sizes.
        taken: Returns where something lies on the map that words keep off, in the scene.
        arranged: Is handed the room that is left, each time words have been given their places.
    """

    def __init__(
        self,
        plot: MapPlot,
        look: Look,
        taken: Callable[[], Sequence[QRectF]],
        arranged: Callable[[FreeRoom], None],
    ) -> None:
        self._plot, self._look, self._taken, self._arranged = plot, look, taken, arranged
        self.names: list[CasedText] = []
        self.start = CasedText(look, "text", weight=600)
        self.newton = CasedText(look, "text", size=13, weight=500)
        plot.add(self.start, self.newton)
        self._beside: list[Place] = []  # px from each racer to the corner of its name
        self._beside_newton: Place | None = None
        self._marks: list[Places] = []

    def place(
        self, racers: Sequence[RacerDrawing], start: Place, minima: Places, newton: Place | None
    ) -> None:
        """Look for the best places of all words.

        Args:
            racers: The racers, the first on top.
            start: Where they start.
            minima: Marks to keep off, shape (n, 2).
            newton: Where Newton's step lands, None when it is not shown.
        """
        while len(self.names) < len(racers):
            self.names.append(CasedText(self._look, "text"))
            self._plot.add(self.names[-1])
        for name in self.names[len(racers) :]:
            name.hide()
        self._marks, self._beside = [minima, np.array([start])], []
        room = self._room(racers)
        for name, racer in zip(self.names, racers, strict=False):
            name.show()
            name.set_text(self._with_arrow(racer.name, racer.place), racer.sign.role)
            # The first has the choice of places.
            self._beside.append(_put_beside(room, name, racer.place))
        self.start.set_text(translate("Surface", "start"))
        # Until all have left, the racers' own names stand at the start.
        self.start.setVisible(_have_left(racers))
        if self.start.isVisible():
            _put_beside(room, self.start, start)
        if newton is not None:
            self.newton.set_text(self._with_arrow(translate("Surface", "Newton"), newton))
            self._beside_newton = _put_beside(room, self.newton, newton)
        self._arranged(room)

    def carry(self, racers: Sequence[RacerDrawing]) -> bool:
        """Let the names go along with racers on their paths; only one in the way is put elsewhere.

        To look for the best places at every update would take longer than to draw it, and let the
        names flicker.

        Returns:
            Whether that is enough; if not, all words need another place.
        """
        if len(racers) != len(self._beside) or self.start.isVisible() != _have_left(racers):
            return False
        room = self._room(racers)
        for word in (self.start, self.newton):
            if word.isVisible():
                # Put again where they are, so that the names keep off them.
                room.keep(word, room.anchor(word.x(), word.y()))
        for n, (name, racer) in enumerate(zip(self.names, racers, strict=False)):
            text, role = self._with_arrow(racer.name, racer.place), racer.sign.role
            (x, y), (across, up) = room.anchor(*racer.place), self._beside[n]
            is_same = (text, role) == (name.text, name.role)
            # An arrow that comes or goes changes the width of the word.
            if not (is_same and room.keep(name, (x + across, y + up))):
                name.set_text(text, role)
                self._beside[n] = _put_beside(room, name, racer.place)
        self._arranged(room)
        return True

    def carry_newton(self, target: Place) -> bool:
        """Let its word go along with the place where Newton's step lands.

        Returns:
            Whether that is enough; if not, all words need another place.
        """
        if self._beside_newton is None:
            return False
        room = FreeRoom(self._plot.box)
        (x, y), (across, up) = room.anchor(*target), self._beside_newton
        is_same = self._with_arrow(translate("Surface", "Newton"), target) == self.newton.text
        return is_same and room.keep(self.newton, (x + across, y + up))

    def _room(self, racers: Sequence[RacerDrawing]) -> FreeRoom:
        # Only what is drawn of the paths; what lies ahead is faint and may be written over.
        covered = [*(each.places[: each.at + 1] for each in racers), *self._marks]
        points = [(places[:, 0], places[:, 1]) for places in covered]
        room = FreeRoom(self._plot.box, points=points)
        room.take(*self._taken())
        return room

    def _with_arrow(self, name: str, place: Place) -> str:
        """Return a name, with an arrow towards its place when that is off the map."""
        return f"{arrow_to(self._plot.box, *place)} {name}".strip()


def _have_left(racers: Sequence[RacerDrawing]) -> bool:
    return all(racer.at > 0 for racer in racers)


def _put_beside(room: FreeRoom, word: CasedText, place: Place) -> Place:
    """Put a word near a place, and return the way from there to its corner in pixels."""
    (x, y), (px, py) = room.put(word, _spots(room, word, place)), room.anchor(*place)
    return x - px, y - py


def _spots(room: FreeRoom, word: CasedText, place: Place) -> list[tuple[Place, float]]:
    """Return the spots around a place, and, liked less, those some lines above and below."""
    near = room.beside(word, *place, gap=12.0)
    line = word.boundingRect().height() * 0.9
    return near + [
        ((x, y + rows * line), dislike + 6.0 * abs(rows))
        for (x, y), dislike in near
        for rows in (-3, -2, -1, 1, 2, 3)
    ]
