"""RMSprop, plain or centred, with or without momentum."""

import numpy as np

from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import ALMOST_1, EPSILON, Parameter, Values
from explorer.core.sentences import said

_CHANGE = r"\frac{$eta \cdot $g}{\sqrt{$v_ + $epsilon}}"
_CENTRED = r"\frac{$eta \cdot $g}{\sqrt{$v_ - $a_^2 + $epsilon}}"


def update(before: Before, values: Values) -> After:
    """Return x − Δ with Δ = η g ⁄ √(v′ + ε), where v′ is the running mean of g².

    If `centered`, the square of the running mean a′ of g is taken from v′: the variance is left.
    With momentum μ, x moves by m′ = μ m + Δ instead.
    """
    rho, gradient = values["rho"], before.gradient
    # Not v + (1 − ρ)(g² − v), as in Adam: Keras writes it so, and the last bit follows.
    mean = rho * before.state["velocity"] + (1 - rho) * np.square(gradient)
    state = {"velocity": mean}
    under = mean
    if values["centered"]:
        average = rho * before.state["average_gradient"] + (1 - rho) * gradient
        state["average_gradient"] = average
        under = mean - np.square(average)
    # η g first, as in Keras, and the root below it.
    change = before.rate_as_x() * gradient / np.sqrt(under + values["epsilon"])
    if values["momentum"] > 0:
        change = values["momentum"] * before.state["momentum"] + change
        state["momentum"] = change
    return After(before.x - change, state)


RMSPROP = Optimizer(
    key="rmsprop",
    label="RMSprop",
    keras="RMSprop",
    suits_training=0.001,
    parameters=(
        Parameter("rho", "ρ", 0.9, 0.0, ALMOST_1),
        Parameter("momentum", said("Optimisers", "Momentum μ"), 0.0, 0.0, ALMOST_1),
        EPSILON,
        Parameter("centered", said("Optimisers", "Centred"), 0.0, 0.0, 1.0, is_switch=True),
    ),
    memory=(
        Memory("velocity", "v"),
        Memory("momentum", "m", when=("momentum",)),
        Memory("average_gradient", "a", when=("centered",)),
    ),
    update=update,
    equations=(
        Equation("v_", "v'", r"$rho \cdot $v + (1 - $rho)\,$g^2"),
        Equation("a_", "a'", r"$rho \cdot $a + (1 - $rho)\,$g", {"centered": True}),
        Equation(
            "m_", "m'", rf"$momentum \cdot $m + {_CHANGE}", {"momentum": True, "centered": False}
        ),
        Equation(
            "m_", "m'", rf"$momentum \cdot $m + {_CENTRED}", {"momentum": True, "centered": True}
        ),
        Equation("x_", "x'", "$x - $m_", {"momentum": True}),
        Equation("x_", "x'", f"$x - {_CHANGE}", {"momentum": False, "centered": False}),
        Equation("x_", "x'", f"$x - {_CENTRED}", {"momentum": False, "centered": True}),
    ),
    convention=said("Rules", "The lecture adds no ε; Keras adds it under the root."),
    paper=(Equation("x_", "x'", r"$x - \frac{$eta \cdot $g}{\sqrt{$v_}}"),),
    source="Tieleman and Hinton, “Lecture 6.5: rmsprop”, 2012; centred as in Graves, 2013",
)
