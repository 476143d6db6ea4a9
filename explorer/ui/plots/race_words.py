"""The words on a map of a race: names beside the racers, "start", and where Newton's step lands."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from explorer.ui.plots.cased_text import CasedText
from explorer.ui.plots.free_room import FreeRoom
from explorer.ui.plots.map_axes import MapPlot
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.theme import Look

translate = QCoreApplication.translate

Place = tuple[float, float]
Places = NDArray[np.float64]  # shape (n, 2)


class RaceWords:
    """Gives every word a place of its own, off the paths and the marks.

    Attributes:
        names: Words of the racers; those not in use are hidden.
        start: The word at the start.
        newton: The word at the end of Newton's step.
    """

    def __init__(self, plot: MapPlot, look: Look) -> None:
        self._plot, self._look = plot, look
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
            self._beside.append(_put_beside(room, name, racer.place))
        self.start.set_text(translate("Surface", "start"))
        self.start.setVisible(_have_left(racers))
        if self.start.isVisible():
            _put_beside(room, self.start, start)
        if newton is not None:
            self.newton.set_text(self._with_arrow(translate("Surface", "Newton"), newton))
            self._beside_newton = _put_beside(room, self.newton, newton)

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
                room.keep(word, room.anchor(word.x(), word.y()))
        for n, (name, racer) in enumerate(zip(self.names, racers, strict=False)):
            text, role = self._with_arrow(racer.name, racer.place), racer.sign.role
            (x, y), (across, up) = room.anchor(*racer.place), self._beside[n]
            is_same = (text, role) == (name.text, name.role)
            if not (is_same and room.keep(name, (x + across, y + up))):
                name.set_text(text, role)
                self._beside[n] = _put_beside(room, name, racer.place)
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
        covered = [*(each.places[: each.at + 1] for each in racers), *self._marks]
        points = [(places[:, 0], places[:, 1]) for places in covered]
        return FreeRoom(self._plot.box, points=points)

    def _with_arrow(self, name: str, place: Place) -> str:
        """Return a name, with an arrow towards its place when that is off the map."""
        (left, right), (low, high) = self._plot.box.viewRange()
        x, y = place
        off = ((x < left, "←"), (x > right, "→"), (y > high, "↑"), (y < low, "↓"))
        arrow = next((sign for beyond, sign in off if beyond), "")
        return f"{arrow} {name}".strip()


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
