"""Numbers as a table that stays quick at any length, with buttons to take them home."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import TextIconButton
from explorer.ui.widgets.headed import Headed
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

# A table of 10,000 rows is as quick to measure as one of 40.
MEASURED = 40  # rows that a column's width is taken from
PADDING, TIGHT = 18, 15  # px between two columns, and where there is little room

Cell = Callable[[int, int], str]
_Index = QModelIndex | QPersistentModelIndex


class TableRows(Headed):
    """Cells made when they are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._shown: Cell = lambda _row, _column: ""

    def fill(self, headings: Sequence[str], count: int, shown: Cell) -> None:
        """Show `count` rows; `shown(row, column)` is a cell's text."""
        # A reset, since another run has other rows; Qt asks again for what is in view only.
        self.beginResetModel()
        self.headings, self._count, self._shown = headings, count, shown
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: ARG002 - Qt's signature
        """Return the number of rows."""
        return self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, set to the right."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side_of(index.column())
        return None


class DataTable(QWidget):
    """A table of the plotted numbers; a row can be marked as the one shown on the plot."""

    row_requested = Signal(int)
    measured = Signal()  # how wide its columns are is known anew

    def __init__(
        self, name: str, look: Look, parent: QWidget | None = None, *, bare: bool = False
    ) -> None:
        """Take a name for readers; bare: heading and buttons stand elsewhere."""
        super().__init__(parent)
        self._look = look
        self._marked = -1
        # Measured when it is looked at, as most changes come while it is hidden.
        self._to_fit: tuple[Sequence[str], int, Cell] | None = None
        self.heading = label("", "heading")
        self.copy = TextIconButton(look, [("copy", translate("Data", "Copy"))])
        self.save = TextIconButton(look, [("save", translate("Data", "Save as…"))])
        self.rows = TableRows()
        self.view = QTableView()
        self._set_up_view(name)
        self.view.clicked.connect(lambda index: self.row_requested.emit(index.row()))
        # By Enter, as by a click.
        self.view.activated.connect(lambda index: self.row_requested.emit(index.row()))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if not bare:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self.copy)
            row.addWidget(self.save)
            row.addStretch()
            column.addWidget(self.heading)
            column.addLayout(row)
        column.addWidget(self.view, 1)

    def _set_up_view(self, name: str) -> None:
        self.view.setModel(self.rows)
        self.view.setAccessibleName(name)
        self.view.setShowGrid(False)
        # Tab goes on to what comes next; within the table the arrow keys do.
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # By pixels: a column may be wider than the view.
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.verticalHeader().hide()
        # All rows of one height, or Qt would measure each.
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultSectionSize(self._look.px(28))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(self._look.px(36))
        self.view.horizontalHeader().setHighlightSections(False)

    def fill(self, heading: str, headings: Sequence[str], count: int, shown: Cell) -> None:
        """Show rows.

        Args:
            heading: Words above the table.
            headings: One word or symbol per column.
            count: Number of rows.
            shown: Text of a cell by row and column.
        """
        self.heading.setText(heading)
        self.rows.fill(headings, count, shown)
        self._to_fit = headings, count, shown
        if self._is_seen:
            self._fit_columns()

    def show_when_seen(self, fill: Callable[[], None]) -> None:
        """Fill the table as soon as it is looked at, copied or saved."""
        self._waiting = fill
        if self._is_seen:
            self._catch_up()

    @property
    def _is_seen(self) -> bool:
        # Something else may stand in the table's place.
        return self.isVisible() and not self.view.isHidden()

    _waiting: Callable[[], None] | None = None

    def _catch_up(self) -> None:
        # Taken first: filling may ask for another filling.
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _fit_columns(self) -> None:
        """Make columns wide enough for some rows; Qt's own fitting would look at all of them."""
        if self._to_fit is None:
            return
        (headings, count, shown), self._to_fit = self._to_fit, None
        # Over the whole length, as numbers grow along a path; and all of the first, which change most.
        rows = {*range(min(MEASURED, count)), *range(0, count, max(1, count // MEASURED))}
        metrics = self.view.fontMetrics()
        self._widest = [
            max(map(metrics.horizontalAdvance, (heading, *(shown(row, at) for row in rows))))
            for at, heading in enumerate(headings)
        ]
        self.measured.emit()
        self._share_width()

    _widest: Sequence[int] = ()

    @property
    def whole_width(self) -> int:
        """Width in px at which every column is seen whole, by what was measured last."""
        return sum(self._widest) + self._look.px(TIGHT) * len(self._widest) + self._beside

    @property
    def _beside(self) -> int:
        # Kept free although the bar is not always there: with it the last column would be cut.
        return self.view.verticalScrollBar().sizeHint().width() + 2 * self.view.frameWidth()

    def _share_width(self) -> None:
        """Set the columns closer together where room is short; what is in sight is always whole columns."""
        tight, room = self._look.px(TIGHT), self.view.width() - self._beside
        reach = [widest + tight for widest in self._widest]
        fitting = sum(end <= room for end in accumulate(reach))
        if not fitting:
            return
        apart = tight + (room - sum(reach[:fitting])) // fitting
        if fitting == len(reach):
            apart = min(apart, self._look.px(PADDING))
        for column, widest in enumerate(self._widest):
            self.view.setColumnWidth(column, widest + apart)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def mark(self, row: int) -> None:
        """Mark a row and bring it into view."""
        self._marked = row
        # A table that nobody sees has nothing to scroll.
        if self._is_seen and 0 <= row < self.rows.rowCount():
            self.view.selectRow(row)
            self.view.scrollTo(self.rows.index(row, 0))  # also where it is selected already

    def showEvent(self, event: QShowEvent) -> None:
        """Measure and mark what was filled in and marked while nobody looked."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Fill, measure and mark what has come meanwhile, if the table can be seen now."""
        if self._is_seen:
            self._catch_up()
            self._fit_columns()
            self.mark(self._marked)
