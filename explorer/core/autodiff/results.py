"""What the modules around TensorFlow hand out, apart from them: who draws it needs no TensorFlow."""

from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from explorer.core.functions.formula import definitions
from explorer.core.sentences import Sentence

Source = Literal["variable", "constant", "watched"]
SOURCES: tuple[Source, ...] = get_args(Source)

AnswerKind = Literal["tensor", "none", "error"]


def program_head(code: str) -> tuple[str, ...]:
    """Return what stands above a code: the import, and functions that TensorFlow does not have."""
    return ("import tensorflow as tf", *definitions(code).splitlines(), "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What TensorFlow gave back just now.

    Attributes:
        kind: Whether it was a tensor, None, or an exception.
        printed: What `print` shows: "tf.Tensor(12.0, shape=(), dtype=float32)", "None",
            or the exception's type and the first line of its message.
        short: The same for a badge: "12.0", "[12.  3.]", "None", "RuntimeError".
        number: The value when the answer is a scalar tensor, otherwise None.
    """

    kind: AnswerKind
    printed: str
    short: str
    number: float | None = None

    @classmethod
    def given(cls, value: Any) -> Self:
        """Return what `print(value)` shows, for a tensor or None."""
        if value is None:
            return cls("none", "None", "None")
        # print shows str of the tensor; str of its array is short enough for a badge.
        array = value.numpy()
        number = float(array) if array.ndim == 0 else None
        return cls("tensor", str(value), str(array), number)

    @classmethod
    def refused(cls, error: Exception) -> Self:
        """Return an exception as an answer: its type and the first line of its message."""
        name = type(error).__name__
        first_line = str(error).strip().partition("\n")[0]
        return cls("error", f"{name}: {first_line}", name)


@dataclass(frozen=True, slots=True)
class Derivatives:
    """A function and its derivatives at one place, as nested tapes answered.

    Attributes:
        at: x as the tape saw it, rounded to `dtype`.
        source: What x was: a Variable, a constant, or a constant that each tape watched.
        dtype: TensorFlow name of the precision.
        answers: Entry k is the answer for the derivative of order k; entry 0 is f(x) itself.
    """

    at: float
    source: Source
    dtype: str
    answers: tuple[Answer, ...]

    @property
    def values(self) -> tuple[float | None, ...]:
        """Numbers by order, starting with f(x); None where TensorFlow answered None."""
        return tuple(answer.number for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Program:
    """A few lines of TensorFlow that a learner can paste and run, and their answer just now.

    Attributes:
        lines: The program, imports included; its last line prints the answer.
        matters: Indexes of the lines that decide the answer.
        answer: What TensorFlow gave when the program was run.
        head: How many lines stand above what it is about: `program_head`.
    """

    lines: tuple[str, ...]
    matters: tuple[int, ...]
    answer: Answer
    head: int

    @property
    def code(self) -> str:
        """The lines as one text that ends with a line feed."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Input:
    """An edge of the recorded graph, seen from the node that takes it.

    Attributes:
        node: Index of the node taken.
        compared: Whether it is only compared in a condition, which hands nothing back.
        local: ∂(taking node) / ∂(taken node) with all other inputs held; None for a number, for
            what is compared, and for an operation without gradient.
        handed_back: What TensorFlow sends along this edge: the taking node's gradient times
            `local`, where it does not guard against 0 · inf; None where nothing is sent.
    """

    node: int
    compared: bool
    local: float | None
    handed_back: float | None


@dataclass(frozen=True, slots=True)
class RecordedNode:
    """A value on its way from x to y, and what the tape knows of it.

    Attributes:
        operation: As TensorFlow names it: "Pow", "Mul"; "Variable" or "Constant" for x and
            numbers; the formula's own word, "sec", for what takes several operations.
        operations: Every TensorFlow operation behind it; none for x and numbers.
        label: What it stands for, computed from x: "x²".
        value: Forward value.
        gradient: dy/dnode as the tape answered; None when it found no path or y is not recorded.
        recorded: Whether it depends on an x that the tape watches.
        inputs: What it takes, in the order in which it is written.
        spans: Columns of the formula's text, first and one past the last; several for x.
        line: Index of the line of the recording's program that computes it; None for a number.
        layer: Column in a drawing from left to right: x is in 0, a number beside what takes it.
    """

    operation: str
    operations: tuple[str, ...]
    label: str
    value: float
    gradient: float | None
    recorded: bool
    inputs: tuple[Input, ...]
    spans: tuple[tuple[int, int], ...]
    line: int | None
    layer: int


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """A step through a recording, for a reader who goes on one at a time.

    Attributes:
        direction: Forward while the tape records, backward along the chain rule.
        node: Index of the node that is at work.
        towards: Index of the node that the step hands a gradient to; None when forward, and
            for the backward step that starts at y.
        sentence: What happens, with the numbers in it.
    """

    direction: Literal["forward", "backward"]
    node: int
    towards: int | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Recording:
    """What a tape recorded of y = f(x), and how it goes back through that.

    The first node is x, the last one y.

    Attributes:
        at: x as the tape saw it.
        source: What x was.
        dtype: TensorFlow name of the precision.
        nodes: In the order in which they were computed.
        steps: Forward ones first, then backward ones.
        program: One line for each operation, with dy/dx as its answer.
    """

    at: float
    source: Source
    dtype: str
    nodes: tuple[RecordedNode, ...]
    steps: tuple[RecordedStep, ...]
    program: Program


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """A point at which f neither rises nor falls.

    Attributes:
        x: Its position, in units of the x axis.
        y: f there.
        kind: What it is, by the signs of f′ on both sides; f″ is its measure.
        curvature: f″ there, 0 for a flat point, ∞ where f′ is upright; NaN at a corner, and where
            f″ jumps.
        is_corner: Whether f′ does not exist there, at a corner or a cusp.
    """

    x: float
    y: float
    kind: Literal["minimum", "maximum", "inflection"]
    curvature: float
    is_corner: bool = False
