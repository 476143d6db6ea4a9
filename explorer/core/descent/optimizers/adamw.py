"""AdamW: Adam with decoupled weight decay."""

from dataclasses import replace

from explorer.core.descent.optimizers import adam
from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Optimizer
from explorer.core.descent.parameters import BETA_1, BETA_2, EPSILON, Parameter, Values
from explorer.core.sentences import said


def update(before: Before, values: Values) -> After:
    """Return Adam's step from x − x λ η, with the gradient from before this decay."""
    decay = before.x * before.as_x(values["weight_decay"]) * before.rate_as_x()
    # Keras lets x decay before the update, and after the tape has taken the gradient.
    decayed = replace(before, x=before.x - decay)
    after = adam.update(decayed, values)
    return replace(after, between={"c": decayed.x, **after.between})


ADAMW = Optimizer(
    key="adamw",
    label="AdamW",
    keras="AdamW",
    suits_training=0.001,
    parameters=(
        Parameter("weight_decay", said("Optimisers", "Weight decay λ"), 0.004, 0.0, 10.0),
        BETA_1,
        BETA_2,
        EPSILON,
    ),
    memory=adam.MEMORY,
    update=update,
    equations=(
        Equation("c", "x_c", r"$x - $x \cdot $weight_decay \cdot $eta"),
        adam.MEAN,
        adam.SQUARE,
        adam.ALPHA,
        Equation("x_", "x'", r"$c - \frac{$alpha \cdot $m_}{\sqrt{$v_} + $epsilon}"),
    ),
    convention=adam.CONVENTION,
    paper=adam.PAPER,
    source="Loshchilov and Hutter, “Decoupled Weight Decay Regularization”, 2019, Algorithm 2",
)
