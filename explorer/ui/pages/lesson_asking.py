"""What a step of a lesson asks: a prediction before it is shown, and a goal that is ticked."""

import re

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.core.answers import Answer, numbers_in
from explorer.core.numerals import brief, read_number
from explorer.core.sentences import ExplorerError, said
from explorer.session.lessons.lesson import Judged, Prediction
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.fields import LineEdit
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_DIGITS = 6  # of a number that TensorFlow found; the screen beside it has all of them
_PLACED = 3  # digits of a number that is put on the plot by hand
_BETWEEN = re.compile(r"\s*[,;，；]\s*")  # two numbers


class Asking(QWidget):
    """A question, the answer that is given, and what came out beside it."""

    given = Signal(object)  # a number, a point, or the index of an option
    typed = Signal()  # another text, that may be a number

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._prediction: Prediction | None = None
        self._ask = label("", "body", wrap=True)
        self.edit = LineEdit()
        self.predict = button(translate("Guide", "Predict"))
        self._error = label("", "error", wrap=True)
        self._options = QWidget()
        self._of_options = QVBoxLayout(self._options)
        self._of_options.setContentsMargins(0, 0, 0, 0)
        self._of_options.setSpacing(8)
        self._group = QButtonGroup(self)
        self._number = QWidget()
        row = QHBoxLayout(self._number)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.predict)
        self._outcome = Outcome(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._ask, self._number, self._options, self._error, self._outcome):
            column.addWidget(part)
        self.edit.returnPressed.connect(self._take_number)
        self.predict.clicked.connect(self._take_number)
        self.edit.textChanged.connect(lambda _: self.typed.emit())
        self._group.idClicked.connect(lambda index: self.given.emit(float(index)))

    def show_prediction(
        self, prediction: Prediction | None, given: Answer | None, judged: Judged | None
    ) -> None:
        """Show a question with the answer that it has so far; None hides everything."""
        if prediction is not self._prediction:
            self._prediction = prediction
            self._rebuild()
        self.setVisible(prediction is not None)
        if prediction is None:
            return
        is_open = given is None
        self.edit.setEnabled(is_open)
        self.predict.setEnabled(is_open)
        self._error.hide()
        for index, each in enumerate(self._group.buttons()):
            each.setEnabled(is_open)
            each.setChecked(given == index)
        self._outcome.tell(prediction, given, judged)

    def _rebuild(self) -> None:
        prediction = self._prediction
        for each in self._group.buttons():
            self._group.removeButton(each)
            each.deleteLater()
        self.edit.clear()
        if prediction is None:
            return
        self._ask.setText(prediction.ask)
        self.edit.setAccessibleName(prediction.ask)
        self.edit.setPlaceholderText("x, y" if prediction.second else "")
        self._options.setAccessibleName(prediction.ask)
        self._number.setVisible(not prediction.options)
        self._options.setVisible(bool(prediction.options))
        for index, option in enumerate(prediction.options):
            made = button(option.text, "chip", checkable=True)
            self._group.addButton(made, index)
            self._of_options.addWidget(made)

    @property
    def number(self) -> Answer | None:
        """The number or the point in the field; None where there is none."""
        try:
            return self._read()
        except ExplorerError:
            return None

    def write(self, answer: Answer) -> None:
        """Put a number or a point into the field."""
        self.edit.setText(_told(answer, _PLACED))

    def _read(self) -> Answer:
        text = self.edit.text()
        if self._prediction is None or not self._prediction.second:
            return read_number(text)
        parts = _BETWEEN.split(text.strip())
        if len(parts) != 2:
            raise ExplorerError(
                said("Errors", "Type two numbers with a comma between them, for example 1.5, −2.")
            )
        return read_number(parts[0]), read_number(parts[1])

    def _take_number(self) -> None:
        try:
            number = self._read()
        except ExplorerError as error:
            self._error.setText(spoken(error.sentence))
            self._error.show()
            return
        self.given.emit(number)


class Outcome(QWidget):
    """A prediction beside what TensorFlow found."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sign = QLabel()
        self._text = label("", "body", wrap=True)
        self._why = label("", "aside", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._why)

    @property
    def text(self) -> str:
        """What it says; empty while there is nothing to say."""
        return self._text.text() if not self.isHidden() else ""

    def tell(self, prediction: Prediction, given: Answer | None, judged: Judged | None) -> None:
        """Say what was predicted, and, once it is known, what came out."""
        self.setVisible(given is not None)
        if given is None:
            return
        self._sign.setVisible(judged is not None)
        self._why.setVisible(judged is not None and bool(prediction.why))
        self._why.setText(prediction.why)
        if judged is None:
            text = translate("Guide", "You predict {given}. Select Show me.")
            self._text.setText(text.format(given=_written(prediction, given)))
            return
        sign = ("check", "green") if judged.is_right else ("info", "text")
        self._sign.setPixmap(self._look.icon(*sign).pixmap(16, 16))
        found = translate("Guide", "none of these")
        if judged.found is not None:
            found = _written(prediction, judged.found)
        text = (
            translate("Guide", "You said {given}; TensorFlow found {found}. Right.")
            if judged.is_right
            else translate("Guide", "You said {given}; TensorFlow found {found}.")
        )
        self._text.setText(text.format(given=_written(prediction, given), found=found))


class GoalLine(QWidget):
    """Something to reach, with a tick once it is reached."""

    spoken_role = Role.StaticText

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sign = QLabel()
        self._text = label("", "body", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)

    def tell(self, ask: str, *, reached: bool) -> None:
        """Say what is to be reached, and whether it is."""
        self.setVisible(bool(ask))
        self._text.setText(ask)
        icon = ("check", "green") if reached else ("forward", "muted")
        self._sign.setPixmap(self._look.icon(*icon).pixmap(16, 16))
        state = translate("Guide", "Reached.") if reached else translate("Guide", "To do.")
        self.setAccessibleName(f"{state} {ask}")


def _written(prediction: Prediction, answer: Answer) -> str:
    if prediction.options:
        return f"“{prediction.options[int(numbers_in(answer)[0])].text}”"
    told = _told(answer, _DIGITS)
    return f"({told})" if prediction.second else told


def _told(answer: Answer, digits: int) -> str:
    return ", ".join(brief(float(f"{each:.{digits}g}")) for each in numbers_in(answer))
