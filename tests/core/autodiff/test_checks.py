import numpy as np
import pytest

from explorer.core.autodiff import checks
from explorer.core.autodiff.checks import check
from explorer.core.functions.formula import parse, plain
from explorer.core.sentences import ExplorerError, said

RANGE = np.linspace(-3, 3, 501)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("text", ["2*x**2+x^5", "sin(x)*exp(-x^2)", "1/(1+25x^2)", "tanh(3x)"])
def test_that_the_tape_is_as_good_as_symbols(text: str, order: int) -> None:
    deviation = check(parse(text), RANGE, order).from_symbolic()

    assert deviation is not None
    assert deviation.relative < 1e-11


@pytest.mark.parametrize("text", ["2*x**2", "sin(x)*exp(-x^2)", "ln(1+x^2)"])
def test_that_a_difference_is_near_the_tape(text: str) -> None:
    deviation = check(parse(text), RANGE).from_difference()

    assert deviation is not None
    assert deviation.relative < 1e-8


def test_that_the_exact_derivative_is_shown() -> None:
    exact = check(parse("2*x**2"), RANGE).exact

    assert exact is not None
    assert plain(exact) == "4x"


def test_that_places_outside_the_domain_are_not_compared() -> None:
    deviation = check(parse("ln(x)"), np.array([-1.0, 0.0, 1.0, 2.0])).from_symbolic()

    assert deviation is not None
    assert deviation.places == 2


def test_that_the_worst_place_of_a_difference_is_the_corner() -> None:
    deviation = check(parse("|x-1|"), np.array([0.0, 1.0 + 1e-7, 2.0])).from_difference()

    assert deviation is not None
    assert deviation.at == pytest.approx(1)


def test_that_without_symbols_the_difference_is_still_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object) -> None:
        raise ExplorerError(said("Errors", "There is no exact derivative."))

    monkeypatch.setattr(checks, "derivative", none)
    found = check(parse("2*x**2"), RANGE)

    assert (found.from_symbolic(), str(found.missing)) == (None, "There is no exact derivative.")
    assert found.from_difference() is not None


def test_that_nothing_finite_means_nothing_compared() -> None:
    assert check(parse("sqrt(-1-x^2)"), RANGE).from_difference() is None


@pytest.mark.parametrize("text", ["floor(x)", "x + floor(x)", "sign(x)", "x < 1 ? x : x + 2"])
def test_that_a_jump_is_no_fault_of_the_tape(text: str) -> None:
    found = check(parse(text), np.linspace(-4, 4, 257))  # through every whole number
    deviation = found.from_difference()

    assert deviation is not None
    assert deviation.relative < 1e-8
    assert found.jumps.any()


@pytest.mark.parametrize("text", ["2*x**2", "sin(x)", "1 + x/1e6", "x^3 - x", "|x|", "exp(5x)"])
def test_that_what_does_not_jump_is_compared_everywhere(text: str) -> None:
    found = check(parse(text), np.linspace(-4, 4, 257))
    deviation = found.from_difference()

    assert deviation is not None
    assert deviation.places == 257
    assert not found.jumps.any()
