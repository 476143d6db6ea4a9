"""Gradient descent with momentum."""

from collections.abc import Mapping
from dataclasses import replace

from explorer.core.arrays import Floats
from explorer.core.descent.optimizers import sgd
from explorer.core.descent.optimizers.optimizer import (
    After,
    Before,
    Equation,
    Memory,
    Optimizer,
    Stability,
)
from explorer.core.descent.parameters import Parameter, Values
from explorer.core.sentences import said

# Keras keeps no velocity for a momentum of 0: then it is plain gradient descent.
MOVING: Mapping[str, bool] = {"momentum": True}
PARAMETER = Parameter(
    "momentum", said("Optimisers", "Momentum μ"), 0.9, 0.0, 0.999999, keras_default=0.0
)
MEMORY = Memory("momentum", "m", when=("momentum",))
VELOCITY = Equation("m_", "m'", r"$momentum \cdot $m - $eta \cdot $g", MOVING)
PLAIN = replace(sgd.PLAIN, when={"momentum": False})
CONVENTION = said(
    "Rules",
    "Keras keeps the rate inside the velocity; others multiply it in afterwards. "
    "The paths part where the rate changes.",
)
PAPER = Equation("m_", "m'", r"$momentum \cdot $m + $g", MOVING)


def velocity(before: Before, values: Values) -> tuple[Floats, Floats]:
    """Return the velocity m′ = μ m − η g, and η g."""
    change = before.gradient * before.rate_as_x()
    # Keras casts μ by way of float32, which is 2·10⁸ of float64's last bits from 0.9.
    return before.state["momentum"] * before.as_x(values["momentum"]) - change, change


def update(before: Before, values: Values) -> After:
    """Return x + m′; as η stands in m, a change of the rate acts on later gradients alone."""
    if not values["momentum"]:
        return sgd.update(before, values)
    moved, _ = velocity(before, values)
    return After(before.x + moved, {"momentum": moved})


MOMENTUM = Optimizer(
    key="momentum",
    label=said("Optimisers", "Momentum"),
    keras="SGD",
    rate=0.01,
    suits_training=0.05,
    parameters=(PARAMETER,),
    memory=(MEMORY,),
    update=update,
    equations=(VELOCITY, Equation("x_", "x'", "$x + $m_", MOVING), PLAIN),
    convention=CONVENTION,
    paper=(PAPER, Equation("x_", "x'", r"$x - $eta \cdot $m_", MOVING)),
    stability=Stability("2(1+μ)/$", lambda values: 2 * (1 + values["momentum"])),
    source="Polyak, “Some methods of speeding up the convergence of iteration methods”, 1964; "
    "Sutskever et al., 2013, equations 1 and 2",
)
