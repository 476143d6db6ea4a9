"""Lion, which moves by the sign of a mixture of gradients alone."""

import numpy as np

from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import ALMOST_1, Parameter, Values


def update(before: Before, values: Values) -> After:
    """Return x − η sign(c) with c = β₁ m + (1 − β₁) g, without weight decay."""
    gradient, mean = before.gradient, before.state["momentum"]
    # Keras casts both here, unlike in Adam; without that m has other last bits.
    beta_1, beta_2 = before.as_x(values["beta_1"]), before.as_x(values["beta_2"])
    mixed = mean * beta_1 + gradient * (1 - beta_1)
    mean = mean * beta_2 + gradient * (1 - beta_2)
    change = before.rate_as_x() * np.sign(mixed)
    return After(before.x - change, {"momentum": mean}, {"c": mixed})


LION = Optimizer(
    key="lion",
    label="Lion",
    keras="Lion",
    suits_training=0.0003,  # the paper: a third to a tenth of Adam's
    parameters=(
        Parameter("beta_1", "β₁", 0.9, 1e-6, ALMOST_1),  # Keras refuses 0
        Parameter("beta_2", "β₂", 0.99, 0.0, ALMOST_1),
    ),
    memory=(Memory("momentum", "m"),),
    update=update,
    equations=(
        Equation("c", "c", r"$beta_1 \cdot $m + (1 - $beta_1)\,$g"),
        Equation("m_", "m'", r"$beta_2 \cdot $m + (1 - $beta_2)\,$g"),
        Equation("x_", "x'", r"$x - $eta \cdot \mathrm{sign}($c)"),
    ),
    source="Chen et al., “Symbolic Discovery of Optimization Algorithms”, 2023, Program 1",
)
