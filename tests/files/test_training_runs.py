"""What the window and the command line have in common: runs that are kept and timed."""

from pathlib import Path

import numpy as np
import pytest

from explorer.core.training.brake import Brake
from explorer.core.training.dataset import PIXELS, Digits, Images
from explorer.core.training.reports import Held
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.files import training_runs
from explorer.files.run_folders import create_run
from explorer.files.training_runs import Reins, train_and_keep
from explorer.session.training.pace import Timed

SETTINGS = TrainingSettings(steps=40, batch_size=4, hidden=(HiddenLayer(3),))


@pytest.fixture(scope="module")
def digits() -> Digits:
    pixels = np.random.default_rng(0).integers(0, 256, (40, PIXELS)).astype(np.uint8)
    images = Images(pixels, np.arange(40, dtype=np.uint8) % 10)
    return Digits(images, images, images)


@pytest.mark.slow
def test_that_a_checkpoint_is_kept_every_five_calls(tmp_path: Path, digits: Digits) -> None:
    run = create_run(tmp_path / "run", SETTINGS, digits)
    list(train_and_keep(SETTINGS, digits, run, Reins(), steps_per_call=3))
    run.close()
    kept = sorted(path.stem for path in run.folder.glob("checkpoints/*.npz"))
    assert kept == [f"step-{step:010}" for step in (15, 30, 40)]


class _Slow(Brake):
    """A brake whose pauses take an hour by the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def wait(self) -> None:
        if self.held:
            self.now += 3600
            self.release()


def test_that_a_pause_is_no_time_at_work(digits: Digits, monkeypatch: pytest.MonkeyPatch) -> None:
    brake = _Slow()
    monkeypatch.setattr(training_runs, "seconds_at_work", lambda: brake.now)
    brake.hold()
    news = list(train_and_keep(SETTINGS, digits, None, Reins(brake=brake)))
    timed = [each for each in news if isinstance(each, Timed)]
    assert any(isinstance(each.report, Held) for each in timed)
    assert brake.now == 3600
    assert sum(each.seconds for each in timed) == 0
