"""The functions that a formula may call; their TensorFlow closures are in `tensors`."""

import math
from dataclasses import dataclass

from explorer.core.functions.writing.levels import Level


@dataclass(frozen=True, slots=True)
class Function:
    r"""A function by its names.

    Attributes:
        name: How it is typed.
        source: TensorFlow source text; `{0}` and `{1}` stand for its arguments, `{dtype}` for
            the dtype of x.
        symbol: LaTeX that stands in front of its arguments in brackets; empty when `latex` says.
        latex: LaTeX in which `{0}` and `{1}` stand for its arguments.
        latex_level: How tightly `latex` holds together.
        least: Smallest number of arguments.
        most: Largest number of arguments; more than two are taken two by two.
        source_level: How tightly `source` holds together.
    """

    name: str
    source: str
    symbol: str = ""
    latex: str = ""
    latex_level: Level = Level.ATOM
    least: int = 1
    most: int = 1
    source_level: Level = Level.ATOM


def _known(name: str, source: str) -> Function:
    """Return a function for which LaTeX has a command of the same name."""
    return Function(name, source, symbol=rf"\{name}")


def _worded(name: str, source: str, word: str = "") -> Function:
    return Function(name, source, symbol=rf"\operatorname{{{word or name}}}")


def _ratio(name: str, source: str, symbol: str) -> Function:
    """Return a function whose source is a product or a quotient."""
    return Function(name, source, symbol=symbol, source_level=Level.PRODUCT)


# sinc by its series where sin(x) / x would lose digits: 1 − v/6 (1 − v/20 (1 − …)), v = x².
SINC_REACH = 0.5
SINC_DIVISORS = tuple((2 * k) * (2 * k + 1) for k in range(1, 8))
_SERIES = (
    "".join(f"1 - v / {each} * (" for each in SINC_DIVISORS[:-1]) + f"1 - v / {SINC_DIVISORS[-1]}"
) + ")" * (len(SINC_DIVISORS) - 1)
_SINC = (
    f"(lambda u, near: (lambda v, w: tf.where(near, {_SERIES}, tf.sin(w) / w))"
    "(tf.where(near, u * u, 0), tf.where(near, tf.ones_like(u), u)))"
)

# In float64 whatever x is: TensorFlow has no polygamma, so no f″ of Γ, in float16.
_WIDE = "tf.cast({0}, tf.float64)"
_SIGNED_GAMMA = f"tf.cos({math.pi} * tf.floor(tf.minimum(u, 0))) * tf.exp(tf.math.lgamma(u))"
_GAMMA = f"tf.cast((lambda u: {_SIGNED_GAMMA})({_WIDE}), {{dtype}})"
_LGAMMA = f"tf.cast(tf.math.lgamma({_WIDE}), {{dtype}})"
_DIGAMMA = f"tf.cast(tf.math.digamma({_WIDE}), {{dtype}})"
_POLYGAMMA = f"tf.cast(tf.math.polygamma({_WIDE}, tf.cast({{1}}, tf.float64)), {{dtype}})"

FUNCTIONS: dict[str, Function] = {
    each.name: each
    for each in (
        Function("sqrt", "tf.sqrt({0})", latex=r"\sqrt{{{0}}}"),
        Function(
            "cbrt",
            "tf.sign({0}) * tf.abs({0})**(1 / 3)",
            latex=r"\sqrt[3]{{{0}}}",
            source_level=Level.PRODUCT,
        ),
        Function("exp", "tf.exp({0})", latex="e^{{{0}}}", latex_level=Level.POWER),
        _known("ln", "tf.math.log({0})"),
        _ratio("log10", f"tf.math.log({{0}}) / {math.log(10)}", r"\log_{10}"),
        _ratio("log2", f"tf.math.log({{0}}) / {math.log(2)}", r"\log_{2}"),
        _known("sin", "tf.sin({0})"),
        _known("cos", "tf.cos({0})"),
        _known("tan", "tf.tan({0})"),
        _ratio("sec", "1 / tf.cos({0})", r"\sec"),
        _ratio("csc", "1 / tf.sin({0})", r"\csc"),
        _ratio("cot", "tf.cos({0}) / tf.sin({0})", r"\cot"),
        Function("asin", "tf.asin({0})", symbol=r"\arcsin"),
        Function("acos", "tf.acos({0})", symbol=r"\arccos"),
        Function("atan", "tf.atan({0})", symbol=r"\arctan"),
        _known("sinh", "tf.sinh({0})"),
        _known("cosh", "tf.cosh({0})"),
        _known("tanh", "tf.tanh({0})"),
        _worded("asinh", "tf.asinh({0})", "arsinh"),
        _worded("acosh", "tf.acosh({0})", "arcosh"),
        _worded("atanh", "tf.atanh({0})", "artanh"),
        Function("abs", "tf.abs({0})", latex=r"\left|{0}\right|"),
        _worded("sign", "tf.sign({0})", "sgn"),
        Function("floor", "tf.floor({0})", latex=r"\left\lfloor {0} \right\rfloor"),
        Function("ceil", "tf.math.ceil({0})", latex=r"\left\lceil {0} \right\rceil"),
        _worded("round", "tf.round({0})"),
        Function("min", "tf.minimum({0}, {1})", symbol=r"\min", least=2, most=10),
        Function("max", "tf.maximum({0}, {1})", symbol=r"\max", least=2, most=10),
        _worded("relu", "tf.nn.relu({0})"),
        Function(
            "leaky_relu",
            "tf.where({0} > 0, {0}, 0.2 * {0})",
            symbol=r"\text{leaky relu}",
        ),
        _worded("elu", "tf.nn.elu({0})"),
        Function(
            "gelu",
            f"0.5 * {{0}} * tf.math.erfc(-{{0}} / {math.sqrt(2)})",
            symbol=r"\operatorname{gelu}",
            source_level=Level.PRODUCT,
        ),
        _worded("silu", "tf.nn.silu({0})"),
        _worded("softplus", "tf.nn.softplus({0})"),
        Function("sigmoid", "tf.sigmoid({0})", symbol=r"\sigma"),
        _worded("erf", "tf.math.erf(tf.clip_by_value({0}, -30, 30))"),
        Function("gamma", _GAMMA, symbol=r"\Gamma"),
        Function(
            "lgamma",
            _LGAMMA,
            latex=r"\ln\left|\Gamma\left({0}\right)\right|",
            latex_level=Level.PRODUCT,
        ),
        Function("digamma", _DIGAMMA, symbol=r"\psi"),
        Function(
            "polygamma",
            _POLYGAMMA,
            latex=r"\psi^{{\left({0}\right)}}\left({1}\right)",
            latex_level=Level.POWER,
            least=2,
            most=2,
        ),
        _worded("sinc", f"{_SINC}({{0}}, tf.abs({{0}}) < {SINC_REACH})"),
        _worded("step", "tf.cast({0} >= 0, {dtype})"),
    )
}
"""Every function by its name.

log is the natural logarithm, another name of ln, as in TensorFlow. sinc(x) is sin(x)/x, step(0)
is 1, round takes halves to the even neighbour. Three are written out because TensorFlow 2.21's
own are not right in float64: `tf.nn.leaky_relu` holds its slope 0.2 and `tf.nn.gelu` its √2 in
float32, 1e-8 away, and `tf.math.erf` is NaN beyond 1e154.
"""

ALIASES = {
    "√": "sqrt",
    "∛": "cbrt",
    "log": "ln",
    "lg": "log10",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "sgn": "sign",
    "ceiling": "ceil",
    "swish": "silu",
    "logistic": "sigmoid",
    "heaviside": "step",
}
CONSTANTS = {"pi": "pi", "π": "pi", "e": "e"}
