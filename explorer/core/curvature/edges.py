"""How sharp a valley may be for an optimiser's steps to stay in it."""

import numpy as np

from explorer.core.arrays import Row
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Values


def edge(optimizer: str, rate: float, values: Values) -> float | None:
    """Return the largest eigenvalue with which steps on a parabola stay near its minimum.

    2/η for plain gradient descent, with factors for momentum; for Adam, whose eigenvalue is that of the
    Hessian seen through its own scale (see `scale`), (2 + 2β₁)/((1 − β₁)·η).

    Args:
        optimizer: Its key.
        rate: η.
        values: Its parameters.

    Returns:
        None where no such bound is known here.

    Source: J. Cohen, S. Kaur, Y. Li, Z. Kolter, A. Talwalkar, "Gradient Descent on Neural Networks Typically
        Occurs at the Edge of Stability", ICLR 2021, equation 1; for Adam J. Cohen et al., "Adaptive Gradient
        Methods at the Edge of Stability", 2022, section 3.
    """
    if optimizer == "adam":
        return (2 + 2 * values["beta_1"]) / ((1 - values["beta_1"]) * rate)
    theory = OPTIMIZERS[optimizer].stability
    return None if theory is None else theory.factor(values) / rate


def scale(values: Values, step: int, squares: Row) -> Row:
    """Return P^(−1/2) for Adam's preconditioner P, which makes of the Hessian P^(−1/2) H P^(−1/2).

    Adam's update is w′ = w − η P⁻¹ m, with P = (1 − β₁ᵗ) (√v + ε) / √(1 − β₂ᵗ) in Keras' epsilon-hat form.

    Args:
        values: Adam's parameters.
        step: t, updates made, at least 1.
        squares: v, shape (weights,).

    Returns:
        The factor of each weight, float32, shape (weights,).

    Source: Cohen et al., 2022, equation 2.
    """
    bias_1, bias_2 = 1 - values["beta_1"] ** step, 1 - values["beta_2"] ** step
    preconditioner = bias_1 * (np.sqrt(squares) + values["epsilon"]) / np.sqrt(bias_2)
    factors: Row = (1 / np.sqrt(preconditioner)).astype(np.float32)
    return factors


def edge_name(optimizer: str) -> str:
    """Return how the edge of an optimiser is written, "" where none is known."""
    if optimizer == "adam":
        return "(2+2β₁)/((1−β₁)lr)"
    theory = OPTIMIZERS[optimizer].stability
    return "" if theory is None else theory.formula.replace("$", "lr")
