"""Formula trees as sympy expressions and back, node by node; only the process of sympy imports it.

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
    Comparator,
    Compare,
    Condition,
    Constant,
    Logic,
    Negate,
    Node,
    Not,
    Number,
    Operator,
    Variable,
    Where,
)
from explorer.core.functions.table import FUNCTIONS

_EXACT_POWER = 64  # larger powers of numbers are computed in float64, lest they fill the memory


# Sympy's own functions lead out of real formulas: the slope of its sign is a Dirac delta, that of
# floor no formula, and its cbrt is complex left of 0.
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
        """Return the next order.

        Raises:
            ValueError: For a derivative by n.
        """
        if argindex != 2:
            raise ValueError(argindex)
        return Polygamma(self.args[0] + 1, self.args[1])


def _choice(condition: Any, then: Any, otherwise: Any) -> Any:
    return sympy.Piecewise((then, condition), (otherwise, True))


_SAME = (
    "sqrt", "exp", "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan",
    "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc",
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
_RELATIONS: dict[Comparator, Any] = {
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
    "==": sympy.Eq,
    "!=": sympy.Ne,
}
_COMPARATORS = {relation: sign for sign, relation in _RELATIONS.items()}
_NAMES = {"log": "ln", "Abs": "abs", "Polygamma": "polygamma"}  # sympy makes |x| of √(x²) by itself
_DECIMALS = 6  # at most; 1/3 stays a fraction


def to_sympy(node: Node) -> Any:  # noqa: C901, PLR0911 - one return for each kind of node
    """Return a part of a formula as sympy sees it.

    Raises:
        ValueError: If a constant part of it is no finite number.
    """
    parts = [to_sympy(child) for child in node.children]
    match node:
        case Number(value=value):
            # Of the digits: Rational(0.1) is the binary fraction
            # 3602879701896397/36028797018963968.
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


class Returning:
    """Turns sympy expressions into formula trees.

    Args:
        decimals: Whether fractions such as 1/5 are written 0.2.
    """

    def __init__(self, *, decimals: bool) -> None:
        self._decimals = decimals

    def tree(self, found: Any) -> Node:  # noqa: PLR0911 - one return for each kind of expression
        """Return an expression as a formula tree.

        Raises:
            ValueError: If it holds what a formula cannot say: i, infinities, integrals.
        """
        if found.is_Rational or found.is_Float:
            return self._number(found)
        if found in {sympy.pi, sympy.E}:
            return Constant("pi" if found is sympy.pi else "e")
        if found.is_Symbol:
            return Variable(found.name)
        if found.is_Add:
            return self._sum(found)
        if found.is_Mul:
            return self._product(found)
        if isinstance(found, sympy.exp):
            return Call("exp", (self.tree(found.args[0]),))
        if found.is_Pow:
            return self._power(found.base, found.exp)
        if isinstance(found, sympy.Piecewise):
            return self._choice(found)
        return self._call(found)

    def _number(self, found: Any) -> Node:
        value = float(found)
        if value < 0:
            return Negate(self._number(-found))
        if not value < float("inf"):
            raise ValueError(found)
        if found.is_Float or found.is_Integer or self._is_decimal(found):
            return Number(value)
        return Binary("/", self._number(sympy.Integer(found.p)), Number(float(found.q)))

    def _is_decimal(self, found: Any) -> bool:
        return self._decimals and 10**_DECIMALS % found.q == 0

    def _sum(self, found: Any) -> Node:
        terms = found.as_ordered_terms()
        if _is_negative(terms[0]):
            terms.sort(key=_is_negative)  # 4x − x², not −x² + 4x
        whole = self.tree(terms[0])
        for term in terms[1:]:
            operator: Operator = "-" if _is_negative(term) else "+"
            whole = Binary(operator, whole, self.tree(-term if operator == "-" else term))
        return whole

    def _product(self, found: Any) -> Node:
        coefficient, rest = found.as_coeff_Mul()
        # Exact: otherwise exp(-x)/2 would become 1/(2·exp(x)).
        above, below = sympy.fraction(rest, exact=True)
        divisor = sympy.Integer(1)
        if coefficient.is_Rational and not self._is_decimal(coefficient):
            coefficient, divisor = sympy.Integer(coefficient.p), sympy.Integer(coefficient.q)
        numerator = self._factors(abs(coefficient), above, negative=coefficient < 0)
        if divisor == 1 and below == 1:
            return numerator
        return Binary("/", numerator, self._factors(divisor, below))

    def _factors(self, number: Any, found: Any, *, negative: bool = False) -> Node:
        """Return a product with its number, if it needs one, and its sign in front."""
        factors = [each for each in found.as_ordered_factors() if each != 1]
        trees = [self._number(number)] if number != 1 or not factors else []
        trees += [self.tree(factor) for factor in factors]
        if negative:
            trees[0] = Negate(trees[0])
        return reduce(lambda left, right: Binary("*", left, right), trees)

    def _power(self, base: Any, exponent: Any) -> Node:
        if exponent.is_number and exponent < 0:
            return Binary("/", Number(1.0), self.tree(base**-exponent))
        if exponent == sympy.Rational(1, 2):
            return Call("sqrt", (self.tree(base),))
        return Binary("^", self.tree(base), self.tree(exponent))

    def _call(self, found: Any) -> Node:
        name = type(found).__name__
        name = _NAMES.get(name, name)
        if name not in FUNCTIONS:
            raise ValueError(found)
        return Call(name, tuple(self.tree(each) for each in found.args))

    def _choice(self, found: Any) -> Node:
        *choices, (last, always) = found.args
        if always != sympy.true:
            raise ValueError(found)
        whole = self.tree(last)
        for value, condition in reversed(choices):
            whole = Where(self._condition(condition), self.tree(value), whole)
        return whole

    def _condition(self, found: Any) -> Condition:
        if isinstance(found, (sympy.And, sympy.Or)):
            name = "and" if isinstance(found, sympy.And) else "or"
            parts = [self._condition(each) for each in found.args]
            return reduce(lambda left, right: Logic(name, left, right), parts)  # type: ignore[arg-type]
        if isinstance(found, sympy.Not):
            return Not(self._condition(found.args[0]))
        if type(found) not in _COMPARATORS:
            raise ValueError(found)
        return Compare(_COMPARATORS[type(found)], self.tree(found.lhs), self.tree(found.rhs))


def _is_negative(term: Any) -> bool:
    return bool(term.as_coeff_Mul()[0] < 0)
