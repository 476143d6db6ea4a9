"""Programs that lose a gradient, written after public threads; `# cut` marks the line to blame.

Each gives its function and its source; `cured` switches its cure on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

Built = tuple[Callable[[], Any], Any]
Program = Callable[[bool], Built]


@dataclass(frozen=True)
class Case:
    """A program with what must be said of it."""

    program: Program
    why: str
    operation: str
    thread: str


CASES: list[Case] = []


def case(why: str, operation: str = "", thread: str = "") -> Callable[[Program], Program]:
    """List a program with its expected cause."""

    def listed(program: Program) -> Program:
        CASES.append(Case(program, why, operation, thread))
        return program

    return listed


def weights() -> Any:
    return tf.Variable([[0.5, -1.2, 0.3], [1.1, 0.2, -0.4]], name="w")


INPUTS = tf.constant([[1.0, 2.0], [0.5, -1.0], [3.0, 0.1]])
LABELS = tf.constant([0, 2, 1])


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
