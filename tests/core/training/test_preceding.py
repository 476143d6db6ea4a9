"""The last update of a run, made again from an earlier place of it."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.curvature.products import joined
from explorer.core.sentences import ExplorerError
from explorer.core.training.changes import PlannedChanges
from explorer.core.training.dataset import Digits
from explorer.core.training.directions import Place, slice_of
from explorer.core.training.reports import Changed, Snapshot, Weights, weights_in
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.slices import Earlier, SliceQuestion
from explorer.core.training.trainer import train
from tests.sparing import sparing

ADAM = TrainingSettings(hidden=(HiddenLayer(6, "tanh"),), batch_size=20, steps=12, seed=4)


def run_of(settings: TrainingSettings, digits: Digits) -> tuple[list[Snapshot], list[Changed]]:
    """Return a run at every step, with its changes: another rate and batch after 5 updates."""
    plan = {5: replace(settings, learning_rate=0.02, batch_size=30)}
    reports = [*train(settings, digits, changes=PlannedChanges(plan), snapshot_every=1)]
    return (
        [each for each in reports if isinstance(each, Snapshot)],
        [each for each in reports if isinstance(each, Changed)],
    )


def stood(run: tuple[list[Snapshot], list[Changed]], begin: int | None, step: int) -> Place:
    """Return a place of a run that can be reached from `begin`, None for its beginning."""
    snapshots, changes = run
    made = tuple((each.step, each.settings) for each in changes)
    earlier = Earlier(snapshots[0].settings, None if begin is None else snapshots[begin], made)
    end = snapshots[step]
    return Place(weights_in(end), end.settings, step, end, earlier)


@pytest.mark.parametrize(
    ("settings", "begin", "step"),
    sparing(
        [
            (ADAM, None, 12),
            (ADAM, 3, 12),
            (ADAM, 11, 12),
            (ADAM, 3, 5),
            (replace(ADAM, optimizer="sgd", dropout=0.3), 2, 9),
        ],
        (ADAM, 3, 12),
    ),
)
def test_that_the_last_update_is_the_one_that_the_run_made(
    few_digits: Digits, settings: TrainingSettings, begin: int | None, step: int
) -> None:
    run = run_of(settings, few_digits)
    question = SliceQuestion(along="last", points=3, reach=1.0, images=50)
    found = [each for each in slice_of(stood(run, begin, step), question, few_digits) if each][-1]
    after, before = (joined(weights_in(run[0][at])) for at in (step, step - 1))
    assert found.length == np.linalg.norm((after - before).astype(np.float64))
    # At x = −1 is the loss of the weights before it, that of the gradient's own slice at 0.
    other = replace(question, along="gradient")
    earlier = Place(weights_in(run[0][step - 1]), settings, step - 1)
    at_zero = [each for each in slice_of(earlier, other, few_digits) if each][-1].values[0, 1]
    assert found.values[0, 0] == pytest.approx(at_zero, rel=1e-6)


def altered(weights: Weights) -> Weights:
    first, *others = weights
    return np.nextafter(first, np.float32(1)), *others


def test_that_an_update_that_is_not_the_run_s_own_to_the_bit_is_not_told(
    few_digits: Digits,
) -> None:
    place = stood(run_of(ADAM, few_digits), 3, 12)
    question = SliceQuestion(along="last", points=3, images=50)
    with pytest.raises(ExplorerError, match="come out otherwise"):
        list(slice_of(replace(place, weights=altered(place.weights)), question, few_digits))
    with pytest.raises(ExplorerError, match="no last update before the first one"):
        list(slice_of(replace(place, step=0), question, few_digits))
