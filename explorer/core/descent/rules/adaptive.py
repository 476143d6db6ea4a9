"""Rules that divide by a size of past gradients: Adagrad, Adadelta, RMSprop."""

import numpy as np

from explorer.core.descent.rules.rule import Before, Floats, Foretold, Parameters, State


def init_adagrad(x: Floats, parameters: Parameters) -> State:
    """Return the accumulator, filled with `initial_accumulator_value`."""
    return {"accumulator": np.full_like(x, np.float32(parameters["initial_accumulator_value"]))}


def update_adagrad(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of Adagrad.

    G′ = G + g² and x′ = x − η g ⁄ √(G′ + ε), where G is the state `accumulator`, g is
    `before.gradient`, η is `before.rate`, ε the parameter `epsilon` and x is `before.x`.

    Args:
        before: Positions, slopes and sums of squares, of any one shape.
        parameters: `initial_accumulator_value` and `epsilon`.

    Returns:
        The positions x′ and the sum G′.

    Source: Duchi, Hazan and Singer, "Adaptive Subgradient Methods", 2011, with ε under the root
        as in `keras.optimizers.Adagrad`.
    """
    gradient = before.gradient
    total = before.state["accumulator"] + np.square(gradient)
    root = np.sqrt(total + parameters["epsilon"])
    change = before.rate_as_x() * gradient / root
    return Foretold(
        x=before.x - change,
        state={"accumulator": total},
        intermediates={"G": total, "√(G + ε)": root},
    )


def update_adadelta(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of Adadelta.

    E′ = ρ E + (1 − ρ) g², Δ = −√(D + ε) g ⁄ √(E′ + ε), D′ = ρ D + (1 − ρ) Δ² and x′ = x + η Δ,
    where E is the state `accumulated_grad`, D the state `accumulated_delta_var`, ρ and ε are the
    parameters `rho` and `epsilon`, g is `before.gradient`, η is `before.rate`, x is `before.x`.

    Args:
        before: Positions, slopes and running means, of any one shape.
        parameters: `rho` and `epsilon`.

    Returns:
        The positions x′ and the means E′ and D′.

    Source: Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, Algorithm 1; there η = 1.
    """
    rho, epsilon = parameters["rho"], parameters["epsilon"]
    gradient = before.gradient
    mean = rho * before.state["accumulated_grad"] + (1 - rho) * np.square(gradient)
    before_root = np.sqrt(before.state["accumulated_delta_var"] + epsilon)
    root = np.sqrt(mean + epsilon)
    change = -(before_root * gradient / root)
    change_mean = rho * before.state["accumulated_delta_var"] + (1 - rho) * np.square(change)
    return Foretold(
        x=before.x + before.rate_as_x() * change,
        state={"accumulated_grad": mean, "accumulated_delta_var": change_mean},
        intermediates={"E[g²]": mean, "Δ": change, "E[Δ²]": change_mean},
    )


def init_rmsprop(x: Floats, parameters: Parameters) -> State:
    """Return zeros for each mean that the parameters call for, in the order of Keras."""
    names = ["velocity"]
    if parameters["momentum"] > 0:
        names.append("momentum")
    if parameters["centered"]:
        names.append("average_gradient")
    return {name: np.zeros_like(x) for name in names}


def update_rmsprop(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step of RMSprop.

    v′ = ρ v + (1 − ρ) g² and Δ = η g ⁄ √(v′ + ε). If `centered`, a′ = ρ a + (1 − ρ) g and a′² is
    taken from v′ under the root. With momentum m′ = μ m + Δ and x′ = x − m′, else x′ = x − Δ.
    Here v, m and a are the states `velocity`, `momentum` and `average_gradient`, ρ, μ and ε the
    parameters `rho`, `momentum` and `epsilon`, g is `before.gradient`, η is `before.rate`.

    Args:
        before: Positions, slopes and running means, of any one shape.
        parameters: `rho`, `momentum`, `epsilon` and `centered` (0 or 1).

    Returns:
        The positions x′ and the states after the update.

    Source: Tieleman and Hinton, "Lecture 6.5: rmsprop", 2012; centred as in Graves, 2013, with
        the order of operations of `keras.optimizers.RMSprop`.
    """
    rho = parameters["rho"]
    gradient = before.gradient
    mean = rho * before.state["velocity"] + (1 - rho) * np.square(gradient)
    state: dict[str, Floats] = {"velocity": mean}
    under = mean
    if parameters["centered"]:
        average = rho * before.state["average_gradient"] + (1 - rho) * gradient
        state["average_gradient"] = average
        under = mean - np.square(average)
    root = np.sqrt(under + parameters["epsilon"])
    change = before.rate_as_x() * gradient / root
    if parameters["momentum"] > 0:
        change = parameters["momentum"] * before.state["momentum"] + change
        state["momentum"] = change
    return Foretold(
        x=before.x - change,
        state=state,
        intermediates={"v": mean, "√(v + ε)": root, "Δ": change},
    )
