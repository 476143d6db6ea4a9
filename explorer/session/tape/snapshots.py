"""What the Tape page draws: frozen snapshots, each made for one state of choices."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from explorer.core.autodiff.clinic.attempts import Experiment
from explorer.core.autodiff.explaining.explanation import Explanation
from explorer.core.autodiff.results import Answer, Input, Recording
from explorer.core.sentences import Sentence
from explorer.session.descent.snapshots import Shapes
from explorer.session.shown import Result, Shown
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


def drawn_node(
    recording: Recording,
    index: int,
    line: int | None,
    gradient: float | None,
    *,
    recorded: bool,
    handed: Callable[[Input], float | None] = lambda _: None,
) -> TapeNode:
    """Return a node of a recording as it is drawn; `handed` tells what is sent along an edge."""
    node = recording.nodes[index]
    edges = tuple(
        TapeEdge(
            edge.node,
            followed=not edge.compared and recording.nodes[edge.node].line is not None,
            local=edge.local,
            handed=handed(edge),
        )
        for edge in node.inputs
    )
    return TapeNode(
        operation=node.operation,
        label=node.label,
        value=node.value,
        gradient=gradient,
        recorded=recorded,
        inputs=edges,
        spans=node.spans,
        line=line,
        layer=node.layer,
    )


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """What the first steps of a recording have brought.

    Attributes:
        view: The recording.
        cursor: Number of steps taken.
    """

    view: TapeView
    cursor: int

    @property
    def ended(self) -> bool:
        """Whether all steps are taken."""
        return self.cursor >= len(self.view.steps)

    def computed(self, index: int) -> bool:
        """Whether a node's value is known; a written number always is."""
        node = self.view.nodes[index]
        # x, at 0, takes nothing either, but has a step of its own.
        if index and not node.inputs:
            return True
        wanted = "backward" if node.backward else "forward"
        return any(
            step.node == index and step.phase == wanted for step in self.view.steps[: self.cursor]
        )

    def handed(self, index: int, slot: int) -> bool:
        """Return whether a node has handed back what goes along one of its inputs."""
        # In x · x two steps go from the product to x: the first is for the first factor.
        return self._steps_along(index, slot) > self._rank(index, slot)

    def is_now(self, index: int, slot: int) -> bool:
        """Return whether that is what the last step taken does."""
        step = self.view.steps[self.cursor - 1] if self.cursor else None
        edge = self.view.nodes[index].inputs[slot]
        if step is None or (step.node, step.towards) != (index, edge.node):
            return False
        return self._steps_along(index, slot) == self._rank(index, slot) + 1

    def _steps_along(self, index: int, slot: int) -> int:
        """Return how many steps taken went from a node to the one that an input comes from."""
        towards = self.view.nodes[index].inputs[slot].node
        taken = self.view.steps[: self.cursor]
        return sum((step.node, step.towards) == (index, towards) for step in taken)

    def _rank(self, index: int, slot: int) -> int:
        """Return which of several inputs from the same node one is, as in x · x."""
        inputs = self.view.nodes[index].inputs
        return sum(edge.node == inputs[slot].node for edge in inputs[:slot])

    def gradient(self, index: int) -> tuple[float | None, bool]:
        """Return what is known of a node's gradient, and whether that is all of it.

        Until every path has handed back its part, it is the sum of those that have.
        """
        view, node = self.view, self.view.nodes[index]
        # Forward mode hands on a slope with each value: there is nothing to wait for.
        if view.mode == "forward":
            return node.gradient, self.computed(index)
        if view.mode == "nested":
            return node.gradient, self._reached_by_outer(index)
        if self.ended:
            return node.gradient, True
        # Nobody hands y its gradient: the 1 is there as soon as the way back begins.
        if index == view.targets[0]:
            started = any(step.phase == "backward" for step in view.steps[: self.cursor])
            return (node.gradient, True) if started else (None, False)
        giving = [
            (taking, slot)
            for taking, other in enumerate(view.nodes)
            for slot, edge in enumerate(other.inputs)
            if edge.node == index and edge.handed is not None
        ]
        given = [each for each in giving if self.handed(*each)]
        # TensorFlow's own sum, as ours of the parts may differ in the last bit.
        if giving and len(given) == len(giving):
            return node.gradient, True
        parts = [view.nodes[taking].inputs[slot].handed or 0.0 for taking, slot in given]
        return (sum(parts) if parts else None), False

    def _reached_by_outer(self, index: int) -> bool:
        if self.ended:
            return True
        return any(
            step.node == index and step.phase == "outer" for step in self.view.steps[: self.cursor]
        )


@dataclass(frozen=True, slots=True, eq=False)
class TapeAnswer:
    """What TensorFlow answers to what is chosen.

    Attributes:
        view: The recording.
        cards: Of the chosen case: as written and cured, or what is compared; none where the case
            makes no sense.
    """

    view: TapeView
    cards: tuple[Experiment, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """An explanation that was read, or why it could not be.

    Attributes:
        explanation: What was read.
        trouble: Why nothing was.
    """

    explanation: Explanation | None
    trouble: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeShown(Shown):
    """What the Tape page shows.

    Attributes:
        picked: Index of the node that was picked, among those of the recording.
    """

    choices: TapeChoices
    picked: int | None = None
    answer: Result[TapeAnswer] = Result()
    explained: Result[Explained] = Result()
    shapes: Result[Shapes] = Result()

    @property
    def view(self) -> TapeView | None:
        """The recording that is drawn."""
        answer = self.answer.value
        return None if answer is None else answer.view

    @property
    def cursor(self) -> int:
        """Number of steps taken."""
        last, cursor = self.last, self.choices.cursor
        # Another function may have fewer steps than were taken.
        return last if cursor is None else min(cursor, last)

    @property
    def last(self) -> int:
        """Number of steps of the recording."""
        return 0 if self.view is None else len(self.view.steps)

    @property
    def node(self) -> int | None:
        """Index of the node that is set off: the picked one, or the one at work."""
        view, cursor = self.view, self.cursor
        if view is None:
            return None
        if self.picked is not None and self.picked < len(view.nodes):
            return self.picked
        return view.steps[cursor - 1].node if cursor else 0
