"""Numbers and words of a recording as the Tape page writes them."""

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import brief, exact
from explorer.session.tape_views import TapeView

translate = QCoreApplication.translate
DTYPE = "float32"


def short(value: float | None) -> str:
    """Return a number in as little room as it needs; "" for none."""
    return "" if value is None else brief(value, DTYPE)


def printed(value: float | None) -> str:
    """Return a number as TensorFlow prints it, with a point: "3.0"; "None" for none."""
    if value is None:
        return "None"
    text = brief(value, DTYPE)
    return f"{text}.0" if text.lstrip("−").isdigit() else text


def full(value: float | None) -> str:
    """Return a number to its last bit; a dash for none."""
    return "–" if value is None else exact(value, DTYPE)


def name_of(view: TapeView, index: int) -> str:
    """Return what a node is called: its operation, for x the letter."""
    return "x" if index == 0 else view.nodes[index].operation


def answer_word(view: TapeView) -> str:
    """Return what the second number of every node is."""
    if view.mode == "forward":
        return translate("Tape", "slope")
    return translate("Tape", "gradient")
