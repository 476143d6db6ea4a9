"""Many updates in one compiled call: the notebook's loop, gradient tape and Keras optimiser."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.training.dataset import CLASSES, Images
from explorer.core.training.network import build_network, build_optimizer
from explorer.core.training.reports import Weights
from explorer.core.training.settings import TrainingSettings

State = tuple[NDArray[Any], ...]


class Engine:
    """The network, its optimiser, and a compiled loop of updates over the training images.

    XLA compiles the loop once: how many updates a call makes is a tensor, and so is the
    learning rate. The images stay bytes; each batch is gathered and scaled inside the loop,
    which costs less than handing over floats.
    """

    def __init__(self, settings: TrainingSettings, images: Images, steps_per_call: int) -> None:
        self._model = build_network(settings)
        self._optimizer = build_optimizer(settings)
        self._optimizer.build(self._model.trainable_variables)
        self._variables = [*self._model.variables, *self._optimizer.variables]
        self._pixels = tf.constant(images.pixels)
        self._labels = tf.constant(images.labels)
        # With room for one update only, XLA leaves out the loop and rounds some sums differently.
        self._chosen = np.zeros((max(steps_per_call, 2), settings.batch_size), np.int32)
        self._loop = tf.function(self._updates, autograph=False, jit_compile=True)
        self._answers = tf.function(self._answer, autograph=False, reduce_retracing=True)

    def advance(self, chosen: NDArray[np.int32]) -> NDArray[np.float32]:
        """Make one update for each row of `chosen`.

        Args:
            chosen: Indices of training images, shape (updates, batch size), with at most as
                many updates as the engine was built for.

        Returns:
            The loss of each batch before its update, shape (updates,).
        """
        count = len(chosen)
        self._chosen[:count] = chosen
        losses = self._loop(tf.constant(count), tf.constant(self._chosen))
        result: NDArray[np.float32] = losses.numpy()[:count]
        return result

    def probabilities(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the network's probability of each digit for each picture, shape (n, 10)."""
        result: NDArray[np.float32] = self._answers(tf.constant(pixels)).numpy()
        return result

    def weights(self) -> Weights:
        """Return a copy of the trainable variables in order."""
        return tuple(_copied(variable) for variable in self._model.trainable_variables)

    def state(self) -> State:
        """Return a copy of every variable of model and optimiser."""
        return tuple(_copied(variable) for variable in self._variables)

    def restore(self, state: State) -> None:
        """Go back to an earlier `state`."""
        for variable, value in zip(self._variables, state, strict=True):
            variable.assign(value)

    def _updates(self, count: Any, chosen: Any) -> Any:
        def update(step: Any, losses: Any) -> tuple[Any, Any]:
            loss = self._update(chosen[step])
            return step + 1, tf.tensor_scatter_nd_update(losses, [[step]], [loss])

        start = (tf.constant(0), tf.zeros(len(self._chosen)))
        return tf.while_loop(lambda step, _: step < count, update, start)[1]

    def _update(self, chosen: Any) -> Any:
        images = _scaled(tf.gather(self._pixels, chosen))
        labels = tf.one_hot(tf.gather(self._labels, chosen), CLASSES)
        variables = self._model.trainable_variables
        with tf.GradientTape() as tape:
            out = self._model(images, training=True)
            loss = tf.reduce_mean(keras.losses.categorical_crossentropy(labels, out))
        gradients = tape.gradient(loss, variables)
        self._optimizer.apply_gradients(zip(gradients, variables, strict=True))
        return loss

    def _answer(self, pixels: Any) -> Any:
        return self._model(_scaled(pixels), training=False)


def _scaled(pixels: Any) -> Any:
    return tf.cast(pixels, tf.float32) * (1 / 255)


def _copied(variable: Any) -> NDArray[Any]:
    return np.array(variable.numpy())  # NumPy may be given the tensor's own memory
