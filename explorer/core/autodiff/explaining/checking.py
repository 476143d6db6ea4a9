"""What one batch says of a model, without training it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from explorer.core.autodiff.explaining.explain import explain
from explorer.core.autodiff.explaining.explanation import Explanation


@dataclass(frozen=True, slots=True)
class VariableCheck:
    """What one batch says of one trainable variable.

    Attributes:
        name: As Keras names it, "layer/kernel".
        shape: Its shape.
        weight: Euclidean norm of its values.
        gradient: Euclidean norm of the loss's gradient; None where the gradient is None.
        not_finite: How many entries of the gradient are NaN or infinite.
        zero: Share of the gradient's entries that are exactly 0, from 0 to 1; None like `gradient`.
        explanation: Why the gradient is None; None where there is one.
    """

    name: str
    shape: tuple[int, ...]
    weight: float
    gradient: float | None
    not_finite: int
    zero: float | None
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class LayerCheck:
    """What one batch says of the units of a layer with ReLU.

    Attributes:
        name: Name of the layer.
        units: Units or channels.
        silent: Units whose output is exactly 0 for every example of the batch.
    """

    name: str
    units: int
    silent: int


@dataclass(frozen=True, slots=True)
class Check:
    """One batch through a model, forward and backward, and nothing changed.

    Attributes:
        loss: The compiled loss with the regularisation losses of the layers.
        outputs: Shape of the model's output, of each where there are several.
        variables: In the order of `model.trainable_variables`.
        layers: Layers with ReLU, in the model's order.
    """

    loss: float
    outputs: tuple[tuple[int, ...], ...]
    variables: tuple[VariableCheck, ...]
    layers: tuple[LayerCheck, ...]

    def __str__(self) -> str:
        """Return the check as a table to read in a terminal."""
        shapes = ", ".join(map(str, self.outputs))
        width = max((len(each.name) for each in self.variables), default=0)
        lines = [f"loss {self.loss:.6g}, output of shape {shapes}"]
        lines += [
            f"  {each.name:<{width}}  {each.shape!s:<14} weight {each.weight:<9.3g} {_told(each)}"
            for each in self.variables
        ]
        lines += [
            f"  {layer.name}: {layer.silent} of {layer.units} units are silent in this batch"
            for layer in self.layers
            if layer.silent
        ]
        # One cause cuts off many variables: it is told once.
        causes = dict.fromkeys(cut for each in self._unreached for cut in each.cuts)
        for cut in causes:
            where = f" at {cut.place}" if cut.place else ""
            lines.append(f"  {cut.heading}{where}. {cut.text}")
            lines.append(f"    Cure: {cut.cure}")
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"

    @property
    def _unreached(self) -> list[Explanation]:
        return [each.explanation for each in self.variables if each.explanation is not None]


def _told(each: VariableCheck) -> str:
    if each.gradient is None:
        return "gradient None"
    if each.not_finite:
        return f"gradient with {each.not_finite} entries that are NaN or infinite"
    return f"gradient {each.gradient:.3g}, {each.zero:.0%} of it exactly 0"


def check(model: keras.Model, x: Any, y: Any) -> Check:
    """Put one batch through a model, forward and backward, in training mode, and change nothing.

    Weights, seeds and the statistics of normalisation layers have the same bits afterwards; the
    optimiser is not asked. What draws from TensorFlow's own global generator draws on.

    Args:
        model: A compiled model; its loss is what is differentiated.
        x: Inputs of one batch, first axis the examples.
        y: Targets of the batch.

    Returns:
        Loss, shapes, and for each trainable variable the norms and why a gradient is None.

    Raises:
        ValueError: If the model is not compiled with a loss.
    """
    if not model.compiled or (model.loss is None and not _own_loss(model)):
        raise ValueError("The model has no loss. Call model.compile(loss=...) before check.")
    inputs, targets = _tensors(x), _tensors(y)
    if not model.built:
        model(inputs)  # makes the weights that are looked at below

    def loss() -> Any:
        return model.compute_loss(x=inputs, y=targets, y_pred=model(inputs, training=True))

    with _restored(model):
        with tf.GradientTape() as tape:
            outputs = model(inputs, training=True)
            value = model.compute_loss(x=inputs, y=targets, y_pred=outputs)
        variables = model.trainable_variables
        gradients = tape.gradient(value, [each.value for each in variables])
        layers = silence(model, inputs, training=True)
    lost = [each for each, given in zip(variables, gradients, strict=True) if given is None]
    with _restored(model):
        reasons = iter(explain(loss, lost) if lost else [])
    return Check(
        float(value),
        tuple(tuple(each.shape) for each in tf.nest.flatten(outputs)),
        tuple(
            _of_variable(variable, gradient, next(reasons) if gradient is None else None)
            for variable, gradient in zip(variables, gradients, strict=True)
        ),
        layers,
    )


def _tensors(batch: Any) -> Any:
    """Return arrays as tensors in the same structure; a list of numbers is one array."""
    if any(np.ndim(each) for each in tf.nest.flatten(batch)):
        return tf.nest.map_structure(tf.convert_to_tensor, batch)
    return tf.convert_to_tensor(batch)


def _own_loss(model: Any) -> bool:
    return type(model).compute_loss is not keras.Model.compute_loss


def _of_variable(variable: Any, gradient: Any, reason: Explanation | None) -> VariableCheck:
    shape = tuple(variable.shape)
    weight = float(np.linalg.norm(variable.value.numpy()))
    if gradient is None:
        return VariableCheck(variable.path, shape, weight, None, 0, None, reason)
    numbers = np.asarray(tf.convert_to_tensor(gradient))  # of an embedding: rows, summed here
    return VariableCheck(
        variable.path,
        shape,
        weight,
        float(np.linalg.norm(numbers)),
        int(np.count_nonzero(~np.isfinite(numbers))),
        float(np.mean(numbers == 0)) if numbers.size else 0.0,
        None,
    )


@contextmanager
def _restored(model: Any) -> Iterator[None]:
    """Give every variable of a model its value back: statistics, seeds, metrics, own states."""
    kept = [(each, each.value.numpy()) for each in _all_variables(model)]
    try:
        yield
    finally:
        for variable, value in kept:
            variable.assign(value)


def _all_variables(model: Any) -> Sequence[Any]:
    """Return weights, seeds and metrics once each; Keras keeps seeds apart from the weights."""
    found = {id(each): each for each in (*model.variables, *model.metrics_variables)}
    for layer in model._flatten_layers():  # noqa: SLF001 - the public list leaves out nested layers
        found |= {id(each): each for each in layer.variables}
    return list(found.values())


def silence(model: Any, inputs: Any, *, training: bool) -> tuple[LayerCheck, ...]:
    """Return how many units of each layer with ReLU are 0 for the whole batch."""
    seen: dict[str, Any] = {}  # by name: for each unit, whether it was ever other than 0
    layers = [each for each in model._flatten_layers(include_self=False) if _rectifies(each)]  # noqa: SLF001
    called = [(layer, layer.call) for layer in layers]
    for layer, call in called:

        def watched(*args: Any, _layer: Any = layer, _call: Any = call, **kwargs: Any) -> Any:
            output = _call(*args, **kwargs)
            if hasattr(output, "numpy"):  # inside a loop of TensorFlow there are no numbers to see
                numbers = output.numpy()
                active = np.any(numbers.reshape(-1, numbers.shape[-1]) != 0, axis=0)
                seen[_layer.name] = seen.get(_layer.name, False) | active
            return output

        # Keras has no hook on what a layer gives, and only functional models can be cut open at it.
        layer.call = watched
    try:
        model(inputs, training=training)
    finally:
        for layer, _ in called:
            del layer.call  # the method of the class is there again
    return tuple(
        LayerCheck(name, active.size, int(np.count_nonzero(~active)))
        for name, active in seen.items()
    )


def _rectifies(layer: Any) -> bool:
    rectifier = isinstance(layer, keras.layers.ReLU)
    return rectifier or getattr(layer, "activation", None) in {
        keras.activations.relu,
        keras.activations.relu6,
    }
