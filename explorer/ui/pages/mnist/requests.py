"""What the MNIST page asks for: how its run goes, and what the network that is looked into says."""

from collections.abc import Hashable, Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from explorer.core.sentences import ExplorerError, Sentence
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Finished
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.choices import OWN_DATA, TrainingChoices
from explorer.session.training.data_source import reading
from explorer.session.training.program import training_program
from explorer.session.training.saliency_program import saliency_program
from explorer.session.training.snapshots import (
    Answers,
    Classification,
    Drawing,
    Network,
    TrainingShown,
)
from explorer.ui.pages.circuit import Ask, Request, ask
from explorer.ui.pages.mnist.data_sets import DataSets
from explorer.ui.pages.mnist.measuring import MEASURING_REQUESTS, forget_others
from explorer.ui.pages.mnist.views.asking import VIEW_REQUESTS
from explorer.ui.pages.skeleton import Page
from explorer.ui.training_run import TrainingRun

PAUSE = 1_000  # milliseconds between two looks into the network in mid-run


def _answers(network: Network, digits: Digits, to_all: bool) -> Iterator[Answers]:
    from explorer.session.training.resolving import answers

    return answers(network, digits, to_all)


def _answers_at_end(outcome: Finished, digits: Digits) -> Iterator[Answers]:
    from explorer.session.training.resolving import answers_at_end

    return answers_at_end(outcome, digits)


def _asks_answers(shown: TrainingShown) -> Ask | None:
    run, network = shown.run, shown.network
    if run.digits is None or network is None:
        return None
    if shown.outcome is not None:
        return ask(_answers_at_end, shown.outcome, run.digits)
    # In mid-run there is no time to try all test images at each look; another run is looked at once.
    to_all = shown.looks_back or not run.at_work
    return ask(_answers, network, run.digits, to_all)


def _guess(network: Network, drawing: Drawing) -> Iterator[Classification]:
    from explorer.session.training.resolving import guess

    return guess(network, drawing)


def _asks_guess(shown: TrainingShown) -> Ask | None:
    network, drawing = shown.network, shown.drawing
    return None if network is None or drawing is None else ask(_guess, network, drawing)


REQUESTS: tuple[Request[TrainingShown], ...] = (
    Request("answers", _asks_answers),
    Request("guess", _asks_guess, is_short=True),
    *VIEW_REQUESTS,
    *MEASURING_REQUESTS,
)


def is_whole(shown: TrainingShown) -> bool:
    """Return whether the network's answers are there, or nothing more is to be waited for."""
    # Without data there will be no answers.
    return shown.answers.fresh is not None or shown.run.phase == "failed"


def settle(old: TrainingShown, new: TrainingShown) -> TrainingShown:
    """Forget why a run was not started once something else is chosen or the run goes on."""
    new = forget_others(old, new)
    is_same = (old.choices, old.run.phase) == (new.choices, new.run.phase)
    # A refusal is told until something is done about it.
    return new if is_same or not old.refused else replace(new, refused="")


def _run_told(
    shown: TrainingShown,
) -> tuple[TrainingSettings, tuple[tuple[int, TrainingSettings], ...]]:
    """Return the newest run and its changes while it is what is chosen, else the next run."""
    history, settings = shown.history, shown.choices.settings
    if shown.looks_back and history is not None:
        return history.first, tuple((each.step, each.settings) for each in history.changes)
    # A changed choice is of the next run; a run that goes on is told with its changes.
    if history is None or not (shown.run.going or history.settings == settings):
        # The run as it began, since the program makes its changes itself.
        return settings, ()
    return history.first, tuple((change.step, change.settings) for change in history.changes)


def program(shown: TrainingShown) -> str:
    """Return the newest run as a program while it is what is chosen, else the next run.

    While a single digit is looked at, the program tells which of its pixels speak for the answer.
    """
    choices, drawing, history = shown.choices, shown.drawing, shown.history
    if choices.view == "digits" and drawing is not None:
        # Of the network that is looked into, whatever is chosen for the next run.
        settings = choices.settings if history is None else history.first
        made = [] if history is None else [(each.step, each.settings) for each in history.changes]
        text = saliency_program(settings, made, shown.step, drawing, choices.inside.question)
    else:
        text = training_program(*_run_told(shown))
    return text if choices.data == "mnist" else reading(text, choices, _data_folder(choices))


def _data_folder(choices: TrainingChoices) -> str:
    from explorer.files.datasets import folder_of

    return choices.data_folder if choices.data == OWN_DATA else str(folder_of(choices.data))


def program_depends_on(shown: TrainingShown) -> Hashable:
    """Return what is chosen, and how far the run has gone on with it."""
    choices, run = shown.choices, shown.run
    digit = (choices.inside, shown.drawing, shown.step) if choices.view == "digits" else ()
    data = choices.data, choices.data_folder
    return choices.settings, run.phase, run.histories, run.changes, choices.chosen_run, digit, data


class RunFollower(QObject):
    """Brings how the run goes into what the page shows, and what is chosen to the run.

    In mid-run the views into the network follow from time to time, in a turn of their own, so that
    neither they nor the curves take long.
    """

    def __init__(
        self, run: TrainingRun, page: Page[TrainingChoices, TrainingShown], data: DataSets
    ) -> None:
        super().__init__(page)
        self._run, self._page, self._data = run, page, data
        data.brought.connect(lambda: run.prepare(page.shown.choices.settings))
        data.obstacle_changed.connect(lambda text: page.look_elsewhere(lacking=text, refused=""))
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._look_inside)
        run.progressed.connect(self._follow)
        run.phase_changed.connect(self._look_inside)
        run.prepared.connect(self._look_inside)
        run.taken_up.connect(self._take_settings)
        run.noticed.connect(self._pass_on)
        page.circuit.changed.connect(self._steer)
        run.kept.look()
        self._look_inside()
        page.look_elsewhere(lacking=data.obstacle)

    def _follow(self) -> None:
        view = self._run.view
        # At most once in a while: each look takes time from the training.
        if view.looks != self._page.shown.looked and not self._soon.isActive():
            self._soon.start()
        # Curves follow at each report, views later.
        self._page.look_elsewhere(run=view)

    def _look_inside(self) -> None:
        view = self._run.view
        self._page.look_elsewhere(run=view, looked=view.looks)

    def _steer(self, old: TrainingShown, new: TrainingShown) -> None:
        """Let the run under way take over what it can, and the next one be prepared."""
        # Choices about how curves are drawn ask nothing of the run.
        is_same = (old.choices.data, old.choices.data_folder, old.ready) == (
            new.choices.data, new.choices.data_folder, new.ready,
        )  # fmt: skip
        if is_same and old.choices.settings == new.choices.settings:
            return
        history = self._run.current
        if self._run.going and history is not None and not history.followed:
            # Only what may change in mid-run is asked of it.
            self._run.ask(new.choices.wish_for(history.settings))
        if new.ready and not self._data.obstacle:
            self._run.prepare(new.choices.settings)

    def _take_settings(self, settings: TrainingSettings) -> None:
        """Choose what a kept run that goes on was asked to do."""
        self._page.change(lambda choices: replace(choices, settings=settings))

    def _pass_on(self, sentence: Sentence) -> None:
        self._page.trouble.emit(ExplorerError(sentence))

    def close(self) -> None:
        """Look no more."""
        self._soon.stop()
