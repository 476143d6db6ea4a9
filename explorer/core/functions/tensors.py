"""A formula as a TensorFlow function: its tree is walked, nothing of it is run as Python."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.functions.constants import constant_value, needs_dtype
from explorer.core.functions.formula import Formula
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Constant,
    Logic,
    Negate,
    Node,
    Not,
    Variable,
    Where,
)
from explorer.core.functions.table import SINC_DIVISORS, SINC_REACH


def _cbrt(x: Any) -> Any:
    return tf.sign(x) * tf.abs(x) ** (1 / 3)


def _sinc(x: Any) -> Any:
    """Return sin(x)/x, near 0 by its series, in which no branch can leak NaN."""
    near = tf.abs(x) < SINC_REACH
    v = tf.where(near, x * x, 0)
    series = 1 - v / SINC_DIVISORS[-1]
    for divisor in reversed(SINC_DIVISORS[:-1]):
        series = 1 - v / divisor * series
    w = tf.where(near, tf.ones_like(x), x)
    return tf.where(near, series, tf.sin(w) / w)


def _wide(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function computed in float64, which takes and gives the dtype of its first argument.

    TensorFlow has polygamma, and so the f″ of Γ, in float32 and float64 only.
    """
    return lambda *x: tf.cast(function(*(tf.cast(each, tf.float64) for each in x)), x[0].dtype)


def _gamma(x: Any) -> Any:
    """Return Γ(x), whose sign left of 0 changes at every whole number."""
    return tf.cos(math.pi * tf.floor(tf.minimum(x, 0))) * tf.exp(tf.math.lgamma(x))


CLOSURES: dict[str, Callable[..., Any]] = {
    "sqrt": tf.sqrt,
    "cbrt": _cbrt,
    "exp": tf.exp,
    "ln": tf.math.log,
    "log10": lambda x: tf.math.log(x) / math.log(10),
    "log2": lambda x: tf.math.log(x) / math.log(2),
    "sin": tf.sin,
    "cos": tf.cos,
    "tan": tf.tan,
    "sec": lambda x: 1 / tf.cos(x),
    "csc": lambda x: 1 / tf.sin(x),
    "cot": lambda x: tf.cos(x) / tf.sin(x),
    "asin": tf.asin,
    "acos": tf.acos,
    "atan": tf.atan,
    "sinh": tf.sinh,
    "cosh": tf.cosh,
    "tanh": tf.tanh,
    "asinh": tf.asinh,
    "acosh": tf.acosh,
    "atanh": tf.atanh,
    "abs": tf.abs,
    "sign": tf.sign,
    "floor": tf.floor,
    "ceil": tf.math.ceil,
    "round": tf.round,
    "min": tf.minimum,
    "max": tf.maximum,
    "relu": tf.nn.relu,
    "leaky_relu": lambda x: tf.where(x > 0, x, 0.2 * x),
    "elu": tf.nn.elu,
    "gelu": lambda x: 0.5 * x * tf.math.erfc(-x / math.sqrt(2)),
    "silu": tf.nn.silu,
    "softplus": tf.nn.softplus,
    "sigmoid": tf.sigmoid,
    "erf": lambda x: tf.math.erf(tf.clip_by_value(x, -30, 30)),
    "gamma": _wide(_gamma),
    "lgamma": _wide(tf.math.lgamma),
    "digamma": _wide(tf.math.digamma),
    "polygamma": _wide(tf.math.polygamma),
    "sinc": _sinc,
    "step": lambda x: tf.cast(x >= 0, x.dtype),
}
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
        return _spread(formula, values)

    # There is no Python control flow to convert, and what AutoGraph cannot read it complains of.
    return tf.autograph.experimental.do_not_convert(function)  # type: ignore[no-any-return]


def array_function(formula: Formula) -> Callable[..., NDArray[Any]]:
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
            return _called(CLOSURES[name], _arguments(node.children, named, dtype))
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
