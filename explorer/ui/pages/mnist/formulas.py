"""Network and update as formulas, with the run's numbers in them."""

import math
from itertools import pairwise

from explorer.core.numerals import exact
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.ui.typesetting import Line


def network_lines(settings: TrainingSettings) -> dict[str, Line]:
    """Return each layer's formula, and the shapes of a batch on its way through it."""
    lines, before = {}, "x"
    widths = [784, *(layer.units for layer in settings.hidden)]
    single = len(settings.hidden) == 1
    for number, layer in enumerate(settings.hidden, start=1):
        after = "h" if single else f"h_{number}"
        lines[f"hidden_{number}"] = _hidden_line(settings, layer, number, before, after)
        lines[f"shapes_{number}"] = _shapes(settings.batch_size, *widths[number - 1 : number + 1])
        before = after
    last = f"_{len(widths)}" if settings.hidden else ""
    lines["output"] = Line(
        rf"\hat{{y}} = \mathrm{{softmax}}({before} W{last} + b{last})",
        f"ŷ = softmax({before} W{last} + b{last})".replace("_", ""),
    )
    lines["output_shapes"] = _shapes(settings.batch_size, widths[-1], 10)
    return lines


def parameter_count(settings: TrainingSettings) -> int:
    """Return how many weights and biases the network has."""
    widths = [784, *(layer.units for layer in settings.hidden), 10]
    return sum((a + 1) * b for a, b in pairwise(widths))


def update_lines(settings: TrainingSettings, step: int) -> dict[str, Line]:
    """Return the optimiser's rule with its numbers at a step."""
    gradient = Line(
        r"\role{orange}{g} = \frac{\partial \role{blue}{L}}{\partial W}", "g = ∂L/∂W, by the tape"
    )
    rule = _sgd(settings) if settings.optimizer == "sgd" else _adam(settings, step)
    return {"gradient": gradient, **rule}


def tex(number: str) -> str:
    """Return a written number as LaTeX."""
    mantissa, e, exponent = number.replace("−", "-").partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if e else mantissa.replace("∞", r"\infty")


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


def _sgd(settings: TrainingSettings) -> dict[str, Line]:
    rate, share = exact(settings.learning_rate), exact(settings.momentum)
    if not settings.momentum:
        return {
            "update": Line(
                r"W \leftarrow W - \mathrm{lr} \cdot \role{orange}{g}", "W ← W − lr · g"
            ),
            "numbers": Line(
                rf"W \leftarrow W - {tex(rate)} \cdot \role{{orange}}{{g}}", f"W ← W − {rate} · g"
            ),
        }
    return {
        "mean": Line(
            rf"v \leftarrow {share}\, v - \mathrm{{lr}} \cdot \role{{orange}}{{g}}",
            f"v ← {share} v − lr · g",
        ),
        "update": Line(r"W \leftarrow W + v", "W ← W + v"),
        "numbers": Line(
            rf"v \leftarrow {share}\, v - {tex(rate)} \cdot \role{{orange}}{{g}}",
            f"v ← {share} v − {rate} · g",
        ),
    }


def _adam(settings: TrainingSettings, step: int) -> dict[str, Line]:
    first, second = settings.beta_1, settings.beta_2
    one, two = exact(first), exact(second)
    rest_one, rest_two = exact(round(1 - first, 9)), exact(round(1 - second, 9))
    corrected = settings.learning_rate * math.sqrt(1 - second**step) / (1 - first**step)
    told, rate = exact(float(f"{corrected:.4g}")), exact(settings.learning_rate)
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
            r"W \leftarrow W - \alpha_t \frac{m}{\sqrt{v} + 10^{-7}}", "W ← W − α · m / (√v + 10⁻⁷)"
        ),
        "numbers": Line(
            rf"\alpha_{{{step}}} = {tex(told)} \quad \role{{muted}}{{\mathrm{{lr}} = {tex(rate)}}}",
            f"α at step {step} = {told}; lr = {rate}", 17,
        ),
    }  # fmt: skip
