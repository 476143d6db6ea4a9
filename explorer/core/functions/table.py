"""The functions that a formula may call: each with its name, TensorFlow, LaTeX and arguments."""

import ast
import math
import re
from dataclasses import dataclass
from textwrap import indent

from explorer.core.functions.levels import Level

_LEVELS = {ast.Add: Level.SUM, ast.Sub: Level.SUM, ast.Pow: Level.POWER}  # * and / are the rest


@dataclass(frozen=True, slots=True)
class Function:
    r"""A function by its names.

    Attributes:
        name: How it is typed.
        source: TensorFlow as a learner writes it, in x, and y for a second argument: an
            expression, or the lines of a definition. It is what is computed, too.
        symbol: LaTeX that stands in front of its arguments in brackets; empty when `latex` says.
        latex: LaTeX in which `{0}` and `{1}` stand for its arguments.
        latex_level: How tightly `latex` holds together.
        least: Smallest number of arguments.
        most: Largest number of arguments; more than two are taken two by two.
    """

    name: str
    source: str
    symbol: str = ""
    latex: str = ""
    latex_level: Level = Level.ATOM
    least: int = 1
    most: int = 1

    @property
    def definition(self) -> str:
        """The function in Python, under its own name."""
        body = self.source if self._is_body else f"return {self.source}"
        return f"def {self.name}(x{', y' * (self.most > 1)}):\n{indent(body, '    ')}"

    @property
    def level(self) -> Level:
        """How tightly its source, once written out, holds together."""
        if self._is_body:
            return Level.ATOM
        whole = ast.parse(self.source, mode="eval").body
        if isinstance(whole, ast.BinOp):
            return _LEVELS.get(type(whole.op), Level.PRODUCT)
        return Level.ATOM if isinstance(whole, ast.Call) else Level.CHOICE

    def can_be_written_out(self, argument: str) -> bool:
        """Return whether its source can stand for a call.

        An argument is to be computed once; and where x is part of a sum, product or power, an
        argument of several parts would be torn apart: sin(x / 2) of x + 1 is not sin(x + 1 / 2).
        """
        if self._is_body or argument.isidentifier():
            return not self._is_body
        places = [
            node
            for node in ast.walk(ast.parse(self.source))
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.Name) and child.id == "x" and not _is_dtype(node)
        ]
        # Every operand that a formula can have binds more tightly than a comparison.
        return len(places) == 1 and isinstance(places[0], (ast.Call, ast.Compare))

    def written_out(self, arguments: tuple[str, ...], dtype: str) -> str:
        """Return its source with arguments in it, and with what the dtype of x is there."""
        texts = {"x.dtype": dtype, **dict(zip("xy", arguments, strict=False))}
        return re.sub(r"\bx\.dtype|\b[xy]\b", lambda found: texts[found[0]], self.source)

    @property
    def _is_body(self) -> bool:
        return "\n" in self.source


def _is_dtype(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "dtype"


def _known(name: str, source: str) -> Function:
    """Return a function for which LaTeX has a command of the same name."""
    return Function(name, source, symbol=rf"\{name}")


def _worded(name: str, source: str, word: str = "") -> Function:
    return Function(name, source, symbol=rf"\operatorname{{{word or name}}}")


# Near 0 by its series, 1 - x²/6 (1 - x²/20 (1 - …)), where derivatives of sin(x) / x lose digits;
# w keeps the branch that is not taken from dividing by 0.
_SINC = """\
near = tf.abs(x) < 0.5  # there sin(x) / x would lose digits: its series instead
v = tf.where(near, x * x, 0)
series = 1
for divisor in (210, 156, 110, 72, 42, 20, 6):
    series = 1 - v / divisor * series
w = tf.where(near, tf.ones_like(x), x)
return tf.where(near, series, tf.sin(w) / w)"""

# In float64 whatever x is: TensorFlow has no polygamma, so no f″ of Γ, in float16.
_GAMMA = f"""\
u = tf.cast(x, tf.float64)
sign = tf.cos({math.pi} * tf.floor(tf.minimum(u, 0)))  # turns at 0, -1, -2
return tf.cast(sign * tf.exp(tf.math.lgamma(u)), x.dtype)"""
_LGAMMA = "tf.cast(tf.math.lgamma(tf.cast(x, tf.float64)), x.dtype)"
_DIGAMMA = "tf.cast(tf.math.digamma(tf.cast(x, tf.float64)), x.dtype)"
_POLYGAMMA = "tf.cast(tf.math.polygamma(tf.cast(x, tf.float64), tf.cast(y, tf.float64)), x.dtype)"

FUNCTIONS: dict[str, Function] = {
    each.name: each
    for each in (
        Function("sqrt", "tf.sqrt(x)", latex=r"\sqrt{{{0}}}"),
        Function("cbrt", "tf.sign(x) * tf.abs(x)**(1 / 3)", latex=r"\sqrt[3]{{{0}}}"),
        Function("exp", "tf.exp(x)", latex="e^{{{0}}}", latex_level=Level.POWER),
        _known("ln", "tf.math.log(x)"),
        Function("log10", f"tf.math.log(x) / {math.log(10)}", r"\log_{10}"),
        Function("log2", f"tf.math.log(x) / {math.log(2)}", r"\log_{2}"),
        _known("sin", "tf.sin(x)"),
        _known("cos", "tf.cos(x)"),
        _known("tan", "tf.tan(x)"),
        _known("sec", "1 / tf.cos(x)"),
        _known("csc", "1 / tf.sin(x)"),
        _known("cot", "tf.cos(x) / tf.sin(x)"),
        Function("asin", "tf.asin(x)", r"\arcsin"),
        Function("acos", "tf.acos(x)", r"\arccos"),
        Function("atan", "tf.atan(x)", r"\arctan"),
        _known("sinh", "tf.sinh(x)"),
        _known("cosh", "tf.cosh(x)"),
        _known("tanh", "tf.tanh(x)"),
        _worded("asinh", "tf.asinh(x)", "arsinh"),
        _worded("acosh", "tf.acosh(x)", "arcosh"),
        _worded("atanh", "tf.atanh(x)", "artanh"),
        Function("abs", "tf.abs(x)", latex=r"\left|{0}\right|"),
        _worded("sign", "tf.sign(x)", "sgn"),
        Function("floor", "tf.floor(x)", latex=r"\left\lfloor {0} \right\rfloor"),
        Function("ceil", "tf.math.ceil(x)", latex=r"\left\lceil {0} \right\rceil"),
        _worded("round", "tf.round(x)"),
        Function("min", "tf.minimum(x, y)", r"\min", least=2, most=10),
        Function("max", "tf.maximum(x, y)", r"\max", least=2, most=10),
        _worded("relu", "tf.nn.relu(x)"),
        # 0.2 is the slope that tf.nn.leaky_relu has by default.
        Function("leaky_relu", "tf.where(x > 0, x, 0.2 * x)", r"\text{leaky relu}"),
        _worded("elu", "tf.nn.elu(x)"),
        # By erfc, as 1 + erf has lost all its digits left of −6 in float32.
        _worded("gelu", "0.5 * x * tf.math.erfc(-x / 2**0.5)"),
        _worded("silu", "tf.nn.silu(x)"),
        _worded("softplus", "tf.nn.softplus(x)"),
        Function("sigmoid", "tf.sigmoid(x)", r"\sigma"),
        # Beyond 28 both have reached their last value, in float64 too.
        _worded("erf", "tf.math.erf(tf.clip_by_value(x, -30, 30))"),
        _worded("erfc", "tf.math.erfc(tf.clip_by_value(x, -30, 30))"),
        Function("gamma", _GAMMA, r"\Gamma"),
        Function(
            "lgamma",
            _LGAMMA,
            latex=r"\ln\left|\Gamma\left({0}\right)\right|",
            latex_level=Level.PRODUCT,
        ),
        Function("digamma", _DIGAMMA, r"\psi"),
        Function(
            "polygamma",
            _POLYGAMMA,
            latex=r"\psi^{{\left({0}\right)}}\left({1}\right)",
            latex_level=Level.POWER,
            least=2,
            most=2,
        ),
        _worded("sinc", _SINC),
        _worded("step", "tf.cast(x >= 0, x.dtype)"),
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
    # As many books in Europe write them.
    "tg": "tan",
    "ctg": "cot",
    "cotg": "cot",
    "arctg": "atan",
    "cosec": "csc",
    "sh": "sinh",
    "ch": "cosh",
    "th": "tanh",
    "lb": "log2",
}
CONSTANTS = {"pi": "pi", "π": "pi", "e": "e"}
SPECIAL = ("where", "pow", "log")
"""Names that are called as functions are, and whose arguments decide what they are in a tree."""
KNOWN = frozenset((*FUNCTIONS, *ALIASES, *CONSTANTS, *SPECIAL, "and", "or", "not"))
"""Every name that is taken already, in lower case."""
