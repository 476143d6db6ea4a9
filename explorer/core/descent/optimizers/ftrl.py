"""Ftrl, "follow the regularised leader"."""

import numpy as np

from explorer.core.descent.optimizers.optimizer import (
    After,
    Before,
    Equation,
    Memory,
    Optimizer,
    power,
)
from explorer.core.descent.parameters import ACCUMULATOR, Parameter, Values
from explorer.core.sentences import Sentence, said

_STRENGTHS: dict[str, Sentence | str] = {
    "l1_regularization_strength": "λ₁",
    "l2_regularization_strength": "λ₂",
    "l2_shrinkage_regularization_strength": said("Optimisers", "Shrinkage"),
    "beta": "β",
}


def update(before: Before, values: Values) -> After:
    """Return (clip(z′, −λ₁, λ₁) − z′) ⁄ q: x′ is worked out anew from sums, not moved from x.

    The order of operations is that of Keras, which halves β ⁄ η and doubles it with λ₂ again.
    """
    rate, total = before.rate_as_x(), before.state["accumulator"]
    exponent = np.asarray(-values["learning_rate_power"], before.x.dtype)
    l1 = values["l1_regularization_strength"]
    # The paper's (nᵖ + β) ⁄ η + 2 λ₂ has other last bits in all three precisions.
    l2 = values["l2_regularization_strength"] + values["beta"] / (2.0 * rate)
    shrunk = before.gradient + 2 * values["l2_shrinkage_regularization_strength"] * before.x
    raised_before = power(total, exponent)
    total = total + np.square(before.gradient)
    raised = power(total, exponent)
    sigma = (raised - raised_before) / rate
    linear = before.state["linear"] + (shrunk - sigma * before.x)
    quadratic = raised / rate + 2 * l2
    clipped = np.minimum(np.maximum(linear, -l1), l1)
    return After(
        (clipped - linear) / quadratic,
        {"accumulator": total, "linear": linear},
        {"sigma": sigma, "q": quadratic},
    )


FTRL = Optimizer(
    key="ftrl",
    label="Ftrl",
    keras="Ftrl",
    suits_training=0.3,
    parameters=(
        # Keras refuses powers above 0.
        Parameter("learning_rate_power", said("Optimisers", "Power of the rate"), -0.5, -4.0, 0.0),
        ACCUMULATOR,
        *(Parameter(key, label, 0.0, 0.0, 1000.0) for key, label in _STRENGTHS.items()),
    ),
    memory=(Memory("accumulator", "n", start=ACCUMULATOR.key), Memory("linear", "z")),
    update=update,
    equations=(
        Equation("n_", "n'", "$n + $g^2"),
        Equation(
            "sigma",
            r"\sigma",
            r"\frac{$n_^{-$learning_rate_power} - $n^{-$learning_rate_power}}{$eta}",
        ),
        Equation(
            "z_",
            "z'",
            r"$z + $g + 2 \cdot $l2_shrinkage_regularization_strength \cdot $x"
            r" - $sigma \cdot $x",
        ),
        Equation(
            "q",
            "q",
            r"\frac{$n_^{-$learning_rate_power} + $beta}{$eta}"
            r" + 2 \cdot $l2_regularization_strength",
        ),
        Equation(
            "x_", "x'", r"\frac{\mathrm{clip}($z_, \pm $l1_regularization_strength) - $z_}{$q}"
        ),
    ),
    source="McMahan et al., “Ad Click Prediction: a View from the Trenches”, 2013, Algorithm 1",
)
