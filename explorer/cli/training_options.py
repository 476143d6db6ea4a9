"""Options of the commands that train a network: `train` and `range-test`."""

import argparse
from dataclasses import replace

from explorer.cli.curvature import add_full_batch, begun, with_activation
from explorer.cli.descent_options import (
    add_parameters,
    add_schedule,
    given_parameters,
    given_schedule,
)
from explorer.cli.parsing import count, finite, seed, whole
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import check_parameters
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import HiddenLayer, TrainingSettings, checked

# Arguments named like fields of the settings; what is not given stays the lesson's or the run's.
_SETTINGS = (
    "steps",
    "batch_size",
    "learning_rate",
    "seed",
    "hidden",
    "loss",
    "dropout",
    "validate_every",
    "sharpness_every",
)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add what a network, its loss and its batches are chosen by."""
    parser.add_argument("--batch-size", type=count, help="images per update (128)")
    parser.add_argument("--optimizer", choices=tuple(OPTIMIZERS), help="adam unless given")
    parser.add_argument("--seed", type=seed, help="same seed, same run (0)")
    parser.add_argument(
        "--layers",
        dest="hidden",
        type=_layers,
        metavar="UNITS",
        help="units of the hidden layers, for example 128,64, or none (128)",
    )
    parser.add_argument("--loss", help=f"one of {', '.join(LOSSES)} (the first)")
    parser.add_argument(
        "--dropout", type=finite, help="share of hidden outputs set to 0 while training (0)"
    )
    add_full_batch(parser)
    parser.add_argument(
        "--data",
        default="mnist",
        metavar="NAME|FOLDER",
        help="mnist, fashion, kmnist or emnist, downloaded if it is not here yet; or a folder of "
        "four IDX files",
    )
    add_schedule(parser)
    add_parameters(parser)


def chosen_settings(arguments: argparse.Namespace, settings: TrainingSettings) -> TrainingSettings:
    """Return the settings with all that was given.

    Raises:
        ExplorerError: If they cannot be used.
    """
    settings = begun(arguments, settings)
    if arguments.optimizer not in (None, settings.optimizer):
        settings = settings.with_optimizer(arguments.optimizer)
    parameters = given_parameters(arguments)
    # Refused here: with_parameters passes over what the optimiser does not have.
    check_parameters(OPTIMIZERS[settings.optimizer].parameters, parameters)
    settings = settings.with_parameters(dict(parameters))
    key, of_schedule = arguments.schedule or settings.schedule, given_schedule(arguments)
    check_parameters(SCHEDULES[key].parameters, of_schedule)
    settings = settings.with_schedule(key, dict(of_schedule))
    given = {name: getattr(arguments, name, None) for name in _SETTINGS}
    settings = replace(
        settings, **{name: value for name, value in given.items() if value is not None}
    )
    return checked(with_activation(arguments, settings))


def _layers(text: str) -> tuple[HiddenLayer, ...]:
    if text == "none":
        return ()
    units = [whole(part) for part in text.split(",")]
    if None in units:
        raise argparse.ArgumentTypeError(f"{text!r} are no layers; type for example 128,64 or none")
    return tuple(HiddenLayer(each) for each in units if each is not None)
