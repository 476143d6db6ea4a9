"""Parts of a formula that are numbers before any x is known."""

import math
from collections.abc import Sequence

import numpy as np

from explorer.core.functions.nodes import Binary, Constant, Negate, Node, Number

_EXACT = 2.0**53  # whole numbers up to here are the same in int and float64


def constant_value(node: Node) -> float | None:
    """Return what a part of numbers and arithmetic alone amounts to, in float64.

    Args:
        node: Any part of a formula.

    Returns:
        The number, infinite or NaN where arithmetic gives that; None when the part holds a
        variable or a function, which TensorFlow computes in the variable's dtype.
    """
    match node:
        case Number(value=value):
            return value
        case Constant(name=name):
            # The tree has π and e by name: as numbers they would be written back as their digits.
            return math.pi if name == "pi" else math.e
        case Negate(operand=operand):
            value_or_none = constant_value(operand)
            return None if value_or_none is None else -value_or_none
        case Binary(operator=operator, left=left, right=right):
            first, second = constant_value(left), constant_value(right)
            return None if first is None or second is None else _joined(operator, first, second)
    return None


def is_short_arithmetic(node: Node) -> bool:
    """Return whether Python's own arithmetic gives a constant part the same value, as written."""
    value = constant_value(node)
    small = value is not None and abs(value) <= _EXACT
    return small and all(is_short_arithmetic(child) for child in node.children)


def needs_dtype(arguments: Sequence[Node]) -> list[bool]:
    """Return which arguments of a TensorFlow function are numbers in front of every tensor.

    In a graph TensorFlow gives a later number the dtype of the tensor before it, but a first one
    float32 or int32; eagerly it looks at all arguments first.
    """
    constant = [constant_value(argument) is not None for argument in arguments]
    return [all(constant[: index + 1]) for index in range(len(constant))]


def _joined(operator: str, left: float, right: float) -> float:
    try:
        match operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
        # Not **, which makes a complex number of (−8)**0.5.
        return math.pow(left, right)
    # Python raises where float64 has an answer: for 1/0, 9.0**999 and (−8)**0.5.
    except (ArithmeticError, ValueError):
        return _beyond(operator, left, right)


def _beyond(operator: str, left: float, right: float) -> float:
    """Return the infinity or NaN for which Python raises an error."""
    with np.errstate(all="ignore"):
        # Only a quotient or a power gets here: sums and products end in infinity by themselves.
        joined = np.divide if operator == "/" else np.power
        return float(joined(np.float64(left), np.float64(right)))
