"""Derivatives traced into a graph are those of the tapes, but for the last bits."""

import numpy as np
import pytest

from explorer.core.autodiff.derivatives import sample
from explorer.core.autodiff.traced import sample_traced
from explorer.core.functions.formula import parse

X = np.linspace(-2, 3, 101)


@pytest.mark.parametrize("text", ["2*x**2", "sin(x)*exp(x)", "3*x + 1", "floor(x)", "sqrt(abs(x))"])
@pytest.mark.parametrize("order", [2, 4])
def test_that_every_order_is_that_of_the_tapes(text: str, order: int) -> None:
    formula = parse(text)
    traced, exact = sample_traced(formula, X, order), sample(formula, X, order)
    np.testing.assert_allclose(traced, exact, rtol=1e-12, atol=1e-12)


def test_that_nothing_is_known_where_f_is_not() -> None:
    assert np.isnan(sample_traced(parse("log(x)"), np.array([-1.0]), 2)).all()


def test_that_any_number_of_places_can_be_asked_for() -> None:
    formula = parse("x**3")
    assert sample_traced(formula, np.array([2.0]), 1).tolist() == [[8.0], [12.0]]
    assert sample_traced(formula, X, 1).shape == (2, 101)
