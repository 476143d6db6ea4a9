"""`race`: several optimisers from one start, and what was held equal."""

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.cli.descent_options import (
    add_function,
    add_variations,
    descent_arguments,
    settings_of,
)
from explorer.cli.parsing import Subparsers, finite
from explorer.cli.sessions import add_session
from explorer.cli.tables import Cell, aligned, or_null, write_csv
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Chosen
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.standings import RaceGoal, fairness, standing, summary
from explorer.session.session import Session

if TYPE_CHECKING:
    from explorer.core.descent.results import Trajectory

_FARTHEST = 8e307
_REACH = 6.0  # of the square in which minima are looked for, on either side of 0


def add_to(commands: Subparsers) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "race",
        help="let optimisers run from one start",
        description="Let optimisers run from one start and print where each of them ends.",
        allow_abbrev=False,
    )
    add_function(parser)
    parser.add_argument(
        "--optimizers",
        type=_racers,
        # Text: argparse reads a default that is text as it reads one that is typed.
        default="sgd,momentum,adam",
        metavar="LIST",
        help="for example sgd=0.005,adam=0.1; a rate may be left out",
    )
    parser.add_argument("--learning-rate", type=finite, metavar="RATE", help="for all without one")
    parser.add_argument(
        "--tune",
        action="store_true",
        help="run each at hundreds of rates from 1e-8 to 1e4, and take the one that leaves least of "
        "|f − f*| over its last tenth of updates",
    )
    parser.add_argument("--tolerance", type=finite, default=1e-3, help="how near in f is there")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write the table to a file")
    add_variations(parser)
    add_session(parser)
    parser.set_defaults(run=run)


def from_session(session: Session) -> Mapping[str, Any]:
    """Return the race of the Surface page, or of the Descent page where that is in front."""
    if session.view.page == "descent":
        descent = session.descent
        rivals = ((each.optimizer, each.learning_rate) for each in descent.rivals)
        racers = ((descent.optimizer, descent.learning_rate), *rivals)
        return {"optimizers": racers, **descent_arguments(descent)}
    choices = session.surface
    return {
        "function_2d": choices.formula, "start": choices.start, "steps": choices.updates,
        "dtype": choices.dtype,
        "optimizers": tuple(
            (
                each.optimizer, each.learning_rate, each.parameters, each.schedule,
                each.schedule_parameters,
            )
            for each in choices.running
        ),
    }  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Run the race, print or write its table, and return the exit status.

    Raises:
        ExplorerError: If the input is bad or the file cannot be written.
    """
    racers = [_settings(arguments, *each) for each in arguments.optimizers]
    for racer in racers:
        check_settings(racer)
    goal = _goal(racers[0], arguments.tolerance)
    lost: list[str] = []
    if arguments.tune:
        from explorer.core.descent.racing import tuned

        found = [tuned(racer, goal) for racer in racers]
        lost = [old.optimizer for old, new in zip(racers, found, strict=True) if new is None]
        racers = [new or old for old, new in zip(racers, found, strict=True)]
    from explorer.core.descent.racing import race

    # A generator, for a window that draws while it goes on; the last is the whole race.
    *_, paths = race(racers)
    names, rows = _table(racers, paths, goal)
    fair = str(fairness(racers, is_tuned=arguments.tune and not lost))
    if lost:
        fair += f" No rate that was run keeps f below its start with {', '.join(lost)}."
    status = str(summary([standing(path, racers[0].updates, goal) for path in paths]))
    if arguments.json:
        table = [dict(zip(names, map(or_null, row), strict=True)) for row in rows]
        print(json.dumps({"racers": table, "fairness": fair, "status": status}, allow_nan=False))
    elif arguments.csv is not None:
        write_csv(arguments.csv, names, rows)
        print(status, fair)
    else:
        print(aligned(names, rows))
        print(status, fair)
    return 0


def _settings(
    arguments: argparse.Namespace,
    key: str,
    rate: float | None,
    parameters: Chosen = (),
    schedule: str = "",
    schedule_parameters: Chosen = (),
) -> DescentSettings:
    """Return a racer; what is typed takes the place of what a session gives it."""
    rate = arguments.learning_rate if rate is None else rate
    settings = settings_of(arguments, key, rate, own_only=True)
    merged = tuple({**dict(parameters), **dict(settings.parameters)}.items())
    settings = replace(settings, parameters=merged)
    if schedule and settings.schedule == "constant":
        settings = replace(
            settings, schedule=schedule, schedule_parameters=tuple(schedule_parameters)
        )
    return settings


def _racers(text: str) -> tuple[tuple[str, float | None], ...]:
    """Return key and rate of each racer; None where the rate is left out."""
    return tuple(_racer(part.strip()) for part in text.split(","))


def _racer(text: str) -> tuple[str, float | None]:
    key, equals, rate = text.partition("=")
    if key not in OPTIMIZERS:
        raise argparse.ArgumentTypeError(
            f"{key!r} is no optimiser; choose from {', '.join(OPTIMIZERS)}"
        )
    return key, finite(rate) if equals else None


def _goal(racer: DescentSettings, tolerance: float) -> RaceGoal:
    """Return the minima around the start and the origin."""
    from explorer.core.descent.racing import line_goal, surface_goal

    if isinstance(racer.start, tuple):
        spans = [(-reach, reach) for reach in map(_reach, racer.start)]
        return surface_goal(racer.formula, spans[0], spans[1], tolerance)
    reach = _reach(racer.start)
    return line_goal(racer.formula, -reach, reach, tolerance)


def _reach(coordinate: float) -> float:
    # A float in any case, which arrays are made of; twice the reach must be one, too.
    return float(math.ceil(min(max(_REACH, abs(coordinate) * 1.5), _FARTHEST)))


def _table(
    racers: Sequence[DescentSettings], paths: Sequence["Trajectory"], goal: RaceGoal
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return names and cells: where each racer is after its last update.

    Numbers of its path are the shortest with the same bits in its dtype.
    """
    place = ("x", "y") if isinstance(racers[0].start, tuple) else ("x",)
    names = ("optimizer", "learning_rate", *place, "value", "distance", "reached_at")
    rows: list[tuple[Cell, ...]] = []
    for racer, path in zip(racers, paths, strict=True):
        now = standing(path, racer.updates, goal)
        ends = (float(str(each)) for each in (*np.atleast_1d(path.x[-1]), path.y[-1]))
        rows.append((racer.optimizer, racer.learning_rate, *ends, now.distance, now.reached_at))
    return names, rows
