"""The large numbers above the plot of the MNIST page."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.core.numerals import fixed, grouped
from explorer.core.training.reports import Finished
from explorer.session.training.history import History
from explorer.ui import signs
from explorer.ui.pages.mnist.runs_list import run_sign
from explorer.ui.pages.mnist.words import percent
from explorer.ui.theme import Look
from explorer.ui.widgets.read_out import ReadOut

translate = QCoreApplication.translate
_STRETCH = {"step": 12, "loss": 20, "validation": 23, "speed": 16, "left": 14, "test": 14}
_NONE = "–"


class NumbersRow(QWidget):
    """Step, loss, accuracies, speed and time of a run.

    Attributes:
        read_outs: The numbers by name.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.read_outs = {
            "step": ReadOut(translate("Mnist", "Step"), look),
            "loss": ReadOut(translate("Mnist", "Loss, smoothed"), look, signs.VALUE),
            "validation": ReadOut(translate("Mnist", "Validation accuracy"), look, signs.ACCURACY),
            "speed": ReadOut(translate("Mnist", "Speed"), look),
            "left": ReadOut(translate("Mnist", "Time left"), look),
            "test": ReadOut(translate("Mnist", "Test accuracy"), look),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for key, read_out in self.read_outs.items():
            row.addWidget(read_out, _STRETCH[key])

    def show_run(self, history: History | None, *, step: int, smoothing: int, going: bool) -> None:
        """Show the numbers of a run at a step; None for no run yet."""
        out = self.read_outs
        over = history is not None and not going
        out["left"].setVisible(not over)
        out["test"].setVisible(over)
        out["step"].set_value(grouped(step))
        if history is None:
            for key in ("loss", "validation", "speed", "left"):
                out[key].set_value(_NONE)
            return
        out["loss"].set_sign(run_sign(history.number))
        out["loss"].set_value(fixed(history.smoothed(step, smoothing), 3) if step else _NONE)
        looks = [accuracy for at, accuracy in history.accuracies if at <= step]
        out["validation"].set_value(percent(looks[-1]) if looks else _NONE)
        self._show_clock(history)

    def _show_clock(self, history: History) -> None:
        out, speed, left = self.read_outs, history.pace.newest, history.seconds_left
        if speed is None:
            out["speed"].set_value(_NONE)
        else:
            out["speed"].set_value(grouped(round(speed)), translate("Mnist", "steps/s"))
        out["left"].set_value(_NONE if left is None else duration(left))
        outcome = history.outcome
        accuracy = percent(outcome.test_accuracy) if isinstance(outcome, Finished) else _NONE
        out["test"].set_value(accuracy)

    def set_room(self, width: int) -> None:
        """Suit the width of the hero, in px."""
        px = self._look.px
        size = 31 if width > px(1200) else 26 if width > px(560) else 21
        for read_out in self.read_outs.values():
            read_out.set_size(size)
        for key in ("step", "speed"):  # the bar tells the step, too
            self.read_outs[key].setVisible(width > px(560))


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02} h"
