"""Settings and reports of a training run as JSON objects, and back."""

import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.reports import (
    Changed,
    Diverged,
    Finished,
    Halted,
    Held,
    Norms,
    Progress,
    Report,
    Snapshot,
    Started,
    Stopped,
    Validation,
    weights_digest,
)
from explorer.core.training.settings import HiddenLayer, TrainingSettings, checked

Json = dict[str, Any]

_KINDS = {
    Started: "started",
    Progress: "progress",
    Norms: "norms",
    Validation: "validation",
    Changed: "changed",
    Snapshot: "checkpoint",
    Held: "held",
    Stopped: "stopped",
    Diverged: "diverged",
    Finished: "finished",
    Halted: "halted",
}


def settings_to_json(settings: TrainingSettings) -> Json:
    """Return every field of the settings."""
    return asdict(settings) | {"parameters": dict(settings.parameters)}


def settings_from_json(found: object) -> TrainingSettings:
    """Return the settings that `settings_to_json` wrote.

    Raises:
        ExplorerError: If they cannot be read or used.
    """
    known = {field.name for field in fields(TrainingSettings)}
    if isinstance(found, dict) and found.keys() <= known:
        try:
            hidden = tuple(HiddenLayer(**layer) for layer in found["hidden"])
            parameters = tuple((key, float(value)) for key, value in found["parameters"].items())
            choices = {**found, "hidden": hidden, "parameters": parameters}
            return checked(TrainingSettings(**choices))
        except (TypeError, KeyError, ValueError, AttributeError):
            pass
    raise ExplorerError(
        said(
            "Errors",
            "The run's settings are damaged or of a newer program. "
            "Resume with the program that wrote them, or start a new run.",
        )
    )


def report_to_json(report: Report) -> Json:
    """Return what a run's log keeps of a report; weights stay in the checkpoints."""
    line: Json = {"report": _KINDS[type(report)]}
    if not isinstance(report, Started):
        line["step"] = report.step
    match report:
        case Progress():
            line["losses"] = report.losses.tolist()
        case Norms():
            line |= {"gradients": report.gradients, "updates": report.updates}
        case Validation():
            line |= {"accuracy": report.accuracy, "confusion": report.confusion.tolist()}
        case Changed():
            line["settings"] = settings_to_json(report.settings)
        case Diverged():
            line |= {"learning_rate": report.learning_rate, "smaller_rate": report.smaller_rate}
        case Finished():
            line |= {
                "loss": report.loss if math.isfinite(report.loss) else None,
                "test_accuracy": report.test_accuracy,
                "confusion": report.confusion.tolist(),
                "weights_sha256": weights_digest(report.weights),
            }
    return line


def report_from_json(line: Mapping[str, Any]) -> Report | None:
    """Return the report of a log's line, or nothing for a line that a follower has no use for.

    What the log does not keep is empty: weights, answers and snapshots.
    """
    found: Report | None = None
    match line:
        case {"report": "held", "step": int(step)}:
            found = Held(step=step)
        case {"report": "stopped", "step": int(step)}:
            found = Stopped(step=step)
        case {"report": "halted", "step": int(step)}:
            found = Halted(step=step, snapshot=None)
        case {"report": "diverged", "step": int(step), "learning_rate": lr, "smaller_rate": less}:
            found = Diverged(
                step=step, weights=(), snapshot=None, learning_rate=lr, smaller_rate=less
            )
        case {"report": "progress", "step": int(step), "losses": list(losses)}:
            found = Progress(step=step, losses=np.array(losses, np.float32))
        case {"report": "norms", "step": int(step), "gradients": list(g), "updates": list(u)}:
            found = Norms(step=step, gradients=tuple(g), updates=tuple(u))
        case {"report": "validation", "step": int(step), "accuracy": float(share), "confusion": t}:
            table = np.array(t, np.int64)
            found = Validation(step=step, accuracy=share, confusion=table, weights=())
        case {"report": "changed", "step": int(step), "settings": settings}:
            found = Changed(step=step, settings=settings_from_json(settings))
        case {"report": "finished", "step": int(step), "test_accuracy": float(share)}:
            found = Finished(
                step=step,
                loss=line["loss"] if line["loss"] is not None else math.nan,
                test_accuracy=share,
                confusion=np.array(line["confusion"], np.int64),
                test_probabilities=np.zeros((0, 10), np.float32),
                weights=(),
            )
    return found
