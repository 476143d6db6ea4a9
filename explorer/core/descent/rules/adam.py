"""Adam and its kin: AMSGrad, AdamW, Adamax, Nadam."""

import numpy as np

from explorer.core.descent.rules.rule import Before, Floats, Foretold, Parameters, State


def update_adam(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of Adam in its epsilon-hat form.

    m′ = m + (1 − β₁)(g − m), v′ = v + (1 − β₂)(g² − v), α = η √(1 − β₂ᵗ) ⁄ (1 − β₁ᵗ) and
    x′ = x − α m′ ⁄ (√v′ + ε̂), where m and v are the states `momentum` and `velocity`, β₁, β₂ and
    ε̂ the parameters `beta_1`, `beta_2` and `epsilon`, t is `before.step` + 1, g is
    `before.gradient`, η is `before.rate` and x is `before.x`. In Algorithm 1 of the paper
    x′ = x − η m̂ ⁄ (√v̂ + ε); the two agree for ε̂ = ε √(1 − β₂ᵗ).

    Args:
        before: Positions, slopes and running means, of any one shape.
        parameters: `beta_1`, `beta_2` and `epsilon`.

    Returns:
        The positions x′ and the means m′ and v′.

    Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, end of section 2.
    """
    mean, square, bias = _means(before, parameters)
    return _adam_step(before, parameters, {"momentum": mean, "velocity": square}, square, bias)


def update_amsgrad(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of AMSGrad.

    As `update_adam`, with v̂′ = max(v̂, v′) under the root, where v̂ is the state `velocity_hat`.

    Args:
        before: Positions, slopes and running means, of any one shape.
        parameters: `beta_1`, `beta_2` and `epsilon`.

    Returns:
        The positions x′ and the states m′, v′ and v̂′.

    Source: Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond", 2018, Algorithm 2,
        with the bias corrections of `keras.optimizers.Adam(amsgrad=True)`.
    """
    mean, square, bias = _means(before, parameters)
    largest = np.maximum(before.state["velocity_hat"], square)
    state = {"momentum": mean, "velocity": square, "velocity_hat": largest}
    return _adam_step(before, parameters, state, largest, bias)


def update_adamw(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of Adam with decoupled weight decay.

    x is first replaced by x − x λ η, where λ is the parameter `weight_decay` and η is
    `before.rate`; then follows `update_adam` with the gradient from before the decay.

    Args:
        before: Positions, slopes and running means, of any one shape.
        parameters: `weight_decay`, `beta_1`, `beta_2` and `epsilon`.

    Returns:
        The positions x′ and the means m′ and v′.

    Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, Algorithm 2.
    """
    decay = before.x * before.as_x(parameters["weight_decay"]) * before.rate_as_x()
    decayed = Before(before.x - decay, before.gradient, before.state, before.rate, before.step)
    after = update_adam(decayed, parameters)
    return Foretold(after.x, after.state, {"x − ληx": decayed.x, **after.intermediates})


def update_adamax(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of Adamax.

    m′ = m + (1 − β₁)(g − m), u′ = max(β₂ u, |g|) and x′ = x − η m′ ⁄ ((1 − β₁ᵗ)(u′ + ε)), where m
    and u are the states `momentum` and `norm`, β₁, β₂ and ε the parameters `beta_1`, `beta_2`
    and `epsilon`, t is `before.step` + 1, g is `before.gradient`, η is `before.rate`.

    Args:
        before: Positions, slopes and running means, of any one shape.
        parameters: `beta_1`, `beta_2` and `epsilon`.

    Returns:
        The positions x′, the mean m′ and the norm u′.

    Source: Kingma and Ba, 2015, Algorithm 2; ε is Keras' own.
    """
    gradient = before.gradient
    mean = before.state["momentum"]
    mean = mean + (gradient - mean) * (1 - parameters["beta_1"])
    norm = np.maximum(parameters["beta_2"] * before.state["norm"], np.abs(gradient))
    correction = 1 - before.power(before.as_x(parameters["beta_1"]))
    change = before.rate_as_x() * mean / (correction * (norm + parameters["epsilon"]))
    return Foretold(
        x=before.x - change,
        state={"momentum": mean, "norm": norm},
        intermediates={"m": mean, "u": norm, "m̂": mean / correction},
    )


def init_nadam(x: Floats, _parameters: Parameters) -> State:
    """Return zeros for the means and 1 for the product of the momentum schedule."""
    one = np.ones((), x.dtype)
    return {"momentum": np.zeros_like(x), "velocity": np.zeros_like(x), "u_product": one}


def update_nadam(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of Nadam.

    With μₜ = β₁ (1 − ½ · 0.96ᵗ) and Π′ = Π μₜ: m′ = m + (1 − β₁)(g − m), v′ = v + (1 − β₂)(g² − v),
    m̂ = μₜ₊₁ m′ ⁄ (1 − Π′ μₜ₊₁) + (1 − μₜ) g ⁄ (1 − Π′), v̂ = v′ ⁄ (1 − β₂ᵗ) and
    x′ = x − η m̂ ⁄ (√v̂ + ε), where m, v and Π are the states `momentum`, `velocity` and
    `u_product`, β₁, β₂ and ε the parameters `beta_1`, `beta_2` and `epsilon`, t is
    `before.step` + 1, g is `before.gradient`, η is `before.rate`.

    Args:
        before: Positions, slopes and running means, of any one shape.
        parameters: `beta_1`, `beta_2` and `epsilon`.

    Returns:
        The positions x′ and the states m′, v′ and Π′.

    Source: Dozat, "Incorporating Nesterov Momentum into Adam", 2016, Algorithm 2.
    """
    gradient = before.gradient
    beta_1, beta_2 = before.as_x(parameters["beta_1"]), before.as_x(parameters["beta_2"])
    decay = before.as_x(0.96)
    now, later = (beta_1 * (1 - 0.5 * before.power(decay, ahead)) for ahead in (1, 2))
    unrounded = before.power(np.asarray(0.96, before.x.dtype))
    product = before.state["u_product"] * parameters["beta_1"] * (1 - 0.5 * unrounded)
    mean, square = before.state["momentum"], before.state["velocity"]
    mean = mean + (gradient - mean) * (1 - beta_1)
    square = square + (np.square(gradient) - square) * (1 - beta_2)
    mean_hat = later * mean / (1 - product * later) + (1 - now) * gradient / (1 - product)
    square_hat = square / (1 - before.power(before.as_x(parameters["beta_2"])))
    change = mean_hat * before.rate_as_x() / (np.sqrt(square_hat) + parameters["epsilon"])
    return Foretold(
        x=before.x - change,
        state={"momentum": mean, "velocity": square, "u_product": product},
        intermediates={
            "m": mean,
            "v": square,
            "μ": now,
            "μ next": later,
            "m̂": mean_hat,
            "v̂": square_hat,
        },
    )


def _means(before: Before, parameters: Parameters) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
    """Return m′, v′ and the bias corrections 1 − β₁ᵗ and 1 − β₂ᵗ."""
    gradient = before.gradient
    mean, square = before.state["momentum"], before.state["velocity"]
    mean = mean + (gradient - mean) * (1 - parameters["beta_1"])
    square = square + (np.square(gradient) - square) * (1 - parameters["beta_2"])
    bias = (
        1 - before.power(before.as_x(parameters["beta_1"])),
        1 - before.power(before.as_x(parameters["beta_2"])),
    )
    return mean, square, bias


def _adam_step(
    before: Before,
    parameters: Parameters,
    state: State,
    square: Floats,
    bias: tuple[Floats, Floats],
) -> Foretold:
    """Return x − α m′ ⁄ (√v + ε̂) for the squares v that stand under the root."""
    mean = state["momentum"]
    rate = before.rate_as_x() * np.sqrt(bias[1]) / bias[0]
    change = mean * rate / (np.sqrt(square) + parameters["epsilon"])
    intermediates = {"m": mean, "v": state["velocity"]}
    if "velocity_hat" in state:
        intermediates["v max"] = square
    return Foretold(
        x=before.x - change,
        state=state,
        intermediates={**intermediates, "m̂": mean / bias[0], "v̂": square / bias[1], "α": rate},
    )
