"""Where steps stand on an axis of epochs or of time."""

import numpy as np

from explorer.core.training.reports import Changed, Progress
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.axis import places
from explorer.session.training.history import History
from explorer.session.training.pace import Timed


def test_that_epochs_count_images_also_after_another_batch_size() -> None:
    settings = TrainingSettings(steps=300, batch_size=100)
    history = History(1, settings)
    history.add(Timed(Progress(step=100, losses=np.ones(100, np.float32)), 2.0))
    changed = TrainingSettings(steps=300, batch_size=50)
    history.add(Timed(Changed(step=100, settings=changed), 0.0))
    history.add(Timed(Progress(step=300, losses=np.ones(200, np.float32)), 1.0))
    known = places(history, "epoch", 1_000)
    assert known is not None
    images = np.cumsum(np.concatenate([[0], np.full(100, 100), np.full(200, 50)]))
    np.testing.assert_allclose(np.interp(np.arange(301), *known), images / 1_000)
    clock = places(history, "seconds", 1_000)
    assert clock is not None
    np.testing.assert_allclose(np.interp([0, 50, 100, 200, 300], *clock), [0, 1, 2, 2.5, 3])
    assert places(history, "step", 1_000) is None


def test_that_of_a_run_that_was_taken_up_only_the_sum_of_the_time_is_known() -> None:
    history = History(1, TrainingSettings(steps=200))
    history.pace.take_up(10.0)
    history.add(Timed(Progress(step=50, losses=np.ones(50, np.float32)), 0.0))
    history.add(Timed(Progress(step=100, losses=np.ones(50, np.float32)), 0.0))
    history.add(Timed(Progress(step=120, losses=np.ones(20, np.float32)), 1.0))
    known = places(history, "seconds", 1_000)
    assert known is not None
    np.testing.assert_allclose(np.interp([0, 50, 100, 110, 120], *known), [0, 5, 10, 10.5, 11])
