import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.autodiff.derivatives import derivatives_at
from explorer.core.autodiff.recording import record
from explorer.core.autodiff.results import RecordedNode, Recording, Source
from explorer.core.functions.formula import Formula, parse
from explorer.core.functions.table import FUNCTIONS
from tests.core.autodiff.formulas import formulas, places
from tests.core.autodiff.shown_code import printed_by

LESSON = record(parse("2*x**2"), 3.0)


def sentences(recording: Recording, direction: str) -> list[str]:
    return [str(step.sentence) for step in recording.steps if step.direction == direction]


def node(recording: Recording, label: str) -> RecordedNode:
    return next(node for node in recording.nodes if node.label == label)


def test_that_the_lesson_s_operations_have_the_names_that_tensorflow_gives_them() -> None:
    assert [node.operation for node in LESSON.nodes if node.inputs] == ["Pow", "Mul"]


def test_that_the_lesson_s_values_and_gradients_are_on_their_nodes() -> None:
    found = [(each.label, each.value, each.gradient) for each in LESSON.nodes if each.recorded]

    assert found == [("x", 3.0, 12.0), ("x²", 9.0, 2.0), ("2x²", 18.0, 1.0)]


def test_that_the_lesson_s_steps_are_told_with_their_numbers() -> None:
    assert sentences(LESSON, "forward") == [
        "x is a Variable that holds 3. The tape watches it.",
        "Pow gives x² = 9. The tape records it.",
        "Mul gives 2x² = 18. The tape records it.",
    ]
    assert sentences(LESSON, "backward") == [
        "Backward starts at y = 18, where dy/dy = 1.",
        "Mul multiplies the incoming 1 by its local slope 2, so dy/d(x²) = 2.",
        "Pow multiplies the incoming 2 by its local slope 6, so dy/dx = 12.",
    ]


def test_that_several_ways_back_to_x_are_added_up() -> None:
    assert sentences(record(parse("x*x"), 3.0), "backward")[1:] == [
        "Mul multiplies the incoming 1 by its local slope 3 and hands 3 to dy/dx.",
        "Mul multiplies the incoming 1 by its local slope 3 and adds 3, so dy/dx = 6.",
    ]


def test_that_an_unwatched_constant_has_nothing_to_go_back_through() -> None:
    constant = record(parse("2*x**2"), 3.0, "constant")

    assert all(each.gradient is None and not each.recorded for each in constant.nodes)
    assert len(sentences(constant, "backward")) == 1


def test_that_numbers_are_not_recorded() -> None:
    assert [each.recorded for each in LESSON.nodes if each.label == "2"] == [False, False]


def test_that_every_node_knows_its_place_in_the_text() -> None:
    text = "2*x**2"
    spans = {each.label: [text[slice(*span)] for span in each.spans] for each in LESSON.nodes}

    assert (spans["x"], spans["x²"], spans["2x²"]) == (["x"], ["x**2"], ["2*x**2"])


def test_that_x_knows_every_place_where_it_occurs() -> None:
    assert record(parse("x*sin(x)"), 3.0).nodes[0].spans == ((0, 1), (6, 7))


def test_that_every_operation_knows_its_line_of_the_code() -> None:
    lines = {each.label: LESSON.program.lines[each.line or 0] for each in LESSON.nodes if each.line}

    assert lines == {
        "x": "x = tf.Variable(3.0)",
        "x²": "    u1 = x**2",
        "2x²": "    y = 2 * u1",
    }


def test_that_an_operation_without_gradient_is_said_to_hand_nothing_back() -> None:
    backward = sentences(record(parse("floor(x)"), 2.5), "backward")

    assert backward[-1] == "Floor has no gradient towards x, so nothing is handed back."


def test_that_a_comparison_is_told_from_an_operation_without_gradient() -> None:
    backward = sentences(record(parse("x < 0 ? -x : x^2"), 2.0), "backward")

    assert "where only compares x: a comparison hands nothing back." in backward


def test_that_a_function_without_x_leaves_x_alone() -> None:
    recording = record(parse("5"), 3.0)

    assert [each.gradient for each in recording.nodes] == [None, None]


@given(formulas, places)
@settings(max_examples=60, deadline=None)
def test_that_the_recording_ends_with_the_gradient_of_a_plain_tape(
    formula: Formula, at: float
) -> None:
    value, slope = derivatives_at(formula, at, order=1).values
    recording = record(formula, at)

    assert recording.nodes[-1].value == value
    assert recording.nodes[0].gradient == slope


@given(formulas, places)
@settings(max_examples=60, deadline=None)
def test_that_every_gradient_is_the_sum_of_what_is_handed_back(formula: Formula, at: float) -> None:
    nodes = record(formula, at, dtype="float64").nodes
    sums = [0.0] * len(nodes)
    sums[-1] = 1.0
    for each in nodes:
        for edge in each.inputs:
            sums[edge.node] += edge.handed_back or 0.0

    gradients = [each.gradient or 0.0 for each in nodes if each.recorded]
    expected = [total for each, total in zip(nodes, sums, strict=True) if each.recorded]
    if nodes[-1].recorded:
        np.testing.assert_allclose(gradients, expected, rtol=1e-12, atol=1e-12)


@given(formulas, places, st.sampled_from(["variable", "constant", "watched"]))
@settings(max_examples=40, deadline=None)
def test_that_the_shown_code_prints_the_shown_answer(
    formula: Formula, at: float, source: Source
) -> None:
    program = record(formula, at, source).program

    assert printed_by(program) == program.answer.printed


@given(formulas, places)
@settings(max_examples=40, deadline=None)
def test_that_an_operation_stands_right_of_what_it_takes(formula: Formula, at: float) -> None:
    nodes = record(formula, at).nodes

    for each in nodes:
        for edge in each.inputs:
            assert nodes[edge.node].layer < each.layer or nodes[edge.node].line is None


@pytest.mark.parametrize("dtype", ["float16", "float64"])
def test_that_other_precisions_are_written_into_the_code(dtype: str) -> None:
    program = record(parse("2*x**2"), 3.0, dtype=dtype).program  # type: ignore[arg-type]

    assert printed_by(program) == f"tf.Tensor(12.0, shape=(), dtype={dtype})"


def test_that_a_guarded_slope_that_is_not_finite_is_told_as_tensorflow_treats_it() -> None:
    backward = sentences(record(parse("where(x > 2, sqrt(x), x)"), -1.0), "backward")

    assert "Sqrt hands an incoming 0 on as 0 to dy/dx, though its local slope is NaN." in backward


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"polygamma"}))
def test_that_every_function_of_the_table_is_recorded_as_it_is_taped(name: str) -> None:
    text = f"{name}({', '.join(['x*x', '0.3', '2'][: FUNCTIONS[name].least])})"
    recording = record(parse(text), 0.7)

    np.testing.assert_equal(recording.nodes[0].gradient, derivatives_at(parse(text), 0.7).values[1])
    assert printed_by(recording.program) == recording.program.answer.printed
