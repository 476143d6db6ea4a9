"""The bar below the header for what went wrong: a sentence, its remedy, Copy report."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from explorer.ui.theme import Look, set_property
from explorer.ui.widgets.buttons import IconButton, button

translate = QCoreApplication.translate


class NoticeBar(QWidget):
    """Hidden until something is to be told; closes by its button or by Escape."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._report = look, ""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon, self._text = QLabel(), QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.copy = button(translate("Notice", "Copy report"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        self.close_button = IconButton("close", translate("Notice", "Close (Esc)"), look)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.copy)
        row.addWidget(self.close_button)
        look.changed.connect(self._dress)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def tell(self, sentence: str, report: str = "") -> None:
        """Show a sentence; with a report it is a defect, and the report can be copied."""
        self._text.setText(sentence)
        self._report = report
        self.copy.setVisible(bool(report))
        self.setAccessibleName(sentence)
        self._dress()
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        role = "red" if self._report else "amber"
        self._icon.setPixmap(self._look.pixmap("error" if self._report else "warning", role))
        set_property(self, "tone", role)
