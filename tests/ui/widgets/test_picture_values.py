"""The numbers that a right click on a picture gives, held against what was put into it."""

import numpy as np

from explorer.session.tables import Table, TableColumn
from explorer.ui.widgets.picture_values import (
    activations_of,
    confusion_of,
    pixels_of,
    probabilities_of,
    weights_of,
)


def test_that_every_cell_stands_beside_its_place() -> None:
    table = np.arange(100).reshape(10, 10)
    found = confusion_of(table)
    for digit, answer, images in zip(*found.values(), strict=True):
        assert table[digit, answer] == images
    units = np.random.default_rng(0).normal(size=(3, 28, 28)).astype(np.float32)
    whole = Table(tuple(TableColumn(name, cells) for name, cells in weights_of(units).items()))
    assert whole.headings() == ["unit", "row", "column", "weight"]
    assert len(whole) == units.size
    for unit, row, column, weight in zip(*weights_of(units).values(), strict=True):
        assert units[unit, row, column] == weight
    shares = np.arange(10) / 45
    assert list(list(probabilities_of(shares).values())[1]) == list(shares)
    assert list(activations_of([("a", np.ones(2)), ("b", np.zeros(1))]).values()) == [
        ["a", "a", "b"], [0, 1, 0], [1.0, 1.0, 0.0],
    ]  # fmt: skip


def test_that_what_is_empty_has_no_rows() -> None:
    for found in (pixels_of(None), probabilities_of(None), weights_of(np.zeros((0, 28, 28)))):
        assert {len(column) for column in found.values()} == {0}
