"""What is drawn at random, counted or coloured has no gradient."""

from typing import Any

import tensorflow as tf

from tests.core.autodiff.explaining.broken.case import (
    INPUTS,
    Built,
    case,
    weights,
)


@case("no_gradient_registered", "AdjustSaturation", "tensorflow#43765")
def picture_with_more_colour(cured: bool) -> Built:
    picture = tf.Variable(tf.fill([2, 2, 3], 0.4))

    def f() -> Any:
        if cured:
            grey = tf.reduce_mean(picture, -1, keepdims=True)
            vivid = grey + 2.0 * (picture - grey)
        else:
            vivid = tf.image.adjust_saturation(picture, 2.0)  # cut
        return tf.reduce_sum(vivid**2)

    return f, picture


@case("not_differentiable", "Multinomial", "tensorflow#9260")
def sampled_class(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        logits = INPUTS @ w
        if cured:
            noise = -tf.math.log(-tf.math.log(tf.random.uniform([3, 3], 0.01, 0.99)))
            drawn = tf.reduce_sum(tf.nn.softmax(logits + noise) * [0.0, 1.0, 2.0])
        else:
            drawn = tf.cast(tf.random.categorical(logits, 1), tf.float32)  # cut
        return tf.reduce_mean(drawn)

    return f, w


@case("no_gradient_registered", "RandomPoissonV2")
def poisson_draw(cured: bool) -> Built:
    rate = tf.Variable([3.0, 5.0])

    def f() -> Any:
        if cured:
            return tf.reduce_sum(rate + tf.sqrt(rate) * tf.random.normal([2]))
        return tf.reduce_sum(tf.random.poisson([], rate))  # cut

    return f, rate


@case("not_differentiable", "HistogramFixedWidth")
def distance_of_histograms(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = tf.reshape(INPUTS @ w, [-1])
        if cured:
            bins = tf.nn.softmax(-((y[:, None] - [-1.0, 0.0, 1.0]) ** 2))
            counts = tf.reduce_sum(bins, 0)
        else:
            counts = tf.cast(tf.histogram_fixed_width(y, [-3.0, 3.0], 3), tf.float32)  # cut
        return tf.reduce_sum((counts - 3.0) ** 2)

    return f, w
