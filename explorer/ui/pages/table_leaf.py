"""A Data leaf: a table as it is read, rounded, and as it is taken home, exact."""

from collections.abc import Callable, Sequence

from explorer.session.tables import Table
from explorer.ui.translation import spoken
from explorer.ui.widgets.data_table import Cell, DataTable


class TableLeaf(DataTable):
    """Headings are the names of the columns, so that a file has the same ones."""

    _seen: Table = Table()
    _whole: Callable[[], Table] | None = None

    def show_table(
        self,
        heading: str,
        table: Table,
        shown: Cell,
        *,
        columns: Sequence[int] | None = None,
        whole: Callable[[], Table] | None = None,
    ) -> None:
        """Show a table.

        Args:
            heading: Words above it.
            table: Its exact numbers.
            shown: Text of a cell by its row and its column on the screen.
            columns: Places of the columns that the screen shows; None for all of them.
            whole: Makes the table of all runs, for a file; None where there is but one.
        """
        self._seen, self._whole = table, whole
        names = table.headings(spoken)
        if columns is not None:
            names = [names[each] for each in columns]
        self.fill(heading, names, len(table), shown)

    def show_none(self, heading: str = "") -> None:
        """Show that there is nothing."""
        self.show_table(heading, Table(), lambda _row, _column: "")

    @property
    def seen(self) -> Table:
        """The table that is shown."""
        self._catch_up()
        return self._seen

    @property
    def drawn(self) -> "TableLeaf | Table":
        """The numbers that the page's plots draw, where the leaf may show others."""
        return self

    @property
    def whole(self) -> Callable[[], Table]:
        """What makes the table of all runs; it may take its time."""
        seen = self.seen
        return self._whole or (lambda: seen)
