"""An operation hands no gradient back, or is told to hand none."""

from typing import Any

import keras
import tensorflow as tf

from tests.core.autodiff.explaining.broken.case import (
    INPUTS,
    LABELS,
    Built,
    case,
    weights,
)


@case("not_differentiable", "ArgMax", "tensorflow#15278")
def class_by_argmax(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        logits = INPUTS @ w
        if cured:
            chosen = tf.reduce_sum(tf.nn.softmax(logits) * [0.0, 1.0, 2.0], 1)
        else:
            chosen = tf.cast(tf.argmax(logits, 1), tf.float32)  # cut
        return tf.reduce_mean((chosen - tf.cast(LABELS, tf.float32)) ** 2)

    return f, w


@case("not_differentiable", "ArgMax", "tensorflow#1511")
def accuracy_as_loss(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        logits = INPUTS @ w
        if cured:
            return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(LABELS, logits))
        right = tf.equal(tf.argmax(logits, 1, tf.int32), LABELS)  # cut
        return 1 - tf.reduce_mean(tf.cast(right, tf.float32))

    return f, w


@case("not_differentiable", "ArgMax", "tensorflow#14931")
def one_hot_of_argmax(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        logits = INPUTS @ w
        if cured:
            hot = tf.nn.softmax(logits)
        else:
            hot = tf.one_hot(tf.argmax(logits, 1), 3)  # cut
        return tf.reduce_sum(hot * [1.0, 2.0, 3.0])

    return f, w


@case("not_differentiable", "TopKV2")
def indices_of_top_k(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        best = tf.math.top_k(w, 2)  # cut
        kept = best.values if cured else tf.cast(best.indices, tf.float32)
        return tf.reduce_sum(kept)

    return f, w


@case("not_differentiable", "TopKV2")
def ranks_by_argsort(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        if cured:
            return tf.reduce_sum(tf.sort(w) * [1.0, 2.0, 3.0])
        return tf.reduce_sum(tf.cast(tf.argsort(w), tf.float32))  # cut

    return f, w


@case("not_differentiable", "Round", "keras#11157")
def rounded_prediction(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = INPUTS @ w
        if cured:
            r = y + tf.stop_gradient(tf.round(y) - y)
        else:
            r = tf.round(y)  # cut
        return tf.reduce_mean((r - 1.0) ** 2)

    return f, w


@case("not_differentiable", "Round", "tensorflow#58614")
def loss_that_counts_right_answers(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        p = tf.sigmoid(INPUTS @ w[:, :1])
        truth = tf.constant([[1.0], [0.0], [1.0]])
        if cured:
            return tf.reduce_mean(keras.losses.binary_crossentropy(truth, p))
        guess = tf.round(p)  # cut
        right = tf.math.count_nonzero(tf.math.equal(guess, truth))
        return tf.cast(3 - right, tf.float32)

    return f, w


@case("not_differentiable", "Floor", "Justin-Tan/generative-compression#27")
def quantised_weights(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        steps = w * 8.0
        if cured:
            q = steps + tf.stop_gradient(tf.floor(steps) - steps)
        else:
            q = tf.floor(steps)  # cut
        return tf.reduce_sum((INPUTS @ (q / 8.0)) ** 2)

    return f, w


@case("integer", "Cast", "tensorflow#23274")
def image_as_bytes(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        picture = w * 255.0
        if not cured:
            picture = tf.cast(picture, tf.int32)  # cut
        return tf.reduce_mean(tf.cast(picture, tf.float32))

    return f, w


@case("not_differentiable", "Greater", "tensorflow#47083")
def hard_threshold(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = INPUTS @ w
        if cured:
            on = tf.sigmoid(10.0 * (y - 0.5))
        else:
            on = tf.cast(y > 0.5, tf.float32)  # cut
        return tf.reduce_sum(on)

    return f, w


@case("not_differentiable", "Less")
def where_between_constants(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = INPUTS @ w
        z = tf.where(y < 0.0, -1.0 if not cured else 0.1 * y, 1.0 if not cured else y)  # cut
        return tf.reduce_sum(z)

    return f, w


@case("stop_gradient", "StopGradient")
def stopped_target(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = INPUTS @ w
        if not cured:
            y = tf.stop_gradient(y)  # cut
        return tf.reduce_sum(y**2)

    return f, w


@case("stop_gradient", "StopGradient")
def stopped_with_a_mask_beside_it(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        mask = tf.cast(w > 0.0, tf.float32)
        kept = w if cured else tf.stop_gradient(w)  # cut
        return tf.reduce_sum(kept * mask) / tf.cast(tf.size(w), tf.float32)

    return f, w
