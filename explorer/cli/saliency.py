"""`saliency`: which pixels of a test image speak for a digit, by a kept run's network."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.cli.data import folder_at
from explorer.cli.parsing import seed, whole
from explorer.core.numerals import significant
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.attribution import METHODS, SCORES, Attribution, Question
from explorer.core.training.dataset import CLASSES, PIXELS, SIDE, read_digits
from explorer.core.training.reports import has_weights, weights_in
from explorer.files.checkpoints import newest_checkpoint
from explorer.files.saving import save_bytes
from explorer.session.training.snapshots import network_of

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers


def add_to(commands: "Subparsers") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "saliency",
        help="draw which pixels of a test image speak for a digit",
        description="Differentiates a digit's logit or probability by the pixels of a test image, "
        "by tape.gradient, in the network of a kept run; central differences stand beside it.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", type=Path, metavar="RUN", help="folder of the run")
    parser.add_argument("file", type=Path, metavar="FILE.png", help="the image and its saliency")
    parser.add_argument("--image", type=seed, default=0, help="which test image, from 0 (0)")
    parser.add_argument("--digit", type=int, choices=range(CLASSES), help="else the own answer")
    parser.add_argument("--method", choices=METHODS, default="gradient")
    parser.add_argument("--score", choices=SCORES, default="logit", help="what is differentiated")
    parser.add_argument("--pixel", type=_pixel, default=406, help="checked in any case (406)")
    parser.add_argument("--seed", type=seed, default=0, help="of the noise of SmoothGrad (0)")
    parser.add_argument("--data", default="mnist", metavar="NAME|FOLDER", help="as for train")
    parser.add_argument("--json", action="store_true", help="print all numbers as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the picture and print what was found.

    Raises:
        ExplorerError: If there is no such run or image, or the file cannot be written.
    """
    snapshot = newest_checkpoint(arguments.folder / "checkpoints", has_weights)
    if snapshot is None:
        raise ExplorerError(
            said(
                "Errors",
                "There is no checkpoint in {folder}. Give the folder of a run that was kept.",
                folder=arguments.folder,
            )
        )
    digits = read_digits(folder_at(arguments.data))
    images = digits.test
    if arguments.image >= len(images):
        raise ExplorerError(
            said(
                "Errors",
                "There are {count} test images. Give a number below that.",
                count=len(images),
            )
        )
    from explorer.core.training.saliency import attribution, picture_of

    question = Question(
        digit=arguments.digit, score=arguments.score, method=arguments.method,
        pixel=arguments.pixel, seed=arguments.seed,
    )  # fmt: skip
    pixels = images.pixels[arguments.image]
    network = network_of(weights_in(snapshot), snapshot.settings, digits)
    found = attribution(
        network.weights, network.hidden, pixels, question, end=network.end, mean=network.mean
    )
    save_bytes(arguments.file, picture_of(pixels, found.values))
    label = int(images.labels[arguments.image])
    print(_as_json(found, label, snapshot.step) if arguments.json else _as_text(found, label))
    return 0


def _as_text(found: Attribution, label: int) -> str:
    question = found.question
    lines = [f"a {label}; {question.score} of {question.digit}: {significant(found.score, 6)}"]
    if question.method == "integrated":
        wanted = significant(found.score - found.empty, 6)
        lines.append(f"sum {significant(found.total, 6)}, to be {wanted}")
    for check in found.checks:
        row, column = divmod(check.pixel, SIDE)
        numbers = (
            f"tape {significant(check.tape, 6)}, difference {significant(check.difference, 6)}"
        )
        lines.append(f"row {row + 1}, column {column + 1}: {numbers}")
    return "\n".join(lines)


def _as_json(found: Attribution, label: int, step: int) -> str:
    question = found.question
    return json.dumps({
        "step": step, "label": label, "digit": question.digit, "score_of": question.score,
        "method": question.method, "score": found.score, "empty": found.empty, "sum": found.total,
        "saliency": [float(value) for value in found.values],
        "checks": [[c.pixel, c.tape, c.difference] for c in found.checks],
    })  # fmt: skip


def _pixel(text: str) -> int:
    number = whole(text)
    if number is None or number >= PIXELS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a pixel; type a number from 0 to 783")
    return number
