"""Free room for words on a plot, looked for in pixels."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

Samples = NDArray[np.float64]
Spot = tuple[float, float]  # lower left corner of a word's box, px from the plot's lower left
Spots = Iterable[tuple[Spot, float]]  # possible ones, each with how little it is liked

_AFAR = 1e6  # pixels, farther than any screen is wide
_GAP = 40.0  # px from the nearest point of a curve within which it is still seen there
_CELL = 3.0  # px, in which points are counted
_POINTS = 300  # of a long path that words keep clear of, the latest
# Off the plot a word cannot be read at all, and of two on one another neither can; a line or a
# point below hurts less.
_OFF_THE_PLOT, _ON_A_WORD, _ON_A_LINE, _ON_THE_GUIDE, _ON_A_POINT = 1000.0, 500.0, 80.0, 60.0, 15.0
_AROUND = (-1.2, -0.5, 0.2)  # heights of a word that stands far to the side, above its point
_ACROSS = np.linspace(0.0, 1.0, 16)  # of a word's width, where a line may run through it
_ON_POINTS = 160.0  # at most: a crowd of points is covered rather than another word


class Sheet(Protocol):
    """What words are written on: a plot's view box, or whatever tells its range and size as one does."""

    def viewRange(self) -> Sequence[Sequence[float]]:
        """Return the ends of x, and those of y, which points upwards."""

    def width(self) -> float:
        """Return the width in pixels."""

    def height(self) -> float:
        """Return the height in pixels."""


@dataclass
class FreeRoom:
    """One plot's pixels, and what already lies on them.

    Attributes:
        box: The plot's view box.
        lines: Curves as (x, y) in data units, x ascending.
        points: Points as (x, y) in data units.
        guide: x of the vertical guide in data units, None for none.
    """

    box: Sheet
    lines: Sequence[tuple[Samples, Samples]] = ()
    points: Sequence[tuple[Samples, Samples]] = ()
    guide: float | None = None
    _words: list[tuple[float, float, float, float]] = field(default_factory=list)

    is_crowded = False  # whether the word put last lies on another, or off the plot
    is_crossed = False  # or has at least a line below it

    def __post_init__(self) -> None:
        self._counted: object = None
        (self._left, right), (self._low, high) = spans = self.box.viewRange()
        self._seen = spans, self.box.width(), self.box.height()
        self._width, self._height = float(self.box.width()), float(self.box.height())
        # Before its first layout a plot has no size to divide by.
        self._per_x = (right - self._left) / max(self.box.width(), 1.0) or 1.0
        self._per_y = (high - self._low) / max(self.box.height(), 1.0) or 1.0

    def anew(self) -> "FreeRoom":
        """Return the same room, to put words there for a while; without the former ones in another view."""
        seen = self.box.viewRange(), self.box.width(), self.box.height()
        words = [*self._words] if seen == self._seen else []
        return FreeRoom(self.box, self.lines, self.points, self.guide, words)

    def pixels(
        self, x: Samples | float, y: Samples | float
    ) -> tuple[Samples | float, Samples | float]:
        """Return a place in pixels from the lower left corner."""
        return (x - self._left) / self._per_x, (y - self._low) / self._per_y

    def put(self, item: pg.TextItem, spots: Iterable[tuple[Spot, float]]) -> Spot:
        """Put a word at the spot with the most room, and keep others off it.

        Args:
            item: The word.
            spots: Possible places of its lower left corner in pixels, each with how little it is liked.

        Returns:
            The place that it was given.
        """
        box = item.boundingRect()
        x, y = self.find(box.width(), box.height(), spots)
        self._place(item, x, y)
        return x, y

    def put_longest(
        self, item: pg.TextItem, names: Sequence[str], spots: Callable[[], Spots]
    ) -> Spot:
        """Put the longest of some names that no line runs through, else the shortest.

        Args:
            item: The word.
            names: What it may say, from the longest to the shortest.
            spots: Returns the possible places of what it says.

        Returns:
            The place that it was given.
        """
        for name in names:
            item.setText(name)
            box = item.boundingRect()
            self.find(box.width(), box.height(), spots())
            if not self.is_crossed:
                break
        return self.put(item, spots())

    @np.errstate(all="ignore")  # beside a pole a line may be as many pixels away as it likes
    def find(self, width: float, height: float, spots: Iterable[tuple[Spot, float]]) -> Spot:
        """Return the spot with the most room for a box of so many pixels; nothing is put there yet."""
        rows = np.array([(*place, dislike) for place, dislike in spots])
        corners = rows[:, :2]
        # All spots at once: there are two hundred along a curve, and they are weighed while the
        # point moves.
        scores = self._crowds(corners, width, height) + rows[:, 2]
        best = int(np.argmin(scores))
        self.is_crowded = bool(scores[best] >= _ON_A_WORD)
        self.is_crossed = bool(scores[best] >= _ON_A_LINE)
        return float(corners[best, 0]), float(corners[best, 1])

    def take_box(self, x: float, y: float, width: float, height: float) -> None:
        """Keep words off a box, by its lower left corner and its size in pixels."""
        self._words.append((x, y, width, height))

    def take(self, *areas: QRectF) -> None:
        """Keep words off areas of the scene, where others stand already."""
        for area in areas:
            there = cast("pg.ViewBox", self.box).mapRectFromScene(area)
            corner = there.left(), self._height - there.bottom()
            self._words.append((*corner, there.width(), there.height()))

    def take_word(self, item: pg.TextItem) -> None:
        """Keep words off one that stands already at a place of its own."""
        # Worked out, as pyqtgraph moves a word only when it is painted next.
        (x, y), box = self.pixels(item.pos().x(), item.pos().y()), item.boundingRect()
        left, low = x - item.anchor.x() * box.width(), y - (1 - item.anchor.y()) * box.height()
        self._words.append((float(left), float(low), box.width(), box.height()))

    @np.errstate(all="ignore")
    def keep(self, item: pg.TextItem, spot: Spot) -> bool:
        """Put a word at a spot if it is on the plot, off other words and off lines, and say whether."""
        (x, y), box = spot, item.boundingRect()
        right, high = x + box.width(), y + box.height()
        # Quick tests first: this is asked at every step of a scrubbed point.
        if x < 0 or y < 0 or right > self._width or high > self._height:
            return False
        for ox, oy, ow, oh in self._words:
            if x < ox + ow and ox < right and y < oy + oh and oy < high:
                return False
        for line in self.lines:
            corner = np.array([x]), np.array([y])
            if len(line[0]) and self._crossed(line, *corner, box.width(), box.height()).any():
                return False
        self._place(item, x, y)
        return True

    def anchor(self, x: float, y: float) -> Spot:
        """Return a place in pixels; for one off the plot, the nearest at its edge."""
        px, py = (x - self._left) / self._per_x, (y - self._low) / self._per_y
        if math.isnan(px) or math.isnan(py):
            return 0.0, 0.0
        # At the edge, where an arrow points to what is off the plot.
        return min(max(px, 0.0), self._width), min(max(py, 0.0), self._height)

    def _place(self, item: pg.TextItem, x: float, y: float) -> None:
        box = item.boundingRect()
        self._words.append((x, y, box.width(), box.height()))
        # Where it was put is where its lower left corner is, whatever anchor it was made with.
        item.setAnchor((0, 1))
        item.setPos(self._left + x * self._per_x, self._low + y * self._per_y)

    def beside(
        self, item: pg.TextItem, x: float, y: float, gap: float = 10.0
    ) -> list[tuple[Spot, float]]:
        """Return the spots around a point, or at the edge nearest to a point off the plot."""
        px, py = self.anchor(x, y)
        width, height = item.boundingRect().width(), item.boundingRect().height()
        left, right = px - gap - width, px + gap
        return [
            # Left above and right below first: a rising curve leaves them free.
            ((left, py + 2), 0.0), ((right, py - height - 2), 0.0), ((right, py + 2), 1.0),
            ((left, py - height - 2), 1.0), ((px - width / 2, py + gap), 2.0),
            ((px - width / 2, py - gap - height), 2.0),
            ((left, py + height + 4), 3.0), ((right, py + height + 4), 3.0),
            ((left, py - 2 * height - 4), 3.0), ((right, py - 2 * height - 4), 3.0),
            ((px - width / 2, py + gap + height + 2), 4.0),
            # Past words that stand there already and are higher, as at an edge that several
            # places off the plot share.
            *(((side, py - rows * height - 12), 3.0 + rows) for rows in (2, 3) for side in (left, right)),
            *(((side, py + (rows - 1) * height + 12), 3.0 + rows) for rows in (2, 3) for side in (left, right)),
            # Far to the side, where a low plot has no room above and below.
            *(((left - away, py + up * height), 6.0 + away / 10) for away in (24, 48, 96) for up in _AROUND),
            *(((right + away, py + up * height), 6.0 + away / 10) for away in (24, 48, 96) for up in _AROUND),
        ]  # fmt: skip

    def accompany(self, item: pg.TextItem, at: tuple[float, float], offset: Spot | None) -> Spot:
        """Put a word beside a point: at its former distance, as long as it lies on nothing there.

        Args:
            item: The word.
            at: The point, in data units.
            offset: Its former distance in pixels, None for none.

        Returns:
            The distance that it has now.
        """
        x, y = self.anchor(*at)
        if offset is not None and self.keep(item, (x + offset[0], y + offset[1])):
            return offset
        box = item.boundingRect()
        level = (x + 12.0, y - box.height() / 2), -1.0
        # In a low plot often only its very top or bottom is free.
        edges = [
            ((left, end), 12.0)
            for left in (x - 10.0 - box.width(), x - box.width() / 2, x + 10.0)
            for end in (0.0, self._height - box.height())
        ]
        spot = self.put(item, [level, *self.beside(item, *at), *edges])
        return spot[0] - x, spot[1] - y

    @np.errstate(all="ignore")
    def along(
        self, item: pg.TextItem, line: tuple[Samples, Samples], liked: float
    ) -> list[tuple[Spot, float]]:
        """Return spots around a curve; those near `liked` (share of the width) are liked best."""
        width, height = item.boundingRect().width(), item.boundingRect().height()
        spots = []
        shares, across, up = self._followed(line)
        for share, px, py in zip(
            shares.tolist(), across.tolist(), np.ravel(up).tolist(), strict=True
        ):
            if abs(py) < _AFAR:  # and no NaN
                # The whole width costs 40, less than to lie on a line: a word goes as far as it
                # must.
                dislike = 40.0 * abs(share - liked)
                right = [(px + gap, py - height / 2) for gap in (10.0, 26.0, 46.0)]
                left = [(px - gap - width, py - height / 2) for gap in (10.0, 26.0, 46.0)]
                over = [(px - width / 2, py + gap) for gap in (0.0, 5.0, 15.0, 30.0)]
                under = [(px - width / 2, py - height - gap) for gap in (0.0, 5.0, 15.0, 30.0)]
                spots += [(spot, dislike) for spot in right + left]
                # A word beside a line is read as belonging to it; one over it may belong to the
                # next.
                spots += [(spot, dislike + 6.0) for spot in over + under]
                # Farther off, where several lines run close together.
                spots += [
                    ((px - width / 2, py + far), dislike + 12.0) for far in (56.0, -56.0 - height)
                ]
        # Last of all the corners, where a low plot often has room that no spot beside its curve has.
        across, up = self._width - width, self._height - height
        spots += [((x, y), 45.0) for x in (2.0, across - 2) for y in (0.0, up)] if spots else []
        # No spot on the plot at all, as where the curve is not defined: the lower left corner.
        return spots or [((12.0, 12.0), 0.0)]

    def _followed(self, line: tuple[Samples, Samples]) -> tuple[Samples, Samples, Samples]:
        """Return places of a curve where it is drawn: their shares of the width, and their pixels."""
        known = np.isfinite(line[1])
        x, y = line[0][known], line[1][known]
        if not x.size:
            return np.zeros(0), np.zeros(0), np.zeros(0)
        # Not beyond its ends, where nothing is drawn, and not at the very edge of the plot, where half of
        # the word would be off it.
        first, last = (
            float(np.clip((end - self._left) / self._per_x / max(self._width, 1.0), 0.05, 0.95))
            for end in (x[0], x[-1])
        )
        shares = np.linspace(first, last, 25)
        across = shares * self._width
        at = self._left + across * self._per_x
        after = np.clip(np.searchsorted(x, at), 1, max(x.size - 1, 1))
        gap = np.minimum(np.abs(at - x[after - 1]), np.abs(x[after % x.size] - at)) / self._per_x
        # Two points make a long line, but beside a gap in a sampled curve there is nothing to name.
        near = (gap < _GAP) | (known.all() & (len(x) == 2))
        _, up = self.pixels(0.0, np.interp(at, x, y))
        return shares[near], across[near], np.asarray(up)[near]

    def _crowds(self, corners: Samples, width: float, height: float) -> Samples:
        """Return for each corner, shape (spots, 2), how badly a word there would cover what is drawn."""
        x, y = corners[:, 0], corners[:, 1]
        over = np.stack([-x, -y, x + width - self.box.width(), y + height - self.box.height()])
        score = _OFF_THE_PLOT * np.maximum(over.max(axis=0), 0.0)
        for ox, oy, ow, oh in self._words:
            apart = (x >= ox + ow) | (ox >= x + width) | (y >= oy + oh) | (oy >= y + height)
            score += _ON_A_WORD * ~apart
        if self.guide is not None:
            guide, _ = self.pixels(self.guide, 0.0)
            # With 4 px to spare: a word that touches the dotted line cannot be read well.
            score += _ON_THE_GUIDE * ((x - 4 < guide) & (guide < x + width + 4))
        for line in self.lines:
            if len(line[0]):
                score += _ON_A_LINE * self._crossed(line, x, y, width, height)
        points = self._points_within(x - 6, y - 6, x + width + 6, y + height + 6)
        # A crowd counts no more than some ten points.
        score += np.minimum(_ON_A_POINT * points, _ON_POINTS)
        return np.asarray(score, dtype=np.float64)

    def _points_within(self, left: Samples, low: Samples, right: Samples, high: Samples) -> Samples:
        """Return for each box how many points lie in it, to the nearest cell."""
        # Counted at the first word of a drawing and used for all.
        if self._counted is not self.points:
            self._counted, self._totals = self.points, self._summed()
        rows, columns = self._totals.shape
        x0, x1 = (np.clip(np.rint(x / _CELL), 0, columns - 1).astype(int) for x in (left, right))
        y0, y1 = (np.clip(np.rint(y / _CELL), 0, rows - 1).astype(int) for y in (low, high))
        t = self._totals
        # The number in a rectangle from four sums of a table: some hundred boxes over some
        # hundred points at once.
        counts: Samples = t[y1, x1] - t[y0, x1] - t[y1, x0] + t[y0, x0]
        return counts

    def _summed(self) -> Samples:
        """Return how many points lie in the cells below and left of each corner of the plot's cells."""
        columns, rows = (int(size // _CELL) + 2 for size in (self.box.width(), self.box.height()))
        totals = np.zeros((rows, columns))
        places = [
            # The latest alone: words stand near the end of a path.
            self.pixels(np.asarray(xs)[-_POINTS:], np.asarray(ys)[-_POINTS:])
            for xs, ys in self.points
        ]
        if places:
            px, py = (np.concatenate(each) / _CELL for each in zip(*places, strict=True))
            inside = (px >= 0) & (py >= 0) & (px < columns - 1) & (py < rows - 1)
            # One row and one column further, so that the sums below and left of a cell begin with
            # 0.
            cells = (py[inside].astype(int) + 1) * columns + px[inside].astype(int) + 1
            totals += np.bincount(cells, minlength=totals.size).reshape(totals.shape)
        summed: Samples = totals.cumsum(axis=0).cumsum(axis=1)
        return summed

    def _crossed(
        self, line: tuple[Samples, Samples], x: Samples, y: Samples, width: float, height: float
    ) -> NDArray[np.bool_]:
        """Return for each spot whether a line runs through the word's box."""
        across = (x - 4)[:, None] + (width + 8) * _ACROSS
        places, (first, last) = self._left + across * self._per_x, line[0][[0, -1]]
        # Where a line is not defined it crosses nothing: not-a-number is neither below nor above. Its very
        # ends are looked at, too: there it may be steep.
        beyond = (places[:, -1] < first) | (places[:, 0] > last)
        places = np.where(beyond[:, None], np.nan, np.clip(places, first, last))
        _, heights = self.pixels(0.0, np.interp(places, *line))
        # The box of a word has a margin of 4 px about its letters, which is air enough.
        below, above = heights > (y + 1)[:, None], heights < (y + height - 1)[:, None]
        # Not only where a sample lies in the box: between two samples the line may jump across
        # it.
        return np.asarray(below.any(axis=1) & above.any(axis=1))


def arrow_to(box: Sheet, x: float, y: float) -> str:
    """Return an arrow towards a place that is beyond the plot, and nothing for one on it."""
    (left, right), (low, high) = box.viewRange()
    off = ((x < left, "←"), (x > right, "→"), (y > high, "↑"), (y < low, "↓"))
    return next((sign for beyond, sign in off if beyond), "")
