"""The frame of a page: controls | hero over sentence and timeline | the panel of leaves."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from explorer.session.session import LeafName
from explorer.ui.pages.layout import NARROW
from explorer.ui.theme import Look, set_property
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.data_table import DataTable
from explorer.ui.widgets.header import CONTROLS_WIDTH, panel_width

translate = QCoreApplication.translate
NARROW_CONTROLS = 224  # px at 100 %, where the panel overlays the hero
LIMITS = (280, 560)  # px at 100 %, of a panel that is drawn wider or smaller
WIDEST = 440  # px at 100 %, of a panel that is as wide as its table
LEAST_HERO = 400  # px at 100 %; an overlaid hero draws in what is left of it, down to this
_BELOW_CLOSE = 32  # px at 100 % of the panel's upper edge
GRIP = 7  # px beside the panel's edge that take hold of it


class Frame(QWidget):
    """Gives the parts of a page their places.

    They are placed by hand, not by a splitter: in a narrow window the panel lies over the hero,
    but never over sentence and timeline.

    Attributes:
        controls: The column of choices, which scrolls.
        panel: The leaves, of which one is in front.
    """

    closed = Signal()  # the panel, by its own button or by Escape

    def __init__(
        self,
        controls: QScrollArea,
        hero: QWidget,
        sentence: QWidget | None,
        timeline: QWidget,
        leaves: Mapping[LeafName, QWidget],
        look: Look,
    ) -> None:
        """Take the parts; without a sentence line the hero has it in it."""
        super().__init__()
        self._look, self._leaves = look, leaves
        self._wished = 0.0  # px at 100 % that the panel was drawn to, 0 for none
        self.controls = controls
        controls.setParent(self)
        self._middle = self._lay_out_middle(hero, sentence, timeline)
        self.panel = QStackedWidget(self)
        self.panel.setObjectName("panel")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for each in leaves.values():
            self.panel.addWidget(each)
            for table in each.findChildren(DataTable):
                table.measured.connect(self._make_room)
        self._close = IconButton("close", translate("Page", "Close (Esc)"), look, self)
        self._close.clicked.connect(self.closed)
        self._grip = Grip(self)
        look.changed.connect(self.arrange)

    def _lay_out_middle(
        self, hero: QWidget, sentence: QWidget | None, timeline: QWidget
    ) -> QWidget:
        middle = QWidget(self)
        middle.setObjectName("hero")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Without a layout: one would give the hero what it wishes for, below the panel too.
        self._room, self._hero = HeroRoom(self._cover), hero
        hero.setParent(self._room)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._room, 1)
        if sentence is not None:
            row = QHBoxLayout()
            row.setContentsMargins(16, 0, 16, 4)
            row.addWidget(sentence)
            column.addLayout(row)
        column.addWidget(timeline)
        return middle

    def show_leaf(self, name: LeafName | None) -> None:
        """Open a leaf; None closes the panel."""
        self.panel.setVisible(name is not None)
        if name is not None and self.panel.currentWidget() is not self._leaves[name]:
            self._needed = 0
            self.panel.setCurrentWidget(self._leaves[name])
        self._make_room()

    _needed = (
        0  # px that the table of the leaf in front has needed; it grows only, lest the hero move
    )

    def _make_room(self) -> None:
        """Let the table in front be seen whole, if there is room for it."""
        leaf = self.panel.currentWidget()
        if leaf is not None:
            for table in leaf.findChildren(DataTable):
                if table.isVisible():
                    edges = leaf.width() - table.view.width()
                    self._needed = max(self._needed, table.whole_width + edges)
        self.arrange()

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """The parts in the order in which they are read; the panel's closing with it."""
        return self.controls, self._middle, self.panel, self._close

    def leaf(self, name: LeafName) -> QWidget:
        """Return a leaf, open or not."""
        return self._leaves[name]

    @property
    def is_narrow(self) -> bool:
        """Whether the panel overlays the hero."""
        return self.width() < self._look.px(NARROW)

    def draw_panel(self, width: float) -> None:
        """Give the panel so many px, within its limits."""
        low, high = LIMITS
        self._wished = min(max(width / self._look.scale, low), high)
        self.arrange()

    def arrange(self) -> None:
        """Give every part its place."""
        px, width, height = self._look.px, self.width(), self.height()
        narrow, is_open = self.is_narrow, self.panel.isVisibleTo(self)
        column = px(NARROW_CONTROLS if narrow else CONTROLS_WIDTH)
        panel = panel_width(width, self._look)
        most = min(px(WIDEST), width - column - px(LEAST_HERO))
        panel = max(panel, min(self._needed, most))
        if self._wished and not narrow:
            panel = px(self._wished)
        self.controls.setGeometry(0, 0, column, height)
        beside = panel if is_open else 0
        self._covered = min(beside, max(width - column - px(LEAST_HERO), 0)) if narrow else 0
        right = width if narrow else width - beside
        self._middle.setGeometry(QRect(column, 0, right - column, height))
        set_property(self.panel, "overlays", narrow)
        # Its closing button stands over it: what begins at the very top begins below that.
        self.panel.setContentsMargins(0, px(_BELOW_CLOSE) if narrow else 0, 0, 0)
        self._panel_place = QRect(width - panel, 0, panel, height)
        self._cover()
        self._close.setVisible(narrow and is_open)
        self._close.move(width - self._close.width() - px(8), px(12))
        self._grip.setVisible(is_open and not narrow)
        self._grip.setGeometry(width - panel - GRIP // 2, 0, GRIP, height)
        for part in (self.panel, self._grip, self._close):
            part.raise_()

    _panel_place = QRect()
    _covered = 0  # px of the hero's room

    def _cover(self) -> None:
        """Place what depends on how high the sentence is."""
        self._hero.setGeometry(0, 0, self._room.width() - self._covered, self._room.height())
        place = QRect(self._panel_place)
        if self.is_narrow:
            place.setHeight(self._room.height())
        self.panel.setGeometry(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit the width of the window."""
        super().resizeEvent(event)
        self.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the panel by Escape where it hides what is below it."""
        focus = self.focusWidget()
        within = focus is self._close or (focus is not None and self.panel.isAncestorOf(focus))
        if event.key() == Qt.Key.Key_Escape and self._close.isVisible() and within:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return nothing: what is too wide finds less room, it does not widen the window."""
        return QSize(0, 0)


class HeroRoom(QWidget):
    """Where the hero stands; tells when a sentence that needs a further line lowers it."""

    def __init__(self, resized: Callable[[], None]) -> None:
        super().__init__()
        self._resized = resized

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self._resized()


class Grip(QWidget):
    """The edge of the panel, by which it is drawn wider or smaller."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame = frame
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while pressed."""
        place = self._frame.mapFromGlobal(event.globalPosition())
        self._frame.draw_panel(self._frame.width() - place.x())
