"""The training run as a generator of reports: pulled it goes on, left alone it waits."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from typing import Any

from explorer.core.training.brake import Brake
from explorer.core.training.changes import Changes, PlannedChanges
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import (
    Changed,
    Held,
    Report,
    Snapshot,
    Stopped,
)
from explorer.core.training.run import Run, next_multiple
from explorer.core.training.settings import TrainingSettings, check_steps_per_call, checked

_MOST_STEPS_PER_CALL = 200
_PRODUCTS_PER_CALL = 200 * 128 * (784 * 128 + 128 * 10)  # as many as in 200 updates of the lesson
_NO_CHANGES = PlannedChanges({})


def steps_per_call_for(settings: TrainingSettings) -> int:
    """Return how many updates one compiled call makes, so that reports come every 0.1 s or so."""
    widths = [784, *(layer.units for layer in settings.hidden), 10]
    products = settings.batch_size * sum(a * b for a, b in pairwise(widths))
    return max(1, min(_MOST_STEPS_PER_CALL, _PRODUCTS_PER_CALL // products))


def train(
    settings: TrainingSettings,
    digits: Digits,
    *,
    steps_per_call: int | None = None,
    changes: Changes = _NO_CHANGES,
    snapshot_every: int = 0,
    resume: Snapshot | None = None,
    strategy: Any = None,
    brake: Brake | None = None,
) -> Iterator[Report]:
    """Train the network and report; between two reports the run can be left waiting or closed.

    Reports come in this order: `Started`, then `Progress` with the first loss alone, then more
    `Progress` with a `Validation` every `validate_every` updates and after the last one, `Norms` and
    `Sharpness` where they are asked for, and at the end `Finished`, or `Diverged` as soon as a loss
    is not finite, or `Stopped` by the brake.

    Args:
        settings: What to do.
        digits: Images to learn from and to be tried on.
        steps_per_call: Most updates in one compiled call, up to 1,000; it changes the pace of reports, never
            a bit of the result.
        changes: Asked before each call for other settings.
        snapshot_every: Updates between two `Snapshot` reports; 0 for none. With any other number
            there is one before the first update, after the last, and wherever the settings
            change or the run is held or ended, too.
        resume: Go on from here; `settings` may differ from the snapshot's as far as a live
            change could.
        strategy: How updates are shared out among devices or machines, as `strategy_for` gives
            it; every machine makes the same call. If one is lost, the others end with `Halted`.
        brake: Looked at before each call; a held run tells `Held` and waits.

    Raises:
        ExplorerError: If the settings, a change or the snapshot cannot be used.
    """
    check_steps_per_call(steps_per_call)
    brake = brake or Brake()
    # Also where whoever pulls goes away: the engine is to be free for the next run.
    with closing(Run(checked(settings), digits, resume, strategy)) as run:
        told = None if resume is None else run.step  # step of the newest snapshot
        yield run.started()
        if resume is None:
            yield from run.sharpness()
        if resume is not None and resume.settings != settings:
            yield Changed(step=run.step, settings=settings)
            told = None
        while not run.failed:
            # First, so that a snapshot of this step names the settings that hold after it.
            wish = changes.at(run.step)
            if wish is not None and wish != run.settings:
                yield run.change(wish)
                told = None
            ended, held, done = brake.ended, brake.held, run.step >= run.settings.steps
            due = told is None or done or ended or held or _is_multiple(run.step, snapshot_every)
            if snapshot_every and due and told != run.step:
                yield run.snapshot()
                told = run.step
            if done:
                yield run.finished()
                return
            if ended:
                yield Stopped(step=run.step)
                return
            if held:
                # Told before the wait, in which the generator gives nothing more.
                yield Held(step=run.step)
                brake.wait()
            else:
                # Nothing can be changed or kept in mid-call; so it ends where that is due.
                stops = (changes.next_after(run.step), next_multiple(run.step, snapshot_every))
                yield from run.advance(steps_per_call or steps_per_call_for(run.settings), stops)


def _is_multiple(step: int, interval: int) -> bool:
    return interval > 0 and step % interval == 0
