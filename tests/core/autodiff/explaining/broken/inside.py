"""The cut lies within a function, a loop, a layer, or among rows; or Python decides by a tensor."""

from typing import Any

import keras
import tensorflow as tf

from tests.core.autodiff.explaining.broken.case import (
    INPUTS,
    Built,
    case,
    weights,
)


@case("not_differentiable", "Round")
def cut_in_a_cond(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = tf.reduce_sum(w)

        def positive() -> Any:
            return y * 2.0 if cured else tf.round(y)  # cut

        return tf.cond(y > 0.0, positive, lambda: tf.constant(0.0))

    return f, w


@case("stop_gradient", "StopGradient", "tensorflow#21985")
def cut_in_a_while_loop(cured: bool) -> Built:
    w = tf.Variable(0.7)

    def f() -> Any:
        def body(i: Any, total: Any) -> Any:
            term = w * tf.cast(i, tf.float32)
            return i + 1, total + (term if cured else tf.stop_gradient(term))  # cut

        return tf.while_loop(lambda i, _: i < 4, body, [0, 0.0])[1]

    return f, w


@case("not_differentiable", "ArgMax", "tensorflow#19897")
def cut_in_map_fn(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        def best(row: Any) -> Any:
            if cured:
                return tf.reduce_logsumexp(row)
            return tf.cast(tf.argmax(row), tf.float32)  # cut

        return tf.reduce_sum(tf.map_fn(best, w))

    return f, w


@case("not_differentiable", "Ceil")
def cut_in_a_nested_function(cured: bool) -> Built:
    w = weights()

    @tf.function
    def inner(x: Any) -> Any:
        return x * 2.0 if cured else tf.math.ceil(x)  # cut

    return lambda: tf.reduce_sum(inner(INPUTS @ w)), w


@case("integer", "Cast")
def cut_two_functions_deep(cured: bool) -> Built:
    w = weights()

    @tf.function
    def innermost(x: Any) -> Any:
        return x if cured else tf.cast(tf.cast(x, tf.int32), tf.float32)  # cut

    @tf.function
    def inner(x: Any) -> Any:
        return innermost(x) + 1.0

    return lambda: tf.reduce_sum(inner(w)), w


@case("not_differentiable", "IdentityN")
def custom_gradient_of_none(cured: bool) -> Built:
    w = weights()

    @tf.custom_gradient
    def clipped(x: Any) -> Any:
        def back(upstream: Any) -> Any:
            return upstream if cured else None

        return tf.clip_by_value(x, -1.0, 1.0), back

    return lambda: tf.reduce_sum(clipped(w)), w  # cut


class Chooser(keras.Model):
    """Three layers, the middle one decides by argmax."""

    def __init__(self, cured: bool) -> None:
        super().__init__()
        self.cured = cured
        self.one = keras.layers.Dense(4, activation="tanh")
        self.two = keras.layers.Dense(3)

    def call(self, x: Any) -> Any:
        scores = self.two(self.one(x))
        if self.cured:
            return tf.nn.softmax(scores)
        return tf.one_hot(tf.argmax(scores, 1), 3)  # cut


@case("not_differentiable", "ArgMax")
def model_that_decides_by_argmax(cured: bool) -> Built:
    model = Chooser(cured)
    model(INPUTS)
    return lambda: tf.reduce_sum(model(INPUTS) * [1.0, 2.0, 3.0]), model.trainable_variables[0]


@case(
    "not_differentiable",
    "ArgMax",
    "Mainak431/List-of-Differentiable--OPs-and-Non-differentiable-OPs--in-Tensorflow#4",
)
def lambda_layer_of_argmax(cured: bool) -> Built:
    inputs = keras.Input([2])
    scores = keras.layers.Dense(3)(inputs)
    pick = tf.nn.softmax if cured else lambda q: tf.argmax(q, 1)  # cut
    model = keras.Model(
        inputs, keras.layers.Lambda(pick, output_shape=(3,) if cured else ())(scores)
    )

    def f() -> Any:
        return tf.reduce_mean(tf.abs(tf.cast(model(INPUTS), tf.float32) - 1.0))

    return f, model.trainable_variables[0]


@case("integer", "Cast")
def indices_that_are_trained(cured: bool) -> Built:
    place = tf.Variable([0.4, 1.6])
    table = tf.constant([10.0, 20.0, 30.0])

    def f() -> Any:
        if cured:
            near = tf.nn.relu(1.0 - tf.abs(place[:, None] - [0.0, 1.0, 2.0]))
            return tf.reduce_sum(near @ table[:, None])
        return tf.reduce_sum(tf.gather(table, tf.cast(place, tf.int32)))  # cut

    return f, place


@case("not_differentiable", "Equal")
def mask_of_the_maximum(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        top = tf.reduce_max(w, 1, keepdims=True)
        if cured:
            return tf.reduce_sum(tf.nn.softmax(w * 5.0) * [1.0, 2.0, 3.0])
        hit = tf.cast(tf.equal(w, top), tf.float32)  # cut
        return tf.reduce_sum(hit * [1.0, 2.0, 3.0])

    return f, w


@case("not_differentiable", "ArgMax")
def strongest_frequency(cured: bool) -> Built:
    signal = tf.Variable(tf.sin(tf.linspace(0.0, 20.0, 16)))

    def f() -> Any:
        power = tf.abs(tf.signal.fft(tf.cast(signal, tf.complex64)))[:8]
        if cured:
            return tf.reduce_sum(tf.nn.softmax(power) * tf.range(8.0))
        return tf.cast(tf.argmax(power), tf.float32)  # cut

    return f, signal


@case("stop_gradient", "StopGradient")
def stopped_complex_number(cured: bool) -> Built:
    z = tf.Variable(tf.complex(1.0, 2.0))

    def f() -> Any:
        held = z * z if cured else tf.stop_gradient(z * z)  # cut
        return tf.abs(held)

    return f, z


@case("not_differentiable", "Floor")
def cut_in_a_scan(cured: bool) -> Built:
    w = tf.Variable([1.2, 2.7, 0.4])

    def f() -> Any:
        def add(total: Any, x: Any) -> Any:
            return total + (x if cured else tf.floor(x))  # cut

        return tf.reduce_sum(tf.scan(add, w, initializer=0.0))

    return f, w


@case("stop_gradient", "StopGradient")
def cut_in_a_switch_case(cured: bool) -> Built:
    w = tf.Variable(1.5)

    def f() -> Any:
        def first() -> Any:
            return w if cured else tf.stop_gradient(w)  # cut

        return tf.switch_case(tf.constant(0), [first, lambda: tf.constant(1.0)])

    return f, w


@case("not_differentiable", "Round")
def rounded_ragged_rows(cured: bool) -> Built:
    values = tf.Variable([1.2, 2.5, 3.1])

    def f() -> Any:
        rows = tf.RaggedTensor.from_row_lengths(values, [2, 1])
        if not cured:
            rows = tf.ragged.map_flat_values(tf.round, rows)  # cut
        return tf.reduce_sum(tf.reduce_sum(rows, axis=1))

    return f, values


@case("not_differentiable", "ArgMax")
def weights_of_sparse_rows(cured: bool) -> Built:
    w = weights()
    sparse = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]])

    def f() -> Any:
        y = tf.sparse.sparse_dense_matmul(sparse, w)
        if cured:
            return tf.reduce_sum(y)
        return tf.reduce_sum(tf.cast(tf.argmax(y, 1), tf.float32))  # cut

    return f, w


@case("not_differentiable", "AsString")
def number_through_a_text(cured: bool) -> Built:
    x = tf.Variable(2.5)

    def f() -> Any:
        if cured:
            return x * 2.0
        text = tf.strings.as_string(x)  # cut
        return tf.strings.to_number(text) * 2.0

    return f, x


@case("no_path", "ReadVariableOp")
def only_the_shape_is_used(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        if cured:
            return tf.reduce_sum(w)
        return tf.cast(tf.shape(w)[0], tf.float32)  # cut

    return f, w


@case("not_differentiable", "Size")
def count_of_what_is_left(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        if cured:
            return tf.reduce_sum(tf.sigmoid(10.0 * w))
        return tf.cast(tf.size(tf.boolean_mask(w, w > 0.0)), tf.float32)  # cut

    return f, w


@case("state", "AssignVariableOp")
def metric_as_a_loss(cured: bool) -> Built:
    w = weights()
    metric = keras.metrics.MeanSquaredError()

    def f() -> Any:
        if cured:
            return keras.losses.MeanSquaredError()(tf.zeros([2, 3]), w)
        metric.update_state(tf.zeros([2, 3]), w)  # cut
        return metric.result()

    return f, w


@case("untraceable", "")
def python_if_on_a_tensor(cured: bool) -> Built:
    x = tf.Variable(0.4)

    def f() -> Any:
        if cured:
            return tf.where(x > 0.0, x * x, 0.0)
        if x > 0.0:  # cut
            return tf.constant(1.0)
        return tf.constant(0.0)

    return f, x


@case("untraceable", "")
def int_of_a_tensor(cured: bool) -> Built:
    x = tf.Variable(2.6)

    def f() -> Any:
        if cured:
            return tf.reduce_sum(tf.fill([2], x))
        n = int(x)  # cut
        return tf.reduce_sum(tf.ones([n]))

    return f, x


@case("untraceable", "")
def python_while_on_a_tensor(cured: bool) -> Built:
    x = tf.Variable(5.0)

    def f() -> Any:
        steps = 0
        if cured:
            return x / 2.0
        rest = x.read_value()
        while rest > 1.0:  # cut
            rest = rest / 2.0
            steps += 1
        return tf.constant(float(steps))

    return f, x
