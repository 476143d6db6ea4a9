"""A recording told step by step, forward and then backward, with the numbers in it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from explorer.core.autodiff.results import Input, RecordedNode, RecordedStep, Source
from explorer.core.numerals import exact
from explorer.core.sentences import Sentence, said


def narrated(nodes: Sequence[RecordedNode], source: Source, dtype: str) -> tuple[RecordedStep, ...]:
    """Return the steps of a recording: each operation once forward, each edge once backward.

    Args:
        nodes: In the order of computation; the last one is y.
        source: What x was.
        dtype: Precision in which numbers are written.
    """
    telling = _Telling(nodes, source, dtype)
    return (*telling.forward(), *telling.backward())


class _Telling:
    def __init__(self, nodes: Sequence[RecordedNode], source: Source, dtype: str) -> None:
        self._nodes = nodes
        self._source = source
        self._dtype = dtype

    def forward(self) -> Iterator[RecordedStep]:
        """Yield one step for x and one for each operation."""
        yield RecordedStep("forward", 0, None, self._given(self._nodes[0]))
        for index, node in enumerate(self._nodes):
            if node.inputs:
                yield RecordedStep("forward", index, None, self._computed(node))

    def backward(self) -> Iterator[RecordedStep]:
        """Yield the start at y, then one step for each edge that a gradient meets."""
        last = len(self._nodes) - 1
        y = self._nodes[last]
        if not y.recorded:
            yield RecordedStep("backward", last, None, self._nothing_recorded())
            return
        yield RecordedStep("backward", last, None, self._start(y))
        # From y backwards: a node is left only when all that is handed to it has come.
        edges = [(index, edge) for index in range(last, -1, -1) for edge in self._edges(index)]
        # Counted first: of several parts handed to a value only the last is told with the sum.
        expected = Counter(edge.node for _, edge in edges if edge.handed_back is not None)
        met: Counter[int] = Counter()
        for index, edge in edges:
            met[edge.node] += edge.handed_back is not None
            of = (met[edge.node], expected[edge.node])
            yield RecordedStep("backward", index, edge.node, self._handed(index, edge, of))

    def _edges(self, index: int) -> list[Input]:
        node = self._nodes[index]
        if node.gradient is None:
            return []
        return [edge for edge in node.inputs if self._nodes[edge.node].line is not None]

    def _given(self, x: RecordedNode) -> Sentence:
        value = self._text(x.value)
        if self._source == "variable":
            return said(
                "Recording", "x is a Variable that holds {value}. The tape watches it.", value=value
            )
        if self._source == "watched":
            return said(
                "Recording", "x is a constant, {value}. watch puts it on the tape.", value=value
            )
        return said(
            "Recording", "x is a constant, {value}. The tape does not watch it.", value=value
        )

    def _computed(self, node: RecordedNode) -> Sentence:
        values = {
            "operation": node.operation,
            "label": node.label,
            "value": self._text(node.value),
        }
        if node.recorded:
            return said(
                "Recording", "{operation} gives {label} = {value}. The tape records it.", **values
            )
        return said(
            "Recording",
            "{operation} gives {label} = {value}. The tape records nothing of it.",
            **values,
        )

    def _nothing_recorded(self) -> Sentence:
        if self._source == "constant":
            return said(
                "Recording",
                "The tape watched no x, so there is nothing to go back through: dy/dx is None.",
            )
        return said(
            "Recording",
            "y is computed without x, so there is nothing to go back through: dy/dx is None.",
        )

    def _start(self, y: RecordedNode) -> Sentence:
        return said(
            "Recording",
            "Backward starts at y = {value}, where dy/dy = {gradient}.",
            value=self._text(y.value),
            gradient=self._text(1.0),
        )

    def _handed(self, index: int, edge: Input, of: tuple[int, int]) -> Sentence:
        """Return what an edge hands back, `of` telling which one it is among how many."""
        node, taken = self._nodes[index], self._nodes[edge.node]
        if edge.compared:
            return said(
                "Recording",
                "{operation} only compares {label}: a comparison hands nothing back.",
                operation=node.operation,
                label=taken.label,
            )
        if edge.local is None or edge.handed_back is None:
            return said(
                "Recording",
                "{operation} has no gradient towards {label}, so nothing is handed back.",
                operation=node.operation,
                label=taken.label,
            )
        values = {
            "operation": node.operation,
            "incoming": self._text(node.gradient or 0.0),
            "slope": self._text(edge.local),
            "product": self._text(edge.handed_back),
            "symbol": "dy/dx" if edge.node == 0 else f"dy/d({taken.label})",
            "total": self._text(taken.gradient or 0.0),
        }
        # TensorFlow guards some gradients against 0 · inf: told as a product it would be NaN.
        if edge.handed_back == 0 and not math.isfinite(edge.local):
            return said(
                "Recording",
                "{operation} hands an incoming {incoming} on as 0 to {symbol}, "
                "though its local slope is {slope}.",
                **values,
            )
        return _multiplied(values, of)

    def _text(self, value: float) -> str:
        return exact(value, self._dtype)


def _multiplied(values: Mapping[str, str], of: tuple[int, int]) -> Sentence:
    number, count = of
    if count == 1:
        return said(
            "Recording",
            "{operation} multiplies the incoming {incoming} by its local slope {slope}, "
            "so {symbol} = {total}.",
            **values,
        )
    if number < count:
        return said(
            "Recording",
            "{operation} multiplies the incoming {incoming} by its local slope {slope} "
            "and hands {product} to {symbol}.",
            **values,
        )
    return said(
        "Recording",
        "{operation} multiplies the incoming {incoming} by its local slope {slope} "
        "and adds {product}, so {symbol} = {total}.",
        **values,
    )
