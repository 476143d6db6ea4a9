"""The losses to choose from: how they are called, and what they are as formulas."""

from explorer.core.numerals import exact, fixed
from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import TrainingSettings
from explorer.ui.pages.mnist.formulas import tex
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Line


def loss_names() -> dict[str, str]:
    """Return what each loss is called, by Keras' name for it."""
    return {key: spoken(loss.label) for key, loss in LOSSES.items()}


def loss_lines(settings: TrainingSettings, step: int, loss: float | None) -> dict[str, Line]:
    """Return the formula of the loss, and its value at a step if it is known."""
    latex, plain = LOSSES[settings.loss].formula(settings.batch_size)
    if settings.l2:
        latex += rf" + {tex(exact(settings.l2))} \sum W^2"
        plain += f" + {exact(settings.l2)} Σ W²"
    lines = {
        "loss": Line(rf"\role{{blue}}{{L}} = {latex}", f"L = {plain}"),
        "value": Line(r"\role{blue}{L} = \; ?", "L is not known yet"),
    }
    if loss is not None:
        value = fixed(loss, 4)
        lines["value"] = Line(
            rf"\role{{blue}}{{L_{{{step}}}}} = \role{{blue}}{{{tex(value)}}}",
            f"L at step {step} = {value}",
        )
    return lines


def tells_a_probability(settings: TrainingSettings) -> bool:
    """Return whether exp(−L) is the mean probability of the right digits; an L2 term spoils it."""
    return LOSSES[settings.loss].tells_a_probability and not settings.l2
