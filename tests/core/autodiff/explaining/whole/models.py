"""Layers and models whose gradients are there."""

from typing import Any

import keras
import tensorflow as tf

from tests.core.autodiff.explaining.whole.listed import INPUTS, Built, whole


@whole
def lstm() -> Built:
    layer = keras.layers.LSTM(3)
    sequence = tf.ones([2, 4, 1])
    layer(sequence)
    return lambda: tf.reduce_sum(layer(sequence)), layer.trainable_variables


@whole
def normalised_and_dropped() -> Built:
    model = keras.Sequential(
        [
            keras.Input([2]),
            keras.layers.Dense(4, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(1),
        ]
    )
    return lambda: tf.reduce_mean(model(INPUTS, training=True) ** 2), model.trainable_variables


@whole
def attention() -> Built:
    layer = keras.layers.MultiHeadAttention(2, 4)
    sequence = tf.random.stateless_normal([2, 5, 3], [1, 2])
    layer(sequence, sequence, use_causal_mask=True)
    f = lambda: tf.reduce_sum(layer(sequence, sequence, use_causal_mask=True) ** 2)  # noqa: E731
    return f, layer.trainable_variables


@whole
def convolutions() -> Built:
    model = keras.Sequential(
        [
            keras.Input([8, 8, 1]),
            keras.layers.Conv2D(3, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    pictures = tf.random.stateless_normal([2, 8, 8, 1], [1, 2])
    return (
        lambda: keras.losses.sparse_categorical_crossentropy(tf.constant([0, 1]), model(pictures)),
        model.trainable_variables,
    )


@whole
def embedding() -> Built:
    layer = keras.layers.Embedding(5, 3)
    layer(tf.constant([0]))
    return lambda: tf.reduce_sum(layer(tf.constant([1, 4])) ** 2), layer.embeddings


@whole
def variational_autoencoder() -> Built:
    encoder, decoder = keras.layers.Dense(4), keras.layers.Dense(2)
    decoder(encoder(INPUTS)[:, :2])

    def f() -> Any:
        mean, log_variance = tf.split(encoder(INPUTS), 2, axis=1)
        latent = mean + tf.exp(log_variance / 2) * tf.random.normal(tf.shape(mean))
        return tf.reduce_mean((decoder(latent) - INPUTS) ** 2)

    return f, [*encoder.trainable_variables, *decoder.trainable_variables]


@whole
def masked_words_through_an_lstm() -> Built:
    words = tf.constant([[1, 2, 0], [2, 0, 0]])
    model = keras.Sequential([
        keras.layers.Embedding(3, 4, mask_zero=True), keras.layers.LSTM(2),
    ])  # fmt: skip
    model(words)
    return lambda: tf.reduce_sum(model(words)), model.trainable_variables[0]
