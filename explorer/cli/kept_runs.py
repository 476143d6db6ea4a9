"""Training runs that are kept by themselves: listed, exported, named, noted, kept for good, deleted."""

import argparse
import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from explorer.cli.parsing import Subparsers, harmless
from explorer.core.sentences import ExplorerError, said
from explorer.files.kept_folders import no_run
from explorer.files.own_runs import (
    delete_run,
    kept_run,
    kept_runs,
    read_again,
    read_marks,
    run_folders,
    write_marks,
)
from explorer.files.settings import own_runs_folder
from explorer.files.training_json import settings_to_json
from explorer.session.training.history import Marks


def add_to(below: Subparsers) -> None:
    """Add what can be done with one run."""
    _add(below, "rename", "call a training run otherwise", _rename, "NAME")
    _add(below, "note", "write a note on a training run", _note, "TEXT")
    keep = _add(below, "keep", "keep a training run for good", _keep)
    keep.add_argument(
        "--no-longer", action="store_true", help="let it give way to newer runs again"
    )
    _add(below, "delete", "delete a training run that was kept by itself", _delete)


def _add(
    below: Subparsers,
    name: str,
    words: str,
    run: Callable[[argparse.Namespace], int],
    text: str = "",
) -> argparse.ArgumentParser:
    parser = below.add_parser(name, help=words, allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="RUN", help="its folder, or the folder's name")
    if text:
        parser.add_argument("text", metavar=text)
    parser.set_defaults(run=run)
    return parser


def folder_of(run: Path) -> Path:
    """Return a run's folder, also where but its name among those kept by themselves is given."""
    own = own_runs_folder() / run
    # By os.path: of a name too long Path tells an error.
    is_own = not os.path.exists(run) and len(run.parts) == 1 and os.path.isdir(own)  # noqa: PTH110, PTH112
    return own if is_own else run


def listed(place: Path | None) -> list[dict[str, Any]]:
    """Return what is known of each training run, the newest first."""
    return [
        {
            "folder": str(run.folder),
            "name": run.marks.name,
            "note": run.marks.note,
            "kept_for_good": run.marks.for_good,
            "settings": settings_to_json(run.settings),
            "steps": run.summary.steps,
            "loss": run.summary.loss,
            "best_validation_accuracy": run.summary.validation,
            "test_accuracy": run.summary.test,
            "seconds": run.summary.seconds,
            "outcome": run.summary.outcome,
            "bytes": run.size,
        }
        for run in kept_runs(place or own_runs_folder())
    ]


def told(run: dict[str, Any]) -> str:
    """Return a run as one line."""
    settings, test = run["settings"], run["test_accuracy"]
    parts = [
        run["folder"], run["name"] or "-",
        f"{settings['optimizer']} {settings['learning_rate']:g}", f"seed {settings['seed']}",
        f"step {run['steps']:,}", run["outcome"] or "open",
        "" if test is None else f"test {test:.2%}",
        "for good" if run["kept_for_good"] else "",
    ]  # fmt: skip
    return harmless("  ".join(part for part in parts if part))


def exported(folder: Path, ending: str) -> bytes:
    """Return a training run in the form of an ending: loss of each step, and each look."""
    history = read_again(folder, 0)
    losses, looks = history.losses, history.accuracies
    columns: dict[str, Any] = {
        "loss": losses,
        "validation_step": np.array([step for step, _ in looks], np.int64),
        "validation_accuracy": np.array([share for _, share in looks], np.float64),
        "validation_loss": np.array(history.held_out, np.float64),
    }
    if ending == ".npz":
        content = io.BytesIO()
        np.savez_compressed(content, **columns)
        return content.getvalue()
    if ending == ".json":
        plain = {name: column.tolist() for name, column in columns.items()}
        plain["validation_loss"] = list(history.held_out)
        table = {"settings": settings_to_json(history.first), **plain}
        return (json.dumps(table, allow_nan=False) + "\n").encode()
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["step", "loss", "validation_accuracy", "validation_loss"])
    seen = {
        step: (share, loss) for (step, share), loss in zip(looks, history.held_out, strict=True)
    }
    for step, loss in enumerate(losses, start=1):
        share, held_out = seen.get(step, ("", None))
        rows.writerow([step, str(loss), share, "" if held_out is None else held_out])
    return text.getvalue().encode()


def _rename(arguments: argparse.Namespace) -> int:
    return _mark(arguments, lambda marks: replace(marks, name=arguments.text))


def _note(arguments: argparse.Namespace) -> int:
    return _mark(arguments, lambda marks: replace(marks, note=arguments.text))


def _keep(arguments: argparse.Namespace) -> int:
    return _mark(arguments, lambda marks: replace(marks, for_good=not arguments.no_longer))


def _mark(arguments: argparse.Namespace, change: Callable[[Marks], Marks]) -> int:
    folder = folder_of(arguments.folder)
    kept_run(folder)  # or a sentence that there is no run
    write_marks(folder, change(read_marks(folder)))
    return 0


def _delete(arguments: argparse.Namespace) -> int:
    folder = folder_of(arguments.folder)
    if not folder.is_dir():
        raise no_run(folder)
    if folder.resolve() not in [each.resolve() for each in run_folders(folder.resolve().parent)]:
        raise ExplorerError(
            said(
                "Errors",
                "{folder} is no run that was kept by itself. Delete it in the program for files.",
                folder=folder,
            )
        )
    if not delete_run(folder):
        raise ExplorerError(
            said(
                "Errors",
                "{folder} is being written, or is not ours. Try again later.",
                folder=folder,
            )
        )
    print(f"Deleted {folder}.")
    return 0
