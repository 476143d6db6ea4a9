"""The middle of the MNIST page: numbers over the views, and the bar at the bottom."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from explorer.core.curvature.edges import edge_name
from explorer.core.numerals import fixed, grouped
from explorer.core.training.inspection import accuracy
from explorer.core.training.reports import Finished
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.session.training.sharp import edge_of, measured_by
from explorer.session.training.snapshots import TrainingShown
from explorer.ui import signs
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.mnist.sharp_words import three
from explorer.ui.pages.mnist.views import VIEWS
from explorer.ui.pages.mnist.views.training import TrainingView
from explorer.ui.pages.mnist.words import count, duration, percent
from explorer.ui.plots.sharpness_plot import EDGE, SHARPNESS
from explorer.ui.services import Services
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Chips
from explorer.ui.widgets.read_out import ReadOut, ReadOutRow
from explorer.ui.widgets.timeline import RunBar

if TYPE_CHECKING:
    from explorer.ui.pages.mnist.views.view import NetworkView

translate = QCoreApplication.translate
_NONE = "–"


class MnistHero(QWidget):
    """Numbers over the views, of which one is in front and draws what it is shown.

    Attributes:
        chooser: Chooses the view.
        views: The views by their keys.
        training: The one of the training itself, with its plots `plot` and `norms`.
    """

    def __init__(self, look: Look, change: Change[TrainingChoices]) -> None:
        super().__init__()
        self._look, self._change = look, change
        self.numbers = NumbersRow(look)
        self.training = TrainingView(look)
        # The page puts it beside its lesson; until then it goes with the hero.
        self.training.inside.mistakes_widget.setParent(self)
        self.plot, self.norms = self.training.plot, self.training.norms
        self.views: dict[str, NetworkView] = {"training": self.training}
        self._drawn: dict[str, TrainingShown] = {}
        self.chooser = Chips(
            translate("Mnist", "View"), [(each.key, spoken(each.title)) for each in VIEWS]
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.training)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        column.addWidget(self.numbers)
        column.addWidget(self.chooser)
        column.addWidget(self._stack, 1)

    @staticmethod
    def prepare(services: Services) -> bool:
        """Make a part ahead of the page, in a turn of its own; return whether there was one to be made."""
        hero = services.prepared.get("mnist")
        if isinstance(hero, MnistHero):
            return hero.make_view()

        def change(wish: Callable[[TrainingChoices], TrainingChoices]) -> None:
            services.store.change(lambda session: session.with_training(wish))

        services.prepared["mnist"] = MnistHero(services.look, change)
        return True

    @classmethod
    def whole(cls, services: Services) -> "MnistHero":
        """Return the hero with all views, what was made ahead included."""
        while cls.prepare(services):
            pass
        hero = services.prepared.pop("mnist")
        assert isinstance(hero, cls)  # noqa: S101 - nothing else is prepared under this name
        return hero

    def make_view(self) -> bool:
        """Make the next view that there is not yet; return whether there was one."""
        for each in VIEWS:
            if each.key not in self.views and each.make is not None:
                self.views[each.key] = each.make(self._look, self._change)
                self._stack.addWidget(self.views[each.key])
                return True
        return False

    def bind(self, column: Column[TrainingChoices]) -> None:
        """Bind the choice between the views, and what is chosen in each."""
        column.bind("view", self.chooser, lambda c: c.view, lambda c, view: c.viewing(view))
        for view in self.views.values():
            view.bind(column)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:  # noqa: ARG002 - each view knows its own
        """Draw the numbers, and the view in front."""
        self.numbers.show_run(new)
        key = new.choices.view
        view, drawn = self.views[key], self._drawn.get(key)
        self._stack.setCurrentWidget(view)
        # Against what this view has drawn: others were in front meanwhile.
        self._drawn[key] = new
        view.draw(drawn, new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the numbers suit the width."""
        super().resizeEvent(event)
        self.numbers.set_room(self.width() - 48)  # without the hero's padding

    def fit_into(self, page: QSize) -> None:
        """Suit the size of the page."""
        self.training.fit_into(page)


class NumbersRow(QWidget):
    """Step, loss, accuracies, speed and time of a run.

    Attributes:
        read_outs: The numbers by name.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._is_measured, self._wide = look, False, True
        self.read_outs = {
            "step": ReadOut(translate("Mnist", "Step"), look),
            "loss": ReadOut(
                translate("Mnist", "Loss, smoothed"), look, signs.VALUE,
                short=translate("Mnist", "Loss"),
            ),
            "validation": ReadOut(
                translate("Mnist", "Validation accuracy"), look, signs.ACCURACY,
                short=translate("Mnist", "Validation"),
            ),
            "sharpness": ReadOut(translate("Mnist", "Sharpness λ₁"), look, SHARPNESS),
            "edge": ReadOut(translate("Mnist", "Edge 2/lr"), look, EDGE),
            "speed": ReadOut(translate("Mnist", "Speed"), look),
            "left": ReadOut(translate("Mnist", "Time left"), look),
            "test": ReadOut(translate("Mnist", "Test accuracy"), look),
        }  # fmt: skip
        self.read_outs["sharpness"].hide()
        self.read_outs["edge"].hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ReadOutRow(list(self.read_outs.values()), look))

    def show_run(self, shown: TrainingShown) -> None:
        """Show the numbers of the run that is looked into, at the step shown."""
        out, history, step = self.read_outs, shown.history, shown.step
        over = history is not None and (shown.looks_back or not shown.run.going)
        self._show_sharpness(shown, history)
        # A run that is over has no time left; its test accuracy takes the place.
        out["left"].setVisible(not over and not self._is_measured)
        out["test"].setVisible(over and not self._is_measured)
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
        self._show_clock(history, is_newest=shown.choices.cursor is None and not shown.looks_back)
        out["test"].set_value(_test_accuracy(shown, history))

    def _show_sharpness(self, shown: TrainingShown, history: History | None) -> None:
        """Show the newest sharpness up to the step shown, beside the edge that held there."""
        out = self.read_outs
        found = None if history is None else measured_by(history, shown.step)
        is_measured = found is not None or bool(shown.held.sharpness_every)
        if is_measured != self._is_measured:
            self._is_measured = is_measured
            for key in ("sharpness", "edge"):
                out[key].setVisible(is_measured)
            # They stand in for these: eight numbers would leave the plots no room.
            out["validation"].setVisible(not is_measured)
            out["speed"].setVisible(not is_measured and self._wide)
        settings = shown.held if history is None else history.settings_at(max(shown.step - 1, 0))
        bound = edge_of(settings, shown.step if found is None else found.step)
        out["sharpness"].set_value(_NONE if found is None else three(found.eigenvalues[0]))
        out["edge"].set_value(_NONE if bound is None else three(bound))
        out["edge"].setToolTip(edge_name(settings.optimizer))

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
        self._wide = width > px(560)
        self.read_outs["step"].setVisible(self._wide)  # the bar tells it, too
        self.read_outs["speed"].setVisible(self._wide and not self._is_measured)


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
        run, bar = new.run, self.bar
        # Whatever is looked into: in mid-run the bar is about the run that goes on.
        history = run.current if run.going else new.history
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
        step = new.step if history is new.history or history is None else history.step
        bar.set_count(count(step, steps), count(steps, steps))
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
