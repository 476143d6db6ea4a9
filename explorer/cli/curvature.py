"""What `train` takes and prints for runs whose sharpness is measured."""

import argparse
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from explorer.cli.parsing import count
from explorer.core.curvature.edges import edge
from explorer.core.training.experiments import EXPERIMENTS
from explorer.core.training.reports import Sharpness
from explorer.core.training.settings import ACTIVATIONS, HiddenLayer, TrainingSettings


def add_curvature(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--experiment",
        choices=tuple(EXPERIMENTS),
        help="begin from the settings of an experiment in place of the lesson's",
    )
    parser.add_argument(
        "--full-batch",
        type=count,
        metavar="N",
        help="learn from the first N training images, all of them in every update",
    )
    parser.add_argument(
        "--centre", action="store_true", help="subtract the mean of these images from each picture"
    )
    parser.add_argument("--activation", choices=ACTIVATIONS, help="of the hidden layers (relu)")
    parser.add_argument(
        "--sharpness-every",
        type=count,
        metavar="N",
        help="updates between two measurements of the loss' largest curvature (never)",
    )


def begun(arguments: argparse.Namespace, settings: TrainingSettings) -> TrainingSettings:
    """Return the settings with an experiment, a full batch and a mean image where they are asked for."""
    if arguments.experiment:
        settings = EXPERIMENTS[arguments.experiment]
    if arguments.full_batch:
        size = arguments.full_batch
        settings = replace(settings, images=size, batch_size=size)
    return replace(settings, centred=True) if arguments.centre else settings


def with_activation(arguments: argparse.Namespace, settings: TrainingSettings) -> TrainingSettings:
    """Return the settings with the given activation in all hidden layers."""
    if not arguments.activation:
        return settings
    layers = tuple(HiddenLayer(layer.units, arguments.activation) for layer in settings.hidden)
    return replace(settings, hidden=layers)


def told_sharpness(found: Sequence[Sharpness], settings: TrainingSettings) -> dict[str, Any]:
    """Return what JSON says of the sharpness; nothing where it was not measured.

    The edge is what λ₁ is to be compared with: 2/lr for plain gradient descent, null where none is known.
    """
    if not found:
        return {}
    rows = [[each.step, _plain(each.eigenvalues[0]), _plain(each.residuals[0])] for each in found]
    return {
        "sharpness": rows,
        "along_gradient": [[each.step, _plain(each.along_gradient)] for each in found],
        "two_over_rate": 2 / settings.learning_rate,
        "edge": edge(settings.optimizer, settings.learning_rate, settings.parameter_values()),
    }


def sharpness_line(found: Sharpness, settings: TrainingSettings) -> str:
    """Return the newest sharpness, and the edge beside it where one is known."""
    bound = edge(settings.optimizer, settings.learning_rate, settings.parameter_values())
    beside = "" if bound is None else f", edge {bound:.4g}"
    value, residual = found.eigenvalues[0], found.residuals[0]
    return f"{value:.4g} (residual {residual:.2g}){beside}"


def _plain(value: float) -> float | None:
    # JSON has no NaN.
    return value if math.isfinite(value) else None
