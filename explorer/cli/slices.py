"""`slice`: the loss of a kept run's network along a direction among its weights, with f′ and f″."""

import argparse
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.cli.data import folder_at
from explorer.cli.kept_runs import folder_of
from explorer.cli.parsing import count, finite, seed
from explorer.core.numerals import grouped, significant
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import Changed, Snapshot, has_weights
from explorer.core.training.slices import REACHES, Along, Earlier, Slice, SliceQuestion
from explorer.files.checkpoints import newest_checkpoint, whole_checkpoints
from explorer.files.run_logs import LogTail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from explorer.cli.parsing import Subparsers
    from explorer.core.training.planes import Plane

_DIRECTIONS: dict[str, Along] = {
    "gradient": "gradient", "eigenvector": "eigenvector", "update": "last", "next-update": "next",
    "random": "random",
}  # fmt: skip


def add_to(commands: "Subparsers") -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "slice",
        help="the loss of a kept run along a direction among its weights",
        description="Computes f(x) = L(w + x d) for the network of a kept run, with f' and f'' by "
        "tf.GradientTape, and holds f'(0) against g·d and f''(0) against d·Hd.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", type=Path, metavar="RUN", help="folder or name of the run")
    parser.add_argument(
        "--along",
        default="gradient",
        metavar="|".join([*_DIRECTIONS, "RUN2"]),
        help="which direction: update is the last one, at x = -1 are the weights before it; next-update the "
        "one that would come next, at x = 1 after it; of another run the way to its weights, in 21 points "
        "(gradient)",
    )
    parser.add_argument(
        "--plane",
        nargs=2,
        metavar=("X", "Y"),
        help="instead of --along: the loss on the plane of two such directions, x along the first and y "
        "along what the second has at right angles to it, 17 by 17 places",
    )
    parser.add_argument(
        "--range",
        type=finite,
        help="largest |x| in lengths of the direction (1; for an update 20)",
    )
    parser.add_argument(
        "--range-y", type=finite, help="of a plane: the same of y (1; for an update 20)"
    )
    parser.add_argument("--points", type=count, default=41, help="odd, so that 0 is one (41)")
    parser.add_argument(
        "--images", type=count, default=1000, help="training images, the first ones (1000)"
    )
    parser.add_argument("--seed", type=seed, default=0, help="of a random direction (0)")
    parser.add_argument("--data", default="mnist", metavar="NAME|FOLDER", help="as for train")
    parser.add_argument("--json", action="store_true", help="print all numbers as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the slice.

    Raises:
        ExplorerError: If there is no such run, or no such direction in it.
    """
    along = _DIRECTIONS.get(arguments.along, "run") if arguments.plane is None else "plane"
    named = arguments.plane or [arguments.along]
    axes = [_DIRECTIONS.get(name, "run") for name in named]
    question = SliceQuestion(
        along=along,
        first=axes[0],
        second=axes[-1],
        reach=REACHES[axes[0]] if arguments.range is None else arguments.range,
        height=REACHES[axes[-1]] if arguments.range_y is None else arguments.range_y,
        points=arguments.points,
        images=arguments.images,
        seed=arguments.seed,
    )
    question.check()
    stood = _checkpoint(arguments.folder)
    earlier = _earlier(folder_of(arguments.folder), stood.step) if "last" in axes else None
    other = _checkpoint(Path(named[axes.index("run")])) if "run" in axes else None
    digits = read_digits(folder_at(arguments.data))
    from explorer.core.training.directions import place_of, slice_of
    from explorer.core.training.planes import Plane, plane_through

    began, place = time.perf_counter(), place_of(stood, earlier)
    towards = None if other is None else place_of(other)
    made: Iterator[Plane | Slice | None] = slice_of(place, question, digits, towards)
    if question.is_plane:
        made = plane_through(place, question, (), digits, towards)
    *_, found = made
    seconds = time.perf_counter() - began
    if isinstance(found, Plane):
        told = _plane_as_json if arguments.json else _plane_as_text
        print(told(found, axes, seconds))
    elif found is not None:
        print(_as_json(found, seconds) if arguments.json else _as_text(found, seconds))
    return 0


def _checkpoint(run: Path) -> Snapshot:
    folder = folder_of(run)
    # By os.path: of a name too long Path tells an error.
    is_there = os.path.isdir(folder / "checkpoints")  # noqa: PTH112
    snapshot = newest_checkpoint(folder / "checkpoints", has_weights) if is_there else None
    if snapshot is None:
        raise ExplorerError(
            said(
                "Errors",
                "There is no checkpoint in {folder}. Give the folder of a run that was kept.",
                folder=folder,
            )
        )
    return snapshot


def _earlier(folder: Path, step: int) -> Earlier:
    """Return from where the update before a step can be made again."""
    older = [
        each
        for each in whole_checkpoints(folder / "checkpoints")
        if each.step < step and has_weights(each)
    ]
    tail = LogTail(folder)
    _, told = tail.look()
    changes = tuple(
        (each.step, each.settings)
        for each in told
        if isinstance(each, Changed) and each.step < step
    )
    return Earlier(tail.settings, older[0] if older else None, changes)


def _name(along: Along) -> str:
    return next((name for name, each in _DIRECTIONS.items() if each == along), along)


def _plane_as_text(found: "Plane", axes: "Sequence[Along]", seconds: float) -> str:
    names = " and ".join(map(_name, axes))
    lines = [
        f"step {grouped(found.step)}, {names}, cosine {significant(found.cosine, 4)}",
        f"{grouped(found.images)} images, {seconds:.1f} s",
        "x  y  f",
    ]
    for y, row in zip(found.y, found.values[0], strict=True):
        for x, value in zip(found.x, row, strict=True):
            lines.append("  ".join(significant(float(each), 6) for each in (x, y, value)))
    return "\n".join(lines)


def _plane_as_json(found: "Plane", axes: "Sequence[Along]", seconds: float) -> str:
    f, by_x, by_y, _ = found.values.tolist()
    return json.dumps({
        "step": found.step, "plane": [_name(each) for each in axes], "cosine": found.cosine,
        "images": found.images, "seconds": round(seconds, 3),
        "x": found.x.tolist(), "y": found.y.tolist(), "f": f, "f_x": by_x, "f_y": by_y,
        "off_halfway": found.largest_difference,
    }, allow_nan=False)  # fmt: skip


def _as_text(found: Slice, seconds: float) -> str:
    middle = found.middle
    _, slope, bend = found.values[:, middle]
    name, length = _name(found.question.along), significant(found.length, 5)
    head = f"step {grouped(found.step)}, along {name}, |d| {length}"
    lines = [
        f"{head}, {grouped(found.images)} images, {seconds:.1f} s",
        f"f'(0) = {significant(slope, 6)}, g·d = {significant(found.gradient_product, 6)}",
        f"f''(0) = {significant(bend, 6)}, d·Hd = {significant(found.hessian_product, 6)}",
    ]
    if found.eigenvalue is not None:
        value, residual = (significant(each, 5) for each in found.eigenvalue)
        lines.append(f"largest eigenvalue {value} (residual {residual})")
    lines.append("x  f  f'  f''")
    for x, *row in zip(found.places, *found.values, strict=True):
        lines.append("  ".join(significant(float(each), 6) for each in (x, *row)))
    return "\n".join(lines)


def _as_json(found: Slice, seconds: float) -> str:
    value, residual = found.eigenvalue or (None, None)
    value_rows = [[float(each) for each in row] for row in found.values]
    _, slope, bend = found.values[:, found.middle]
    return json.dumps({
        "step": found.step, "along": _name(found.question.along), "images": found.images,
        "seconds": round(seconds, 3), "length": found.length,
        "x": found.places.tolist(), "f": value_rows[0], "f1": value_rows[1], "f2": value_rows[2],
        "f1_at_0": float(slope), "gradient_product": found.gradient_product,
        "f2_at_0": float(bend), "hessian_product": found.hessian_product,
        "eigenvalue": value, "residual": residual,
    }, allow_nan=False)  # fmt: skip
