"""What a gradient can be asked with respect to: variables and tensors, TensorFlow's or Keras'."""

from typing import Any

import keras
import tensorflow as tf


def own(source: Any) -> Any:
    """Return the TensorFlow variable or tensor behind what a person handed over.

    Raises:
        TypeError: If it is none; the sentence says what to hand over.
    """
    if isinstance(source, keras.Variable):
        source = source.value
    if isinstance(source, keras.KerasTensor):
        raise TypeError(
            f"{source.name} is a symbolic Keras tensor, which holds no number. Compute it from an "
            "input inside f, or hand over a variable of the model."
        )
    if isinstance(source, (tf.Variable, tf.Tensor, tf.RaggedTensor, tf.SparseTensor)):
        return source
    raise TypeError(
        f"A gradient is taken with respect to a tf.Variable or a tensor, not to {type(source).__name__}. "
        "Make it one by tf.Variable(...) or tf.constant(...) before f, and let f read that."
    )


def parts(source: Any) -> list[Any]:
    """Return what a trace captures of a source: a variable's handle, or its tensors of numbers."""
    if isinstance(source, tf.Variable):
        # A trace captures the handle, from which each read of the value begins.
        return [source.handle]
    tensors = tf.nest.flatten(source, expand_composites=True)
    return [each for each in tensors if is_number(each)] or tensors


def is_number(source: Any) -> bool:
    """Return whether a source's type can have a gradient."""
    return bool(source.dtype.is_floating or source.dtype.is_complex)


def described(source: Any) -> str:
    """Return name, type and shape of a source, as `dense/kernel: Variable float32 (3, 4)`."""
    kind = "Variable" if isinstance(source, (tf.Variable, keras.Variable)) else "tensor"
    name = ""
    if kind == "Variable":
        name = str(getattr(source, "path", source.name)).split(":", maxsplit=1)[0] + ": "
    inner = source.value if isinstance(source, keras.Variable) else source
    return f"{name}{kind} {tf.as_dtype(inner.dtype).name} {tuple(inner.shape)}"
