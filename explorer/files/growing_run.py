"""A followed run in memory, to which lines are added."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import (
    QUANTITIES,
    Born,
    ModelDescription,
    ModelRun,
    ObservedVariable,
    Rows,
    Series,
)
from explorer.files.model_json import Began, Ended, Line, Numbers, Silence, Variables


class GrowingRun:
    """A run that lines are added to; its values share their arrays, as rows are only ever appended.

    Attributes:
        damaged: Whether something was left out.
    """

    def __init__(self, description: ModelDescription) -> None:
        self.description = description
        self.damaged = False
        self._value: ModelRun | None = None
        self._reset()

    def _reset(self, stride: int = 1) -> None:
        self._variables: tuple[ObservedVariable, ...] = ()
        self._steps = _Growing(dtype=np.int64)
        self._tables = {name: _Growing(0) for name in (*QUANTITIES, "silent")}
        self._metrics: dict[str, tuple[_Growing, _Growing]] = {}
        self._silent: dict[str, float] = {}
        self._born: Born | None = None
        self._ended: str | None = None
        self._stride = stride

    def add(self, line: Line) -> None:
        """Add what a line of a log says."""
        self._value = None
        match line:
            case Began():
                self._reset(line.stride)
            case Variables():
                self._variables = line.variables
                for table in self._tables.values():
                    table.widen(len(line.variables))
            case Rows():
                self._add_rows(line)
            case Numbers():
                for name, number in line.numbers.items():
                    self.add_metric(name, np.array([line.step]), np.array([number]))
            case Silence():
                self._silent = dict(line.layers)
            case Born():
                self._born = self._born or line
            case Ended():
                self._ended = line.why

    def add_metric(self, name: str, steps: NDArray[np.int64], values: NDArray[Any]) -> None:
        """Add numbers of one metric; what does not come after the last one is left out."""
        self._value = None
        known, numbers = self._metrics.setdefault(
            name, (_Growing(dtype=np.int64), _Growing(dtype=np.float64))
        )
        highest = np.maximum.accumulate([known.last(), *steps])
        kept = steps > highest[:-1]
        known.add(steps[kept, None])
        numbers.add(values[kept, None])

    def _add_rows(self, rows: Rows) -> None:
        width = rows.values["gradient"].shape[1]
        if rows.steps[0] <= self._steps.last() or width > len(self._variables):
            self.damaged = True  # a step that was there already, or of variables that nobody named
            return
        self._steps.add(rows.steps[:, None])
        for name in QUANTITIES:
            self._tables[name].add(rows.values[name])
        shares = [self._silent.get(each.layer, np.nan) for each in self._variables]
        self._tables["silent"].add(np.tile(np.array(shares, np.float32), (len(rows.steps), 1)))
        if rows.losses is not None:
            self.add_metric("loss", rows.steps, rows.losses.astype(np.float64))

    def value(self) -> ModelRun:
        """Return the run as it is now."""
        if self._value is not None and self._value.damaged == self.damaged:
            return self._value
        tables = {name: table.table() for name, table in self._tables.items()}
        self._value = ModelRun(
            description=self.description,
            variables=self._variables,
            steps=self._steps.column(),
            **tables,
            metrics={
                name: Series(known.column(), numbers.column())
                for name, (known, numbers) in self._metrics.items()
                if known.rows
            },
            born=self._born,
            ended=self._ended,
            stride=self._stride,
            damaged=self.damaged,
        )
        return self._value


class _Growing:
    """Rows in a buffer that doubles when it is full; rows handed out are never written again.

    Args:
        width: Columns; more can come.
        dtype: Of each entry.
    """

    def __init__(self, width: int = 1, dtype: Any = np.float32) -> None:
        self.rows = 0
        self._buffer = np.zeros((16, width), dtype)

    def add(self, new: NDArray[Any]) -> None:
        """Append rows, no wider than the buffer; what they lack is NaN."""
        end = self.rows + len(new)
        if end > len(self._buffer):
            self._move(2 * end, self._buffer.shape[1])
        width = new.shape[1]
        self._buffer[self.rows : end, :width] = new
        if width < self._buffer.shape[1]:
            self._buffer[self.rows : end, width:] = np.nan
        self.rows = end

    def widen(self, width: int) -> None:
        """Make room for further columns, NaN in the rows so far."""
        if width > self._buffer.shape[1]:
            self._move(len(self._buffer), width)

    def table(self) -> NDArray[Any]:
        """Return the rows so far, read-only."""
        view = self._buffer[: self.rows]
        view.flags.writeable = False
        return view

    def column(self) -> NDArray[Any]:
        """Return the first entry of each row so far, read-only."""
        return self.table()[:, 0]

    def last(self) -> float:
        """Return the first entry of the newest row; -1 if there is none."""
        return float(self._buffer[self.rows - 1, 0]) if self.rows else -1.0

    def _move(self, rows: int, width: int) -> None:
        old = self._buffer
        self._buffer = np.empty((rows, width), old.dtype)
        self._buffer[: self.rows, : old.shape[1]] = old[: self.rows]
        self._buffer[: self.rows, old.shape[1] :] = np.nan if old.dtype.kind == "f" else 0
