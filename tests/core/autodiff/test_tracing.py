import pytest
from hypothesis import given, settings
from tensorflow.python.framework import func_graph

from explorer.core.autodiff.derivatives import derivatives_at
from explorer.core.autodiff.tracing import operations_of, operations_of_slope
from explorer.core.functions.formula import Formula, parse
from tests.core.autodiff.formulas import formulas, places


def test_that_the_outer_tape_of_the_lesson_records_a_power_and_a_product() -> None:
    recorded = [
        operation.operation
        for operation in operations_of_slope(parse("2*x**2"), 3.0, "float32")
        if operation.recorded and operation.phase == "backward"
    ]

    assert recorded == ["Pow", "Mul"]


def test_that_the_last_operation_gives_the_slope() -> None:
    assert operations_of_slope(parse("2*x**2"), 3.0, "float32")[-1].value == 12.0


def test_that_backward_operations_belong_to_the_node_whose_gradient_they_compute() -> None:
    operations = operations_of_slope(parse("sin(x)*x"), 1.0, "float32")
    cosine = next(each for each in operations if each.operation == "Cos")

    assert operations_of(parse("sin(x)*x"), "float32")[cosine.node or 0] == ("Sin",)


def test_that_a_function_without_gradient_has_no_backward_operations() -> None:
    assert operations_of_slope(parse("floor(x)"), 1.0, "float32") == ()


@given(formulas, places)
@settings(max_examples=40, deadline=None)
def test_that_the_traced_slope_is_the_taped_slope(formula: Formula, at: float) -> None:
    slope = derivatives_at(formula, at, order=1).values[1]
    operations = operations_of_slope(formula, at, "float32")

    traced = operations[-1].value if operations else None
    assert traced == (slope if slope is None else pytest.approx(slope, rel=1e-4, abs=1e-5))


@given(formulas, places)
@settings(max_examples=40, deadline=None)
def test_that_the_second_derivative_is_none_only_when_no_backward_operation_is_recorded(
    formula: Formula, at: float
) -> None:
    operations = operations_of_slope(formula, at, "float32")
    second = derivatives_at(formula, at, order=2).values[2]

    if not (operations and operations[-1].recorded):
        assert second is None


def test_that_another_x_traces_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    formula = parse("sin(x)*exp(x)")
    operations_of_slope(formula, 1.0, "float32")
    operations_of(formula, "float32")

    monkeypatch.setattr(func_graph.FuncGraph, "__init__", pytest.fail)
    operations_of_slope(formula, 2.0, "float32")
    operations_of(formula, "float32")
