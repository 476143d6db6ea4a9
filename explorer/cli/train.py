"""`train`: the MNIST lesson without a window."""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cli.curvature import (
    MeasuredAtEnd,
    add_sharpness,
    measured_after,
    sharpness_line,
    told_sharpness,
)
from explorer.cli.data import folder_at
from explorer.cli.ending import ended_by_signals, ending_signals
from explorer.cli.grid import GridTraining, print_results
from explorer.cli.parsing import count, finite, tell
from explorer.cli.sessions import add_session
from explorer.cli.training_options import add_settings, chosen_settings
from explorer.core.memory import TRAINING, check_memory
from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.training.dataset import Digits, read_digits
from explorer.core.training.reports import (
    Changed,
    Diverged,
    Finished,
    Halted,
    Sharpness,
    Snapshot,
    Started,
    Stopped,
    Validation,
    weights_digest,
)
from explorer.core.training.settings import TrainingSettings, check_steps_per_call
from explorer.files.checkpoints import has_all_variables, newest_checkpoint
from explorer.files.grids import read_grid
from explorer.files.isolated import lost, same_modules
from explorer.files.run_folders import RunFolder, create_run, open_run
from explorer.files.settings import own_runs_folder
from explorer.files.training_runs import Reins, create_own_run, train_and_keep
from explorer.session.training.grid import combinations
from explorer.session.training.pace import Pace, Timed

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers
    from explorer.session.session import Session


def add_to(commands: "Subparsers") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "train", help="train the MNIST network and print how well it does", allow_abbrev=False
    )
    parser.add_argument("--steps", type=count, help="updates in all (2000)")
    parser.add_argument(
        "--learning-rate",
        type=finite,
        help="factor of each update; the optimiser's own unless given",
    )
    parser.add_argument("--validate-every", type=count, help="updates between validations (100)")
    add_settings(parser)
    add_sharpness(parser)
    _add_keeping(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    add_session(parser)
    parser.set_defaults(run=run)


def from_session(_session: "Session") -> Mapping[str, Any]:
    """Return nothing: the settings are taken as a whole, and what is typed changes them."""
    return {}


def _add_keeping(parser: argparse.ArgumentParser) -> None:
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--run", dest="new_run", type=Path, metavar="FOLDER", help="keep the run in a new folder"
    )
    place.add_argument(
        "--resume", type=Path, metavar="FOLDER", help="go on from the run's newest checkpoint"
    )
    place.add_argument(
        "--no-keep",
        action="store_true",
        help="keep nothing; else a run without a folder is one of the newest, which are kept by themselves",
    )
    parser.add_argument(
        "--grid",
        type=Path,
        metavar="FILE",
        help="train every combination of the file's lists of optimizer, learning_rate, batch_size, seed and "
        "network, one after another; TOML, or JSON that ends in .json",
    )
    parser.add_argument(
        "--checkpoint-every", type=count, help="updates between checkpoints (one a second or so)"
    )
    parser.add_argument(
        "--isolate",
        action="store_true",
        help="train in a process of its own; if that is killed or aborts, a sentence says so",
    )
    parser.add_argument(
        "--steps-per-call", type=count, help="updates in one compiled call; changes no result"
    )
    parser.add_argument(
        "--distribute",
        choices=("none", "mirrored", "multiworker"),
        default="none",
        help="share each batch among this machine's devices, or among the workers of TF_CONFIG, "
        "each with a run folder of its own",
    )


def run(arguments: argparse.Namespace) -> int:
    """Train, with progress on standard error and the result on standard output."""
    if arguments.isolate:
        return _run_isolated(arguments.argv)
    # A session's choices are what is begun with, as a first start's are.
    settings = arguments.opened.training.settings if arguments.session else TrainingSettings()
    check_steps_per_call(arguments.steps_per_call)
    check_memory(TRAINING)
    if not arguments.resume:
        settings = chosen_settings(arguments, settings)  # before anything is read or made
    if arguments.grid:
        return _run_grid(arguments, settings)
    # Before the folder is made: bad images or a senseless cluster leave none behind.
    digits, strategy = read_digits(folder_at(arguments.data)), _strategy(arguments.distribute)
    with ExitStack() as open_folders:
        folder, snapshot = _opened(arguments, settings, digits, is_another=_is_another(strategy))
        if folder:
            open_folders.callback(folder.close)
        if snapshot:
            settings = chosen_settings(arguments, snapshot.settings)
        reins, pace = Reins(), Pace()
        sharpness: list[Sharpness] = []
        news = train_and_keep(
            settings,
            digits,
            folder,
            reins,
            resume=snapshot,
            checkpoint_every=arguments.checkpoint_every,
            steps_per_call=arguments.steps_per_call,
            strategy=strategy,
        )
        with ended_by_signals(reins.brake, partial(_give_up, pace, folder, snapshot)):
            last = _followed(_collecting(news, sharpness), settings.steps, pace)
    if isinstance(last, Stopped):
        _tell_stopped(last.step, folder)
    if not isinstance(last, Finished):
        return 1
    after = measured_after(arguments, settings, digits, last.weights)
    _print_result(last, pace.overall, sharpness, settings, after, as_json=arguments.json)
    return 0


def _opened(
    arguments: argparse.Namespace, settings: TrainingSettings, digits: Digits, *, is_another: bool
) -> tuple[RunFolder | None, Snapshot | None]:
    """Return the folder that the run is kept in, and where it goes on from."""
    if arguments.resume:
        return open_run(arguments.resume, digits, has_all_variables)
    if arguments.new_run:
        return create_run(arguments.new_run, settings, digits), None
    # Workers of one run all have the same weights: the first one keeps it.
    if arguments.no_keep or is_another:
        return None, None
    return _kept_by_itself(settings, digits), None


def _is_another(strategy: Any) -> bool:
    """Return whether this program is a worker, but not the first."""
    if strategy is None:
        return False
    from explorer.core.training.distributed import is_first

    return not is_first(strategy)


def _run_grid(arguments: argparse.Namespace, base: TrainingSettings) -> int:
    """Train a grid; runs that were made are printed also where a signal ends it."""
    if arguments.resume or arguments.new_run:
        raise ExplorerError(
            said("Errors", "A grid makes runs of its own. Leave out --run and --resume.")
        )
    runs = combinations(read_grid(arguments.grid), base)
    digits, reins = read_digits(folder_at(arguments.data)), Reins()

    def keep(settings: TrainingSettings, digits: Digits) -> RunFolder | None:
        return None if arguments.no_keep else _kept_by_itself(settings, digits)

    grid = GridTraining(runs)

    def give_up() -> None:
        # One that is at work ends by itself, with a checkpoint; a compilation cannot be hurried.
        if grid.compiles:
            reins.brake.end()  # Python's own handler has not been run yet
            end()
            sys.stdout.flush()
            os._exit(1)

    def end() -> None:
        if reins.brake.ended:
            grid.tell_stopped()
        print_results(grid.results, as_json=arguments.json)

    with ended_by_signals(reins.brake, give_up):
        grid.train(digits, reins, keep)
    end()
    return 1 if reins.brake.ended else 0


def _give_up(pace: Pace, folder: RunFolder | None, snapshot: Snapshot | None) -> None:
    """End the process, unless an update was made: what it begins from is kept before it is compiled."""
    if not pace.has_begun:
        is_kept = folder is not None and bool(newest_checkpoint(folder.folder / "checkpoints"))
        _tell_stopped(snapshot.step if snapshot else 0, folder if is_kept else None)
        os._exit(1)


def _tell_stopped(step: int, folder: RunFolder | None) -> None:
    remedy = f" Go on with train --resume {folder.folder}." if folder else ""
    tell(f"Stopped after {grouped(step)} steps.{remedy}")


def _kept_by_itself(settings: TrainingSettings, digits: Digits) -> RunFolder | None:
    """Return a folder among the newest runs; None, with a sentence, where none can be made."""
    try:
        return create_own_run(own_runs_folder(), datetime.now().astimezone(), settings, digits)
    except ExplorerError as error:
        tell(str(error))
        return None


def _run_isolated(argv: Sequence[str]) -> int:
    """Let another process do the same; one that is killed or aborts is told of here."""
    command = [sys.executable, "-m", "explorer", *(each for each in argv if each != "--isolate")]
    # In a session of its own: a Ctrl+C would reach it twice, which is to end it at once.
    with subprocess.Popen(command, env=same_modules(), start_new_session=True) as child:  # noqa: S603 - as given
        handlers = {
            kind: signal.signal(kind, lambda kind, _: child.send_signal(kind))
            for kind in ending_signals()
        }
        status = child.wait()
    for kind, handler in handlers.items():
        signal.signal(kind, handler)
    if status < 0:
        raise lost(status)
    return status


def _followed(
    news: Iterator[Timed | Sentence], steps: int, pace: Pace
) -> Finished | Stopped | None:
    """Print on standard error what comes; return the last report, or nothing if the run failed."""
    for each in news:
        if isinstance(each, Sentence):
            tell(str(each))
            continue
        pace.add(each)
        match each.report:
            case Started():
                tell("Compiling the training loop.")
            case Validation(step=step, accuracy=accuracy):
                place = f"step {grouped(step)} of {grouped(steps)}"
                tell(f"{place}, validation accuracy {accuracy:.1%}")
            case Changed(settings=settings):
                steps = settings.steps
            case Finished() | Stopped() as last:
                return last
            case Diverged() | Halted() as last:
                tell(str(last.sentence))
    return None


def _collecting(
    news: Iterator[Timed | Sentence], sharpness: list[Sharpness]
) -> Iterator[Timed | Sentence]:
    """Hand on what comes, and keep what is told of the sharpness."""
    for each in news:
        if isinstance(each, Timed) and isinstance(each.report, Sharpness):
            sharpness.append(each.report)
        yield each


def _strategy(distribution: str) -> Any:
    if distribution == "none":
        return None
    from explorer.core.training.distributed import strategy_for

    return strategy_for(distribution, os.environ.get("TF_CONFIG", ""))


def _print_result(
    finished: Finished,
    steps_per_second: float,
    sharpness: Sequence[Sharpness],
    settings: TrainingSettings,
    after: MeasuredAtEnd,
    *,
    as_json: bool,
) -> None:
    # Two runs can be compared by it to the last bit.
    digest = weights_digest(finished.weights)
    if as_json:
        result = {
            "steps": finished.step,
            "loss": finished.loss,
            "test_accuracy": finished.test_accuracy,
            "steps_per_second": round(steps_per_second, 1),
            "weights_sha256": digest,
            **told_sharpness(sharpness, settings),
            **after.as_json(),
        }
        print(json.dumps(result, allow_nan=False))
        return
    print(f"steps             {grouped(finished.step)}")
    print(f"loss              {finished.loss:.6f}")
    print(f"test accuracy     {finished.test_accuracy:.2%}")
    print(f"steps per second  {steps_per_second:,.0f}")
    if sharpness:
        print(f"sharpness         {sharpness_line(sharpness[-1], settings)}")
    for line in after.as_lines(settings.batch_size):
        print(line)
    print(f"weights SHA-256   {digest}")
