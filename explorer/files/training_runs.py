"""Runs that are kept as they go on: made anew, resumed, or followed in another program."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from explorer.core.memory import TRAINING, check_memory
from explorer.core.sentences import ExplorerError, Sentence, said
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
    Sharpness,
    Snapshot,
    Stopped,
    Validation,
    Weights,
    has_weights,
    weights_in,
)
from explorer.core.training.settings import TrainingSettings
from explorer.files.checkpoints import has_all_variables, newest_checkpoint, whole_checkpoints
from explorer.files.kept_folders import place_for_a_run
from explorer.files.own_runs import make_place, thin
from explorer.files.run_folders import RunFolder, create_run, open_run, recorded
from explorer.files.run_logs import LogTail
from explorer.files.stopwatch import seconds_at_work
from explorer.session.training.history import Checkpoint, History
from explorer.session.training.pace import Timed

CALLS_PER_CHECKPOINT = 5  # compiled calls: each second or so, at any size of the network
CALLS_BY_ITSELF = (
    100  # compiled calls between checkpoints that nobody has asked for: each 10 s or so
)
LOOK_INTERVAL = 0.2  # seconds between two looks at a log


@dataclass(frozen=True, slots=True)
class Kept:
    """A run has a folder.

    Attributes:
        folder: Where it is kept.
        by_itself: Whether it is kept without being asked for.
    """

    folder: Path
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A kept run goes on.

    Attributes:
        settings: What holds from there on.
        seconds: Time at work before; None where nobody has kept it.
    """

    settings: TrainingSettings
    seconds: float | None


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
class FollowedNetwork:
    """A followed run's network, from its newest checkpoint.

    Attributes:
        step: Updates made.
        weights: Weights at that step.
        snapshot: All that the run had then; None where only the weights are known.
    """

    step: int
    weights: Weights
    snapshot: Snapshot | None = None


News = Timed | Kept | TakenUp | Sentence | Rewound | Quiet | FollowedNetwork


@dataclass(frozen=True, slots=True, eq=False)
class Reins:
    """How a run under way is steered from another thread, or from a signal.

    Attributes:
        changes: Wishes for other settings.
        brake: Wishes to hold the run, or to end it.
    """

    changes: LiveChanges = field(default_factory=LiveChanges)
    brake: Brake = field(default_factory=Brake)


def train_and_keep(
    settings: TrainingSettings,
    digits: Digits,
    run: RunFolder | None,
    reins: Reins,
    *,
    resume: Snapshot | None = None,
    checkpoint_every: int | None = None,
    steps_per_call: int | None = None,
    strategy: Any = None,
) -> Iterator[Timed | Sentence]:
    """Yield a run's reports, each after it was kept, and what there is to tell about keeping.

    Args:
        settings: What to do.
        digits: Images to learn from and to be tried on.
        run: Where the run is kept; None for nowhere.
        reins: Obeyed before each compiled call.
        resume: Go on from here.
        checkpoint_every: Updates between two checkpoints; some compiled calls unless given.
        steps_per_call: Updates in one compiled call, as `train` takes it.
        strategy: How updates are shared out, as `train` takes it.

    Raises:
        ExplorerError: If the settings or the snapshot cannot be used.
    """
    from explorer.core.training.trainer import steps_per_call_for, train

    calls = CALLS_BY_ITSELF if run is not None and run.by_itself else CALLS_PER_CHECKPOINT
    calls *= steps_per_call or steps_per_call_for(settings)
    reports = train(
        settings,
        digits,
        steps_per_call=steps_per_call,
        changes=reins.changes,
        snapshot_every=(checkpoint_every or calls) if run else 0,
        resume=resume,
        strategy=strategy,
        brake=reins.brake,
    )
    return _timed(recorded(reports, run) if run else reports, reins.brake)


def run_anew(
    settings: TrainingSettings,
    digits: Digits,
    reins: Reins,
    runs: Path | None,
    *,
    by_itself: bool = False,
) -> Iterator[News]:
    """Train, and keep the run in a new folder inside `runs`; a folder that refuses is told.

    Args:
        settings: What to do.
        digits: Images to learn from and to be tried on.
        reins: Obeyed before each compiled call.
        runs: Holds the folder; None for nowhere.
        by_itself: Whether that is the folder of runs that are kept without being asked for, the
            oldest of which give way.
    """
    run: RunFolder | None = None
    try:
        if runs is not None:
            try:
                began = datetime.now().astimezone()
                if by_itself:
                    run = create_own_run(runs, began, settings, digits)
                else:
                    run = create_run(place_for_a_run(runs, began), settings, digits)
                yield Kept(run.folder, by_itself)
            except ExplorerError as error:
                yield error.sentence
        yield from train_and_keep(settings, digits, run, reins)
    finally:
        if run is not None:
            run.close()


def create_own_run(
    runs: Path, began: datetime, settings: TrainingSettings, digits: Digits
) -> RunFolder:
    """Make a folder for a run that is kept by itself; the oldest ones give way.

    Raises:
        ExplorerError: If it cannot be made.
    """
    try:
        run = create_run(make_place(runs, began), settings, digits, by_itself=True)
    except (OSError, ExplorerError) as error:
        raise ExplorerError(
            said(
                "Errors",
                "This run is not kept: {folder} takes nothing. Make room there, or switch the keeping "
                "of runs off in the preferences.",
                folder=runs,
            )
        ) from error
    thin(runs)
    return run


def run_on(folder: Path, digits: Digits, reins: Reins, rate: float | None = None) -> Iterator[News]:
    """Tell what a kept run has told, then go on from its newest checkpoint, with a rate if one is given."""
    from explorer.core.training.network import initial_weights

    run, snapshot = open_run(folder, digits, has_all_variables)
    with closing(run):
        yield Kept(folder, run.by_itself)
        tail = LogTail(folder)
        _, told = tail.look()
        yield TakenUp(snapshot.settings, tail.seconds)
        yield FollowedNetwork(0, initial_weights(tail.settings))
        # Without the newest, from which the run itself goes on.
        for older in reversed([*whole_checkpoints(folder / "checkpoints")][1:]):
            if 0 < older.step < snapshot.step and has_weights(older):
                yield FollowedNetwork(older.step, weights_in(older), older)
        for report in told:
            if isinstance(report, Progress | Validation | Changed | Norms | Sharpness):
                yield Timed(report, 0.0)
        if rate is not None:
            # As a change in mid-run, so that the log tells of it.
            reins.changes.ask(replace(snapshot.settings, learning_rate=rate))
        yield from train_and_keep(snapshot.settings, digits, run, reins, resume=snapshot)


def with_data(
    work: Callable[[Digits], Iterator[News]], digits: Digits | None, folder: Path
) -> Iterator[News | Digits]:
    """Read the data if nobody has yet, and tell of them; then do the work with them."""
    check_memory(TRAINING)
    if digits is None:
        digits = read_digits(folder)
        yield digits
    yield from work(digits)


def follow(folder: Path) -> Iterator[News]:
    """Tell what another program writes into a run's folder, until it says that it has ended."""
    # By a clock that nobody can set back.
    tail, last, told = LogTail(folder), time.monotonic(), False
    while True:
        resumed, timed = tail.look_timed()
        now, reports = time.monotonic(), [each.report for each in timed]
        if resumed is not None:
            yield Rewound(resumed)
        # As the run itself counts, who may have been stopped meanwhile; an older one kept no times.
        for each in timed:
            known = tail.seconds is not None
            yield each if known else Timed(each.report, (now - last) / len(timed))
        if reports:
            last = now
            yield from _seen(folder, reports)
        if tail.damaged and not told:
            told = True
            yield said(
                "Errors",
                "Parts of the log in {folder} are damaged or missing; they are left out.",
                folder=folder,
            )
        if any(isinstance(report, Ending) for report in reports):
            return
        # At every look: between two reports whoever follows can stop.
        yield Quiet(now - last)
        time.sleep(LOOK_INTERVAL)


def add_to(history: History, news: object) -> None:
    """Add to what a run has told what it tells now; what is no part of that is passed over."""
    match news:
        case Timed():
            history.add(news)
        case TakenUp():
            history.pace.take_up(news.seconds)
        case Rewound():
            history.rewind(news.step)
        case FollowedNetwork():
            seen = Checkpoint(news.step, news.weights, snapshot=news.snapshot)
            history.checkpoints.append(seen)


def _seen(folder: Path, reports: list[Report]) -> Iterator[FollowedNetwork]:
    if any(
        isinstance(report, Validation | Held | Stopped | Diverged | Finished) for report in reports
    ):
        snapshot = newest_checkpoint(folder / "checkpoints", has_weights)
        if snapshot is not None:
            yield FollowedNetwork(snapshot.step, weights_in(snapshot), snapshot)


def _timed(
    reports: Iterator[Report | Sentence] | Iterator[Report], brake: Brake
) -> Iterator[Timed | Sentence]:
    """Hand on reports, each with the time that it took."""
    before = seconds_at_work()
    for report in reports:
        if isinstance(report, Snapshot):
            continue  # its time counts towards the next report
        if isinstance(report, Sentence):
            yield report
        else:
            yield Timed(report, seconds_at_work() - before)
            if isinstance(report, Held):
                brake.wait()  # here already, as a pause is no work
        before = seconds_at_work()
