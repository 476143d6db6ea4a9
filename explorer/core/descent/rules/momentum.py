"""Gradient descent, alone and with momentum."""

from explorer.core.descent.rules.rule import Before, Floats, Foretold, Parameters, State, zeros


def update_sgd(before: Before, _parameters: Parameters) -> Foretold:
    """Return the positions after one step of gradient descent.

    x′ = x − η g, where x is `before.x`, η is `before.rate` rounded to the dtype of x, and g is
    `before.gradient`. The product is rounded before the difference is taken.

    Args:
        before: Positions and slopes, of any one shape.

    Returns:
        The positions x′, of the same shape and dtype.

    Source: Robbins and Monro, "A Stochastic Approximation Method", 1951, with the order of
        operations of `keras.optimizers.SGD`.
    """
    change = before.gradient * before.rate_as_x()
    return Foretold(x=before.x - change, intermediates={"ηg": change})


def init_momentum(x: Floats, parameters: Parameters) -> State:
    """Return a velocity of 0; Keras keeps none for a momentum of 0."""
    return zeros("momentum")(x, parameters) if parameters["momentum"] else {}


def update_momentum(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step with momentum.

    m′ = μ m − η g and x′ = x + m′, where m is the state `momentum`, μ the parameter `momentum`,
    η is `before.rate`, g is `before.gradient` and x is `before.x`. The rate stands inside the
    velocity, so a change of the rate acts on later gradients alone.

    Args:
        before: Positions, slopes and velocities, of any one shape.
        parameters: `momentum`.

    Returns:
        The positions x′ and the velocity m′.

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, in
        the form of Sutskever et al., 2013, equations 1 and 2, as in `keras.optimizers.SGD`.
    """
    if not parameters["momentum"]:
        return update_sgd(before, parameters)
    change = before.gradient * before.rate_as_x()
    velocity = before.state["momentum"] * before.as_x(parameters["momentum"]) - change
    return Foretold(
        x=before.x + velocity,
        state={"momentum": velocity},
        intermediates={"ηg": change, "m": velocity},
    )


def update_nesterov(before: Before, parameters: Parameters) -> Foretold:
    """Return the positions after one step with Nesterov's momentum.

    m′ = μ m − η g and x′ = x + (μ m′ − η g), where m is the state `momentum`, μ the parameter
    `momentum`, η is `before.rate`, g is `before.gradient` and x is `before.x`: x stands where
    the next gradient is to be taken, one velocity ahead of Nesterov's own point.

    Args:
        before: Positions, slopes and velocities, of any one shape.
        parameters: `momentum`.

    Returns:
        The positions x′ and the velocity m′.

    Source: Sutskever et al., "On the importance of initialization and momentum in deep
        learning", 2013, equations 3 and 4, shifted as in `keras.optimizers.SGD(nesterov=True)`.
    """
    weight = before.as_x(parameters["momentum"])
    if not parameters["momentum"]:
        return update_sgd(before, parameters)
    change = before.gradient * before.rate_as_x()
    velocity = before.state["momentum"] * weight - change
    ahead = velocity * weight - change
    return Foretold(
        x=before.x + ahead,
        state={"momentum": velocity},
        intermediates={"ηg": change, "m": velocity, "μm − ηg": ahead},
    )
