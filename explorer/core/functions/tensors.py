"""A formula as a TensorFlow function: its tree is walked, nothing of it is run as Python."""

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Array
from explorer.core.functions.constants import constant_value, needs_dtype
from explorer.core.functions.measured import defined
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    Logic,
    Negate,
    Node,
    Not,
    Variable,
    Where,
)
from explorer.core.functions.table import FUNCTIONS


def _closures() -> dict[str, Callable[..., Any]]:
    """Return every function of the table; the definition that a learner reads is what is run.

    The texts are this program's own. What a person types never comes here: its tree is walked.
    """
    names: dict[str, Any] = {"tf": tf}
    exec("\n".join(each.definition for each in FUNCTIONS.values()), names)  # noqa: S102 - see above
    return {name: names[name] for name in FUNCTIONS}


CLOSURES = _closures()


@lru_cache(maxsize=64)
def _closure(name: str) -> Callable[..., Any]:
    if name in CLOSURES:
        return CLOSURES[name]
    # Made of numbers alone, whose text is Python's own.
    names: dict[str, Any] = {"tf": tf}
    exec(defined(name).definition, names)  # noqa: S102 - see above
    closure: Callable[..., Any] = names[name]
    return closure


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    # Not Python's own words, which would ask a tensor for one truth value.
    "and": operator.and_,
    "or": operator.or_,
}


def tensor_function(formula: Formula) -> Callable[..., Any]:
    """Return f as a function of tensors, elementwise, in the dtype of its arguments.

    It does the operations that `python_source` writes, in the same order: for 2*x**2 a power,
    then a product. A number becomes a tensor of the first argument's dtype where it meets one.

    Args:
        formula: What is computed.

    Returns:
        Takes one tensor or variable for each of the formula's variables, of one floating
        dtype and of shapes that broadcast, and returns a tensor of that dtype.
    """

    def function(*values: Any) -> Any:
        with np.errstate(over="ignore"):  # 1e308 is infinite in float32, which is no news
            return _spread(formula, values)

    # There is no Python control flow to convert, and what AutoGraph cannot read it complains of.
    return tf.autograph.experimental.do_not_convert(function)  # type: ignore[no-any-return]


def array_function(formula: Formula) -> Callable[..., Array]:
    """Return f as a function of NumPy arrays, computed by TensorFlow in their dtype.

    Args:
        formula: What is computed.

    Returns:
        Takes one array for each of the formula's variables and returns an array.
    """
    function = tensor_function(formula)
    return lambda *values: function(*map(tf.constant, values)).numpy()


def _spread(formula: Formula, values: tuple[Any, ...]) -> Any:
    named = dict(zip(formula.variables, values, strict=True))
    result = _value(formula.tree, named, values[0].dtype)
    if isinstance(formula.tree, Variable):
        return tf.identity(result)  # not the variable itself, which may change later
    if _depends(formula.tree):
        return result
    # A constant has the shape of x all the same; the shown source has the same factor.
    return result * tf.ones_like(values[0])


def _depends(node: Node) -> bool:
    return isinstance(node, Variable) or any(_depends(child) for child in node.children)


def _value(node: Node, named: Mapping[str, Any], dtype: Any) -> Any:  # noqa: PLR0911 - one return for each kind of node
    """Return a part as a tensor, as a Python number where it is constant."""
    value = constant_value(node)
    if value is not None:
        return value
    match node:
        case Variable(name=name):
            return named[name]
        # exp, as a power would round e to the dtype first: 22026.459 for e^10 in float32, not .466.
        case Binary(operator="^", left=Constant(name="e"), right=right):
            return tf.exp(_value(right, named, dtype))
        case Negate(operand=operand):
            return -_value(operand, named, dtype)
        case Not(operand=operand):
            return tf.logical_not(_value(operand, named, dtype))
        case Binary() | Compare() | Logic():
            left, right = (_value(child, named, dtype) for child in node.children)
            return _OPERATORS[node.operator](left, right)
        case Call(name=name):
            return _called(_closure(name), _arguments(node.children, named, dtype))
        case Where(condition=condition):
            then, otherwise = _arguments(node.children[1:], named, dtype)
            return tf.where(_value(condition, named, dtype), then, otherwise)
    raise TypeError(node)


def _called(closure: Callable[..., Any], arguments: list[Any]) -> Any:
    """Return a function of its arguments; more than two are taken two by two."""
    if len(arguments) == 1:
        return closure(arguments[0])
    whole = arguments[0]
    for other in arguments[1:]:
        whole = closure(whole, other)
    return whole


def _arguments(nodes: tuple[Node, ...], named: Mapping[str, Any], dtype: Any) -> list[Any]:
    """Return arguments; a number in front of every tensor takes the dtype of x."""
    values = [_value(node, named, dtype) for node in nodes]
    return [
        tf.constant(value, dtype) if needed else value
        for value, needed in zip(values, needs_dtype(nodes), strict=True)
    ]
