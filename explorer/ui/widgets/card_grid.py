"""Cards side by side in as many columns as keep them wide enough; the rest by scrolling."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from explorer.ui.theme import Look

NARROWEST, WIDEST = 312, 420
_GAP = 16


class CardGrid(QScrollArea):
    """A grid of cards of one width; rows below the first are reached by scrolling."""

    def __init__(
        self, name: str, look: Look, right: int = 0, parent: QWidget | None = None
    ) -> None:
        """Take a name and the room at the right, in which the scroll bar stands, in px."""
        super().__init__(parent)
        self._look = look
        self._cards: list[QWidget] = []
        self._columns, self._right = 0, right
        self._room = QWidget()
        self._grid = QGridLayout(self._room)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setWidget(self._room)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show cards in this order; hidden ones take no room."""
        self._cards = list(cards)
        self._columns = 0
        self._arrange()

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns."""
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        used = bar.width() if bar.isVisible() else 0
        self._grid.setContentsMargins(0, 0, max(self._right - used, 0), self._right)
        self._arrange()

    def _arrange(self) -> None:
        least, gap = self._look.px(NARROWEST), _GAP
        room = self.viewport().width() - self._grid.contentsMargins().right()
        fitting = max(1, (room + gap) // (least + gap))
        columns = min(fitting, max(len(self._cards), 1))
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for card in self._cards:
            self._grid.removeWidget(card)
        for index, card in enumerate(self._cards):
            card.setMaximumWidth(self._look.px(WIDEST))
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1_000)
        self._grid.setColumnStretch(columns, 1)  # what the widest cards leave stays at the right
        rows = -(-len(self._cards) // columns)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(rows, 1)
        self._columns = columns
