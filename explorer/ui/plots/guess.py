"""A line or a point by which a prediction is put on a plot."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, SignalInstance

from explorer.core.answers import Answer, Mark, numbers_in
from explorer.core.numerals import brief
from explorer.ui.plots.axes import QuietPlot, text_item
from explorer.ui.plots.trail import Marker
from explorer.ui.signs import pen
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_HANDLE = 18  # px of the mark by which a line is dragged, and of a point
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
    """

    plot: QuietPlot
    is_log: Callable[[], bool] = lambda: False
    is_known: Callable[[], bool] = lambda: True
    changed: tuple[SignalInstance, ...] = ()
    redraw: Callable[[], None] = lambda: None
    is_taken: bool = False

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
    """

    moved = Signal(object)  # the answer that it stands for now

    def __init__(self, ground: Ground, kind: Mark, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._ground, self._kind = ground, kind
        self._answer: Answer | None = None
        self._is_shown = False
        self.mark: GuessLine | GuessSpot = (
            GuessSpot(ground.plot, look) if kind == "point" else GuessLine(kind, look)
        )
        self.mark.setZValue(40)
        self.mark.hide()
        ground.plot.add(self.mark)
        self.mark.take(self._report)
        # Another scale or unit of an axis is another place for the same number.
        for signal in (ground.plot.box.sigRangeChanged, *ground.changed):
            signal.connect(self._put)
        look.changed.connect(self.mark.dress)

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
        self.mark.say(words)
        is_seen = self._kind != "x" or ground.is_known()
        self.mark.setVisible(is_seen)
        ground.take(taken=is_seen)

    def hide(self) -> None:
        """Take it away."""
        if self._is_shown:
            self._is_shown = False
            self.mark.hide()
            self._ground.take(taken=False)

    def _report(self, *place: float) -> None:
        self.moved.emit(self._ground.answer(self._kind, *place))


_ANGLES: Mapping[Mark, int] = {"x": 90, "y": 0}
_WORDS: Mapping[Mark, float] = {"x": 0.92, "y": 0.3}  # where they stand, as a share of the line


class GuessLine(pg.InfiniteLine):
    """A line across an axis."""

    def __init__(self, kind: Mark, look: Look) -> None:
        options = {"position": _WORDS[kind], "anchors": [(0, 0.5), (1, 0.5)]}
        if kind == "y":
            options["anchors"] = [(0.5, 0), (0.5, 1)]
        super().__init__(0, angle=_ANGLES[kind], movable=True, label="", labelOpts=options)
        self._look = look
        self.addMarker("o", 0.5, _HANDLE)
        self.dress()

    def take(self, report: Callable[[float], None]) -> None:
        """Tell where it is dragged to."""
        self.sigDragged.connect(lambda line: report(float(line.value())))

    def put(self, place: tuple[float, ...]) -> None:
        """Put it at a place."""
        # A line that is in the hand knows where it is.
        if place[0] != self.value():
            self.setValue(place[0])

    def say(self, words: str) -> None:
        """Write words beside it."""
        self.label.setFormat(words.replace("{", "{{").replace("}", "}}"))

    def set_free(self, free: bool) -> None:
        """Let it be dragged, or not."""
        self.setMovable(free)

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        self.setPen(pen(self._look, "accent", 2, "dash"))
        self.setHoverPen(pen(self._look, "accent", 3, "dash"))
        self.label.setColor(self._look.colour("accent"))
        self.label.setFont(self._look.font(13, 600))
        self.label.fill = pg.mkBrush(self._look.colour("surface", 0.85))


class GuessSpot(Marker):
    """A point in the plane."""

    def __init__(self, plot: QuietPlot, look: Look) -> None:
        super().__init__(look, "accent", "ring", _HANDLE, draggable=True)
        self._plot = plot
        self.label = text_item(look, "accent")
        self.label.setZValue(40)
        plot.add(self.label)
        self.dress()

    def take(self, report: Callable[[float, float], None]) -> None:
        """Tell where it is dragged to."""
        self.dragged.connect(report)

    def put(self, place: tuple[float, ...]) -> None:
        """Put it at a place."""
        self.place(*place)
        (left, right), _ = self._plot.box.viewRange()
        # On the side on which there is more room.
        self.label.setAnchor((-0.1, 0.5) if place[0] < (left + right) / 2 else (1.1, 0.5))
        self.label.setPos(*place)

    def say(self, words: str) -> None:
        """Write words beside it."""
        self.label.setText(words)

    def set_free(self, free: bool) -> None:
        """Let it be dragged, or not."""
        self._draggable = free
        self.setCursor(Qt.CursorShape.OpenHandCursor if free else Qt.CursorShape.ArrowCursor)

    def setVisible(self, visible: bool) -> None:
        """Show or hide it with its words."""
        super().setVisible(visible)
        self.label.setVisible(visible)

    def hide(self) -> None:
        """Hide it with its words."""
        self.setVisible(False)

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        self.label.setColor(self._look.colour("accent"))
        self.label.setFont(self._look.font(13, 600))
        self.label.fill = pg.mkBrush(self._look.colour("surface", 0.85))
