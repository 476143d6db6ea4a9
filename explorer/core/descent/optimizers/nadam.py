"""Nadam: Adam with Nesterov's momentum."""

import numpy as np

from explorer.core.descent.optimizers import adam
from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import BETA_1, BETA_2, EPSILON, Values


def update(before: Before, values: Values) -> After:
    """Return x − η m̂ ⁄ (√v̂ + ε), where m̂ looks one gradient ahead along the schedule μₜ of β₁."""
    gradient = before.gradient
    beta_1, beta_2 = before.as_x(values["beta_1"]), before.as_x(values["beta_2"])
    # The paper's μₜ = β₁ (1 − 0.5 · 0.96ᵗ), whose numbers Keras lets nobody choose.
    decay = before.as_x(0.96)
    now, later = (beta_1 * (1 - 0.5 * before.power(decay, ahead)) for ahead in (1, 2))
    # Keras rounds 0.96 by way of float32 for μ, but not for the product of all μ so far.
    unrounded = before.power(np.asarray(0.96, before.x.dtype))
    product = before.state["u_product"] * values["beta_1"] * (1 - 0.5 * unrounded)
    mean, square = before.state["momentum"], before.state["velocity"]
    mean = mean + (gradient - mean) * (1 - beta_1)
    square = square + (np.square(gradient) - square) * (1 - beta_2)
    mean_hat = later * mean / (1 - product * later) + (1 - now) * gradient / (1 - product)
    square_hat = square / (1 - before.power(beta_2))
    change = mean_hat * before.rate_as_x() / (np.sqrt(square_hat) + values["epsilon"])
    return After(
        before.x - change,
        {"momentum": mean, "velocity": square, "u_product": product},
        {"mu": now, "nu": later, "h": mean_hat, "w": square_hat},
    )


NADAM = Optimizer(
    key="nadam",
    label="Nadam",
    keras="Nadam",
    suits_training=0.001,
    parameters=(BETA_1, BETA_2, EPSILON),
    memory=(*adam.MEMORY, Memory("u_product", "p", r"\Pi", start=1.0, is_scalar=True)),
    update=update,
    equations=(
        Equation("mu", r"\mu_t", r"$beta_1\,(1 - 0.5 \cdot 0.96^{$t})"),
        Equation("nu", r"\mu_{t+1}", r"$beta_1\,(1 - 0.5 \cdot 0.96^{$next})"),
        Equation("p_", r"\Pi'", r"$p \cdot $mu"),
        adam.MEAN,
        adam.SQUARE,
        Equation(
            "h",
            r"\hat{m}",
            r"\frac{$nu \cdot $m_}{1 - $p_ \cdot $nu} + \frac{(1 - $mu)\,$g}{1 - $p_}",
        ),
        adam.SQUARE_HAT,
        Equation("x_", "x'", r"$x - \frac{$eta \cdot $h}{\sqrt{$w} + $epsilon}"),
    ),
    source="Dozat, “Incorporating Nesterov Momentum into Adam”, 2016, Algorithm 2",
)
