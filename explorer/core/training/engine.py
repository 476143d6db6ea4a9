"""Many updates in one compiled call: the notebook's loop, gradient tape and Keras optimiser."""

import math
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.compiled import by_xla
from explorer.core.descent.keras_objects import apply_gradients
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.graphs import forget_kernels
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import CLASSES, Images, mean_picture
from explorer.core.training.inspection import AT_ONCE
from explorer.core.training.network import (
    build_network,
    build_optimizer,
    loss_function,
    scaled,
    schedule_rates,
)
from explorer.core.training.reports import Snapshot, Weights
from explorer.core.training.settings import TrainingSettings

_SMALLEST_BATCH_IN_HALVES = 32
# With room for one update only, XLA leaves out the loop and rounds some sums differently.
_LEAST_ROOM = 2
_SQUARES = ("_velocity", "_accumulator", "_accumulated_grad")  # whose roots are taken
# Engines, of 15 MB and more, and bytes of their variables; to compile one anew takes a second or two.
_MOST_IDLE, _MOST_BYTES = 4, 100_000_000


class Engine:
    """The network, its optimiser, and a compiled loop of updates over the training images.

    XLA compiles the loop once for each batch size: how many updates a call makes is a tensor, and
    so are the learning rate and the images. These stay bytes; each batch is gathered and scaled
    inside the loop, which costs less than handing over floats. The two halves of a batch are
    computed side by side, as XLA keeps two cores busier with two products than with one.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        self._settings = settings
        self._model = build_network(settings)
        # In place of the number that Keras would compile in: another factor needs no new loop.
        self._l2 = tf.Variable(settings.l2, trainable=False)
        for layer in self._model.layers:
            if getattr(layer, "kernel_regularizer", None):
                layer.kernel_regularizer.l2 = self._l2
        self._rates = [tf.Variable(rate, trainable=False) for rate in schedule_rates(settings)]
        self._optimizer = build_optimizer(settings, self._rates)
        # Now rather than at the first update: snapshots are taken and restored before it.
        self._optimizer.build(self._model.trainable_variables)
        self._loss = loss_function(settings)
        variables = [*self._model.variables, *self._optimizer.variables]
        # Paths of seed generators count what the process made before; places do not.
        # Two digits, as `weights_in` puts the names in order.
        self._named = {f"{place:02}_{_name(each)}": each for place, each in enumerate(variables)}
        # It depends on shapes, not on weights: so it serves every run that begins here.
        self._memory_at_start = [_plain(each.numpy()) for each in self._optimizer.variables]
        self._loop = self._compiled()
        # Twice as fast as if not compiled, and it drops the very outputs that the update drops.
        self._gradient = self._machine_code(
            lambda images, chosen: self._loss_and_gradients(images, chosen)[1]
        )
        # One trace for full parts and one for all other numbers of pictures.
        self._answers = tf.function(self._answer, autograph=False, reduce_retracing=True)

    @property
    def nbytes(self) -> int:
        """What all variables of network and optimiser take, in bytes."""
        return sum(math.prod(v.shape) * np.dtype(v.dtype).itemsize for v in self._named.values())

    def fits(self, settings: TrainingSettings) -> bool:
        """Return whether all that is compiled in is as `settings` have it."""
        return _compiled_in(self._settings) == _compiled_in(settings)

    def begin(self, settings: TrainingSettings) -> None:
        """Stand where a new engine of these settings stands, which must fit."""
        values = [variable.numpy() for variable in build_network(settings).variables]
        for own, value in zip(self._named.values(), [*values, *self._memory_at_start], strict=True):
            own.assign(value)
        self._l2.assign(settings.l2)
        self.set_rate(settings.learning_rate)

    def set_rate(self, rate: float) -> None:
        """Go on with another learning rate, without another compilation; with a schedule from another one."""
        if self._settings.schedule == "constant":
            self._optimizer.learning_rate = rate
            return
        rates = schedule_rates(replace(self._settings, learning_rate=rate))
        for variable, each in zip(self._rates, rates, strict=True):
            variable.assign(each)

    @property
    def rate(self) -> np.float32:
        """The learning rate of the next update, as Keras has it."""
        return np.float32(self._optimizer.learning_rate.numpy())

    def advance(
        self, images: "ImageTensors", chosen: NDArray[np.int32], room: int
    ) -> NDArray[np.float32]:
        """Make one update for each row of `chosen`.

        Args:
            images: The training images.
            chosen: Indices of training images, shape (updates, batch size).
            room: Most updates that a call makes; another number is another compilation.

        Returns:
            The loss of each batch before its update, shape (updates,).
        """
        padded = np.zeros((max(room, _LEAST_ROOM), chosen.shape[1]), np.int32)
        padded[: len(chosen)] = chosen
        # A Python number would be a constant of the graph, and each other one another compilation.
        losses = self._loop(images, tf.constant(len(chosen)), tf.constant(padded))
        result: NDArray[np.float32] = np.asarray(losses)[: len(chosen)]
        return result

    def gradients(self, images: "ImageTensors", chosen: NDArray[np.int32]) -> Weights:
        """Return the gradient of one batch's loss by each trainable variable; nothing changes.

        Args:
            images: The training images.
            chosen: Indices of training images, shape (batch size,).
        """
        seeds = [(variable, variable.numpy()) for variable in self._model.non_trainable_variables]
        found = self._gradient(images, tf.constant(chosen))
        for variable, value in seeds:  # the update must drop the same outputs
            variable.assign(value)
        return tuple(np.array(gradient) for gradient in found)

    def update_once(self, images: "ImageTensors", chosen: NDArray[np.int32]) -> Weights:
        """Make one update as Keras makes it outside a graph, and return its gradient.

        Nothing is compiled for it. The gradient is taken operation by operation; so its last bits
        may not be those of the loop, and the optimiser's are those of Keras. With dropout the
        compiled gradient is taken, as XLA draws other outputs to drop.

        Args:
            images: The training images.
            chosen: Indices of training images, shape (batch size,).
        """
        if self._settings.dropout:
            found = [tf.constant(gradient) for gradient in self.gradients(images, chosen)]
        else:
            found = self._loss_and_gradients(images, tf.constant(chosen))[1]
        apply_gradients(self._optimizer, zip(found, self._model.trainable_variables, strict=True))
        return tuple(np.array(gradient) for gradient in found)

    def memory_of(self, variable: str, variables: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
        """Return what the optimiser keeps of one trainable variable, by the optimiser's own names.

        Args:
            variable: Layer and variable, as "hidden_1_kernel".
            variables: What every variable holds, by its place and name.
        """
        optimizer = OPTIMIZERS[self._settings.optimizer]
        kept = optimizer.memory_with(self._settings.parameter_values())
        # What is kept of the run as a whole is the one variable that Keras leaves without a name.
        names = {
            each.key: "variable" if each.is_scalar else f"{variable}_{each.key}" for each in kept
        }
        return {
            key: value
            for key, name in names.items()
            for place, value in variables.items()
            if place[3:] == name
        }

    def probabilities(self, pixels: NDArray[np.uint8], mean: Any = None) -> NDArray[np.float32]:
        """Return what the network answers to each picture, less a mean one if given, shape (n, 10)."""
        # No pictures are one empty part: there must be something to join.
        starts = range(0, max(len(pixels), 1), AT_ONCE)
        parts = (pixels[start : start + AT_ONCE] for start in starts)
        return np.concatenate([self._answers(tf.constant(part), mean).numpy() for part in parts])

    def weights_of(self, variables: Mapping[str, NDArray[Any]]) -> Weights:
        """Return the trainable ones of `variables` in Keras' order."""
        trainable = {id(variable) for variable in self._model.trainable_variables}
        return tuple(variables[name] for name, own in self._named.items() if id(own) in trainable)

    def squares_of(self, variables: Mapping[str, NDArray[Any]]) -> Weights:
        """Return Adam's running means of squared gradients, in the order of the weights."""
        # Its memories follow the model's variables, and each is named after the weight that it is of.
        return tuple(value for name, value in variables.items() if name.endswith("_velocity"))

    def variables(self) -> Mapping[str, NDArray[Any]]:
        """Return what every variable of model and optimiser holds now, by its place and name.

        The arrays are read-only and keep their numbers while training goes on.
        """
        return {name: _held(variable) for name, variable in self._named.items()}

    def takes(self, variables: Mapping[str, NDArray[Any]]) -> bool:
        """Return whether variables have the names, shapes and types of the engine's own."""
        own = {name: (tuple(v.shape), np.dtype(v.dtype)) for name, v in self._named.items()}
        return own == {name: (value.shape, value.dtype) for name, value in variables.items()}

    def restore(self, variables: Mapping[str, NDArray[Any]]) -> None:
        """Set every variable of model and optimiser.

        Raises:
            ExplorerError: If `variables` are those of another network or optimiser.
        """
        own = self._named
        if not self.takes(variables):
            raise ExplorerError(
                said(
                    "Errors",
                    "The checkpoint is of another network. Resume with the run’s own settings.",
                )
            )
        for name, value in variables.items():
            own[name].assign(value)

    def _compiled(self) -> Callable[..., Any]:
        return self._machine_code(self._updates)

    def _machine_code(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return by_xla(function)

    def _updates(self, images: Any, count: Any, chosen: Any) -> Any:
        """Make `count` updates; return their losses in a vector as long as `chosen`."""

        def update(step: Any, losses: Any) -> tuple[Any, Any]:
            loss = self._update(images, chosen[step])
            return step + 1, tf.tensor_scatter_nd_update(losses, [[step]], [loss])

        start = (tf.constant(0), tf.zeros(chosen.shape[0]))
        return tf.while_loop(lambda step, _: step < count, update, start)[1]

    def _update(self, images: Any, chosen: Any) -> Any:
        variables = self._model.trainable_variables
        loss, gradients = self._loss_and_gradients(images, chosen)
        apply_gradients(self._optimizer, zip(gradients, variables, strict=True))
        return loss

    def _loss_and_gradients(self, images: Any, chosen: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            losses = [self._losses(images, part) for part in halves(chosen)]
            # Over all images at once: the halves of an odd batch differ in size.
            loss = tf.reduce_mean(tf.concat(losses, axis=0))
            # The penalties of the weights; two calls of the model do not double them.
            if self._model.losses:
                loss += tf.add_n(self._model.losses)
        return loss, tape.gradient(loss, self._model.trainable_variables)

    def _losses(self, images: Any, chosen: Any) -> Any:
        pictures, labels = batch_of(images, chosen)
        return self._loss(labels, self._model(pictures, training=True))

    def _answer(self, pixels: Any, mean: Any) -> Any:
        return self._model(scaled(pixels, mean), training=False)


def _plain(values: NDArray[Any]) -> NDArray[Any]:
    """Return an array of one number all over, as most memories begin, as a view of that number alone."""
    first = values.ravel()[:1]
    is_plain = values.size > 1 and bool((values == first).all())
    return np.broadcast_to(first[0].copy(), values.shape) if is_plain else values


def _name(variable: Any) -> str:
    """Return a variable's name; Keras counts those that it leaves without one, as Nadam's product."""
    return re.sub(r"^variable_\d+$", "variable", variable.name)


def _compiled_in(settings: TrainingSettings) -> tuple[object, ...]:
    """Return what an engine has as constants; all else it takes as numbers, shapes or weights."""
    optimizer = (settings.optimizer, settings.parameters)
    schedule = (settings.schedule, settings.schedule_parameters)
    return (
        *optimizer,
        *schedule,
        settings.hidden,
        settings.loss,
        settings.l2 > 0,
        settings.dropout,
    )


_idle: deque[Engine] = deque()
_choosing = Lock()


def borrow_engine(settings: TrainingSettings) -> Engine:
    """Return an engine at the start of a run: one that fits and is free, or a new one.

    XLA needs a second or two to make machine code; so engines are used again.
    """
    forget_kernels()  # of networks before
    # Two runs must not find the same engine before one of them has taken it.
    with _choosing:
        found = next((engine for engine in _idle if engine.fits(settings)), None)
        if found is not None:
            _idle.remove(found)
    if found is None:
        return Engine(settings)
    found.begin(settings)
    return found


def fits(snapshot: Snapshot) -> bool:
    """Return whether a snapshot's variables are such as a run of its settings has at its step."""
    engine = borrow_engine(snapshot.settings)
    try:
        return engine.takes(snapshot.variables) and all(
            _in_range(name, value, snapshot) for name, value in snapshot.variables.items()
        )
    finally:
        give_back(engine)


def _in_range(name: str, value: NDArray[Any], snapshot: Snapshot) -> bool:
    if name.endswith("_iteration"):
        # Adam and its kin correct their means by 1 − βᵗ; with another t they would go another way.
        return int(value) == snapshot.step
    if name.endswith(_SQUARES):
        # The root of a negative one is NaN, and so are all weights after one update.
        return bool((value >= 0).all())
    return True


def give_back(engine: Engine) -> None:
    """Let other runs have an engine; of many or large ones that are free the longest unused go."""
    with _choosing:
        _idle.append(engine)
        while len(_idle) > 1 and (
            len(_idle) > _MOST_IDLE or sum(each.nbytes for each in _idle) > _MOST_BYTES
        ):
            _idle.popleft()


class ImageTensors(NamedTuple):
    """Training images where TensorFlow computes.

    Attributes:
        pixels: Grey values 0 to 255, shape (n, 784), uint8.
        labels: Digits, shape (n,), uint8.
        mean: What is subtracted from each picture of grey values 0 to 1, shape (784,); None for nothing.
    """

    pixels: Any
    labels: Any
    mean: Any = None


def tensors_of(images: Images, *, centred: bool = False) -> ImageTensors:
    """Return a copy of the images where TensorFlow computes, with their mean if it is to be subtracted."""
    # Handed to the loop as an argument. Captured, the 43 MB would live as long as the graph, and
    # some graphs live as long as the process.
    mean = tf.constant(mean_picture(images)) if centred else None
    return ImageTensors(tf.constant(images.pixels), tf.constant(images.labels), mean)


def batch_of(images: ImageTensors, chosen: Any) -> tuple[Any, Any]:
    """Return the chosen pictures and their labels.

    Args:
        images: Where they are taken from.
        chosen: Their indices, shape (n,).

    Returns:
        Grey values 0 to 1, less the mean, shape (n, 784), and one-hot labels, shape (n, 10), both float32.
    """
    pictures = scaled(tf.gather(images.pixels, chosen), images.mean)
    return pictures, tf.one_hot(tf.gather(images.labels, chosen), CLASSES)


def halves(chosen: Any) -> list[Any]:
    """Return the parts of a batch that go through the network side by side."""
    size = chosen.shape[0]
    if size < _SMALLEST_BATCH_IN_HALVES:
        return [chosen]
    return [chosen[: size // 2], chosen[size // 2 :]]


def _held(variable: Any) -> NDArray[Any]:
    # Without a copy: while the tensor is held, TensorFlow writes the next value elsewhere.
    # In the processor's own memory, which NumPy can look into.
    with tf.device("CPU"):
        value = tf.identity(variable.value)
    return np.asarray(memoryview(value))
