"""A formula taken apart into single operations, each a small formula of its own.

A number, and every other piece in which x does not occur, stays written inside the operation
that uses it, as in `x**2`: so the tape meets the same operations as in the whole formula. A
condition stays inside the choice that it decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from explorer.core.functions.formula import Formula
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Columns,
    Compare,
    Condition,
    Logic,
    Negate,
    Node,
    Not,
    Variable,
    Where,
    with_depths,
)


@dataclass(frozen=True, slots=True)
class FormulaPart:
    """One operation of a formula, or x, or a number.

    Attributes:
        name: What a program calls its result: "x", "u1" …; a number has no name, "".
        whole: Everything that was computed up to here, as it was typed.
        statement: The operation alone, written with the names of its inputs.
        rule: The same with a variable of its own for each of `operands`.
        inputs: Indexes of the parts that it takes, in the order in which they are written.
        compared: How many of those, from the first, are only compared in a condition.
        spans: Columns of the typed text, first and one past the last; several for x.
        word: How the formula itself writes the operation: "sec", "^", "where".
    """

    name: str
    whole: Formula
    statement: Formula
    rule: Formula
    inputs: tuple[int, ...] = ()
    compared: int = 0
    spans: tuple[Columns, ...] = ()
    word: str = ""

    @property
    def depends(self) -> bool:
        """Whether x occurs in it."""
        return bool(self.name)


def parts_of(formula: Formula) -> tuple[FormulaPart, ...]:
    """Return the parts in an order in which they can be computed: x first, f itself last.

    x is one part however often it occurs, and is there even when it does not occur.

    Args:
        formula: f, a function of one variable.
    """
    (name,) = formula.variables
    x = replace(formula, tree=Variable(name))
    taking = _Taking(formula, [FormulaPart(name, whole=x, statement=x, rule=x)])
    taking.take(formula.tree)
    return tuple(taking.parts)


@dataclass(slots=True)
class _Taking:
    formula: Formula
    parts: list[FormulaPart] = field(default_factory=list)

    def take(self, node: Node) -> int:
        """Append the part that `node` stands for, after its inputs; return its index."""
        if isinstance(node, Variable):
            x = self.parts[0]
            self.parts[0] = replace(x, spans=(*x.spans, node.span))
            return 0
        if not _depends(node):
            leaf = replace(self.formula, tree=node)
            return self._append(
                FormulaPart("", whole=leaf, statement=leaf, rule=leaf, spans=(node.span,))
            )
        return self._take_operation(node)

    def _take_operation(self, node: Node) -> int:
        children = list(_numeric(node))
        # First, so that each part stands behind what it takes.
        inputs = tuple(self.take(child) for child in children)
        depends = [self.parts[index].depends for index in inputs]
        names = [self.parts[index].name for index in inputs]
        # In x·x both places hold x. With a variable for each the slopes are x and x, not 2x twice.
        places = [f"operand{place}" if depends[place] else "" for place in range(len(inputs))]
        rule = replace(self._with(node, children, places), variables=tuple(filter(None, places)))
        part = FormulaPart(
            # Operations alone are counted, so that the names of a program have no gaps.
            name=f"u{1 + sum(bool(part.inputs) for part in self.parts)}",
            whole=replace(self.formula, tree=node),
            statement=self._with(node, children, names),
            rule=rule,
            inputs=inputs,
            compared=len(list(_numeric(node.condition))) if isinstance(node, Where) else 0,
            spans=(node.span,),
            word=_word(node),
        )
        return self._append(part)

    def _append(self, part: FormulaPart) -> int:
        self.parts.append(part)
        return len(self.parts) - 1

    def _with(self, node: Node, children: Sequence[Node], names: Sequence[str]) -> Formula:
        """Return the operation with variables of these names for its inputs, "" for as it is."""
        stand_ins = iter(
            Variable(name) if name else child for child, name in zip(children, names, strict=True)
        )
        return replace(self.formula, tree=_rebuilt(node, stand_ins))


def _depends(node: Node) -> bool:
    return any(isinstance(part, Variable) for part, _ in with_depths(node))


def _numeric(node: Node) -> Iterator[Node]:
    """Yield the numbers that a node takes; of a condition, those that it compares."""
    for child in node.children:
        if isinstance(child, Condition):
            yield from _numeric(child)
        else:
            yield child


def _rebuilt(node: Node, numbers: Iterator[Node]) -> Node:
    """Return the node with other numbers, in the order of `_numeric`."""
    children = [
        _rebuilt(child, numbers) if isinstance(child, Condition) else next(numbers)
        for child in node.children
    ]
    return with_children(node, children)


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


def _word(node: Node) -> str:
    match node:
        case Call(name=name):
            return name
        case Binary(operator=operator):
            return operator
        case Where():
            return "where"
    return "-"
