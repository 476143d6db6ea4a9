"""What a training run has told so far, kept so that it is quick to draw at any length."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.dataset import CLASSES
from explorer.core.training.reports import (
    Changed,
    Diverged,
    Ending,
    Finished,
    Halted,
    Held,
    Norms,
    Progress,
    Sharpness,
    Snapshot,
    Started,
    Validation,
    Weights,
)
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.pace import Pace, Timed

if TYPE_CHECKING:
    from pathlib import Path

MOST_MEMORY = 100_000_000  # bytes of all snapshots of one run together


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The network after some steps.

    Attributes:
        step: Updates made.
        weights: Weights at that step; none of a run that another program makes.
        accuracy: Share of validation images recognised, 0 to 1; None where nobody looked.
        confusion: Number of validation images by true digit (row) and answer (column), or None.
        snapshot: All that the run had then, with the optimiser's memory; None where it is not kept.
    """

    step: int
    weights: Weights
    accuracy: float | None = None
    confusion: NDArray[np.int64] | None = None
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person has said of a run.

    Attributes:
        name: Its name; empty for the one that it has by itself.
        note: A few words.
        for_good: Whether it is never deleted to make room.
    """

    name: str = ""
    note: str = ""
    for_good: bool = False


class GrowingArray:
    """Numbers to which more are added at the end, cheaply; `view` is good until the next time."""

    def __init__(self, dtype: type[np.floating]) -> None:
        self._room: NDArray[np.floating] = np.zeros(1024, dtype)
        self._count = 0

    def extend(self, values: NDArray[np.floating]) -> None:
        """Add numbers at the end."""
        needed = self._count + len(values)
        if needed > len(self._room):
            # Twice as long each time, so that few of many calls copy anything.
            larger = np.zeros(max(needed, 2 * len(self._room)), self._room.dtype)
            larger[: self._count] = self._room[: self._count]
            self._room = larger
        self._room[self._count : needed] = values
        self._count = needed

    def keep(self, count: int) -> None:
        """Forget all but the first `count` numbers."""
        self._count = min(count, self._count)

    @property
    def view(self) -> NDArray[np.floating]:
        """All numbers, shape (n,), without a copy."""
        return self._room[: self._count]


class History:
    """One run as far as it has gone.

    Attributes:
        number: 1 for the first run of this sitting; 0 or less for one that was read again.
        first: What it was asked to do at its start.
        settings: What holds now.
        changes: Every change in mid-run, with its step.
        norms: Lengths of gradients and updates, where they were measured.
        sharpness: The loss' largest curvature, where it was measured.
        measuring: Seconds that went into the sharpness.
        followed: Whether another program makes the run.
        checkpoints: The untrained network, then one per look at the validation images.
        held_out: Loss of the validation images at each look; None where an older log does not tell.
        times: Steps, and the seconds at work by then, the first where the steps began.
        outcome: The report that ended it; None while it goes on.
        held: Whether it has told that it waits.
        pace: Its time at work, and its speed.
        folder: Where it is kept, if it is.
        marks: What a person has said of it, if it is not kept: else the folder knows it.
    """

    def __init__(self, number: int, settings: TrainingSettings, *, followed: bool = False) -> None:
        self.number, self.followed = number, followed
        self.first = self.settings = settings
        self.changes: list[Changed] = []
        self.norms: list[Norms] = []
        self.sharpness: list[Sharpness] = []
        self.measuring = 0.0
        self.checkpoints: list[Checkpoint] = []
        self.outcome: Ending | None = None
        self.held = False
        self.pace = Pace()
        self.folder: Path | None = None
        self.marks = Marks()
        self._own_key = f"unkept-{uuid4().hex[:12]}"
        # Sums in float64: after ten million losses of 0.3 in float32 the mean of 25 reads 0.25.
        self._losses, self._sums = GrowingArray(np.float32), GrowingArray(np.float64)
        self._sums.extend(np.zeros(1))
        self._accuracies: list[tuple[int, float]] = []
        self.held_out: list[float | None] = []
        self.times: list[tuple[int, float]] = []

    @property
    def key(self) -> str:
        """What it is called by that outlives this sitting: its folder's name, if it is kept."""
        return self._own_key if self.folder is None else self.folder.name

    def add(self, timed: Timed) -> None:
        """Take in one more report."""
        report = timed.report
        before = self.pace.seconds
        self.pace.add(timed)
        if isinstance(report, Started):
            self.checkpoints.append(Checkpoint(self.step, report.weights, snapshot=report.snapshot))
        elif isinstance(report, Progress):
            if not self.times:
                self.times.append((report.step - len(report.losses), before))
            self.times.append((report.step, self.pace.seconds))
            self._losses.extend(report.losses)
            sums = np.cumsum(report.losses, dtype=np.float64)
            self._sums.extend(self._sums.view[-1] + sums)
        elif isinstance(report, Validation):
            # Beside the checkpoints: a followed run's log tells accuracies, and no weights.
            self._accuracies.append((report.step, report.accuracy))
            self.held_out.append(report.loss)
            if report.weights:
                self.checkpoints.append(
                    Checkpoint(
                        report.step,
                        report.weights,
                        report.accuracy,
                        report.confusion,
                        report.snapshot,
                    )
                )
                self._thin_out()
        elif isinstance(report, Changed):
            self.changes.append(report)
            self.settings = report.settings
        elif isinstance(report, Norms):
            self.norms.append(report)
        elif isinstance(report, Sharpness):
            self.sharpness.append(report)
            self.measuring += timed.seconds
        elif isinstance(report, Ending):
            self.outcome = report
        # Any other report says that the run goes on.
        self.held = isinstance(report, Held)

    def _thin_out(self) -> None:
        """Let go of every second optimiser's memory once all of them together are too large."""
        held = [place for place, each in enumerate(self.checkpoints) if each.snapshot is not None]
        newest = self.checkpoints[-1].snapshot
        if newest is None or len(held) * _size_of(newest) <= MOST_MEMORY:
            return
        # First and last stay: the one begins the run, from the other it goes on.
        for place in held[1:-1:2]:
            self.checkpoints[place] = replace(self.checkpoints[place], snapshot=None)

    def rewind(self, step: int) -> None:
        """Forget what came after a step: the run was taken up again from there."""
        self._losses.keep(step)
        self._sums.keep(step + 1)  # with the 0 before the first
        self.pace.rewind(step)
        self._accuracies = [look for look in self._accuracies if look[0] <= step]
        del self.held_out[len(self._accuracies) :]
        self.times = [known for known in self.times if known[0] <= step]
        self.norms = [norms for norms in self.norms if norms.step <= step]
        self.sharpness = [each for each in self.sharpness if each.step <= step]
        self.changes = [change for change in self.changes if change.step <= step]
        self.checkpoints = [each for each in self.checkpoints if each.step <= step]
        self.settings = self.settings_at(step)
        self.outcome, self.held = None, False

    def settings_at(self, step: int) -> TrainingSettings:
        """Return what held for the update after `step` updates."""
        held = [change.settings for change in self.changes if change.step <= step]
        return held[-1] if held else self.first

    def checkpoint_at(self, cursor: int | None) -> Checkpoint | None:
        """Return a checkpoint by its index, None for the newest; None if there is none."""
        if not self.checkpoints:
            return None
        last = len(self.checkpoints) - 1
        # The cursor may be left from a longer run.
        return self.checkpoints[last if cursor is None else min(cursor, last)]

    def nearest_checkpoint(self, step: int) -> int:
        """Return the index of the checkpoint that is nearest to a step."""
        steps = np.array([checkpoint.step for checkpoint in self.checkpoints])
        return int(np.abs(steps - step).argmin())

    def step_at(self, cursor: int | None) -> int:
        """Return the step of a checkpoint by its index; None stands for the end of the run."""
        checkpoint = None if cursor is None else self.checkpoint_at(cursor)
        return self.step if checkpoint is None else checkpoint.step

    def forget_weights(self) -> None:
        """Let go of what only the newest run's views show: a MB or more a run."""
        self.checkpoints.clear()
        if isinstance(self.outcome, Finished):
            nothing = np.zeros((0, CLASSES), np.float32)
            self.outcome = replace(self.outcome, weights=(), test_probabilities=nothing)
        elif isinstance(self.outcome, Diverged | Halted):
            self.outcome = replace(self.outcome, snapshot=None)

    @property
    def compiled(self) -> bool:
        """Whether the first update was made."""
        return self.step > 0

    @property
    def step(self) -> int:
        """Updates made: there is a loss for each."""
        return len(self._losses.view)

    @property
    def losses(self) -> NDArray[np.floating]:
        """Loss of every step, float32, shape (steps,)."""
        return self._losses.view

    @property
    def sums(self) -> NDArray[np.floating]:
        """Sum of the losses before each step and after the last, float64, shape (steps + 1,)."""
        return self._sums.view

    @property
    def accuracies(self) -> list[tuple[int, float]]:
        """Step and accuracy of every look at the validation images."""
        return self._accuracies

    def smoothed(self, step: int, width: int) -> float:
        """Return the mean loss of the `width` steps up to `step`, or of fewer at the start."""
        first = max(0, step - width)
        # By two sums, so that the width makes no difference to the time it takes.
        return float((self.sums[step] - self.sums[first]) / max(step - first, 1))

    @property
    def seconds_left(self) -> float | None:
        """Time still needed at the present speed."""
        speed = self.pace.newest
        return None if not speed else (self.settings.steps - self.step) / speed


def _size_of(snapshot: Snapshot) -> int:
    return sum(array.nbytes for array in snapshot.variables.values())
