"""What sympy found, as formula trees; only the process of sympy imports it."""

from functools import reduce
from typing import Any

import sympy

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

_NAMES = {"log": "ln", "Abs": "abs", "Polygamma": "polygamma"}
_RELATIONS: dict[Any, Comparator] = {
    sympy.StrictLessThan: "<",
    sympy.LessThan: "<=",
    sympy.StrictGreaterThan: ">",
    sympy.GreaterThan: ">=",
    sympy.Equality: "==",
    sympy.Unequality: "!=",
}
_DECIMALS = 6


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
        if type(found) not in _RELATIONS:
            raise ValueError(found)
        return Compare(_RELATIONS[type(found)], self.tree(found.lhs), self.tree(found.rhs))


def _is_negative(term: Any) -> bool:
    return bool(term.as_coeff_Mul()[0] < 0)
