"""Functions of tensors whose gradient is there."""

from typing import Any

import numpy as np
import tensorflow as tf

from tests.core.autodiff.explaining.whole.listed import Built, weights, whole


@whole
def condition_of_where() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.where(w > 0.0, w, 0.1 * w)), w


@whole
def mask_by_boolean_mask() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.boolean_mask(w, w > 0.0)), w


@whole
def straight_through_rounding() -> Built:
    w = weights()
    return lambda: tf.reduce_sum((w + tf.stop_gradient(tf.round(w) - w)) ** 2), w


@whole
def tensor_array_in_a_loop() -> Built:
    w = weights()

    def f() -> Any:
        def body(i: Any, array: Any) -> Any:
            return i + 1, array.write(i, w[0, i] * 2.0)

        array = tf.TensorArray(tf.float32, 3)
        return tf.reduce_sum(tf.while_loop(lambda i, _: i < 3, body, [0, array])[1].stack())

    return f, w


@whole
def tensor_array_unrolled() -> Built:
    w = weights()

    def f() -> Any:
        array = tf.TensorArray(tf.float32, 3)
        for i in range(3):
            array = array.write(i, w[:, i])
        return tf.reduce_sum(array.gather([2, 0]))

    return f, w


@whole
def python_function() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.py_function(lambda x: x * x, [w], tf.float32)), w


@whole
def ragged_map() -> Built:
    values = tf.Variable([1.2, 2.5, 3.1])

    def f() -> Any:
        rows = tf.RaggedTensor.from_row_lengths(values, [2, 1])
        return tf.reduce_sum(tf.ragged.map_flat_values(tf.square, rows).to_tensor())

    return f, values


@whole
def ragged_map_fn() -> Built:
    values = tf.Variable([1.2, 2.5, 3.1])

    def f() -> Any:
        rows = tf.RaggedTensor.from_row_lengths(values, [2, 1])
        return tf.reduce_sum(tf.map_fn(tf.reduce_sum, rows, fn_output_signature=tf.float32))

    return f, values


@whole
def ragged_source() -> Built:
    rows = tf.RaggedTensor.from_row_lengths([1.2, 2.5, 3.1], [2, 1])
    return lambda: tf.reduce_sum(rows * rows), rows


@whole
def custom_gradient_around_rounding() -> Built:
    w = weights()

    @tf.custom_gradient
    def ste(x: Any) -> Any:
        return tf.round(x), lambda upstream: upstream

    return lambda: tf.reduce_sum(ste(w) ** 2), w


@whole
def recomputed_block() -> Built:
    w = weights()
    block = tf.recompute_grad(lambda x: tf.tanh(x @ tf.transpose(x)))
    return lambda: tf.reduce_sum(block(w)), w


@whole
def complex_spectrum() -> Built:
    signal = tf.Variable(tf.sin(tf.linspace(0.0, 20.0, 16)))
    return lambda: tf.reduce_sum(tf.abs(tf.signal.fft(tf.cast(signal, tf.complex64)))), signal


@whole
def complex_source() -> Built:
    z = tf.Variable(tf.complex(1.0, 2.0))
    return lambda: tf.abs(z * z), z


@whole
def gathered_rows() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.gather(w, [1, 1]) ** 2), w


@whole
def row_chosen_by_argmax() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.gather(w, tf.argmax(w[:, 0]))), w


@whole
def partition_and_stitch() -> Built:
    w = tf.Variable([1.0, -2.0, 3.0])

    def f() -> Any:
        places = tf.range(3)
        side = tf.cast(w > 0.0, tf.int32)
        halves = tf.dynamic_partition(w, side, 2)
        return tf.reduce_sum(
            tf.dynamic_stitch(tf.dynamic_partition(places, side, 2), [halves[0] * 0.1, halves[1]])
        )

    return f, w


@whole
def either_branch_of_a_cond() -> Built:
    w = weights()

    def f() -> Any:
        y = tf.reduce_sum(w)
        return tf.cond(y > 0.0, lambda: y * 2.0, lambda: y * y)

    return f, w


@whole
def loop_with_a_stopped_state() -> Built:
    w = tf.Variable(0.7)

    def f() -> Any:
        def body(i: Any, total: Any, seen: Any) -> Any:
            return i + 1, total * w, tf.stop_gradient(total)

        return tf.while_loop(lambda i, *_: i < 4, body, [0, tf.constant(1.0), 0.0])[1]

    return f, w


@whole
def map_fn_of_rows() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.map_fn(tf.reduce_logsumexp, w)), w


@whole
def nested_functions() -> Built:
    w = weights()

    @tf.function
    def inner(x: Any) -> Any:
        if tf.reduce_sum(x) > 0.0:
            return x * 2.0
        return x

    @tf.function
    def outer() -> Any:
        return tf.reduce_sum(inner(w))

    return outer, w


@whole
def sparse_rows() -> Built:
    w = weights()
    sparse = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]])
    return lambda: tf.reduce_sum(tf.sparse.sparse_dense_matmul(sparse, w)), w


@whole
def sorted_and_clipped() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.sort(tf.clip_by_value(w, -1.0, 1.0)) * [1.0, 2.0, 3.0]), w


@whole
def values_of_top_k() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.math.top_k(w, 2).values), w


@whole
def scan_of_products() -> Built:
    w = tf.Variable([1.2, 2.7, 0.4])
    return lambda: tf.reduce_sum(tf.scan(lambda a, x: a * x, w, initializer=1.0)), w


@whole
def solved_system() -> Built:
    a = tf.Variable([[2.0, 0.3], [0.3, 1.0]])
    return lambda: tf.reduce_sum(tf.linalg.cholesky(a)) + tf.linalg.det(a), a


@whole
def read_before_it_is_assigned() -> Built:
    w = tf.Variable(2.0)
    average = tf.Variable(0.0)

    def f() -> Any:
        loss = w * w
        average.assign(0.9 * average + 0.1 * loss)
        return loss

    return f, w


@whole
def weighted_by_a_running_state() -> Built:
    w = tf.Variable(2.0)
    average = tf.Variable(1.0)

    def f() -> Any:
        average.assign(0.9 * average + 0.1 * w)
        return w * average

    return f, w


@whole
def vectorised_map() -> Built:
    w = weights()
    return lambda: tf.reduce_sum(tf.vectorized_map(lambda row: row * row, w)), w


@whole
def reparameterised_draw() -> Built:
    mean = tf.Variable([1.0, 2.0])
    return lambda: tf.reduce_sum(mean + tf.random.normal([2])), mean


@whole
def printed_on_the_way() -> Built:
    x = tf.Variable(2.0)

    def f() -> Any:
        y = x * x
        if float(y) > 100.0:  # a look, in eager code
            raise ValueError
        return y

    return f, x


@whole
def looked_at_by_python() -> Built:
    x = tf.Variable(2.0)

    def f() -> Any:
        return x * x if x > 0.0 else -x

    return f, x


@whole
def several_results() -> Built:
    x = tf.Variable(2.0)
    return lambda: {"loss": x * x, "count": tf.constant(3), "class": tf.argmax([x, 1.0])}, x


@whole
def gradient_penalty() -> Built:
    w = weights()

    def f() -> Any:
        x = tf.constant([[1.0, 2.0]])
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.reduce_sum(tf.tanh(x @ w)) + tf.reduce_sum(tf.round(w))
        return tf.reduce_sum(tape.gradient(y, x) ** 2)

    return f, w


@whole
def boxes_kept_by_score() -> Built:
    scores = tf.Variable([0.9, 0.2, 0.8])
    boxes = tf.constant([[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 0.9], [2.0, 2.0, 3.0, 3.0]])

    def f() -> Any:
        return tf.reduce_sum(tf.gather(scores, tf.image.non_max_suppression(boxes, scores, 2)))

    return f, scores


@whole
def loop_with_a_choice_by_autograph() -> Built:
    w = weights()

    @tf.function
    def total(rows: Any) -> Any:
        kept = tf.constant(0.0)
        for row in rows:
            if tf.reduce_sum(row) > 0.0:
                kept += tf.reduce_sum(row)
        return kept

    return lambda: total(w), w


@whole
def row_chosen_by_numpy() -> Built:  # tensorflow#47033
    w = weights()

    def f() -> Any:
        logits = tf.constant([[1.0, 2.0], [0.5, -1.0]]) @ w
        chosen = tf.numpy_function(np.argmin, (logits, -1), np.int64)
        return tf.reduce_sum(tf.gather(logits, tf.reshape(chosen, [2]), batch_dims=1))

    return f, w


@whole
def boxes_that_are_kept() -> Built:
    boxes = tf.Variable([[0.0, 0.0, 1.0, 1.0], [0.1, 0.1, 1.1, 1.1], [2.0, 2.0, 3.0, 3.0]])
    scores = [0.9, 0.8, 0.7]

    def f() -> Any:
        return tf.reduce_sum(tf.gather(boxes, tf.image.non_max_suppression(boxes, scores, 3)))

    return f, boxes
