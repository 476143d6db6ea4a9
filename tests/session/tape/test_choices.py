"""Choices on the Tape page."""

import pytest

from explorer.core.sentences import ExplorerError
from explorer.session.tape.choices import TapeChoices, check_place


def test_that_a_new_recording_is_shown_to_its_end() -> None:
    assert TapeChoices(cursor=2).with_formula("x^3").cursor is None


def test_that_the_last_step_is_the_end_however_long_the_recording_gets() -> None:
    assert TapeChoices().at(6, last=6).cursor is None


def test_that_a_step_before_the_first_is_the_start() -> None:
    assert TapeChoices().at(-1, last=6).cursor == 0


def test_that_forward_mode_puts_both_modes_side_by_side() -> None:
    state = TapeChoices().going(forward=True)
    assert (state.mode, state.case) == ("forward", "modes")


def test_that_an_x_beyond_float32_is_refused_with_its_bounds() -> None:
    with pytest.raises(ExplorerError, match=r"float32 can hold.*3\.4028235e\+38"):
        check_place(1e39)
