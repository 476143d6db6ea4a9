"""The Data leaf: what was taken of the variable that is looked at, step by step."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import exact, grouped
from explorer.core.observing.observed import ModelRun
from explorer.session.model.snapshots import ModelShown
from explorer.ui.pages.model.hint_words import percent, short
from explorer.ui.theme import Look
from explorer.ui.widgets.data_table import DataTable

translate = QCoreApplication.translate
_TABLES = ("gradient", "weight", "update", "clipped", "zeros", "nonfinite", "silent")


class DataLeaf(DataTable):
    """A row for each step that was looked at."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Model", "Steps"), "run.csv", look)

    def draw(self, old: ModelShown | None, new: ModelShown) -> None:
        """Show the run as far as it has come."""
        before = None if old is None else (old.run, old.variable)
        if before is None or before[0] is not new.run or before[1] != new.variable:
            run, variable = new.run, new.variable
            self.show_when_seen(lambda: self._show(run, variable))
        if new.place >= 0 and new.choices.cursor is not None:
            self.mark(new.place)

    def _show(self, run: ModelRun | None, variable: int) -> None:
        if run is None or variable < 0:
            self.fill(translate("Model", "No run is open."), [], 0, lambda _r, _c: "", str)
            return
        steps = run.steps
        loss = run.metrics.get("loss")

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(int(steps[row]))
            if column == 1:
                return _loss_at(run, row)
            value = float(getattr(run, _TABLES[column - 2])[row, variable])
            if np.isnan(value):
                return ""
            return percent(value) if _TABLES[column - 2] in ("zeros", "silent") else short(value)

        headings = [
            translate("Model", "step"), "loss" if loss is not None else "", "‖g‖", "‖W‖", "‖ΔW‖",
            translate("Model", "clipped"), translate("Model", "zeros"),
            translate("Model", "not finite"), translate("Model", "silent"),
        ]  # fmt: skip
        title = f"{run.names[variable]} · {grouped(len(steps))}"
        self.fill(title, headings, len(steps), shown, lambda: csv_of(run, variable))


def _loss_at(run: ModelRun, row: int) -> str:
    loss = run.metrics.get("loss")
    if loss is None:
        return ""
    place = int(np.searchsorted(loss.steps, run.steps[row], "right")) - 1
    return "" if place < 0 else short(float(loss.values[place]))


def csv_of(run: ModelRun, variable: int) -> str:
    """Return what was taken of a variable, a line for each step, exact; what is not known is empty."""
    lines = ["step,loss," + ",".join(_TABLES)]
    tables = [getattr(run, name)[:, variable].tolist() for name in _TABLES]
    loss = run.metrics.get("loss")
    known = (
        {} if loss is None else dict(zip(loss.steps.tolist(), loss.values.tolist(), strict=True))
    )
    for step, *values in zip(run.steps.tolist(), *tables, strict=True):
        told = [_plain(known.get(step, math.nan)), *map(_plain, values)]
        lines.append(f"{step},{','.join(told)}")
    return "\n".join(lines) + "\n"


def _plain(value: float) -> str:
    if math.isnan(value):
        return ""
    return exact(value, "float32").replace("−", "-").replace("∞", "inf")
