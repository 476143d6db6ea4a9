"""A button that begins something long, and while it lasts its progress and the way to leave it."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from explorer.ui.widgets.buttons import button

translate = QCoreApplication.translate
_PARTS = 1000  # of the progress bar


class WorkRow(QWidget):
    """Begin, progress, cancel.

    Attributes:
        begin: The button; it may stand elsewhere.
        cancel: The other one.
    """

    wanted = Signal()
    left = Signal()

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__()
        self.begin = button(text, role)
        self.cancel = button(translate("Mnist", "Cancel"))
        self.progress = QProgressBar()
        self.progress.setRange(0, _PARTS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.begin, self.progress, self.cancel):
            row.addWidget(part)
        row.addStretch(0)
        self.begin.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self.left)
        self.show_share(None)

    def show_share(self, share: float | None) -> None:
        """Show how much is done, 0 to 1; None where nothing is under way."""
        has_focus = self.begin.hasFocus() or self.cancel.hasFocus()
        for part in (self.progress, self.cancel):
            part.setVisible(share is not None)
        self.begin.setVisible(share is None)
        self.progress.setValue(round(_PARTS * (share or 0.0)))
        if has_focus:
            # Who began it by the keyboard can leave it by the keyboard.
            (self.begin if share is None else self.cancel).setFocus()
