"""Where the first value that is not finite was born: the operation, its place, what went in, a cure."""

from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import grouped
from explorer.core.observing.births import cure_of, note_of
from explorer.core.observing.observed import Born
from explorer.ui.pages.layout import stacked
from explorer.ui.pages.model.hint_words import short
from explorer.ui.translation import spoken
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate


class BirthNote:
    """The part of the Formula leaf that tells of a birth; hidden while there is none.

    Attributes:
        widget: Heading and text.
    """

    def __init__(self) -> None:
        self._heading = Heading("")
        self.text = label("", "note", wrap=True)
        self.widget = stacked(self._heading, self.text, spacing=4)
        self.widget.hide()

    def show(self, born: Born | None) -> None:
        """Tell of a birth, or of none."""
        self.widget.setVisible(born is not None)
        if born is None:
            return
        title = (
            translate("Model", "Born at step {step}")
            if born.operation
            else translate("Model", "Not finite at step {step}")
        )
        self._heading.say(title.format(step=grouped(born.step)))
        self.text.setText("\n".join(birth_lines(born)))


def birth_lines(born: Born) -> list[str]:
    """Return what is known of a birth, a line each."""
    lines = []
    if born.operation:
        lines.append(_where(born))
    if born.variable:
        text = translate("Model", "First seen in the gradient of {variable}.")
        lines.append(text.format(variable=born.variable))
    if born.file is not None and born.line is not None:
        text = translate("Model", "File {file}, line {line}")
        lines.append(text.format(file=PurePath(born.file).name, line=born.line))
    if born.operation and born.minimum is not None and born.maximum is not None:
        text = translate("Model", "What went in: {minimum} to {maximum}")
        lines.append(text.format(minimum=short(born.minimum), maximum=short(born.maximum)))
    lines += [spoken(each) for each in (note_of(born), cure_of(born)) if each is not None]
    return lines


def _where(born: Born) -> str:
    passes = {
        "forward": translate("Model", "{operation}{layer}, in the forward pass"),
        "backward": translate("Model", "{operation}{layer}, in the backward pass"),
        "update": translate("Model", "{operation}{layer}, in the optimiser’s update"),
    }
    layer = f" ({born.layer})" if born.layer else ""
    return passes.get(born.direction, "{operation}{layer}").format(
        operation=born.operation, layer=layer
    )
