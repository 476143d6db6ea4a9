"""Where choices, the training run and the views into the network meet."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, Sentence
from explorer.core.training.reports import Finished
from explorer.core.training.settings import TrainingSettings
from explorer.session.session import Session
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.snapshots import Checkpoint
from explorer.ui.pages.mnist.changed import change_marks
from explorer.ui.pages.mnist.controls import MnistControls
from explorer.ui.pages.mnist.folders import RunFolders
from explorer.ui.pages.mnist.inside import Inside
from explorer.ui.pages.mnist.keeping_fields import runs_folder
from explorer.ui.pages.mnist.leaves import MnistLeaves
from explorer.ui.pages.mnist.norms_view import NormsView
from explorer.ui.pages.mnist.numbers_row import NumbersRow
from explorer.ui.pages.mnist.runs_list import curve_of
from explorer.ui.pages.mnist.views import FEWEST, NetworkViews
from explorer.ui.pages.mnist.words import Saying, saying
from explorer.ui.pages.page import NARROW, Page
from explorer.ui.plots.loss_plot import LossPlot
from explorer.ui.services import Services
from explorer.ui.typesetting import Typesetter
from explorer.ui.widgets.run_bar import RunBar
from explorer.ui.widgets.sentence_line import SentenceLine

translate = QCoreApplication.translate
WIDE, HIGH, LOW = 1_600, 900, 700  # px: larger views; no views beside norms
VIEWS_PAUSE = 1000  # milliseconds between two drawings of the views in mid-run
_START, _PAUSE, _RESUME, _AGAIN = range(4)


class MnistPage(Page):
    """Trains the lesson's network live; the run itself outlives the page."""

    def __init__(self, services: Services) -> None:
        look, store = services.look, services.store
        super().__init__(look)
        self.services = services
        self._store, self._loader, self._run = store, services.loader, services.training
        self._saying: Saying | None = None
        self._looks_drawn = 0
        self._inside_soon = QTimer(self, singleShot=True, interval=VIEWS_PAUSE)
        self._inside_soon.timeout.connect(self._draw_inside)
        self._typesetter = Typesetter(look, self)
        self.controls = MnistControls(store, look)
        self.plot = LossPlot(
            translate("Mnist", "Loss and accuracy over the steps"),
            (
                translate("Mnist", "loss, each step and smoothed"),
                translate("Mnist", "accuracy on 5,000 validation images"),
            ),
            translate("Mnist", "The loss of every step is drawn here while the network learns."),
            look,
        )
        self.norms = NormsView(look)
        self.views = NetworkViews(look)
        self.inside = Inside(self.views, look, self)
        self.numbers = NumbersRow(look)
        self.sentence = SentenceLine(look)
        faces = [
            ("play", translate("Mnist", "Start")),
            ("pause", translate("Mnist", "Pause")),
            ("play", translate("Mnist", "Resume")),
            ("play", translate("Mnist", "Train again")),
        ]
        self.bar = RunBar(translate("Mnist", "Steps"), faces, look)
        self.leaves = MnistLeaves(
            services, self._typesetter, self._follow_guide, self.inside.mistakes_widget
        )
        self.folders = RunFolders(services, self, self.trouble.emit)
        self._assemble()
        self._connect()
        self._draw_phase()
        services.loader.when_ready(self._begin)

    # ---- building

    def _assemble(self) -> None:
        hero = QWidget()
        column = QVBoxLayout(hero)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        column.addWidget(self.numbers)
        column.addWidget(self.plot, 1)
        column.addWidget(self.norms)
        column.addSpacing(4)
        column.addWidget(self.views)
        sentence_row = QWidget()
        around = QHBoxLayout(sentence_row)
        around.setContentsMargins(16, 0, 16, 4)
        around.addWidget(self.sentence)
        self._hero = hero
        hero.installEventFilter(self)
        self.assemble(
            controls=self.controls.widget,
            hero=hero,
            bottom=[sentence_row, self.bar],
            leaves=self.leaves.by_name(),
        )

    def _connect(self) -> None:
        self._store.changed.connect(self._draw_difference)
        self._run.progressed.connect(self._draw_progress)
        self._run.phase_changed.connect(self._draw_phase)
        self._run.prepared.connect(self._draw_inside)
        self._run.taken_up.connect(self._take_settings)
        self._run.noticed.connect(self._pass_on)
        self.look.changed.connect(self._draw_leaves)
        self.inside.digits_shown.connect(self.content_is_shown)
        self.bar.pressed.connect(self.toggle_play)
        self.bar.stopped.connect(self._run.stop)
        self.bar.position_requested.connect(self._go)
        self.sentence.acted.connect(self._take_suggestion)
        code, data, guide = self.leaves.code, self.leaves.data, self.leaves.guide
        data.row_requested.connect(self._go_to_row)
        code.saved.connect(lambda path: self.save(path, code.text.toPlainText()))
        data.saved.connect(lambda path: self.save(path, data.csv))
        for turn in (guide.back, guide.forward):
            turn.clicked.connect(self._guard_guide)

    def _pass_on(self, sentence: Sentence) -> None:
        self.trouble.emit(ExplorerError(sentence))

    def _begin(self) -> None:
        self._run.prepare(self._state.settings)
        self._draw_phase()

    @property
    def _state(self) -> TrainingChoices:
        return self._store.session.training

    def _change(self, state: TrainingChoices) -> None:
        self._store.change(lambda session: session.with_training(lambda _: state))

    # ---- choices

    def _draw_difference(self, old: Session, new: Session) -> None:
        before, after = old.training, new.training
        if before != after:
            self._draw_controls()
            self._draw_curves()
            self._draw_numbers()
        if before.settings != after.settings:
            self._ask_live(after)
            if self._loader.ready:
                self._run.prepare(after.settings)
            self._draw_leaves()
            self._say()
        if before.cursor != after.cursor:
            self._draw_inside()
            if new.view.leaf == "formula":
                self.leaves.draw_formula(after.settings, self._step)
        if old.view.leaf != new.view.leaf:
            self._draw_leaves()

    def _ask_live(self, state: TrainingChoices) -> None:
        """Let the run under way take over what it can."""
        history = self._run.current
        if self._run.going and history is not None and not history.followed:
            self._run.ask(state.wish_for(history.settings))

    def _take_settings(self, settings: TrainingSettings) -> None:
        """Choose what a kept run that goes on was asked to do."""
        self._change(replace(self._state, settings=settings))

    def _draw_controls(self) -> None:
        """Show what is chosen; what is fixed while a run is going, as it was chosen for it."""
        state, history = self._state, self._run.current
        if self._run.going and history is not None:
            held = history.settings if history.followed else state.wish_for(history.settings)
            state = replace(state, settings=held)
        self.controls.show(state)
        if self.norms.isHidden() == bool(state.settings.norms_every):
            self.norms.setVisible(bool(state.settings.norms_every))
            self._share_room()

    # ---- the run

    def _draw_phase(self) -> None:
        """Draw everything anew for another phase of the run."""
        run, going, history = self._run, self._run.going, self._run.current
        followed = run.phase == "following"
        running = history.settings if going and history is not None else None
        self.controls.set_running(running, followed=followed)
        self.controls.show_runs(run.histories, self._state)
        self._draw_controls()
        self._guard_guide()
        faces = {"compiling": _PAUSE, "running": _PAUSE, "following": _PAUSE, "paused": _RESUME}
        self.bar.primary.show_face(faces.get(run.phase, _AGAIN if run.histories else _START))
        self.bar.primary.setEnabled(self._loader.ready and not followed)
        reason = translate("Mnist", "Only the other program can hold its run.") if followed else ""
        if not self._loader.ready:
            reason = translate("Mnist", "Wait until TensorFlow is loaded.")
        self.bar.primary.setToolTip(reason)
        self.bar.stop.setVisible(going)
        if run.phase == "failed":
            self.content_is_shown()  # there is nothing more to wait for
        self._draw_progress()
        self._draw_inside()
        self._draw_leaves()

    def _draw_progress(self) -> None:
        """Draw what has come since the last time."""
        self._draw_curves()
        self._draw_numbers()
        self._say()
        self.leaves.draw_code(self._state.settings)
        history = self._run.current
        looks = 0 if history is None else len(history.checkpoints)
        if looks != self._looks_drawn:
            self._looks_drawn = looks
            if not self._inside_soon.isActive():
                self._inside_soon.start()  # in a turn of its own, so that neither is long
            if self.leaves.due:
                self._draw_leaves()

    def _draw_curves(self) -> None:
        run, state = self._run, self._state
        shown = [h for h in run.histories if h.number not in state.hidden_runs]
        total = max((h.settings.steps for h in shown), default=state.settings.steps)
        self.plot.set_total(total)
        self.plot.set_log(state.log_axis)
        self.plot.set_smoothing(state.smoothing)
        self.plot.set_curves([curve_of(h, detailed=h is run.current) for h in shown])
        self.plot.set_cursor(None if state.cursor is None else self._step)
        history = run.current
        marked = history is not None and history in shown
        self.plot.changes.set_marks(change_marks(history) if history and marked else [])
        self.norms.show_run(history, live=run.phase in ("running", "following"))

    def _draw_numbers(self) -> None:
        history, state, step = self._run.current, self._state, self._step
        going = self._run.going
        self.numbers.show_run(history, step=step, smoothing=state.smoothing, going=going)
        steps = state.settings.steps if history is None else history.settings.steps
        count = translate("Mnist", "Step {step} of {steps}")
        texts = (count.format(step=grouped(n), steps=grouped(steps)) for n in (step, steps))
        self.bar.set_count(*texts)
        if history is not None and not going and len(history.checkpoints) > 1:
            last = len(history.checkpoints) - 1
            self.bar.set_position(last if state.cursor is None else min(state.cursor, last), last)
        else:
            self.bar.set_progress(0.0 if history is None else history.step / steps)

    @property
    def _checkpoint(self) -> Checkpoint | None:
        """The network that is looked into; None where there is no run to take it from."""
        history = self._run.current
        return None if history is None else history.checkpoint_at(self._state.cursor)

    @property
    def _step(self) -> int:
        """The step whose numbers are shown."""
        history = self._run.current
        return 0 if history is None else history.step_at(self._state.cursor)

    def _draw_inside(self) -> None:
        run, history, digits = self._run, self._run.current, self._run.digits
        if digits is None:
            return
        checkpoint, settled = self._checkpoint, run.phase not in ("compiling", "running")
        outcome = None if history is None else history.outcome
        hidden = (self._state.settings if history is None else history.first).hidden
        if isinstance(outcome, Finished) and outcome.weights and self._state.cursor is None:
            self.inside.show_outcome(outcome, digits, hidden)
        elif checkpoint is not None:
            self.inside.show_checkpoint(checkpoint, digits, hidden, settled=settled)
        elif run.untrained is not None:
            untrained, hidden = run.untrained.weights, run.untrained.settings.hidden
            self.inside.show_checkpoint(Checkpoint(0, untrained), digits, hidden, settled=settled)

    def _say(self) -> None:
        if not self._loader.ready:
            word = translate("Mnist", "Loading TensorFlow…")
            self.sentence.say(word, "", tone="busy")
            return
        now = saying(self._run, self._state)
        if now == self._saying:
            return
        self._saying = now
        action = ""
        if now.rate is not None:
            action = translate("Mnist", "Train with {rate}").format(rate=f"{now.rate:g}")
        self.sentence.say(now.word, now.body, tone=now.tone, icon=now.icon, action=action)

    # ---- leaves

    def _draw_leaves(self) -> None:
        """Draw the leaf that is open; the others follow when they are opened."""
        name = self._store.session.view.leaf if self._loader.ready else None
        self.leaves.draw(name, self._state.settings, self._step)

    def _guard_guide(self) -> None:
        """Let the guide choose only when choices are free."""
        self.leaves.guide.refresh()
        if self._run.going:
            self.leaves.guide.show_me.setEnabled(False)

    def _follow_guide(self, choices: Mapping[str, Any]) -> None:
        wishes = dict(choices)
        train = wishes.pop("train", False)
        self._change(self._state.choosing_lesson(**wishes))
        if train:
            self._start()

    def save_leaf(self, name: str) -> None:
        """Ask where to save the program or the numbers."""
        self.leaves.filled(name).save.click()

    def copy_leaf(self, name: str) -> None:
        """Put the program or the numbers on the clipboard."""
        self.leaves.filled(name).copy.click()

    # ---- wishes

    def toggle_play(self) -> None:
        """Start, hold or go on."""
        if self._run.phase == "paused":
            self._run.resume()
        elif self._run.going:
            self._run.pause()  # a followed run cannot be held from here
        else:
            self._start()

    def _start(self) -> None:
        if not self._loader.ready:
            return
        wrong = self.controls.wrong
        if wrong is not None:
            wrong.control.setFocus()
            self._saying = None
            word = translate("Mnist", "Not started.")
            self.sentence.say(word, wrong.error, tone="warning", icon="warning")
            return
        self._change(self._state.at(None))
        state = self._state
        self._run.start(state.settings, runs_folder(state) if state.kept else None)

    def _take_suggestion(self) -> None:
        if self._saying is not None and self._saying.rate is not None:
            self._change(self._state.choosing(learning_rate=self._saying.rate))
            self._start()

    def _go(self, cursor: int) -> None:
        history = self._run.current
        if history is None or self._run.going or not history.checkpoints:
            return
        last = len(history.checkpoints) - 1
        cursor = max(0, min(cursor, last))
        self._change(self._state.at(None if cursor == last else cursor))

    def _go_to_row(self, row: int) -> None:
        history = self._run.current
        if history is not None and history.checkpoints:
            self._go(history.nearest_checkpoint(row + 1))

    def step(self, by: int) -> None:
        """Look into the next checkpoint, or the one before."""
        history = self._run.current
        if history is not None:
            last, cursor = len(history.checkpoints) - 1, self._state.cursor
            self._go((last if cursor is None else cursor) + by)

    def jump(self, *, to_end: bool) -> None:
        """Look into the untrained network, or into the newest."""
        self._go(1_000_000_000 if to_end else 0)

    def close_jobs(self) -> None:
        """End every thread of the page; the run belongs to the program."""
        self._inside_soon.stop()
        self.inside.close()
        self._typesetter.close()

    # ---- room

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room anew when the hero has another size."""
        if watched is self._hero and event.type() == QEvent.Type.Resize:
            self._share_room()
        return super().eventFilter(watched, event)

    def _share_room(self) -> None:
        px = self.look.px
        room = self._hero.width() - 48
        high = self.height() >= px(HIGH)
        crowded = not (high or self.norms.isHidden())
        tabs_only = self.width() < px(NARROW) or room < px(FEWEST) or crowded
        wide = self.width() >= px(WIDE) and high
        self.views.set_room(tabs_only=tabs_only, wide=wide)
        self.views.setVisible(not crowded or self.height() >= px(LOW))
        self.numbers.set_room(room)
