"""Paths of plain gradient descent: the lesson's numbers, and eager Keras as the oracle."""

import gc
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorflow.python.eager import context

from explorer.core.arrays import DTYPES, DType
from explorer.core.descent.members import recipe
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.optimizers.optimizer import After, Before
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.stepping import Stepper, bits_of_eager
from explorer.core.descent.trajectory import descend, trajectory
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import ExplorerError
from tests.sparing import sparing

LESSON = DescentSettings(formula=parse("2*x**2"), start=3.0, updates=100)
FORMULAS = ("2*x**2", "sin(x)*x/7", "exp(x/3) - 2*x", "x**4/11 - x**2", "(x - 1)**2/3 + cos(5*x)")


def eager_path(wanted: DescentSettings) -> np.ndarray:
    """Return x of every update by the plain loop that a learner writes."""
    function = tensor_function(wanted.formula)
    x = tf.Variable(wanted.start, dtype=wanted.dtype)
    optimizer = tf.keras.optimizers.SGD(wanted.learning_rate)
    path = [x.numpy()]
    for _ in range(wanted.updates):
        with tf.GradientTape() as tape:
            y = function(x) if x.shape == () else function(x[0], x[1])
        optimizer.apply_gradients([(tape.gradient(y, x), x)])
        path.append(x.numpy())
    return np.array(path)


def test_that_the_first_step_of_the_lesson_lands_on_the_very_float32_2_88() -> None:
    assert trajectory(LESSON).x[1] == np.float32(2.88)


def test_that_float64_shows_the_rate_that_keras_keeps_in_float32() -> None:
    assert trajectory(replace(LESSON, dtype="float64")).x[1] == 2.880000002682209


def test_that_the_whole_path_of_the_lesson_is_3_times_powers_of_0_96() -> None:
    expected = 3 * 0.96 ** np.arange(101)
    np.testing.assert_allclose(trajectory(LESSON).x, expected, rtol=2e-5)


def test_that_value_and_gradient_belong_to_the_position_of_their_row() -> None:
    path = trajectory(LESSON)
    np.testing.assert_allclose(path.y, 2 * path.x.astype(float) ** 2, rtol=1e-6)
    np.testing.assert_allclose(path.gradient, 4 * path.x.astype(float), rtol=1e-6)


def test_that_a_rate_of_a_quarter_lands_in_one_step() -> None:
    assert trajectory(replace(LESSON, learning_rate=0.25)).x[1:].tolist() == [0.0] * 100


def test_that_a_rate_of_a_half_oscillates_for_ever() -> None:
    assert set(trajectory(replace(LESSON, learning_rate=0.5)).x.tolist()) == {3.0, -3.0}


def test_that_a_rate_above_a_half_diverges_and_the_path_ends_there() -> None:
    path = trajectory(replace(LESSON, learning_rate=0.6, updates=500))
    assert path.diverged_at == path.updates == 128
    assert not np.isfinite(path.y[-1])
    assert np.isfinite(path.y[:-1]).all()


def test_that_a_start_without_a_value_ends_the_path_at_once() -> None:
    path = trajectory(replace(LESSON, formula=parse("ln(x)"), start=-1.0))
    assert path.diverged_at == 0


def test_that_a_function_without_gradient_is_refused_with_a_sentence() -> None:
    with pytest.raises(ExplorerError, match="The tape answers None"):
        trajectory(replace(LESSON, formula=parse("floor(x)")))


def test_that_bad_settings_are_refused_before_anything_is_computed() -> None:
    with pytest.raises(ExplorerError, match="above 0"):
        trajectory(replace(LESSON, learning_rate=0.0))


def test_that_paths_grow_and_end_with_the_whole() -> None:
    lengths = [len(path.x) for path in descend(replace(LESSON, updates=5000))]
    assert lengths[0] == 11
    assert lengths == sorted(set(lengths))
    assert lengths[-1] == 5001


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "momentum", "adam"))
def test_that_a_longer_path_begins_with_the_bits_of_a_shorter_one(optimizer: str) -> None:
    chosen = replace(LESSON, optimizer=optimizer)
    short, long = (trajectory(replace(chosen, updates=updates)) for updates in (70, 700))
    np.testing.assert_array_equal(short.x, long.x[:71])
    for name, values in short.states.items():
        np.testing.assert_array_equal(values, long.states[name][:71])


def test_that_threads_do_not_disturb_one_another() -> None:
    wanted = [replace(LESSON, learning_rate=rate, updates=400) for rate in (0.01, 0.2, 0.45, 0.5)]
    alone = [trajectory(each).x for each in wanted]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda each: trajectory(each).x, wanted * 3))
    for one, other in zip(alone * 3, together, strict=True):
        np.testing.assert_array_equal(one, other)


def test_that_graphs_of_others_are_optimised_as_before() -> None:
    options = tf.config.optimizer.get_experimental_options()
    trajectory(LESSON)
    assert tf.config.optimizer.get_experimental_options() == options


def test_that_arrays_of_a_path_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        trajectory(LESSON).x[0] = 1.0


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("formula", FORMULAS)
def test_that_the_graph_gives_the_bits_of_the_eager_loop(formula: str, dtype: DType) -> None:
    wanted = replace(LESSON, formula=parse(formula), start=1.7, updates=40, dtype=dtype)
    np.testing.assert_array_equal(trajectory(wanted).x, eager_path(wanted))


@pytest.mark.parametrize("dtype", sparing(DTYPES, "float32"))
@pytest.mark.parametrize(
    "formula", ["x + x + x^2/7", "x*x/3 + x + x*sin(x)", "(x/3 + x/7 + x/11)^3 - x^2/9"]
)
def test_that_slopes_by_many_ways_are_summed_as_in_the_eager_loop(
    formula: str, dtype: DType
) -> None:
    for start in np.linspace(-2, 2, 9).tolist():
        wanted = replace(LESSON, formula=parse(formula), start=start, updates=30, dtype=dtype)
        path = trajectory(wanted)
        np.testing.assert_array_equal(path.x, eager_path(wanted)[: len(path.x)])


@pytest.mark.parametrize("dtype", DTYPES)
def test_that_slopes_of_two_variables_are_summed_as_in_the_eager_loop(dtype: DType) -> None:
    beale = parse("(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2", "xy")
    wanted = DescentSettings(beale, (0.3, 0.7), 40, learning_rate=0.01, dtype=dtype)
    np.testing.assert_array_equal(trajectory(wanted).x, eager_path(wanted))


leaves = st.sampled_from(["x", "2", "7", "0.3", "11", "pi"])
random_formulas = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from(["+", "-", "*", "/"]), parts).map(
            lambda each: f"({each[0]} {each[1]} {each[2]})"
        ),
        st.tuples(st.sampled_from(["sin", "cos", "exp", "abs", "sqrt"]), parts).map(
            lambda each: f"{each[0]}({each[1]})"
        ),
        parts.map(lambda each: f"({each})^3"),
    ),
    max_leaves=8,
)


@pytest.mark.slow  # leaves some 70 MB of compiled code
@given(formula=random_formulas, dtype=st.sampled_from(DTYPES), start=st.floats(-3, 3, width=16))
@settings(deadline=None, max_examples=30)
def test_that_the_graph_gives_the_bits_of_the_eager_loop_for_any_formula(
    formula: str, dtype: DType, start: float
) -> None:
    wanted = DescentSettings(parse(f"{formula} + x^2/7"), start, 12, dtype=dtype)
    path = trajectory(wanted)
    np.testing.assert_array_equal(path.x, eager_path(wanted)[: len(path.x)])


@given(
    start=st.floats(-5, 5, width=16),
    rate=st.floats(1e-4, 1.0),
    dtype=st.sampled_from(DTYPES),
    formula=st.sampled_from(FORMULAS),
)
@settings(deadline=None, max_examples=60)
def test_that_the_rule_gives_the_bits_of_keras(
    start: float, rate: float, dtype: DType, formula: str
) -> None:
    path = trajectory(DescentSettings(parse(formula), start, 60, "sgd", rate, dtype=dtype))
    assert path.equal_bits
    assert path.max_ulp == 0


def test_that_the_rule_gives_the_bits_of_keras_where_numbers_become_denormal() -> None:
    path = trajectory(replace(LESSON, updates=6000, start=1e-30))
    assert path.equal_bits


def test_that_a_wrong_rule_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(before: Before, parameters: Mapping[str, float]) -> After:
        right = sgd.update(before, parameters)
        return replace(right, x=right.x * np.float32(1 + 2**-23))

    sgd = OPTIMIZERS["sgd"]
    monkeypatch.setitem(OPTIMIZERS, "sgd", replace(sgd, update=wrong))
    path = trajectory(LESSON)
    assert not path.equal_bits
    assert 1 <= path.max_ulp <= 2
    assert path.ulp[0] == 0


def test_that_a_freed_descent_leaves_no_graph_behind() -> None:
    counts = []
    for _ in range(3):  # TensorFlow keeps some of the first one
        Stepper([recipe(LESSON)], is_compiled=False)
        gc.collect()
        counts.append(sum(issubclass(type(each), tf.Graph) for each in gc.get_objects()))
    assert counts[2] == counts[1]


def test_that_exact_paths_change_nothing_for_graphs_of_other_threads() -> None:
    def how_graphs_are_called() -> str:
        return str(context.context().function_call_options.config_proto_serialized)

    with ThreadPoolExecutor(1) as before:
        usual = before.submit(how_graphs_are_called).result()
    with bits_of_eager(), ThreadPoolExecutor(1) as meanwhile:
        assert meanwhile.submit(how_graphs_are_called).result() == usual
        assert how_graphs_are_called() != usual
    assert how_graphs_are_called() == usual
