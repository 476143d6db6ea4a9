"""Two nested tapes: the inner one's recording, and the operations by which it goes back."""

from collections.abc import Iterator

from explorer.core.autodiff.derivatives import derivatives_at
from explorer.core.autodiff.results import Answer, Recording
from explorer.core.autodiff.tracing import (
    TracedOperation,
    gradients_of_slope,
    operations_of_slope,
)
from explorer.core.functions.formula import Formula
from explorer.core.numerals import exact
from explorer.core.sentences import Sentence, said
from explorer.session.tape.program import shown_program
from explorer.session.tape.snapshots import TapeEdge, TapeNode, TapeStep, TapeView, drawn_node


def nested_view(formula: Formula, recording: Recording) -> TapeView:
    """Return what two nested tapes record: the inner one f, the outer one its way back as well.

    Args:
        formula: f, a function of one variable.
        recording: Of this formula, in float32; what the inner tape recorded.
    """
    answer = _second(formula, recording)
    traced: tuple[TracedOperation, ...] = ()
    gradients: tuple[float | None, ...] = ()
    # The traced graph watches x in any case; what the tape did not record must not be shown.
    if recording.nodes[0].gradient is not None:
        traced = operations_of_slope(formula, recording.at, recording.dtype)
        gradients = gradients_of_slope(formula, recording.at, recording.dtype)
    return _Nesting(recording, traced, gradients, answer).view(formula.text)


def _second(formula: Formula, recording: Recording) -> Answer:
    # Of two real tapes, not of the graph: it is the answer to the very program that is shown.
    found = derivatives_at(formula, recording.at, 2, recording.source)
    return found.answers[2]


class _Nesting:
    def __init__(
        self,
        recording: Recording,
        traced: tuple[TracedOperation, ...],
        gradients: tuple[float | None, ...],
        answer: Answer,
    ) -> None:
        self._recording, self._traced, self._answer = recording, traced, answer
        self._gradients = gradients
        self._first = len(recording.nodes)
        self._card_of = dict(self._cards())
        self._gradient_of = {self._card_of[index]: gradients[index] for index in self._card_of}

    def _cards(self) -> Iterator[tuple[int, int]]:
        """Yield the index of the node that stands for each traced operation which has one."""
        following = self._first
        last = len(self._traced) - 1
        for index, operation in enumerate(self._traced):
            if operation.operation == "Placeholder":
                yield index, 0
            elif operation.phase == "forward" and operation.recorded and operation.node is not None:
                yield index, operation.node
            # dy/dx has a card even where the outer tape records nothing of it.
            elif operation.phase == "backward" and (operation.recorded or index == last):
                yield index, following
                following += 1

    def view(self, text: str) -> TapeView:
        recording = self._recording
        program = shown_program(recording, "nested")
        layers = [node.layer for node in recording.nodes]
        nodes = [
            drawn_node(
                recording, index, program.line_of[index], self._gradient_of.get(index),
                recorded=node.recorded,
            )
            for index, node in enumerate(recording.nodes)
        ]  # fmt: skip
        numbers = self._add_backward(nodes, layers, program.line_of)
        targets = (self._first - 1, *((self._slope_card,) if self._traced else ()))
        return TapeView(
            formula=text,
            recording=recording,
            mode="nested",
            nodes=tuple(nodes + numbers),
            targets=targets,
            steps=tuple(self._steps(nodes)),
            answer=self._answer,
            lines=program.lines,
        )

    @property
    def _slope_card(self) -> int:
        return self._card_of[len(self._traced) - 1]

    def _add_backward(
        self, nodes: list[TapeNode], layers: list[int], line_of: tuple[int | None, ...]
    ) -> list[TapeNode]:
        """Append the inner tape's backward operations; return the numbers that they take."""
        cards = [i for i in self._card_of if self._card_of[i] >= self._first]
        after = self._first + len(cards)
        numbers: list[TapeNode] = []
        for index in cards:
            operation = self._traced[index]
            edges, taken = [], []
            for place in operation.inputs:
                card = self._card_of.get(place)
                if card is None:
                    # Behind all operations, whose places are given out already.
                    card = after + len(numbers)
                    numbers.append(_number(self._traced[place]))
                else:
                    taken.append(layers[card])
                edges.append(
                    TapeEdge(card, followed=place in self._card_of, local=None, handed=None)
                )
            layers.append(1 + max(taken, default=0))
            nodes.append(
                TapeNode(
                    operation=operation.operation,
                    label="dy/dx" if index == len(self._traced) - 1 else "",
                    value=operation.value,
                    gradient=self._gradients[index],
                    recorded=operation.recorded,
                    inputs=tuple(edges),
                    # Told by the piece of the formula through which it goes back.
                    spans=() if operation.node is None else self._spans(operation.node),
                    line=None if operation.node is None else line_of[operation.node],
                    layer=layers[-1],
                    backward=True,
                )
            )
        return numbers

    def _spans(self, node: int) -> tuple[tuple[int, int], ...]:
        return self._recording.nodes[node].spans

    def _steps(self, nodes: list[TapeNode]) -> Iterator[TapeStep]:
        for step in self._recording.steps:
            if step.direction == "forward":
                yield TapeStep("forward", step.node, None, step.sentence)
        if not self._traced:
            yield TapeStep("backward", self._first - 1, None, self._nothing())
            return
        for index in range(self._first, len(nodes)):
            yield TapeStep("backward", index, None, self._gone_back(nodes[index], index))
        yield from self._outer(nodes)

    def _gone_back(self, node: TapeNode, index: int) -> Sentence:
        values = {"operation": node.operation, "value": self._text(node.value)}
        if index == self._slope_card:
            return (
                said(
                    "Recording",
                    "{operation} gives dy/dx = {value}. The outer tape has recorded how.",
                    **values,
                )
                if node.recorded
                else said(
                    "Recording",
                    "{operation} gives dy/dx = {value} without x. The outer tape records nothing of it.",
                    **values,
                )
            )
        return said(
            "Recording",
            "Going back, the inner tape computes {operation} = {value}. The outer tape records it.",
            **values,
        )

    def _outer(self, nodes: list[TapeNode]) -> Iterator[TapeStep]:
        slope = self._slope_card
        if self._answer.number is None:
            sentence = said(
                "Recording",
                "Nothing on the outer tape leads from dy/dx back to x: d²y/dx² is None.",
            )
            yield TapeStep("outer", slope, None, sentence)
            return
        sentence = said(
            "Recording",
            "The outer tape starts at dy/dx = {value} with a gradient of 1.",
            value=self._text(nodes[slope].value),
        )
        yield TapeStep("outer", slope, None, sentence)
        # Not x, at 0: what it gets is the sum of all paths, and is told last.
        for index in range(len(nodes) - 1, 0, -1):
            gradient = nodes[index].gradient
            if index != slope and gradient is not None and nodes[index].recorded:
                yield TapeStep("outer", index, None, self._reached(nodes[index], gradient))
        sentence = said(
            "Recording",
            "What all paths back to x hand on adds up to d²y/dx² = {value}.",
            value=self._text(self._answer.number),
        )
        yield TapeStep("outer", 0, None, sentence)

    def _reached(self, node: TapeNode, gradient: float) -> Sentence:
        return said(
            "Recording",
            "On the outer tape, {operation} = {value} has the gradient {gradient}: "
            "so much does dy/dx change with it.",
            operation=node.operation,
            value=self._text(node.value),
            gradient=self._text(gradient),
        )

    def _nothing(self) -> Sentence:
        if self._recording.source == "constant":
            return said(
                "Recording",
                "Neither tape watched x: the inner one answers None, "
                "and the outer one has nothing to derive.",
            )
        return said(
            "Recording",
            "The inner tape finds no way back to x and answers None; "
            "the outer one has nothing to derive.",
        )

    def _text(self, value: float | None) -> str:
        return "–" if value is None else exact(value, self._recording.dtype)


def _number(operation: TracedOperation) -> TapeNode:
    """Return what no tape follows: a number, or what is computed from numbers alone."""
    return TapeNode(
        operation="Constant" if operation.operation == "Const" else operation.operation,
        label="",
        value=operation.value,
        gradient=None,
        recorded=False,
        inputs=(),
        spans=(),
        line=None,
        layer=0,
        backward=True,
    )
