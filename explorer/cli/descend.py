"""`descend`: the updates of an optimiser on a function, as a table, JSON or CSV."""

import argparse
import csv
import io
import json
import math
import os
from pathlib import Path

from explorer.cli.parsing import Subparsers, count, finite
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.verdict import judge
from explorer.core.functions.dtypes import DTYPES
from explorer.core.functions.formula import parse
from explorer.core.sentences import ExplorerError, said

_DEFAULT_RATE = 0.01
_DEFAULT_STEPS = 100


def add_to(commands: Subparsers) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "descend", help="walk downhill with an optimiser", allow_abbrev=False
    )
    parser.add_argument("expression", metavar="EXPRESSION", help='for example "2*x**2"')
    parser.add_argument("--start", type=finite, required=True, metavar="X")
    parser.add_argument("--optimizer", choices=tuple(OPTIMIZERS), default="sgd")
    parser.add_argument("--learning-rate", type=finite, default=_DEFAULT_RATE, metavar="RATE")
    parser.add_argument("--steps", type=count, default=_DEFAULT_STEPS, metavar="N")
    parser.add_argument("--dtype", choices=DTYPES, default="float32")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write the steps to a file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Descend, print or write the path, and return the exit status.

    Raises:
        ExplorerError: If the input is bad or the file cannot be written.
    """
    settings = _settings(arguments)
    check_settings(settings)  # before TensorFlow is imported
    from explorer.core.descent.trajectory import trajectory

    path = trajectory(settings)
    status = _status(path, settings, arguments.start)
    if arguments.json:
        print(_json(path, status))
    elif arguments.csv is not None:
        _write(arguments.csv, _csv(path))
        print(status)
    else:
        print(_table(path))
        print(status)
    return 0


def _settings(arguments: argparse.Namespace) -> DescentSettings:
    return DescentSettings(
        formula=parse(arguments.expression),
        start=arguments.start,
        updates=arguments.steps,
        optimizer=arguments.optimizer,
        learning_rate=arguments.learning_rate,
        dtype=arguments.dtype,
    )


def _status(path: Trajectory, settings: DescentSettings, start: float) -> str:
    """Return in a sentence how the descent ended."""
    from explorer.core.descent.stability import nearest_minimum

    minimum = nearest_minimum(settings.formula, start)
    x, curvature = (minimum.x, minimum.curvature) if minimum else (None, None)
    verdict = judge(path, path.updates, curvature, x, settings)
    return f"{verdict.word} {verdict.body}"


def _rows(path: Trajectory) -> list[tuple[int, float, float, float]]:
    """Return step, x, y and gradient, each the shortest number with the same bits in its dtype."""
    columns = ([float(str(each)) for each in array] for array in (path.x, path.y, path.gradient))
    return list(zip(range(len(path.x)), *columns, strict=True))


def _json(path: Trajectory, status: str) -> str:
    steps = [
        dict(zip(("step", "x", "y", "gradient"), map(_or_null, row), strict=True))
        for row in _rows(path)
    ]
    formula = {"equal_bits": path.equal_bits, "max_ulp": path.max_ulp}
    return json.dumps(
        {"steps": steps, "formula": formula, "status": status}, ensure_ascii=False, allow_nan=False
    )


def _or_null(number: float) -> float | None:
    """Return what JSON can say: it knows neither NaN nor infinities."""
    return number if math.isfinite(number) else None


def _csv(path: Trajectory) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("step", "x", "y", "gradient"))
    writer.writerows(_rows(path))
    return text.getvalue()


def _table(path: Trajectory) -> str:
    head = f"{'step':>6} {'x':>24} {'y':>24} {'gradient':>24}"
    return "\n".join([head, *(f"{s:>6} {x:>24} {y:>24} {g:>24}" for s, x, y, g in _rows(path))])


def _write(target: Path, text: str) -> None:
    """Write a file beside the target, then put it in the target's place."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ExplorerError(
            said(
                "Errors",
                "{path} cannot be written: {reason}. Choose another file.",
                path=target,
                reason=error.strerror,
            )
        ) from error
