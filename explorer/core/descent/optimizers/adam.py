"""Adam, and what its kin share with it."""

import numpy as np

from explorer.core.arrays import Floats
from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import BETA_1, BETA_2, EPSILON, Values
from explorer.core.sentences import said

MEMORY = (Memory("momentum", "m"), Memory("velocity", "v"))
MEAN = Equation("m_", "m'", r"$m + (1 - $beta_1)\,($g - $m)")
SQUARE = Equation("v_", "v'", r"$v + (1 - $beta_2)\,($g^2 - $v)")
ALPHA = Equation("alpha", r"\alpha", r"$eta \cdot \frac{\sqrt{1 - $beta_2^{$t}}}{1 - $beta_1^{$t}}")
SQUARE_HAT = Equation("w", r"\hat{v}", r"\frac{$v_}{1 - $beta_2^{$t}}")
CONVENTION = said(
    "Rules",
    "Keras adds ε to √v before its bias is corrected (“epsilon hat”); Algorithm 1 of the paper after.",
)
PAPER = (
    Equation("h", r"\hat{m}", r"\frac{$m_}{1 - $beta_1^{$t}}"),
    SQUARE_HAT,
    Equation("x_", "x'", r"$x - $eta \cdot \frac{$h}{\sqrt{$w} + $epsilon}"),
)


def means(before: Before, values: Values) -> tuple[Floats, Floats]:
    """Return the running means m′ of g and v′ of g²."""
    mean, square = before.state["momentum"], before.state["velocity"]
    # In Keras' order: β m + (1 − β) g is the same in mathematics and not in the last bit.
    mean = mean + (before.gradient - mean) * (1 - values["beta_1"])
    # Nor does Keras cast β here: by way of float32 a float64 path is some 10⁸ last bits off.
    return mean, square + (np.square(before.gradient) - square) * (1 - values["beta_2"])


def step(before: Before, values: Values, mean: Floats, square: Floats) -> After:
    """Return x − α m′ ⁄ (√v + ε̂) for the v that stands under the root; it keeps no memory."""
    bias_1 = 1 - before.power(before.as_x(values["beta_1"]))
    bias_2 = 1 - before.power(before.as_x(values["beta_2"]))
    rate = before.rate_as_x() * np.sqrt(bias_2) / bias_1
    change = mean * rate / (np.sqrt(square) + values["epsilon"])
    between = {"alpha": rate, "h": mean / bias_1, "w": square / bias_2}
    return After(before.x - change, between=between)


def update(before: Before, values: Values) -> After:
    """Return x − α m′ ⁄ (√v′ + ε̂), Adam in its epsilon-hat form.

    In Algorithm 1 of the paper x′ = x − η m̂ ⁄ (√v̂ + ε); they agree for ε̂ = ε √(1 − β₂ᵗ).
    """
    mean, square = means(before, values)
    after = step(before, values, mean, square)
    return After(after.x, {"momentum": mean, "velocity": square}, after.between)


ADAM = Optimizer(
    key="adam",
    label="Adam",
    keras="Adam",
    suits_training=0.001,
    parameters=(BETA_1, BETA_2, EPSILON),
    memory=MEMORY,
    update=update,
    equations=(
        MEAN,
        SQUARE,
        ALPHA,
        Equation("x_", "x'", r"$x - \frac{$alpha \cdot $m_}{\sqrt{$v_} + $epsilon}"),
    ),
    convention=CONVENTION,
    paper=PAPER,
    source="Kingma and Ba, “Adam: A Method for Stochastic Optimization”, 2015, end of section 2",
)
