"""`range-test`: which learning rate suits the MNIST network, by some hundred updates at growing rates."""

import argparse
import json
import math
from typing import TYPE_CHECKING

from explorer.cli.data import folder_at
from explorer.cli.parsing import tell
from explorer.cli.training_options import add_settings, chosen_settings
from explorer.core.memory import TRAINING, check_memory
from explorer.core.numerals import exact
from explorer.core.training.dataset import read_digits
from explorer.core.training.rates import HIGHEST, LOWEST, STEPS, RangeTest
from explorer.core.training.settings import TrainingSettings

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers


def add_to(commands: "Subparsers") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "range-test",
        help="find a learning rate for the MNIST network",
        description=f"Makes up to {STEPS} updates from the first weights while the learning rate grows "
        f"exponentially from {exact(LOWEST)} to {exact(HIGHEST)} (L. Smith, 2017), and suggests the one at "
        "which the loss falls steepest, which is fastai's rule.",
        allow_abbrev=False,
    )
    add_settings(parser)
    parser.add_argument("--json", action="store_true", help="print all losses as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the test and print what it found."""
    settings = chosen_settings(arguments, TrainingSettings())
    check_memory(TRAINING)
    digits = read_digits(folder_at(arguments.data))
    from explorer.core.training.range_test import range_test

    tell("Compiling the training loop.")
    *_, found = range_test(settings, digits)
    print(_as_json(found) if arguments.json else _as_text(found))
    return 0


def _as_text(found: RangeTest) -> str:
    made = f"{len(found.rates)} updates, rates from {found.rates[0]:.2g} to {found.rates[-1]:.2g}"
    if found.suggestion is None:
        return f"{made}\nno suggestion: the loss falls at no rate by more than the batches scatter"
    return f"{made}\nsuggested rate  {exact(found.suggestion)}, where the loss falls steepest"


def _as_json(found: RangeTest) -> str:
    losses = [each if math.isfinite(each) else None for each in found.losses.tolist()]
    return json.dumps({
        "suggestion": found.suggestion, "rule": "steepest", "rates": found.rates.tolist(),
        "losses": losses, "first_weights_sha256": found.first_sha256,
    })  # fmt: skip
