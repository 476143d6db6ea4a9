"""A line or a point by which a prediction is put on a plot."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, SignalInstance

from explorer.core.answers import Answer, Mark, numbers_in
from explorer.core.numerals import brief
from explorer.ui.plots.axes import QuietPlot, text_item
from explorer.ui.plots.free_room import FreeRoom, Spots
from explorer.ui.plots.trail import Marker
from explorer.ui.signs import pen
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_HANDLE = 18  # px of the mark by which a line is dragged, and of a point
_BESIDE = 2  # px between a line and its words
_TINY = 1e-12  # stands for 0 on an axis of logarithms


@dataclass(slots=True, eq=False)
class Ground:
    """The plot that predictions are put on.

    Attributes:
        plot: Where, in data units.
        is_log: Whether the y axis shows decimal logarithms now.
        is_known: Whether the x axis shows now what is asked for along it.
        changed: What tells that one of these is different now, beside another range of the axes.
        redraw: Draws what gives way to a prediction, or comes back after it.
        is_taken: Whether a prediction is there now.
        rewrite: Writes again what the predictions say, where there is room now.
    """

    plot: QuietPlot
    is_log: Callable[[], bool] = lambda: False
    is_known: Callable[[], bool] = lambda: True
    changed: tuple[SignalInstance, ...] = ()
    redraw: Callable[[], None] = lambda: None
    is_taken: bool = False
    rewrite: list[Callable[[], None]] = field(default_factory=list)
    _room: FreeRoom | None = None

    def arranged(self, room: FreeRoom) -> None:
        """Note what lies on the plot: its curves, its points, and the words that were given their places."""
        self._room = room
        for write in self.rewrite:
            write()

    def room(self) -> FreeRoom:
        """Return the room that is left for what a prediction says."""
        return FreeRoom(self.plot.box) if self._room is None else self._room.anew()

    def take(self, *, taken: bool) -> None:
        """Note that a prediction is there now, or is no more."""
        if taken != self.is_taken:
            self.is_taken = taken
            self.redraw()

    def place(self, mark: Mark, answer: Answer) -> tuple[float, ...]:
        """Return where an answer is, in data units of the axes that its mark knows."""
        if mark == "y" and self.is_log():
            return tuple(math.log10(max(each, _TINY)) for each in numbers_in(answer))
        return numbers_in(answer)

    def answer(self, mark: Mark, *place: float) -> Answer:
        """Return the answer that a mark at a place stands for."""
        if mark == "point":
            return place[0], place[1]
        return 10.0 ** place[0] if mark == "y" and self.is_log() else place[0]

    def middle(self, mark: Mark) -> tuple[float, ...]:
        """Return the middle of what is seen, along the axes that a mark knows."""
        across, up = (sum(each) / 2 for each in self.plot.box.viewRange())
        return {"x": (across,), "y": (up,), "point": (across, up)}[mark]


class Guess(QObject):
    """The mark, with what it says; dragged until the prediction is given, and then left where it is.

    Attributes:
        mark: The line, or the point.
        label: What it says.
    """

    moved = Signal(object)  # the answer that it stands for now

    def __init__(self, ground: Ground, kind: Mark, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._ground, self._kind, self._look = ground, kind, look
        self._answer: Answer | None = None
        self._is_shown = False
        self.mark: GuessLine | GuessSpot = (
            GuessSpot(look) if kind == "point" else GuessLine(kind, look)
        )
        self.label = text_item(look, "accent")
        for item in (self.mark, self.label):
            item.setZValue(40)
            item.hide()
            ground.plot.add(item)
        ground.rewrite.append(self._write)
        self.mark.take(self._report)
        # Another scale or unit of an axis is another place for the same number.
        for signal in (ground.plot.box.sigRangeChanged, *ground.changed):
            signal.connect(self._put)
        look.changed.connect(self._dress)
        self._dress()

    def show_at(self, answer: Answer | None, *, movable: bool) -> None:
        """Put it where an answer is; without one, in the middle, from where it can be dragged."""
        self._answer, self._is_shown = answer, True
        self.mark.set_free(movable)
        self._put()

    def _put(self) -> None:
        if not self._is_shown:
            return
        answer, ground = self._answer, self._ground
        known = ground.middle(self._kind) if answer is None else ground.place(self._kind, answer)
        self.mark.put(known)
        words = translate("Guide", "drag me")
        if answer is not None:
            told = ", ".join(brief(float(f"{each:.4g}")) for each in numbers_in(answer))
            words = translate("Guide", "your prediction {x}").format(x=told)
        self.label.setText(words)
        is_seen = self._kind != "x" or ground.is_known()
        self.mark.setVisible(is_seen)
        self.label.setVisible(is_seen)
        ground.take(taken=is_seen)
        self._write()

    def _write(self) -> None:
        """Put the words beside the mark, where they lie on nothing."""
        if self.label.isVisible():
            room = self._ground.room()
            room.put(self.label, self.mark.spots(room, self.label))

    def _dress(self) -> None:
        self.label.setColor(self._look.colour("accent"))
        self.label.setFont(self._look.font(13, 600))
        self.label.fill = pg.mkBrush(self._look.colour("surface", 0.85))
        self._write()

    def hide(self) -> None:
        """Take it away."""
        if self._is_shown:
            self._is_shown = False
            self.mark.hide()
            self.label.hide()
            self._ground.take(taken=False)

    def _report(self, *place: float) -> None:
        self.moved.emit(self._ground.answer(self._kind, *place))


_ANGLES: Mapping[Mark, int] = {"x": 90, "y": 0}
_LIKED: Mapping[Mark, float] = {"x": 0.08, "y": 0.3}  # where words stand, as a share of the line
_SHARES = [n / 16 for n in range(17)]


class GuessLine(pg.InfiniteLine):
    """A line across an axis."""

    def __init__(self, kind: Mark, look: Look) -> None:
        super().__init__(0, angle=_ANGLES[kind], movable=True)
        self._look, self._kind = look, kind
        self.addMarker("o", 0.5, _HANDLE)
        look.changed.connect(self.dress)
        self.dress()

    def take(self, report: Callable[[float], None]) -> None:
        """Tell where it is dragged to."""
        self.sigDragged.connect(lambda line: report(float(line.value())))

    def put(self, place: tuple[float, ...]) -> None:
        """Put it at a place."""
        # A line that is in the hand knows where it is.
        if place[0] != self.value():
            self.setValue(place[0])

    def spots(self, room: FreeRoom, word: pg.TextItem) -> Spots:
        """Return the spots on both sides of it, along all of it."""
        box, (across, up) = word.boundingRect(), (room.box.width(), room.box.height())
        at = room.anchor(self.value(), self.value())
        # Beside its handle words would be struck by it.
        dislike = [40 * abs(s - _LIKED[self._kind]) + 60 * (abs(s - 0.5) < 0.2) for s in _SHARES]
        along = across - box.width(), up - box.height()
        for share, cost in zip(_SHARES, dislike, strict=True):
            if self._kind == "x":
                for x in (at[0] + _BESIDE, at[0] - _BESIDE - box.width()):
                    yield (x, share * along[1]), cost
            else:
                for y in (at[1] + _BESIDE, at[1] - _BESIDE - box.height()):
                    yield (share * along[0], y), cost

    def set_free(self, free: bool) -> None:
        """Let it be dragged, or not."""
        self.setMovable(free)

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        self.setPen(pen(self._look, "accent", 2, "dash"))
        self.setHoverPen(pen(self._look, "accent", 3, "dash"))


class GuessSpot(Marker):
    """A point in the plane."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "accent", "ring", _HANDLE, draggable=True)

    def take(self, report: Callable[[float, float], None]) -> None:
        """Tell where it is dragged to."""
        self.dragged.connect(report)

    def put(self, place: tuple[float, ...]) -> None:
        """Put it at a place."""
        self.place(*place)

    def spots(self, room: FreeRoom, word: pg.TextItem) -> Spots:
        """Return the spots around it."""
        return room.beside(word, self.x(), self.y(), _HANDLE)

    def set_free(self, free: bool) -> None:
        """Let it be dragged, or not."""
        self._draggable = free
        self.setCursor(Qt.CursorShape.OpenHandCursor if free else Qt.CursorShape.ArrowCursor)
