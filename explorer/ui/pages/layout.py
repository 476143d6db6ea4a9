"""How fields, rows and leaves are laid out on every page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

NARROW = 1_100  # px at 100 %; below it the columns give way to the hero


def controls_column(groups: list[list[QWidget]]) -> QWidget:
    """Return a column of fields: 16 px between fields, 36 px between groups."""
    column_widget = QWidget()
    column = QVBoxLayout(column_widget)
    column.setContentsMargins(20, 20, 20, 12)
    column.setSpacing(0)
    for group_index, group in enumerate(groups):
        for index, field in enumerate(group):
            if index or group_index:
                column.addSpacing(16 if index else 26)
            column.addWidget(field)
    column.addStretch(1)
    return column_widget


def side_by_side(*fields: QWidget) -> QWidget:
    """Return fields in one row of equal widths."""
    row_widget = QWidget()
    row = QHBoxLayout(row_widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row_widget


def stacked(*rows: QWidget, spacing: int = 0) -> QWidget:
    """Return rows one under another."""
    column_widget = QWidget()
    column = QVBoxLayout(column_widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for row in rows:
        column.addWidget(row)
    return column_widget


def leaf(*parts: QWidget, stretch_last: bool = False, padding: int = 20) -> QWidget:
    """Return a leaf's column with the panel's padding."""
    column_widget = QWidget()
    column = QVBoxLayout(column_widget)
    column.setContentsMargins(padding, 20, padding, 20)
    column.setSpacing(12)
    for index, part in enumerate(parts):
        column.addWidget(part, 1 if stretch_last and index == len(parts) - 1 else 0)
    # Tables and code scroll for themselves; an area around them would scroll twice.
    if stretch_last:
        return column_widget
    column.addStretch(1)
    return scrolling(column_widget, "leaf")


class Content(QWidget):
    """What scrolls only where it has no room at its smallest: what can grow in it is no reason."""

    def heightForWidth(self, width: int) -> int:
        """Return the least height, which is more where texts wrap."""
        column = self.layout()
        return -1 if column is None else column.minimumHeightForWidth(width)


def scrolling(content: QWidget, name: str) -> QScrollArea:
    """Return a column that scrolls up and down only; `name` is its name in the style sheet."""
    area = QScrollArea()
    area.setObjectName(f"{name}Area")
    content.setObjectName(name)
    area.setWidget(content)
    # Without it the content keeps its natural width, and its long texts do not wrap.
    area.setWidgetResizable(True)
    # Down only: what is wider must wrap or shrink.
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    # Keys go to the controls in it, not to the area.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    _give_way(content, area.verticalScrollBar())
    return area


def _give_way(content: QWidget, bar: QScrollBar) -> None:
    """Let the scroll bar stand in the right margin, so that nothing moves as it comes and goes."""
    column = content.layout()
    if column is None:
        return
    whole = column.contentsMargins()

    def follow(lowest: int, highest: int) -> None:
        taken = bar.sizeHint().width() if highest > lowest else 0
        right = max(whole.right() - taken, 8)
        column.setContentsMargins(whole.left(), whole.top(), right, whole.bottom())

    bar.rangeChanged.connect(follow)
