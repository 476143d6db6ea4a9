"""What a drawn graph is made of: cards, the wires between them, frames around some of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardRow:
    """A number on a card.

    Attributes:
        name: Word in front of it.
        value: Its text, "" while it is not known.
        role: Its colour.
    """

    name: str
    value: str
    role: str


@dataclass(frozen=True, slots=True)
class Card:
    """A node.

    Attributes:
        title: Word at its upper left.
        aside: Quieter word at its upper right.
        layer: Its column, from 0 at the left.
        rows: Its numbers.
        caption: What stands below it, "" for nothing.
        number: A number at the end of the caption, set bold.
        pills: Numbers that it takes and that nothing follows.
        dashed: Whether it is drawn as what is not followed.
        mark: Colour of its frame when it is at work, "" when it is not.
        group: Cards of a lower group stand above those of a higher one.
        spoken: All of it in words.
    """

    title: str
    aside: str
    layer: int
    rows: tuple[CardRow, ...] = ()
    caption: str = ""
    number: str = ""
    pills: tuple[str, ...] = ()
    dashed: bool = False
    mark: str = ""
    group: int = 0
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """A line from one card to a later one, and another one that goes back.

    Attributes:
        source: Index of the card at its left end.
        target: Index of the card at its right end.
        slot: Which input of the target it is, from 0.
        slots: How many inputs the target has.
        value: Text on the way forward, "" for none.
        passed: Whether the value has gone over.
        followed: Whether the way forward is recorded.
        handed: Text on the second line, "" for none.
        brief: A shorter text for it where there is little room.
        second: How the second line is drawn: "" not at all, "idle", "done" or "now".
        onward: Whether the second line goes forward too.
        role: Colour of the second line.
    """

    source: int
    target: int
    slot: int = 0
    slots: int = 1
    value: str = ""
    passed: bool = False
    followed: bool = True
    handed: str = ""
    brief: str = ""
    second: str = ""
    onward: bool = False
    role: str = "orange"


@dataclass(frozen=True, slots=True)
class GraphFrame:
    """A box around some cards.

    Attributes:
        name: What it stands for.
        cards: Indexes of the cards in it.
        role: Its colour.
        depth: How many frames lie within it.
    """

    name: str
    cards: tuple[int, ...]
    role: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing. `current` is the card that is to be in view, None for no one."""

    cards: tuple[Card, ...] = ()
    wires: tuple[Wire, ...] = ()
    frames: tuple[GraphFrame, ...] = ()
    current: int | None = None
    pill_note: str = ""
