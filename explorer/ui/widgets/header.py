"""The one header: menu bar, page tabs, search, leaf buttons."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.ui.signs import pen
from explorer.ui.spoken import Role, announce, tell_selected
from explorer.ui.theme import Look, set_property
from explorer.ui.widgets.buttons import Button, IconButton, button

translate = QCoreApplication.translate
HEIGHT = 48
CONTROLS_WIDTH = 248
PANEL_WIDTH, WIDE_PANEL = 320, 440
WIDE = 1_600  # px at 100 %, from which the panel is wide
NARROW = 1_110  # px at 100 %, below which five tabs need the room of what stands beside them


_WIDEST = 16_777_215  # px, Qt's own bound: none
_TABS_LEFT, _GAP = 14, 12  # px before the tabs, and between search and leaf buttons


class _Step(NamedTuple):
    """px at 100 % beside a tab's word, beside a leaf's word (0: as wide as the panel), at the edges."""

    beside_tab: int
    beside_leaf: int
    edge: int


_STEPS = (_Step(16, 0, 14), _Step(10, 18, 14), _Step(6, 12, 6))


def panel_width(window: int, look: Look) -> int:
    """Return the width of the panel in a window so wide, both in px: more room, longer tables."""
    beyond = window - look.px(1_280)
    share = min(max(beyond / (look.px(WIDE) - look.px(1_280)), 0.0), 1.0)
    return look.px(PANEL_WIDTH + (WIDE_PANEL - PANEL_WIDTH) * share)


class PageTab(QAbstractButton):
    """A page's name with a line under the one in front."""

    spoken_role = Role.PageTab

    def __init__(self, text: str, look: Look) -> None:
        super().__init__()
        self._look, self._padding = look, 16
        self.setText(text)
        self.setCheckable(True)
        self.toggled.connect(lambda _: tell_selected(self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.updateGeometry)

    def set_padding(self, padding: int) -> None:
        """Leave so much room at each side of the name, in px at 100 %."""
        if padding != self._padding:
            self._padding = padding
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room of the bold text, so that nothing moves when it is chosen."""
        # Of the bold face: a tab must not move the others when it comes to the front.
        self.setFont(self._look.font(15, 600))
        return QSize(
            self.fontMetrics().horizontalAdvance(self.text()) + 2 * self._look.px(self._padding),
            self._look.px(HEIGHT),
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the name, the line, and the focus."""
        look, painter, on = self._look, QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(15, 600 if on else 400))
        painter.setPen(look.colour("text" if on or self.underMouse() else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if on:
            side = look.px(self._padding)
            line = QRectF(side, self.height() - 2, self.width() - 2 * side, 2)
            painter.fillRect(line, look.colour("accent"))
        if self.hasFocus():
            painter.setPen(pen(look, "accent", 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(6, 9, -6, -9), 6, 6)


class LeafTab(Button):
    """A leaf's name; pressed again, it closes the panel."""

    spoken_role = Role.PageTab

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.toggled.connect(lambda _: tell_selected(self))


class _TabRow(QWidget):
    """What the names of pages, or of leaves, stand in."""

    spoken_role = Role.PageTabList

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)


class Header(QWidget):
    """Holds the menu bar; tells which page and which leaf are wished for."""

    page_requested = Signal(str)
    leaf_requested = Signal(str)
    search_requested = Signal()

    def __init__(
        self, pages: Sequence[tuple[str, str]], leaves: Sequence[tuple[str, str]], look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self.menu_bar = QMenuBar()
        # A menu bar would take the whole row for itself.
        self.menu_bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tabs = {key: PageTab(text, look) for key, text in pages}
        self.leaves = {
            key: button(text, "leaf", checkable=True, make=LeafTab) for key, text in leaves
        }
        self.search = button(translate("Header", "Search"), "leaf")
        self.search.setToolTip(translate("Header", "Search commands (Ctrl+K)"))
        self._lay_out()
        self._pages = QButtonGroup(self)
        for key, tab in self.tabs.items():
            self._pages.addButton(tab)
            tab.clicked.connect(lambda _=False, key=key: self.page_requested.emit(key))
        for key, leaf in self.leaves.items():
            leaf.clicked.connect(lambda _=False, key=key: self.leaf_requested.emit(key))
        self.search.clicked.connect(self.search_requested)
        look.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        self._menu_room = QWidget()
        menu_row = QHBoxLayout(self._menu_room)
        menu_row.addWidget(self.menu_bar)
        menu_row.addStretch()
        self._leaf_room = _TabRow(translate("Header", "Leaves"))
        leaf_row = QHBoxLayout(self._leaf_room)
        leaf_row.setSpacing(4)
        for leaf in self.leaves.values():
            leaf_row.addWidget(leaf, 1)
        self._tab_room = _TabRow(translate("Header", "Pages"))
        tab_row = QHBoxLayout(self._tab_room)
        tab_row.setContentsMargins(_TABS_LEFT, 0, 0, 0)
        tab_row.setSpacing(0)
        for tab in self.tabs.values():
            tab_row.addWidget(tab)
        tab_row.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._menu_room)
        row.addWidget(self._tab_room, 1)
        row.addStretch(0)
        row.addWidget(self.search)
        row.addSpacing(_GAP)
        row.addWidget(self._leaf_room)
        self._row, self._column = row, QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row)

    def _dress(self) -> None:
        look = self._look
        self.search.setIcon(look.icon("search", "muted"))
        self.search.setAccessibleName(translate("Header", "Search commands"))
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit the width of the window."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Line up with the columns below; with less room give it to the tabs, at last a row of their own."""
        narrow = self.width() < self._look.px(NARROW)
        for step in _STEPS[1:] if narrow else _STEPS[:1]:
            beside = self._give(step)
            tabs = sum(tab.sizeHint().width() for tab in self.tabs.values()) + _TABS_LEFT
            if beside + tabs <= self.width():
                break
        self._break_rows(broken=beside + tabs > self.width() > 0)

    def _give(self, step: _Step) -> int:
        """Give tabs and leaf buttons their room, and return the px that all but the tabs take."""
        look = self._look
        menus, leaves = look.px(CONTROLS_WIDTH), panel_width(self.width(), look)
        for leaf in self.leaves.values():
            leaf.setMinimumWidth(0)
            leaf.setMaximumWidth(_WIDEST)
            if step.beside_leaf:
                # By so much wider than their words, which the style sheet's own padding does not leave.
                words = leaf.fontMetrics().horizontalAdvance(leaf.text())
                leaf.setFixedWidth(words + look.px(step.beside_leaf))
        if step.beside_leaf:
            menus = self.menu_bar.sizeHint().width() + look.px(8)
            spacing = look.px(4) * (len(self.leaves) - 1) + 2 * look.px(step.edge)
            leaves = sum(leaf.width() for leaf in self.leaves.values()) + spacing
        for room in (self._leaf_room, self._menu_room):
            # The menus have a padding of their own.
            sides = (step.edge, step.edge) if room is self._leaf_room else (min(step.edge, 8), 0)
            room.layout().setContentsMargins(look.px(sides[0]), 0, look.px(sides[1]), 0)  # type: ignore[union-attr]
        self._menu_room.setFixedWidth(menus)
        self._leaf_room.setFixedWidth(leaves)
        for tab in self.tabs.values():
            tab.set_padding(step.beside_tab)
        # The keys rather than a word: the same width in every language.
        self.search.setText("" if step.beside_leaf else translate("Header", "Ctrl K"))
        width = look.px(32) if step.beside_leaf else self.search.sizeHint().width()
        self.search.setFixedWidth(width)
        return menus + leaves + width + _GAP

    def _break_rows(self, *, broken: bool) -> None:
        """Put the tabs into a row of their own where large text leaves them too little of the first."""
        if broken != (self._row.indexOf(self._tab_room) < 0):
            if broken:
                self._column.addWidget(self._tab_room)
            else:
                self._row.insertWidget(1, self._tab_room, 1)
            self._row.setStretch(2 if not broken else 1, 0 if not broken else 1)
        self.setFixedHeight(self._look.px(HEIGHT) * (2 if broken else 1))

    def show_page(self, key: str) -> None:
        """Mark the page in front."""
        self.tabs[key].setChecked(True)

    def show_leaf(self, key: str | None) -> None:
        """Mark the leaf that is open, none for a closed panel."""
        # Not exclusive: none is on while the panel is closed.
        for name, leaf in self.leaves.items():
            leaf.setChecked(name == key)


class NoticeBar(QWidget):
    """Hidden until something is to be told; closes by its button or by Escape."""

    spoken_role = Role.AlertMessage

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._report = look, ""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon, self._text = QLabel(), QLabel()
        # An error's text may hold what looks like tags.
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        # A long sentence wraps; it must not make the window wider.
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.copy = button(translate("Notice", "Copy report"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        self.action = button("")
        self._act: Callable[[], object] = lambda: None
        self.action.clicked.connect(lambda: self._act())  # noqa: PLW0108 - another one each time
        self._tone = "amber"
        self.close_button = IconButton("close", translate("Notice", "Close (Esc)"), look)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.copy)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        look.changed.connect(self._dress)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def tell(self, sentence: str, report: str = "") -> None:
        """Show a sentence; with a report it is a defect, and the report can be copied."""
        self._report = report
        self.copy.setVisible(bool(report))
        self.action.hide()
        # Icon and tint tell a defect from a refusal, not colour alone.
        self._say(sentence, "red" if report else "amber")

    def tell_done(self, sentence: str, action: str, act: Callable[[], object]) -> None:
        """Show that something is done, and what can be done with it."""
        self.copy.hide()
        self.action.setText(action)
        self.action.show()
        self._act = act
        self._say(sentence, "green")

    def _say(self, sentence: str, tone: str) -> None:
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self._tone = tone
        self._dress()
        self.show()
        announce(self, sentence, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        icon = {"red": "error", "amber": "warning", "green": "check"}[self._tone]
        self._icon.setPixmap(self._look.pixmap(icon, self._tone))
        set_property(self, "tone", self._tone)
