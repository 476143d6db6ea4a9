"""The frame that all pages share: controls | hero over sentence and timeline | leaves."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.core.sentences import ExplorerError
from explorer.files.saving import save_text
from explorer.session.session import LeafName
from explorer.ui.theme import Look
from explorer.ui.widgets.header import CONTROLS_WIDTH, PANEL_WIDTH

NARROW = 1_100  # px; below it the columns give way to the hero
PANEL_LIMITS = (280, 560)


class Page(QWidget):
    """A page; its parts are put into the frame by `assemble`.

    `content_shown` is emitted when what the page is about can be seen for the first time.
    """

    content_shown = Signal()
    trouble = Signal(object)  # an exception to be told in the notice bar

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._leaves: Mapping[LeafName, QWidget] = {}
        self.shows_content = False

    def assemble(
        self,
        *,
        controls: QWidget,
        hero: QWidget,
        bottom: list[QWidget],
        leaves: Mapping[LeafName, QWidget],
    ) -> None:
        """Lay out the page.

        Args:
            controls: The column of choices; scrolls when it is too long.
            hero: What the page is about.
            bottom: What stands below it over the whole width, the timeline last.
            leaves: The four leaves by name.
        """
        self._controls = _scrolling(controls, "controls")
        middle = QWidget()
        middle.setObjectName("hero")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hero, 1)
        for part in bottom:
            column.addWidget(part)
        self._leaves = leaves
        self.panel = QStackedWidget()
        self.panel.setObjectName("panel")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for leaf in leaves.values():
            self.panel.addWidget(leaf)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(middle)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setCollapsible(1, False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._controls)
        row.addWidget(self._splitter, 1)
        self.look.changed.connect(self._measure)
        self._measure()

    def show_leaf(self, name: LeafName | None) -> None:
        """Open a leaf beside the hero; None closes the panel."""
        self.panel.setVisible(name is not None)
        if name is not None:
            self.panel.setCurrentWidget(self._leaves[name])

    def content_is_shown(self) -> None:
        """Tell, once, that the page's content can be seen."""
        if not self.shows_content:
            self.shows_content = True
            self.content_shown.emit()

    # ---- what can be taken home

    def save_leaf(self, name: str) -> None:
        """Ask where to save the program ("code") or the numbers ("data")."""

    def copy_leaf(self, name: str) -> None:
        """Put the program ("code") or the numbers ("data") on the clipboard."""

    def save(self, path: Path, text: str) -> None:
        """Write a text file; what hinders it is told in the notice bar."""
        try:
            save_text(path, text)
        except ExplorerError as error:
            self.trouble.emit(error)

    # ---- keys that mean the same on every page

    def toggle_play(self) -> None:
        """Start or hold what the page plays (Space)."""

    def step(self, by: int) -> None:
        """Step on the timeline (Left and Right)."""

    def jump(self, *, to_end: bool) -> None:
        """Go to an end of the timeline (Home and End)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the timeline's keys when no control wanted them."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle_play()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jump(to_end=key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def close_jobs(self) -> None:
        """End every thread of the page; called when its window goes."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way to the hero on a narrow window."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        look = self.look
        narrow = self.width() < look.px(NARROW)
        self._controls.setFixedWidth(look.px(224 if narrow else CONTROLS_WIDTH))
        low, high = PANEL_LIMITS
        self.panel.setMinimumWidth(look.px(low))
        self.panel.setMaximumWidth(look.px(high))
        if not self._splitter.sizes()[1]:
            self._splitter.setSizes([10_000, look.px(PANEL_WIDTH)])


def controls_column(groups: list[list[QWidget]]) -> QWidget:
    """Return a column of fields: 16 px between fields, 36 px between groups."""
    column_widget = QWidget()
    column = QVBoxLayout(column_widget)
    column.setContentsMargins(20, 20, 20, 12)
    column.setSpacing(0)
    for group_index, group in enumerate(groups):
        for index, field in enumerate(group):
            if index or group_index:
                column.addSpacing(16 if index else 26)
            column.addWidget(field)
    column.addStretch(1)
    return column_widget


def side_by_side(*fields: QWidget) -> QWidget:
    """Return fields in one row of equal widths."""
    row_widget = QWidget()
    row = QHBoxLayout(row_widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row_widget


def stacked(*rows: QWidget, spacing: int = 0) -> QWidget:
    """Return rows one under another."""
    column_widget = QWidget()
    column = QVBoxLayout(column_widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for row in rows:
        column.addWidget(row)
    return column_widget


def leaf(*parts: QWidget, stretch_last: bool = False, padding: int = 20) -> QWidget:
    """Return a leaf's column with the panel's padding."""
    column_widget = QWidget()
    column = QVBoxLayout(column_widget)
    column.setContentsMargins(padding, 20, padding, 20)
    column.setSpacing(12)
    for index, part in enumerate(parts):
        column.addWidget(part, 1 if stretch_last and index == len(parts) - 1 else 0)
    if stretch_last:
        return column_widget
    column.addStretch(1)
    return _scrolling(column_widget, "leaf")


def _scrolling(content: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName(f"{name}Area")
    content.setObjectName(name)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
