"""The grammar of formulas for lark's LALR parser, and the node that each of its rules makes."""

import sys
from dataclasses import replace
from typing import Literal, cast

from lark import Token, Transformer, v_args

from explorer.core.functions.measured import spelt
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Columns,
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
from explorer.core.functions.reading import faults

# Numbers are apart from words, since only a word follows without a sign: 2x, but not 2 3. An
# exponent takes signs of its own, for 2^-3.
GRAMMAR = r"""
?start: choice

?choice: either
    | either QUESTION choice COLON choice   -> where
?either: both
    | either OR both                 -> logic
?both: denial
    | both AND denial                -> logic
?denial: comparison
    | NOT denial                     -> denial
?comparison: sum
    | sum (COMPARATOR sum)+          -> comparison
?sum: product
    | sum SUM product                -> binary
?product: signed
    | product FACTOR signed          -> binary
    | product word_power             -> implicit
?signed: power
    | SUM signed                     -> sign
?power: number_power | word_power
?number_power: number_raised
    | number_raised POWER exponent   -> binary
?word_power: word_raised
    | word_raised POWER exponent     -> binary
?exponent: power
    | SUM exponent                   -> sign
?number_raised: number
    | number SUPERSCRIPT             -> superscript
?word_raised: word
    | word SUPERSCRIPT               -> superscript
number: NUMBER
?word: VARIABLE                      -> variable
    | CONSTANT                       -> constant
    | LEFT choice RIGHT              -> group
    | LEFT_BAR choice RIGHT_BAR      -> bars
    | FUNCTION LEFT choice (COMMA choice)* RIGHT -> call

%declare NUMBER SUPERSCRIPT POWER FACTOR SUM COMPARATOR LEFT RIGHT LEFT_BAR RIGHT_BAR
%declare COMMA QUESTION COLON VARIABLE CONSTANT FUNCTION AND OR NOT
"""

_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@v_args(inline=True)
class Builder(Transformer[Token, Node]):
    """One method for each rule of the grammar; tokens carry their columns.

    Raises:
        FormulaError: From a method whose parts do not fit: a comparison in place of a number, a
            wrong number of arguments, a power beyond float64.
    """

    def number(self, token: Token) -> Node:
        """3.5."""
        return Number(float(token), span=_span(token))

    def variable(self, token: Token) -> Node:
        """x, by the name that it has in the tree: X is x."""
        return Variable(str(token), span=_span(token))

    def constant(self, name: Token) -> Node:
        """Pi or e."""
        return Constant("pi" if name == "pi" else "e", span=_span(name))

    def group(self, left: Token, inner: Node, right: Token) -> Node:
        """(…) leaves no node, but its columns belong to what is inside."""
        return replace(inner, span=(_span(left)[0], _span(right)[1]))

    def bars(self, left: Token, inner: Node, right: Token) -> Node:
        """|…|."""
        return Call("abs", (_number(inner),), span=(_span(left)[0], _span(right)[1]))

    def binary(self, left: Node, sign: Token, right: Node) -> Node:
        """A sign of arithmetic between two numbers."""
        operator = cast("Operator", str(sign))
        return Binary(operator, _number(left), _number(right), span=_across(left, right))

    def implicit(self, left: Node, right: Node) -> Node:
        """2x."""
        return Binary("*", _number(left), _number(right), span=_across(left, right))

    def sign(self, sign: Token, operand: Node) -> Node:
        """-a, and +a, which leaves no node."""
        if sign == "+":
            return _number(operand)
        return Negate(_number(operand), span=(_span(sign)[0], operand.span[1]))

    def superscript(self, base: Node, token: Token) -> Node:
        """x²."""
        exponent = int(token.translate(_SUPERSCRIPTS))
        if abs(exponent) > sys.float_info.max:
            raise faults.FormulaError(faults.OUT_OF_RANGE, _span(token)[0])
        # A tree holds no negative number: x⁻² and x^(-2) are to be equal trees.
        power: Node = Number(float(abs(exponent)), span=_span(token))
        power = Negate(power, span=_span(token)) if exponent < 0 else power
        return Binary("^", _number(base), power, span=(base.span[0], _span(token)[1]))

    def call(self, name: Token, _left: Token, *rest: Node | Token) -> Node:
        """f(a, b)."""
        arguments = tuple(each for each in rest if isinstance(each, Node))
        span = (_span(name)[0], _span(cast("Token", rest[-1]))[1])
        if name == "where":
            if len(arguments) != 3:
                raise faults.wrong_count("where", 3, 3, span[0])
            return _where(*arguments, span=span)
        if name == "pow":
            if len(arguments) != 2:
                raise faults.wrong_count("pow", 2, 2, span[0])
            return Binary("^", *(_number(each) for each in arguments), span=span)
        if name == "log":
            return _logarithm(arguments, span)
        return _call(str(name), arguments, span)

    def where(self, condition: Node, _q: Token, then: Node, _c: Token, otherwise: Node) -> Node:
        """Condition ? a : b."""
        return _where(condition, then, otherwise, span=_across(condition, otherwise))

    def comparison(self, *parts: Node | Token) -> Node:
        """A < b, and a < b < c, which is a < b and b < c."""
        numbers = [_number(cast("Node", each)) for each in parts[::2]]
        links: list[Condition] = [
            Compare(cast("Comparator", str(sign)), left, right, span=_across(left, right))
            for left, sign, right in zip(numbers, parts[1::2], numbers[1:], strict=False)
        ]
        whole = links[0]
        for link in links[1:]:
            # The number in the middle stands in both links: TensorFlow computes it twice.
            whole = Logic("and", whole, link, span=_across(whole, link))
        return whole

    def logic(self, left: Node, word: Token, right: Node) -> Node:
        """A and b, a or b."""
        span = _across(left, right)
        operator = cast("Literal['and', 'or']", str(word))
        return Logic(operator, _condition(left), _condition(right), span=span)

    def denial(self, word: Token, operand: Node) -> Node:
        """Not a."""
        return Not(_condition(operand), span=(_span(word)[0], operand.span[1]))


def _call(name: str, arguments: tuple[Node, ...], span: Columns) -> Node:
    function = spelt(name)
    if not function.least <= len(arguments) <= function.most:
        raise faults.wrong_count(name, function.least, function.most, span[0])
    return Call(name, tuple(_number(each) for each in arguments), span=span)


def _logarithm(arguments: tuple[Node, ...], span: Columns) -> Node:
    """Return the natural logarithm, or that of a base given second, as in Python."""
    if not 1 <= len(arguments) <= 2:
        raise faults.wrong_count("log", 1, 2, span[0])
    whole, *bases = arguments
    for base in bases:
        # log2 and log10 have entries of their own in the table, and so their own sign on paper.
        match _number(base):
            case Number(value=2.0 | 10.0 as value):
                return _call(f"log{value:.0f}", (whole,), span)
            case _:
                quotient = (_call("ln", (each,), each.span) for each in (whole, base))
                return Binary("/", *quotient, span=span)
    return _call("ln", (whole,), span)


def _where(condition: Node, then: Node, otherwise: Node, span: Columns) -> Node:
    return Where(_condition(condition), _number(then), _number(otherwise), span=span)


def _number(node: Node) -> Node:
    if isinstance(node, Condition):
        raise faults.FormulaError(faults.NOT_A_NUMBER, node.span[0])
    return node


def _condition(node: Node) -> Condition:
    if not isinstance(node, Condition):
        raise faults.FormulaError(faults.NOT_A_CONDITION, node.span[0])
    return node


def _span(token: Token) -> Columns:
    # For the type checker: lark's own tokens may have no place, those of `reader` all do.
    return (token.start_pos or 0, token.end_pos or 0)


def _across(left: Node, right: Node) -> Columns:
    return (left.span[0], right.span[1])
