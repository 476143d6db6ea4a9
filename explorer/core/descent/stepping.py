"""Many updates of real Keras optimisers in one call of a graph, whose arrays travel in few packs."""

import math
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.python.eager import context
from tensorflow.python.ops import gen_math_ops

from explorer.core.arrays import Array
from explorer.core.compiled import Compiled
from explorer.core.descent.members import Member, Recipe, Variables
from explorer.core.graphs import traced
from explorer.core.kept import kept

Packed = dict[str, tf.Tensor]  # by the name of its type
Records = dict[str, Array]

COMPILED_STRETCH = 512
# What `_sums_of_eager` replaces belongs to the whole process, not to a thread.
_ONE_AT_A_TIME = threading.RLock()
# No public name leads to it: docs/decisions/bits-of-graphs.md.
_add_n = gen_math_ops.add_n


@dataclass(frozen=True, slots=True)
class _Span:
    name: str
    shape: tuple[int, ...]
    begin: int

    @property
    def end(self) -> int:
        return self.begin + math.prod(self.shape)


# Each array that enters or leaves a graph has its price; packed by type there are few.
class Packing:
    """Where each of some named arrays lies in the packed array of its type.

    In `packed` arrays the last axis runs over the entries; axes before it, such as one of
    updates, are common to all.
    """

    def __init__(self, kinds: Mapping[str, tf.TensorSpec]) -> None:
        """Take the shape and type of every array, without axes that are common to all."""
        self._places: dict[str, list[_Span]] = {}
        for name, kind in kinds.items():
            places = self._places.setdefault(kind.dtype.name, [])
            begin = places[-1].end if places else 0
            places.append(_Span(name, tuple(kind.shape.as_list()), begin))

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
        """Return the tensors by their names, as they were before `packed_tensors`."""
        return {
            place.name: tf.reshape(packed[dtype][place.begin : place.end], place.shape)
            for dtype, places in self._places.items()
            for place in places
        }


class Stepper:
    """One descent or several side by side, traced once for every start and rate.

    Raises:
        ExplorerError: If the tape finds no gradient of a function.
    """

    def __init__(self, recipes: Sequence[Recipe], *, is_compiled: bool) -> None:
        self._is_compiled = is_compiled
        self._lock = threading.Lock()  # two threads must not share its variables
        self.members = [Member(each) for each in recipes]
        self._held = Packing(_joined([member.kinds for member in self.members]))
        self._recorded = [Packing(member.record_kinds) for member in self.members]
        rows = COMPILED_STRETCH if is_compiled else None
        noises = [
            tf.TensorSpec((rows, *each.shape), each.dtype) for each in recipes if each.is_noisy
        ]
        kinds = self._held.specs(), noises, tf.TensorSpec((), tf.int32)
        self._run = (Compiled if is_compiled else _AsWritten)(self._steps, *kinds)

    def run(
        self, variables: Sequence[Variables], noises: Sequence[Array]
    ) -> tuple[list[Records], list[Variables]]:
        """Make one update of every member per row of its noise.

        Args:
            variables: Every variable before the first update, of each member.
            noises: What is added to each member's gradients if its recipe is noisy, one row per
                update, as many for one member as for another; `COMPILED_STRETCH` if compiled.

        Returns:
            Of each member x, y, gradient, rate and the optimiser's states before each update, by
            name; and every variable after the last.
        """
        wanted = [
            noise
            for member, noise in zip(self.members, noises, strict=True)
            if member.recipe.is_noisy
        ]
        packed = self._held.packed(_joined(variables))
        with self._lock:
            records, after = self._run(packed, wanted, np.int32(len(noises[0])))
        parts = zip(self._recorded, records, strict=True)
        told = [packing.unpacked(part) for packing, part in parts]
        return told, self._parted(self._held.unpacked(after))

    def _steps(
        self, given: Packed, noises: Sequence[tf.Tensor], count: tf.Tensor
    ) -> tuple[list[Packed], Packed]:
        """Return each member's record of what was before its updates, and all variables after."""
        before, rest = self._parted(self._held.unpacked_tensors(given)), iter(noises)
        records = []
        for member, packing, values in zip(self.members, self._recorded, before, strict=True):
            member.assign(values)
            noise = next(rest) if member.recipe.is_noisy else None
            records.append(self._recorded_steps(member, packing, noise, count))
        after = _joined([member.values() for member in self.members])
        return records, self._held.packed_tensors(after)

    def _recorded_steps(
        self, member: Member, packing: Packing, noise: tf.Tensor | None, count: tf.Tensor
    ) -> Packed:
        """Make a member's updates in a loop of its own: XLA runs several small ones sooner than one."""
        size = COMPILED_STRETCH if self._is_compiled else count
        arrays = {
            dtype: tf.TensorArray(row.dtype, size, element_shape=row.shape)
            for dtype, row in packing.specs().items()
        }

        def body(index: tf.Tensor, arrays: dict[str, Any]) -> tuple[Any, ...]:
            now = packing.packed_tensors(member.step(None if noise is None else noise[index]))
            written = {dtype: array.write(index, now[dtype]) for dtype, array in arrays.items()}
            return index + 1, written

        # Each update starts from the variables that the one before left: none may run ahead.
        _, arrays = tf.while_loop(
            lambda index, _: index < size, body, (tf.constant(0), arrays), parallel_iterations=1
        )
        return {dtype: array.stack() for dtype, array in arrays.items()}

    def _parted(self, joined: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what belongs to each member."""
        parts: list[dict[str, Any]] = [{} for _ in self.members]
        for place, value in joined.items():
            number, _, name = place.partition(_OF)
            parts[int(number)][name] = value
        return parts


_OF = ":"


def _joined(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what belongs to all members, with the member's number before each name."""
    return {f"{n}{_OF}{name}": part[name] for n, part in enumerate(parts) for name in part}


class _AsWritten:
    """A graph of the bits of eager execution, for arrays of some kinds."""

    def __init__(self, function: Callable[..., Any], *kinds: Any) -> None:
        with bits_of_eager(), _sums_of_eager():
            self._run = traced(function, *kinds)

    def __call__(self, *given: Any) -> Any:
        """Return what the function makes of arrays, as arrays."""
        with bits_of_eager():
            made = self._run(*tf.nest.map_structure(tf.constant, given))
        return tf.nest.map_structure(lambda each: each.numpy(), made)


# Graph or machine code, as much for each that goes side by side.
@kept(lambda *recipes, **_: 3.5 * len(recipes))
def stepper(*recipes: Recipe, is_compiled: bool = False) -> Stepper:
    """Return the stepper of some recipes, by XLA if `is_compiled`; traced when first asked for."""
    return Stepper(recipes, is_compiled=is_compiled)


@contextmanager
def bits_of_eager() -> Iterator[None]:
    """Call graphs of this thread as they are written, without TensorFlow's graph optimiser.

    It reorders arithmetic (a division by 7 becomes a product with 1/7), which moves the last bit. A graph
    must be traced and always called in this block, and no other thread may notice: what is called with
    the optimiser now on and now off is made ready twice, by XLA compiled twice, and kept twice.
    """
    here = context.context()
    before = here.function_call_options
    here.function_call_options = _as_written()
    try:
        yield
    finally:
        here.function_call_options = before


@lru_cache(maxsize=1)
def _as_written() -> Any:
    """Return how graphs are called without the graph optimiser."""
    options = copy(context.context().function_call_options)
    config = tf.compat.v1.ConfigProto.FromString(options.config_proto_serialized)
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    options.config_proto_serialized = config
    return options


@contextmanager
def _sums_of_eager() -> Iterator[None]:
    """Trace graphs that sum as eager execution does.

    Where a tensor is used three times or more, the tape sums its gradients by one operation,
    which begins with the first of them in eager execution, but in a graph with any whose memory
    it may take for the sum. Graphs traced in this block have the sum written out instead.
    """
    with _ONE_AT_A_TIME:
        gen_math_ops.add_n = _left_to_right
        try:
            yield
        finally:
            gen_math_ops.add_n = _add_n


def _left_to_right(inputs: Sequence[Any], name: str | None = None) -> Any:
    """Return a sum of tensors; in a graph one after the other is added to the first."""
    return _add_n(inputs, name) if tf.executing_eagerly() else reduce(tf.add, inputs)
