"""Tables as files and for the clipboard; every table that leaves the program is written here."""

import csv
import io
import json
import math
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.sentences import Sentence
from explorer.session.tables import Cell, Table, TableColumn

Speak = Callable[[Sentence | str], str]
_MARK = b"\xef\xbb\xbf"  # by which spreadsheets know UTF-8; other programs stumble over it
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of a file in an archive: the same numbers are the same bytes


def encoded(
    table: Table, ending: str, *, speak: Speak = str, marked: bool = False, link: str = ""
) -> bytes:
    """Return a table as the content of a file.

    Args:
        table: The table.
        ending: csv, json or npz. A CSV has the names that the screen shows; the other two are read by
            programs, and have them in English in every language.
        speak: Says a name in the language of the screen.
        marked: Whether a CSV begins with the mark by which Excel knows UTF-8.
        link: The state that the numbers are of; JSON takes it along. Empty for none.
    """
    if ending == "json":
        return _as_json(table, link)
    if ending == "npz":
        return _as_npz(table)
    return (_MARK if marked else b"") + separated(table, ",", speak=speak).encode(errors="replace")


def separated(table: Table, by: str = "\t", *, speak: Speak = str) -> str:
    """Return a table as lines of cells; by tabs it is what a spreadsheet pastes into cells.

    A number is the shortest text with the same bits in its precision; what is missing is empty.
    """
    text = io.StringIO()
    # csv itself would end lines as Windows does, on every system.
    rows = csv.writer(text, delimiter=by, lineterminator="\n")
    rows.writerow(table.headings(speak))
    rows.writerows(rows_of(table))
    return text.getvalue()


def rows_of(table: Table) -> Iterator[tuple[str, ...]]:
    """Return the cells as texts, row by row: a table may have a million."""
    return zip(*map(_texts, table.columns), strict=True)


def as_json(cell: Any) -> Cell:
    """Return what JSON can say: it has no NaN and no infinities, which are written as strings."""
    value = cell.item() if isinstance(cell, np.generic) else cell
    if not isinstance(value, float):
        return value  # type: ignore[no-any-return]
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    # By way of text: 0.1 in float32 is 0.10000000149011612 in float64.
    return float(str(cell))


def _cells(column: TableColumn) -> Iterator[Any]:
    """Yield the cells, None where there is none."""
    if column.has_gaps:
        return (None if math.isnan(cell) else cell for cell in column.cells)
    return iter(column.cells)


def _texts(column: TableColumn) -> Iterator[str]:
    return ("" if cell is None else str(cell) for cell in _cells(column))


def _as_json(table: Table, link: str) -> bytes:
    units: Mapping[str, str] = {str(each.name): each.unit for each in table.columns if each.unit}
    found = {
        "link": link,
        "units": units,
        "columns": {str(each.name): list(map(as_json, _cells(each))) for each in table.columns},
    }
    return (json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n").encode(errors="replace")


def _as_npz(table: Table) -> bytes:
    content = io.BytesIO()
    # As `np.savez`, whose archives differ from second to second.
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in table.columns:
            held = io.BytesIO()
            np.lib.format.write_array(held, _array(each), allow_pickle=False)
            name = zipfile.ZipInfo(f"{each.heading()}.npy", _EPOCH)
            archive.writestr(name, held.getvalue(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _array(column: TableColumn) -> NDArray[Any]:
    cells = column.cells
    if isinstance(cells, np.ndarray):
        return cells
    if any(isinstance(cell, str) for cell in cells):
        return np.array(["" if cell is None else str(cell) for cell in cells], np.str_)
    if any(cell is None for cell in cells):
        kinds = {cell.dtype for cell in cells if isinstance(cell, np.floating)}
        kind = kinds.pop() if len(kinds) == 1 else np.dtype(np.float64)
        return np.array([math.nan if cell is None else cell for cell in cells], kind)
    return np.array(cells)
