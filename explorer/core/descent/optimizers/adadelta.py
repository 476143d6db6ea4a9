"""Adadelta."""

import numpy as np

from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import ALMOST_1, EPSILON, Parameter, Values
from explorer.core.sentences import said


def update(before: Before, values: Values) -> After:
    """Return x + η Δ, where Δ is g scaled by running means of g² and of earlier Δ²."""
    rho, epsilon = values["rho"], values["epsilon"]
    changes = before.state["accumulated_delta_var"]
    # Here Keras does write ρ e + (1 − ρ) g², other than in Adam; so its bits want.
    mean = rho * before.state["accumulated_grad"] + (1 - rho) * np.square(before.gradient)
    # Two roots, as in Keras: one root of the quotient has another last bit. The first ε is what
    # sets x moving, as D begins at 0.
    change = -(np.sqrt(changes + epsilon) * before.gradient / np.sqrt(mean + epsilon))
    changes = rho * changes + (1 - rho) * np.square(change)
    return After(
        before.x + before.rate_as_x() * change,
        {"accumulated_grad": mean, "accumulated_delta_var": changes},
        {"delta": change},
    )


ADADELTA = Optimizer(
    key="adadelta",
    label="Adadelta",
    keras="Adadelta",
    suits_training=1.0,
    parameters=(Parameter("rho", "ρ", 0.95, 0.0, ALMOST_1), EPSILON),
    memory=(Memory("accumulated_grad", "e", "E"), Memory("accumulated_delta_var", "d", "D")),
    update=update,
    equations=(
        Equation("e_", "E'", r"$rho \cdot $e + (1 - $rho)\,$g^2"),
        Equation(
            "delta",
            r"\Delta",
            r"-\frac{\sqrt{$d + $epsilon}}{\sqrt{$e_ + $epsilon}} \cdot $g",
        ),
        Equation("d_", "D'", r"$rho \cdot $d + (1 - $rho)\,$delta^2"),
        Equation("x_", "x'", r"$x + $eta \cdot $delta"),
    ),
    convention=said("Rules", "The paper has no rate: there η = 1."),
    paper=(Equation("x_", "x'", "$x + $delta"),),
    source="Zeiler, “ADADELTA: An Adaptive Learning Rate Method”, 2012, Algorithm 1",
)
