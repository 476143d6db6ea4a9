"""Rows of numbers as JSON values, aligned text, and CSV files."""

import math
from collections.abc import Sequence
from pathlib import Path

from explorer.files.saving import save_bytes
from explorer.files.tables import encoded
from explorer.session.tables import Table, TableColumn

Cell = str | int | float | None


def or_null(cell: Cell) -> Cell:
    """Return what JSON can say: it knows neither NaN nor infinities."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def aligned(names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return rows as text in columns, numbers to the right."""
    cells = [list(names), *([("–" if cell is None else str(cell)) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(names))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )


def write_csv(target: Path, names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows to a file that is either there whole or not at all.

    Raises:
        ExplorerError: If it cannot be written.
    """
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    table = Table(tuple(TableColumn(n, list(c)) for n, c in zip(names, columns, strict=True)))
    save_bytes(target, encoded(table, "csv"))
