"""`runs`: lists runs, followed ones and trained ones; exports, names and deletes them."""

import argparse
import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.cli import kept_runs as kept_runs_commands
from explorer.cli.parsing import Subparsers, harmless
from explorer.core.observing.observed import QUANTITIES, ModelRun
from explorer.core.sentences import ExplorerError, said
from explorer.files.kept_folders import usual_runs_folder
from explorer.files.model_tails import is_model_run, open_tail
from explorer.files.saving import save_bytes

_TABLES = (*QUANTITIES, "silent")


def add_to(commands: Subparsers) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "runs",
        help="list runs, or export, name or delete one",
        description="The followed runs of your own models, then the training runs that are kept by "
        "themselves, the newest first.",
        allow_abbrev=False,
    )
    parser.add_argument("--in", dest="place", type=Path, metavar="FOLDER", help="where to look")
    parser.add_argument("--json", action="store_true", help="print the training runs as JSON")
    parser.set_defaults(run=run_list)
    below = parser.add_subparsers(dest="action", metavar="ACTION")
    export = below.add_parser(
        "export",
        help="write a run as csv, json or npz",
        description="Write a run by the file's ending: csv has a row for each step and variable, "
        "json and npz have the tables and the metrics. Of a training run: loss of each step, accuracy "
        "and loss on the validation images.",
        allow_abbrev=False,
    )
    export.add_argument("folder", type=Path, metavar="RUN", help="folder of the run, or a log")
    export.add_argument("file", type=Path, metavar="FILE", help="ends in .csv, .json or .npz")
    export.set_defaults(run=run_export)
    kept_runs_commands.add_to(below)


def run_list(arguments: argparse.Namespace) -> int:
    """Print a line for each run."""
    place = arguments.place or usual_runs_folder()
    trained = kept_runs_commands.listed(arguments.place)
    if arguments.json:
        print(json.dumps(trained, allow_nan=False))
        return 0
    found = [each for each in place.glob("*/") if is_model_run(each)] if place.is_dir() else []
    if not found and not trained:
        print(f"No runs in {place}.")
    for folder in sorted(found, key=lambda each: (each / "run.json").stat().st_mtime, reverse=True):
        run = open_tail(folder).look()
        state = run.ended or "open"
        name = run.description.model or "-"
        print(harmless(f"{folder}  {name}  step {run.last_step:,}  {state}"))
    for each in trained:
        print(kept_runs_commands.told(each))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write one run.

    Raises:
        ExplorerError: If there is no run, or the file's ending is none that is known.
    """
    write = {".csv": _as_csv, ".json": _as_json, ".npz": _as_npz}.get(arguments.file.suffix.lower())
    if write is None:
        raise ExplorerError(
            said(
                "Errors",
                "{file} does not end in .csv, .json or .npz. Choose one of these endings.",
                file=arguments.file,
            )
        )
    folder = kept_runs_commands.folder_of(arguments.folder)
    if is_model_run(folder) or not folder.is_dir():
        save_bytes(arguments.file, write(open_tail(folder).look()))
    else:
        save_bytes(
            arguments.file, kept_runs_commands.exported(folder, arguments.file.suffix.lower())
        )
    return 0


def _as_csv(run: ModelRun) -> bytes:
    """Return a row for each step and variable, then one for each metric and step; NaN is empty."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["step", "name", *_TABLES, "value"])
    tables = [getattr(run, name) for name in _TABLES]
    for place, step in enumerate(run.steps.tolist()):
        for column, name in enumerate(run.names):
            rows.writerow([step, name, *(_cell(table[place, column]) for table in tables), ""])
    for name, series in run.metrics.items():
        for step, value in zip(series.steps.tolist(), series.values.tolist(), strict=True):
            rows.writerow([step, name, *([""] * len(_TABLES)), _cell(value)])
    return text.getvalue().encode(errors="replace")


def _cell(value: float) -> str:
    return "" if math.isnan(value) else f"{float(value):.9g}"


def _as_json(run: ModelRun) -> bytes:
    """Return one object; null is a number that is not known, or is none."""
    found = {
        "names": run.names,
        "steps": run.steps.tolist(),
        **{name: _listed(getattr(run, name)) for name in _TABLES},
        "metrics": {
            name: {"steps": series.steps.tolist(), "values": _listed(series.values)}
            for name, series in run.metrics.items()
        },
    }
    return (json.dumps(found, allow_nan=False) + "\n").encode()


def _listed(numbers: NDArray[Any]) -> list[Any]:
    """Return numbers as JSON can say them: an infinity as a word."""
    said = numbers.astype(object)
    for kind, word in ((np.isnan(numbers), None), (np.isposinf(numbers), "Infinity")):
        said[kind] = word
    said[np.isneginf(numbers)] = "-Infinity"
    return [*said.tolist()]


def _as_npz(run: ModelRun) -> bytes:
    content = io.BytesIO()
    arrays = {name: getattr(run, name) for name in _TABLES}
    for name, series in run.metrics.items():
        arrays |= {f"metrics/{name}/steps": series.steps, f"metrics/{name}/values": series.values}
    np.savez_compressed(content, names=np.array(run.names), steps=run.steps, **arrays)
    return content.getvalue()
