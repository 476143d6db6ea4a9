"""Many small arrays in one array for each type, as a graph is called the sooner the fewer it takes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Array


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    shape: tuple[int, ...]
    begin: int

    @property
    def end(self) -> int:
        return self.begin + math.prod(self.shape)


class Packing:
    """Where each of some named arrays lies in the packed array of its type.

    In `packed` arrays the last axis runs over the entries; axes before it, such as one of
    updates, are common to all.
    """

    def __init__(self, kinds: Mapping[str, tf.TensorSpec]) -> None:
        """Take the shape and type of every array, without axes that are common to all."""
        self._places: dict[str, list[_Place]] = {}
        for name, kind in kinds.items():
            places = self._places.setdefault(kind.dtype.name, [])
            begin = places[-1].end if places else 0
            places.append(_Place(name, tuple(kind.shape.as_list()), begin))

    def specs(self) -> dict[str, tf.TensorSpec]:
        """Return what the packed arrays are, by the names of their types."""
        return {
            dtype: tf.TensorSpec((places[-1].end,), dtype) for dtype, places in self._places.items()
        }

    def packed(self, arrays: Mapping[str, Array]) -> dict[str, Array]:
        """Return arrays without common axes as one per type."""
        return {
            dtype: np.concatenate([np.ravel(arrays[place.name]) for place in places])
            for dtype, places in self._places.items()
        }

    def unpacked(self, packed: Mapping[str, Array]) -> dict[str, Array]:
        """Return the arrays by their names; they share memory with the packed ones."""
        return {
            place.name: packed[dtype][..., place.begin : place.end].reshape(
                packed[dtype].shape[:-1] + place.shape
            )
            for dtype, places in self._places.items()
            for place in places
        }

    def packed_tensors(self, tensors: Mapping[str, Any]) -> dict[str, Any]:
        """Return tensors without common axes as one per type."""
        return {
            dtype: tf.concat([tf.reshape(tensors[place.name], (-1,)) for place in places], axis=0)
            for dtype, places in self._places.items()
        }

    def unpacked_tensors(self, packed: Mapping[str, Any]) -> dict[str, Any]:
        """Return the tensors by their names."""
        return {
            place.name: tf.reshape(packed[dtype][place.begin : place.end], place.shape)
            for dtype, places in self._places.items()
            for place in places
        }
