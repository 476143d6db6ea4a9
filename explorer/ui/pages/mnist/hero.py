"""The middle of the MNIST page: numbers, curves, norms, and the views into the network."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import fixed, grouped
from explorer.core.training.dataset import SIDE, Images
from explorer.core.training.inspection import accuracy, weight_images
from explorer.core.training.reports import Finished
from explorer.session.training.history import History
from explorer.session.training.snapshots import TrainingShown
from explorer.ui import signs
from explorer.ui.pages.layout import NARROW, stacked
from explorer.ui.pages.mnist.words import change_marks, count, duration, percent
from explorer.ui.plots.loss_parts import TrainingCurve
from explorer.ui.plots.loss_plot import LossPlot
from explorer.ui.plots.norms_plot import NormsPlot
from explorer.ui.theme import Look
from explorer.ui.widgets.digit_strip import DigitStrip, Said
from explorer.ui.widgets.labels import Heading, label
from explorer.ui.widgets.network_views import FEWEST, NetworkViews, words_of
from explorer.ui.widgets.read_out import ReadOut
from explorer.ui.widgets.timeline import RunBar

translate = QCoreApplication.translate
WIDE, HIGH, LOW = 1_600, 900, 700  # px: larger views; no views beside norms
NORMS_PAUSE = 400  # milliseconds between two drawings of the norms in mid-run
COLUMNS = 4  # of mistakes
_STRETCH = {"step": 12, "loss": 20, "validation": 23, "speed": 16, "left": 14, "test": 14}
_NONE = "–"


class MnistHero(QWidget):
    """Numbers over curves over norms over views; shares out the room among them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._page = look, QSize()
        self.numbers = NumbersRow(look)
        self.plot = LossPlot(
            translate("Mnist", "Loss and accuracy over the steps"),
            (
                translate("Mnist", "loss, each step and smoothed"),
                translate("Mnist", "accuracy on 5,000 validation images"),
            ),
            translate("Mnist", "The loss of every step is drawn here while the network learns."),
            look,
        )
        self.norms = NormsPlot(look)
        self._since_norms = QElapsedTimer()
        self.views = NetworkViews(look)
        self.inside = Inside(self.views, look)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        column.addWidget(self.numbers)
        column.addWidget(self.plot, 1)
        column.addWidget(self.norms)
        column.addSpacing(4)
        column.addWidget(self.views)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Draw numbers, curves, norms and views; the norms in mid-run from time to time."""
        choices, run = new.choices, new.run
        self.numbers.show_run(new)
        if old is None or (old.choices, old.run) != (choices, run):
            self._draw_curves(new)
        is_measured = bool(new.held.norms_every)
        if self.norms.isHidden() == is_measured:
            self.norms.setVisible(is_measured)
            self._share_room()
        if old is None or old.run != run:
            self._draw_norms(new)
        self.inside.draw(old, new)

    def _draw_curves(self, shown: TrainingShown) -> None:
        choices, run = shown.choices, shown.run
        # A hidden run is not drawn and takes no part in the axis.
        drawn = [h for h in run.histories if h.number not in choices.hidden_runs]
        total = max((h.settings.steps for h in drawn), default=choices.settings.steps)
        self.plot.set_total(total)
        self.plot.set_log(choices.log_axis)
        self.plot.set_smoothing(choices.smoothing)
        # One run alone in every step: more would be a tangle.
        self.plot.set_curves([_curve(h, detailed=h is run.current) for h in drawn])
        self.plot.set_cursor(None if choices.cursor is None else shown.step)
        marks = change_marks(run.current) if run.current is not None else []
        self.plot.changes.set_marks(marks if run.current in drawn else [])

    def _draw_norms(self, shown: TrainingShown) -> None:
        """Draw the norms, in mid-run from time to time."""
        since, history = self._since_norms, shown.run.current
        is_live = shown.run.phase in ("running", "following")
        is_early = since.isValid() and since.elapsed() < NORMS_PAUSE
        if self.norms.isHidden() or (is_live and is_early) or history is None:
            return
        since.start()
        norms = history.norms
        steps = np.array([each.step for each in norms], np.float64)
        gradients = np.array([each.gradients for each in norms], np.float64)
        updates = np.array([each.updates for each in norms], np.float64)
        self.norms.set_norms(history.settings.steps, steps, gradients, updates)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def fit_into(self, page: QSize) -> None:
        """Suit the size of the page."""
        self._page = page
        self._share_room()

    def _share_room(self) -> None:
        """Show the views beside one another, one at a time, or not at all beside the norms."""
        px, page = self._look.px, self._page
        # Without the hero's padding.
        room = self.width() - 48
        high = page.height() >= px(HIGH)
        # In a low window norms and views together would leave the loss no room.
        crowded = not (high or self.norms.isHidden())
        tabs_only = page.width() < px(NARROW) or room < px(FEWEST) or crowded
        self.views.set_room(tabs_only=tabs_only, wide=page.width() >= px(WIDE) and high)
        self.views.setVisible(not crowded or page.height() >= px(LOW))
        self.numbers.set_room(room)


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

    def show_run(self, shown: TrainingShown) -> None:
        """Show the numbers of the newest run at the step shown."""
        out, history, step = self.read_outs, shown.run.current, shown.step
        over = history is not None and not shown.run.going
        # A run that is over has no time left; its test accuracy takes the place.
        out["left"].setVisible(not over)
        out["test"].setVisible(over)
        out["step"].set_value(grouped(step))
        if history is None:
            for key in ("loss", "validation", "speed", "left"):
                out[key].set_value(_NONE)
            return
        loss = fixed(history.smoothed(step, shown.choices.smoothing), 3) if step else _NONE
        out["loss"].set_sign(signs.of_run(history.number))
        out["loss"].set_value(loss)
        # As it was at the step looked at, not as it is now.
        looks = [share for at, share in history.accuracies if at <= step]
        out["validation"].set_value(percent(looks[-1]) if looks else _NONE)
        self._show_clock(history, is_newest=shown.choices.cursor is None)
        out["test"].set_value(_test_accuracy(shown, history))

    def _show_clock(self, history: History, *, is_newest: bool) -> None:
        """Show speed and time left; of an earlier step nobody knows how fast it was."""
        out, left = self.read_outs, history.seconds_left
        speed = history.pace.newest if is_newest else None
        if speed is None:
            out["speed"].set_value(_NONE)
        else:
            out["speed"].set_value(grouped(round(speed)), translate("Mnist", "steps/s"))
        out["left"].set_value(_NONE if left is None else duration(left))

    def set_room(self, width: int) -> None:
        """Suit the width of the hero, in px."""
        px = self._look.px
        size = 31 if width > px(1200) else 26 if width > px(560) else 21
        for read_out in self.read_outs.values():
            read_out.set_size(size)
        for key in ("step", "speed"):  # the bar tells the step, too
            self.read_outs[key].setVisible(width > px(560))


class Inside:
    """Shows one network in the views, and its most confident mistakes below the lesson.

    Attributes:
        mistakes: The mistakes.
        mistakes_widget: They with their heading, to stand in a leaf.
    """

    def __init__(self, views: NetworkViews, look: Look) -> None:
        self._views = views
        title = translate("Mnist", "Most confident mistakes")
        self.mistakes = DigitStrip(title, words_of, look, columns=COLUMNS)
        self._note = label("", "note", wrap=True)
        self.mistakes_widget = stacked(Heading(title), self.mistakes, self._note, spacing=8)
        views.digit_chosen.connect(
            lambda index: views.pad.show_picture(views.strip.items[index].picture)
        )
        self.mistakes.chosen.connect(
            lambda index: views.pad.show_picture(self.mistakes.items[index].picture)
        )

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the network that is looked into."""
        if old is None or old.network != new.network:
            if new.network is not None:
                self._views.show_weights(weight_images(new.network.weights))
            self._draw_confusion(new)
        if new.differs(old, "guess"):
            guess = new.guess.value
            self._views.bars.set_values(None if guess is None else guess.probabilities)
        if new.differs(old, "answers"):
            self._draw_answers(new)
            self._draw_confusion(new)

    def _draw_confusion(self, shown: TrainingShown) -> None:
        """Show the matrix counted at the checkpoint, or on the test images where there is one."""
        checkpoint, answers = shown.checkpoint, shown.answers.value
        if shown.outcome is None and checkpoint is not None and checkpoint.confusion is not None:
            self._show_confusion(checkpoint.confusion, tested=False)
        elif answers is not None and answers.table is not None:
            self._show_confusion(answers.table, tested=True)

    def _show_confusion(self, table: NDArray[np.int64], *, tested: bool) -> None:
        words = (
            (translate("Mnist", "{count} test images"), translate("Mnist", "{count} test"))
            if tested
            else (
                translate("Mnist", "{count} validation images"),
                translate("Mnist", "{count} valid."),
            )
        )
        images = grouped(int(table.sum()))
        # At length beside the matrix, briefly where it is narrow.
        long, brief = (text.format(count=images) for text in words)
        self._views.show_confusion(table, (long, brief))

    def _draw_answers(self, shown: TrainingShown) -> None:
        answers, digits = shown.answers.value, shown.run.digits
        items: list[Said] = []
        if answers is not None and digits is not None:
            images = digits.test
            self._views.show_digits([_said(images, n, row) for n, row in enumerate(answers.strip)])
            for m in answers.mistakes:
                picture = images.pixels[m.index].reshape(SIDE, SIDE)
                items.append(Said(picture, m.digit, m.answer, m.probability))
        self.mistakes.set_items(items)
        self.mistakes.setVisible(bool(items))
        self._note.setText(
            translate("Mnist", "true digit → what the network says")
            if items
            else translate("Mnist", "They are collected when the run pauses or ends.")
        )


class RunBarPart:
    """The bar at the bottom: what can be done with the run, and how far it is."""

    START, PAUSE, RESUME, AGAIN = range(4)

    def __init__(self, look: Look) -> None:
        faces = [
            ("play", translate("Mnist", "Start")),
            ("pause", translate("Mnist", "Pause")),
            ("play", translate("Mnist", "Resume")),
            # Train again rather than start: the run before stays on the plot.
            ("play", translate("Mnist", "Train again")),
        ]
        self.bar = RunBar(translate("Mnist", "Steps"), faces, look)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the action that is next, and the progress or the checkpoint that is looked into."""
        run, history, bar = new.run, new.run.current, self.bar
        if old is None or (old.run.phase, old.ready) != (run.phase, new.ready):
            followed = run.phase == "following"
            faces = {"paused": self.RESUME} | dict.fromkeys(
                ("compiling", "running", "following"), self.PAUSE
            )
            # Phases without a face of their own are those of a run that has ended or none.
            bar.primary.show_face(faces.get(run.phase, self.AGAIN if run.histories else self.START))
            bar.primary.setEnabled(new.ready and not followed)
            reason = ""
            if followed:
                reason = translate("Mnist", "Only the other program can hold its run.")
            if not new.ready:
                reason = translate("Mnist", "Wait until TensorFlow is loaded.")
            bar.primary.setToolTip(reason)
            bar.stop.setVisible(run.going)
        steps = new.choices.settings.steps if history is None else history.settings.steps
        bar.set_count(count(new.step, steps), count(steps, steps))
        last = 0 if history is None else len(history.checkpoints) - 1
        # Between runs the bar chooses a checkpoint; in mid-run it shows how far it is.
        if last > 0 and not run.going:
            cursor = new.choices.cursor
            bar.set_position(last if cursor is None else min(cursor, last), last)
        else:
            bar.set_progress(0.0 if history is None else history.step / steps)


def _test_accuracy(shown: TrainingShown, history: History) -> str:
    """Return the accuracy of the network that is looked into, once all test images were tried."""
    if shown.choices.cursor is None and isinstance(history.outcome, Finished):
        return percent(history.outcome.test_accuracy)
    answers = shown.answers.fresh
    if shown.choices.cursor is None or answers is None or answers.table is None:
        return _NONE
    return percent(accuracy(answers.table))


def _curve(history: History, *, detailed: bool) -> TrainingCurve:
    """Return a run as far as it has gone; `detailed` for the one that is looked into."""
    # Two columns also where there is no look yet.
    looks = np.array(history.accuracies, np.float64).reshape(-1, 2)
    return TrainingCurve(
        number=history.number,
        sign=signs.of_run(history.number),
        losses=history.losses,
        sums=history.sums,
        looks=looks[:, 0],
        accuracies=looks[:, 1],
        detailed=detailed,
    )


def _said(images: Images, index: int, row: NDArray[np.float32]) -> Said:
    answer = int(row.argmax())
    picture = images.pixels[index].reshape(SIDE, SIDE)
    return Said(picture, int(images.labels[index]), answer, float(row[answer]))
