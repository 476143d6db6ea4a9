"""Derivatives that TensorFlow answers NaN for although they exist: those of powers where the base is 0."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
import tensorflow as tf

from explorer.core.autodiff.derivatives import nested, sample
from explorer.core.autodiff.parts import with_children
from explorer.core.functions.constants import constant_value
from explorer.core.functions.formula import Formula, plain, python_source
from explorer.core.functions.nodes import Binary, Node, Number, Variable, with_depths
from explorer.core.functions.symbolic.derivative import derivative
from explorer.core.functions.tensors import tensor_function
from explorer.core.numerals import exact
from explorer.core.sentences import ExplorerError, Sentence, said

_NEAR = 1e-6  # in units of the x axis, to either side
SYMBOLS = ("f", "f′", "f″", "f‴", "f⁗")


@dataclass(frozen=True, slots=True)
class Lost:
    """A derivative that is lost in TensorFlow's gradient of a power.

    Attributes:
        order: Which derivative.
        value: What it is.
        sentence: Why TensorFlow answers NaN, and what it is.
        safe: TensorFlow source of f, in x, that has this derivative.
    """

    order: int
    value: float
    sentence: Sentence
    safe: str


def lost_derivatives(
    formula: Formula, at: float, values: Sequence[float | None]
) -> tuple[Lost, ...]:
    """Return which derivatives are NaN by TensorFlow's gradient of powers alone.

    tf.pow has the gradient y · x^(y − 1) with respect to x. Each differentiation lowers the
    exponent; once a whole one has gone below 0, a factor 0 meets x^(−1), infinite at 0.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis.
        values: f, f′, f″ … there as nested tapes answer them, None where they answer None.

    Returns:
        One for each order with NaN, exact by symbols, whose safe form gives just that number.
    """
    orders = [
        order for order, value in enumerate(values) if value is not None and math.isnan(value)
    ]
    bases = _flat_bases(formula, at) if orders and 0 not in orders else []
    if not bases:
        return ()
    safe = replace(formula, tree=_multiplied_out(formula.tree))
    before, answers, after = (_answers(safe, at + by, max(orders)) for by in (-_NEAR, 0.0, _NEAR))
    found = []
    for order in orders:
        value = _exact(formula, at, order)
        # |x|³ has no fourth derivative at 0, where its third jumps from −6 to 6.
        jumps = any(
            not math.isclose(left, right, rel_tol=1e-3, abs_tol=1e-3)
            for left, right in zip(before[: order + 1], after, strict=False)
        )
        # Only what is true is offered: the safe form has been tried.
        is_same = math.isclose(answers[order], value, rel_tol=1e-9, abs_tol=1e-12)
        if math.isfinite(value) and is_same and not jumps:
            sentence = said(
                "Caveats",
                "{symbol} is {value}; TensorFlow answers NaN, as its gradient of a power multiplies 0 "
                "by 0⁻¹ where {base} is 0.",
                symbol=SYMBOLS[order],
                value=exact(value + 0.0),
                base=bases[0],
            )
            found.append(Lost(order, value + 0.0, sentence, python_source(safe)))
    return tuple(found)


def _flat_bases(formula: Formula, at: float) -> list[str]:
    """Return the bases of whole powers, as text, that are 0 at a place."""
    bases = [
        replace(formula, tree=node.left)
        for node, _ in with_depths(formula.tree)
        if isinstance(node, Binary) and _is_whole_power(node)
    ]
    place = np.array([at])
    return [plain(base) for base in bases if sample(base, place, 0)[0, 0] == 0]


def _is_whole_power(node: Node) -> bool:
    if not (isinstance(node, Binary) and node.operator == "^"):
        return False
    exponent = constant_value(node.right)
    depends = any(isinstance(each, Variable) for each, _ in with_depths(node.left))
    return depends and exponent in range(5)  # from x⁵ on no fourth derivative is lost


def _multiplied_out(tree: Node) -> Node:
    """Return a tree with products in place of its whole powers."""
    node = with_children(tree, [_multiplied_out(child) for child in tree.children])
    if not _is_whole_power(node) or not isinstance(node, Binary):
        return node
    factors = [node.left] * int(constant_value(node.right) or 0)
    return reduce(lambda left, right: Binary("*", left, right), factors) if factors else Number(1.0)


def _answers(formula: Formula, at: float, order: int) -> list[float]:
    """Return f, f′ … by the tape, 0 where it answers None: they do not depend on x any more."""
    x = tf.Variable(at, dtype=tf.float64)
    values = nested(tensor_function(formula), x, order, watch=False)
    return [0.0 if value is None else float(value) for value in values]


def _exact(formula: Formula, at: float, order: int) -> float:
    try:
        return float(sample(derivative(formula, order), np.array([at]), 0)[0, 0])
    except ExplorerError:
        return math.nan
