"""A step that was not finite, made once more, operation by operation, to see where that began.

TensorFlow calls back for every operation that runs eagerly, forward and backward. Each that makes a value
that is not finite is noted with what went into it; from the value that reached a weight, or the
loss, the notes are walked back to the operation all of whose inputs were finite. So a masked −inf that
nothing comes of is not blamed.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import tensorflow as tf
from tensorflow.python.framework import op_callbacks

from explorer.core.autodiff.explaining.places import place_of
from explorer.core.observing.births import NOT_REPEATED, OUTSIDE
from explorer.core.observing.observed import Born

if TYPE_CHECKING:
    from types import FrameType


@dataclass(slots=True)
class _Place:
    """Where an operation was called."""

    layer: str
    direction: str
    file: str | None
    line: int | None
    inside: str = ""  # of an operation of the backward pass: the forward one that it differentiates


@dataclass(slots=True)
class _Note:
    """An operation that made a value that is not finite."""

    operation: str
    kind: str
    place: _Place
    ends: tuple[float | None, float | None]
    causes: list["_Note"]
    outside: bool


@dataclass(slots=True)
class _Notes:
    """What has been seen of one step."""

    strange: dict[int, _Note] = field(default_factory=dict)  # by the id of the tensor
    forward: dict[int, _Place] = field(default_factory=dict)
    held: list[Any] = field(default_factory=list)  # tensors whose ids must not be given away again
    reached: _Note | None = None  # what came to a variable
    first: _Note | None = None


def birth(step: int, run: Callable[[], Any]) -> Born:
    """Run a step eagerly and return where its first value that is not finite was born.

    Args:
        step: Its number, for the answer.
        run: Makes the step.
    """
    notes = _Notes()
    with _eagerly(), _called_back(notes):
        run()
    note = notes.reached or notes.first
    if note is None:
        return Born(step, "", "", "", "nan", note=str(NOT_REPEATED))
    while note.causes:
        note = note.causes[0]
    place = note.place
    if note.outside:
        return Born(step, place.layer, "", place.direction, note.kind, note=str(OUTSIDE))
    operation = (
        f"{note.operation} in the gradient of {place.inside}" if place.inside else note.operation
    )
    return Born(
        step, place.layer, operation, place.direction, note.kind, place.file, place.line, *note.ends
    )


@contextmanager
def _eagerly() -> Iterator[None]:
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


@contextmanager
def _called_back(notes: _Notes) -> Iterator[None]:
    def look(
        kind: Any, inputs: Any, _: Any, outputs: Any, name: Any = None, graph: Any = None
    ) -> None:
        del name
        if graph is None:
            kind = kind.decode() if isinstance(kind, bytes) else str(kind)
            _note(notes, kind, inputs, outputs)

    op_callbacks.add_op_callback(look)
    try:
        yield
    finally:
        op_callbacks.remove_op_callback(look)


def _note(notes: _Notes, kind: str, inputs: Any, outputs: Any) -> None:
    strange = [notes.strange[id(each)] for each in inputs if id(each) in notes.strange]
    if kind.startswith(("Assign", "ResourceScatter", "ResourceApply")):
        if strange and notes.reached is None:
            notes.reached = strange[0]
        return
    floats = [each for each in outputs if getattr(each, "dtype", tf.int32).is_floating]
    if not floats:
        return
    place = None
    for each in floats:
        numbers = np.asarray(each, np.float64)
        if np.isfinite(numbers).all():
            if not strange:
                place = place or _place(notes)
                notes.forward.setdefault(id(each), place)
                notes.held.append(each)
            continue
        place = place or _place(notes)
        what = "nan" if np.isnan(numbers).any() else "inf"
        outside = not strange and (kind == "ReadVariableOp" or not _all_finite(inputs))
        note = _Note(kind, what, place, _ends(inputs), strange, outside)
        notes.strange[id(each)] = note
        notes.held.append(each)
        notes.first = notes.first or note


def _all_finite(inputs: Any) -> bool:
    floats = [each for each in inputs if getattr(each, "dtype", tf.string).is_floating]
    return all(np.isfinite(np.asarray(each, np.float64)).all() for each in floats)


def _ends(inputs: Any) -> tuple[float | None, float | None]:
    """Return the smallest and the largest finite number that went in."""
    parts = [
        np.asarray(each, np.float64).ravel()
        for each in inputs
        if getattr(each, "dtype", tf.string).is_floating
    ]
    numbers = np.concatenate([np.zeros(0), *parts])
    numbers = numbers[np.isfinite(numbers)]
    return (float(numbers.min()), float(numbers.max())) if numbers.size else (None, None)


def _place(notes: _Notes) -> _Place:
    """Return layer, direction, file and line of the operation that is just running, from Python's stack."""
    layer, direction, inside, frames = "", "forward", "", []
    forward: _Place | None = None
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        code, own = frame.f_code, frame.f_locals
        frames.append((code.co_filename, frame.f_lineno))
        owner = own.get("self")
        if code.co_name == "_gradient_function" and not inside:
            direction, inside = "backward", str(own.get("op_name", ""))
            known = (*(own.get("inputs") or ()), *(own.get("outputs") or ()))
            places = (notes.forward.get(id(each)) for each in reversed(known))
            forward = next((each for each in places if each is not None), None)
        elif isinstance(owner, keras.optimizers.Optimizer) and direction == "forward":
            direction = "update"
        elif (
            isinstance(owner, keras.layers.Layer)
            and not layer
            and not isinstance(owner, keras.Model)
        ):
            layer = owner.name
        frame = frame.f_back
    if direction == "backward" and forward is not None:
        return _Place(forward.layer, direction, forward.file, forward.line, inside)
    file, line = place_of(frames[::-1])
    return _Place("" if direction == "update" else layer, direction, file, line, inside)
