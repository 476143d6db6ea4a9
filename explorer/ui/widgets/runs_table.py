"""The list of training runs: an eye, a name, what differs, and how each went; two lines where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from explorer.ui import signs
from explorer.ui.theme import Look
from explorer.ui.widgets.runs_model import EYE, NAME, RunCells, RunsModel

translate = QCoreApplication.translate
LOW, HIGH, HEAD = 28, 44, 28  # px at 100 %: rows of one line and of two, headings
WIDE = (
    416  # px at 100 % from which all columns may stand in one line: a panel of 440 with its padding
)
_EYE_WIDTH, _SAMPLE, _LEAST_NAME, _NAME = 24, 20, 60, 96  # px at 100 %; the last in one line
_FEWEST = 3  # columns beside the name
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE, _TOP = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
_Index = QModelIndex | QPersistentModelIndex


class _RunCell(QStyledItemDelegate):
    """Draws a cell by itself: Qt's own way by the style sheet takes ten times as long."""

    def __init__(self, table: "RunsTable", look: Look) -> None:
        super().__init__(table)
        self._table, self._look = table, look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground of the chosen run, the line below, and what the cell says."""
        look, area = self._look, QRectF(option.rect)
        row, column = self._table.rows[index.row()], index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.theme.tint("accent"))
        painter.fillRect(
            QRectF(area.left(), area.bottom() - 1, area.width(), 1), look.colour("line")
        )
        high = self._table.is_narrow
        line = QRectF(area.left(), area.top() + look.px(4), area.width(), look.px(20))
        line = line if high else area
        if column == EYE:
            icon = look.icon("eye" if row.is_drawn else "eye-off", _role(row))
            side = look.px(16)
            place = QRectF(0, 0, side, side)
            place.moveCenter(area.center())
            icon.paint(painter, place.toRect())
        elif column == NAME:
            self._paint_name(painter, line, row)
        else:
            strong = column - 2 in row.differing
            painter.setFont(look.font(13, 600 if strong else 400))
            settings = column - 2 < self._table.settings and not strong
            painter.setPen(look.colour("muted" if settings else _role(row)))
            painter.drawText(line.adjusted(2, 0, -4, 0), _RIGHT | _MIDDLE, row.texts[column - 2])
        if high and column != EYE:
            self._paint_brief(painter, area, line.translated(0, look.px(19)), row)

    def _paint_brief(self, painter: QPainter, cell: QRectF, line: QRectF, row: RunCells) -> None:
        """Paint a cell's part of the second line, which runs on through all cells."""
        look, left = self._look, float(self._table.columnViewportPosition(NAME)) + 2
        painter.save()
        painter.setClipRect(cell)
        if row.sign is not None and row.is_drawn and not self._fits_sample(row):
            signs.paint(
                painter, QRectF(left, line.top(), look.px(_SAMPLE), line.height()), row.sign, look
            )
            left += look.px(_SAMPLE + 8)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        room = self._table.viewport().width() - left - 4
        below = QRectF(left, line.top(), room, line.height())
        painter.drawText(below, _LEFT | _MIDDLE, _elided(painter, row.brief, room))
        painter.restore()

    def _fits_sample(self, row: RunCells) -> bool:
        """Whether the sample of the curve has room beside the name."""
        name = QFontMetrics(self._look.font(13, 600)).horizontalAdvance(row.name)
        room = self._table.columnWidth(NAME) - self._look.px(_SAMPLE + 12)
        return name <= room or not self._table.is_narrow

    def _paint_name(self, painter: QPainter, line: QRectF, row: RunCells) -> None:
        look = self._look
        has_sample = row.sign is not None and row.is_drawn and self._fits_sample(row)
        sample = look.px(_SAMPLE) if has_sample else 0
        painter.setFont(look.font(13, 600))
        painter.setPen(look.colour(_role(row)))
        room = line.width() - (sample + look.px(12) if sample else 4)
        name = _elided(painter, row.name, room)
        painter.drawText(line.adjusted(2, 0, 0, 0), _LEFT | _MIDDLE, name)
        if sample and row.sign is not None:
            left = line.left() + painter.fontMetrics().horizontalAdvance(name) + look.px(8)
            painter.save()
            signs.paint(painter, QRectF(left, line.top(), sample, line.height()), row.sign, look)
            painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Write the name in a field as wide as the row: a name needs more room than its column."""
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(translate("Runs", "Name of the run"))
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Give the field the room from the name to the right edge."""
        area: QRect = option.rect
        area.setRight(self._table.viewport().width() - 4)
        editor.setGeometry(area)


class RunsTable(QTableView):
    """Runs in, wishes out.

    Attributes:
        settings: How many of the columns after the name say what a run was asked to do.
    """

    chosen = Signal(str)
    eye_pressed = Signal(str)
    renamed = Signal(str, str)
    deletion_requested = Signal(str)
    menu_requested = Signal(str, QPoint)  # key, place on the screen
    sorting_requested = Signal(int)  # column after the eye, 0 the name's

    def __init__(self, essential: Sequence[int], settings: int, look: Look) -> None:
        """Take which columns after the name a narrow list has, and how many are settings."""
        super().__init__()
        self._look, self._essential, self.settings = look, set(essential), settings
        self._model = RunsModel()
        self._model.renamed.connect(self.renamed)
        self.setModel(self._model)
        self.setItemDelegate(_RunCell(self, look))
        self.setAccessibleName(translate("Runs", "Runs"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setStyleSheet("QHeaderView { padding: 0; }")  # in line with cells
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(look.px(_EYE_WIDTH))
        header.sectionClicked.connect(self._sort)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.selectionModel().currentChanged.connect(self._choose)
        look.changed.connect(self._measure)

    @property
    def rows(self) -> tuple[RunCells, ...]:
        """What is listed."""
        return self._model.rows

    @property
    def is_narrow(self) -> bool:
        """Whether a run takes two lines, and only the essential columns stand beside its name."""
        return self._narrow

    _narrow = True

    @property
    def current(self) -> RunCells | None:
        """The run that the keyboard is at."""
        place = self.currentIndex().row()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def show_runs(
        self, headings: Sequence[str], rows: Sequence[RunCells], chosen: str | None
    ) -> None:
        """List runs.

        Args:
            headings: Of the name and of each column after it.
            rows: The runs in their order.
            chosen: Key of the one that is looked into.
        """
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the name that is being written would be lost
        before = (self.rows, self._model.headings)
        # Chosen by the program, so told to nobody.
        with QSignalBlocker(self.selectionModel()):
            self._model.fill(("", *headings), tuple(rows))
            place = next((n for n, row in enumerate(rows) if row.key == chosen), -1)
            if place >= 0 and (self.currentIndex().row() != place or before[0] != self.rows):
                self.setCurrentIndex(self._model.index(place, NAME))
        self.viewport().update()
        if before != (self.rows, self._model.headings):
            self._measure()

    def edit_name(self) -> None:
        """Let the name of the current run be written over."""
        if self.current is not None:
            self.edit(self._model.index(self.currentIndex().row(), NAME))

    # ---- wishes

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.rows[now.row()].key)

    def _sort(self, section: int) -> None:
        if section >= NAME:
            self.sorting_requested.emit(section - NAME)

    def _ask_for_menu(self, place: QPoint) -> None:
        row = self.current
        if row is not None:
            self.menu_requested.emit(row.key, self.viewport().mapToGlobal(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the eye."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.column() == EYE:
            self.eye_pressed.emit(self.rows[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses the eye, Delete deletes, F2 renames."""
        key, row = Qt.Key(event.key()), self.current
        if row is not None and key == Qt.Key.Key_Space:
            self.eye_pressed.emit(row.key)
        elif row is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deletion_requested.emit(row.key)
        elif key == Qt.Key.Key_F2:
            self.edit_name()
        else:
            super().keyPressEvent(event)

    # ---- room

    def resizeEvent(self, event: object) -> None:
        """Choose one line or two, and give the name what the numbers leave."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._measure()

    def minimumSizeHint(self) -> QSize:
        """Return the room for headings and two rows."""
        return QSize(self._look.px(200), self._look.px(HEAD + 2 * HIGH))

    def _measure(self) -> None:
        px = self._look.px
        plain, strong = (QFontMetrics(self._look.font(13, weight)) for weight in (400, 600))
        columns = range(NAME + 1, self._model.columnCount())
        wide = {each: self._needed(each, plain, strong) for each in columns}
        room = self.viewport().width() - px(_EYE_WIDTH)
        # One line only where all columns are seen whole, and the name as well.
        fits = sum(wide.values()) + px(_NAME) <= room
        self._narrow = narrow = self.width() < px(WIDE) or not fits
        self.verticalHeader().setDefaultSectionSize(px(HIGH if narrow else LOW))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        essential = [column for column in wide if column - 2 in self._essential]
        names = max((strong.horizontalAdvance(row.name) for row in self.rows[:200]), default=0)
        # A run that cannot be told by its name is worse than one without its last number.
        name = min(names + px(6), px(_NAME))
        while len(essential) > _FEWEST and sum(wide[each] for each in essential) + name > room:
            essential.pop()
        for column, width in wide.items():
            shown = not narrow or column in essential
            self.setColumnHidden(column, not shown)
            self.setColumnWidth(column, width)
            room -= width if shown else 0
        if self._model.columnCount():
            self.setColumnWidth(EYE, px(_EYE_WIDTH))
            self.setColumnWidth(NAME, max(room, px(_LEAST_NAME)))

    def _needed(self, column: int, plain: QFontMetrics, strong: QFontMetrics) -> int:
        """Return the width of a column of numbers, px."""
        widths = [0]
        for row in self.rows[:200]:
            metrics = strong if column - 2 in row.differing else plain
            widths.append(metrics.horizontalAdvance(row.texts[column - 2]))
        # The heading has paddings of its own, in which its letters would be cut.
        heading = self.horizontalHeader().sectionSizeFromContents(column).width()
        return max(max(widths) + self._look.px(7), heading)


def _role(row: RunCells) -> str:
    return "text" if row.is_drawn else "muted"


def _elided(painter: QPainter, text: str, room: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
