"""The Data leaf: every update of one of the shown paths as a row."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.results import Trajectory
from explorer.core.numerals import brief, fixed, grouped
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.snapshots import DescentShown, Samples
from explorer.session.descent.tables import path_table, runs_table
from explorer.session.tables import Table
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.fields import ChoiceField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
DECIMALS = 4
MOST_READ = 2  # order of the highest derivative that has a read-out


class DataLeaf(TableLeaf):
    """Rounded for reading; what is copied or saved reads back to the same bits.

    Attributes:
        whose: The choice between the optimisers, hidden while there is but one.
    """

    whose_requested = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Descent", "Updates"), look)
        self._offered: list[tuple[str, str]] = []
        self.whose = ChoiceField(translate("Descent", "Updates of"), look)
        self.whose.chosen.connect(lambda key: self.whose_requested.emit(int(key)))
        self.whose.hide()
        self._column.insertWidget(1, self.whose)
        # Why numbers of the marked row are NaN, where TensorFlow has lost them.
        self.note = label("", "note", wrap=True)
        self.note.hide()
        self._column.insertWidget(2, self.note)

    def draw(self, _old: DescentShown | None, new: DescentShown) -> None:
        """Show the path that is tabulated, and mark the update shown, once that is looked at."""
        # Only kept in mind: a table of 10,000 rows is not written at every step of a drag.
        self._waiting = partial(self._fill, new)
        if self.isVisible():
            self._catch_up()

    def _fill(self, shown: DescentShown) -> None:
        self._shown = shown
        self._offer(shown.choices)
        path = self._tabulated(shown)
        caveats = shown.caveats.value
        told = () if caveats is None or shown.choices.tabulated else caveats.lost
        safe = translate("Descent", "Safe form: {source}")
        lines = [spoken(each.sentence) for each in told]
        lines += [safe.format(source=told[0].safe)] if told else []
        self.note.setText("\n".join(lines))
        self.note.setVisible(bool(told))
        # By identity: the path is another object as soon as it is computed anew.
        if path is not self._filled:
            self._filled = path
            own = shown.path.value
            # f″ has its read-out and stands in no column, what is beyond only where it is drawn.
            is_own = own is not None and own.trajectory is path and shown.choices.order > MOST_READ
            higher = own.derivatives[2:] if own is not None and is_own else ()
            self._show_path(path, higher)
        # A path may be shorter than the cursor says, when it diverged.
        self.mark(min(shown.choices.cursor, self.rows.rowCount() - 1))

    _filled: Trajectory | None = None
    _shown: DescentShown | None = None

    def _offer(self, state: DescentChoices) -> None:
        """Offer the optimisers whose updates can be tabulated, each with its rate."""
        pairs = [(state.optimizer, state.learning_rate)]
        pairs += [(rival.optimizer, rival.learning_rate) for rival in state.rivals]
        offered = [
            (str(index), f"{spoken(OPTIMIZERS[key].label)}, {brief(rate, 'float32')}")
            for index, (key, rate) in enumerate(pairs)
        ]
        if offered != self._offered:
            self._offered = offered
            self.whose.set_choices(offered)
        self.whose.set_value(str(state.tabulated))
        self.whose.setVisible(bool(state.rivals))

    @staticmethod
    def _tabulated(shown: DescentShown) -> Trajectory | None:
        """Return the path that is wanted; a preview is none, as its last bits are not proved."""
        own, rivals, whose = shown.path.value, shown.rivals.value, shown.choices.tabulated
        paths = [None if own is None else own.trajectory]
        paths += [] if rivals is None else rivals.paths
        wanted = paths[whose] if whose < len(paths) else None
        # Last bits are what this table is for.
        return None if wanted is None or wanted.is_preview else wanted

    @property
    def whole(self) -> Callable[[], Table]:
        """What makes the table of all optimisers."""
        self._catch_up()
        return partial(_all_runs, self._shown)

    def _show_path(self, path: Trajectory | None, higher: Sequence[Samples] | Samples) -> None:
        if path is None:
            self.show_none()
            return
        columns = (path.x, path.y, path.gradient, *higher, *path.states.values())

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(row)
            if column <= len(columns):
                return fixed(float(columns[column - 1][row]), DECIMALS)
            # After the last place there is no step.
            if row >= path.updates:
                return "–"
            return fixed(float(path.x[row + 1] - path.x[row]), DECIMALS)

        heading = translate("Descent", "{count} updates").format(count=grouped(path.updates))
        self.show_table(heading, path_table(path, list(higher)), shown)


def _all_runs(shown: DescentShown | None) -> Table:
    """Return the updates of every optimiser that is shown, each path as the table itself shows it."""
    own = None if shown is None else shown.path.value
    if shown is None or own is None or own.trajectory.is_preview:
        return Table()
    rivals = shown.rivals.fresh
    higher = own.derivatives[2:] if shown.choices.order > MOST_READ else ()
    table = path_table(own.trajectory, list(higher))
    if rivals is None or not rivals.paths or any(each.is_preview for each in rivals.paths):
        return table
    settings = [own.settings, *rivals.settings]
    return runs_table(settings, [table, *map(path_table, rivals.paths)])
