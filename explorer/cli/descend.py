"""`descend`: the updates of an optimiser on a function, as a table, JSON or CSV."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from explorer.cli.descent_options import (
    add_function,
    add_variations,
    descent_arguments,
    settings_of,
)
from explorer.cli.parsing import Subparsers, finite
from explorer.cli.sessions import add_session
from explorer.cli.tables import Cell, aligned, or_null
from explorer.core.arrays import Point
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.standings import RaceGoal
from explorer.core.descent.verdicts.line import Verdict, judge
from explorer.core.descent.verdicts.surface import judge_surface
from explorer.files.saving import save_bytes
from explorer.files.tables import encoded
from explorer.session.session import Session
from explorer.session.tables import Table

_LINE = ("step", "x", "y", "gradient")
_SURFACE = ("step", "x", "y", "value", "gradient_x", "gradient_y")


def add_to(commands: Subparsers) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "descend",
        help="walk downhill with an optimiser",
        description="Walk downhill: every gradient from tf.GradientTape, every update from Keras.",
        allow_abbrev=False,
    )
    add_function(parser)
    parser.add_argument("--optimizer", choices=tuple(OPTIMIZERS), default="sgd")
    parser.add_argument(
        "--learning-rate", type=finite, metavar="RATE", help="0.01 for SGD, otherwise 0.001"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write the steps to a file")
    add_variations(parser)
    add_session(parser)
    parser.set_defaults(run=run)


def from_session(session: Session) -> Mapping[str, Any]:
    """Return the descent of the Descent page."""
    choices = session.descent
    return {"optimizer": choices.optimizer, **descent_arguments(choices)}


def run(arguments: argparse.Namespace) -> int:
    """Descend, print or write the path, and return the exit status.

    Raises:
        ExplorerError: If the input is bad or the file cannot be written.
    """
    settings = settings_of(arguments, arguments.optimizer, arguments.learning_rate)
    check_settings(settings)  # before TensorFlow is imported
    from explorer.core.descent.trajectory import trajectory

    path = trajectory(settings)
    verdict = _verdict(path, settings)
    status = f"{verdict.word} {verdict.body}"
    names = _LINE if path.x.ndim == 1 else _SURFACE
    if arguments.json:
        print(_json(path, names, status))
    elif arguments.csv is not None:
        save_bytes(arguments.csv, encoded(_table(path), "csv"))
        print(status)
    else:
        print(aligned(names, _rows(path)))
        print(status)
    return 0


def _table(path: Trajectory) -> Table:
    """Return the table that the window shows of a path, of x or of x and y."""
    from explorer.session.descent.tables import path_table
    from explorer.session.surface.tables import place_table

    return path_table(path) if path.x.ndim == 1 else place_table(path)


def _verdict(path: Trajectory, settings: DescentSettings) -> Verdict:
    """Return how the descent ended."""
    if isinstance(settings.start, tuple):
        return _surface_verdict(path, settings, settings.start)
    from explorer.core.descent.minima import valleys
    from explorer.core.descent.outlook import outlook

    slopes = path.gradient.astype(np.float64)
    passed = valleys(settings.formula, path.x.astype(np.float64), slopes)
    *_, beyond = outlook(path, settings)
    return judge(path, path.updates, passed, settings, beyond)


def _surface_verdict(path: Trajectory, settings: DescentSettings, start: Point) -> Verdict:
    """Return how a descent on f(x, y) ended, from the minima between start and end."""
    from explorer.core.descent.racing import surface_goal
    from explorer.core.descent.surfaces import curvature_at

    end = (float(path.x[-1][0]), float(path.x[-1][1]))
    # Where x, f or its slope is not finite there is no curvature, and no way on.
    if path.diverged_at is not None:
        return judge_surface(path, path.updates, None, RaceGoal((), None), settings)
    from explorer.core.descent.outlook import outlook

    *_, beyond = outlook(path, settings)
    # One farther on either side: a descent along an axis has no width of its own.
    x_range, y_range = ((min(pair) - 1, max(pair) + 1) for pair in zip(start, end, strict=True))
    goal = surface_goal(settings.formula, x_range, y_range)
    bend = curvature_at(settings.formula, end)
    return judge_surface(path, path.updates, bend, goal, settings, beyond)


def _rows(path: Trajectory) -> list[tuple[Cell, ...]]:
    """Return every position; each number is the shortest with the same bits in its dtype."""
    arrays = (path.x, path.y, path.gradient)
    columns = [column for array in arrays for column in (array.T if array.ndim == 2 else [array])]
    # By way of text: float() alone would print 0.10000000149011612 for 0.1 in float32.
    texts = ([float(str(each)) for each in column] for column in columns)
    return list(zip(range(len(path.x)), *texts, strict=True))


def _json(path: Trajectory, names: tuple[str, ...], status: str) -> str:
    steps = [dict(zip(names, map(or_null, row), strict=True)) for row in _rows(path)]
    formula = {"equal_bits": path.equal_bits, "max_ulp": path.max_ulp}
    return json.dumps(
        {"steps": steps, "formula": formula, "status": status}, ensure_ascii=False, allow_nan=False
    )
