"""What the Tape page is handed to draw, for every mode."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
import tensorflow as tf

from explorer.core.autodiff.derivatives import derivatives_at
from explorer.core.autodiff.results import Source
from explorer.core.functions.formula import parse
from explorer.session.tape.choices import TapeChoices, TapeMode
from explorer.session.tape.resolving import cards, recorded
from explorer.session.tape.snapshots import TapeView

TEXTS = ("2*x**2", "sin(x)*exp(-x^2)+x/3", "3*x", "x", "5", "floor(x)", "sec(x)", "sinc(2*x)")


def drawn(text: str, mode: TapeMode, source: Source = "variable", x: float = 3.0) -> TapeView:
    state = replace(TapeChoices(), formula=text, mode=mode, source=source, x=x)
    return recorded(state.for_recording())


def printed_by(program: str) -> Iterator[str]:
    """Return the lines that a program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(program, {})  # noqa: S102 - the program that a reader would paste
    return iter(out.getvalue().splitlines())


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("mode", ["reverse", "forward"])
@pytest.mark.parametrize("source", ["variable", "constant", "watched"])
def test_that_the_shown_program_prints_the_shown_answer(
    text: str, mode: TapeMode, source: Source
) -> None:
    view = drawn(text, mode, source)
    assert next(printed_by(view.program)) == view.answer.printed


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("source", ["variable", "constant", "watched"])
def test_that_the_nested_program_prints_both_answers(text: str, source: Source) -> None:
    view = drawn(text, "nested", source)
    lines = list(printed_by(view.program))
    answers = derivatives_at(parse(text), 3.0, 2, source).answers
    assert lines == [answers[1].printed] + [answers[2].printed] * (answers[1].kind == "tensor")


@pytest.mark.parametrize("mode", ["reverse", "nested", "forward"])
def test_that_every_node_is_computed_on_its_line(mode: TapeMode) -> None:
    view = drawn("sin(x)*exp(-x^2)+x/3", mode, "watched")
    lines = {node.label: view.lines[node.line].strip() for node in view.nodes if node.line}
    assert lines["sin(x)"] == "u1 = tf.sin(x)"
    assert lines["x"].startswith("x = tf.")


def test_that_the_outer_tape_of_the_lesson_reaches_the_backward_pow_with_4() -> None:
    view = drawn("2*x**2", "nested")
    backward = [node for node in view.nodes if node.backward and node.recorded]
    assert [(node.operation, node.value, node.gradient) for node in backward] == [
        ("Pow", 3.0, 4.0),
        ("Mul", 12.0, 1.0),
    ]


@pytest.mark.parametrize("text", ["2*x**2", "sin(x)*exp(-x^2)+x/3", "sqrt(x)*x", "sec(x)"])
def test_that_the_gradient_at_x_is_the_second_derivative(text: str) -> None:
    view = drawn(text, "nested", x=1.3)
    x = tf.Variable(1.3)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = eval_formula(text, x)
        slope = inner.gradient(y, x)
    truth = float(outer.gradient(slope, x))
    assert view.nodes[0].gradient == pytest.approx(truth, rel=1e-5)


def eval_formula(text: str, x: tf.Variable) -> tf.Tensor:
    """Return f(x) written by hand."""
    return {
        "2*x**2": lambda: 2 * x**2,
        "sin(x)*exp(-x^2)+x/3": lambda: tf.sin(x) * tf.exp(-(x**2)) + x / 3,
        "sqrt(x)*x": lambda: tf.sqrt(x) * x,
        "sec(x)": lambda: 1 / tf.cos(x),
    }[text]()


def test_that_an_unwatched_constant_ends_in_one_sentence() -> None:
    view = drawn("2*x**2", "reverse", "constant")
    assert "dy/dx is None" in str(view.steps[-1].sentence)
    assert not any(node.recorded for node in view.nodes)


@pytest.mark.parametrize(
    ("x", "answers"), [(3.0, "12.0 None 12.0 4.0"), (-2.0, "-8.0 None -8.0 4.0")]
)
def test_that_the_lesson_has_its_four_answers(x: float, answers: str) -> None:
    found = cards("2*x**2", x, "lesson")
    assert " ".join(card.program.answer.short for card in found) == answers


def test_that_integers_are_no_case_where_x_is_too_large() -> None:
    assert not cards("2*x**2", 1e20, "integer_dtype")
