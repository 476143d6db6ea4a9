"""The sentence that tells how the training stands."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, fixed, grouped
from explorer.core.sentences import ExplorerError
from explorer.core.training.reports import Diverged, Finished, Halted, Stopped
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.ui.pages.mnist.changed import told_changes
from explorer.ui.training_run import TrainingRun
from explorer.ui.translation import spoken

translate = QCoreApplication.translate
_LITTLE = 0.5  # of the test images
# At these rates 2,000 steps of the lesson's network know 95 to 98 % of the test images.
_SUITABLE_RATES = {
    "sgd": 0.1, "momentum": 0.05, "nesterov": 0.05, "adagrad": 0.1, "adadelta": 1.0,
    "rmsprop": 0.001, "adam": 0.001, "amsgrad": 0.001, "adamw": 0.001, "adamax": 0.002,
    "nadam": 0.001, "ftrl": 0.3, "lion": 0.0003,
}  # fmt: skip
_LOOKS_BACK = 4
_NOTICEABLE = 0.002  # of accuracy
_LOOKS_OF_A_CHANGE = 2  # at the validation images, while a change is told
SILENT = 5.0  # seconds without news from another program


@dataclass(frozen=True, slots=True)
class Saying:
    """What the sentence line shows.

    Attributes:
        word: The state.
        body: One sentence.
        tone: Tone of the sentence line.
        icon: Name of its icon.
        rate: A learning rate to offer as the one action, if any.
    """

    word: str
    body: str
    tone: str = "none"
    icon: str = "info"
    rate: float | None = None


def percent(share: float) -> str:
    """Return a share as a percentage with one decimal."""
    return f"{100 * share:.1f} %"


def saying(run: TrainingRun, state: TrainingChoices) -> Saying:
    """Return how the run stands."""
    history = run.current
    if run.phase == "failed":
        return _failed(run)
    if history is None or run.phase == "idle":
        body = translate("Mnist", "Press Space to train the network for {steps} steps.")
        word = translate("Mnist", "Ready.")
        return Saying(word, body.format(steps=grouped(state.settings.steps)))
    if run.phase == "following":
        return _following(history, state, run.silence)
    told = {
        "compiling": _compiling, "running": _running, "paused": _paused,
        "stopped": _stopped, "done": _done, "diverged": _diverged,
    }  # fmt: skip
    return told[run.phase](history, state)


def _failed(run: TrainingRun) -> Saying:
    failure = run.failure
    reason = spoken(failure.sentence) if isinstance(failure, ExplorerError) else repr(failure)
    return Saying(translate("Mnist", "Not trained."), reason, "error", "error")


def _compiling(_history: History, _state: TrainingChoices) -> Saying:
    body = translate("Mnist", "TensorFlow turns the training loop into machine code.")
    return Saying(translate("Mnist", "Compiling…"), body, "busy", "moving")


def _following(history: History, state: TrainingChoices, silence: float) -> Saying:
    word = translate("Mnist", "Following.")
    if history.held:
        body = translate("Mnist", "The other program holds its run at step {step} of {steps}.")
        return Saying(word, _placed(body, history), "live", "pause")
    if silence > SILENT:
        body = translate(
            "Mnist",
            "The other program has been silent for {seconds} s, at step {step} of {steps}: "
            "it may be busy or gone.",
        )
        body = body.format(
            seconds=round(silence),
            step=grouped(history.step),
            steps=grouped(history.settings.steps),
        )
        return Saying(word, body, "warning", "warning")
    told = _newly_changed(history)
    if told or not history.step:
        return Saying(
            word, told or translate("Mnist", "Another program makes this run."), "live", "eye"
        )
    body = translate("Mnist", "Another program is at step {step}, with a loss of {loss}.").format(
        step=grouped(history.step), loss=fixed(history.smoothed(history.step, state.smoothing), 3)
    )
    return Saying(word, body, "live", "eye")


def _newly_changed(history: History) -> str:
    """Return the newest change while it is news."""
    told = told_changes(history)
    looks = [step for step, _ in history.accuracies if told and step > told[-1].step]
    return told[-1].sentence if told and len(looks) < _LOOKS_OF_A_CHANGE else ""


def _running(history: History, state: TrainingChoices) -> Saying:
    word, looks = translate("Mnist", "Training."), history.accuracies
    changed = _newly_changed(history)
    if changed:
        return Saying(word, changed, "live", "moving")
    if len(looks) < 2:
        body = translate("Mnist", "The loss is {loss} at step {step}.").format(
            loss=fixed(history.smoothed(history.step, state.smoothing), 3),
            step=grouped(history.step),
        )
        return Saying(word, body, "live", "moving")
    (before, lower), (now, higher) = looks[max(-1 - _LOOKS_BACK, -len(looks))], looks[-1]
    if higher - lower > _NOTICEABLE:
        body = translate(
            "Mnist",
            "Validation accuracy still rises: {lower} at step {before}, {higher} at step {now}.",
        )
    elif lower - higher > _NOTICEABLE:
        body = translate(
            "Mnist",
            "Validation accuracy falls: {lower} at step {before}, {higher} at step {now}.",
        )
    else:
        body = translate(
            "Mnist",
            "Validation accuracy hardly changes: {lower} at step {before}, {higher} at step {now}.",
        )
    body = body.format(
        lower=percent(lower), before=grouped(before), higher=percent(higher), now=grouped(now)
    )
    return Saying(word, body, "live", "moving")


def _paused(history: History, _state: TrainingChoices) -> Saying:
    body = translate("Mnist", "The run waits at step {step} of {steps}. Press Space to go on.")
    body = body.format(step=grouped(history.step), steps=grouped(history.settings.steps))
    return Saying(translate("Mnist", "Paused."), body, "live", "pause")


def _stopped(history: History, _state: TrainingChoices) -> Saying:
    word = translate("Mnist", "Stopped.")
    if history.followed:
        return _followed_to_an_end(history)
    if not history.accuracies:
        body = translate("Mnist", "The run ended at step {step} of {steps}.")
        return Saying(word, _placed(body, history), "none", "stop")
    at, accuracy = history.accuracies[-1]
    body = translate(
        "Mnist",
        "The run ended at step {step} of {steps}; validation accuracy was {accuracy} at step {at}.",
    )
    body = body.format(
        step=grouped(history.step), steps=grouped(history.settings.steps),
        accuracy=percent(accuracy), at=grouped(at),
    )  # fmt: skip
    return Saying(word, body, "none", "stop")


def _followed_to_an_end(history: History) -> Saying:
    word, body = translate("Mnist", "Stopped."), ""
    match history.outcome:
        case Stopped():
            body = translate("Mnist", "The other program ended its run at step {step} of {steps}.")
        case Halted():
            body = translate(
                "Mnist",
                "The other program lost a worker; its run ended safely at step {step} of {steps}.",
            )
            return Saying(word, _placed(body, history), "warning", "warning")
        case _:
            body = translate("Mnist", "The run was followed up to step {step} of {steps}.")
    return Saying(word, _placed(body, history), "none", "stop")


def _placed(body: str, history: History) -> str:
    return body.format(step=grouped(history.step), steps=grouped(history.settings.steps))


def _done(history: History, _state: TrainingChoices) -> Saying:
    outcome = history.outcome
    if not isinstance(outcome, Finished):
        return Saying(translate("Mnist", "Done."), "", "good", "check")
    images = grouped(int(outcome.confusion.sum()))
    better = _SUITABLE_RATES[history.settings.optimizer]
    if outcome.test_accuracy < _LITTLE and history.settings.learning_rate != better:
        body = translate(
            "Mnist", "Only {accuracy} are right: the rate {rate} does not suit {optimizer}."
        )
        body = body.format(
            accuracy=percent(outcome.test_accuracy),
            rate=exact(history.settings.learning_rate),
            optimizer=spoken(OPTIMIZERS[history.settings.optimizer].label),
        )
        return Saying(translate("Mnist", "Done."), body, "warning", "warning", better)
    body = translate(
        "Mnist",
        "{steps} steps in {seconds} s; {accuracy} of {images} test images are right.",
    )
    body = body.format(
        steps=grouped(outcome.step), seconds=fixed(history.pace.seconds, 1),
        accuracy=percent(outcome.test_accuracy), images=images,
    )  # fmt: skip
    return Saying(translate("Mnist", "Done."), body, "good", "check")


def _diverged(history: History, _state: TrainingChoices) -> Saying:
    outcome = history.outcome
    if not isinstance(outcome, Diverged):
        return Saying(translate("Mnist", "Diverged."), "", "error", "error")
    word = translate("Mnist", "Diverged.")
    if history.followed:
        body = translate(
            "Mnist",
            "The other program's run left float32 after {step} updates: its learning rate {rate} "
            "is probably too high. It can be resumed with a smaller one, for example {smaller}.",
        )
        body = body.format(
            step=grouped(outcome.step), rate=exact(outcome.learning_rate),
            smaller=exact(outcome.smaller_rate),
        )  # fmt: skip
        return Saying(word, body, "error", "error")
    body = spoken(outcome.sentence)
    return Saying(word, body, "error", "error", outcome.smaller_rate)
