"""What the rooms around TensorFlow hand out: frozen values that need no TensorFlow to be read."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from explorer.core.functions.formula import Formula
from explorer.core.sentences import Sentence

Source = Literal["variable", "constant", "watched"]
SOURCES: tuple[Source, ...] = get_args(Source)

Kind = Literal["tensor", "none", "error"]


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

    kind: Kind
    printed: str
    short: str
    number: float | None = None


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
    """

    lines: tuple[str, ...]
    matters: tuple[int, ...]
    answer: Answer

    @property
    def code(self) -> str:
        """The lines as one text that ends with a line feed."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Experiment:
    """A program, what it is about, and why TensorFlow answers as it does.

    Attributes:
        name: Short identifier, the same in every language.
        title: What is tried.
        program: Its code and its answer.
        cause: Why the answer is what it is.
    """

    name: str
    title: Sentence
    program: Program
    cause: Sentence


@dataclass(frozen=True, slots=True)
class ClinicCase:
    """A way to lose a gradient, and how to get it back.

    Attributes:
        name: Short identifier, the same in every language.
        title: What the case is about.
        written: The code as people write it, with the cause of its answer.
        cures: One or two changes, each with the answer that it brings.
    """

    name: str
    title: Sentence
    written: Experiment
    cures: tuple[Experiment, ...]


@dataclass(frozen=True, slots=True)
class ModeAnswer:
    """A way to go through a function for its derivative.

    Attributes:
        experiment: The program, its answer, and how the mode works.
        forward_passes: How often the function is gone through from x to y.
        backward_passes: How often from y to x.
    """

    experiment: Experiment
    forward_passes: int
    backward_passes: int


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


@dataclass(frozen=True, slots=True)
class Caveat:
    """A place where TensorFlow's gradient is not what mathematics says.

    Attributes:
        node: Index of the node of the recording where they part.
        sentence: What TensorFlow answers there, and what mathematics says.
        safe: TensorFlow source for the piece, in x, that avoids it; "" where there is none.
    """

    node: int
    sentence: Sentence
    safe: str


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """A point at which f neither rises nor falls.

    Attributes:
        x: Its position, in units of the x axis.
        y: f there.
        kind: What it is, by the signs of f′ on both sides; f″ is its measure.
        curvature: f″ there, 0 for a flat point; NaN at a kink.
    """

    x: float
    y: float
    kind: Literal["minimum", "maximum", "inflection"]
    curvature: float


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far two ways to the same derivative are apart at worst.

    Attributes:
        relative: Largest distance, as a share of the derivative's size.
        at: Where that is, in units of the x axis.
        places: How many places were compared; both ways give a finite number there.
    """

    relative: float
    at: float
    places: int


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A derivative three ways, in float64.

    Attributes:
        x: Positions, shape (n,), in units of the x axis.
        order: Which derivative.
        tape: By nested tapes, shape (n,).
        difference: By a central difference of the order below, shape (n,).
        symbolic: By symbols, shape (n,); None without an exact derivative.
        exact: The exact derivative, if there is one.
        missing: Why there is none.
    """

    x: NDArray[np.float64]
    order: int
    tape: NDArray[np.float64]
    difference: NDArray[np.float64]
    symbolic: NDArray[np.float64] | None
    exact: Formula | None
    missing: Sentence | None

    def from_symbolic(self) -> Deviation | None:
        """Largest distance of the tape from symbols; None without common finite places."""
        return None if self.symbolic is None else self._deviation(self.symbolic)

    def from_difference(self) -> Deviation | None:
        """Largest distance of the tape from differences; None without common finite places."""
        return self._deviation(self.difference)

    def _deviation(self, other: NDArray[np.float64]) -> Deviation | None:
        """Return the largest |tape − other| / size at the places where both are finite.

        The size is |tape| there, and not less than the median of |tape|: near a zero of the
        derivative every error would be large beside it.
        """
        finite = np.isfinite(self.tape) & np.isfinite(other)
        if not finite.any():
            return None
        tape, x = self.tape[finite], self.x[finite]
        distance = np.abs(tape - other[finite])
        size = np.maximum(np.abs(tape), np.median(np.abs(tape)))
        relative = distance / np.where(size > 0, size, 1.0)
        worst = int(np.argmax(relative))
        return Deviation(float(relative[worst]), float(x[worst]), len(x))
