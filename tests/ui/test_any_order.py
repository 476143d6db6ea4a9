"""A few sequences of what a person does, in any order; `benchmarks/any_order.py` tries hundreds."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from tests.ui.any_order import AnyOrder


@pytest.mark.slow
def test_that_in_any_order_the_window_closes_and_leaves_nothing(qapp: QApplication) -> None:  # noqa: ARG001
    few = settings(max_examples=4, stateful_step_count=15, deadline=None, database=None)
    run_state_machine_as_test(AnyOrder, settings=few)
