"""Gradient descent with Nesterov's momentum."""

from explorer.core.descent.optimizers import momentum, sgd
from explorer.core.descent.optimizers.optimizer import (
    After,
    Before,
    Equation,
    Optimizer,
    Stability,
)
from explorer.core.descent.parameters import Values


def update(before: Before, values: Values) -> After:
    """Return x + (μ m′ − η g).

    x stands where the next gradient is to be taken, one velocity ahead of Nesterov's own point.
    """
    if not values["momentum"]:
        return sgd.update(before, values)
    moved, change = momentum.velocity(before, values)
    ahead = moved * before.as_x(values["momentum"]) - change
    # The bracket first: added from left to right the last bit moves in every precision.
    return After(before.x + ahead, {"momentum": moved})


NESTEROV = Optimizer(
    key="nesterov",
    label="Nesterov",
    keras="SGD",
    fixed={"nesterov": True},
    rate=0.01,
    suits_training=0.05,
    parameters=(momentum.PARAMETER,),
    memory=(momentum.MEMORY,),
    update=update,
    equations=(
        momentum.VELOCITY,
        Equation("x_", "x'", r"$x + $momentum \cdot $m_ - $eta \cdot $g", momentum.MOVING),
        momentum.PLAIN,
    ),
    convention=momentum.CONVENTION,
    paper=(
        momentum.PAPER,
        Equation("x_", "x'", r"$x - $eta \cdot ($momentum \cdot $m_ + $g)", momentum.MOVING),
    ),
    stability=Stability(
        "2(1+μ)/((1+2μ)$)",
        lambda values: 2 * (1 + values["momentum"]) / (1 + 2 * values["momentum"]),
    ),
    source="Sutskever et al., “On the importance of initialization and momentum in deep "
    "learning”, 2013, equations 3 and 4, shifted",
)
