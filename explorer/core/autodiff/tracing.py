"""Formulas as graphs of TensorFlow's own operations; a formula is traced once, never again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import tensorflow as tf

from explorer.core.autodiff.parts import FormulaPart, parts_of
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function
from explorer.core.kept import kept

SILENT = frozenset({"Const", "Placeholder", "Identity", "NoOp"})  # they compute nothing
BACKWARD = "gradient_tape/"  # the name scope in which a tape goes back through a graph


@dataclass(frozen=True, slots=True)
class TracedOperation:
    """One TensorFlow operation behind dy/dx, as TensorFlow itself lists it.

    Attributes:
        operation: As TensorFlow names it; "Placeholder" is x, "Const" a number.
        phase: Whether it computes y, or goes back through that.
        inputs: Indexes of the operations that it takes.
        value: Its result when that is a scalar.
        recorded: Whether an outer tape records it: it depends on x by floating-point numbers.
        node: Index of the node of the recording that it belongs to, if it does.
    """

    operation: str
    phase: Literal["forward", "backward"]
    inputs: tuple[int, ...]
    value: float | None
    recorded: bool
    node: int | None


def computed(parts: Sequence[FormulaPart], x: Any) -> list[Any]:
    """Return the value of every part, in order; each works in a name scope of its own."""
    values: list[Any] = [x]
    for index, part in enumerate(parts[1:], start=1):
        # By this scope in its name an operation of the graph is known to belong to the part.
        with tf.name_scope(f"part{index}"):
            # A number has no operands and takes x, for its dtype alone.
            values.append(tensor_function(part.rule)(*(operands(part, parts, values) or (x,))))
    return values


def operands(
    part: FormulaPart, parts: Sequence[FormulaPart], values: Sequence[Any]
) -> tuple[Any, ...]:
    """Return the values that a part's rule takes: those of its inputs in which x occurs."""
    return tuple(values[index] for index in part.inputs if parts[index].depends)


@lru_cache(maxsize=32)
def operations_of(formula: Formula, dtype: str) -> tuple[tuple[str, ...], ...]:
    """Return TensorFlow's operations for each part, in the order of `parts_of`."""
    parts = parts_of(formula)
    graph = _trace(lambda x: computed(parts, x), dtype).graph
    names: list[list[str]] = [[] for _ in parts]
    for operation in graph.get_operations():
        index = _part(operation.name)
        if index is not None and parts[index].inputs and operation.type not in SILENT:
            names[index].append(operation.type)
    return tuple(tuple(part) for part in names)


def operations_of_slope(formula: Formula, at: float, dtype: str) -> tuple[TracedOperation, ...]:
    """Return every operation that dy/dx is computed from: what an outer tape gets to see.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis.
        dtype: TensorFlow name of the precision.

    Returns:
        In the order of computation, forward ones first; empty when dy/dx is None.
    """
    slope = _slope(formula, dtype)
    values = slope.values(tf.constant(at, dtype=dtype))
    index_of = {operation.name: index for index, operation in enumerate(slope.operations)}
    traced: list[TracedOperation] = []
    for operation, value in zip(slope.operations, values, strict=True):
        inputs = tuple(index_of[tensor.op.name] for tensor in operation.inputs)
        traced.append(
            TracedOperation(
                operation=operation.type,
                phase="forward" if operation.name in slope.forward else "backward",
                inputs=inputs,
                value=float(value) if value.shape.rank == 0 else None,
                recorded=_followed(operation)
                and (not inputs or any(traced[place].recorded for place in inputs)),
                node=_part(operation.name.removeprefix(BACKWARD)),
            )
        )
    return tuple(traced)


def gradients_of_slope(formula: Formula, at: float, dtype: str) -> tuple[float | None, ...]:
    """Return d(dy/dx)/du for every operation u behind dy/dx, as an outer tape answers.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis.
        dtype: TensorFlow name of the precision.

    Returns:
        In the order of `operations_of_slope`; the one of x is d²y/dx². None where no path leads
        from dy/dx back to the operation.
    """
    slope = _slope(formula, dtype)
    answers = iter(slope.gradients(tf.constant(at, dtype=dtype)))
    return tuple(float(next(answers)) if reached else None for reached in slope.reached)


@dataclass(frozen=True, slots=True)
class _TracedSlope:
    """What dy/dx is computed from.

    Attributes:
        operations: In the order of computation.
        forward: Names of those behind y.
        values: Returns their results at x.
        gradients: Returns the gradient of dy/dx towards each of those that are `reached`.
        reached: Whether a path leads from dy/dx back to each operation.
    """

    operations: tuple[Any, ...]
    forward: frozenset[str]
    values: Callable[[Any], Any]
    gradients: Callable[[Any], Any]
    reached: tuple[bool, ...]


# A trace and its first run take some tenths of a second; where x alone changes, none is needed.
@kept(0.6)
def _slope(formula: Formula, dtype: str) -> _TracedSlope:
    parts = parts_of(formula)

    def value_and_slope(x: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.identity(computed(parts, x)[-1])
        return y, tape.gradient(y, x)

    traced = _trace(value_and_slope, dtype)
    y, *slope = traced.outputs
    # What y alone needs is left out: an outer tape that is asked for dy/dx never gets there.
    needed = _ancestors(slope)
    operations = tuple(item for item in traced.graph.get_operations() if item.name in needed)
    results = [item.outputs[0] for item in operations]
    with traced.graph.as_default():
        # Not a tape, which cannot be asked of operations that were made without it.
        answers = tf.gradients(slope, results) if slope else []
    found = [answer for answer in answers if answer is not None]
    return _TracedSlope(
        operations=operations,
        forward=_ancestors([y]),
        values=traced.prune(traced.inputs, results),
        gradients=traced.prune(traced.inputs, found),
        reached=tuple(answer is not None for answer in answers),
    )


def _trace(function: Callable[[Any], Any], dtype: str) -> Any:
    # Only what wrap_function returns can be pruned to other results than those it was traced for.
    return tf.compat.v1.wrap_function(function, [tf.TensorSpec((), dtype)])


def _ancestors(tensors: Sequence[Any]) -> frozenset[str]:
    names: set[str] = set()
    waiting = [tensor.op for tensor in tensors]
    while waiting:
        operation = waiting.pop()
        if operation.name not in names:
            names.add(operation.name)
            waiting.extend(tensor.op for tensor in operation.inputs)
    return frozenset(names)


def _followed(operation: Any) -> bool:
    """Return whether a tape follows a result of this kind: no constant, no integer, no truth value."""
    return operation.type != "Const" and bool(operation.outputs[0].dtype.is_floating)


def _part(name: str) -> int | None:
    scope = name.partition("/")[0].removeprefix("part")
    return int(scope) if scope.isdecimal() else None
