"""The Data leaf: where every racer is after every update."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import fixed, grouped
from explorer.session.surface.snapshots import RaceView, SurfaceShown
from explorer.session.surface.tables import SYMBOLS, race_table
from explorer.ui.pages.surface.words import racers_shown
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.theme import Look

translate = QCoreApplication.translate


class DataLeaf(TableLeaf):
    """Racers side by side, rounded; what is copied or saved reads back to the same bits."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Surface", "Positions"), look)

    def draw(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        """Show the race, and mark the update shown."""
        names = _names(new)
        if new.differs(old, "race") or old is None or _names(old) != names:
            # Made when it is looked at.
            self.show_when_seen(partial(self._show_race, new.race.value, names))
        self.mark(new.choices.cursor)

    def _show_race(self, view: RaceView | None, names: Sequence[str]) -> None:
        if view is None:
            self.show_none()
            return
        # As long as the longest path; a racer that diverged has dashes.
        last = max((path.updates for path in view.paths), default=0)

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(row)
            # As many columns for each racer.
            path = view.paths[(column - 1) // len(SYMBOLS)]
            if row > path.updates:
                return "–"
            place = (*path.x[row], path.y[row], *path.gradient[row])
            return fixed(float(place[(column - 1) % len(SYMBOLS)]))

        heading = translate("Surface", "{count} updates of each").format(count=grouped(last))
        self.show_table(heading, race_table(view, names), shown)


def _names(shown: SurfaceShown) -> Sequence[str]:
    return [name for _, name in racers_shown(shown)]
