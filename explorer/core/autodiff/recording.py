"""What a tape records of a formula, operation by operation, and the gradient of every value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from explorer.core.arrays import DType
from explorer.core.autodiff.derivatives import rounded
from explorer.core.autodiff.narration import narrated
from explorer.core.autodiff.parts import FormulaPart, parts_of
from explorer.core.autodiff.results import (
    Answer,
    Input,
    Program,
    RecordedNode,
    Recording,
    Source,
    program_head,
)
from explorer.core.autodiff.tracing import computed, operands, operations_of
from explorer.core.functions.formula import Formula, plain, python_source
from explorer.core.functions.tensors import tensor_function


def record(
    formula: Formula, at: float, source: Source = "variable", dtype: DType = "float32"
) -> Recording:
    """Compute y = f(x) operation by operation under a persistent tape and go back through it.

    With ū = dy/du for every value u, the chain rule hands ū · ∂u/∂v on to each v that u was
    computed from, and v̄ is the sum of what v is handed. The gradients are those of
    `tape.gradient`, asked for each value; ∂u/∂v comes from a small tape around u alone.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis; rounded to `dtype`.
        source: What x is: a Variable, a constant, or a constant that the tape watches.
        dtype: Precision of every value.

    Raises:
        ExplorerError: When x cannot be held in `dtype`.

    Source: A. Griewank, A. Walther, "Evaluating derivatives", 2nd edition, SIAM (2008),
        section 3.2.
    """
    parts = parts_of(formula)
    place = rounded(at, dtype)
    taped = _taped(parts, place, source, dtype)
    program, lines = _program_of(parts, place, source, dtype, taped.answer)
    operations = operations_of(formula, dtype)
    layers = _layers(parts)
    nodes = tuple(
        RecordedNode(
            operation=_operation(part, operations[index], source),
            operations=operations[index],
            label=plain(part.whole),
            value=float(taped.values[index]),
            gradient=taped.gradients[index],
            recorded=source != "constant" and part.depends,
            inputs=_inputs(part, parts, taped.values, taped.gradients[index]),
            spans=part.spans,
            line=lines[index],
            layer=layers[index],
        )
        for index, part in enumerate(parts)
    )
    return Recording(place, source, dtype, nodes, narrated(nodes, source, dtype), program)


@dataclass(frozen=True, slots=True)
class _Taped:
    values: list[Any]
    gradients: list[float | None]
    answer: Answer


def _taped(parts: tuple[FormulaPart, ...], at: float, source: Source, dtype: str) -> _Taped:
    x: Any = (tf.Variable if source == "variable" else tf.constant)(at, dtype=dtype)
    with tf.GradientTape(persistent=True) as tape:
        if source == "watched":
            tape.watch(x)
        values = computed(parts, x)
        # A target that is its own source has the gradient 1, even of a constant that nobody watched.
        y = tf.identity(x) if values[-1] is x else values[-1]
    recorded = source != "constant" and parts[-1].depends
    # All at once: one way back serves every value. Unrecorded, y would still answer 1 for itself.
    gradients = tape.gradient(y, values) if recorded else [None] * len(values)
    return _Taped(values, [_number(each) for each in gradients], Answer.given(tape.gradient(y, x)))


def _inputs(
    part: FormulaPart, parts: tuple[FormulaPart, ...], values: list[Any], gradient: float | None
) -> tuple[Input, ...]:
    edges = iter(_edges(part, operands(part, parts, values), gradient))
    inputs = []
    for place, index in enumerate(part.inputs):
        local, handed_back = next(edges) if parts[index].depends else (None, None)
        inputs.append(Input(index, place < part.compared, local, handed_back))
    return tuple(inputs)


def _edges(
    part: FormulaPart, taken: tuple[Any, ...], gradient: float | None
) -> list[tuple[float | None, float | None]]:
    """Return the local slope and what is handed back for each operand.

    Both come from a tape around this one operation, started with 1 and with the part's own
    gradient: TensorFlow's 0 · inf is not always NaN, so a product of ours would not do.
    """
    if not taken:
        return []
    # Copies, as in x·x both operands are one tensor, whose gradient is the sum of both slopes.
    copies = [tf.identity(value) for value in taken]
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(copies)
        result = tensor_function(part.rule)(*copies)
    local = tape.gradient(result, copies)
    incoming = None if gradient is None else tf.constant(gradient, dtype=result.dtype)
    back = [None] * len(copies)
    if incoming is not None:
        back = tape.gradient(result, copies, output_gradients=incoming)
    return [(_number(one), _number(other)) for one, other in zip(local, back, strict=True)]


def _number(tensor: Any) -> float | None:
    return None if tensor is None else float(tensor)


def _operation(part: FormulaPart, operations: tuple[str, ...], source: Source) -> str:
    if not part.inputs:
        return "Variable" if part.depends and source == "variable" else "Constant"
    # Of several operations none is the whole: sec is a cosine and a quotient.
    return operations[0] if len(operations) == 1 else part.word


def _layers(parts: tuple[FormulaPart, ...]) -> list[int]:
    """Return columns: an operation right of all that it takes, a number beside what takes it."""
    layers = [0] * len(parts)
    for index, part in enumerate(parts):
        if part.inputs:
            layers[index] = 1 + max(layers[taken] for taken in part.inputs)
            # Else all numbers would stand in one column with x.
            for taken in part.inputs:
                if not parts[taken].depends:
                    layers[taken] = layers[index]
    return layers


def _program_of(
    parts: Sequence[FormulaPart], at: float, source: Source, dtype: str, answer: Answer
) -> tuple[Program, tuple[int | None, ...]]:
    """Return the program of a recording, one line for each operation, and the line of each part.

    Args:
        parts: In the order of computation; the last one is y.
        at: x, in units of the x axis.
        source: What x is.
        dtype: TensorFlow name of the precision.
        answer: What TensorFlow gave for dy/dx.
    """
    kind = "Variable" if source == "variable" else "constant"
    # As a learner writes it: float32 is TensorFlow's own for a number with a point.
    precision = "" if dtype == "float32" else f", dtype=tf.{dtype}"
    watching = ("    tape.watch(x)",) if source == "watched" else ()
    statements = dict(_statements(parts))
    above = program_head("\n".join(statements.values()))
    head = (
        *above,
        f"x = tf.{kind}({at!r}{precision})",
        "with tf.GradientTape() as tape:",
        *watching,
    )
    ordered = sorted(statements)
    program_lines = (
        *head,
        *(f"    {statements[index]}" for index in ordered),
        "print(tape.gradient(y, x))",
    )
    of_x = len(above)
    lines = tuple(
        len(head) + ordered.index(index) if index in statements else of_x if part.depends else None
        for index, part in enumerate(parts)
    )
    return Program(program_lines, (of_x,), answer, of_x), lines


def _statements(parts: Sequence[FormulaPart]) -> Iterator[tuple[int, str]]:
    last = len(parts) - 1
    for index, part in enumerate(parts):
        if part.inputs or (index == last and not part.depends):
            name = "y" if index == last else part.name
            yield index, f"{name} = {python_source(part.statement)}"
    if not parts[last].inputs and parts[last].depends:
        yield last, "y = tf.identity(x)"
