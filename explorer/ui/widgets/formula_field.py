"""The field for f(x): typed text, a list of ready functions, and the caret under a mistake."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from explorer.ui.theme import Look
from explorer.ui.widgets.fields import PATIENCE, Field
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

LONGEST = 32  # characters of a formula that is written beside its name
Refusal = tuple[str, int | None]  # a sentence, and the column it is about


class FormulaEdit(QLineEdit):
    """A line of code with a chevron at its right end."""

    list_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setTextMargins(0, 0, look.px(20), 0)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFont(self._look.font(13, mono=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chevron."""
        super().paintEvent(event)
        size = self._look.px(16)
        chevron = self._look.pixmap("chevron-down", "muted")
        QPainter(self).drawPixmap(self.width() - size - 10, (self.height() - size) // 2, chevron)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list when the chevron is pressed."""
        # Wider than what is drawn, so that it can be hit.
        if event.position().x() > self.width() - self._look.px(30):
            self.list_requested.emit()
        else:
            super().mousePressEvent(event)


class FormulaField(Field):
    """A formula to type; what is understood stands below while one types.

    It is chosen when typing pauses, or explained if it is none: a formula passes through others on
    its way, as 2x^2 + 1 through 2, and nobody means those.

    Args:
        check: Returns what is wrong with a text, or None.
        meaning: Shows what is understood, as told by `understood`.
    """

    committed = Signal(str)
    understood = Signal(str)  # the text, empty when it is none
    example_chosen = Signal(str)  # key

    def __init__(
        self,
        name: str,
        look: Look,
        check: Callable[[str], Refusal | None],
        meaning: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        self.edit = FormulaEdit(look)
        super().__init__(name, self.edit, parent)
        self._look, self._check = look, check
        self._value = ""
        self._refusal: Refusal | None = None
        self._menu = QMenu(self)
        self._caret = label("", "error")
        self._caret.hide()
        self._place = QWidget()
        QVBoxLayout(self._place).addWidget(meaning)
        self._place.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self._place.hide()
        # The caret stands right below the field, before the sentence.
        self.below.put_first(self._caret)
        self.below.add(self._place)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._settle)
        self.edit.textEdited.connect(self._take)
        self.edit.editingFinished.connect(self._leave)
        self.edit.list_requested.connect(self.open_list)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._caret.setFont(self._look.font(13, mono=True))
        self._place.setMinimumHeight(self._look.px(32))

    @property
    def caret_column(self) -> int | None:
        """Column that the caret points at, None without one."""
        return None if self._refusal is None else self._refusal[1]

    def set_catalogue(self, entries: Sequence[tuple[str, str, str, str]]) -> None:
        """Offer functions, each given as key, name, text, and a sentence about it."""
        self._menu.clear()
        self._menu.setToolTipsVisible(True)
        for key, name, text, about in entries:
            # Tab parts the columns of a menu, as it does for shortcuts; a long formula would make
            # the menu too wide.
            action = self._menu.addAction(f"{name}\t{text}" if len(text) < LONGEST else name)
            action.setToolTip(about)
            action.triggered.connect(lambda _=False, key=key: self.example_chosen.emit(key))

    def open_list(self) -> None:
        """Show the list of ready functions below the field."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.edit.mapToGlobal(QPoint(0, self.edit.height() + 2)))

    def set_value(self, text: str) -> None:
        """Show a formula, unless the user is just typing; nothing is reported."""
        if text != self._value:
            self._value = text
            self._patience.stop()
            # Written anew, the caret would jump to the end while somebody types.
            if self.edit.text() != text:
                self.edit.setText(text)
            self._refusal = None
            self._place.hide()
            self._complain()

    @property
    def unfinished(self) -> str:
        """What is typed and is no formula, empty when it is one."""
        return self.edit.text() if self._refusal else ""

    def resume(self, text: str) -> None:
        """Show a text that was typed into another such field, and what is wrong with it."""
        self.edit.setText(text)
        self._take(text)
        self._settle()

    def _take(self, text: str) -> None:
        self._refusal = self._check(text)
        self._patience.start()
        if self._refusal is None:
            self._complain()
        self.understood.emit("" if self._refusal else text)
        self._place.setVisible(not self.error)
        self.tell_below()

    def _settle(self) -> None:
        """Choose what stands in the field, or say why it cannot be chosen."""
        self._patience.stop()
        if self._refusal is not None:
            self._place.hide()
        self._complain()
        text = self.edit.text()
        if self._refusal is None and text != self._value:
            self._value = text
            self.committed.emit(text)

    def _leave(self) -> None:
        self._settle()
        self._place.hide()
        self.tell_below()

    def tell_below(self) -> None:
        """Show what is wrong, or what is understood meanwhile."""
        self.below.tell(wrong=bool(self.error), told=bool(self.error) or not self._place.isHidden())

    def _complain(self) -> None:
        sentence, column = self._refusal or ("", None)
        self._caret.setVisible(column is not None)
        if column is not None:
            # One further, as the text has a margin of about a letter.
            self._caret.setText(" " * (column + 1) + "^")
        self.show_error(sentence)
