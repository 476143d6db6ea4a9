"""A line that opens and closes the fields below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import Button, button


class _Head(Button):
    """The line itself."""

    spoken_role = Role.Button


class Disclosure(QWidget):
    """Keeps rarely used fields out of the way, one press from sight."""

    def __init__(
        self, title: str, look: Look, content: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._content = look, content
        self.head = button(title, "link", checkable=True, make=_Head)
        self.head.setAccessibleName(title)
        self.head.toggled.connect(self._show)
        # As high as its content, so that closed it takes no room in the column.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(content)
        look.changed.connect(self._dress)
        content.hide()
        self._dress()

    def open(self) -> None:
        """Show the fields."""
        self.head.setChecked(True)

    def reach(self) -> None:
        """Show the fields, and put the keyboard before them."""
        self.open()
        self.head.setFocus()

    def _show(self, opened: bool) -> None:
        self._content.setVisible(opened)
        self._dress()

    def _dress(self) -> None:
        icon = "chevron-down" if self.head.isChecked() else "forward"
        self.head.setIcon(self._look.icon(icon, "accent"))
