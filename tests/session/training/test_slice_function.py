"""What is told of a slice beside its numbers: how its curvature stands to that of its network."""

import re

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from explorer.core.descent.results import RateMap
from explorer.core.functions.measured import Measured, learn
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.resolving import rates
from explorer.session.training.slice_function import About, function_of_numbers

# Its minimum is at x = 0.25, where f″ = 12; at 0 f″ is 8.
CURVE = Polynomial([2, -2.5, 4, 8 / 3])


def a_slice(along: str, length: float = 1.0, sign: float = 1.0) -> Measured:
    x = np.linspace(-1, 1, 41)
    values, slopes, bends = (
        tuple((sign * each(x)).tolist()) for each in (CURVE, CURVE.deriv(), CURVE.deriv(2))
    )
    about = About(along, 40, 100, 1e-9, length=length)
    return function_of_numbers(-1.0, 1.0, values, slopes, bends, about)


def map_of(known: Measured, formula: str = "{}(x)", optimizer: str = "sgd") -> RateMap:
    choices = DescentChoices(formula=formula.format(learn(known)), start=0.3, updates=10)
    *_, found = rates(choices.with_optimizer(optimizer))
    assert found is not None
    return found


def test_that_along_the_sharpest_eigenvector_the_rate_of_the_network_is_marked_beside_the_page_s_own() -> (
    None
):
    found = map_of(a_slice("eigenvector"))
    assert [each.formula for each in found.bounds if each.of_network] == ["2/λ₁"]
    told = {each.formula: each.rate for each in found.bounds}
    assert told["2/λ₁"] == pytest.approx(2 / 8)
    assert told["2/f″"] == pytest.approx(2 / 12)


@pytest.mark.parametrize(
    ("along", "formula", "optimizer"),
    [("gradient", "{}(x)", "sgd"), ("eigenvector", "{}(2*x)", "sgd"),
     ("eigenvector", "{}(x)", "adam")],
)  # fmt: skip
def test_that_no_rate_of_the_network_is_marked_where_none_is_known(
    along: str, formula: str, optimizer: str
) -> None:
    found = map_of(a_slice(along), formula, optimizer)
    assert not any(each.of_network for each in found.bounds)


@pytest.mark.parametrize("length", [1.0, 0.25, 30.0])
def test_that_a_slice_tells_the_network_s_edge_in_the_network_s_own_rate(length: float) -> None:
    text = str(a_slice("random", length).about)
    bound = re.search(r"2/λ₁ is at most (\S+); this", text)
    assert bound is not None
    # Along a direction of length 1 the loss bends by dᵀHd / |d|², which no λ₁ is below.
    assert float(bound[1]) == pytest.approx(2 * length**2 / 8, rel=1e-3)


def test_that_a_loss_that_does_not_bend_up_has_no_edge() -> None:
    text = str(a_slice("eigenvector", sign=-1.0).about)
    assert "f″ is −8" in text
    assert "2/f″ marks no rate" in text
    assert a_slice("eigenvector", sign=-1.0).sharpness is None


def test_that_an_older_file_that_tells_no_length_tells_no_edge() -> None:
    assert "λ₁" not in str(a_slice("gradient", 0.0).about)
