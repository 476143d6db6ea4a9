"""What the Tape page draws: frozen snapshots, each made for one state of choices."""

from dataclasses import dataclass
from typing import Literal

from explorer.core.autodiff.clinic.attempts import Experiment
from explorer.core.autodiff.results import Answer, Recording
from explorer.core.sentences import Sentence
from explorer.session.tape.choices import TapeChoices, TapeMode

TapePhase = Literal["forward", "backward", "outer"]


@dataclass(frozen=True, slots=True)
class TapeStep:
    """One step of the timeline.

    Attributes:
        phase: Forward, backward on the (inner) tape, or backward on the outer one.
        node: Index of the node at work, of `TapeView.nodes`.
        towards: Index of the node that it hands a gradient to, None where there is none.
        sentence: What happens, with the numbers in it.
    """

    phase: TapePhase
    node: int
    towards: int | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class TapeEdge:
    """A value taken by a node.

    Attributes:
        node: Index of the node taken.
        followed: Whether the tape follows it: no number, nothing that is only compared.
        local: Slope of the taking node towards it; None for a number, or without a gradient.
        handed: What is sent along the edge: a gradient backward, in forward mode a slope onward.
    """

    node: int
    followed: bool
    local: float | None
    handed: float | None


@dataclass(frozen=True, slots=True)
class TapeNode:
    """A value of the recording as it is drawn.

    Attributes:
        operation: As TensorFlow names it.
        label: What it stands for; "" for an operation that only the machine wrote.
        value: Forward value; None for one that is no scalar.
        gradient: What is to be known of it: dy/dnode, in forward mode dnode/dx, with nested
            tapes the gradient on the outer one; None where TensorFlow answers None.
        recorded: Whether the tape records it.
        inputs: What it takes.
        spans: Columns of the typed formula, first and one past the last.
        line: Index of its line in the program, None where it has none.
        layer: Column in the drawing.
        backward: Whether it is an operation by which the inner tape goes back.
    """

    operation: str
    label: str
    value: float | None
    gradient: float | None
    recorded: bool
    inputs: tuple[TapeEdge, ...]
    spans: tuple[tuple[int, int], ...]
    line: int | None
    layer: int
    backward: bool = False


@dataclass(frozen=True, slots=True)
class TapeView:
    """A recording as it is shown, stepped through, and taken home.

    Attributes:
        formula: Text of f that it belongs to.
        recording: What one tape recorded.
        mode: How it is gone through.
        nodes: x first; `targets` says where y and dy/dx are.
        targets: Indexes of the nodes that are answers: y, and with nested tapes dy/dx.
        steps: In their order.
        answer: What TensorFlow answered at the end: dy/dx, with nested tapes d²y/dx².
        lines: The program, imports included.
        warnings: Where this answer is not what mathematics says.
    """

    formula: str
    recording: Recording
    mode: TapeMode
    nodes: tuple[TapeNode, ...]
    targets: tuple[int, ...]
    steps: tuple[TapeStep, ...]
    answer: Answer
    lines: tuple[str, ...]
    warnings: tuple[Sentence, ...] = ()

    @property
    def program(self) -> str:
        """The program as one text that ends with a line feed."""
        return "\n".join(self.lines) + "\n"

    def cursor(self, state: TapeChoices) -> int:
        """Return the number of steps taken."""
        last = len(self.steps)
        return last if state.cursor is None else min(state.cursor, last)

    def belongs_to(self, state: TapeChoices) -> bool:
        """Whether it was made for these choices."""
        same_source = self.mode == "forward" or self.recording.source == state.source
        return same_source and (self.formula, self.mode) == (state.formula, state.mode)


@dataclass(frozen=True, slots=True, eq=False)
class CasesView:
    """The cards of one case.

    Attributes:
        case: Key of the case.
        cards: As written and cured, or what is compared; none where the case makes no sense.
    """

    case: str
    cards: tuple[Experiment, ...]
