"""How tightly signs bind, for writing a tree with as few brackets as it can be read from."""

from enum import IntEnum
from typing import NamedTuple


class Level(IntEnum):
    """From the loosest to the tightest."""

    CHOICE = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    SIGN = 7
    POWER = 8
    ATOM = 9


class Piece(NamedTuple):
    """A written part and how tightly it holds together."""

    text: str
    level: Level

    def within(self, level: Level) -> str:
        """Return the text, in brackets where its neighbours bind as tightly as `level`."""
        return self.text if self.level >= level else f"({self.text})"
