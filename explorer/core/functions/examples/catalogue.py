"""Functions of x that show something: each with a view, a start and a rate that show it."""

from dataclasses import dataclass

from explorer.core.arrays import Span
from explorer.core.sentences import Sentence, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A function of x worth a look.

    Attributes:
        key: Name in files and on the command line; never changes.
        name: What a list calls it.
        about: What it shows, in one sentence.
        text: The formula as typed.
        span: Part of the x axis to show.
        heights: Part of the y axis to show; None for the one that suits the values.
        start: Where a descent starts, in units of the x axis.
        learning_rate: A rate of plain SGD at which there is something to see.
    """

    key: str
    name: Sentence
    about: Sentence
    text: str
    span: Span
    heights: Span | None = None
    start: float
    learning_rate: float


# fmt: off
CATALOGUE: tuple[Example, ...] = (
    # Bowls and valleys.
    Example(
        key="parabola", text="2*x**2", span=(-4.0, 4.0), start=3.0, learning_rate=0.01,
        name=said("Catalogue", "Parabola"),
        about=said("Catalogue", "The lesson’s function: its slope is 4x, its curvature 4."),
    ),
    Example(
        key="narrow-parabola", text="20x^2", span=(-2.0, 2.0), start=1.0, learning_rate=0.05,
        name=said("Catalogue", "Narrow parabola"),
        about=said("Catalogue", "Curvature 40: the rate 0.05 is 2/40, and x jumps for ever."),
    ),
    Example(
        key="quartic", text="x^4", span=(-2.5, 2.5), heights=(-1.0, 20.0), start=2.0, learning_rate=0.02,
        name=said("Catalogue", "Flat bottom"),
        about=said("Catalogue", "f″ is 0 at the minimum, so that every step is smaller than the last."),
    ),
    Example(
        key="double-well", text="x^4 - 2x^2", span=(-2.0, 2.0), heights=(-1.5, 3.0), start=0.1,
        learning_rate=0.05,
        name=said("Catalogue", "Double well"),
        about=said("Catalogue", "Two minima; the start alone decides which one is reached."),
    ),
    Example(
        key="tilted-double-well", text="x^4 - 2x^2 + 0.4x", span=(-2.0, 2.0), heights=(-2.0, 3.0),
        start=1.8, learning_rate=0.02,
        name=said("Catalogue", "Tilted double well"),
        about=said("Catalogue", "From the right the descent ends in the shallower of two minima."),
    ),
    Example(
        key="inflection", text="x^3", span=(-2.0, 2.0), start=1.5, learning_rate=0.05,
        name=said("Catalogue", "Resting place"),
        about=said("Catalogue", "At 0 the slope of x³ is 0, but there is no minimum: x stops there."),
    ),
    Example(
        key="log-barrier", text="x - ln(x)", span=(-0.5, 5.0), heights=(0.0, 5.0), start=4.0,
        learning_rate=0.3,
        name=said("Catalogue", "Barrier"),
        about=said("Catalogue", "The logarithm keeps x above 0 until one step is too long."),
    ),
    Example(
        key="entropy", text="x*ln(x)", span=(-0.5, 2.0), start=1.5, learning_rate=0.05,
        name=said("Catalogue", "Entropy"),
        about=said("Catalogue", "The minimum is at 1/e; left of 0 there is no real logarithm."),
    ),
    Example(
        key="self-power", text="x^x", span=(-0.5, 2.5), heights=(0.0, 5.0), start=2.0, learning_rate=0.05,
        name=said("Catalogue", "x to the x"),
        about=said("Catalogue", "Base and exponent both move, and the slope has a part from each."),
    ),
    # Waves.
    Example(
        key="sine", text="sin(x)", span=(-7.0, 7.0), start=1.0, learning_rate=0.2,
        name=said("Catalogue", "Sine"),
        about=said("Catalogue", "Each derivative is the one before, a quarter turn ahead."),
    ),
    Example(
        key="rastrigin", text="x^2 - 10cos(2pi x) + 10", span=(-5.2, 5.2), start=3.3, learning_rate=0.001,
        name=said("Catalogue", "Rastrigin slice"),
        about=said("Catalogue", "A parabola under waves: a descent ends in the nearest of many minima."),
    ),
    Example(
        key="wave-packet", text="x^3 * exp(-x^2/8)", span=(-10.0, 10.0), start=1.0, learning_rate=0.1,
        name=said("Catalogue", "Hill and valley"),
        about=said("Catalogue", "A cubic that a bell curve brings back to 0 on both sides."),
    ),
    Example(
        key="gaussian-well", text="-exp(-x^2)", span=(-4.0, 4.0), start=2.5, learning_rate=0.1,
        name=said("Catalogue", "Hole in a plain"),
        about=said("Catalogue", "Far from the hole the slope is all but 0, and nothing moves."),
    ),
    Example(
        key="runge", text="1/(1 + 25x^2)", span=(-1.5, 1.5), start=0.1, learning_rate=0.02,
        name=said("Catalogue", "Runge’s function"),
        about=said("Catalogue", "A harmless look that polynomials fail to follow near ±1."),
    ),
    Example(
        key="sinc", text="sinc(x)", span=(-15.0, 15.0), start=1.0, learning_rate=1.0,
        name=said("Catalogue", "Sine over x"),
        about=said("Catalogue", "0/0 at the origin, filled in with 1; the derivatives are right there too."),
    ),
    Example(
        key="topologist", text="sin(1/x)", span=(-0.5, 0.5), start=0.3, learning_rate=0.001,
        name=said("Catalogue", "Endless waves"),
        about=said("Catalogue", "Near 0 the waves are narrower than any pixel and any step."),
    ),
    Example(
        key="gamma", text="gamma(x)", span=(-4.0, 5.0), heights=(-8.0, 12.0), start=3.0, learning_rate=0.1,
        name=said("Catalogue", "Gamma function"),
        about=said("Catalogue", "The factorial between the whole numbers, with a pole at 0, −1, −2 …"),
    ),
    # Kinks.
    Example(
        key="absolute", text="|x|", span=(-3.0, 3.0), start=1.05, learning_rate=0.1,
        name=said("Catalogue", "Absolute value"),
        about=said("Catalogue", "No slope at 0: TensorFlow says 0 there, and x hops about the kink."),
    ),
    Example(
        key="huber", text="|x| < 1 ? x^2/2 : |x| - 0.5", span=(-4.0, 4.0), start=3.0, learning_rate=0.3,
        name=said("Catalogue", "Huber loss"),
        about=said("Catalogue", "A parabola near 0 and straight beyond, with a slope of at most 1."),
    ),
    Example(
        key="relu", text="relu(x)", span=(-4.0, 4.0), start=2.0, learning_rate=0.3,
        name=said("Catalogue", "ReLU"),
        about=said("Catalogue", "Left of 0 the slope is 0: a neuron there learns nothing more."),
    ),
    Example(
        key="leaky-relu", text="leaky_relu(x)", span=(-4.0, 4.0), start=2.0, learning_rate=0.3,
        name=said("Catalogue", "Leaky ReLU"),
        about=said("Catalogue", "A slope of 0.2 left of 0 keeps the neuron alive."),
    ),
    Example(
        key="elu", text="elu(x)", span=(-4.0, 4.0), start=2.0, learning_rate=0.3,
        name=said("Catalogue", "ELU"),
        about=said("Catalogue", "Smooth in value and slope at 0, but f″ jumps there."),
    ),
    Example(
        key="gelu", text="gelu(x)", span=(-4.0, 4.0), start=1.0, learning_rate=0.3,
        name=said("Catalogue", "GELU"),
        about=said("Catalogue", "x times the chance that a normal number is smaller; smooth, with a dip."),
    ),
    Example(
        key="silu", text="silu(x)", span=(-6.0, 4.0), start=2.0, learning_rate=0.5,
        name=said("Catalogue", "SiLU"),
        about=said("Catalogue", "x times its sigmoid: a smooth ReLU whose minimum is near −1.28."),
    ),
    Example(
        key="softplus", text="softplus(x)", span=(-6.0, 6.0), start=3.0, learning_rate=0.5,
        name=said("Catalogue", "Softplus"),
        about=said("Catalogue", "A ReLU without its kink; its slope is the sigmoid."),
    ),
    Example(
        key="cube-root", text="cbrt(x)", span=(-3.0, 3.0), start=2.0, learning_rate=0.1,
        name=said("Catalogue", "Cube root"),
        about=said("Catalogue", "Defined left of 0 too, unlike x^(1/3); upright at 0."),
    ),
    Example(
        key="square-root", text="sqrt(x)", span=(-1.0, 4.0), start=1.0, learning_rate=0.1,
        name=said("Catalogue", "Square root"),
        about=said("Catalogue", "At 0 the slope is infinite; left of it there is nothing, and x is lost."),
    ),
    # Jumps.
    Example(
        key="sigmoid", text="sigmoid(x)", span=(-8.0, 8.0), start=6.0, learning_rate=1.0,
        name=said("Catalogue", "Saturated sigmoid"),
        about=said("Catalogue", "At 6 the slope is 0.0025: learning all but stops."),
    ),
    Example(
        key="squared-error", text="(sigmoid(x) - 1)^2", span=(-8.0, 8.0), start=-6.0, learning_rate=1.0,
        name=said("Catalogue", "Squared error of a sigmoid"),
        about=said("Catalogue", "A neuron that is very wrong gets a slope of almost 0."),
    ),
    Example(
        key="cross-entropy", text="softplus(-x)", span=(-8.0, 8.0), start=-6.0, learning_rate=1.0,
        name=said("Catalogue", "Cross-entropy of a sigmoid"),
        about=said("Catalogue", "The same neuron with a slope near −1: the more wrong, the faster."),
    ),
    Example(
        key="floor", text="floor(x)", span=(-4.0, 4.0), start=2.5, learning_rate=0.1,
        name=said("Catalogue", "Staircase"),
        about=said("Catalogue", "TensorFlow’s gradient of floor is None: no step is taken."),
    ),
    Example(
        key="step", text="step(x)", span=(-3.0, 3.0), start=1.0, learning_rate=0.1,
        name=said("Catalogue", "Step"),
        about=said("Catalogue", "0 or 1, and no slope anywhere that could tell the way."),
    ),
    Example(
        key="hyperbola", text="1/x", span=(-3.0, 3.0), heights=(-10.0, 10.0), start=0.5, learning_rate=0.1,
        name=said("Catalogue", "Pole"),
        about=said("Catalogue", "1/x has no value at 0, and the branches are not joined."),
    ),
    Example(
        key="tangent", text="tan(x)", span=(-5.0, 5.0), heights=(-10.0, 10.0), start=1.0, learning_rate=0.05,
        name=said("Catalogue", "Tangent"),
        about=said("Catalogue", "A pole at every odd multiple of π/2."),
    ),
    # Traps.
    Example(
        key="where-trap", text="x > 0 ? x*ln(x) : 0", span=(-1.0, 2.0), start=1.5, learning_rate=0.05,
        name=said("Catalogue", "NaN through where"),
        about=said("Catalogue", "Where 0 is chosen, the slope of the logarithm still leaks in as NaN."),
    ),
    Example(
        key="root-of-square", text="sqrt(x^2)", span=(-2.0, 2.0), start=1.0, learning_rate=0.1,
        name=said("Catalogue", "NaN of a norm"),
        about=said("Catalogue", "√(x²) is |x|, but at 0 its slope is 0 times infinity."),
    ),
    Example(
        key="overflow", text="ln(1 + exp(x))", span=(-20.0, 120.0), start=80.0, learning_rate=1.0,
        name=said("Catalogue", "Overflow"),
        about=said("Catalogue", "Right of 88.7 this softplus is infinite in float32; softplus(x) is not."),
    ),
    Example(
        key="cancellation", text="(1 - cos(x))/x^2", span=(-0.002, 0.002), heights=(-0.2, 1.2),
        start=0.001, learning_rate=0.001,
        name=said("Catalogue", "Cancellation"),
        about=said("Catalogue", "It tends to 1/2 at 0, but near 0 the subtraction loses every digit."),
    ),
)
