"""A graph to draw, and the same laid out: rectangles of cards, paths of wires, in pixels at 100 %."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from explorer.ui.plots.layering import Box, arrange


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


PILL_HEIGHT = 32.0
CAPTION_HEIGHT = 32.0
_FRAME_ROOM, _FRAME_HEAD = 12.0, 26.0
_HEADS = {0: 40.0, 1: 66.0, 2: 104.0}  # height of a card by its number of rows
_SLOT_HEIGHT = 76.0


@dataclass(frozen=True, slots=True)
class Spacing:
    """How much room a drawing takes.

    Attributes:
        card: Width of a card.
        between: Room from a card to the next.
        above: Room from a card to the number above it.
    """

    card: float
    between: float
    above: float

    def left(self, layer: int) -> float:
        """Return the left edge of a column."""
        return layer * (self.card + self.between)


# Compact where the drawing would otherwise be shown smaller than nine tenths.
WIDE, COMPACT = Spacing(176.0, 92.0, 44.0), Spacing(156.0, 76.0, 26.0)


@dataclass(frozen=True, slots=True)
class Way:
    """A wire's points: its left end, two for each layer that it passes, its right end."""

    points: tuple[QPointF, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is drawn.

    Attributes:
        cards: Rectangle of each card.
        pills: Rectangles of each card's pills.
        forward: Way of each wire.
        second: Way of each wire's second line.
        frames: Rectangle of each frame.
        bounds: Rectangle around all of it.
        spacing: How wide it is.
    """

    cards: tuple[QRectF, ...]
    pills: tuple[tuple[QRectF, ...], ...]
    forward: tuple[Way, ...]
    second: tuple[Way, ...]
    frames: tuple[QRectF, ...]
    bounds: QRectF
    spacing: Spacing = WIDE


def structure(graph: Graph) -> tuple[object, ...]:
    # What the numbers are does not matter: a graph of the same structure keeps its places while
    # one steps through it.
    """Return what a layout depends on; graphs that agree in it are laid out alike."""
    cards = tuple(
        (card.layer, len(card.rows), bool(card.caption), len(card.pills), card.group)
        for card in graph.cards
    )
    wires = tuple((wire.source, wire.target, wire.slot, wire.slots) for wire in graph.wires)
    return cards, wires, tuple((frame.cards, frame.depth) for frame in graph.frames)


def lay_out(graph: Graph, spacing: Spacing = WIDE) -> Layout:
    """Return where everything of a graph is drawn."""
    heights = [_height(card, index, graph.wires) for index, card in enumerate(graph.cards)]
    # Room for the frame's name above and its line below, for every card: frames lie around any of
    # them.
    room = _FRAME_HEAD + _FRAME_ROOM if graph.frames else 0.0
    boxes = [
        Box(
            card.layer,
            height / 2 + (PILL_HEIGHT + spacing.above if card.pills else 0.0) + room / 2,
            height / 2 + (CAPTION_HEIGHT if card.caption else 8.0) + room / 2,
            card.group,
        )
        for card, height in zip(graph.cards, heights, strict=True)
    ]
    lines = [(wire.source, wire.target) for wire in graph.wires]
    placed = arrange(boxes, lines, gap=14.0)
    cards = tuple(
        QRectF(spacing.left(card.layer), middle - height / 2, spacing.card, height)
        for card, middle, height in zip(graph.cards, placed.middles, heights, strict=True)
    )
    pills = tuple(
        _pills(card, area, spacing) for card, area in zip(graph.cards, cards, strict=True)
    )
    slots = _slots(graph.wires, placed.routes, cards)
    ends = [_ends(wire, slot, cards) for wire, slot in zip(graph.wires, slots, strict=True)]
    forward, second = (
        tuple(
            _way(spacing, graph.cards[wire.source].layer, end[line], route, shift)
            for wire, end, route in zip(graph.wires, ends, placed.routes, strict=True)
        )
        # The way back runs beside the way there, 9 px from its middle on each side.
        for line, shift in ((0, -9.0), (1, 9.0))
    )
    frames = tuple(_frame(frame, cards, pills, graph.cards) for frame in graph.frames)
    bounds = _bounds(cards, pills, forward, frames)
    return Layout(cards, pills, forward, second, frames, bounds, spacing)


def _height(card: Card, index: int, wires: Sequence[Wire]) -> float:
    slots = max((wire.slots for wire in wires if wire.target == index), default=1)
    # As many inputs as there are must not write over one another's numbers.
    return max(_HEADS[len(card.rows)], _SLOT_HEIGHT * slots if slots > 1 else 0.0)


def _pills(card: Card, area: QRectF, spacing: Spacing) -> tuple[QRectF, ...]:
    """Return the places of a card's pills, side by side above it."""
    count = len(card.pills)
    if not count:
        return ()
    wide = min(140.0, area.width())
    # Several pills share the width of the card above which they stand.
    width = wide if count == 1 else min(84.0, (area.width() - 8.0 * (count - 1)) / count)
    left = area.center().x() - (count * width + 8.0 * (count - 1)) / 2
    top = area.top() - spacing.above - PILL_HEIGHT
    return tuple(QRectF(left + i * (width + 8.0), top, width, PILL_HEIGHT) for i in range(count))


def _slots(
    wires: Sequence[Wire], routes: Sequence[Sequence[float]], cards: Sequence[QRectF]
) -> list[int]:
    """Return the place at its target for each wire, in the order in which they come from above."""
    heights = [
        route[-1] if route else cards[wire.source].center().y()
        for wire, route in zip(wires, routes, strict=True)
    ]
    slots = [0] * len(wires)
    for target in {wire.target for wire in wires}:
        coming = [index for index, wire in enumerate(wires) if wire.target == target]
        # In the order in which they arrive, not that of the operation's arguments: otherwise
        # wires cross just before the card.
        coming.sort(key=lambda index: (heights[index], wires[index].slot))
        for slot, index in enumerate(coming):
            slots[index] = slot
    return slots


def _ends(wire: Wire, slot: int, cards: Sequence[QRectF]) -> tuple[tuple[QPointF, QPointF], ...]:
    """Return both ends of the forward and of the second line."""
    source, target = cards[wire.source], cards[wire.target]
    band = target.height() / wire.slots
    top = target.top() + band * slot
    # The wires meet the two rows of a card: value above, gradient below.
    near, far = (0.37, 0.71) if wire.slots == 1 else (0.38, 0.62)
    return (
        # 6 px of air at both ends, so that arrow and frame stay apart.
        (_at(source.right() + 6, source, 0.37), QPointF(target.left() - 6, top + band * near)),
        (_at(source.right() + 6, source, 0.71), QPointF(target.left() - 6, top + band * far)),
    )


def _at(x: float, area: QRectF, share: float) -> QPointF:
    return QPointF(x, area.top() + area.height() * share)


def _way(
    spacing: Spacing,
    layer: int,
    ends: tuple[QPointF, QPointF],
    route: Sequence[float],
    shift: float,
) -> Way:
    points = [ends[0]]
    for passed, middle in enumerate(route, start=layer + 1):
        # Level through each layer that it passes, so that it is not taken for a wire of the cards
        # there.
        left = spacing.left(passed)
        points += [QPointF(left, middle + shift), QPointF(left + spacing.card, middle + shift)]
    return Way((*points, ends[1]))


def _frame(
    frame: GraphFrame,
    cards: Sequence[QRectF],
    pills: Sequence[Sequence[QRectF]],
    of: Sequence[Card],
) -> QRectF:
    area = QRectF()
    for index in frame.cards:
        area = area.united(cards[index])
        for pill in pills[index]:
            area = area.united(pill)
        if of[index].caption:
            area = area.united(cards[index].adjusted(0, 0, 0, CAPTION_HEIGHT - 6))
    # A frame that holds others is larger by their frames.
    room = _FRAME_ROOM * (1 + frame.depth)
    head = _FRAME_HEAD * (1 + frame.depth)
    return area.adjusted(-room, -head, room, room)


def _bounds(
    cards: Sequence[QRectF],
    pills: Sequence[Sequence[QRectF]],
    ways: Sequence[Way],
    frames: Sequence[QRectF],
) -> QRectF:
    bounds = QRectF()
    for area in (*cards, *(pill for row in pills for pill in row), *frames):
        bounds = bounds.united(area)
    for way in ways:
        for point in way.points:
            bounds = bounds.united(QRectF(point, point).adjusted(-1, -1, 1, 1))
    # Captions hang below the cards and are in no rectangle.
    return bounds.adjusted(-4, -4, 4, CAPTION_HEIGHT if not frames else 4)
