"""Settings and reports of a training run as JSON objects, and back."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import CLASSES
from explorer.core.training.reports import (
    Changed,
    Diverged,
    Finished,
    Halted,
    Held,
    Norms,
    Progress,
    Report,
    Sharpness,
    Snapshot,
    Started,
    Stopped,
    Validation,
    weights_digest,
)
from explorer.core.training.settings import (
    MOST_HIDDEN_LAYERS,
    MOST_STEPS,
    HiddenLayer,
    TrainingSettings,
    checked,
)

Json = dict[str, Any]
_MOST_EIGENVALUES = 10

_KINDS = {
    Started: "started",
    Progress: "progress",
    Norms: "norms",
    Sharpness: "sharpness",
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
    # Pairs would become lists of lists; a mapping is read by people, too.
    pairs = {name: dict(getattr(settings, name)) for name in ("parameters", "schedule_parameters")}
    return asdict(settings) | pairs


def settings_from_json(found: object) -> TrainingSettings:
    """Return the settings that `settings_to_json` wrote.

    Raises:
        ExplorerError: If they cannot be read or used.
    """
    known = {field.name for field in fields(TrainingSettings)}
    if isinstance(found, dict) and found.keys() <= known:
        try:
            hidden = tuple(_typed(HiddenLayer(**layer)) for layer in found["hidden"])
            parameters = tuple((key, _number(each)) for key, each in found["parameters"].items())
            # Older programs had no schedules.
            schedule = found.get("schedule_parameters", {}).items()
            of_schedule = tuple((key, _number(each)) for key, each in schedule)
            choices = {
                **found, "hidden": hidden, "parameters": parameters, "schedule_parameters": of_schedule,
            }  # fmt: skip
            return checked(_typed(TrainingSettings(**choices)))
        except (TypeError, KeyError, ValueError, AttributeError, OverflowError):
            pass
    raise ExplorerError(
        said(
            "Errors",
            "The run’s settings are damaged or of a newer program. "
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
        case Sharpness():
            line |= {
                "eigenvalues": [_plain(each) for each in report.eigenvalues],
                "residuals": [_plain(each) for each in report.residuals],
                "along_gradient": _plain(report.along_gradient),
                "products": report.products,
            }
        case Validation():
            line |= {"accuracy": report.accuracy, "confusion": report.confusion.tolist()}
            line["loss"] = report.loss
        case Changed():
            line["settings"] = settings_to_json(report.settings)
        case Diverged():
            line |= {"learning_rate": report.learning_rate, "smaller_rate": report.smaller_rate}
        case Finished():
            line |= {
                "loss": _plain(report.loss),
                "test_accuracy": report.test_accuracy,
                "confusion": report.confusion.tolist(),
                "weights_sha256": weights_digest(report.weights),
            }
    return line


def report_from_json(line: Json) -> Report | None:
    """Return the report of a log's line, or nothing for a line that a follower has no use for.

    What the log does not keep is empty: weights, answers and snapshots.

    Raises:
        ValueError: If a line has something else than such a report has, or a number that is not finite.
    """
    try:
        return _report(line)
    except (TypeError, KeyError, AttributeError, OverflowError, ExplorerError) as error:
        raise ValueError(f"no report: {error}") from error


def _report(line: Json) -> Report | None:
    make = _READ.get(line.get("report"))  # type: ignore[arg-type]
    return None if make is None else make(step_of(line), line)


def _diverged(step: int, line: Json) -> Report:
    rates = {name: _number(line[name]) for name in ("learning_rate", "smaller_rate")}
    return Diverged(step=step, weights=(), snapshot=None, **rates)


def _progress(step: int, line: Json) -> Report:
    losses = np.array([_number(loss) for loss in line["losses"]])
    # 1e39 is finite in JSON and infinite in float32.
    if not (1 <= len(losses) <= step and np.abs(losses).max() <= np.finfo(np.float32).max):
        raise ValueError("losses")
    return Progress(step=step, losses=losses.astype(np.float32))


def _norms(step: int, line: Json) -> Report:
    return Norms(
        step=step, gradients=_lengths(line["gradients"]), updates=_lengths(line["updates"])
    )


def _sharpness(step: int, line: Json) -> Report:
    values, residuals = (
        tuple(_maybe(each) for each in line[name]) for name in ("eigenvalues", "residuals")
    )
    products = line["products"]
    if not 1 <= len(values) == len(residuals) <= _MOST_EIGENVALUES or type(products) is not int:
        raise ValueError("eigenvalues")
    return Sharpness(
        step=step, eigenvalues=values, residuals=residuals,
        along_gradient=_maybe(line["along_gradient"]), products=products,
    )  # fmt: skip


def _validation(step: int, line: Json) -> Report:
    share = _share(line["accuracy"])
    loss = None if line.get("loss") is None else _number(line["loss"])
    return Validation(step=step, accuracy=share, confusion=_table(line), weights=(), loss=loss)


def _finished(step: int, line: Json) -> Report:
    return Finished(
        step=step,
        loss=_maybe(line["loss"]),
        test_accuracy=_share(line["test_accuracy"]),
        confusion=_table(line),
        test_probabilities=np.zeros((0, CLASSES), np.float32),
        weights=(),
    )


_READ: dict[str, Callable[[int, Json], Report]] = {
    "held": lambda step, _: Held(step=step),
    "stopped": lambda step, _: Stopped(step=step),
    "halted": lambda step, _: Halted(step=step, snapshot=None),
    "changed": lambda step, line: Changed(step=step, settings=settings_from_json(line["settings"])),
    "diverged": _diverged,
    "progress": _progress,
    "norms": _norms,
    "sharpness": _sharpness,
    "validation": _validation,
    "finished": _finished,
}


def step_of(line: Mapping[str, Any]) -> int:
    """Return a line's number of updates.

    Raises:
        ValueError: If it has none that a run can have.
    """
    step = line.get("step")
    if type(step) is not int or not 0 <= step <= MOST_STEPS:
        raise ValueError("step")
    return step


def _number(value: object) -> float:
    """Return a finite number; True is none."""
    if type(value) not in (int, float) or not math.isfinite(value):  # type: ignore[arg-type]
        raise ValueError("number")
    return float(value)  # type: ignore[arg-type]


def _plain(value: float) -> float | None:
    """Return a number as JSON can write it: null for one that is not finite."""
    return value if math.isfinite(value) else None


def _maybe(value: object) -> float:
    """Return a finite number, or not-a-number for null."""
    return math.nan if value is None else _number(value)


def _share(value: object) -> float:
    if not 0 <= (share := _number(value)) <= 1:
        raise ValueError("share")
    return share


def _lengths(values: list[object]) -> tuple[float, ...]:
    lengths = tuple(_number(value) for value in values)
    if not 1 <= len(lengths) <= 1 + MOST_HIDDEN_LAYERS or min(lengths) < 0:
        raise ValueError("lengths")
    return lengths


def _table(line: Mapping[str, Any]) -> NDArray[np.int64]:
    table = np.array(line["confusion"])
    # NumPy makes int64 of whole numbers alone; a fraction, a text or 10**30 makes another type.
    if table.shape != (CLASSES, CLASSES) or table.dtype != np.int64 or table.min() < 0:
        raise ValueError("confusion")
    return table


def _typed(settings: Any) -> Any:
    """Return settings each of which has its field's type, whole numbers as fractions where those belong.

    Raises:
        ValueError: If one has another type.
    """
    for field in fields(settings):
        value = getattr(settings, field.name)
        # The type itself, and not its name, as long as settings.py does not postpone its
        # annotations.
        if field.type is float:
            settings = replace(settings, **{field.name: _number(value)})
        elif field.type in (int, str, bool) and type(value) is not field.type:
            raise ValueError(field.name)
    return settings
