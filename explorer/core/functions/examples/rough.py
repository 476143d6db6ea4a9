"""Kinks, jumps and poles, and traps of floating-point numbers."""

from explorer.core.functions.examples.example import Example
from explorer.core.sentences import said

KINKS = (
    Example(
        key="absolute",
        name=said("Catalogue", "Absolute value"),
        about=said(
            "Catalogue", "No slope at 0: TensorFlow says 0 there, and x hops about the kink."
        ),
        text="|x|",
        span=(-3.0, 3.0),
        start=1.05,
        learning_rate=0.1,
    ),
    Example(
        key="huber",
        name=said("Catalogue", "Huber loss"),
        about=said(
            "Catalogue", "A parabola near 0 and straight beyond, with a slope of at most 1."
        ),
        text="|x| < 1 ? x^2/2 : |x| - 0.5",
        span=(-4.0, 4.0),
        start=3.0,
        learning_rate=0.3,
    ),
    Example(
        key="relu",
        name=said("Catalogue", "ReLU"),
        about=said("Catalogue", "Left of 0 the slope is 0: a neuron there learns nothing more."),
        text="relu(x)",
        span=(-4.0, 4.0),
        start=2.0,
        learning_rate=0.3,
    ),
    Example(
        key="leaky-relu",
        name=said("Catalogue", "Leaky ReLU"),
        about=said("Catalogue", "A slope of 0.2 left of 0 keeps the neuron alive."),
        text="leaky_relu(x)",
        span=(-4.0, 4.0),
        start=2.0,
        learning_rate=0.3,
    ),
    Example(
        key="elu",
        name=said("Catalogue", "ELU"),
        about=said("Catalogue", "Smooth in value and slope at 0, but f″ jumps there."),
        text="elu(x)",
        span=(-4.0, 4.0),
        start=2.0,
        learning_rate=0.3,
    ),
    Example(
        key="gelu",
        name=said("Catalogue", "GELU"),
        about=said(
            "Catalogue", "x times the chance that a normal number is smaller; smooth, with a dip."
        ),
        text="gelu(x)",
        span=(-4.0, 4.0),
        start=1.0,
        learning_rate=0.3,
    ),
    Example(
        key="silu",
        name=said("Catalogue", "SiLU"),
        about=said("Catalogue", "x times its sigmoid: a smooth ReLU whose minimum is near −1.28."),
        text="silu(x)",
        span=(-6.0, 4.0),
        start=2.0,
        learning_rate=0.5,
    ),
    Example(
        key="softplus",
        name=said("Catalogue", "Softplus"),
        about=said("Catalogue", "A ReLU without its kink; its slope is the sigmoid."),
        text="softplus(x)",
        span=(-6.0, 6.0),
        start=3.0,
        learning_rate=0.5,
    ),
    Example(
        key="cube-root",
        name=said("Catalogue", "Cube root"),
        about=said("Catalogue", "Defined left of 0 too, unlike x^(1/3); upright at 0."),
        text="cbrt(x)",
        span=(-3.0, 3.0),
        start=2.0,
        learning_rate=0.1,
    ),
    Example(
        key="square-root",
        name=said("Catalogue", "Square root"),
        about=said(
            "Catalogue", "At 0 the slope is infinite; left of it there is nothing, and x is lost."
        ),
        text="sqrt(x)",
        span=(-1.0, 4.0),
        start=1.0,
        learning_rate=0.1,
    ),
)

JUMPS = (
    Example(
        key="sigmoid",
        name=said("Catalogue", "Saturated sigmoid"),
        about=said("Catalogue", "At 6 the slope is 0.0025: learning all but stops."),
        text="sigmoid(x)",
        span=(-8.0, 8.0),
        start=6.0,
        learning_rate=1.0,
    ),
    Example(
        key="squared-error",
        name=said("Catalogue", "Squared error of a sigmoid"),
        about=said("Catalogue", "A neuron that is very wrong gets a slope of almost 0."),
        text="(sigmoid(x) - 1)^2",
        span=(-8.0, 8.0),
        start=-6.0,
        learning_rate=1.0,
    ),
    Example(
        key="cross-entropy",
        name=said("Catalogue", "Cross-entropy of a sigmoid"),
        about=said(
            "Catalogue", "The same neuron with a slope near −1: the more wrong, the faster."
        ),
        text="softplus(-x)",
        span=(-8.0, 8.0),
        start=-6.0,
        learning_rate=1.0,
    ),
    Example(
        key="floor",
        name=said("Catalogue", "Staircase"),
        about=said("Catalogue", "TensorFlow's gradient of floor is None: no step is taken."),
        text="floor(x)",
        span=(-4.0, 4.0),
        start=2.5,
        learning_rate=0.1,
    ),
    Example(
        key="step",
        name=said("Catalogue", "Step"),
        about=said("Catalogue", "0 or 1, and no slope anywhere that could tell the way."),
        text="step(x)",
        span=(-3.0, 3.0),
        start=1.0,
        learning_rate=0.1,
    ),
    Example(
        key="hyperbola",
        name=said("Catalogue", "Pole"),
        about=said("Catalogue", "1/x has no value at 0, and the branches are not joined."),
        text="1/x",
        span=(-3.0, 3.0),
        heights=(-10.0, 10.0),
        start=0.5,
        learning_rate=0.1,
    ),
    Example(
        key="tangent",
        name=said("Catalogue", "Tangent"),
        about=said("Catalogue", "A pole at every odd multiple of π/2."),
        text="tan(x)",
        span=(-5.0, 5.0),
        heights=(-10.0, 10.0),
        start=1.0,
        learning_rate=0.05,
    ),
)

TRAPS = (
    Example(
        key="where-trap",
        name=said("Catalogue", "NaN through where"),
        about=said(
            "Catalogue", "Where 0 is chosen, the slope of the logarithm still leaks in as NaN."
        ),
        text="x > 0 ? x*ln(x) : 0",
        span=(-1.0, 2.0),
        start=1.5,
        learning_rate=0.05,
    ),
    Example(
        key="root-of-square",
        name=said("Catalogue", "NaN of a norm"),
        about=said("Catalogue", "√(x²) is |x|, but at 0 its slope is 0 times infinity."),
        text="sqrt(x^2)",
        span=(-2.0, 2.0),
        start=1.0,
        learning_rate=0.1,
    ),
    Example(
        key="overflow",
        name=said("Catalogue", "Overflow"),
        about=said(
            "Catalogue", "Right of 88.7 this softplus is infinite in float32; softplus(x) is not."
        ),
        text="ln(1 + exp(x))",
        span=(-20.0, 120.0),
        start=80.0,
        learning_rate=1.0,
    ),
    Example(
        key="cancellation",
        name=said("Catalogue", "Cancellation"),
        about=said(
            "Catalogue", "It tends to 1/2 at 0, but near 0 the subtraction loses every digit."
        ),
        text="(1 - cos(x))/x^2",
        span=(-2e-3, 2e-3),
        heights=(-0.2, 1.2),
        start=1e-3,
        learning_rate=1e-3,
    ),
)
