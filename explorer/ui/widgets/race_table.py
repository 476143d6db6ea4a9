"""The table of the race: a row for every racer, as it stands after the update shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from explorer.core.descent.standings import Standing
from explorer.core.numerals import exact, fixed, grouped
from explorer.ui import signs
from explorer.ui.theme import Look
from explorer.ui.widgets.headed import Headed

translate = QCoreApplication.translate

ROW, HEAD = 28, 32  # px at 100 %
MOST = 5  # rows in view below a map
WIDTHS = (0, 60, 136, 94, 90, 112)  # px at 100 %, the first column takes the rest
# What a race is about: who, how low, how far from the minimum.
ESSENTIAL = (0, 3, 4)  # columns of a narrow table
# None: never got there. Waiting: not computed yet. A reader must see the difference.
NONE, WAITING = "—", "–"
LETTERS = 9  # of a height with six decimals
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One racer's row."""

    sign: signs.Sign
    name: str
    rate: float
    standing: Standing | None  # None while it is being computed


class RaceCells(Headed):
    """Headings and texts; only what differs from before is told to have changed."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[list[str]] = []

    def fill(self, headings: list[str], texts: list[list[str]]) -> None:
        """Show other texts, one list for each row."""
        # Another number of rows: everything is another.
        if (len(headings), len(texts)) != (len(self.headings), len(self.texts)):
            self.beginResetModel()
            self.headings, self.texts = headings, texts
            self.endResetModel()
            return
        self.headings = headings  # told of by their signal, Qt would lay out the whole table
        old_texts, self.texts = self.texts, texts
        for row, (before, after) in enumerate(zip(old_texts, texts, strict=True)):
            for column, (old, new) in enumerate(zip(before, after, strict=True)):
                # A table is painted at each step: cells that say the same are left alone.
                if old != new:
                    cell = self.index(row, column)
                    self.dataChanged.emit(cell, cell)

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: ARG002 - Qt's signature
        """Return the number of racers."""
        return len(self.texts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a cell's text."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.texts[index.row()][index.column()]
        return None


class _RaceCell(QStyledItemDelegate):
    """Draws a cell by itself: Qt's own way by the style sheet takes ten times as long."""

    def __init__(self, table: "RaceTable", look: Look) -> None:
        super().__init__(table)
        self._table, self._look = table, look
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Keep what every cell is drawn with: to make it takes as long as to draw the cell."""
        look = self._look
        self._plain, self._strong = look.font(13), look.font(13, 600)
        self._text, self._dim = look.colour("text"), look.colour("dimmed")
        self._line = look.colour("line")

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground of a chosen row, the line below, and the text or sign and name."""
        look, area = self._look, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.theme.tint("accent"))
        # A line below each row: a grid is not shown.
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), self._line)
        colour = self._dim if self._table.is_dimmed else self._text
        painter.setPen(colour)
        text = self._table.cell(index.row(), index.column())
        if index.column():
            painter.setFont(self._plain)
            painter.drawText(area.adjusted(4, 0, -4, 0), _RIGHT | _MIDDLE, text)
            return
        sample = QRectF(area.left() + 2, area.top(), look.px(30), area.height())
        signs.paint(painter, sample, self._table.racers[index.row()].sign, look)
        painter.setFont(self._strong)
        # The sample has set a pen of its own.
        painter.setPen(colour)
        painter.drawText(area.adjusted(look.px(42), 0, 0, 0), _LEFT | _MIDDLE, text)


class RaceTable(QTableView):
    """Rate, place, height, distance and arrival of every racer; a row can be chosen.

    Attributes:
        racers: The rows.
        is_dimmed: Whether it is drawn dimmed.
    """

    row_requested = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.racers: list[Row] = []
        self._grown: dict[int, int] = {}  # px of the widest number by its column
        self._model, self._most, self.is_dimmed = RaceCells(), MOST, False
        self.setModel(self._model)
        self.setItemDelegate(_RaceCell(self, look))
        self.setAccessibleName(translate("Surface", "Race"))
        self.setShowGrid(False)
        # Tab leaves the table; the arrow keys go from row to row.
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
        grown = self._grown if same_rows else {}
        headings = [
            translate("Surface", "After update {update}").format(update=grouped(update)),
            translate("Surface", "rate"), "x, y", "f", translate("Surface", "to minimum"),
            translate("Surface", "{target} at").format(target=target),
        ]  # fmt: skip
        texts = [_texts(each) for each in racers]
        self._model.fill(headings, texts)
        for column in {0, len(headings) - 1}:  # the others say the same for ever
            self._show_heading(column)
        selected = [each.row() for each in self.selectionModel().selectedRows()]
        if chosen is not None and [chosen] != selected:
            self.selectRow(chosen)
        metrics = QFontMetrics(self._look.font(13))
        self._grown = {
            column: max(
                grown.get(column, 0), *(metrics.horizontalAdvance(row[column]) for row in texts)
            )
            for column in range(1, len(headings) if texts else 0)
        }
        if not same_rows or self._grown != grown:
            self._measure()

    def _width(self, column: int) -> int:
        """Return a width that cuts no number; in a race it only grows, so that nothing jumps."""
        return max(self._look.px(WIDTHS[column]), self._grown.get(column, 0) + 10)

    def _show_heading(self, column: int) -> None:
        header = self.horizontalHeader()
        left, width = header.sectionViewportPosition(column), header.sectionSize(column)
        header.viewport().update(left, 0, width, header.height())

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw everything dimmed: another race is on its way."""
        if dimmed != self.is_dimmed:
            self.is_dimmed = dimmed
            self.viewport().update()

    def set_most(self, rows: int) -> None:
        """Take the height of at most so many rows; more are scrolled to."""
        self._most = rows
        self._measure()

    def cell(self, row: int, column: int) -> str:
        """Return what a cell says."""
        return self._model.texts[row][column]

    def resizeEvent(self, event: object) -> None:
        """Give the names what the numbers leave, and fewer numbers where it is narrow."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._measure()

    def _measure(self) -> None:
        px = self._look.px
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        room = self.viewport().width()
        columns = range(1, self._model.columnCount())
        # With some room for the name.
        narrow = room < sum(map(self._width, columns)) + px(100)
        left = room
        for column in columns:
            shown = not narrow or column in ESSENTIAL
            self.setColumnHidden(column, not shown)
            self.setColumnWidth(column, self._width(column))
            left -= self._width(column) if shown else 0
        self.setColumnWidth(0, max(left, px(110)))
        rows = min(len(self.racers), self._most)
        # As high as its rows: the map takes the rest.
        self.setFixedHeight(px(HEAD + ROW * max(rows, 1)) + 2)


def _texts(racer: Row) -> list[str]:
    """Return what a racer's cells say."""
    now = racer.standing
    # Dashes while it is computed: no number of an older race.
    if now is None:
        return [racer.name, exact(racer.rate), *[WAITING] * 4]
    height = fixed(now.value, 6)
    return [
        racer.name,
        exact(racer.rate),
        ", ".join(map(_coordinate, now.place)),
        # A large height is written shorter rather than cut off.
        height if len(height) <= LETTERS else fixed(now.value),
        NONE if now.distance is None else fixed(now.distance),
        NONE if now.reached_at is None else grouped(now.reached_at),
    ]


def _coordinate(value: float) -> str:
    """Return four decimals, 0.0000 too where others would turn to powers of ten."""
    # Otherwise one column would change between 0.0001 and 1e-5 while one scrubs.
    return fixed(0.0 if abs(value) < 0.5e-4 else value)
