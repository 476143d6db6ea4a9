"""What is said of a descent, word for word."""

from typing import Any

import pytest

from explorer.core.arrays import DType
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.verdicts.line import Verdict
from explorer.core.functions.formula import parse
from tests.core.descent.judging import judged


def verdicts(
    *cursors: int,
    rate: float = 0.01,
    formula: str = "2*x**2",
    start: float = 3.0,
    dtype: DType = "float32",
    optimizer: str = "sgd",
    target: float | None = None,
) -> list[Verdict]:
    """Return the verdicts on some updates of one descent of 200."""
    wanted = DescentSettings(parse(formula), start, 200, optimizer, rate, dtype=dtype)
    return judged(wanted, *cursors, target=target)


def verdict(cursor: int, **choices: Any) -> Verdict:
    """Return the verdict on one update."""
    (only,) = verdicts(cursor, **choices)
    return only


def sentence(said: Verdict) -> str:
    return f"{said.word} {said.body}"


def test_that_the_start_shows_the_first_step_with_its_numbers() -> None:
    said = verdict(0)
    assert said.kind == "ready"
    assert sentence(said) == "Ready. Press Space for the first step: 3 − 0.01 × 12 = 2.88."


def test_that_a_negative_slope_stands_in_brackets() -> None:
    assert "−3 − 0.01 × (−12) = −2.88" in sentence(verdict(0, start=-3.0))


def test_that_a_small_rate_keeps_a_share_of_the_distance() -> None:
    said = verdict(7)
    assert said.kind == "moving"
    assert sentence(said) == "Moving. Each update keeps 96 % of the distance to the minimum."
    assert said.suggestion is None


def test_that_a_rate_above_the_fastest_overshoots_and_the_best_tried_is_suggested() -> None:
    said = verdict(4, rate=0.45, target=0.0)
    assert said.kind == "overshooting"
    assert (
        sentence(said) == "Overshooting. Each update lands across the minimum, 80 % as far from it."
    )
    assert said.suggestion == 0.25


def test_that_a_rate_of_a_half_is_told_as_oscillating() -> None:
    said = verdict(200, rate=0.5, target=0.0)
    assert said.kind == "oscillating"
    assert said.suggestion == 0.25


def test_that_a_diverging_rate_is_told_while_numbers_are_finite() -> None:
    said = verdict(5, rate=0.6, target=0.0)
    assert said.kind == "diverged"
    assert sentence(said) == (
        "Diverging. Each update lands 140 % as far across the minimum; "
        "the rate is above 2/f″ = 0.5."
    )
    assert said.suggestion == 0.25


def test_that_a_diverged_path_tells_its_update_and_the_reason() -> None:
    said = verdict(128, rate=0.6)
    assert said.kind == "diverged"
    assert sentence(said) == (
        "Diverged. At update 128 the numbers left float32; the rate is above 2/f″ = 0.5."
    )


def test_that_landing_on_the_minimum_is_told_with_the_tolerance() -> None:
    said = verdict(9, rate=0.25)
    assert said.kind == "converged"
    assert sentence(said) == "Converged. Since update 1 x is within 1e−6 of the minimum."


def test_that_a_finished_descent_says_what_is_left() -> None:
    said = verdict(200)
    assert said.kind == "done"
    assert str(said.body) == ("After 200 updates 0.0285 % of the distance to the minimum is left.")


def test_that_a_maximum_is_told_as_stuck() -> None:
    said = verdict(0, formula="-x**2", start=0.0)
    assert said.kind == "stuck"
    assert str(said.body) == "The tape’s f′ is 0 at this maximum; x stays."


def test_that_an_update_lost_in_rounding_is_told_as_stuck() -> None:
    said = verdict(1, rate=1e-6, dtype="float16")
    assert said.kind == "stuck"
    assert "numbers of float16" in str(said.body)


@pytest.mark.parametrize("cursor", [0, 3])
def test_that_a_start_without_value_is_told_as_undefined(cursor: int) -> None:
    said = verdict(cursor, formula="ln(x)", start=-1.0)
    assert said.kind == "undefined"
    assert "at −1" in str(said.body)


def test_that_without_a_minimum_the_value_is_told() -> None:
    assert sentence(verdict(1, formula="3*x", start=1.0)) == (
        "Moving. This update took f from 3 to 2.91."
    )


def test_that_momentum_on_its_way_past_the_minimum_does_not_count_as_diverging() -> None:
    kinds = {said.kind for said in verdicts(*range(1, 60), rate=0.02, optimizer="momentum")}
    assert kinds == {"moving", "overshooting"}


def test_that_an_update_with_memory_speaks_for_itself_alone() -> None:
    assert str(verdict(2, optimizer="adam", rate=0.1).body).startswith("This update kept")


def test_that_updates_of_unlike_shares_are_not_told_as_each() -> None:
    assert str(verdict(1, formula="x**4", start=1.0, rate=0.1).body).startswith("This update kept")
    assert str(verdict(2, formula="x**4", start=1.0, rate=0.1).body).startswith("This update kept")


def test_that_a_descent_that_leapt_to_another_minimum_is_not_told_as_diverging() -> None:
    leap = verdicts(*range(1, 200), formula="x**4/4 - x**2/2", start=-1.9, rate=0.5)
    assert "diverged" not in {each.kind for each in leap}
    assert leap[-1].kind in ("converged", "done", "moving")


def test_that_the_end_of_a_descent_without_minimum_tells_both_values() -> None:
    assert sentence(verdict(200, formula="3*x", start=1.0)).startswith(
        "Still falling. 200 updates took f from 3 to −"
    )


def test_that_a_place_that_is_lost_later_is_not_said_to_be_left() -> None:
    # A cosine schedule ends at a rate of 0 after 100 updates, where Ftrl divides 0 by 0.
    settings = DescentSettings(
        parse("20*(1 - exp(-x**2))"), -3.651, 58, "ftrl", 0.48,
        parameters=(("l1_regularization_strength", 1.0),), schedule="cosine",
    )  # fmt: skip
    (said,) = judged(settings, 30)
    assert sentence(said) == (
        "At the minimum. Since update 1 x is within 1e−6 of the minimum; at update 101 it is no "
        "finite number any more."
    )


@pytest.mark.slow  # leaves some 70 MB of compiled code
def test_that_no_verdict_fails_on_any_position_of_odd_functions() -> None:
    for formula in (
        "x**3",
        "sin(1/x)",
        "abs(x)",
        "1/x",
        "-1/x**2",
        "sqrt(x)",
        "exp(x)",
        "x**4 - x",
    ):
        for rate in (0.001, 0.3, 3.0):
            for optimizer in ("sgd", "adam"):
                wanted = DescentSettings(parse(formula), 0.7, 30, optimizer, rate)
                for said in judged(wanted, *range(31)):
                    assert str(said.word).endswith(".")
                    assert str(said.body).endswith(".")
