"""AMSGrad: Adam that never forgets the largest v."""

import numpy as np

from explorer.core.descent.optimizers import adam
from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Memory, Optimizer
from explorer.core.descent.parameters import BETA_1, BETA_2, EPSILON, Values
from explorer.core.sentences import said


def update(before: Before, values: Values) -> After:
    """Return Adam's step with v̂′ = max(v̂, v′) under the root."""
    mean, square = adam.means(before, values)
    # Of the v as they are, as in Keras; `step` corrects the largest for its bias.
    largest = np.maximum(before.state["velocity_hat"], square)
    after = adam.step(before, values, mean, largest)
    state = {"momentum": mean, "velocity": square, "velocity_hat": largest}
    return After(after.x, state, after.between)


AMSGRAD = Optimizer(
    key="amsgrad",
    label="AMSGrad",
    keras="Adam",
    fixed={"amsgrad": True},
    suits_training=0.001,
    parameters=(BETA_1, BETA_2, EPSILON),
    memory=(*adam.MEMORY, Memory("velocity_hat", "w", r"\hat{v}")),
    update=update,
    equations=(
        adam.MEAN,
        adam.SQUARE,
        Equation("w_", r"\hat{v}'", r"\max($w, $v_)"),
        adam.ALPHA,
        Equation("x_", "x'", r"$x - \frac{$alpha \cdot $m_}{\sqrt{$w_} + $epsilon}"),
    ),
    convention=said("Rules", "The paper corrects no bias; Keras corrects it as in Adam."),
    paper=(Equation("x_", "x'", r"$x - $eta \cdot \frac{$m_}{\sqrt{$w_}}"),),
    source="Reddi, Kale and Kumar, “On the Convergence of Adam and Beyond”, 2018, Algorithm 2",
)
