"""The way to the source leads past the tape: by a variable's state, by Python, or not at all."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from tests.core.autodiff.explaining.broken.case import (
    INPUTS,
    Built,
    case,
    weights,
)


@case("state", "AssignVariableOp", "tensorflow#54532")
def weight_assigned_from_a_tensor(cured: bool) -> Built:
    start = tf.Variable(2.0)
    held = tf.Variable(0.0)

    def f() -> Any:
        if cured:
            return start * 3.0 * (start * 3.0)
        held.assign(start * 3.0)  # cut
        return held * held

    return f, start


@case("state", "AssignAddVariableOp", "tensorflow#30234")
def step_added_by_assign(cured: bool) -> Built:
    x = tf.constant(2.0)
    v = tf.Variable(1.0)

    def f() -> Any:
        if cured:
            moved = v + x
            return moved * moved
        v.assign_add(x)  # cut
        return v * v

    return f, x


@case("state", "ResourceScatterNdUpdate", "tensorflow#23646")
def row_written_into_a_variable(cured: bool) -> Built:
    w = weights()
    table = tf.Variable(tf.zeros([4, 3]))

    def f() -> Any:
        row = w[:1]
        if cured:
            whole = tf.tensor_scatter_nd_update(table.read_value(), [[1]], row)
        else:
            table.scatter_nd_update([[1]], row)  # cut
            whole = table.read_value()
        return tf.reduce_sum(whole**2)

    return f, w


class Memory(keras.layers.Layer):
    """Keeps what it computed in a weight."""

    def __init__(self, cured: bool) -> None:
        super().__init__()
        self.cured = cured
        self.inner = keras.layers.Dense(2)
        self.kept = self.add_weight(shape=(3, 2), initializer="zeros", trainable=False)

    def call(self, x: Any) -> Any:
        new = self.inner(x)
        if self.cured:
            return new
        self.kept.assign(new)  # cut
        return self.kept + 0.0


@case("state", "AssignVariableOp", "keras#16128")
def layer_that_reads_its_memory(cured: bool) -> Built:
    layer = Memory(cured)
    layer(INPUTS)
    return lambda: tf.reduce_sum(layer(INPUTS)), layer.inner.kernel


@case("not_read", "", "tensorflow#24849")
def variable_outside_the_formula(cured: bool) -> Built:
    w, other = weights(), tf.Variable(1.0)
    return lambda: tf.reduce_sum(w) * (other if cured else 1.0), other


@case("not_read", "", "tensorflow#27660")
def result_computed_before(cured: bool) -> Built:
    x = tf.constant(9.0)
    before = x**2
    return lambda: x**2 if cured else before, x


@case("not_read", "", "tensorflow#56968")
def constant_beside_the_input(cured: bool) -> Built:
    ones = tf.ones([1, 8, 8, 1])
    channel = tf.constant([4.43])
    return lambda: channel * tf.reduce_mean(ones) if cured else channel * 1.0, ones


@case("not_read", "", "tensorflow#62797")
def activation_of_another_pass(cured: bool) -> Built:
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(3), keras.layers.Dense(1)])
    activation = model.layers[0](INPUTS)
    after = model.layers[1]
    return lambda: tf.reduce_sum(after(activation) if cured else model(INPUTS)), activation


@case("no_path", "ReadVariableOp", "tensorflow#37501")
def pooler_that_nobody_uses(cured: bool) -> Built:
    body, pooler = keras.layers.Dense(3), keras.layers.Dense(2)
    pooler(body(INPUTS))

    def f() -> Any:
        hidden = body(INPUTS)
        pooled = pooler(hidden)  # cut
        return tf.reduce_sum(hidden) + (tf.reduce_sum(pooled) if cured else 0.0)

    return f, pooler.kernel


@case("integer", "", "tensorflow#27378")
def whole_number_variable(cured: bool) -> Built:
    n = tf.Variable(3.0 if cured else 3)
    return lambda: tf.cast(n, tf.float32) ** 2, n


@case("left_tensorflow", "", "tensorflow#36596")
def loss_by_numpy(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = INPUTS @ w
        if cured:
            return tf.reduce_sum(tf.sin(y))
        return tf.constant(np.sin(y).sum())  # cut

    return f, w


@case("left_tensorflow", "", "tensorflow#50111")
def loss_by_dot_numpy(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = INPUTS @ w
        if cured:
            return tf.reduce_sum(y**2)
        numbers = y.numpy()  # cut
        return tf.constant((numbers**2).sum())

    return f, w


@case("left_tensorflow", "", "tensorflow#30190")
def losses_as_python_floats(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        losses = []
        for i in range(3):
            loss = tf.reduce_sum((INPUTS[i : i + 1] @ w) ** 2)
            losses.append(loss if cured else float(loss))  # cut
        return tf.add_n(losses) if cured else tf.constant(sum(losses))

    return f, w


@case("left_tensorflow", "", "tensorflow#20630")
def predict_in_place_of_call(cured: bool) -> Built:
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])

    def f() -> Any:
        y = model(INPUTS) if cured else model.predict(INPUTS, verbose=0)  # cut
        return tf.reduce_mean((y - 1.0) ** 2)

    return f, model.trainable_variables[0]


@case("left_tensorflow", "PyFunc")
def numpy_function(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        y = INPUTS @ w
        z = tf.exp(y) if cured else tf.numpy_function(np.exp, [y], tf.float32)  # cut
        return tf.reduce_sum(z)

    return f, w


@case("state", "")
def variable_made_inside(cured: bool) -> Built:
    w = weights()

    def f() -> Any:
        logits = INPUTS @ w
        kept = logits if cured else tf.Variable(logits)  # cut
        return tf.reduce_sum(kept**2)

    return f, w


class Joined(keras.layers.Layer):
    """A table of fixed and of trained rows, joined once for all when the layer is made."""

    def __init__(self, cured: bool) -> None:
        super().__init__()
        self.trained = tf.Variable(tf.ones([2, 3]))
        self.fixed = tf.constant([[0.0, 1.0, 2.0]])
        self.table = None if cured else tf.concat([self.fixed, self.trained], 0)

    def call(self, rows: Any) -> Any:
        table = self.table
        if table is None:
            table = tf.concat([self.fixed, self.trained], 0)
        return tf.gather(table, rows)


@case("not_read", "", "tensorflow#40632")
def table_joined_when_the_layer_is_made(cured: bool) -> Built:
    layer = Joined(cured)
    return lambda: tf.reduce_sum(layer(tf.constant([0, 2, 1])) ** 2), layer.trained
