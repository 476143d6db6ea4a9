"""What the models of all tables share: headings, set like the numbers below them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class Headed(QAbstractTableModel):
    """A table with a heading for each column.

    Attributes:
        headings: One for each column.
        names: Last of the first columns, which hold names and are set to the left; all others hold
            numbers, which are compared place by place and so end in one line.
    """

    headings: Sequence[str] = ()
    names = 0

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: ARG002 - Qt's signature
        """Return the number of columns."""
        return len(self.headings)

    def side_of(self, column: int) -> Qt.AlignmentFlag:
        """Return how a column's heading and cells are set."""
        side = _LEFT if column <= self.names else _RIGHT
        return side | Qt.AlignmentFlag.AlignVCenter

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, set like what stands below it."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.headings):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side_of(section)
        return self.headings[section] if role == Qt.ItemDataRole.DisplayRole else None
