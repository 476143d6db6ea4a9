"""Programs as a learner reads them, written as marked text beside the code that runs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from explorer.core.autodiff.derivatives import rounded
from explorer.core.autodiff.parts import Part
from explorer.core.autodiff.results import Answer, Experiment, Program, Source
from explorer.core.functions.formula import definitions, python_source
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import Sentence

if TYPE_CHECKING:
    from explorer.core.functions.formula import Formula

TENSORFLOW = "import tensorflow as tf"
MARK = ">"


@dataclass(frozen=True, slots=True)
class Subject:
    """A function and a place, as code and as text.

    Attributes:
        f: The function, of one tensor.
        source: The same as TensorFlow source text in x.
        at: x, in units of the x axis; finite in float32.
    """

    f: Callable[[Any], Any]
    source: str
    at: float


def subject(formula: "Formula", at: float) -> Subject:
    """Return what the programs are about.

    Raises:
        ExplorerError: When x cannot be held in float32.
    """
    rounded(at, "float32")
    return Subject(tensor_function(formula), python_source(formula), float(at))


def experiment(
    name: str, title: Sentence, marked: str, answer: Answer, cause: Sentence
) -> Experiment:
    """Return a program that was run, with its title and the cause of its answer."""
    return Experiment(name, title, program(marked, answer), cause)


def program(marked: str, answer: Answer) -> Program:
    """Return the program that a marked text stands for, with TensorFlow's import in front.

    Args:
        marked: Lines of code, indented at will; two columns in front are kept free, and a
            line that decides the answer has ">" in the first of them. One line at least has.
        answer: What TensorFlow gave when it was run.
    """
    rows = dedent(marked).strip("\n").splitlines()
    head = _head(marked)
    matters = tuple(
        index for index, row in enumerate(rows, start=len(head)) if row.startswith(MARK)
    )
    return Program((*head, *(row[2:] for row in rows)), matters, answer)


def recording_program(
    parts: Sequence[Part], at: float, source: Source, dtype: str, answer: Answer
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
    precision = "" if dtype == "float32" else f", dtype=tf.{dtype}"
    watching = ("    tape.watch(x)",) if source == "watched" else ()
    statements = dict(_statements(parts))
    imports = _head("\n".join(statements.values()))
    head = (
        *imports,
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
    lines = tuple(
        len(head) + ordered.index(index)
        if index in statements
        else len(imports)
        if part.depends
        else None
        for index, part in enumerate(parts)
    )
    return Program(program_lines, (len(imports),), answer), lines


def _head(code: str) -> tuple[str, ...]:
    """Return what stands above a code: the import, and functions that TensorFlow does not have."""
    return (TENSORFLOW, *definitions(code).splitlines(), "")


def _statements(parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    last = len(parts) - 1
    for index, part in enumerate(parts):
        if part.inputs or (index == last and not part.depends):
            name = "y" if index == last else part.name
            yield index, f"{name} = {python_source(part.statement)}"
    if not parts[last].inputs and parts[last].depends:
        yield last, "y = tf.identity(x)"
