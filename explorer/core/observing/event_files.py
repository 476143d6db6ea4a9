"""Scalars in TensorBoard's event files, read with TensorFlow's own record reader."""

import contextlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tensorflow as tf
from google.protobuf.message import DecodeError


class Scalar(NamedTuple):
    """One number of an event file.

    Attributes:
        tag: Its name.
        step: Where it belongs.
        value: The number.
    """

    tag: str
    step: int
    value: float


def scalars(path: Path, start: int = 0) -> Iterator[tuple[int, list[Scalar]]]:
    """Yield the records of an event file, from the given one on: its number, and the scalars in it.

    A record that is cut off, as at the end of a file that is being written, ends the reading.

    Args:
        path: The file.
        start: Records to pass over.
    """
    with contextlib.suppress(tf.errors.DataLossError, tf.errors.NotFoundError):
        for index, record in enumerate(tf.data.TFRecordDataset(str(path)).skip(start), start):
            event = tf.compat.v1.Event()
            with contextlib.suppress(DecodeError):
                event.ParseFromString(record.numpy())
            yield index, [*_of_event(event)]


def _of_event(event: tf.compat.v1.Event) -> Iterator[Scalar]:
    for value in event.summary.value:
        if value.WhichOneof("value") == "simple_value":
            yield Scalar(value.tag, event.step, value.simple_value)
        elif value.WhichOneof("value") == "tensor":
            with contextlib.suppress(ValueError, TypeError, struct.error):
                number = np.asarray(tf.make_ndarray(value.tensor))
                if number.size == 1 and number.dtype.kind in "fiu":
                    yield Scalar(value.tag, event.step, float(number.reshape(())))
