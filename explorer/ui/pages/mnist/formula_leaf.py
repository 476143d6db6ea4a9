"""The Formula leaf: network, loss and update, typeset with the run's numbers in them."""

import math
from itertools import pairwise
from string import Template

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, fixed, grouped
from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import MOST_HIDDEN_LAYERS, HiddenLayer, TrainingSettings
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.layout import leaf
from explorer.ui.pages.mnist.run_words import told_rate
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Formulas, Line, Typesetter, tex
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate
_HIDDEN = [
    f"{part}_{number}" for number in range(1, MOST_HIDDEN_LAYERS + 1) for part in ("hidden", "shapes")
]  # fmt: skip
MOST_EQUATIONS = 8  # of a rule; Nadam's
_RULE = [f"rule_{place}" for place in range(MOST_EQUATIONS)]


class FormulaLeaf:
    """Shows how a batch becomes a loss, and a loss an update of the weights.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, typesetter: Typesetter, first: QWidget, *last: QWidget) -> None:
        """Take what sets formulas, and what stands before and after the page's own."""
        self.formulas = Formulas(typesetter)
        self._told: tuple[TrainingSettings, int, float | None] | None = None
        self.views = self.formulas.views
        self._network = Heading(translate("Mnist", "Network"))
        self._update = Heading(translate("Mnist", "Update"))
        self.loss_heading = Heading(translate("Mnist", "Loss"))
        self._loss_note = label("", "note", wrap=True)
        v = self.formulas
        self.widget = leaf(
            first, self._network,
            *(v[name] for name in _HIDDEN), v["output"], v["output_shapes"],
            self.loss_heading, v["loss"], v["value"], self._loss_note,
            self._update,
            v["gradient"], v["mean"], v["square"], v["corrected"], v["update"],
            *(v[name] for name in _RULE), v["numbers"], *last,
        )  # fmt: skip

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the formulas at the step shown, in mid-run while one looks and from time to time.

        Setting them at every step would take a core that the training needs.
        """
        is_live = new.run.phase in ("running", "following")
        is_early = old is not None and (old.run.phase, old.looked) == (new.run.phase, new.looked)
        if is_live and (is_early or not self.widget.isVisible()):
            return
        told = _told_of(new)
        if told != self._told:
            self._told = told
            self._show_run(*told)

    def _show_run(self, settings: TrainingSettings, step: int, loss: float | None) -> None:
        lines = {
            **_network_lines(settings),
            **_loss_lines(settings, step, loss),
            **_update_lines(settings, max(step, 1)),
        }
        count = translate("Mnist", "{count} parameters")
        self._network.say(
            translate("Mnist", "Network"), count.format(count=grouped(_parameter_count(settings)))
        )
        self._update.say(
            translate("Mnist", "Update"),
            translate("Mnist", "{optimizer}, step {step}").format(
                optimizer=spoken(OPTIMIZERS[settings.optimizer].label), step=grouped(max(step, 1))
            ),
        )
        self.loss_heading.say(translate("Mnist", "Loss"), spoken(LOSSES[settings.loss].label))
        self._say_meaning(settings, loss)
        self.formulas.show(lines, lambda _: True)

    def _say_meaning(self, settings: TrainingSettings, loss: float | None) -> None:
        """Say what the loss means, or what stands in its formula."""
        note = ""
        if settings.loss in ("mean_squared_error", "mean_absolute_error", "half_squared_error"):
            note = translate("Mnist", "y is 1 for the right digit and 0 for the nine others.")
        # With L2 the loss is no mean of logarithms any more.
        elif loss is not None and LOSSES[settings.loss].tells_a_probability and not settings.l2:
            text = translate(
                "Mnist",
                "The right digits of this batch get a probability of {share} on (geometric) average.",
            )
            # e to the minus mean logarithm is the geometric mean of the probabilities.
            note = text.format(share=f"{100 * math.exp(-min(loss, 700)):.0f} %")
        self._loss_note.setText(note)
        self._loss_note.setVisible(bool(note))


def _told_of(shown: TrainingShown) -> tuple[TrainingSettings, int, float | None]:
    """Return what the formulas tell of: settings, a step, and the loss of its batch if there is one."""
    history, step = shown.history, shown.step
    # Before the first run the formulas are those of what is chosen.
    if history is None:
        return shown.choices.settings, 0, None
    loss = float(history.losses[step - 1]) if step else None
    # The settings of the update that led there, not of the one to come.
    return history.settings_at(max(step - 1, 0)), step, loss


def _network_lines(settings: TrainingSettings) -> dict[str, Line]:
    """Return each layer's formula, and the shapes of a batch on its way through it."""
    lines, before = {}, "x"
    widths = [784, *(layer.units for layer in settings.hidden)]
    # One hidden layer is h; with several they are numbered.
    single = len(settings.hidden) == 1
    for number, layer in enumerate(settings.hidden, start=1):
        after = "h" if single else f"h_{number}"
        lines[f"hidden_{number}"] = _hidden_line(settings, layer, number, before, after)
        lines[f"shapes_{number}"] = _shapes(settings.batch_size, *widths[number - 1 : number + 1])
        before = after
    last = f"_{len(widths)}" if settings.hidden else ""
    sums = f"{before} W{last} + b{last}"
    ends_in_softmax = settings.end == "softmax"
    lines["output"] = Line(
        rf"\hat{{y}} = \mathrm{{softmax}}({sums})" if ends_in_softmax else rf"\hat{{y}} = {sums}",
        (f"ŷ = softmax({sums})" if ends_in_softmax else f"ŷ = {sums}").replace("_", ""),
    )
    lines["output_shapes"] = _shapes(settings.batch_size, widths[-1], 10)
    return lines


def _parameter_count(settings: TrainingSettings) -> int:
    """Return how many weights and biases the network has."""
    widths = [784, *(layer.units for layer in settings.hidden), 10]
    # Weights and one bias for each unit.
    return sum((a + 1) * b for a, b in pairwise(widths))


def _update_lines(settings: TrainingSettings, step: int) -> dict[str, Line]:
    """Return the optimiser's rule with its numbers at a step."""
    gradient = Line(
        r"\role{orange}{g} = \frac{\partial \role{blue}{L}}{\partial W}", "g = ∂L/∂W, by the tape"
    )
    # Adam and SGD are written as lessons write them, the others by their table.
    if settings.optimizer == "sgd":
        return {"gradient": gradient, **_sgd(settings, step)}
    if settings.optimizer == "adam":
        return {"gradient": gradient, **_adam(settings, step)}
    return {"gradient": gradient, **_rule(settings, step)}


def _hidden_line(
    settings: TrainingSettings, layer: HiddenLayer, number: int, before: str, after: str
) -> Line:
    signal = f"{before} W_{number} + b_{number}"
    latex, plain = signal, signal
    if layer.activation != "linear":
        latex = rf"\mathrm{{{layer.activation}}}({signal})"
        plain = f"{layer.activation}({signal})"
    if settings.dropout:
        share = exact(settings.dropout)
        # What dropout leaves out is the layer's output, so it stands outside the activation.
        latex = rf"\mathrm{{dropout}}_{{{share}}}({latex})"
        plain = f"dropout {share} of ({plain})"
    return Line(f"{after} = {latex}", f"{after} = {plain}".replace("_", ""))


def _shapes(size: int, inputs: int, outputs: int) -> Line:
    return Line(
        rf"\role{{muted}}{{({size} \times {inputs})({inputs} \times {outputs}) "
        rf"\to {size} \times {outputs}}}",
        f"({size} × {inputs})({inputs} × {outputs}) → {size} × {outputs}",
        15,
    )


def _sgd(settings: TrainingSettings, step: int) -> dict[str, Line]:
    # Of update number `step`, which comes after one fewer.
    rate = told_rate(settings, step - 1)
    return {
        "update": Line(r"W \leftarrow W - \mathrm{lr} \cdot \role{orange}{g}", "W ← W − lr · g"),
        "numbers": Line(
            rf"W \leftarrow W - {tex(rate)} \cdot \role{{orange}}{{g}}", f"W ← W − {rate} · g"
        ),
    }


def _adam(settings: TrainingSettings, step: int) -> dict[str, Line]:
    values = settings.parameter_values()
    first, second = values["beta_1"], values["beta_2"]
    epsilon = _parameter(values["epsilon"])
    one, two = exact(first), exact(second)
    # Nine decimals: 1 − 0.999 would show its rounding.
    rest_one, rest_two = exact(round(1 - first, 9)), exact(round(1 - second, 9))
    # Adam's correction of both moments in one factor, as Keras computes it.
    corrected = settings.rate_at(step - 1) * math.sqrt(1 - second**step) / (1 - first**step)
    told, rate = exact(float(f"{corrected:.4g}")), told_rate(settings, step - 1)
    return {
        "mean": Line(
            rf"m \leftarrow {one}\, m + {tex(rest_one)}\, \role{{orange}}{{g}}",
            f"m ← {one} m + {rest_one} g",
        ),
        "square": Line(
            rf"v \leftarrow {two}\, v + {tex(rest_two)}\, \role{{orange}}{{g}}^2",
            f"v ← {two} v + {rest_two} g²",
        ),
        "corrected": Line(
            rf"\alpha_t = \mathrm{{lr}} \cdot \frac{{\sqrt{{1 - {two}^{{t}}}}}}{{1 - {one}^{{t}}}}",
            f"α = lr · √(1 − {two}^t) / (1 − {one}^t)",
        ),
        "update": Line(
            rf"W \leftarrow W - \alpha_t \frac{{m}}{{\sqrt{{v}} + {epsilon}}}",
            f"W ← W − α · m / (√v + {exact(values['epsilon'])})",
        ),
        "numbers": Line(
            rf"\alpha_{{{step}}} = {tex(told)} \quad \role{{muted}}{{\mathrm{{lr}} = {tex(rate)}}}",
            f"α at step {step} = {told}; lr = {rate}", 17,
        ),
    }  # fmt: skip


def _rule(settings: TrainingSettings, step: int) -> dict[str, Line]:
    """Return any other rule as the Descent page writes it, with W for x and the run's parameters."""
    values, optimizer = settings.parameter_values(), OPTIMIZERS[settings.optimizer]
    latex = optimizer.symbols_with(values)
    latex |= {name: _parameter(value) for name, value in values.items()}
    latex |= {"x": "W", "g": r"\role{orange}{g}", "eta": r"\mathrm{lr}"}
    # Read out without colours.
    plain = latex | {"g": "g", "eta": "lr"}
    lines = {}
    for place, equation in enumerate(optimizer.equations_with(values)):
        symbol, right = equation.symbol.replace("x", "W"), Template(equation.text)
        lines[f"rule_{place}"] = Line(
            f"{symbol} = {right.substitute(latex)}", f"{symbol} = {right.substitute(plain)}", 16
        )
        # What one equation defines, the next may use.
        latex[equation.name] = plain[equation.name] = symbol
    rate, count = told_rate(settings, step - 1), f"{step}"
    numbers = rf"\mathrm{{lr}} = {tex(rate)} \quad t = {count}"
    lines["numbers"] = Line(rf"\role{{muted}}{{{numbers}}}", f"lr = {rate}, t = {count}", 17)
    return lines


def _parameter(value: float) -> str:
    """Return a parameter as LaTeX, in brackets if a minus before it would be two."""
    # 1 · 10⁻⁷ is written 10⁻⁷.
    text = tex(exact(value)).removeprefix(r"1 \cdot ")
    return f"({text})" if value < 0 else text


def _loss_lines(settings: TrainingSettings, step: int, loss: float | None) -> dict[str, Line]:
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
