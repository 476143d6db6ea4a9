"""What a training run does in its thread: train, keep, resume, or follow another program."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from explorer.core.sentences import ExplorerError, Sentence
from explorer.core.training.brake import Brake
from explorer.core.training.changes import LiveChanges
from explorer.core.training.dataset import Digits, read_digits
from explorer.core.training.reports import (
    Changed,
    Diverged,
    Ending,
    Finished,
    Held,
    Norms,
    Progress,
    Report,
    Snapshot,
    Stopped,
    Validation,
    Weights,
    weights_in,
)
from explorer.core.training.settings import TrainingSettings
from explorer.files.checkpoints import newest_checkpoint
from explorer.files.following import LogTail
from explorer.files.run_places import place_for_a_run
from explorer.files.runs import create_run, open_run, recorded
from explorer.session.training.history import Timed

CALLS_PER_CHECKPOINT = 5  # compiled calls: each second or so, at any size of the network
LOOK_INTERVAL = 0.2  # seconds between two looks at a log


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What can be shown before the first run.

    Attributes:
        digits: The data set.
        settings: What the network was made by.
        weights: The untrained network's weights.
    """

    digits: Digits
    settings: TrainingSettings
    weights: Weights


@dataclass(frozen=True, slots=True)
class Kept:
    """A run has a folder.

    Attributes:
        folder: Where it is kept.
    """

    folder: Path


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A kept run goes on.

    Attributes:
        settings: What holds from there on.
    """

    settings: TrainingSettings


@dataclass(frozen=True, slots=True)
class Rewound:
    """A followed run was taken up again; what came after this step is void.

    Attributes:
        step: Updates that hold.
    """

    step: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """A look at a followed run's log.

    Attributes:
        seconds: How long nothing has come.
    """

    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A followed run's network, from its newest checkpoint.

    Attributes:
        step: Updates made.
        weights: Weights at that step.
    """

    step: int
    weights: Weights


News = Timed | Digits | Kept | TakenUp | Sentence | Rewound | Quiet | Seen


def prepare(settings: TrainingSettings, digits: Digits | None, folder: Path) -> Iterator[Prepared]:
    """Read the data if nobody has yet, and make the untrained network."""
    from explorer.core.training.network import initial_weights

    yield Prepared(digits or read_digits(folder), settings, initial_weights(settings))


@dataclass(frozen=True, slots=True, eq=False)
class Reins:
    """How the window steers a run under way.

    Attributes:
        changes: Its wishes for other settings.
        brake: Its wishes to hold the run, or to end it.
    """

    changes: LiveChanges
    brake: Brake


def run_anew(
    settings: TrainingSettings, digits: Digits, reins: Reins, runs: Path | None
) -> Iterator[News]:
    """Train, and keep the run in a new folder inside `runs`; a folder that refuses is told."""
    from explorer.core.training.trainer import steps_per_call_for, train

    with ExitStack() as open_folders:
        kept = None
        if runs is not None:
            try:
                place = place_for_a_run(runs, datetime.now().astimezone())
                kept = create_run(place, settings, digits)
                open_folders.callback(kept.close)
                yield Kept(place)
            except ExplorerError as error:
                yield error.sentence
        every = CALLS_PER_CHECKPOINT * steps_per_call_for(settings) if kept else 0
        reports = train(
            settings, digits, changes=reins.changes, brake=reins.brake, snapshot_every=every
        )
        yield from _timed(recorded(reports, kept) if kept else reports)


def run_on(folder: Path, digits: Digits, reins: Reins) -> Iterator[News]:
    """Tell what a kept run has told, then go on from its newest checkpoint."""
    from explorer.core.training.trainer import steps_per_call_for, train

    run, snapshot = open_run(folder, digits)
    with ExitStack() as open_folders:
        open_folders.callback(run.close)
        yield Kept(folder)
        _, told = LogTail(folder).look()
        for report in told:
            if isinstance(report, Progress | Validation | Changed | Norms):
                yield Timed(report, 0.0)
        yield TakenUp(snapshot.settings)
        every = CALLS_PER_CHECKPOINT * steps_per_call_for(snapshot.settings)
        reports = train(
            snapshot.settings, digits, changes=reins.changes, brake=reins.brake,
            snapshot_every=every, resume=snapshot,
        )  # fmt: skip
        yield from _timed(recorded(reports, run))


def follow(folder: Path) -> Iterator[News]:
    """Tell what another program writes into a run's folder, until it says that it has ended."""
    tail, last = LogTail(folder), time.monotonic()
    while True:
        resumed, reports = tail.look()
        now = time.monotonic()
        if resumed is not None:
            yield Rewound(resumed)
        for report in reports:
            yield Timed(report, (now - last) / len(reports))
        if reports:
            last = now
            yield from _seen(folder, reports)
        if any(isinstance(report, Ending) for report in reports):
            return
        yield Quiet(now - last)
        time.sleep(LOOK_INTERVAL)


def with_data(
    work: Callable[[Digits], Iterator[News]], digits: Digits | None, folder: Path
) -> Iterator[News]:
    """Read the data if nobody has yet, then do the work with them."""
    if digits is None:
        digits = read_digits(folder)
        yield digits
    yield from work(digits)


def _seen(folder: Path, reports: list[Report]) -> Iterator[Seen]:
    if any(
        isinstance(report, Validation | Held | Stopped | Diverged | Finished) for report in reports
    ):
        snapshot = newest_checkpoint(folder / "checkpoints")
        if snapshot is not None:
            yield Seen(snapshot.step, weights_in(snapshot))


def _timed(reports: Iterator[Report | Sentence] | Iterator[Report]) -> Iterator[Timed | Sentence]:
    """Hand on reports, each with the time that it took."""
    before = time.perf_counter()
    for report in reports:
        if isinstance(report, Snapshot):
            continue  # its time counts towards the next report
        if isinstance(report, Sentence):
            yield report
        else:
            yield Timed(report, time.perf_counter() - before)
        before = time.perf_counter()
