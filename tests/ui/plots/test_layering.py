"""Layered graphs: laws that every arrangement keeps."""

from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import given

from explorer.ui.plots.layering import Box, arrange

GAP = 10.0


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[tuple[int, int]]]:
    layers = sorted(draw(st.lists(st.integers(0, 5), min_size=1, max_size=14)))
    boxes = [
        Box(layer, draw(st.floats(10, 80)), draw(st.floats(10, 80)), draw(st.integers(0, 1)))
        for layer in layers
    ]
    pairs = [
        (one, other)
        for one in range(len(boxes))
        for other in range(len(boxes))
        if boxes[one].layer < boxes[other].layer
    ]
    lines = draw(st.lists(st.sampled_from(pairs), max_size=20, unique=True)) if pairs else []
    return boxes, lines


@given(graphs())
def test_that_boxes_of_a_layer_keep_their_distance(
    graph: tuple[list[Box], list[tuple[int, int]]],
) -> None:
    boxes, lines = graph
    middles = arrange(boxes, lines, GAP).middles
    for layer in {box.layer for box in boxes}:
        inside = sorted(
            (y - box.above, y + box.below)
            for y, box in zip(middles, boxes, strict=True)
            if box.layer == layer
        )
        assert all(after[0] - before[1] >= GAP - 1e-6 for before, after in pairwise(inside))


@given(graphs())
def test_that_a_line_has_a_place_in_every_layer_that_it_passes(
    graph: tuple[list[Box], list[tuple[int, int]]],
) -> None:
    boxes, lines = graph
    routes = arrange(boxes, lines, GAP).routes
    assert [len(route) for route in routes] == [
        boxes[end].layer - boxes[start].layer - 1 for start, end in lines
    ]


@given(graphs())
def test_that_the_second_group_stands_below_the_first(
    graph: tuple[list[Box], list[tuple[int, int]]],
) -> None:
    boxes, lines = graph
    middles = arrange(boxes, lines, GAP).middles
    ends = [y + box.below for y, box in zip(middles, boxes, strict=True) if box.group == 0]
    starts = [y - box.above for y, box in zip(middles, boxes, strict=True) if box.group == 1]
    assert not (ends and starts) or max(ends) <= min(starts) + 1e-6


@given(graphs())
def test_that_everything_lies_within_the_height(
    graph: tuple[list[Box], list[tuple[int, int]]],
) -> None:
    boxes, lines = graph
    placed = arrange(boxes, lines, GAP)
    for y, box in zip(placed.middles, boxes, strict=True):
        assert y - box.above >= -1e-6
        assert y + box.below <= placed.height + 1e-6


def test_that_a_chain_runs_straight() -> None:
    boxes = [Box(layer, 50, 60) for layer in range(5)]
    placed = arrange(boxes, list(pairwise(range(5))), GAP)
    assert len(set(placed.middles)) == 1


def test_that_two_lines_are_untangled() -> None:
    boxes = [Box(0, 20, 20), Box(0, 20, 20), Box(1, 20, 20), Box(1, 20, 20)]
    middles = arrange(boxes, [(0, 3), (1, 2)], GAP).middles
    assert (middles[0] - middles[1]) * (middles[3] - middles[2]) > 0
