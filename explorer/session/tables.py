"""A table of numbers: the names that stand above it on the screen are those of its columns in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from explorer.core.sentences import Sentence

    Named = tuple[Sentence | str, "Cell"]

Cell = str | float | np.generic | None


@dataclass(frozen=True, slots=True, eq=False)
class TableColumn:
    """A column.

    Attributes:
        name: What it holds: a symbol, or a word that is translated.
        cells: A cell for each row; None where there is none. Arrays keep their precision, in which
            their numbers are written with the fewest figures that read back to the same bits.
        unit: Of its numbers; empty for a pure number.
        has_gaps: Whether NaN stands for a row without a cell, rather than for what was computed.
    """

    name: Sentence | str
    cells: Sequence[Any] | NDArray[Any]
    unit: str = ""
    has_gaps: bool = False

    def heading(self, speak: Callable[[Sentence | str], str] = str) -> str:
        """Return name and unit; `speak` says a sentence in a language, by default in English."""
        name = speak(self.name)
        return f"{name} ({self.unit})" if self.unit else name


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Columns of one length."""

    columns: tuple[TableColumn, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.columns[0].cells) if self.columns else 0

    def headings(self, speak: Callable[[Sentence | str], str] = str) -> list[str]:
        """Return what stands above the columns."""
        return [each.heading(speak) for each in self.columns]


def below_each_other(runs: Sequence[tuple[Sequence[Named], Table]]) -> Table:
    """Return one table of several runs, one below the other.

    Args:
        runs: What holds for all rows of a run, as further columns, and its table. A column that a run
            does not have is empty there.
    """
    if not runs:
        return Table()
    lengths = [len(table) for _, table in runs]
    columns = [
        TableColumn(name, np.repeat(np.array([held[place][1] for held, _ in runs]), lengths))
        for place, (name, _) in enumerate(runs[0][0])
    ]
    # The widest table says the order; what only others have comes last.
    widest = max((table for _, table in runs), key=lambda table: len(table.columns))
    tables = [{each.heading(): each for each in table.columns} for _, table in runs]
    known = {each.heading(): each for each in widest.columns}
    for table in tables:
        known = known | {name: each for name, each in table.items() if name not in known}
    for heading, example in known.items():
        parts = [table.get(heading) for table in tables]
        columns.append(_joined(example, parts, lengths))
    return Table(tuple(columns))


def _joined(
    example: TableColumn, parts: Sequence[TableColumn | None], lengths: Sequence[int]
) -> TableColumn:
    """Return a column of all runs; arrays stay arrays, as a run may have a million rows."""
    cells: list[Any] = [None if part is None else part.cells for part in parts]
    if example.has_gaps and isinstance(example.cells, np.ndarray):
        kind = example.cells.dtype
        cells = [
            np.full(length, np.nan, kind) if found is None else found
            for found, length in zip(cells, lengths, strict=True)
        ]
    if all(isinstance(each, np.ndarray) for each in cells):
        joined: Any = np.concatenate(cells)
    else:
        joined = []
        for found, length in zip(cells, lengths, strict=True):
            joined += [None] * length if found is None else list(found)
    return TableColumn(example.name, joined, example.unit, example.has_gaps)
