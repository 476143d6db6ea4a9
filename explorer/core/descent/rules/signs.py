"""Rules that clip or take signs: Ftrl and Lion."""

import numpy as np

from explorer.core.descent.rules.rule import Before, Floats, Foretold, Parameters, State, power


def init_ftrl(x: Floats, parameters: Parameters) -> State:
    """Return the accumulator, filled with `initial_accumulator_value`, and zeros."""
    start = np.full_like(x, np.float32(parameters["initial_accumulator_value"]))
    return {"accumulator": start, "linear": np.zeros_like(x)}


def update_ftrl(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of "follow the regularised leader".

    n′ = n + g², σ = (n′^p − n^p) ⁄ η, z′ = z + (g + 2 s x) − σ x, q = n′^p ⁄ η + 2 λ₂ + β ⁄ η
    and x′ = (clip(z′, −λ₁, λ₁) − z′) ⁄ q, where n and z are the states `accumulator` and `linear`,
    p is −`learning_rate_power`, s, λ₁ and λ₂ are the parameters
    `l2_shrinkage_regularization_strength`, `l1_regularization_strength` and
    `l2_regularization_strength`, β is the parameter `beta`, g is `before.gradient`, η is
    `before.rate` and x is `before.x`.

    Args:
        before: Positions, slopes and sums, of any one shape.
        parameters: The six named above and `initial_accumulator_value`.

    Returns:
        The positions x′ and the sums n′ and z′.

    Source: McMahan et al., "Ad Click Prediction: a View from the Trenches", 2013, Algorithm 1,
        with the order of operations of `keras.optimizers.Ftrl`.
    """
    gradient, rate = before.gradient, before.rate_as_x()
    exponent = np.asarray(-parameters["learning_rate_power"], before.x.dtype)
    l1 = parameters["l1_regularization_strength"]
    l2 = parameters["l2_regularization_strength"] + parameters["beta"] / (2.0 * rate)
    shrunk = gradient + 2 * parameters["l2_shrinkage_regularization_strength"] * before.x
    total = before.state["accumulator"] + np.square(gradient)
    raised = power(total, exponent)
    sigma = (raised - power(before.state["accumulator"], exponent)) / rate
    linear = before.state["linear"] + (shrunk - sigma * before.x)
    quadratic = raised / rate + 2 * l2
    clipped = np.minimum(np.maximum(linear, -l1), l1)
    return Foretold(
        x=(clipped - linear) / quadratic,
        state={"accumulator": total, "linear": linear},
        intermediates={"n": total, "σ": sigma, "z": linear, "q": quadratic},
    )


def update_lion(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of Lion.

    c = β₁ m + (1 − β₁) g, x′ = x − η sign(c) and m′ = β₂ m + (1 − β₂) g, where m is the state
    `momentum`, β₁ and β₂ are the parameters `beta_1` and `beta_2`, g is `before.gradient`, η is
    `before.rate` and x is `before.x`.

    Args:
        before: Positions, slopes and means, of any one shape.
        parameters: `beta_1` and `beta_2`.

    Returns:
        The positions x′ and the mean m′.

    Source: Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, Program 1, without
        weight decay.
    """
    gradient, mean = before.gradient, before.state["momentum"]
    beta_1, beta_2 = before.as_x(parameters["beta_1"]), before.as_x(parameters["beta_2"])
    mixed = mean * beta_1 + gradient * (1 - beta_1)
    mean = mean * beta_2 + gradient * (1 - beta_2)
    return Foretold(
        x=before.x - before.rate_as_x() * np.sign(mixed),
        state={"momentum": mean},
        intermediates={"c": mixed, "m": mean},
    )
