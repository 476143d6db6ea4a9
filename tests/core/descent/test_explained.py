"""Updates written as equations: their numbers must be those of Keras, their LaTeX whole."""

import math
import re
from dataclasses import replace

import pytest

from explorer.core.arrays import DTYPES, DType
from explorer.core.descent.explained import explain
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import parse
from explorer.core.numerals import exact
from tests.sparing import sparing

LESSON = DescentSettings(parse("2*x**2"), 3.0, 12, "sgd", 0.01)
VARIANTS: list[tuple[str, dict[str, float]]] = [
    *((key, {}) for key in OPTIMIZERS),
    ("rmsprop", {"momentum": 0.5, "centered": 1.0}),
    ("rmsprop", {"momentum": 0.5}),
    ("rmsprop", {"centered": 1.0}),
    ("momentum", {"momentum": 0.0}),
    ("nesterov", {"momentum": 0.0}),
]


def test_that_the_lesson_is_written_with_its_numbers() -> None:
    (equation,) = explain(trajectory(LESSON), 0, LESSON).equations
    assert equation.symbol == "x'"
    assert equation.symbols == r"x - \eta \cdot g"
    assert equation.numbers == r"3 - 0.01 \cdot 12"
    assert equation.value == "2.88"


@pytest.mark.parametrize(("key", "parameters"), VARIANTS)
def test_that_all_that_an_optimiser_keeps_stands_in_its_equations(
    key: str, parameters: dict[str, float]
) -> None:
    chosen = replace(LESSON, optimizer=key, parameters=tuple(parameters.items()))
    optimizer, values = OPTIMIZERS[key], chosen.parameter_values()
    right = " ".join(each.symbols for each in explain(trajectory(chosen), 3, chosen).equations)
    for memory in optimizer.memory_with(values):
        sign = optimizer.symbols_with(values)[memory.name]
        assert sign, memory
        assert sign in right, memory


def test_that_negative_numbers_stand_in_brackets() -> None:
    left = replace(LESSON, start=-3.0)
    (equation,) = explain(trajectory(left), 0, left).equations
    assert equation.numbers == r"(-3) - 0.01 \cdot (-12)"


@pytest.mark.parametrize("dtype", sparing(DTYPES, "float32"))
@pytest.mark.parametrize(("key", "parameters"), VARIANTS)
def test_that_the_last_equation_gives_the_next_place_of_keras(
    key: str, parameters: dict[str, float], dtype: DType
) -> None:
    chosen = replace(LESSON, optimizer=key, parameters=tuple(parameters.items()), dtype=dtype)
    path = trajectory(chosen)
    for cursor in (0, 1, 11):
        last = explain(path, cursor, chosen).equations[-1]
        assert last.symbol == "x'"
        assert last.value == exact(float(path.x[cursor + 1]), dtype)


@pytest.mark.parametrize(("key", "parameters"), VARIANTS)
def test_that_equations_are_whole_and_their_brackets_close(
    key: str, parameters: dict[str, float]
) -> None:
    chosen = replace(LESSON, optimizer=key, parameters=tuple(parameters.items()))
    explained = explain(trajectory(chosen), 3, chosen)
    for equation in (*explained.equations, *explained.paper):
        for text in (equation.symbols, equation.numbers):
            assert "$" not in text
            assert text.count("{") == text.count("}")
            assert text.count("(") == text.count(")")


def worth(latex: str) -> float:
    """Return what a right side comes to that holds nothing but numbers."""
    known = {
        "sqrt": math.sqrt, "max": max, "abs": abs, "sign": lambda x: math.copysign(1, x),
        "clip": lambda x, most: min(max(x, -most), most),
    }  # fmt: skip
    text = re.sub(r"\\mathrm{(\w+)}", r"\1", latex)
    text = re.sub(r"\|(.*?)\|", r"abs(\1)", text)
    for sign, meaning in (
        (r"\frac", ""), (r"\cdot", "*"), (r"\,", "*"), (r"\pm", ""), ("\\", ""),
        ("^", "**"), ("}{", ")/("), ("{", "("), ("}", ")"),
    ):  # fmt: skip
        text = text.replace(sign, meaning)
    return float(eval(text, known))  # noqa: S307 - of our own equations


@pytest.mark.parametrize(
    ("key", "parameters"),
    [
        *VARIANTS,
        ("ftrl", {"l2_regularization_strength": 0.1, "beta": 0.5}),
        ("ftrl", {"l1_regularization_strength": 40.0, "learning_rate_power": -0.7}),
        ("ftrl", {"l2_shrinkage_regularization_strength": 0.2}),
    ],
)
def test_that_every_right_side_comes_to_what_is_said_of_it(
    key: str, parameters: dict[str, float]
) -> None:
    chosen = replace(LESSON, optimizer=key, parameters=tuple(parameters.items()), dtype="float64")
    path = trajectory(chosen)
    for cursor in (0, 1, 6):
        explained = explain(path, cursor, chosen)
        for each in (*explained.equations, *explained.paper):
            if each.numbers:
                value = float(each.value.replace("−", "-"))
                # Keras takes some parameters by way of float32.
                assert worth(each.numbers) == pytest.approx(value, rel=1e-4), each


def test_that_both_components_of_a_surface_are_explained() -> None:
    bowl = parse("x**2 + 3*y**2", ("x", "y"))
    chosen = DescentSettings(bowl, (1.0, 2.0), 5, "adam", 0.1)
    path = trajectory(chosen)
    for component in (0, 1):
        last = explain(path, 2, chosen, component).equations[-1]
        assert last.value == exact(float(path.x[3, component]), "float32")


def test_that_noise_is_in_the_gradient_of_the_rule() -> None:
    noisy = replace(LESSON, noise=1.0)
    path = trajectory(noisy)
    assert explain(path, 4, noisy).equations[-1].value == exact(float(path.x[5]), "float32")


def test_that_differences_of_convention_are_said_with_the_form_of_the_paper() -> None:
    said = {
        key: explain(trajectory(replace(LESSON, optimizer=key)), 0, replace(LESSON, optimizer=key))
        for key in ("momentum", "adam", "sgd")
    }
    assert "inside the velocity" in str(said["momentum"].convention)
    assert "epsilon hat" in str(said["adam"].convention)
    assert [each.symbol for each in said["adam"].paper] == [r"\hat{m}", r"\hat{v}", "x'"]
    assert said["sgd"].convention is None
