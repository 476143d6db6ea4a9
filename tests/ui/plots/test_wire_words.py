"""Numbers on the wires of a graph stand off cards, wires and one another."""

from itertools import combinations

import numpy as np
from PySide6.QtCore import QRectF

from explorer.ui.plots.graph import Card, Graph, Wire, lay_out
from explorer.ui.plots.wire_words import WireWord, placed_words

WIDTH, HEIGHT = 34.0, 11.0


def test_that_numbers_on_wires_cover_neither_cards_nor_one_another() -> None:
    cards = tuple(Card(f"node {at}", "", layer=layer) for at, layer in enumerate((0, 1, 1, 2)))
    ends = ((0, 1), (0, 2), (1, 3), (2, 3))
    graph = Graph(
        cards, tuple(Wire(a, b, slots=2 if b == 3 else 1, second="done") for a, b in ends)
    )
    layout = lay_out(graph)
    ways = [*layout.forward, *layout.second]
    words = [WireWord(way, WIDTH, HEIGHT, above=n < 4) for n, way in enumerate(ways)]
    places = placed_words(layout, ways, words, [])
    areas = [QRectF(at.x(), at.y() - HEIGHT, WIDTH, HEIGHT) for at in places]
    for one, other in combinations(areas, 2):
        assert not one.intersects(other)
    for area in areas:
        assert not any(area.intersects(card) for card in layout.cards)
    # Each stands at its own wire: nearer to it than a card is high.
    for area, way in zip(areas, ways, strict=True):
        distance = np.hypot(
            area.center().x() - way.points[-1].x(), area.center().y() - way.points[-1].y()
        )
        assert distance < 76
