"""What `train` takes and prints for runs whose sharpness is measured."""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from explorer.cli.parsing import count, whole
from explorer.core.curvature.noise import NoiseScale
from explorer.core.training.dataset import Digits
from explorer.core.training.experiments import EXPERIMENTS
from explorer.core.training.reports import Sharpness, Weights
from explorer.core.training.settings import ACTIVATIONS, HiddenLayer, TrainingSettings
from explorer.session.training.sharp import edge_of

if TYPE_CHECKING:
    from explorer.core.training.sharpness import EigenvalueSearch

_MOST_EIGENVALUES = 10


def add_full_batch(parser: argparse.ArgumentParser) -> None:
    """Add what experiments with few images are chosen by."""
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


def add_sharpness(parser: argparse.ArgumentParser) -> None:
    """Add what is measured of a run's loss, in it and at its end."""
    parser.add_argument(
        "--sharpness-every",
        type=count,
        metavar="N",
        help="updates between two measurements of the loss' largest curvature (never)",
    )
    parser.add_argument(
        "--eigenvalues",
        type=_few,
        metavar="N",
        help="print the N largest eigenvalues of the Hessian at the end, with their residuals",
    )
    parser.add_argument(
        "--noise-scale",
        action="store_true",
        help="print the gradient noise scale at the end (McCandlish et al., 2018)",
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

    The edge is what λ₁ is to be compared with: 2/lr for plain gradient descent, null where none is known. It
    is that of the rate at the last measurement.
    """
    if not found:
        return {}
    rows = [[each.step, _plain(each.eigenvalues[0]), _plain(each.residuals[0])] for each in found]
    told = {
        "sharpness": rows,
        "along_gradient": [[each.step, _plain(each.along_gradient)] for each in found],
        "two_over_rate": _over(2, settings.rate_at(found[-1].step)),
        "edge": edge_of(settings, found[-1].step),
    }
    if settings.schedule != "constant":
        # One of them for each measurement, as the rate is another each time.
        told["edges"] = [[each.step, edge_of(settings, each.step)] for each in found]
    return told


@dataclass(frozen=True, slots=True)
class MeasuredAtEnd:
    """What was measured at a run's last weights, as far as it was asked for."""

    spectrum: "EigenvalueSearch | None" = None
    noise: NoiseScale | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what JSON says of it."""
        told: dict[str, Any] = {}
        if self.spectrum is not None and self.spectrum.found is not None:
            found = self.spectrum.found
            told["eigenvalues"] = {
                "values": [_plain(each) for each in found.values.tolist()],
                "residuals": [_plain(each) for each in found.residuals.tolist()],
                "products": found.products, "images": self.spectrum.images,
            }  # fmt: skip
        if self.noise is not None:
            noise = self.noise
            told["noise_scale"] = {
                "value": noise.value, "low": noise.low, "high": _plain(noise.high),
                "variance": _plain(noise.variance),
                "squared_gradient": _plain(noise.squared_gradient), "images": noise.images,
            }  # fmt: skip
        return told

    def as_lines(self, batch: int) -> list[str]:
        """Return the same as lines of text."""
        lines = []
        if self.spectrum is not None and self.spectrum.found is not None:
            found = self.spectrum.found
            pairs = zip(found.values, found.residuals, strict=True)
            lines.append("eigenvalues       " + ", ".join(f"{v:.4g} ± {r:.1g}" for v, r in pairs))
        if self.noise is not None:
            value, share = self.noise.value, self.noise.share_at(batch)
            if value is None or share is None:
                lines.append("noise scale       unknown: the gradient is lost in its noise")
            else:
                lines.append(
                    f"noise scale       {value:,.0f} images (95 %: {self.noise.low:,.0f} to "
                    f"{self.noise.high:,.0f}); a batch of {batch} achieves {share:.0%} of a full step"
                )
        return lines


def measured_after(
    arguments: argparse.Namespace, settings: TrainingSettings, digits: Digits, weights: Weights
) -> MeasuredAtEnd:
    """Measure at a run's last weights what was asked for."""
    spectrum = noise = None
    if arguments.eigenvalues:
        from explorer.core.training.sharpness import eigenvalue_search

        *_, spectrum = eigenvalue_search(settings, digits, weights, arguments.eigenvalues)
    if arguments.noise_scale:
        from explorer.core.training.noise import measured_noise

        *_, last = measured_noise(settings, digits, weights)
        noise = last.found
    return MeasuredAtEnd(spectrum, noise)


def sharpness_line(found: Sharpness, settings: TrainingSettings) -> str:
    """Return the newest sharpness, and the edge beside it where one is known."""
    bound = edge_of(settings, found.step)
    beside = "" if bound is None else f", edge {bound:.4g}"
    value, residual = found.eigenvalues[0], found.residuals[0]
    return f"{value:.4g} (residual {residual:.2g}){beside}"


def _over(dividend: float, rate: float) -> float | None:
    return dividend / rate if rate > 0 else None


def _plain(value: float) -> float | None:
    # JSON has no NaN.
    return value if math.isfinite(value) else None


def _few(text: str) -> int:
    number = whole(text)
    if number is None or not 1 <= number <= _MOST_EIGENVALUES:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of eigenvalues; type one from 1 to {_MOST_EIGENVALUES}"
        )
    return number
