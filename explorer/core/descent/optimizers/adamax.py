"""Adamax: Adam with the largest |g|, slowly forgotten, in place of √v."""

import numpy as np

from explorer.core.descent.optimizers import adam
from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import BETA_1, BETA_2, EPSILON, Values
from explorer.core.sentences import said


def update(before: Before, values: Values) -> After:
    """Return x − η m′ ⁄ ((1 − β₁ᵗ)(u′ + ε)) with u′ = max(β₂ u, |g|)."""
    mean = before.state["momentum"]
    mean = mean + (before.gradient - mean) * (1 - values["beta_1"])
    norm = np.maximum(values["beta_2"] * before.state["norm"], np.abs(before.gradient))
    correction = 1 - before.power(before.as_x(values["beta_1"]))
    # The factors as Keras has them; in the paper's order the last bit of float16 moves.
    change = before.rate_as_x() * mean / (correction * (norm + values["epsilon"]))
    return After(before.x - change, {"momentum": mean, "norm": norm})


ADAMAX = Optimizer(
    key="adamax",
    label="Adamax",
    keras="Adamax",
    suits_training=0.002,
    parameters=(BETA_1, BETA_2, EPSILON),
    memory=(Memory("momentum", "m"), Memory("norm", "u")),
    update=update,
    equations=(
        adam.MEAN,
        Equation("u_", "u'", r"\max($beta_2 \cdot $u, |$g|)"),
        Equation("x_", "x'", r"$x - \frac{$eta \cdot $m_}{(1 - $beta_1^{$t})\,($u_ + $epsilon)}"),
    ),
    convention=said("Rules", "Keras adds ε; the paper divides by u alone."),
    paper=(Equation("x_", "x'", r"$x - \frac{$eta}{1 - $beta_1^{$t}} \cdot \frac{$m_}{$u_}"),),
    source="Kingma and Ba, 2015, Algorithm 2",
)
