"""Adagrad."""

import numpy as np

from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import ACCUMULATOR, EPSILON, Values


def update(before: Before, values: Values) -> After:
    """Return x − η g ⁄ √(G′ + ε) with the sum of squares G′ = G + g²; ε stands under the root."""
    total = before.state["accumulator"] + np.square(before.gradient)
    # η g first, as in Keras: the quotient first moves the last bit in float64.
    change = before.rate_as_x() * before.gradient / np.sqrt(total + values["epsilon"])
    return After(before.x - change, {"accumulator": total})


ADAGRAD = Optimizer(
    key="adagrad",
    label="Adagrad",
    keras="Adagrad",
    suits_training=0.1,
    parameters=(ACCUMULATOR, EPSILON),
    # From a sum of 0 the first update would be η · sign(g), however flat f is.
    memory=(Memory("accumulator", "n", "G", start=ACCUMULATOR.key),),
    update=update,
    equations=(
        Equation("n_", "G'", "$n + $g^2"),
        Equation("x_", "x'", r"$x - \frac{$eta \cdot $g}{\sqrt{$n_ + $epsilon}}"),
    ),
    source="Duchi, Hazan and Singer, “Adaptive Subgradient Methods”, 2011",
)
