"""The table of the race: a row for every racer, as it stands after the update shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from explorer.core.descent.races import Standing
from explorer.core.numerals import exact, fixed, grouped
from explorer.ui import signs
from explorer.ui.theme import Look
from explorer.ui.widgets.data_table import Rows

translate = QCoreApplication.translate

ROW, HEAD = 28, 32  # px at 100 %
MOST = 5  # rows in view below a map
WIDTHS = (0, 60, 136, 94, 90, 112)  # px at 100 %, the first column takes the rest
ESSENTIAL = (0, 3, 4)  # columns of a narrow table
NONE = "—"
LETTERS = 9  # of a height with six decimals


@dataclass(frozen=True, slots=True)
class Row:
    """One racer's row."""

    sign: signs.Sign
    name: str
    rate: float
    standing: Standing


class _NameCell(QStyledItemDelegate):
    """Draws sign and name of a racer."""

    def __init__(self, table: "RaceTable", look: Look) -> None:
        super().__init__(table)
        self._table, self._look = table, look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell's ground, then the sign and the name."""
        look, area = self._look, QRectF(option.rect)
        super().paint(painter, option, index)
        row = self._table.racers[index.row()]
        painter.save()
        sample = QRectF(area.left() + 2, area.top(), look.px(30), area.height())
        signs.paint(painter, sample, row.sign, look)
        painter.setFont(look.font(13, 600))
        painter.setPen(look.colour("text"))
        name = area.adjusted(look.px(42), 0, 0, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, row.name)
        painter.restore()


class RaceTable(QTableView):
    """Rate, place, height, distance and arrival of every racer; a row can be chosen."""

    row_requested = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.racers: list[Row] = []
        self._model, self._most = Rows(), MOST
        self.setModel(self._model)
        self.setItemDelegateForColumn(0, _NameCell(self, look))
        self.setAccessibleName(translate("Surface", "Race"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStyleSheet("QHeaderView { padding: 0; }")  # in line with cells
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(lambda index: self.row_requested.emit(index.row()))
        self.activated.connect(lambda index: self.row_requested.emit(index.row()))
        look.changed.connect(self._measure)

    def show_race(
        self, update: int, target: str, racers: Sequence[Row], chosen: int | None
    ) -> None:
        """Show where everyone is.

        Args:
            update: Number of updates made.
            target: Words for the height that counts as there, for example "f < 0.001".
            racers: One row for each.
            chosen: Index of the racer that the formulas are about.
        """
        same_rows = len(racers) == len(self.racers)
        self.racers = list(racers)
        headings = [
            translate("Surface", "After update {update}").format(update=grouped(update)),
            translate("Surface", "rate"), "x, y", "f", translate("Surface", "to minimum"),
            translate("Surface", "{target} at").format(target=target),
        ]  # fmt: skip
        self._model.fill(headings, len(racers), self._cell)
        if chosen is not None:
            self.selectRow(chosen)
        if not same_rows:
            self._measure()

    def set_most(self, rows: int) -> None:
        """Take the height of at most so many rows; more are scrolled to."""
        self._most = rows
        self._measure()

    def cell(self, row: int, column: int) -> str:
        """Return what a cell says."""
        return self.racers[row].name if column == 0 else self._cell(row, column)

    def _cell(self, row: int, column: int) -> str:
        racer = self.racers[row]
        now = racer.standing
        if column == 1:
            return exact(racer.rate)
        if column == 2:
            return ", ".join(map(_coordinate, now.place))
        if column == 3:
            text = fixed(now.value, 6)
            return text if len(text) <= LETTERS else fixed(now.value)
        if column == 4:
            return NONE if now.distance is None else fixed(now.distance)
        if column == 5:
            return NONE if now.reached_at is None else grouped(now.reached_at)
        return ""

    def resizeEvent(self, event: object) -> None:
        """Give the names what the numbers leave, and fewer numbers where it is narrow."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._measure()

    def _measure(self) -> None:
        px = self._look.px
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        room = self.viewport().width()
        narrow = room < px(sum(WIDTHS) + 100)
        left = room
        for column in range(1, self._model.columnCount()):
            shown = not narrow or column in ESSENTIAL
            self.setColumnHidden(column, not shown)
            self.setColumnWidth(column, px(WIDTHS[column]))
            left -= px(WIDTHS[column]) if shown else 0
        self.setColumnWidth(0, max(left, px(110)))
        rows = min(len(self.racers), self._most)
        self.setFixedHeight(px(HEAD + ROW * max(rows, 1)) + 2)


def _coordinate(value: float) -> str:
    """Return four decimals, 0.0000 too where others would turn to powers of ten."""
    return fixed(0.0 if abs(value) < 0.5e-4 else value)
