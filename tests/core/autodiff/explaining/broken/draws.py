"""What is drawn at random, counted, decoded or coloured has no gradient."""

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


@case("not_differentiable", "NonMaxSuppressionV3")
def boxes_that_are_counted(cured: bool) -> Built:
    boxes = tf.Variable([[0.0, 0.0, 1.0, 1.0], [0.1, 0.1, 1.1, 1.1], [2.0, 2.0, 3.0, 3.0]])
    scores = [0.9, 0.8, 0.7]

    def f() -> Any:
        kept = tf.image.non_max_suppression(boxes, scores, 3)  # cut
        if cured:
            return tf.reduce_sum(tf.gather(boxes, kept) ** 2)
        return tf.cast(tf.size(tf.unique(kept)[0]) + tf.reduce_max(kept), tf.float32)

    return f, boxes


@case("not_differentiable", "HSVToRGB")
def picture_by_hue(cured: bool) -> Built:
    picture = tf.Variable(tf.linspace([0.1, 0.2, 0.3], [0.5, 0.6, 0.9], 4))

    def f() -> Any:
        if cured:
            colours = picture * tf.constant([1.0, 0.5, 0.2])
        else:
            colours = tf.image.hsv_to_rgb(picture)  # cut
        return tf.reduce_mean(colours**2)

    return f, picture


@case("not_differentiable", "CTCGreedyDecoder")
def distance_of_decoded_words(cured: bool) -> Built:
    w = weights()
    truth = tf.SparseTensor([[0, 0], [0, 1]], tf.constant([0, 1], tf.int64), [1, 2])

    def f() -> Any:
        logits = tf.reshape(INPUTS @ w, [3, 1, 3])
        if cured:
            word = tf.constant([[0, 1]])
            return tf.nn.ctc_loss(word, logits, [2], [3], blank_index=2)[0]
        found, _ = tf.nn.ctc_greedy_decoder(logits, [3])  # cut
        return tf.reduce_mean(tf.edit_distance(found[0], truth))

    return f, w


@case("integer", "Cast")
def span_of_a_trained_length(cured: bool) -> Built:
    length = tf.Variable(2.3)
    places = tf.range(5.0)

    def f() -> Any:
        if cured:
            mask = tf.sigmoid(length - places)
        else:
            mask = tf.sequence_mask(length, 5, tf.float32)  # cut
        return tf.reduce_sum(mask * places)

    return f, length


@case("no_gradient_registered", "DenseBincount")
def sums_by_bincount(cured: bool) -> Built:
    w = weights()
    groups = tf.constant([0, 1, 1])

    def f() -> Any:
        row = (INPUTS @ w)[0]
        if cured:
            sums = tf.math.unsorted_segment_sum(row, groups, 2)
        else:
            sums = tf.math.bincount(groups, weights=row)  # cut
        return tf.reduce_sum(sums**2)

    return f, w
