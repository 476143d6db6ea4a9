"""`train`: the MNIST lesson without a window."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.cli.parsing import count, finite
from explorer.core.numerals import grouped
from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import (
    Diverged,
    Finished,
    Progress,
    Report,
    Started,
    Validation,
    weights_digest,
)
from explorer.core.training.settings import TrainingSettings, checked
from explorer.files.resources import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.cli.parsing import Subparsers


def add_to(commands: "Subparsers") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "train", help="train the MNIST network and print how well it does", allow_abbrev=False
    )
    parser.add_argument("--steps", type=count, default=2000, help="updates in all (2000)")
    parser.add_argument("--batch-size", type=count, default=128, help="images per update (128)")
    parser.add_argument("--optimizer", default="adam", help="adam or sgd (adam)")
    parser.add_argument("--learning-rate", type=finite, default=0.001, help="0.001")
    parser.add_argument("--seed", type=_seed, default=0, help="same seed, same run (0)")
    parser.add_argument(
        "--data", type=Path, default=resources() / "mnist", help="folder of the four IDX files"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train, with progress on standard error and the result on standard output."""
    settings = checked(
        TrainingSettings(
            optimizer=arguments.optimizer,
            learning_rate=arguments.learning_rate,
            batch_size=arguments.batch_size,
            steps=arguments.steps,
            seed=arguments.seed,
        )
    )
    digits = read_digits(arguments.data)
    from explorer.core.training.trainer import train

    progress = _Printer(settings.steps)
    try:
        finished = progress.follow(train(settings, digits))
    except KeyboardInterrupt:
        print(f"\nStopped after {grouped(progress.step)} steps.", file=sys.stderr)
        return 1
    if finished is None:
        return 1
    _print_result(finished, progress.steps_per_second, as_json=arguments.json)
    return 0


class _Printer:
    """Prints reports on standard error and keeps the time."""

    def __init__(self, steps: int) -> None:
        self.step = 0
        self.steps_per_second = 0.0
        self._steps = steps
        self._since = (0, 0.0)

    def follow(self, reports: "Iterator[Report]") -> Finished | None:
        """Print each report; return the last one, or nothing if the loss was not finite."""
        for report in reports:
            match report:
                case Started():
                    self._show("Compiling the training loop.")
                    self._since = (0, time.perf_counter())
                case Progress():
                    self._advance(report.step)
                case Validation():
                    where = f"step {grouped(report.step)} of {grouped(self._steps)}"
                    self._show(f"{where}, validation accuracy {report.accuracy:.1%}")
                case Finished():
                    return report
                case Diverged():
                    print(report.sentence, file=sys.stderr)
        return None

    def _advance(self, step: int) -> None:
        now = time.perf_counter()
        first_step, start = self._since
        self.steps_per_second = (step - first_step) / max(now - start, 1e-9)
        if self.step == 0:
            self._since = (step, now)  # the first call compiled the loop
        self.step = step

    def _show(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


def _print_result(finished: Finished, steps_per_second: float, *, as_json: bool) -> None:
    digest = weights_digest(finished.weights)
    if as_json:
        result = {
            "steps": finished.step,
            "loss": finished.loss,
            "test_accuracy": finished.test_accuracy,
            "steps_per_second": round(steps_per_second, 1),
            "weights_sha256": digest,
        }
        print(json.dumps(result, allow_nan=False))
        return
    print(f"steps             {grouped(finished.step)}")
    print(f"loss              {finished.loss:.6f}")
    print(f"test accuracy     {finished.test_accuracy:.2%}")
    print(f"steps per second  {steps_per_second:,.0f}")
    print(f"weights SHA-256   {digest}")


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a seed; type a whole number from 0")
    return int(text)
