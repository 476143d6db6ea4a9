"""Forward mode, value by value: the slope that each operation hands on together with its value."""

from collections.abc import Iterator
from dataclasses import dataclass

import tensorflow as tf

from explorer.core.autodiff.parts import parts_of
from explorer.core.autodiff.results import Answer, RecordedNode, Recording
from explorer.core.autodiff.tracing import computed
from explorer.core.functions.formula import Formula
from explorer.core.numerals import exact
from explorer.core.sentences import Sentence, said


@dataclass(frozen=True, slots=True)
class Tangents:
    """What a `ForwardAccumulator` carried along.

    Attributes:
        slopes: dnode/dx by the nodes of the recording; None where nothing was carried.
        sentences: What happens at each node, None for a number that is only taken.
        answer: dy/dx as TensorFlow gave it.
    """

    slopes: tuple[float | None, ...]
    sentences: tuple[Sentence | None, ...]
    answer: Answer


def tangents(formula: Formula, recording: Recording) -> Tangents:
    """Return the slope of every value of a recording, by one pass of forward mode.

    With u̇ = du/dx for every value u, an operation w = g(u, v) hands on w together with
    ẇ = ∂g/∂u · u̇ + ∂g/∂v · v̇; it starts with ẋ = 1.

    Args:
        formula: f, a function of one variable.
        recording: Of this formula; gives place, precision and the order of the nodes.

    Source: A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, "Automatic
        differentiation in machine learning: a survey", JMLR 18 (2018), section 3.1.
    """
    parts = parts_of(formula)
    x = tf.Variable(recording.at, dtype=recording.dtype)
    with tf.autodiff.ForwardAccumulator(x, tf.ones((), recording.dtype)) as accumulator:
        values = computed(parts, x)
        y = tf.identity(x) if values[-1] is x else values[-1]
    slopes = [1.0, *(_number(accumulator.jvp(value)) for value in values[1:])]
    sentences = tuple(_told(recording, slopes))
    return Tangents(tuple(slopes), sentences, Answer.given(accumulator.jvp(y)))


def _number(tensor: object) -> float | None:
    return None if tensor is None else float(tensor)  # type: ignore[arg-type]


def _told(recording: Recording, slopes: list[float | None]) -> Iterator[Sentence | None]:
    last = len(slopes) - 1
    for index, node in enumerate(recording.nodes):
        if index == 0:
            yield said(
                "Recording",
                "x = {value} starts with the slope dx/dx = 1.",
                value=exact(node.value, recording.dtype),
            )
        elif node.inputs:
            yield _computed(recording, node, slopes, index, last)
        else:
            yield None


def _computed(
    recording: Recording, node: RecordedNode, slopes: list[float | None], index: int, last: int
) -> Sentence:
    dtype, slope = recording.dtype, slopes[index]
    values = {"operation": node.operation, "label": node.label, "value": exact(node.value, dtype)}
    if slope is None:
        return said(
            "Recording",
            "{operation} gives {label} = {value} and has no slope to hand on.",
            **values,
        )
    products = [
        f"{exact(edge.local, dtype)} × {exact(slopes[edge.node] or 0.0, dtype)}"
        for edge in node.inputs
        if edge.local is not None
    ]
    return said(
        "Recording",
        "{operation} gives {label} = {value} and hands on {symbol} = {products} = {slope}.",
        **values,
        symbol="dy/dx" if index == last else f"d({node.label})/dx",
        products=" + ".join(products),
        slope=exact(slope, dtype),
    )
