"""The chosen training run, as the lesson's loop in plain TensorFlow."""

from collections.abc import Sequence

from explorer.core.training.changes import changed_parameters
from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import MOST_HIDDEN_LAYERS, TrainingSettings
from explorer.session.keras_source import optimizer_source, schedule_source
from explorer.session.training.sharpness_source import sharpness_function, sharpness_lines

_INITIALIZERS = {
    "glorot_uniform": "GlorotUniform",
    "glorot_normal": "GlorotNormal",
    "he_uniform": "HeUniform",
    "he_normal": "HeNormal",
    "random_normal": "RandomNormal",
    "zeros": "Zeros",
}


def training_program(
    settings: TrainingSettings, changes: Sequence[tuple[int, TrainingSettings]] = ()
) -> str:
    """Return a program that runs as it stands and makes this run, up to the last bits of a loss.

    With dropout it is another run of the same kind, as the outputs that are dropped are drawn
    for halves of a batch here and for a whole batch there. The sharpness is that of the Hessian itself,
    also with Adam.

    Args:
        settings: What holds at the start.
        changes: Updates made before a change, and what holds from then on, oldest first.
    """
    # Seeds and orders are drawn as the engine draws them: the very weights at the start, the very
    # images in each batch.
    return f"""\
import itertools

import numpy as np
import tensorflow as tf

(images, labels), (test_images, test_labels) = tf.keras.datasets.mnist.load_data()
images = images.reshape(-1, 784).astype("float32") / 255
test_images = test_images.reshape(-1, 784).astype("float32") / 255
train_images, train_labels = images[5000:], labels[5000:]  # the first 5,000 are for validation
{_fewer(settings)}
seed = {settings.seed}
seeds = np.random.SeedSequence(seed).generate_state({_seeds(settings)}) & 0x7FFFFFFF


def initializer(layer):
    return tf.keras.initializers.{_initializer(settings)}


def places():
    for epoch in itertools.count():
        yield from np.random.default_rng((seed, epoch)).permutation(len(train_images))


{_network(settings)}
model = tf.keras.Model(inputs=input_, outputs=out)
optimizer = {_optimizer(settings)}
{sharpness_function(settings)}
place, size = places(), {settings.batch_size}
for step in range({changes[-1][1].steps if changes else settings.steps}):
{_changes(settings, changes)}\
    batch = np.fromiter(itertools.islice(place, size), int)
    truth = tf.one_hot(train_labels[batch], 10)
    with tf.GradientTape() as tape:
        out = model(train_images[batch]{", training=True" if settings.dropout else ""})
        loss = tf.reduce_mean({LOSSES[settings.loss].call}){_penalty(settings)}
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    if step % 100 == 0:
        print(f"step {{step + 1}}, loss {{loss.numpy():.6f}}")
{sharpness_lines(settings)}
answers = model(test_images).numpy().argmax(axis=1)
print(f"test accuracy {{np.mean(answers == test_labels):.2%}}")
"""


def _seeds(settings: TrainingSettings) -> int:
    """Return how many seeds are used: of the output, of hidden layers, of their dropouts."""
    layers = len(settings.hidden)
    # Fewer than the engine draws: NumPy gives the same first ones, however many are asked for.
    return 1 + (MOST_HIDDEN_LAYERS + layers if settings.dropout and layers else layers)


def _fewer(settings: TrainingSettings) -> str:
    """Return the lines that leave but the first images, and subtract their mean."""
    if not settings.images:
        return ""
    count = settings.images
    lines = f"train_images, train_labels = train_images[:{count}], train_labels[:{count}]\n"
    if settings.centred:
        lines += "mean = train_images.mean(axis=0)\n"
        lines += "train_images, test_images = train_images - mean, test_images - mean\n"
    return lines


def _initializer(settings: TrainingSettings) -> str:
    seed = "" if settings.initializer == "zeros" else "seed=int(seeds[layer])"
    return f"{_INITIALIZERS[settings.initializer]}({seed})"


def _network(settings: TrainingSettings) -> str:
    rules = f", kernel_regularizer=tf.keras.regularizers.L2({settings.l2!r})" if settings.l2 else ""
    lines, signal = ["input_ = tf.keras.Input(shape=(784,))"], "input_"
    for number, layer in enumerate(settings.hidden, start=1):
        name = "dense" if len(settings.hidden) == 1 else f"dense_{number}"
        lines.append(
            f"{name} = tf.keras.layers.Dense({layer.units}, "
            f'activation="{layer.activation}", kernel_initializer=initializer({number}){rules})'
            f"({signal})"
        )
        if settings.dropout:
            seed = f"seed=int(seeds[{MOST_HIDDEN_LAYERS + number}])"
            lines.append(f"{name} = tf.keras.layers.Dropout({settings.dropout!r}, {seed})({name})")
        signal = name
    lines.append(
        f'out = tf.keras.layers.Dense(10, activation="{settings.end}", '
        f"kernel_initializer=initializer(0){rules})({signal})"
    )
    return "\n".join(lines)


def _optimizer(settings: TrainingSettings) -> str:
    return optimizer_source(
        settings.optimizer, settings.learning_rate, dict(settings.parameters), settings.schedule,
        dict(settings.schedule_parameters),
    )  # fmt: skip


def _penalty(settings: TrainingSettings) -> str:
    return " + tf.add_n(model.losses)" if settings.l2 else ""


def _changes(settings: TrainingSettings, changes: Sequence[tuple[int, TrainingSettings]]) -> str:
    """Return the lines of the loop that make the changes, each at its step."""
    lines, before = [], settings
    for step, after in changes:
        done = _changed_lines(before, after)
        if done:
            lines += [f"    if step == {step}:", *(f"        {line}" for line in done)]
        before = after
    return "".join(f"{line}\n" for line in lines)


def _changed_lines(before: TrainingSettings, after: TrainingSettings) -> list[str]:
    lines = []
    if after.learning_rate != before.learning_rate:
        # Of a number, or the schedule made anew from it, as Keras takes no number in place of one.
        rate = schedule_source(after.schedule, after.learning_rate, dict(after.schedule_parameters))
        lines.append(f"optimizer.learning_rate = {rate}")
    changed = changed_parameters(before, after)
    # Keras reads them anew at each update, as long as it is not compiled.
    lines += [f"optimizer.{name} = {value!r}" for name, value in changed.items()]
    if after.batch_size != before.batch_size:
        lines.append(f"size = {after.batch_size!r}")
    return lines
