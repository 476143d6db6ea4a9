"""Graphs of TensorFlow, traced by one thread at a time."""

import threading
from collections.abc import Callable
from typing import Any

import tensorflow as tf
from tensorflow.python.eager import context
from tensorflow.python.framework import ops

from explorer.core.tally import GRAPHS

# Pages ask from threads of their own. Two that traced at once have ended the program within TensorFlow:
# seen in 2 of 16 starts of the Surface page on a busy machine, before `known_types`. Tracing is Python, so
# nothing is lost.
TRACING = threading.Lock()


def _gradients() -> dict[str, Any]:
    """Return TensorFlow's gradients by their names, or nothing if it keeps them elsewhere."""
    return getattr(ops.gradient_registry, "_registry", {})


def traced(function: Callable[..., Any], *kinds: Any, is_compiled: bool = False) -> Any:
    """Return a function as a graph for arguments of these kinds.

    Args:
        function: Takes tensors, returns tensors. Its loops are `tf.while_loop`: AutoGraph, which
            would have nothing to convert, is off. Whatever gradients it takes, it takes by tapes within.
        kinds: A `tf.TensorSpec` for each argument, or nested lists of them.
        is_compiled: Whether XLA makes machine code of it, when it is first called.
    """
    graph = tf.function(function, autograph=False, jit_compile=is_compiled or None)
    with TRACING:
        GRAPHS.made += 1
        known = set(_gradients())
        try:
            return graph.get_concrete_function(*kinds)
        finally:
            # Each call of an operation with a gradient of its own, such as swish, is put here with its graph
            # for as long as the process lives. What is traced has taken its gradients.
            for name in set(_gradients()) - known:
                del _gradients()[name]


def forget_kernels() -> None:
    """Let TensorFlow forget what it keeps for each operation that was run by itself, as outside a graph.

    It keeps it for as long as the process lives, and for each variable anew, whose name is its own: 0.5 MB
    for a network. What is asked for again is made again, within microseconds; what runs keeps its own.
    """
    forget = getattr(context.context(), "clear_kernel_cache", None)
    if forget is not None:  # not public, so it may go
        forget()
