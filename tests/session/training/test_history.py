"""What the page keeps of a run."""

import numpy as np

from explorer.core.training.reports import Changed, Progress, Validation
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.history import History
from explorer.session.training.pace import Timed
from explorer.ui.pages.mnist.words import told_changes


def told(*reports: Progress | Validation | Changed) -> History:
    history = History(1, TrainingSettings())
    for report in reports:
        history.add(Timed(report, 0.1))
    return history


def progress(step: int, count: int) -> Progress:
    return Progress(step=step, losses=np.arange(step - count + 1, step + 1, dtype=np.float32))


def test_that_a_run_taken_up_again_forgets_what_came_after() -> None:
    changed = Changed(step=30, settings=TrainingSettings(learning_rate=0.1))
    table = np.eye(10, dtype=np.int64)
    looks = [Validation(step=step, accuracy=1.0, confusion=table, weights=()) for step in (10, 40)]
    history = told(
        progress(10, 10), looks[0], progress(30, 20), changed, progress(40, 10), looks[1]
    )
    history.rewind(20)
    np.testing.assert_array_equal(history.losses, np.arange(1, 21))
    assert history.accuracies == [(10, 1.0)]
    assert not history.changes
    assert history.settings == TrainingSettings()
    assert history.smoothed(20, 5) == 18


def test_that_the_settings_of_each_step_are_known() -> None:
    history = told(progress(10, 10), Changed(step=10, settings=TrainingSettings(batch_size=64)))
    assert [history.settings_at(step).batch_size for step in (9, 10)] == [128, 64]


def test_that_a_change_that_nobody_sees_is_not_told() -> None:
    history = told(
        Changed(step=0, settings=TrainingSettings(norms_every=10)),
        Changed(step=5, settings=TrainingSettings(norms_every=10, batch_size=64, steps=3000)),
    )
    (change,) = told_changes(history)
    assert change.sentence == "From step 6 on: batch size 64, 3,000 steps."
    assert change.brief == "batch 64, 3,000 steps"
