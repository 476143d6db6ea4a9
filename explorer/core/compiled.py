"""Graphs compiled by XLA whose machine code goes when they go."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.graphs import TRACING, traced

_v1 = tf.compat.v1
_MOST_KINDS = 4  # for which one function is kept


class Compiled:
    """A function as machine code, for arrays of some kinds; nothing of it stays when it is let go.

    A `tf.function` that XLA compiles leaves its machine code, 3 MB for a short one and 28 MB for a race of
    six, with the device that it ran on until the process ends. So it runs in a session here, whose device
    is its own and ends with it.
    """

    def __init__(self, function: Callable[..., Any], *kinds: Any, is_sharing: bool = False) -> None:
        """Trace a function; it is compiled when it is first called.

        Args:
            function: Takes tensors, returns tensors, one at least.
            kinds: A `tf.TensorSpec` for each argument, or nested lists and dictionaries of them.
            is_sharing: Whether each call reads the variables that the function uses, and sets them. Else it
                has variables of its own: they begin as those outside, which are never touched, and hold
                at each call what the call before has left.
        """
        concrete = traced(function, *kinds, is_compiled=True)
        # Without its tensors, which would keep the graph.
        self._outcome = tf.nest.map_structure(lambda _: None, concrete.structured_outputs)
        variables = {id(each.handle): each for each in concrete.graph.variables}
        graph = tf.Graph()
        with graph.as_default(), tf.device("/CPU:0"):
            # What is captured stands behind the arguments.
            count = len(concrete.inputs) - len(concrete.captured_inputs)
            given = [_v1.placeholder(each.dtype, each.shape) for each in concrete.inputs[:count]]
            own = [_Own(each, variables.get(id(each))) for each in concrete.captured_inputs]
            held = [each for each in own if each.outside is not None]
            begin = [each.set for each in held]
            with tf.control_dependencies(begin if is_sharing else []):
                # Not the function itself, which would take the handles of the variables outside.
                results = _called(concrete, [*given, *(each.tensor for each in own)])
            with tf.control_dependencies(results):
                after = [each.read() for each in held] if is_sharing else []
        settings = _v1.ConfigProto(device_count={"GPU": 0})
        self._session = _v1.Session(graph=graph, config=settings)
        values = [each.value for each in held]
        if not is_sharing:
            outside = [np.asarray(each.outside) for each in held]
            self._session.run(begin, dict(zip(values, outside, strict=True)))
        self._shared = [each.outside for each in held] if is_sharing else []
        feeds = [*given, *values] if is_sharing else given
        self._run = self._session.make_callable([*results, *after], feed_list=feeds)

    def __call__(self, *given: Any) -> Any:
        """Return what the function makes of arrays, as arrays; by one thread at a time."""
        before = [_array(each.value()) for each in self._shared]
        flat = [_array(each) for each in tf.nest.flatten(list(given)) if each is not None]
        found = self._run(*flat, *before)
        count = len(found) - len(self._shared)
        for variable, value in zip(self._shared, found[count:], strict=True):
            tf.raw_ops.AssignVariableOp(resource=variable.handle, value=value)
        return tf.nest.pack_sequence_as(self._outcome, found[:count])

    def __del__(self) -> None:
        """Let the machine code go."""
        if "_session" in vars(self):  # it may have failed before
            self._session.close()


def _called(concrete: Any, tensors: list[Any]) -> list[Any]:
    definition = concrete.graph.as_graph_def()
    names = [each.name for each in concrete.inputs]

    def body(*given: Any) -> Any:
        return tf.graph_util.import_graph_def(
            definition,
            input_map=dict(zip(names, given, strict=True)),
            return_elements=[each.name for each in concrete.outputs],
            name="",
        )

    with TRACING:
        return list(tf.function(body, autograph=False, jit_compile=True)(*tensors))


def _array(given: Any) -> Any:
    """Return an array, or a tensor of the processor's as one, without a copy."""
    return np.asarray(memoryview(given)) if tf.is_tensor(given) else given


class _Own:
    """What stands in a session for a captured tensor or variable."""

    def __init__(self, captured: Any, outside: Any) -> None:
        self.outside = outside
        if outside is None:
            self.tensor = tf.constant(captured.numpy())
            return
        kind = outside.dtype, outside.shape
        name = _v1.get_default_graph().unique_name("variable")  # without one all would be the same
        self.tensor = tf.raw_ops.VarHandleOp(dtype=kind[0], shape=kind[1], shared_name=name)
        self.value = _v1.placeholder(*kind)
        self.set = tf.raw_ops.AssignVariableOp(resource=self.tensor, value=self.value)

    def read(self) -> Any:
        """Return what the variable holds."""
        return tf.raw_ops.ReadVariableOp(resource=self.tensor, dtype=self.outside.dtype)


def by_xla(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function as machine code that goes with it, compiled anew for arguments of other shapes.

    What it returns takes tensors, returns arrays, sets the variables that the function sets, and is for one
    thread at a time.
    """
    if tf.config.list_logical_devices("GPU"):
        # Where its variables are; machine code of graphics cards stays.
        compiled: Callable[..., Any] = tf.function(function, autograph=False, jit_compile=True)
        return compiled

    @lru_cache(maxsize=_MOST_KINDS)
    def made(*kinds: Any) -> Compiled:
        return Compiled(function, *kinds, is_sharing=True)

    def run(*given: Any) -> Any:
        return made(*tf.nest.map_structure(_kind, given))(*given)

    return run


def _kind(tensor: Any) -> Any:
    return None if tensor is None else tf.TensorSpec(tensor.shape, tensor.dtype)
