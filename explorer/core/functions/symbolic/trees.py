"""Formula trees as sympy expressions, node by node; only the process of sympy imports it.

A variable is a real number, and a function that jumps has the slope 0 beside its jumps.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any

import sympy

from explorer.core.functions.constants import constant_value
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Constant,
    Logic,
    Negate,
    Node,
    Not,
    Number,
    Variable,
    Where,
)

_EXACT_POWER = 64  # larger powers of numbers are computed in float64, lest they fill the memory


def _named(name: str, slope: Callable[[Any], Any]) -> Any:
    """Return a real function that sympy knows by its slope alone."""
    return type(name, (sympy.Function,), {"fdiff": lambda self, _=1: slope(*self.args)})


def _jumping(name: str) -> Any:
    return _named(name, lambda _: sympy.Integer(0))


Sign, Floor, Ceil, Round, Step = map(_jumping, ("sign", "floor", "ceil", "round", "step"))
Abs = _named("abs", Sign)
Cbrt: Any = _named("cbrt", lambda x: 1 / (3 * Cbrt(x) ** 2))
Sigmoid: Any = _named("sigmoid", lambda x: Sigmoid(x) * (1 - Sigmoid(x)))
Softplus = _named("softplus", Sigmoid)
Sinc: Any = _named("sinc", lambda x: (sympy.cos(x) - Sinc(x)) / x)
Digamma = _named("digamma", lambda x: Polygamma(1, x))
Lgamma = _named("lgamma", Digamma)
Gamma: Any = _named("gamma", lambda x: Gamma(x) * Digamma(x))


class Polygamma(sympy.Function):  # type: ignore[misc]
    """The derivative of order n of digamma; n is a number."""

    def fdiff(self, argindex: int = 2) -> Any:
        """Return the next order."""
        if argindex != 2:
            raise ValueError(argindex)
        return Polygamma(self.args[0] + 1, self.args[1])


def _choice(condition: Any, then: Any, otherwise: Any) -> Any:
    return sympy.Piecewise((then, condition), (otherwise, True))


_SAME = (
    "sqrt", "exp", "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan",
    "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf",
)  # fmt: skip
BUILDERS: dict[str, Callable[..., Any]] = {name: getattr(sympy, name) for name in _SAME} | {
    "cbrt": Cbrt,
    "ln": sympy.log,
    "log10": lambda x: sympy.log(x) / sympy.log(10),
    "log2": lambda x: sympy.log(x) / sympy.log(2),
    "abs": Abs,
    "sign": Sign,
    "floor": Floor,
    "ceil": Ceil,
    "round": Round,
    "min": lambda a, b: _choice(a <= b, a, b),
    "max": lambda a, b: _choice(a >= b, a, b),
    "relu": lambda x: _choice(x > 0, x, 0),
    "leaky_relu": lambda x: _choice(x > 0, x, x / 5),
    "elu": lambda x: _choice(x > 0, x, sympy.exp(x) - 1),
    "gelu": lambda x: x * (1 + sympy.erf(x / sympy.sqrt(2))) / 2,
    "silu": lambda x: x * Sigmoid(x),
    "softplus": Softplus,
    "sigmoid": Sigmoid,
    "gamma": Gamma,
    "lgamma": Lgamma,
    "digamma": Digamma,
    "polygamma": Polygamma,
    "sinc": Sinc,
    "step": Step,
}
_RELATIONS: dict[str, Any] = {
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
    "==": sympy.Eq,
    "!=": sympy.Ne,
}


def to_sympy(node: Node) -> Any:  # noqa: C901, PLR0911 - one return for each kind of node
    """Return a part of a formula as sympy sees it.

    Raises:
        ValueError: If a constant part of it is no finite number.
    """
    parts = [to_sympy(child) for child in node.children]
    match node:
        case Number(value=value):
            return sympy.Rational(repr(value))
        case Constant(name=name):
            return sympy.pi if name == "pi" else sympy.E
        case Variable(name=name):
            return sympy.Symbol(name, real=True)
        case Negate():
            return -parts[0]
        case Binary():
            return _joined(node, *parts)
        case Call(name=name):
            first, *others = parts
            return reduce(BUILDERS[name], others, first) if others else BUILDERS[name](first)
        case Where():
            return _choice(*parts)
        case Compare(operator=operator):
            return _RELATIONS[operator](*parts)
        case Logic(operator=operator):
            return (sympy.And if operator == "and" else sympy.Or)(*parts)
        case Not():
            return sympy.Not(*parts)
    raise TypeError(node)


def _joined(node: Binary, left: Any, right: Any) -> Any:
    value = constant_value(node)
    if value is not None and not abs(value) < float("inf"):
        raise ValueError(node)
    match node.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
    if value is not None and not _is_small_power(left, right):
        return sympy.Float(value)
    return left**right


def _is_small_power(base: Any, exponent: Any) -> bool:
    if not (base.is_Rational and exponent.is_Rational):
        return bool(base is sympy.E)
    sizes = (base.p, base.q, exponent.p, exponent.q)
    return all(
        abs(size) <= limit
        for size, limit in zip(sizes, (2**53,) * 2 + (_EXACT_POWER,) * 2, strict=True)
    )
