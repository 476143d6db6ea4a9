"""Gradient descent."""

from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Optimizer, Stability
from explorer.core.descent.parameters import Values

PLAIN = Equation("x_", "x'", r"$x - $eta \cdot $g")


def update(before: Before, _values: Values) -> After:
    """Return x − η g; the product is rounded before the difference is taken."""
    # A fused multiply-add, which rounds once, has other last bits in float16 and float32.
    return After(before.x - before.gradient * before.rate_as_x())


SGD = Optimizer(
    key="sgd",
    label="SGD",
    keras="SGD",
    rate=0.01,
    suits_training=0.1,
    update=update,
    equations=(PLAIN,),
    stability=Stability("2/$", lambda _: 2.0),
    source="Robbins and Monro, “A Stochastic Approximation Method”, 1951",
)
