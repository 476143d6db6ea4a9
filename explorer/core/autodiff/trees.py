"""Formula trees with some of their nodes exchanged."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Logic,
    Negate,
    Node,
    Not,
    Variable,
    Where,
)


def with_children(node: Node, children: Sequence[Any]) -> Node:
    """Return the node with other children, each of the kind of the one that it stands for."""
    match node:
        case Negate() | Not():
            return replace(node, operand=children[0])
        case Binary() | Compare() | Logic():
            return replace(node, left=children[0], right=children[1])
        case Call():
            return replace(node, arguments=tuple(children))
        case Where():
            condition, then, otherwise = children
            return replace(node, condition=condition, then=then, otherwise=otherwise)
    return node


def substituted(node: Node, stand_in: Node) -> Node:
    """Return the tree with `stand_in` wherever a variable stood."""
    if isinstance(node, Variable):
        return stand_in
    return with_children(node, [substituted(child, stand_in) for child in node.children])
