"""Bowls, valleys and waves."""

from explorer.core.functions.examples.example import Example
from explorer.core.sentences import said

BOWLS = (
    Example(
        key="parabola",
        name=said("Catalogue", "Parabola"),
        about=said("Catalogue", "The lesson's function: its slope is 4x, its curvature 4."),
        text="2*x**2",
        span=(-4.0, 4.0),
        start=3.0,
        learning_rate=0.01,
    ),
    Example(
        key="narrow-parabola",
        name=said("Catalogue", "Narrow parabola"),
        about=said("Catalogue", "Curvature 40: the rate 0.05 is 2/40, and x jumps for ever."),
        text="20x^2",
        span=(-2.0, 2.0),
        start=1.0,
        learning_rate=0.05,
    ),
    Example(
        key="quartic",
        name=said("Catalogue", "Flat bottom"),
        about=said(
            "Catalogue", "f″ is 0 at the minimum, so that every step is smaller than the last."
        ),
        text="x^4",
        span=(-2.5, 2.5),
        heights=(-1.0, 20.0),
        start=2.0,
        learning_rate=0.02,
    ),
    Example(
        key="double-well",
        name=said("Catalogue", "Double well"),
        about=said("Catalogue", "Two minima; the start alone decides which one is reached."),
        text="x^4 - 2x^2",
        span=(-2.0, 2.0),
        heights=(-1.5, 3.0),
        start=0.1,
        learning_rate=0.05,
    ),
    Example(
        key="tilted-double-well",
        name=said("Catalogue", "Tilted double well"),
        about=said("Catalogue", "From the right the descent ends in the shallower of two minima."),
        text="x^4 - 2x^2 + 0.4x",
        span=(-2.0, 2.0),
        heights=(-2.0, 3.0),
        start=1.8,
        learning_rate=0.02,
    ),
    Example(
        key="inflection",
        name=said("Catalogue", "Resting place"),
        about=said(
            "Catalogue", "At 0 the slope of x³ is 0, but there is no minimum: x stops there."
        ),
        text="x^3",
        span=(-2.0, 2.0),
        start=1.5,
        learning_rate=0.05,
    ),
    Example(
        key="log-barrier",
        name=said("Catalogue", "Barrier"),
        about=said("Catalogue", "The logarithm keeps x above 0 until one step is too long."),
        text="x - ln(x)",
        span=(-0.5, 5.0),
        heights=(0.0, 5.0),
        start=4.0,
        learning_rate=0.3,
    ),
    Example(
        key="entropy",
        name=said("Catalogue", "Entropy"),
        about=said("Catalogue", "The minimum is at 1/e; left of 0 there is no real logarithm."),
        text="x*ln(x)",
        span=(-0.5, 2.0),
        start=1.5,
        learning_rate=0.05,
    ),
    Example(
        key="self-power",
        name=said("Catalogue", "x to the x"),
        about=said("Catalogue", "Base and exponent both move, and the slope has a part from each."),
        text="x^x",
        span=(-0.5, 2.5),
        heights=(0.0, 5.0),
        start=2.0,
        learning_rate=0.05,
    ),
)

WAVES = (
    Example(
        key="sine",
        name=said("Catalogue", "Sine"),
        about=said("Catalogue", "Each derivative is the one before, a quarter turn ahead."),
        text="sin(x)",
        span=(-7.0, 7.0),
        start=1.0,
        learning_rate=0.2,
    ),
    Example(
        key="rastrigin",
        name=said("Catalogue", "Rastrigin slice"),
        about=said(
            "Catalogue", "A parabola under waves: a descent ends in the nearest of many minima."
        ),
        text="x^2 - 10cos(2pi x) + 10",
        span=(-5.2, 5.2),
        start=3.3,
        learning_rate=0.001,
    ),
    Example(
        key="wave-packet",
        name=said("Catalogue", "Hill and valley"),
        about=said("Catalogue", "A cubic that a bell curve brings back to 0 on both sides."),
        text="x^3 * exp(-x^2/8)",
        span=(-10.0, 10.0),
        start=1.0,
        learning_rate=0.1,
    ),
    Example(
        key="gaussian-well",
        name=said("Catalogue", "Hole in a plain"),
        about=said("Catalogue", "Far from the hole the slope is all but 0, and nothing moves."),
        text="-exp(-x^2)",
        span=(-4.0, 4.0),
        start=2.5,
        learning_rate=0.1,
    ),
    Example(
        key="runge",
        name=said("Catalogue", "Runge's function"),
        about=said("Catalogue", "A harmless look that polynomials fail to follow near ±1."),
        text="1/(1 + 25x^2)",
        span=(-1.5, 1.5),
        start=0.1,
        learning_rate=0.02,
    ),
    Example(
        key="sinc",
        name=said("Catalogue", "Sine over x"),
        about=said(
            "Catalogue", "0/0 at the origin, filled in with 1; the derivatives are right there too."
        ),
        text="sinc(x)",
        span=(-15.0, 15.0),
        start=1.0,
        learning_rate=1.0,
    ),
    Example(
        key="topologist",
        name=said("Catalogue", "Endless waves"),
        about=said("Catalogue", "Near 0 the waves are narrower than any pixel and any step."),
        text="sin(1/x)",
        span=(-0.5, 0.5),
        start=0.3,
        learning_rate=0.001,
    ),
    Example(
        key="gamma",
        name=said("Catalogue", "Gamma function"),
        about=said(
            "Catalogue", "The factorial between the whole numbers, with a pole at 0, −1, −2 …"
        ),
        text="gamma(x)",
        span=(-4.0, 5.0),
        heights=(-8.0, 12.0),
        start=3.0,
        learning_rate=0.1,
    ),
)
