"""The drawn graph: zoomed, panned, fitted, its cards picked by pointer or keyboard."""

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QStyleOptionGraphicsItem,
    QWidget,
)

from explorer.ui.plots import spoken_lines
from explorer.ui.plots.graph import COMPACT, WIDE, Graph, Layout, Spacing, lay_out, structure
from explorer.ui.plots.graph_painting import GraphPainter, Written
from explorer.ui.plots.keyed import pan_of, zoom_of
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import DIMMED, Look
from explorer.ui.widgets.buttons import IconButton

translate = QCoreApplication.translate

SMALLEST, LARGEST = 0.15, 3.0
READABLE = (
    11 / 12
)  # smallest scale of a new drawing, whose words have 12 px; a wider one is scrolled
ROOMY = 0.95  # smallest scale at which cards stand at their full distance
NATURAL = 1.25  # largest one
_STEP = 1.2
_CLICK = 4  # px that the pointer may move in a click
_EMPTY = Layout((), (), (), (), (), QRectF())


class _GraphItem(QGraphicsItem):
    """All of the graph as one item."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # for what is in view
        self._look = look
        self.graph, self.layout = Graph(), _EMPTY
        self.picked: int | None = None
        self.focused = False
        self._fonts: dict[tuple[int, int], QFont] = {}
        self._words: list[Written] | None = None  # on the wires of this graph

    def boundingRect(self) -> QRectF:
        # The ring of the keyboard reaches beyond the outermost cards.
        return self.layout.bounds.adjusted(-8, -8, 8, 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        graph_painter = GraphPainter(
            painter, self._look, self.graph, self.layout, self._fonts, self._words
        )
        graph_painter.paint(option.exposedRect, self.picked, self.focused)
        self._words = graph_painter.words

    def replace(self, graph: Graph, layout: Layout) -> None:
        if layout is not self.layout:
            self.prepareGeometryChange()
        self.graph, self.layout, self._words = graph, layout, None
        self.update()

    def card_at(self, place: QPointF) -> int | None:
        # Nothing can be picked of a drawing that is not shown.
        cards = self.layout.cards if self.isVisible() else ()
        return next((i for i, area in enumerate(cards) if area.contains(place)), None)


class GraphView(QGraphicsView):
    """Shows a graph; a click or the up and down keys pick a card.

    A new structure is fitted as far as it stays readable; from then on the reader's own zoom is
    kept until Fit is pressed.
    """

    spoken_role = Role.Chart

    picked = Signal(object)  # index of a card, None for no one

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._structure: tuple[object, ...] = ()
        self._own_zoom = False
        self._press: QPoint | None = None
        self._panning = False
        self._drawing = _GraphItem(look)
        scene = QGraphicsScene(self)
        scene.addItem(self._drawing)
        self.setScene(scene)
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setAcceptDrops(False)  # for the window, as on every plot
        self.viewport().setAcceptDrops(False)
        # By Tab alone: a click picks a card and leaves the keys to the timeline. The viewport hands
        # its policy on to the view, so it has to be told first.
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setTransformationAnchor(self.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self._tools = self._make_tools()
        self.way_home = WayHome(self, self.viewport(), self.fit, look, self.fit_button)
        look.changed.connect(self._dress)
        self._dress()

    def _make_tools(self) -> QWidget:
        tools = QWidget(self)
        tools.setObjectName("graphTools")
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.smaller = IconButton("minus", translate("Graph", "Smaller (−)"), self._look)
        self.larger = IconButton("plus", translate("Graph", "Larger (+)"), self._look)
        self.fit_button = IconButton("fit", translate("Graph", "Fit (0)"), self._look)
        self.smaller.clicked.connect(lambda: self.zoom(1 / _STEP))
        self.larger.clicked.connect(lambda: self.zoom(_STEP))
        for button in (self.smaller, self.larger, self.fit_button):
            row.addWidget(button)
        tools.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        return tools

    # ---- what is shown

    @property
    def graph(self) -> Graph:
        """What is drawn."""
        # Hidden means that it is of older choices: nobody may read from it.
        return self._drawing.graph if self._drawing.isVisible() else Graph()

    def show_graph(self, graph: Graph | None) -> None:
        """Draw a graph, or nothing; one of the same structure keeps its places and the zoom.

        It keeps them over a while of nothing too, in which another graph is worked out.
        """
        self._drawing.setVisible(graph is not None)
        if graph is None:
            self._describe()
            return
        new = structure(graph)
        # The layout is kept although the numbers differ: a card must not move while one steps.
        same = new == self._structure
        self._structure = new
        self._drawing.replace(graph, self._drawing.layout if same else lay_out(graph))
        if not same:
            # The index of a card of another graph means nothing here.
            self._drawing.picked = None
            self._own_zoom = False
            self._settle()
        self._bring_into_view(graph.current)
        self._describe()

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw it as what may be of older choices."""
        self._drawing.setOpacity(DIMMED if dimmed else 1.0)

    def show_picked(self, card: int | None) -> None:
        """Highlight a card; nothing is reported."""
        self._drawing.picked = card
        self._drawing.update()
        self._describe()

    @property
    def picked_card(self) -> int | None:
        """The highlighted card."""
        return self._drawing.picked

    def place_of(self, card: int) -> QPoint:
        """Return the middle of a card, in pixels of the viewport."""
        return self.mapFromScene(self._drawing.layout.cards[card].center())

    @property
    def natural_height(self) -> int:
        """Height in pixels that the drawing takes at 100 %."""
        return self._look.px(self._drawing.layout.bounds.height())

    def described(self) -> str:
        """Return the card that is picked or spoken of, and how many there are."""
        cards = self.graph.cards
        card = self._drawing.picked if self._drawing.picked is not None else self.graph.current
        known = card is not None and card < len(cards)
        if not cards:
            return spoken_lines.nothing()
        text = translate("Spoken", "{count} cards. Up and Down go from card to card.")
        told = f"{cards[card].spoken}." if known else ""  # type: ignore[index]
        return spoken_lines.joined([told, text.format(count=len(cards))])

    def _describe(self) -> None:
        tell_description(self)

    # ---- zoom and place

    @property
    def scale_now(self) -> float:
        """Scale in force, 1 for 100 %."""
        return self.transform().m11() / self._look.scale

    def zoom(self, factor: float) -> None:
        """Draw larger or smaller."""
        self._own_zoom = True
        self._set_scale(self.scale_now * factor)

    def start_over(self) -> None:
        """Show the graph as when it was new, whatever the reader has zoomed."""
        self._own_zoom = False
        self._settle()

    def fit(self) -> None:
        """Show all of the graph, however small."""
        self._own_zoom = True
        self._set_scale(min(self._fitting_scale(), NATURAL))
        self.centerOn(self._drawing.layout.bounds.center())

    def _settle(self) -> None:
        if self._own_zoom:
            return
        # Tried wide first, also when it was compact before: the window may have grown.
        if self._spacing is COMPACT or self._fitting_scale() < ROOMY:
            self._lay_out(WIDE)
            if self._fitting_scale() < ROOMY:
                self._lay_out(COMPACT)
        self.setSceneRect(self._drawing.layout.bounds)
        # Never below what can be read: a graph that is too wide is scrolled instead.
        self._set_scale(max(READABLE, min(self._fitting_scale(), NATURAL)))

    @property
    def _spacing(self) -> Spacing:
        return self._drawing.layout.spacing

    def _lay_out(self, spacing: Spacing) -> None:
        if self._spacing is not spacing:
            graph = self._drawing.graph  # also while it is hidden
            self._drawing.replace(graph, lay_out(graph, spacing))

    def _fitting_scale(self) -> float:
        # Without scroll bars: with them the room would depend on whether they are needed, and
        # they on the scale.
        bounds, room = self._drawing.layout.bounds, self.maximumViewportSize()
        if bounds.isEmpty():
            return 1.0
        across, down = room.width() / bounds.width(), room.height() / bounds.height()
        # The same for a projector: there 100 % is larger.
        return min(across, down) / self._look.scale

    def _set_scale(self, scale: float) -> None:
        scale = max(SMALLEST, min(scale, LARGEST)) * self._look.scale
        self.resetTransform()
        self.scale(scale, scale)

    def _bring_into_view(self, card: int | None) -> None:
        if card is not None and card < len(self._drawing.layout.cards):
            # The numbers on its wires are to be in view, too.
            area = self._drawing.layout.cards[card].adjusted(-60, -20, 60, 40)
            self.ensureVisible(area, 8, 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again unless the reader has zoomed."""
        super().resizeEvent(event)
        self._settle()
        self._bring_into_view(self.graph.current)
        size = self._tools.sizeHint()
        left = self.viewport().width() - size.width()
        self._tools.setGeometry(left, 0, size.width(), size.height())

    def sizeHint(self) -> QSize:
        """Return room for one row of cards."""
        return QSize(self._look.px(600), self._look.px(250))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a card can be read."""
        return QSize(self._look.px(280), self._look.px(150))

    # ---- pointer and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a pan."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._panning = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while pressed; show what can be picked."""
        place = event.position().toPoint()
        if self._press is not None:
            moved = place - self._press
            # Once it is a pan it stays one, even back at the place where it began.
            self._panning = self._panning or moved.manhattanLength() > _CLICK
            if self._panning:
                self._press = place
                for bar, by in (
                    (self.horizontalScrollBar(), moved.x()),
                    (self.verticalScrollBar(), moved.y()),
                ):
                    bar.setValue(bar.value() - by)
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        # The hand says what can be clicked.
        over = self._drawing.card_at(self.mapToScene(place)) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the card that was clicked, or none."""
        if self._press is not None and not self._panning:
            self._pick(self._drawing.card_at(self.mapToScene(event.position().toPoint())))
        self._press = None
        self.viewport().unsetCursor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; a sideways wheel scrolls."""
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()):
            super().wheelEvent(event)
        elif turn.y():
            # 120 is one notch of a wheel; a touch pad sends parts of one.
            self.zoom(_STEP ** (turn.y() / 120))
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick the next or previous card, zoom, or move; the rest is the page's."""
        key, alone = Qt.Key(event.key()), Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & ~alone:
            self._pick_next(1 if key == Qt.Key.Key_Down else -1)
        elif (pan := pan_of(event)) is not None:
            self._pan(*pan)
        elif (zoom := zoom_of(event)) is not None:
            self.zoom(1 / zoom)
        elif key == Qt.Key.Key_Escape and self._drawing.picked is not None:
            self._pick(None)
        else:
            # Space, arrows sideways, Home and End are the page's.
            event.ignore()

    def _pan(self, right: float, up: float) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(right * self.viewport().width()))
        down.setValue(down.value() - round(up * self.viewport().height()))

    def _pick_next(self, step: int) -> None:
        count = len(self.graph.cards)
        if not count:
            return
        # Begins at what the sentence speaks of.
        now = self._drawing.picked if self._drawing.picked is not None else self.graph.current
        following = (0 if step > 0 else count - 1) if now is None else now + step
        self._pick(max(0, min(following, count - 1)))

    def _pick(self, card: int | None) -> None:
        if card != self._drawing.picked:
            self.show_picked(card)
            self._bring_into_view(card)
            self.picked.emit(card)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard comes."""
        super().focusInEvent(event)
        self._drawing.focused = True
        if self._drawing.picked is None and self.graph.current is not None:
            self._pick(self.graph.current)
        self._drawing.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._drawing.focused = False
        self._drawing.update()

    def _dress(self) -> None:
        self.setBackgroundBrush(self._look.colour("surface"))
        self._settle()
        self._drawing.update()
