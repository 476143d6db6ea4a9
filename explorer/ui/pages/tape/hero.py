"""The middle of the Tape page: the recording as a graph, its sentence, and the clinic below."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from explorer.core.autodiff.clinic.cases import CASES
from explorer.session.tape.choices import YOURS
from explorer.session.tape.snapshots import TapeShown
from explorer.ui.pages.tape import explained
from explorer.ui.pages.tape.step_graph import step_graph
from explorer.ui.pages.tape.words import card_text, phases
from explorer.ui.plots.graph_view import GraphView
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.clinic import Clinic
from explorer.ui.widgets.sentence_line import SentenceLine
from explorer.ui.widgets.sliders import PhaseSlider
from explorer.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate

_HANDLE = 9  # px at 100 % of the bar between graph and cards
_CARDS_ROOM = 376  # px for title, chips and a row of cards; the same for all cases
_CARDS_LEAST = 190  # px in which title, chips and the upper end of a card are seen to be there
_GRAPH_ROOM = 100  # px around the drawing: padding and the sentence below it


class TapeHero(QSplitter):
    """Draws what it is shown; what is pending or failed leaves no number behind."""

    node_requested = Signal(object)  # index of a node, None for no one

    def __init__(self, look: Look, sentence: SentenceLine) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._look = look  # before a handle is made
        self._nodes: tuple[int, ...] = ()  # by the cards of the graph
        # Once divided by hand, the division stays.
        self._is_divided = False  # by the user
        self.graph = GraphView(translate("Tape", "Recorded operations"), look)
        self.clinic = Clinic(
            translate("Tape", "Why is my gradient None?"),
            translate("Tape", "Answers"),
            _chips(),
            look,
        )
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 12, 0, 4)
        column.setSpacing(0)
        column.addWidget(_padded(self.graph, 24), 1)
        column.addWidget(_padded(sentence, 12))
        self.setHandleWidth(look.px(_HANDLE))
        self.setChildrenCollapsible(False)
        self.addWidget(upper)
        self.addWidget(self.clinic)
        # Room that the window gains goes to the graph.
        self.setStretchFactor(0, 1)
        self.graph.picked.connect(self._pick)
        self.splitterMoved.connect(self._keep_division)

    def createHandle(self) -> QSplitterHandle:
        """Return the bar between graph and cards."""
        return Handle(self, self._look)

    def draw(self, old: TapeShown | None, new: TapeShown) -> None:
        """Draw graph and cards, which come as one answer, and the node that is picked."""
        if old is None or _graph_depends_on(old) != _graph_depends_on(new):
            self._draw_graph(new)
        # The graph is kept when another card is picked: to draw it takes longer than to set it
        # off.
        if old is None or old.picked != new.picked or old.view is not new.view:
            self.graph.show_picked(self._card_of(new.picked))
        if new.differs(old, "answer", "explained") or _asks_for_yours(old) != _asks_for_yours(new):
            self._draw_cards(new)
            # Another recording may need another height.
            self._divide()
        if old is None or old.late != new.late:
            self.graph.set_dimmed("answer" in new.late)
            self.clinic.set_dimmed("answer" in new.late)

    def _draw_graph(self, shown: TapeShown) -> None:
        view = shown.view
        if view is None:
            self._nodes = ()
            self.graph.show_graph(None)
            return
        graph, self._nodes = step_graph(view, shown.cursor, shown.choices.shown)
        self.graph.show_graph(graph)

    def _draw_cards(self, shown: TapeShown) -> None:
        if shown.choices.case == YOURS:
            self._draw_explained(shown)
            return
        answer, nothing = shown.answer.value, ""
        if answer is not None and not answer.cards:
            nothing = translate("Tape", "x does not fit into an int32. Type an x nearer to 0.")
        cards = () if answer is None else answer.cards
        self.clinic.show_cards([card_text(each) for each in cards], nothing)

    def _draw_explained(self, shown: TapeShown) -> None:
        found = shown.explained.value
        if found is not None:
            self.clinic.show_ways(explained.cards(found), explained.heading(found))
        elif not shown.choices.explanation:
            self.clinic.show_cards([explained.invitation()])
        else:
            self.clinic.show_cards([])  # it is being read

    def _card_of(self, node: int | None) -> int | None:
        """Return the card of a node; y and what computes it share one, and the picked one stays."""
        # Two cards stand for y; the one that was clicked stays picked.
        now = self.graph.picked_card
        if now is not None and now < len(self._nodes) and self._nodes[now] == node:
            return now
        return self._nodes.index(node) if node in self._nodes else None

    def _pick(self, card: int | None) -> None:
        self.node_requested.emit(None if card is None else self._nodes[card])

    # ---- the graph's share of the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room anew."""
        super().resizeEvent(event)
        self._divide()

    def _keep_division(self) -> None:
        self._is_divided = True

    def _divide(self) -> None:
        """Give the cards what they need and the graph the rest, but never less than it needs."""
        # Without nodes the height of the graph is unknown.
        if self._is_divided or not self._nodes:
            return
        room, px = self.height(), self._look.px
        cards = px(_CARDS_ROOM)
        wanted = self.graph.natural_height + px(_GRAPH_ROOM)
        least = min(wanted, max(room - px(_CARDS_LEAST), round(room * 0.55)))
        self.setSizes([max(room - cards, least), min(cards, room - least)])


class Handle(QSplitterHandle):
    """A line with a grip in its middle, by which graph and cards are given other heights."""

    def __init__(self, splitter: QSplitter, look: Look) -> None:
        super().__init__(Qt.Orientation.Vertical, splitter)
        self._look = look
        self.setToolTip(translate("Tape", "Drag to give the graph more or less room."))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw them."""
        painter, look, middle = QPainter(self), self._look, self.rect().center()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, middle.y(), self.width(), 1, look.colour("line"))
        grip = QRectF(0, 0, look.px(40), look.px(4))
        grip.moveCenter(QPointF(middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("edge" if self.underMouse() else "line"))
        painter.drawRoundedRect(grip, 2, 2)


class StepsBar(Timeline):
    """The timeline in phases: forward, backward, and back on the outer tape."""

    def __init__(self, look: Look) -> None:
        name = translate("Tape", "Steps")
        self._slider = PhaseSlider(name, look)
        super().__init__(name, look, slider=self._slider)

    def draw(self, old: TapeShown | None, new: TapeShown) -> None:
        """Show the phases of another recording."""
        if old is None or old.view is not new.view:
            self._slider.set_phases(phases(new.view))


def _padded(widget: QWidget, sides: int) -> QWidget:
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(sides, 0, sides, 0)
    column.addWidget(widget)
    return around


def _graph_depends_on(shown: TapeShown) -> tuple[object, ...]:
    return shown.view, shown.cursor, shown.choices.shown


def _asks_for_yours(shown: TapeShown | None) -> bool:
    return shown is not None and shown.choices.case == YOURS and not shown.choices.explanation


def _chips() -> list[tuple[str, str]]:
    """Return keys and titles of the cases; one's own function second, where the row has room for it."""
    first, *others = [(case.key, spoken(case.title)) for case in CASES.values()]
    return [first, (YOURS, translate("Tape", "Your function")), *others]
