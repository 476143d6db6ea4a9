"""Numbers and words of a recording as the Tape page writes them."""

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import MINUS, exact
from explorer.session.tape.snapshots import TapeView

translate = QCoreApplication.translate
DTYPE = "float32"


_LONGEST = 7  # characters of a number that is written out


def short(value: float | None) -> str:
    """Return a number to its last bit where that is short, otherwise four figures; "" for none."""
    if value is None:
        return ""
    text = exact(value, DTYPE)
    if len(text) <= _LONGEST:
        return text
    figures = f"{value:#.4g}".removesuffix(".")
    return figures.replace("e-0", "e-").replace("e+0", "e").replace("-", MINUS)


def printed(value: float | None) -> str:
    """Return a number as TensorFlow prints it, with a point: "3.0"; "None" for none."""
    if value is None:
        return "None"
    whole = exact(value, DTYPE).lstrip(MINUS).isdigit()
    text = short(value)
    return f"{text}.0" if whole and "e" not in text else text


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
