"""A race on f(x, y) as a table: a row for each update, the racers side by side."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.results import Trajectory
from explorer.session.descent.tables import STEP
from explorer.session.surface.choices import numbered
from explorer.session.surface.snapshots import RaceView
from explorer.session.tables import Table, TableColumn

SYMBOLS = ("x", "y", "f", "∂f/∂x", "∂f/∂y")


def place_table(path: Trajectory) -> Table:
    """Return the updates of one optimiser."""
    columns = (path.x[:, 0], path.x[:, 1], path.y, path.gradient[:, 0], path.gradient[:, 1])
    names = ("x", "y", "f(x, y)", *SYMBOLS[3:])
    named = (TableColumn(name, cells) for name, cells in zip(names, columns, strict=True))
    return Table((TableColumn(STEP, np.arange(len(path.x))), *named))


def race_table(race: RaceView, names: Sequence[str] = ()) -> Table:
    """Return a race; a racer that ended before the others has no cells from there on.

    Args:
        race: The race.
        names: What each racer is called; by default its optimiser.
    """
    told = names or numbered([each.optimizer for each in race.racers])
    last = max((path.updates for path in race.paths), default=0)
    columns = [TableColumn(STEP, np.arange(last + 1))]
    for name, path in zip(told, race.paths, strict=True):
        rows = np.concatenate([path.x, path.y[:, None], path.gradient], axis=1)
        for symbol, cells in zip(SYMBOLS, rows.T, strict=True):
            columns.append(
                TableColumn(f"{name} {symbol}", _long(cells, last + 1), has_gaps=len(cells) <= last)
            )
    return Table(tuple(columns))


def _long(cells: NDArray[np.floating], rows: int) -> NDArray[np.floating]:
    return np.concatenate([cells, np.full(rows - len(cells), np.nan, cells.dtype)])
