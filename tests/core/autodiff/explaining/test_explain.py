"""What explain takes and gives: structures, tapes, the person's line, what it prints."""

from collections import namedtuple
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from explorer.core.autodiff.explaining.explain import explain
from explorer.core.autodiff.explaining.explanation import Cut, Explanation
from tests.core.autodiff.explaining.broken.case import INPUTS, weights
from tests.core.autodiff.explaining.broken.inside import Chooser


def test_that_a_structure_of_sources_is_answered_by_the_same_structure() -> None:
    x, y, unused = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
    Pair = namedtuple("Pair", "first second")  # noqa: PYI024 - the plain kind is what people have
    answers = explain(lambda: x * tf.round(y), {"a": x, "b": [y, (unused,)], "c": Pair(x, unused)})
    assert answers["a"].connected
    assert answers["b"][0].cuts[0].operation == "Round"
    assert answers["b"][1][0].cuts[0].why == "not_read"
    assert isinstance(answers["c"], Pair)
    assert answers["c"].first.connected
    assert not answers["c"].second.connected


def test_that_all_weights_cut_by_one_argmax_name_the_same_line() -> None:
    model = Chooser(cured=False)
    model(INPUTS)
    answers = explain(lambda: tf.reduce_sum(model(INPUTS)), model.trainable_variables)
    assert len(answers) == 4
    assert {cut for each in answers for cut in each.cuts} == set(answers[0].cuts)
    assert answers[0].cuts[0].operation == "ArgMax"
    assert answers[0].source.startswith("chooser")


def test_that_two_ways_cut_apart_are_two_cuts() -> None:
    w = weights()
    found = explain(lambda: tf.reduce_sum(tf.round(w) + tf.stop_gradient(w)), w)
    assert {cut.operation for cut in found.cuts} == {"Round", "StopGradient"}


def test_that_one_function_called_twice_is_blamed_for_the_right_call() -> None:
    x, y = tf.Variable(1.0), tf.Variable(2.0)

    @tf.function
    def both(a: Any, b: Any) -> Any:
        return tf.stop_gradient(a), b * 2.0

    def f() -> Any:
        return both(x, 1.0)[1] + both(tf.stop_gradient(1.0), y)[1] + 0.0 * tf.constant(1.0)

    answers = explain(f, [x, y])
    assert answers[0].cuts[0].why == "no_path"
    assert answers[1].connected


def test_that_a_bound_method_and_a_compiled_function_can_be_explained() -> None:
    w = weights()

    class Loss:
        @tf.function
        def compiled(self) -> Any:
            return tf.reduce_sum(tf.floor(w))

        def plain(self) -> Any:
            return self.compiled()

    for f in (Loss().compiled, Loss().plain):
        (cut,) = explain(f, w).cuts
        assert (cut.operation, Path(cut.file or "").name) == ("Floor", Path(__file__).name)


def test_that_a_tape_that_was_asked_before_is_told() -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    found = explain(lambda: x * x, x, tape=tape)
    assert found.connected
    assert found.cuts[0].why == "tape"
    assert "persistent=True" in found.cuts[0].cure


@pytest.mark.parametrize("persistent", [True, False])
def test_that_a_tensor_that_no_tape_watched_is_told(persistent: bool) -> None:
    x = tf.constant(2.0)
    with tf.GradientTape(persistent=persistent) as tape:
        _ = x * x
    assert explain(lambda: x * x, x, tape=tape).cuts[0].why == "unwatched"
    with tf.GradientTape(persistent=persistent) as tape:
        tape.watch(x)
        _ = x * x
    assert not explain(lambda: x * x, x, tape=tape).cuts


def test_that_a_variable_read_outside_of_the_tape_is_told() -> None:
    x = tf.Variable(2.0)
    y = x * x
    with tf.GradientTape() as tape:
        _ = y * 2.0
    (cut,) = explain(lambda: x * x * 2.0, x, tape=tape).cuts
    assert cut.why == "tape"
    assert "inside the `with`" in cut.cure
    frozen = tf.Variable(2.0, trainable=False)
    with tf.GradientTape() as tape:
        _ = frozen * frozen
    (cut,) = explain(lambda: frozen * frozen, frozen, tape=tape).cuts
    assert cut.why == "unwatched"


def test_that_a_tape_still_open_is_not_disturbed() -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        assert not explain(lambda: x * x, x, tape=tape).cuts
    assert float(tape.gradient(y, x)) == 4.0


def test_that_a_tape_cut_in_the_function_names_the_function_first() -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        _ = tf.round(x)
    assert explain(lambda: tf.round(x), x, tape=tape).cuts[0].operation == "Round"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (3.0, "not to float"),
        (np.ones(2), "not to ndarray"),
        (keras.Input([2]), "symbolic Keras tensor"),
    ],
)
def test_that_what_has_no_gradient_at_all_is_refused_in_a_sentence(
    source: Any, sentence: str
) -> None:
    with pytest.raises(TypeError, match=sentence):
        explain(lambda: tf.constant(1.0), source)


def test_that_a_result_in_place_of_a_function_is_refused() -> None:
    x = tf.Variable(1.0)
    with pytest.raises(TypeError, match="explain takes a function"):
        explain(x * x, x)


def test_that_an_exception_of_the_function_passes_through_unchanged() -> None:
    error = KeyError("mine")

    def f() -> Any:
        raise error

    with pytest.raises(KeyError) as raised:
        explain(f, tf.Variable(1.0))
    assert raised.value is error


def test_that_a_number_python_asks_for_is_not_blamed_where_it_comes_from_elsewhere() -> None:
    x, other = tf.Variable(2.0), tf.Variable(1.0)

    def f() -> Any:
        if other * 1.0 > 0.0:
            return tf.round(x)
        return x

    (cut,) = explain(f, x).cuts
    assert cut.why == "untraceable"
    assert "not known" in cut.text


def test_that_an_explanation_prints_operation_line_and_cure() -> None:
    w = weights()
    found = explain(lambda: tf.reduce_sum(tf.round(w)), w)
    text = str(found)
    assert text.startswith("w: Variable float32 (2, 3): no gradient")
    assert "Round: not differentiable" in text
    assert f'File "{__file__}", line ' in text
    assert "straight-through" in text
    assert "Round: not differentiable" in found._repr_html_()


def test_that_a_page_of_a_notebook_shows_code_as_it_is_written() -> None:
    cut = Cut("Less", "not_differentiable", "a.py", 1, "In: x < 0 & y", "")
    shown = Explanation("x", connected=False, cuts=(cut,), advice="")._repr_html_()
    assert "x &lt; 0 &amp; y" in shown


def test_that_a_function_that_returns_nothing_is_refused() -> None:
    x = tf.Variable(1.0)
    with pytest.raises(TypeError, match="f returned nothing"):
        explain(lambda: None, x)


def test_that_a_branch_that_may_not_be_taken_is_remarked() -> None:
    x = tf.Variable(1.0)
    found = explain(lambda: tf.cond(x > 5.0, lambda: x * x, lambda: tf.constant(0.0)), x)
    assert found.connected
    assert "only the branch that is taken" in found.advice
    assert "branch" not in explain(lambda: x * x, x).advice


def test_that_a_loop_that_writes_over_its_start_is_told() -> None:
    x = tf.Variable(1.0)

    def f() -> Any:
        body = lambda i, _: (i + 1, tf.constant(1.0))  # noqa: E731
        return tf.while_loop(lambda i, _: i < 3, body, [0, x * 2.0])[1]

    found = explain(f, x)
    assert found.cuts[0].why == "no_path"
    assert "a tape says 0 for what a loop cuts off" in found.advice


def test_that_a_variable_made_from_a_tensor_is_told() -> None:
    x = tf.Variable(1.0)
    assert explain(lambda: tf.Variable(x * 2.0) * 3.0, x).cuts[0].why == "state"


def test_that_rows_taken_one_by_one_are_told_with_their_own_cure() -> None:
    w = weights()
    (cut,) = explain(lambda: tf.constant(sum(float(each) for each in w[0] * 1.0)), w).cuts
    assert cut.why == "untraceable"
    assert "tf.unstack" in cut.cure


def test_that_a_function_that_cannot_be_traced_at_all_is_said_to_be_unknown() -> None:
    w = weights()
    (cut,) = explain(lambda: tf.constant(float(f"{tf.reduce_sum(w):.3f}")), w).cuts
    assert cut.why == "untraceable"
    assert "not known" in cut.text
