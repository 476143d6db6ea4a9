"""The Data leaf: where every racer is after every update."""

import csv
import io
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import fixed, grouped
from explorer.session.surface.snapshots import RaceView, SurfaceShown
from explorer.ui.pages.surface.words import racers_shown
from explorer.ui.theme import Look
from explorer.ui.widgets.data_table import DataTable

translate = QCoreApplication.translate

HEADINGS = (
    "optimizer", "learning_rate", "step", "x", "y", "f", "gradient_x", "gradient_y",
)  # fmt: skip


class DataLeaf(DataTable):
    """Racers side by side, rounded; what is copied or saved reads back to the same bits."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Surface", "Positions"), "race.csv", look)

    def draw(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        """Show the race, and mark the update shown."""
        names = _names(new)
        if new.differs(old, "race") or old is None or _names(old) != names:
            # Made when it is looked at.
            self.show_when_seen(partial(self._show_race, new.race.value, names))
        self.mark(new.choices.cursor)

    def _show_race(self, view: RaceView | None, names: Sequence[str]) -> None:
        if view is None:
            self.fill("", [], 0, lambda _row, _column: "", str)
            return
        # As long as the longest path; a racer that diverged has dashes.
        last = max((path.updates for path in view.paths), default=0)

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(row)
            # Three columns for each racer.
            path = view.paths[(column - 1) // 3]
            if row > path.updates:
                return "–"
            place = (*path.x[row], path.y[row])
            return fixed(float(place[(column - 1) % 3]))

        symbols = ("x", "y", "f")
        headings = [
            translate("Surface", "step"),
            *(f"{name} {symbol}" for name in names for symbol in symbols),
        ]
        heading = translate("Surface", "{count} updates of each").format(count=grouped(last))
        self.fill(heading, headings, last + 1, shown, lambda: _as_csv(view))


def _names(shown: SurfaceShown) -> Sequence[str]:
    return [name for _, name in racers_shown(shown)]


def _as_csv(view: RaceView) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for racer, path in zip(view.racers, view.paths, strict=True):
        for step in range(path.updates + 1):
            numbers = (*path.x[step], path.y[step], *path.gradient[step])
            exact = (str(number) for number in numbers)  # NumPy writes the shortest exact text
            writer.writerow((racer.optimizer, racer.learning_rate, step, *exact))
    return text.getvalue()
