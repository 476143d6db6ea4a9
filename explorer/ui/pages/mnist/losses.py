"""The losses to choose from: how they are called, and what they are as formulas."""

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import exact, fixed
from explorer.core.training.settings import TrainingSettings
from explorer.ui.pages.mnist.formulas import tex
from explorer.ui.typesetting import Line

translate = QCoreApplication.translate


def loss_names() -> dict[str, str]:
    """Return what each loss is called, by Keras' name for it."""
    return {
        "categorical_crossentropy": translate("Mnist", "Categorical cross-entropy"),
        "mean_squared_error": translate("Mnist", "Mean squared error"),
        "mean_absolute_error": translate("Mnist", "Mean absolute error"),
        "categorical_hinge": translate("Mnist", "Categorical hinge"),
        "kl_divergence": translate("Mnist", "Kullback–Leibler divergence"),
    }


def loss_lines(settings: TrainingSettings, step: int, loss: float | None) -> dict[str, Line]:
    """Return the formula of the loss, and its value at a step if it is known."""
    latex, plain = _formula(settings.loss, settings.batch_size)
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
    return settings.loss in ("categorical_crossentropy", "kl_divergence") and not settings.l2


def _formula(loss: str, size: int) -> tuple[str, str]:
    """Return the mean over a batch of `size` images, as LaTeX and in plain signs."""
    images = rf"\sum_{{i=1}}^{{{size}}}"
    both = rf"\frac{{1}}{{{10 * size}}} {images} \sum_{{k=0}}^{{9}}"
    mean = rf"\frac{{1}}{{{size}}} {images}"
    answer, truth = r"\hat{y}_{i,k}", "y_{i,k}"
    return {
        "categorical_crossentropy": (
            rf"-{mean} \ln \hat{{y}}_{{i,\,y_i}}",
            f"−(1/{size}) Σ ln ŷ of the right digit",
        ),
        "mean_squared_error": (
            rf"{both} ({answer} - {truth})^2",
            f"(1/{10 * size}) Σ (ŷ − y)²",
        ),
        "mean_absolute_error": (
            rf"{both} |{answer} - {truth}|",
            f"(1/{10 * size}) Σ |ŷ − y|",
        ),
        "categorical_hinge": (
            rf"{mean} \max(0,\, 1 + \max_{{k \neq y_i}} {answer} - \hat{{y}}_{{i,\,y_i}})",
            f"(1/{size}) Σ max(0, 1 + the largest ŷ of a wrong digit − ŷ of the right digit)",
        ),
        "kl_divergence": (
            rf"{mean} \sum_{{k=0}}^{{9}} {truth} \ln \frac{{{truth}}}{{{answer}}}",
            f"(1/{size}) Σ y ln(y/ŷ)",
        ),
    }[loss]
