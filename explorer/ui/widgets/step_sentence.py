"""The sentence of a step: its icon in the step's colour, and its result set off in it."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from explorer.ui.widgets.sentence_line import HEIGHT, SentenceLine


class StepSentence(SentenceLine):
    """A sentence line that tells of steps; it grows when a sentence needs a further line."""

    _role = _result = ""

    def say(
        self, word: str, body: str, *, tone: str = "none", icon: str = "info", action: str = ""
    ) -> None:
        """Show a state that is no step."""
        self._role = self._result = ""
        super().say(word, body, tone=tone, icon=icon, action=action)

    def tell(self, word: str, body: str, *, role: str, icon: str, result: str = "") -> None:
        """Show a step.

        Args:
            word: Which step it is, set bold.
            body: What happens in it.
            role: Colour of its icon and of its result.
            icon: Name of the icon.
            result: The part of the body that is its result, "" for none.
        """
        self._role, self._result = role, result
        super().say(word, body, icon=icon)

    def _write(self) -> None:
        super()._write()
        if self._role:
            self._icon.setPixmap(self._look.pixmap(self._icon_name, self._role))
        if self._result and self._result in self._sentence[1]:
            before, found, after = self._sentence[1].rpartition(self._result)
            colour = self._look.theme[self._role]
            self._text.setTextFormat(Qt.TextFormat.RichText)
            self._text.setText(
                f"{escape(before)}<span style='color:{colour};font-weight:600'>"
                f"{escape(found)}</span>{escape(after)}"
            )
        else:
            self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the width asks for."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        needed = self._text.heightForWidth(max(self._text.width(), 120)) + 8
        self.setFixedHeight(max(self._look.px(HEIGHT), needed))
