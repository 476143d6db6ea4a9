"""Where the numbers on the wires of a graph stand: off wires, cards and one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from explorer.ui.plots.free_room import FreeRoom, Samples, Spot
from explorer.ui.plots.graph import Layout, Way

_END = 6.0  # px from a word to the end of its wire
_AIR = 5.0  # px from a word to its wire
_BENDS = np.linspace(0.0, 1.0, 13)  # of a bend, where it is sampled


@dataclass(frozen=True, slots=True)
class WireWord:
    """A number on a wire.

    Attributes:
        way: The wire.
        width: Of the word, px at 100 %.
        height: Of its letters.
        above: Whether it is liked better above the wire than below.
    """

    way: Way
    width: float
    height: float
    above: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The drawing as a sheet: x as it is, y upwards."""

    bounds: QRectF

    def viewRange(self) -> tuple[tuple[float, float], tuple[float, float]]:
        bounds = self.bounds
        return (bounds.left(), bounds.right()), (-bounds.bottom(), -bounds.top())

    def width(self) -> float:
        return self.bounds.width()

    def height(self) -> float:
        return self.bounds.height()


def placed_words(
    layout: Layout, drawn: Iterable[Way], words: Sequence[WireWord], captions: Sequence[QRectF]
) -> list[QPointF]:
    """Return the lower left corner of each word.

    Args:
        layout: Where cards stand.
        drawn: All wires that are drawn.
        words: The words.
        captions: Where else words stand.
    """
    bounds = layout.bounds
    lines = [_sampled(way) for way in drawn]
    room = FreeRoom(_Sheet(bounds), lines)  # a line is named only within its own bends
    pills = [pill for row in layout.pills for pill in row]
    for area in (*layout.cards, *pills, *captions):
        room.take_box(
            area.left() - bounds.left(),
            bounds.bottom() - area.bottom(),
            area.width(),
            area.height(),
        )
    places = []
    for word in words:
        x, y = room.find(word.width, word.height, _spots(word, bounds, layout.spacing.between))
        room.take_box(x, y, word.width, word.height)
        places.append(QPointF(x + bounds.left(), bounds.bottom() - y))
    return places


def _spots(word: WireWord, bounds: QRectF, between: float) -> list[tuple[Spot, float]]:
    """Return spots above and below a wire between the last two cards, those at its right end first."""
    x, y = _sampled(word.way)
    end, start = word.way.points[-1], word.way.points[0]
    level = start.y() == end.y() and len(word.way.points) == 2
    last = (start.x() + end.x() + word.width) / 2 if level else end.x() - _END
    spots = []
    for back in np.linspace(0.0, max(between - word.width - 2 * _END, 0.0), 6):
        left = last - word.width - back
        under = (x >= left - 2) & (x <= left + word.width + 2)
        ends = np.interp((left, left + word.width), x, y)
        heights = np.concatenate([y[under], ends])  # upwards
        for above in (True, False):
            low = heights.max() + _AIR if above else heights.min() - _AIR - word.height
            far = abs(low - (y[-1] + (_AIR if above else -_AIR - word.height)))
            dislike = 0.15 * back + 0.4 * far + (0.0 if above == word.above else 9.0)
            spots.append(((left - bounds.left(), low + bounds.bottom()), float(dislike)))
    return spots


def _sampled(way: Way) -> tuple[Samples, Samples]:
    """Return a wire as a line, y upwards, as it is painted: level in a column, bent between two."""
    xs, ys = [], []
    for index, (start, end) in enumerate(pairwise(way.points)):
        share = _BENDS if index % 2 == 0 else np.array([0.0, 1.0])
        # Both handles of a bend lie half way across, level with the ends.
        across = 1.5 * share * (1 - share) + share**3 if index % 2 == 0 else share
        risen = 3 * share**2 * (1 - share) + share**3 if index % 2 == 0 else share
        xs.append(start.x() + (end.x() - start.x()) * across)
        ys.append(-(start.y() + (end.y() - start.y()) * risen))
    return np.concatenate(xs), np.concatenate(ys)
