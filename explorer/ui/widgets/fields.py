"""Fields: a label above, the control, and room for one sentence below when something is wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)  # fmt: skip
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from explorer.core.sentences import ExplorerError
from explorer.ui.spoken import announce
from explorer.ui.theme import Look, set_property
from explorer.ui.translation import spoken
from explorer.ui.widgets.below import Below
from explorer.ui.widgets.choice_box import ChoiceBox
from explorer.ui.widgets.labels import label

ROOM_FOR_ARROWS = 72  # px at 100 % below which a field shows its number alone
FIGURES, SMALLEST_FIGURES = 13, 7  # px at 100 %, of a number in a field
PADDED = 22  # px at 100 % of a field beside its text
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
PATIENCE = 500  # milliseconds without a key before an unfinished text is called wrong


class Field(QWidget):
    """A labelled control with a place for its error."""

    def __init__(self, name: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._name_row = QHBoxLayout()
        self._label = label(name, "label")
        self._label.setMinimumWidth(1)  # smaller rather than wider than the column
        # Alt and the letter of a label lead to its control; screen readers take the label for it.
        self._label.setBuddy(control)
        self._error = label("", "error", wrap=True)
        self.below = Below(control)
        control.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._name_row.addWidget(self._label, 1)
        column.addLayout(self._name_row)
        column.addWidget(control)
        self.below.add(self._error)

    def hide_name(self) -> None:
        """Take the label away where what stands beside the field names it."""
        self._label.hide()

    def put_beside_name(self, widget: QWidget) -> None:
        """Put a small widget, such as a link, at the right end of the label's line."""
        self._name_row.addWidget(widget)

    @property
    def error(self) -> str:
        """The sentence shown under the control, empty when all is well."""
        return self._error.text()

    def show_error(self, sentence: str) -> None:
        """Say under the control what is wrong; an empty sentence takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.tell_below()
        # A screen reader tells the error with the field, and at once.
        self.control.setAccessibleDescription(sentence)
        if sentence and QAccessible.isActive():
            announce(self.control, sentence)
        set_property(self.control, "invalid", bool(sentence))

    def tell_below(self) -> None:
        """Show below the control what there is to say."""
        self.below.tell(wrong=bool(self.error), told=bool(self.error))

    def event(self, event: QEvent) -> bool:
        """Keep what is said below the control, wherever that goes."""
        done = super().event(event)
        if event.type() in _MOVES:
            self.below.place()
        return done


class ChoiceField(Field):
    """One of a few named choices."""

    chosen = Signal(str)

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        self.box = ChoiceBox(look)
        super().__init__(name, self.box, parent)
        # `activated` is a person's choice alone; `currentIndexChanged` would tell the program's
        # too.
        self.box.activated.connect(lambda _: self.chosen.emit(self.value))

    @property
    def value(self) -> str:
        """Key of the choice shown."""
        return str(self.box.currentData())

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """What is offered, as pairs of key and text."""
        places = range(self.box.count())
        return [(str(self.box.itemData(n)), self.box.itemText(n)) for n in places]

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer choices as pairs of key and text."""
        with QSignalBlocker(self.box):
            self.box.clear()
            for key, text in choices:
                self.box.addItem(text, key)

    def set_value(self, key: str) -> None:
        """Show a choice; only the user's own choosing is reported."""
        self.box.setCurrentIndex(self.box.findData(key))


class LineEdit(QLineEdit):
    """A line of text that leaves undo and redo to the program, which takes back whole choices."""

    def event(self, event: QEvent) -> bool:
        """Do not take the keys of undo and redo."""
        # Asked before shortcuts are given out: unless it is left alone here, Qt's own undo of
        # typed letters wins.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return False
        return super().event(event)


class NumberEdit(LineEdit):
    """A line of text that holds a number; arrows on keyboard and at its right end step it."""

    stepped = Signal(int)
    _has_arrows = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self._fit)
        self.textChanged.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the arrows out where the number needs the room; the keys step all the same."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the number its room: a number that is cut off is worse than arrows that are missing."""
        px, text = self._look.px, self.text()
        font = self._look.font(FIGURES)
        room = self.width() - px(PADDED)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        self._has_arrows = self.width() >= px(ROOM_FOR_ARROWS) and wide <= room - px(18)
        size = FIGURES
        while size > SMALLEST_FIGURES and wide > room:
            size -= 1
            font = self._look.font(size)
            wide = QFontMetricsF(font).horizontalAdvance(text)
        self.setFont(font)
        self.setTextMargins(0, 0, px(18) if self._has_arrows else 0, 0)
        # What is longer still stands whole in a bubble.
        self.setToolTip(text if wide > room else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the two small arrows at the right end."""
        super().paintEvent(event)
        if not self._has_arrows:
            return
        size = self._look.px(16)
        role = "muted" if self.isEnabled() else "dimmed"
        top = (self.height() - size) // 2
        QPainter(self).drawPixmap(self.width() - size - 8, top, self._look.pixmap("steppers", role))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the up and down keys, ten times as far by Page up and Page down."""
        steps = {
            Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(steps)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Step when one of the arrows is pressed."""
        if self._on_arrows(event):
            self.stepped.emit(1 if event.position().y() < self.height() / 2 else -1)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Qt tells the second of two quick presses as a double click, and would select the text.
        """Take a quick second press on an arrow as a step."""
        if self._on_arrows(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show an arrow as the pointer over the small arrows."""
        shape = Qt.CursorShape.ArrowCursor if self._on_arrows(event) else Qt.CursorShape.IBeamCursor
        self.setCursor(shape)
        super().mouseMoveEvent(event)

    def _on_arrows(self, event: QMouseEvent) -> bool:
        # Wider than what is drawn, so that they can be hit.
        arrows = QRectF(self.width() - self._look.px(28), 0, self._look.px(28), self.height())
        return self._has_arrows and self.isEnabled() and arrows.contains(event.position())


class TypedField(Field):
    """A value that is typed.

    A text is read as soon as it is typed. A good value is reported at once; a bad text is called
    wrong when the typing pauses or the field is left, and the last good value stays in force.

    Args:
        edit: The line that is typed into.
        read: Turns the text into a value, or raises `ExplorerError` with the sentence to show.
        write: Returns the text of a value.
    """

    committed = Signal(object)

    def __init__(
        self,
        name: str,
        edit: QLineEdit,
        *,
        read: Callable[[str], Any],
        write: Callable[[Any], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, edit, parent)
        self._line, self._read, self._write = edit, read, write
        self._value: Any = None
        self._wrong = ""
        # A text on its way to a good one is not wrong: nobody is scolded at “0.”.
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._complain)
        # `textEdited` is typing alone; `textChanged` would tell of texts that are set.
        edit.textEdited.connect(self._take)
        edit.editingFinished.connect(self._leave)

    @property
    def value(self) -> Any:
        """The last good value."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value, unless the user is just typing it; nothing is reported."""
        # The same value in other words, as 1e-2 for 0.01, stays as it was typed.
        if value == self._value and self._line.text():
            return
        self._value = value
        # Somebody is typing what means just that: a rewritten text would move the caret.
        if not (self._line.hasFocus() and self._means(value)):
            self._line.setText(self._write(value))
            self._accept()

    @property
    def unfinished(self) -> str:
        """What is typed and cannot be read, empty when all can."""
        return self._line.text() if self._wrong else ""

    def resume(self, text: str) -> None:
        """Show a text that was typed into another field for the same value, and what is wrong with it."""
        self._line.setText(text)
        self._take(text)
        self._complain()

    def _means(self, value: Any) -> bool:
        try:
            return bool(self._read(self._line.text()) == value)
        except ExplorerError:
            return False

    def _take(self, text: str) -> None:
        try:
            value = self._read(text)
        except ExplorerError as error:
            self._wrong = spoken(error.sentence)
            # The last good value stays in force, and so does the drawing.
            self._patience.start()
            return
        self._accept()
        # Known already: 0.10 after 0.1 asks for nothing.
        if value != self._value:
            self._value = value
            self.committed.emit(value)

    def _accept(self) -> None:
        self._wrong = ""
        self._patience.stop()
        if self.error:
            self.show_error("")

    def _complain(self) -> None:
        self.show_error(self._wrong)

    def _leave(self) -> None:
        # Leaving the field ends all patience.
        if self._wrong:
            self._complain()
        else:
            # Written as all numbers are, once one has done typing.
            self._line.setText(self._write(self._value))


class NumberField(TypedField):
    """A number to type or to step.

    Args:
        read: Turns the text into a number, or raises `ExplorerError` with the sentence to show.
        step: Returns the number so many steps away from another.
        write: Returns the text of a number.
    """

    def __init__(
        self,
        name: str,
        look: Look,
        *,
        read: Callable[[str], float],
        step: Callable[[float, int], float],
        write: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        self.edit = NumberEdit(look)
        super().__init__(name, self.edit, read=read, write=write, parent=parent)
        self._step, self._value = step, 0.0
        self.edit.stepped.connect(self._take_step)

    def _take_step(self, steps: int) -> None:
        text = self._write(self._step(self._value, steps))
        try:
            self._read(text)
        except ExplorerError:
            return  # the end of the range: stepping stops there
        self.edit.setText(text)
        self._take(text)


class TextField(TypedField):
    """A text with a meaning, such as a list of numbers.

    Args:
        read: Turns the text into its meaning, or raises `ExplorerError` with the sentence to show.
        write: Returns the text of a meaning.
    """

    def __init__(
        self,
        name: str,
        *,
        read: Callable[[str], Any],
        write: Callable[[Any], str],
        parent: QWidget | None = None,
    ) -> None:
        self.edit = LineEdit()
        super().__init__(name, self.edit, read=read, write=write, parent=parent)
