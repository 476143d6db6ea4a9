"""What the MNIST page says: how the training stands, what was changed in it, and how long it takes."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, fixed, grouped
from explorer.core.training.changes import changed_parameters
from explorer.core.training.reports import Diverged, Finished, Halted, Stopped
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.session.training.snapshots import RunView, TrainingShown
from explorer.ui.pages.mnist.run_words import told_parameters
from explorer.ui.pages.mnist.sharp_words import sharpness_words
from explorer.ui.pages.own import Timing, reason_of
from explorer.ui.plots.loss_parts import ChangeMark
from explorer.ui.translation import spoken
from explorer.ui.widgets.sentence_line import Words

translate = QCoreApplication.translate
# Guessing is right for a tenth; whoever has learned is far above a half.
_LITTLE = 0.5  # of the test images
# Two looks in a row differ by chance; over four a trend can be seen.
_LOOKS_BACK = 4
# Ten of the 5,000 validation images.
_NOTICEABLE = 0.002  # of accuracy
_LOOKS_OF_A_CHANGE = 2  # at the validation images, while a change is told
SILENT = 5.0  # seconds without news from another program


def percent(share: float) -> str:
    """Return a share as a percentage with one decimal."""
    return f"{100 * share:.1f} %"


def sentence(shown: TrainingShown) -> Words:
    """Say how the run stands."""
    if shown.refused:
        word = translate("Mnist", "Not started.")
        return Words(word, shown.refused, "warning", "warning")
    if shown.lacking and not shown.run.going:
        return Words(translate("Mnist", "Images missing."), shown.lacking, "warning", "warning")
    if shown.looks_back and shown.history is not None and not shown.run.going:
        return _looked_back(shown.history)
    return _newest(shown.run, shown.choices)


def _newest(run: RunView, state: TrainingChoices) -> Words:
    history = run.current
    if run.phase == "failed":
        return _failed(run)
    if history is None or run.phase == "idle":
        body = translate("Mnist", "Press Space to train the network for {steps} steps.")
        word = translate("Mnist", "Ready.")
        return Words(word, body.format(steps=grouped(state.settings.steps)))
    if run.phase == "following":
        return _following(history, state, run.silence)
    if run.phase == "diverged":
        return _diverged(history, is_kept=run.is_kept)
    sharp = sharpness_words(history) if run.phase in ("running", "done") else None
    # What was changed is told first, while it is news.
    if sharp is not None and not (run.phase == "running" and _newly_changed(history)):
        return sharp
    told = {
        "compiling": _compiling, "running": _running, "paused": _paused,
        "stopped": _stopped, "done": _done,
    }  # fmt: skip
    return told[run.phase](history, state)


def _looked_back(history: History) -> Words:
    """Say what is known of another run than the newest."""
    word, outcome = translate("Mnist", "Looking back."), history.outcome
    if isinstance(outcome, Diverged):
        body = translate(
            "Mnist", "This run left float32 after {step} updates with the rate {rate}."
        )
        body = body.format(step=grouped(outcome.step), rate=exact(outcome.learning_rate))
        return Words(word, body, "none", "eye")
    body = translate("Mnist", "This run made {step} of {steps} steps.")
    if isinstance(outcome, Finished):
        body = translate(
            "Mnist", "This run made {steps} steps; {accuracy} of the test images are right."
        )
    accuracy = percent(outcome.test_accuracy) if isinstance(outcome, Finished) else ""
    body = body.format(
        step=grouped(history.step), steps=grouped(history.settings.steps), accuracy=accuracy
    )
    if not history.checkpoints:
        body += " " + translate("Mnist", "Its network was not kept.")
    return Words(word, body, "none", "eye")


def _failed(run: RunView) -> Words:
    reason = reason_of(run.failure) if run.failure is not None else ""
    action = translate("Mnist", "Go on from the last checkpoint") if run.is_kept else ""
    return Words(translate("Mnist", "Not trained."), reason, "error", "error", action)


def _compiling(_history: History, _state: TrainingChoices) -> Words:
    body = translate("Mnist", "TensorFlow turns the training loop into machine code.")
    return Words(translate("Mnist", "Compiling…"), body, "busy", "moving")


def _following(history: History, state: TrainingChoices, silence: float) -> Words:
    word = translate("Mnist", "Following.")
    if history.held:
        body = translate("Mnist", "The other program holds its run at step {step} of {steps}.")
        return Words(word, _placed(body, history), "live", "pause")
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
            # A program that is compiling or was killed looks the same from here: both are said.
        )
        return Words(word, body, "warning", "warning")
    told = _newly_changed(history)
    if told or not history.step:
        return Words(
            word, told or translate("Mnist", "Another program makes this run."), "live", "eye"
        )
    body = translate("Mnist", "Another program is at step {step}, with a loss of {loss}.").format(
        step=grouped(history.step), loss=fixed(history.smoothed(history.step, state.smoothing), 3)
    )
    return Words(word, body, "live", "eye")


def _newly_changed(history: History) -> str:
    """Return the newest change while it is news."""
    told = told_changes(history)
    looks = [step for step, _ in history.accuracies if told and step > told[-1].step]
    return told[-1].sentence if told and len(looks) < _LOOKS_OF_A_CHANGE else ""


def _running(history: History, state: TrainingChoices) -> Words:
    word, looks = translate("Mnist", "Training."), history.accuracies
    changed = _newly_changed(history)
    if changed:
        return Words(word, changed, "live", "moving")
    if len(looks) < 2:
        body = translate("Mnist", "The loss is {loss} at step {step}.").format(
            loss=fixed(history.smoothed(history.step, state.smoothing), 3),
            step=grouped(history.step),
        )
        return Words(word, body, "live", "moving")
    # As far back as there are looks.
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
    return Words(word, body, "live", "moving")


def _paused(history: History, _state: TrainingChoices) -> Words:
    body = translate("Mnist", "The run waits at step {step} of {steps}. Press Space to go on.")
    body = body.format(step=grouped(history.step), steps=grouped(history.settings.steps))
    return Words(translate("Mnist", "Paused."), body, "live", "pause")


def _stopped(history: History, _state: TrainingChoices) -> Words:
    word = translate("Mnist", "Stopped.")
    if history.followed:
        return _followed_to_an_end(history)
    if not history.accuracies:
        body = translate("Mnist", "The run ended at step {step} of {steps}.")
        return Words(word, _placed(body, history), "none", "stop")
    at, accuracy = history.accuracies[-1]
    body = translate(
        "Mnist",
        "The run ended at step {step} of {steps}; validation accuracy was {accuracy} at step {at}.",
    )
    body = body.format(
        step=grouped(history.step), steps=grouped(history.settings.steps),
        accuracy=percent(accuracy), at=grouped(at),
    )  # fmt: skip
    return Words(word, body, "none", "stop")


def _followed_to_an_end(history: History) -> Words:
    word, body = translate("Mnist", "Stopped."), ""
    match history.outcome:
        case Stopped():
            body = translate("Mnist", "The other program ended its run at step {step} of {steps}.")
        case Halted():
            body = translate(
                "Mnist",
                "The other program lost a worker; its run ended safely at step {step} of {steps}.",
            )
            return Words(word, _placed(body, history), "warning", "warning")
        case _:
            body = translate("Mnist", "The run was followed up to step {step} of {steps}.")
    return Words(word, _placed(body, history), "none", "stop")


def _placed(body: str, history: History) -> str:
    return body.format(step=grouped(history.step), steps=grouped(history.settings.steps))


def _done(history: History, _state: TrainingChoices) -> Words:
    outcome = history.outcome
    if not isinstance(outcome, Finished):
        return Words(translate("Mnist", "Done."), "", "good", "check")
    images = grouped(int(outcome.confusion.sum()))
    # Offered only where a finished run learned little with another rate than the usual one.
    better = offered_rate(history)
    if better is not None:
        body = translate(
            "Mnist", "Only {accuracy} are right: the rate {rate} does not suit {optimizer}."
        )
        body = body.format(
            accuracy=percent(outcome.test_accuracy),
            rate=exact(history.settings.learning_rate),
            optimizer=spoken(OPTIMIZERS[history.settings.optimizer].label),
        )
        return Words(translate("Mnist", "Done."), body, "warning", "warning", _train_with(better))
    body = translate(
        "Mnist",
        "{steps} steps in {seconds} s; {accuracy} of {images} test images are right.",
    )
    if not history.pace.is_whole:
        body = translate("Mnist", "{steps} steps; {accuracy} of {images} test images are right.")
    body = body.format(
        steps=grouped(outcome.step), seconds=fixed(history.pace.seconds, 1),
        accuracy=percent(outcome.test_accuracy), images=images,
    )  # fmt: skip
    return Words(translate("Mnist", "Done."), body, "good", "check")


def _diverged(history: History, *, is_kept: bool) -> Words:
    outcome = history.outcome
    if not isinstance(outcome, Diverged):
        return Words(translate("Mnist", "Diverged."), "", "error", "error")
    word = translate("Mnist", "Diverged.")
    if history.followed:
        body = translate(
            "Mnist",
            "The other program’s run left float32 after {step} updates: its learning rate {rate} "
            "is probably too high. It can be resumed with a smaller one, for example {smaller}.",
        )
        body = body.format(
            step=grouped(outcome.step), rate=exact(outcome.learning_rate),
            smaller=exact(outcome.smaller_rate),
        )  # fmt: skip
    elif is_kept:
        body = spoken(outcome.sentence)
    else:
        body = translate(
            "Mnist",
            "After {step} updates the numbers grew beyond float32: the learning rate {rate} is "
            "probably too high. Train anew with a smaller one, for example {smaller}.",
        ).format(
            step=grouped(outcome.step), rate=exact(outcome.learning_rate),
            smaller=exact(outcome.smaller_rate),
        )  # fmt: skip
    action = _train_with(outcome.smaller_rate)
    if is_kept:
        action = translate("Mnist", "Go on with {rate}").format(rate=exact(outcome.smaller_rate))
    return Words(word, body, "error", "error", action)


def timing(shown: TrainingShown) -> Timing:
    """Return which checkpoint is looked into; there is none to go to while a run is going."""
    history, cursor = shown.history, shown.choices.cursor
    last = 0 if history is None or shown.run.going else max(len(history.checkpoints) - 1, 0)
    place = last if cursor is None else min(cursor, last)
    steps = shown.choices.settings.steps if history is None else history.settings.steps
    told, widest = count(shown.step, steps), count(steps, steps)
    return Timing(place, last, last, last, 1.0, told, widest)


def count(step: int, steps: int) -> str:
    """Say at which step of how many one is."""
    text = translate("Mnist", "Step {step} of {steps}")
    return text.format(step=grouped(step), steps=grouped(steps))


def offered_rate(history: History) -> float | None:
    """Return a rate that suits better than that of a run which has diverged or learned little."""
    outcome = history.outcome
    if isinstance(outcome, Diverged):
        return outcome.smaller_rate
    better = OPTIMIZERS[history.settings.optimizer].suits_training
    # With the usual rate there is nothing better to offer.
    if not isinstance(outcome, Finished) or history.settings.learning_rate == better:
        return None
    return better if outcome.test_accuracy < _LITTLE else None


def _train_with(rate: float) -> str:
    return translate("Mnist", "Train with {rate}").format(rate=exact(rate))


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    # Rounded before it is divided, or 119.7 s would be written 1:60.
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02} h"


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change in mid-run.

    Attributes:
        step: Updates made before.
        brief: One or two words.
        sentence: What holds from then on.
    """

    step: int
    brief: str
    sentence: str


def told_changes(history: History) -> list[ToldChange]:
    """Return a run's changes, oldest first; those that nobody sees are left out."""
    told, before = [], history.first
    for change in history.changes:
        parts = _parts(before, change.settings)
        before = change.settings
        # Changes that nobody sees, as how often norms are taken, are not told.
        if parts:
            text = translate("Mnist", "From step {step} on: {changes}.")
            sentence = text.format(
                step=grouped(change.step + 1), changes=", ".join(long for _, long in parts)
            )
            told.append(ToldChange(change.step, ", ".join(short for short, _ in parts), sentence))
    return told


def change_marks(history: History) -> list[ChangeMark]:
    """Return the same as marks on the plot."""
    return [ChangeMark(told.step, told.brief, told.sentence) for told in told_changes(history)]


def _parts(before: TrainingSettings, after: TrainingSettings) -> list[tuple[str, str]]:
    """Return every change that is seen, briefly and at length."""
    rate, batch = exact(after.learning_rate), grouped(after.batch_size)
    steps = grouped(after.steps)
    words = {
        "learning_rate": (
            translate("Mnist", "lr {value}").format(value=rate),
            translate("Mnist", "learning rate {value}").format(value=rate),
        ),
        "batch_size": (
            translate("Mnist", "batch {value}").format(value=batch),
            translate("Mnist", "batch size {value}").format(value=batch),
        ),
        "steps": (translate("Mnist", "{value} steps").format(value=steps),) * 2,
    }
    told = [
        (short, long)
        for name, (short, long) in words.items()
        if getattr(before, name) != getattr(after, name)
    ]
    changed = changed_parameters(before, after)
    return told + [(text, text) for text in told_parameters(after.optimizer, changed)]
