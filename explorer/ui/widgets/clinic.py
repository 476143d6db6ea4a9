"""Chips for cases, and the cards of the chosen one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from explorer.ui.theme import DIMMED, Look
from explorer.ui.widgets.cards import CardGrid, CardText, CaseCard
from explorer.ui.widgets.chip_row import ChipRow
from explorer.ui.widgets.labels import label

_RIGHT = 16  # px of the padding that the scroll bar may use


class Clinic(QWidget):
    """Shows one case at a time; the others are chosen by `chips`.

    Attributes:
        cards: Made as they are needed, and kept.
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
        self.grid = CardGrid(answers, look, right=_RIGHT)
        # A widget has no opacity of its own.
        self._veil = QGraphicsOpacityEffect(self.grid)
        self._veil.setOpacity(DIMMED)
        self._veil.setEnabled(False)
        self.grid.setGraphicsEffect(self._veil)
        self._nothing = label("", "body", wrap=True)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24 - _RIGHT, 0)
        column.setSpacing(10)
        column.addWidget(label(name, "heading"))
        chips = QHBoxLayout()
        chips.setContentsMargins(0, 0, _RIGHT, 0)
        chips.addWidget(self.chips)
        column.addLayout(chips)
        column.addSpacing(2)
        column.addWidget(self._nothing)
        column.addWidget(self.grid, 1)

    @property
    def shown_cards(self) -> list[CaseCard]:
        """The cards of the chosen case."""
        return [card for card in self.cards if not card.isHidden()]

    def show_cards(self, cards: Sequence[CardText], nothing: str = "") -> None:
        """Show cards, or say why there are none."""
        # Kept and hidden: a card is a small editor, which takes its time to make.
        while len(self.cards) < len(cards):
            self.cards.append(CaseCard(self._look, self))
        for card, text in zip(self.cards, cards, strict=False):
            card.show_case(text)
        for index, card in enumerate(self.cards):
            card.setVisible(index < len(cards))
        # Those of this case alone; hidden ones would take columns.
        self.grid.set_cards(self.cards[: len(cards)])
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))

    def set_dimmed(self, dimmed: bool) -> None:
        """Show the cards as what may be of older choices."""
        self._veil.setEnabled(dimmed)
