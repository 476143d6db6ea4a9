"""What the page "Your model" says: the sentence, hints in words, where the timeline stands."""

import math

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import grouped
from explorer.core.observing.observed import Born, ModelRun
from explorer.session.model.choices import Quantity
from explorer.session.model.snapshots import ModelShown
from explorer.ui.pages.model.hint_words import hint_words, percent, short
from explorer.ui.pages.own import Timing, failure_words
from explorer.ui.widgets.sentence_line import Words

translate = QCoreApplication.translate
NONE = "–"  # where there is no number


def quantity_names() -> dict[Quantity, str]:
    """Return what each quantity is called on its button."""
    return {
        "gradient": translate("Model", "Gradient"),
        "update": translate("Model", "Update ÷ weight"),
        "weight": translate("Model", "Weights"),
        "silent": translate("Model", "Silent units"),
    }


def map_titles() -> dict[Quantity, str]:
    """Return what stands above the map for each quantity."""
    return {
        "gradient": translate("Model", "Gradient norm of each variable"),
        "update": translate("Model", "Update ÷ weight of each variable"),
        "weight": translate("Model", "Norm of each variable"),
        "silent": translate("Model", "Share of silent units of each layer"),
    }


SYMBOLS: dict[Quantity, str] = {
    "gradient": "‖g‖", "update": "‖ΔW‖ ÷ ‖W‖", "weight": "‖W‖", "silent": "",
}  # fmt: skip


def told_value(quantity: Quantity, value: float, run: ModelRun, variable: int) -> str:
    """Return a value of the map in words."""
    if quantity == "gradient" and not run.variables[variable].reached:
        return "None"
    if quantity == "silent":
        if math.isnan(value):
            return translate("Model", "no ReLU, or not measured yet")
        return percent(value)
    return short(value)


def tells_no_gradients(run: ModelRun) -> bool:
    """Return whether a run is another program's log, of metrics alone."""
    return run.description.source != "follow" and not run.variables and run.last_step > 0


def state(shown: ModelShown) -> str:
    """Say in a few words how the run goes on, below its name."""
    step = grouped(0 if shown.run is None else shown.run.last_step)
    words = {
        "none": translate("Model", "No run is open."),
        "waiting": translate("Model", "Waiting for the first step"),
        "going": translate("Model", "Following, step {step}"),
        "silent": translate("Model", "Silent at step {step}"),
        "ended": translate("Model", "Ended; last looked at: step {step}"),
        "missing": translate("Model", "The folder has gone"),
        "failed": translate("Model", "Cannot be read"),
    }
    if shown.held:
        return translate("Model", "Not followed, step {step}").format(step=step)
    return words[shown.following].format(step=step)


def sentence(shown: ModelShown) -> Words:
    """Say the worst that is known of the run, or how it goes."""
    failure = shown.failed or (shown.seen.failure if shown.following == "failed" else None)
    if failure is not None:
        return failure_words(failure)
    run = shown.run
    if run is None or not run.last_step:
        return _of_the_waiting(shown)
    if shown.following == "missing":
        text = translate(
            "Model",
            "The folder of this run has gone; what was read before stays. Open another run.",
        )
        return Words(translate("Model", "Gone."), text, tone="warning", icon="warning")
    if run.born is not None:
        return _of_the_birth(run.born)
    return hint_words(shown.hints[0]) if shown.hints else _of_the_course(shown, run)


def _of_the_waiting(shown: ModelShown) -> Words:
    waiting = translate("Model", "Waiting.")
    if shown.example:
        return _of_the_example(shown)
    if shown.choices.run and shown.seen.missing:
        text = translate("Model", "There is nothing at {path} yet.").format(path=shown.choices.run)
        return Words(waiting, text)
    if shown.choices.run:
        return Words(waiting, translate("Model", "The run has no step yet."), tone="busy")
    return Words(waiting, translate("Model", "A run that begins opens here by itself."))


def _of_the_example(shown: ModelShown) -> Words:
    if shown.example not in ("starting", "running"):
        return Words(
            translate("Model", "The example has ended."), shown.example, tone="error", icon="error"
        )
    text = translate("Model", "The example loads TensorFlow in a process of its own.")
    return Words(translate("Model", "Starting."), text, tone="busy")


def _of_the_birth(born: Born) -> Words:
    action, state = translate("Model", "Show me where"), translate("Model", "Not finite.")
    if not born.operation:
        text = translate(
            "Model",
            "A loss or gradient that is not finite was noticed at step {step}; where it was born is "
            "not known.",
        )
        told = text.format(step=grouped(born.step))
        return Words(state, told, tone="error", icon="error", action=action)
    text = translate(
        "Model",
        "The first value that is not finite ({kind}) was born at step {step} in {operation}{layer}.",
    )
    where = f" ({born.layer})" if born.layer else ""
    told = text.format(
        kind={"nan": "NaN", "inf": "Inf"}.get(born.kind, born.kind),
        step=grouped(born.step),
        operation=born.operation,
        layer=where,
    )
    return Words(state, told, tone="error", icon="error", action=action)


def _of_the_course(shown: ModelShown, run: ModelRun) -> Words:
    step, loss = grouped(run.last_step), run.metrics.get("loss")
    told = "" if loss is None else short(float(loss.values[-1]))
    at = (
        translate("Model", "Step {step}, loss {loss}.")
        if told
        else translate("Model", "Step {step}.")
    )
    text = at.format(step=step, loss=told)
    if shown.following == "ended":
        if shown.held:
            return Words(translate("Model", "Not followed."), text)
        known = {
            "finished": translate("Model", "Ended."),
            "stopped": translate("Model", "Stopped."),
            "failed": translate("Model", "Ended by an error."),
        }
        word = known.get(run.ended or "", known["finished"])
        return Words(word, text, tone="good", icon="check")
    if shown.following == "silent":
        quiet = translate("Model", "No new step for {time}; the last one is {step}.")
        return Words(
            translate("Model", "Silent."), quiet.format(time=duration(shown.seen.quiet), step=step)
        )
    return Words(translate("Model", "Following."), text, tone="live")


def duration(seconds: float) -> str:
    """Return a time in seconds, minutes or hours."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 6_000:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3_600:.0f} h"


def timing(shown: ModelShown) -> Timing:
    """Return where the timeline stands: one place for each step that was looked at."""
    run = shown.run
    count = 0 if run is None else len(run.steps)
    if run is None or not count:
        empty = (
            translate("Model", "Metrics only")
            if run is not None and tells_no_gradients(run)
            else translate("Model", "No step yet")
        )
        return Timing(0, 0, 0, 0, 1.0, empty, empty, moves=False)
    last = run.last_step
    text = translate("Model", "Step {step} of {last}")
    return Timing(
        place=shown.place,
        last=count - 1,
        reached=count - 1,
        end=count - 1,
        speed=30.0,
        count=text.format(step=grouped(shown.step), last=grouped(last)),
        widest=text.format(step=grouped(last), last=grouped(last)),
    )
