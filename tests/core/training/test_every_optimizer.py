"""Training by each optimiser, one after the other: what is compiled for one serves all tests of it."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.training.changes import PlannedChanges, taken_over
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Changed, Finished, weights_digest
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of, losses_of, notebook
from tests.sparing import sparing

PLAIN = [key for key in OPTIMIZERS if not OPTIMIZERS[key].parameters]
CHANGING = [key for key in OPTIMIZERS if OPTIMIZERS[key].parameters]
START = replace(SHORT, steps=12)


# By the module, so that pytest runs all tests of one optimiser before those of the next.
@pytest.mark.parametrize("optimizer", sparing(CHANGING + PLAIN, "momentum", "adam"), scope="module")
def test_that_losses_and_weights_are_those_of_the_notebook(
    few_digits: Digits, optimizer: str
) -> None:
    settings = replace(SHORT, steps=60).with_optimizer(optimizer)
    expected, model = notebook(settings, few_digits.training)
    reports = list(train(settings, few_digits))
    np.testing.assert_allclose(losses_of(reports), expected, rtol=2e-4)
    last = reports[-1]
    assert isinstance(last, Finished)
    for ours, theirs in zip(last.weights, model.trainable_variables, strict=True):
        np.testing.assert_allclose(ours, theirs.numpy(), atol=2e-4)


@pytest.mark.parametrize("optimizer", sparing(CHANGING, "momentum"), scope="module")
def test_that_all_other_parameters_can_be_changed_in_mid_run(
    few_digits: Digits, optimizer: str
) -> None:
    start = START.with_optimizer(optimizer)
    halves = {key: value / 2 for key, value in start.parameter_values().items()}
    other = taken_over(start, start.with_parameters(halves))
    reports = list(train(start, few_digits, changes=PlannedChanges({6: other})))
    plain = list(train(start, few_digits))
    assert [r.settings for r in reports if isinstance(r, Changed)] == [other]
    assert losses_of(reports)[:7] == losses_of(plain)[:7]
    assert weights_digest(last_of(reports).weights) != weights_digest(last_of(plain).weights)
