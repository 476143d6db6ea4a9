"""Tables as files, read back by other readers: the csv module, json, NumPy."""

import csv
import io
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from explorer.core.sentences import said
from explorer.files.tables import encoded, separated
from explorer.session.tables import Table, TableColumn, below_each_other

NUMBERS = arrays(np.float32, 4, elements=st.floats(width=32))


def table_of(numbers: np.ndarray) -> Table:
    return Table((
        TableColumn(said("Table", "step"), np.arange(len(numbers))),
        TableColumn("f′(x)", numbers),
        TableColumn(said("Table", "validation accuracy"), np.full(len(numbers), np.nan), "%", has_gaps=True),
        TableColumn("operation", ["a,b", 'say "x"', None, "正弦"]),
    ))  # fmt: skip


@given(NUMBERS)
def test_that_every_form_reads_back_to_the_same_bits(numbers: np.ndarray) -> None:
    table = table_of(numbers)
    for by in (",", "\t"):
        rows = list(csv.DictReader(io.StringIO(separated(table, by)), delimiter=by))
        np.testing.assert_array_equal([np.float32(row["f′(x)"]) for row in rows], numbers)
        assert [row["validation accuracy (%)"] for row in rows] == [""] * 4
        assert [row["operation"] for row in rows] == ["a,b", 'say "x"', "", "正弦"]
    found = json.loads(encoded(table, "json"))
    np.testing.assert_array_equal(np.float32(found["columns"]["f′(x)"]), numbers)
    assert found["columns"]["validation accuracy"] == [None] * 4
    assert found["units"] == {"validation accuracy": "%"}
    with np.load(io.BytesIO(encoded(table, "npz")), allow_pickle=False) as held:
        np.testing.assert_array_equal(held["f′(x)"], numbers)
        assert held["f′(x)"].dtype == np.float32
        assert held["operation"].tolist() == ["a,b", 'say "x"', "", "正弦"]


def test_that_only_a_marked_table_begins_with_the_mark_of_utf_8() -> None:
    table = table_of(np.zeros(4, np.float32))
    plain, marked = encoded(table, "csv"), encoded(table, "csv", marked=True)
    assert marked == b"\xef\xbb\xbf" + plain
    assert marked.decode("utf-8-sig") == plain.decode("utf-8")


def test_that_the_same_numbers_are_the_same_bytes() -> None:
    table = table_of(np.arange(4, dtype=np.float32))
    assert encoded(table, "npz") == encoded(table, "npz")


@pytest.mark.parametrize("lengths", [(2, 3), (3, 0), (1, 1)])
def test_that_runs_below_each_other_keep_their_own_columns(lengths: tuple[int, int]) -> None:
    first, second = (np.arange(length, dtype=np.float32) for length in lengths)
    short = Table((TableColumn("x", first),))
    long = Table((TableColumn("x", second), TableColumn("velocity", second)))
    joined = below_each_other([([("run", 1)], short), ([("run", 2)], long)])
    assert joined.headings() == ["run", "x", "velocity"]
    run, x, velocity = (list(each.cells) for each in joined.columns)
    assert run == [1] * lengths[0] + [2] * lengths[1]
    assert x == [*first, *second]
    assert velocity == [None] * lengths[0] + list(second)
    assert not math.isnan(sum(x))
