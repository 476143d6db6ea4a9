"""The chosen training run, as the lesson's loop in plain TensorFlow."""

from explorer.core.training.settings import TrainingSettings

_OPTIMIZERS = {"adam": "Adam", "sgd": "SGD"}


def training_program(settings: TrainingSettings) -> str:
    """Return a program that runs as it stands and makes this run, up to the last bits of a loss."""
    return f"""\
import numpy as np
import tensorflow as tf

(images, labels), (test_images, test_labels) = tf.keras.datasets.mnist.load_data()
images = images.reshape(-1, 784).astype("float32") / 255
test_images = test_images.reshape(-1, 784).astype("float32") / 255
train_images, train_labels = images[5000:], labels[5000:]  # the first 5,000 are for validation

seed = {settings.seed}
seeds = np.random.SeedSequence(seed).generate_state(2) & 0x7FFFFFFF


def initializer(layer):
    return tf.keras.initializers.GlorotUniform(seed=int(seeds[layer]))


def batches(size):
    rest, epoch = np.zeros(0, int), 0
    while True:
        while len(rest) < size:
            order = np.random.default_rng((seed, epoch)).permutation(len(train_images))
            rest, epoch = np.concatenate([rest, order]), epoch + 1
        yield rest[:size]
        rest = rest[size:]


input_ = tf.keras.Input(shape=(784,))
dense = tf.keras.layers.Dense(128, activation="relu", kernel_initializer=initializer(1))(input_)
out = tf.keras.layers.Dense(10, activation="softmax", kernel_initializer=initializer(0))(dense)
model = tf.keras.Model(inputs=input_, outputs=out)
optimizer = tf.keras.optimizers.{_OPTIMIZERS[settings.optimizer]}({settings.learning_rate!r})

next_batch = batches({settings.batch_size})
for step in range({settings.steps}):
    batch = next(next_batch)
    truth = tf.one_hot(train_labels[batch], 10)
    with tf.GradientTape() as tape:
        out = model(train_images[batch])
        loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(truth, out))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    if step % 100 == 0:
        print(f"step {{step + 1}}, loss {{loss.numpy():.6f}}")

answers = model(test_images).numpy().argmax(axis=1)
print(f"test accuracy {{np.mean(answers == test_labels):.2%}}")
"""
