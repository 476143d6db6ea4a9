"""Where boxes of a layered graph stand, so that few lines cross and long ones run straight."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_SWEEPS = 12
# A fifth: that a long line runs level counts four times as much as what its ends want.
_PULL = 0.2  # of a line's ends on the points between them
_ROUTE_HEIGHT = 44.0  # room that a line takes while it passes a layer


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be placed.

    Attributes:
        layer: Its column, from 0 at the left.
        above: Room that it takes above its middle, in px.
        below: The same below.
        group: Boxes of a lower group stand above those of a higher one.
    """

    layer: int
    above: float
    below: float
    group: int = 0


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything stands.

    Attributes:
        middles: y of each box's middle, in px from the top.
        routes: For each line, y in every layer that it passes between its ends.
        height: Room that all of it takes.
    """

    middles: tuple[float, ...]
    routes: tuple[tuple[float, ...], ...]
    height: float


def arrange(boxes: Sequence[Box], lines: Sequence[tuple[int, int]], gap: float) -> Arrangement:
    """Return where boxes stand.

    Each long line is cut into pieces by a point in every layer that it passes; the order in the
    layers is found by sweeps of barycentres, the heights by isotonic least squares.

    Args:
        boxes: In an order that suits the reader.
        lines: Pairs of indexes of boxes, from a lower to a higher layer.
        gap: Least room between boxes of a layer, in px.

    Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical
        system structures", IEEE Transactions on Systems, Man, and Cybernetics 11 (1981).
    """
    return _Arranging(boxes, lines, gap).arrangement()


class _Arranging:
    def __init__(self, boxes: Sequence[Box], lines: Sequence[tuple[int, int]], gap: float) -> None:
        self._boxes, self._gap = list(boxes), gap
        self._count = len(self._boxes)
        self._routes: list[list[int]] = []
        self._left: list[list[int]] = [[] for _ in boxes]
        self._right: list[list[int]] = [[] for _ in boxes]
        self._route_of: dict[int, tuple[list[int], int, int]] = {}
        for start, end in lines:
            points = self._cut(start, end)
            self._routes.append(points)
            self._route_of |= dict.fromkeys(points, (points, start, end))
        depth = 1 + max((box.layer for box in self._boxes), default=0)
        self._layers: list[list[int]] = [[] for _ in range(depth)]
        for index, box in enumerate(self._boxes):
            self._layers[box.layer].append(index)
        for layer in self._layers:
            # Stable: within a group the order of the boxes is the one that suits the reader.
            layer.sort(key=lambda index: self._boxes[index].group)

    def _cut(self, start: int, end: int) -> list[int]:
        """Add a point for every layer between two boxes; return the points' indexes."""
        # A line between two groups passes below the upper one.
        group = max(self._boxes[start].group, self._boxes[end].group)
        points = []
        for layer in range(self._boxes[start].layer + 1, self._boxes[end].layer):
            points.append(len(self._boxes))
            self._boxes.append(Box(layer, _ROUTE_HEIGHT / 2, _ROUTE_HEIGHT / 2, group))
            self._left.append([])
            self._right.append([])
        for one, other in pairwise((start, *points, end)):
            self._right[one].append(other)
            self._left[other].append(one)
        return points

    def arrangement(self) -> Arrangement:
        self._order()
        middles = self._apart(self._place())
        # The highest box begins at 0, whatever the heights came out as.
        top = min((y - box.above for y, box in zip(middles, self._boxes, strict=True)), default=0.0)
        middles = [y - top for y in middles]
        height = max(
            (y + box.below for y, box in zip(middles, self._boxes, strict=True)), default=0.0
        )
        routes = tuple(tuple(middles[point] for point in route) for route in self._routes)
        return Arrangement(tuple(middles[: self._count]), routes, height)

    def _apart(self, middles: list[float]) -> list[float]:
        """Return heights at which every group stands below all of the one before."""
        # Heights were found for all groups together; each is moved as one, so that nothing within
        # it changes.
        groups = sorted({box.group for box in self._boxes})
        moved, end = list(middles), None
        for group in groups:
            of = [index for index, box in enumerate(self._boxes) if box.group == group]
            start = min(middles[index] - self._boxes[index].above for index in of)
            shift = 0.0 if end is None else max(0.0, end + self._gap - start)
            for index in of:
                moved[index] = middles[index] + shift
            end = max(moved[index] + self._boxes[index].below for index in of)
        return moved

    # ---- order within the layers

    def _order(self) -> None:
        # The best order so far is kept: a sweep may make it worse before it becomes better.
        best, fewest = [list(layer) for layer in self._layers], self._crossings()
        for sweep in range(_SWEEPS):
            # To and fro: each sweep sees one side of a layer, which has been sorted just before.
            rightwards = sweep % 2 == 0
            layers = self._layers if rightwards else self._layers[::-1]
            for layer in layers:
                self._sort(layer, self._left if rightwards else self._right)
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(layer) for layer in self._layers], crossings
        self._layers = best

    def _sort(self, layer: list[int], neighbours: list[list[int]]) -> None:
        rank = self._ranks()
        keys = {}
        for index in layer:
            found = [rank[each] for each in neighbours[index]]
            # Without neighbours it stays where it is.
            middle = sum(found) / len(found) if found else rank[index]
            # The group before all, and the former place last, so that equal ones keep their
            # order.
            keys[index] = (self._boxes[index].group, middle, rank[index])
        layer.sort(key=keys.__getitem__)

    def _ranks(self) -> dict[int, float]:
        return {
            # As a share of the layer: layers of different size can be compared.
            index: (place + 0.5) / len(layer)
            for layer in self._layers
            for place, index in enumerate(layer)
        }

    def _crossings(self) -> int:
        rank = self._ranks()
        count = 0
        for layer in self._layers:
            ends = [(rank[i], rank[j]) for i in layer for j in self._right[i]]
            count += sum(
                # Two lines cross where their ends come in opposite order.
                (a[0] - b[0]) * (a[1] - b[1]) < 0
                for place, a in enumerate(ends)
                for b in ends[:place]
            )
        return count

    # ---- heights

    def _place(self) -> list[float]:
        middles = [0.0] * len(self._boxes)
        for layer in self._layers:
            # Without wishes to begin with: stacked from the top.
            for index, y in zip(layer, self._stacked(layer, [0.0] * len(layer)), strict=True):
                middles[index] = y
        for sweep in range(4 * _SWEEPS):
            layers = self._layers if sweep % 2 == 0 else self._layers[::-1]
            for layer in layers:
                wanted = [self._wanted(index, middles) for index in layer]
                for index, y in zip(layer, self._stacked(layer, wanted), strict=True):
                    middles[index] = y
        return middles

    def _wanted(self, index: int, middles: list[float]) -> float:
        """Return the mean height of a box's neighbours; the points of a line keep level."""
        if index in self._route_of:
            points, start, end = self._route_of[index]
            level = sum(middles[point] for point in points) / len(points)
            # Of all points of the line at once, so that it passes every layer at one height.
            return (1 - _PULL) * level + _PULL * (middles[start] + middles[end]) / 2
        near = [middles[other] for other in (*self._left[index], *self._right[index])]
        return sum(near) / len(near) if near else middles[index]

    def _stacked(self, layer: list[int], wanted: list[float]) -> list[float]:
        """Return heights nearest to the wanted ones that keep order and gaps."""
        # Boxes that touch become equal numbers once their distances are taken off; then the wish
        # is a sequence that may not descend.
        offsets, reach = [], 0.0
        for place, index in enumerate(layer):
            if place:
                reach += self._boxes[layer[place - 1]].below + self._gap + self._boxes[index].above
            offsets.append(reach)
        free = _isotonic([w - o for w, o in zip(wanted, offsets, strict=True)])
        return [f + o for f, o in zip(free, offsets, strict=True)]


def _isotonic(values: list[float]) -> list[float]:
    """Return the ascending numbers nearest to `values`, by pooling adjacent violators."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        # Two that would change places share their mean, which is nearest to both; the mean may
        # clash with the one before.
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    return [mean for mean, size in pools for _ in range(size)]
