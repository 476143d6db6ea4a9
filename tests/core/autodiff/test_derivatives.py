import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorflow.python.framework import func_graph

from explorer.core.autodiff.derivatives import derivatives_at, sample, sample_traced
from explorer.core.autodiff.results import SOURCES
from explorer.core.functions.formula import parse
from explorer.core.sentences import ExplorerError

LESSON = parse("2*x**2")
PLACES = np.linspace(-2, 3, 101)
places = st.floats(-100, 100)


def test_that_the_lesson_s_parabola_has_the_lesson_s_derivatives_at_three() -> None:
    assert derivatives_at(LESSON, 3.0).values == (18.0, 12.0, 4.0)


def test_that_a_constant_that_is_not_watched_has_a_value_and_no_derivatives() -> None:
    assert derivatives_at(LESSON, 3.0, source="constant").values == (18.0, None, None)


def test_that_a_watched_constant_has_the_derivatives_of_a_variable() -> None:
    assert derivatives_at(LESSON, 3.0, source="watched").values == (18.0, 12.0, 4.0)


def test_that_answers_are_printed_as_tensorflow_prints_them() -> None:
    first = derivatives_at(LESSON, 3.0).answers[1]

    assert first.printed == "tf.Tensor(12.0, shape=(), dtype=float32)"


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_that_the_dtype_asked_for_is_the_dtype_that_computes(dtype: str) -> None:
    answer = derivatives_at(LESSON, 3.0, dtype=dtype).answers[1]  # type: ignore[arg-type]

    assert f"dtype={dtype}" in answer.printed


@given(places)
@settings(max_examples=50, deadline=None)
def test_that_sines_derivatives_go_round_in_a_circle_of_four(at: float) -> None:
    found = derivatives_at(parse("sin(x)"), at, order=4, dtype="float64").values
    expected = [np.sin(at), np.cos(at), -np.sin(at), -np.cos(at), np.sin(at)]

    np.testing.assert_allclose(np.array(found, float), expected, atol=1e-15, rtol=1e-13)


@given(st.lists(places, min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
@pytest.mark.slow
def test_that_all_samples_at_once_equal_one_place_at_a_time(positions: list[float]) -> None:
    formula = parse("x^3*exp(-x^2/50)")

    rows = sample(formula, np.array(positions), order=3)

    one_by_one = [derivatives_at(formula, at, 3, dtype="float64").values for at in positions]
    np.testing.assert_allclose(rows.T, np.array(one_by_one, float), rtol=1e-12, atol=1e-12)


def test_that_a_derivative_of_a_straight_line_is_drawn_as_zero_where_the_tape_says_none() -> None:
    line = parse("3*x+1")

    assert derivatives_at(line, 2.0).values[2] is None
    np.testing.assert_array_equal(sample(line, np.array([1.0, 2.0]))[2], [0.0, 0.0])


@pytest.mark.parametrize("source", SOURCES)
def test_that_a_function_without_x_has_no_derivative(source: str) -> None:
    found = derivatives_at(parse("5"), 3.0, source=source).values  # type: ignore[arg-type]

    assert found == (5.0, None, None)


def test_that_a_function_without_x_is_sampled_at_every_place() -> None:
    np.testing.assert_array_equal(
        sample(parse("5"), np.array([1.0, 2.0])), [[5.0, 5.0], [0.0, 0.0], [0.0, 0.0]]
    )


@pytest.mark.parametrize("order", [0, 1, 2, 3, 4])
def test_that_there_is_one_row_per_order(order: int) -> None:
    assert sample(LESSON, np.linspace(-3, 3, 7), order).shape == (order + 1, 7)


def test_that_a_pole_gives_infinities_and_no_exception() -> None:
    assert not np.isfinite(sample(parse("1/x"), np.array([0.0]))).any()


@pytest.mark.parametrize(("at", "dtype"), [(1e5, "float16"), (1e39, "float32")])
def test_that_a_place_beyond_the_dtype_is_refused_with_its_limits(at: float, dtype: str) -> None:
    with pytest.raises(ExplorerError, match="Type one between"):
        derivatives_at(LESSON, at, dtype=dtype)  # type: ignore[arg-type]


def test_that_typing_and_dragging_trace_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    traced: list[str] = []
    original = func_graph.FuncGraph.__init__

    def counted(graph: tf.Graph, name: str, *arguments: object, **options: object) -> None:
        traced.append(name)
        original(graph, name, *arguments, **options)

    monkeypatch.setattr(func_graph.FuncGraph, "__init__", counted)
    for text in ("2*x**2", "sin(x)*x", "exp(-x^2)"):
        for at in (1.0, 1.5, 2.0):
            sample(parse(text), np.linspace(at, at + 1, 11))
            derivatives_at(parse(text), at)

    assert traced == []


def test_that_there_is_no_slope_where_there_is_no_value() -> None:
    assert np.isnan(sample(parse("ln(x)"), np.array([-1.0]))).all()


@pytest.mark.parametrize("text", ["2*x**2", "sin(x)*exp(x)", "3*x + 1", "floor(x)", "sqrt(abs(x))"])
@pytest.mark.parametrize("order", [2, 4])
def test_that_every_order_is_that_of_the_tapes(text: str, order: int) -> None:
    formula = parse(text)
    traced, exact = sample_traced(formula, PLACES, order), sample(formula, PLACES, order)
    np.testing.assert_allclose(traced, exact, rtol=1e-12, atol=1e-12)


def test_that_nothing_is_known_where_f_is_not() -> None:
    assert np.isnan(sample_traced(parse("log(x)"), np.array([-1.0]), 2)).all()


def test_that_any_number_of_places_can_be_asked_for() -> None:
    formula = parse("x**3")
    assert sample_traced(formula, np.array([2.0]), 1).tolist() == [[8.0], [12.0]]
    assert sample_traced(formula, PLACES, 1).shape == (2, 101)
