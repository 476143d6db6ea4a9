"""Chips for cases, and the cards of the chosen one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from explorer.ui.theme import DIMMED, Look
from explorer.ui.widgets.cards import CardGrid, CardText, CaseCard
from explorer.ui.widgets.chip_row import ChipRow
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.way_card import WayCard, WayText

_RIGHT = 16  # px of the padding that the scroll bar may use


class Clinic(QWidget):
    """Shows one case at a time; the others are chosen by `chips`.

    Attributes:
        cards: Made as they are needed, and kept.
        ways: The same, of somebody's own function.
    """

    def __init__(
        self, name: str, answers: str, cases: Sequence[tuple[str, str]], look: Look
    ) -> None:
        """Take the heading, the name of the cards together, and the cases as key and text."""
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.chips = ChipRow(name, cases, look)
        self.cards: list[CaseCard] = []
        self.ways: list[WayCard] = []
        self.grid = CardGrid(answers, look, right=_RIGHT)
        # A widget has no opacity of its own.
        self._veil = QGraphicsOpacityEffect(self.grid)
        self._veil.setOpacity(DIMMED)
        self._veil.setEnabled(False)
        self.grid.setGraphicsEffect(self._veil)
        self._said = label("", "body", wrap=True)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24 - _RIGHT, 0)
        column.setSpacing(10)
        column.addWidget(label(name, "heading"))
        chips = QHBoxLayout()
        chips.setContentsMargins(0, 0, _RIGHT, 0)
        chips.addWidget(self.chips)
        column.addLayout(chips)
        column.addSpacing(2)
        column.addWidget(self._said)
        column.addWidget(self.grid, 1)

    @property
    def said(self) -> str:
        """What stands above the cards."""
        return self._said.text()

    @property
    def shown_cards(self) -> list[CaseCard]:
        """The cards of the chosen case."""
        return [card for card in self.cards if not card.isHidden()]

    @property
    def shown_ways(self) -> list[WayCard]:
        """The cards of the explanation that is shown."""
        return [card for card in self.ways if not card.isHidden()]

    def copy(self) -> None:
        """Put the program of the first card that is shown on the clipboard, as its button does."""
        for card in self.shown_cards[:1]:
            card.copy.click()

    def show_cards(self, cards: Sequence[CardText], said: str = "") -> None:
        """Show cards, and say something above them."""
        # Kept and hidden: a card is a small editor, which takes its time to make.
        while len(self.cards) < len(cards):
            self.cards.append(CaseCard(self._look, self))
        for card, text in zip(self.cards, cards, strict=False):
            card.show_case(text)
        self._arrange(self.cards[: len(cards)], said)

    def show_ways(self, cards: Sequence[WayText], said: str) -> None:
        """Show what was found of somebody's own function, and say something above that."""
        while len(self.ways) < len(cards):
            self.ways.append(WayCard(self._look, self))
        for card, text in zip(self.ways, cards, strict=False):
            card.show_way(text)
        self._arrange(self.ways[: len(cards)], said, wide=True)

    def _arrange(self, shown: Sequence[QWidget], said: str, *, wide: bool = False) -> None:
        for card in (*self.cards, *self.ways):
            card.setVisible(card in shown)
        # Those of this case alone; hidden ones would take columns.
        self.grid.set_cards(shown, wide=wide)
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def set_dimmed(self, dimmed: bool) -> None:
        """Show the cards as what may be of older choices."""
        self._veil.setEnabled(dimmed)
