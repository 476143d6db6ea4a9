"""Functions of x and y on which optimisers are tried, with the places of their minima.

Sources: M. Jamil and X.-S. Yang, "A literature survey of benchmark functions for global
optimisation problems", 2013, for Ackley, Beale, Booth, Branin, both camels, Goldstein-Price,
Himmelblau, Matyas, McCormick, Rastrigin, Rosenbrock and Styblinski-Tang, whose minima were
brought to float64 by Newton's method at 30 digits. Sphere, ravine, saddles and plateau are
elementary.
"""

from dataclasses import dataclass

from explorer.core.arrays import Point, Span
from explorer.core.sentences import Sentence, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape:
    """A function of x and y with known minima.

    Attributes:
        key: Name in files and on the command line; never changes.
        name: What a list calls it.
        about: What it shows, in one sentence.
        text: The formula as typed, in x and y.
        x_span: Part of the x axis to show.
        y_span: Part of the y axis to show.
        minima: Every place in view at which f is lowest; none for a saddle.
        start: Where a race starts.
        learning_rate: A rate at which plain SGD from there does not diverge.
    """

    key: str
    name: Sentence
    about: Sentence
    text: str
    x_span: Span
    y_span: Span
    minima: tuple[Point, ...]
    start: Point
    learning_rate: float


# fmt: off
LANDSCAPES: tuple[Landscape, ...] = (
    # Bowls.
    Landscape(
        key="sphere", text="x^2 + y^2", x_span=(-3.0, 3.0), y_span=(-3.0, 3.0),
        minima=((0.0, 0.0),), start=(2.5, 1.5), learning_rate=0.05,
        name=said("Catalogue", "Sphere"),
        about=said("Catalogue", "Equally curved in all directions: every gradient points home."),
    ),
    Landscape(
        key="ravine", text="x^2 + 25y^2", x_span=(-4.0, 4.0), y_span=(-2.0, 2.0),
        minima=((0.0, 0.0),), start=(-3.5, 1.0), learning_rate=0.035,
        name=said("Catalogue", "Ravine"),
        about=said("Catalogue", "25 times as steep across as along: plain SGD zigzags."),
    ),
    Landscape(
        key="booth", text="(x + 2y - 7)^2 + (2x + y - 5)^2", x_span=(-10.0, 10.0),
        y_span=(-10.0, 10.0), minima=((1.0, 3.0),), start=(-8.0, -6.0), learning_rate=0.02,
        name=said("Catalogue", "Booth"),
        about=said("Catalogue", "A tilted bowl whose axes are not those of x and y."),
    ),
    Landscape(
        key="matyas", text="0.26(x^2 + y^2) - 0.48x*y", x_span=(-10.0, 10.0), y_span=(-10.0, 10.0),
        minima=((0.0, 0.0),), start=(8.0, -4.0), learning_rate=0.5,
        name=said("Catalogue", "Matyas"),
        about=said("Catalogue", "A long, almost flat valley along the diagonal."),
    ),
    Landscape(
        key="plateau", text="1 - exp(-(x^2 + y^2))", x_span=(-3.0, 3.0), y_span=(-3.0, 3.0),
        minima=((0.0, 0.0),), start=(1.6, 1.2), learning_rate=0.1,
        name=said("Catalogue", "Plateau"),
        about=said("Catalogue", "Away from the hole the ground is flat, and gradients vanish."),
    ),
    # Valleys.
    Landscape(
        key="rosenbrock", text="(1 - x)^2 + 100(y - x^2)^2", x_span=(-2.0, 2.0), y_span=(-1.0, 3.0),
        minima=((1.0, 1.0),), start=(-1.2, 1.0), learning_rate=0.001,
        name=said("Catalogue", "Rosenbrock"),
        about=said("Catalogue", "A curved valley: easy to enter, slow to follow to its end."),
    ),
    Landscape(
        key="beale", text="(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
        x_span=(-4.5, 4.5), y_span=(-4.5, 4.5), minima=((3.0, 0.5),), start=(1.0, 1.5), learning_rate=0.005,
        name=said("Catalogue", "Beale"),
        about=said("Catalogue", "Steep walls at the corners and a flat floor around the minimum."),
    ),
    Landscape(
        key="goldstein-price",
        text="(1 + (x+y+1)^2 (19 - 14x + 3x^2 - 14y + 6x*y + 3y^2))*"
             "(30 + (2x-3y)^2 (18 - 32x + 12x^2 + 48y - 36x*y + 27y^2))",
        x_span=(-2.0, 2.0), y_span=(-2.0, 2.0), minima=((0.0, -1.0),), start=(0.5, -0.6),
        learning_rate=0.0001,
        name=said("Catalogue", "Goldstein–Price"),
        about=said("Catalogue", "Heights from 3 to a million: one rate cannot suit them all."),
    ),
    # Saddles.
    Landscape(
        key="saddle", text="x^2 - y^2", x_span=(-3.0, 3.0), y_span=(-3.0, 3.0), minima=(),
        start=(2.5, 0.001), learning_rate=0.05,
        name=said("Catalogue", "Saddle"),
        about=said("Catalogue", "Downhill along y and uphill along x: a start with y near 0 lingers."),
    ),
    Landscape(
        key="monkey-saddle", text="x^3 - 3x*y^2", x_span=(-2.0, 2.0), y_span=(-2.0, 2.0), minima=(),
        start=(1.0, 0.02), learning_rate=0.01,
        name=said("Catalogue", "Monkey saddle"),
        about=said("Catalogue", "Three ways down from a place where even the curvature is 0."),
    ),
    Landscape(
        key="three-hump-camel", text="2x^2 - 1.05x^4 + x^6/6 + x*y + y^2", x_span=(-2.5, 2.5),
        y_span=(-2.5, 2.5), minima=((0.0, 0.0),), start=(-2.0, 2.0), learning_rate=0.02,
        name=said("Catalogue", "Three-hump camel"),
        about=said("Catalogue", "Three minima, of which the one in the middle is lowest."),
    ),
    Landscape(
        key="six-hump-camel", text="(4 - 2.1x^2 + x^4/3)*x^2 + x*y + (4y^2 - 4)*y^2",
        x_span=(-2.0, 2.0), y_span=(-1.1, 1.1),
        minima=((0.08984201310031806, -0.7126564030207396), (-0.08984201310031806, 0.7126564030207396)),
        start=(1.6, 0.2), learning_rate=0.02,
        name=said("Catalogue", "Six-hump camel"),
        about=said("Catalogue", "Six minima; the two lowest lie opposite each other."),
    ),
    # Many minima.
    Landscape(
        key="himmelblau", text="(x^2 + y - 11)^2 + (x + y^2 - 7)^2", x_span=(-5.0, 5.0),
        y_span=(-5.0, 5.0),
        minima=((3.0, 2.0), (-2.805118086952745, 3.131312518250573),
                (-3.779310253377747, -3.2831859912861696), (3.5844283403304917, -1.8481265269644036)),
        start=(0.0, -0.5), learning_rate=0.005,
        name=said("Catalogue", "Himmelblau"),
        about=said("Catalogue", "Four minima of the same depth: the start decides."),
    ),
    Landscape(
        key="rastrigin", text="20 + x^2 + y^2 - 10cos(2pi x) - 10cos(2pi y)", x_span=(-5.12, 5.12),
        y_span=(-5.12, 5.12), minima=((0.0, 0.0),), start=(3.3, -2.4), learning_rate=0.001,
        name=said("Catalogue", "Rastrigin"),
        about=said("Catalogue", "A bowl under waves: a minimum near every pair of whole numbers."),
    ),
    Landscape(
        key="ackley",
        text="-20exp(-0.2sqrt((x^2 + y^2)/2)) - exp((cos(2pi x) + cos(2pi y))/2) + e + 20",
        x_span=(-5.0, 5.0), y_span=(-5.0, 5.0), minima=((0.0, 0.0),), start=(2.6, -1.7), learning_rate=0.01,
        name=said("Catalogue", "Ackley"),
        about=said("Catalogue", "Ripples around a funnel; at its tip the gradient is 0 times infinity."),
    ),
    Landscape(
        key="mccormick", text="sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1", x_span=(-1.5, 4.0),
        y_span=(-3.0, 4.0), minima=((-0.5471975511965977, -1.5471975511965979),), start=(3.5, 3.0),
        learning_rate=0.05,
        name=said("Catalogue", "McCormick"),
        about=said("Catalogue", "A wave across a tilted valley."),
    ),
    Landscape(
        key="styblinski-tang", text="(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2", x_span=(-5.0, 5.0),
        y_span=(-5.0, 5.0), minima=((-2.903534027771177, -2.903534027771177),), start=(0.5, -4.0),
        learning_rate=0.01,
        name=said("Catalogue", "Styblinski–Tang"),
        about=said("Catalogue", "Four minima of different depth, one in each quarter."),
    ),
    Landscape(
        key="branin", text="(y - 5.1/(4pi^2)*x^2 + 5/pi*x - 6)^2 + 10(1 - 1/(8pi))*cos(x) + 10",
        x_span=(-5.0, 10.0), y_span=(0.0, 15.0),
        minima=((-3.141592653589793, 12.275), (3.141592653589793, 2.275), (9.42477796076938, 2.475)),
        start=(5.0, 12.0), learning_rate=0.01,
        name=said("Catalogue", "Branin"),
        about=said("Catalogue", "Three minima of the same depth along a bent valley."),
    ),
)
