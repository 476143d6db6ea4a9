"""What the list of runs shows of each, and the wish to call one otherwise."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from explorer.ui import signs
from explorer.ui.widgets.headed import Headed

translate = QCoreApplication.translate
EYE, NAME = 0, 1  # columns
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RunCells:
    """One run as the list shows it.

    Attributes:
        key: What it is told apart by.
        name: Its name.
        sign: Its curve's; None while there is no curve of it.
        is_drawn: Whether that is drawn.
        texts: One for each column after the name.
        differing: Which of these columns are set off.
        brief: What differs, for the second line of a narrow list.
        tip: All that is known, for whoever points at it.
    """

    key: str
    name: str
    sign: signs.Sign | None
    is_drawn: bool
    texts: tuple[str, ...]
    differing: frozenset[int] = field(default_factory=frozenset)
    brief: str = ""
    tip: str = ""


class RunsModel(Headed):
    """The rows; a name can be written over."""

    renamed = Signal(str, str)  # key, name
    names = NAME

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[RunCells, ...] = ()

    def fill(self, headings: tuple[str, ...], rows: tuple[RunCells, ...]) -> bool:
        """Show other rows; return whether they are other runs or stand in another order."""
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if same and len(headings) == len(self.headings):
            before, self.rows, self.headings = self.rows, rows, headings
            for place, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    last = self.index(place, len(headings) - 1)
                    self.dataChanged.emit(self.index(place, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(headings) - 1)
            return False
        self.beginResetModel()
        self.headings, self.rows = headings, rows
        self.endResetModel()
        return True

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: ARG002 - Qt's signature
        """Return the number of runs."""
        return len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let names be written over."""
        editable = index.column() == NAME
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if editable else Qt.ItemFlag(0))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip
        if role == Qt.ItemDataRole.AccessibleTextRole and column == EYE:
            return translate("Runs", "drawn") if row.is_drawn else translate("Runs", "not drawn")
        if role in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):  # fmt: skip
            return ("", row.name, *row.texts)[column]
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Wish for another name; whoever grants it fills the list anew."""
        if role != Qt.ItemDataRole.EditRole or index.column() != NAME:
            return False
        row = self.rows[index.row()]
        if str(value).strip() != row.name:
            self.renamed.emit(row.key, str(value))
        return True
