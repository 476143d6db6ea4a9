"""Graphs compiled by XLA whose machine code goes when they go."""

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from explorer.core.graphs import traced

_v1 = tf.compat.v1


class Compiled:
    """A function as machine code, for arrays of some kinds; nothing of it stays when it is let go.

    A `tf.function` that XLA compiles leaves its machine code, 3 MB for a short one and 28 MB for a race of
    six, with the device that it ran on until the process ends. So it runs in a session here, whose device
    is its own and ends with it.
    """

    def __init__(self, function: Callable[..., Any], *kinds: Any) -> None:
        """Trace a function; it is compiled when it is first called.

        Args:
            function: Takes tensors, returns tensors. The variables that it uses hold, at each call, what
                the call before has left; those outside of it are never touched.
            kinds: A `tf.TensorSpec` for each argument, or nested lists and dictionaries of them.
        """
        concrete = traced(function, *kinds, is_compiled=True)
        self._outcome = concrete.structured_outputs
        variables = {id(each.handle): each.numpy() for each in concrete.graph.variables}
        captured = [(each, variables.get(id(each))) for each in concrete.captured_inputs]
        graph = tf.Graph()
        with graph.as_default(), tf.device("/CPU:0"):
            # What is captured stands behind the arguments.
            count = len(concrete.inputs) - len(captured)
            given = [_v1.placeholder(each.dtype, each.shape) for each in concrete.inputs[:count]]
            own = [_copied(each, value) for each, value in captured]
            # Not the function itself, which would take the handles of the variables outside.
            results = concrete._inference_function.call_flat(*given, *(each for each, _ in own))  # noqa: SLF001
            begin = [made for _, made in own if made is not None]
        settings = _v1.ConfigProto(device_count={"GPU": 0})
        self._session = _v1.Session(graph=graph, config=settings)
        self._session.run(begin)
        self._run = self._session.make_callable(list(results), feed_list=given)

    def __call__(self, *given: Any) -> Any:
        """Return what the function makes of arrays, as arrays; by one thread at a time."""
        return tf.nest.pack_sequence_as(self._outcome, self._run(*tf.nest.flatten(list(given))))

    def __del__(self) -> None:
        """Let the machine code go."""
        if "_session" in vars(self):  # it may have failed before
            self._session.close()


def _copied(captured: Any, value: Any) -> tuple[Any, Any]:
    """Return what stands in a session for a captured tensor or variable, and what gives it its value."""
    if value is None:
        return tf.constant(captured.numpy()), None
    name = _v1.get_default_graph().unique_name("variable")  # without one all would be the same
    made = tf.raw_ops.VarHandleOp(dtype=value.dtype, shape=value.shape, shared_name=name)
    return made, tf.raw_ops.AssignVariableOp(resource=made, value=tf.constant(value))
