"""What one operation does to a gradient that comes back to it, asked of TensorFlow itself."""

from dataclasses import dataclass, field
from typing import Any, Literal

import tensorflow as tf

Edge = Literal["whole", "none", "unregistered"]

# Their result depends on the shape or type of what they take, never on its value.
VALUE_FREE = frozenset({
    "Empty", "OnesLike", "Rank", "Shape", "ShapeN", "Size", "VarIsInitializedOp",
    "VariableShape", "ZerosLike", "TensorListElementShape", "TensorListLength", "TensorListReserve",
    "EmptyTensorList",
})  # fmt: skip

# A handle is no number: its gradient is that of the value that is read through it.
READS = frozenset({"ReadVariableOp", "ResourceGather", "ResourceGatherNd", "Identity"})

# What is written here comes back by a later read of the same handle, and no gradient with it.
WRITES = frozenset({
    "AssignAddVariableOp", "AssignSubVariableOp", "AssignVariableOp", "ResourceScatterAdd",
    "ResourceScatterDiv", "ResourceScatterMax", "ResourceScatterMin", "ResourceScatterMul",
    "ResourceScatterNdAdd", "ResourceScatterNdMax", "ResourceScatterNdMin", "ResourceScatterNdSub",
    "ResourceScatterNdUpdate", "ResourceScatterSub", "ResourceScatterUpdate",
    "ResourceStridedSliceAssign", "LookupTableInsertV2", "QueueEnqueueV2", "StackPushV2",
})  # fmt: skip

# They turn whole numbers into others as they are; elsewhere an integer picks or counts.
CARRIERS = frozenset({"Cast", "OneHot", "Bitcast"})

_FUNCTIONS = frozenset({"EagerPyFunc"})  # a Python function that TensorFlow differentiates itself


def moves(tensor: Any) -> bool:
    """Return whether a tensor's type can carry a gradient: floats, complex, handles, lists."""
    return bool(tensor.dtype.is_floating or tensor.dtype.is_complex) or tensor.dtype in {
        tf.resource,
        tf.variant,
    }


@dataclass
class Edges:
    """Local gradients of operations, each kind of operation asked once."""

    _known: dict[tuple[Any, ...], list[Edge]] = field(default_factory=dict)

    def of(self, operation: Any, output: int) -> list[Edge]:
        """Return for each input whether a gradient of one output comes back to it."""
        key = _signature(operation, output)
        if key not in self._known:
            self._known[key] = _asked(operation, output)
        return self._known[key]


def _signature(operation: Any, output: int) -> tuple[Any, ...]:
    attributes = operation.node_def.attr
    told = (attributes["_gradient_op_type"].s, attributes["T"].type, attributes["DstT"].type)
    types = tuple(each.dtype for each in operation.inputs)
    return operation.type, output, told, types


def _asked(operation: Any, output: int) -> list[Edge]:
    result = operation.outputs[output]
    if operation.type in READS or operation.type in _FUNCTIONS or _listed(operation):
        return ["whole" if moves(each) and moves(result) else "none" for each in operation.inputs]
    if not moves(result):
        return ["none"] * len(operation.inputs)
    # In a graph inside the operation's own: what a custom gradient closed over can be reached
    # from there, and the person's graph is not written into.
    with operation.graph.as_default():
        probe = tf.__internal__.FuncGraph("probe")
    with probe.as_default():
        try:
            taken = [_stand_in(each) for each in operation.inputs]
            copy = probe.create_op(
                operation.type,
                taken,
                [each.dtype for each in operation.outputs],
                attrs={k: v for k, v in operation.node_def.attr.items() if k != "_class"},
            )
            handed = tf.compat.v1.placeholder(result.dtype, result.shape)
            back = tf.gradients(copy.outputs[output], taken, grad_ys=handed)
        except (LookupError, NotImplementedError):
            return ["unregistered"] * len(operation.inputs)
        except Exception:  # noqa: BLE001 - a gradient function may raise anything; then nobody is blamed
            return ["whole" if moves(each) else "none" for each in operation.inputs]
    return ["none" if each is None else "whole" for each in back]


def _stand_in(tensor: Any) -> Any:
    """Return a placeholder like a tensor; a constant stays one, for gradients that look at it."""
    value = tf.get_static_value(tensor)
    if value is not None and not moves(tensor):
        return tf.constant(value, tensor.dtype)
    return tf.compat.v1.placeholder(tensor.dtype, tensor.shape)


def _listed(operation: Any) -> bool:
    """Return whether an operation is about lists of tensors, which have no number of their own."""
    both = (*operation.inputs, *operation.outputs)
    return any(each.dtype == tf.variant for each in both) and operation.type.startswith(
        (
            "TensorList",
            "RaggedTensor",
            "Optional",
            "Identity",
            "AddN",
        )
    )
