"""The Formula leaf: network, loss and update, typeset with the run's numbers in them."""

import math

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import exact, fixed, grouped
from explorer.core.training.settings import TrainingSettings
from explorer.ui.pages.page import leaf
from explorer.ui.typesetting import Line, Typesetter
from explorer.ui.widgets.formula_view import FormulaView
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate
_NAMES = (
    "hidden", "first_shapes", "output", "second_shapes", "loss", "value",
    "gradient", "mean", "square", "corrected", "update", "numbers",
)  # fmt: skip
_BETA_1, _BETA_2 = 0.9, 0.999  # as Keras' Adam has them


class FormulaLeaf:
    """Shows how a batch becomes a loss, and a loss an update of the weights.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._lines: dict[str, Line] = {}
        self.views = {name: FormulaView() for name in _NAMES}
        self._update = Heading(translate("Mnist", "Update"))
        self._loss_note = label("", "note", wrap=True)
        v = self.views
        self.widget = leaf(
            Heading(translate("Mnist", "Network"), translate("Mnist", "101,770 parameters")),
            v["hidden"], v["first_shapes"], v["output"], v["second_shapes"],
            Heading(translate("Mnist", "Loss"), translate("Mnist", "categorical cross-entropy")),
            v["loss"], v["value"], self._loss_note,
            self._update,
            v["gradient"], v["mean"], v["square"], v["corrected"], v["update"], v["numbers"],
        )  # fmt: skip
        typesetter.done.connect(self._show_pictures)

    def show_run(self, settings: TrainingSettings, step: int, loss: float | None) -> None:
        """Show the formulas of a run at a step; `loss` is that of its batch, None before the first."""
        size = settings.batch_size
        self._lines = {
            **_network(size),
            **_loss(size, step, loss),
            **_rule(settings, max(step, 1)),
        }
        adam = settings.optimizer == "adam"
        for name in ("mean", "square", "corrected"):
            self.views[name].setVisible(adam)
        self._update.say(
            translate("Mnist", "Update"),
            translate("Mnist", "Adam, step {step}").format(step=grouped(max(step, 1)))
            if adam
            else "SGD",
        )
        note = ""
        if loss is not None:
            text = translate(
                "Mnist",
                "The right digits of this batch get a probability of {share} on (geometric) average.",
            )
            note = text.format(share=f"{100 * math.exp(-min(loss, 700)):.0f} %")
        self._loss_note.setText(note)
        self._loss_note.setVisible(bool(note))
        self._typesetter.set(self._lines)

    def restyle(self) -> None:
        """Set everything again in the colours in force."""
        self._typesetter.set(self._lines)

    def _show_pictures(self, pictures: dict[str, bytes]) -> None:
        for name, svg in pictures.items():
            if name in self._lines:
                self.views[name].show_svg(svg, self._lines[name].plain)


def _network(size: int) -> dict[str, Line]:
    return {
        "hidden": Line(r"h = \mathrm{relu}(x W_1 + b_1)", "h = relu(x W1 + b1)"),
        "first_shapes": Line(
            rf"\role{{muted}}{{({size} \times 784)(784 \times 128) \to {size} \times 128}}",
            f"({size} × 784)(784 × 128) → {size} × 128", 15,
        ),
        "output": Line(r"\hat{y} = \mathrm{softmax}(h W_2 + b_2)", "ŷ = softmax(h W2 + b2)"),
        "second_shapes": Line(
            rf"\role{{muted}}{{({size} \times 128)(128 \times 10) \to {size} \times 10}}",
            f"({size} × 128)(128 × 10) → {size} × 10", 15,
        ),
    }  # fmt: skip


def _loss(size: int, step: int, loss: float | None) -> dict[str, Line]:
    lines = {
        "loss": Line(
            rf"\role{{blue}}{{L}} = -\frac{{1}}{{{size}}} \sum_{{i=1}}^{{{size}}} \ln \hat{{y}}_{{i,\,y_i}}",
            f"L = −(1/{size}) Σ ln ŷ of the right digit",
        ),
        "value": Line(r"\role{blue}{L} = \; ?", "L is not known yet"),
    }
    if loss is not None:
        value = fixed(loss, 4)
        lines["value"] = Line(
            rf"\role{{blue}}{{L_{{{step}}}}} = \role{{blue}}{{{_tex(value)}}}",
            f"L at step {step} = {value}",
        )
    return lines


def _rule(settings: TrainingSettings, step: int) -> dict[str, Line]:
    rate = _tex(exact(settings.learning_rate))
    gradient = Line(
        r"\role{orange}{g} = \frac{\partial \role{blue}{L}}{\partial W}", "g = ∂L/∂W, by the tape"
    )
    if settings.optimizer == "sgd":
        return {
            "gradient": gradient,
            "update": Line(
                r"W \leftarrow W - \mathrm{lr} \cdot \role{orange}{g}", "W ← W − lr · g"
            ),
            "numbers": Line(
                rf"W \leftarrow W - {rate} \cdot \role{{orange}}{{g}}",
                f"W ← W − {exact(settings.learning_rate)} · g",
            ),
        }
    corrected = settings.learning_rate * math.sqrt(1 - _BETA_2**step) / (1 - _BETA_1**step)
    told = exact(float(f"{corrected:.4g}"))
    return {
        "gradient": gradient,
        "mean": Line(
            r"m \leftarrow 0.9\, m + 0.1\, \role{orange}{g}", "m ← 0.9 m + 0.1 g"
        ),
        "square": Line(
            r"v \leftarrow 0.999\, v + 0.001\, \role{orange}{g}^2", "v ← 0.999 v + 0.001 g²"
        ),
        "corrected": Line(
            r"\alpha_t = \mathrm{lr} \cdot \frac{\sqrt{1 - 0.999^{t}}}{1 - 0.9^{t}}",
            "α = lr · √(1 − 0.999^t) / (1 − 0.9^t)",
        ),
        "update": Line(
            r"W \leftarrow W - \alpha_t \frac{m}{\sqrt{v} + 10^{-7}}", "W ← W − α · m / (√v + 10⁻⁷)"
        ),
        "numbers": Line(
            rf"\alpha_{{{step}}} = {_tex(told)} \quad \role{{muted}}{{\mathrm{{lr}} = {rate}}}",
            f"α at step {step} = {told}; lr = {exact(settings.learning_rate)}", 17,
        ),
    }  # fmt: skip


def _tex(number: str) -> str:
    """Return a written number as LaTeX."""
    mantissa, e, exponent = number.replace("−", "-").partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if e else mantissa.replace("∞", r"\infty")
