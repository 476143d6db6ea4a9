"""A followed run as JSON objects, and back: its description, and each line of its log.

JSON has neither NaN nor infinities: a number that is none is written as null, an infinity as a word.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import (
    QUANTITIES,
    Born,
    ModelDescription,
    ObservedOptimizer,
    ObservedVariable,
    Rows,
)

Json = dict[str, Any]

FORMAT = 1
KIND = "model"
MOST_VARIABLES = 20_000
MOST_STEPS = 10**12
_WORDS = {"Infinity": math.inf, "-Infinity": -math.inf, "NaN": math.nan}


@dataclass(frozen=True, slots=True, eq=False)
class Began:
    """First line of a log, and of each log that took its place when old steps were thinned out.

    Attributes:
        generation: How often the log was written anew.
        stride: Steps from one kept step to the next, among the older ones.
    """

    generation: int
    stride: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Variables:
    """All variables known by now, the earlier ones first."""

    variables: tuple[ObservedVariable, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Metrics at a step."""

    step: int
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Silence:
    """Share of silent units of each layer with ReLU, measured at a step."""

    step: int
    layers: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """The run is over: "finished", "stopped" or "failed"."""

    why: str


Line = Began | Variables | Rows | Numbers | Silence | Born | Ended


def line_to_json(line: Line) -> Json:
    """Return a line of the log."""
    match line:
        case Began():
            told = {"report": "began", "generation": line.generation, "stride": line.stride}
        case Variables():
            told = {"report": "variables", "variables": [asdict(each) for each in line.variables]}
        case Rows():
            told = _told(line)
        case Numbers():
            numbers = {name: _short(value) for name, value in line.numbers.items()}
            told = {"report": "metrics", "step": line.step, "numbers": numbers}
        case Silence():
            shares = {name: round(share, 6) for name, share in line.layers.items()}
            told = {"report": "silent", "step": line.step, "layers": shares}
        case Born():
            ends = {"minimum": _bound(line.minimum), "maximum": _bound(line.maximum)}
            told = {"report": "born", **asdict(line), **ends}
        case Ended():
            told = {"report": "ended", "why": line.why}
    return told


def _told(rows: Rows) -> Json:
    told: Json = {"report": "steps", "steps": rows.steps.tolist()}
    if rows.losses is not None:
        told["loss"] = [_short(loss) for loss in rows.losses.tolist()]
    tables = {
        name: [[_short(x) for x in row] for row in rows.values[name].tolist()]
        for name in QUANTITIES
    }
    return told | tables


def line_from_json(found: Json) -> Line | None:
    """Return what a line of a log says; nothing for one of a newer program.

    Raises:
        ValueError: If it has not what such a line has.
    """
    try:
        make = _READ.get(found["report"])
        return None if make is None else make(found)
    except (TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(f"no line of a run: {error}") from error


def description_to_json(description: ModelDescription) -> Json:
    """Return `run.json` of a followed run."""
    fields = asdict(replace(description, optimizers=()))
    optimizers = [
        {"kind": each.kind, "parameters": dict(each.parameters)} for each in description.optimizers
    ]
    return {"kind": KIND, "format": FORMAT, **fields, "optimizers": optimizers}


def description_from_json(found: Json) -> ModelDescription:
    """Return what `run.json` says; what is missing or of another type is left empty."""

    def word(name: str) -> str:
        value = found.get(name)
        return value[:10_000] if isinstance(value, str) else ""

    versions = found.get("versions")
    optimizers = found.get("optimizers")
    return ModelDescription(
        source=word("source") or "follow",
        program=word("program"),
        versions={
            str(key): str(value)
            for key, value in (versions.items() if isinstance(versions, dict) else ())
        },
        began=word("began"),
        model=word("model"),
        file=word("file") or None,
        line=_whole_or_none(found.get("line")),
        every=_whole_or_none(found.get("every")) or 0,
        optimizers=tuple(
            ObservedOptimizer(each["kind"], _plain(each["parameters"]))
            for each in (optimizers if isinstance(optimizers, list) else ())
            if isinstance(each, dict)
            and isinstance(each.get("kind"), str)
            and isinstance(each.get("parameters"), dict)
        ),
    )


def _plain(found: Mapping[str, Any]) -> Mapping[str, float | str | bool | None]:
    plain = (float, int, str, bool, type(None))
    return {key: value for key, value in found.items() if isinstance(value, plain)}


def _began(found: Json) -> Began:
    return Began(_whole(found["generation"]), max(1, _whole(found.get("stride", 1))))


def _variables(found: Json) -> Variables:
    each = found["variables"]
    if not isinstance(each, list) or len(each) > MOST_VARIABLES:
        raise ValueError("variables")
    return Variables(tuple(map(_variable, each)))


def _variable(found: Json) -> ObservedVariable:
    texts = [found["name"], found.get("layer", ""), found.get("kind", "")]
    if not all(isinstance(text, str) and len(text) < 10_000 for text in texts):
        raise ValueError("variable")
    shape = tuple(_whole(side) for side in found["shape"])
    reached = found.get("reached", True) is not False
    return ObservedVariable(texts[0], shape, texts[1], texts[2], reached)


def _rows(found: Json) -> Rows:
    steps = np.array([_step(step) for step in found["steps"]], np.int64)
    if (np.diff(steps) <= 0).any():
        raise ValueError("steps do not rise")
    values = {name: _table(found[name], len(steps)) for name in QUANTITIES}
    if len({table.shape for table in values.values()}) != 1:
        raise ValueError("tables of different widths")
    losses = _table([found["loss"]], 1)[0] if "loss" in found else None
    if losses is not None and len(losses) != len(steps):
        raise ValueError("losses")
    return Rows(steps, losses, values)


def _table(found: list[list[Any]], rows: int) -> NDArray[np.float32]:
    """Return a table; NumPy reads null as NaN and the words as what they say, and refuses all else."""
    kinds = {type(x) for row in found for x in row}
    words = {x for row in found for x in row if type(x) is str} if str in kinds else set()
    if not kinds <= {int, float, type(None), str} or not words <= _WORDS.keys():
        raise ValueError("no numbers")
    with np.errstate(over="ignore"):
        table = np.array(found, np.float64).astype(np.float32)
    if table.ndim != 2 or len(table) != rows or table.shape[1] > MOST_VARIABLES:
        raise ValueError("no table")
    return table


def _numbers(found: Json) -> Numbers:
    numbers = {name: _number(value) for name, value in found["numbers"].items()}
    if len(numbers) > 1_000:
        raise ValueError("metrics")
    return Numbers(_whole(found["step"]), numbers)


def _silence(found: Json) -> Silence:
    shares = {name: _number(value) for name, value in found["layers"].items()}
    if not all(0 <= share <= 1 for share in shares.values()):
        raise ValueError("share")
    return Silence(_step(found["step"]), shares)


def _born(found: Json) -> Born:
    texts = [
        found.get(name, "")
        for name in ("layer", "operation", "direction", "kind", "note", "variable")
    ]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("born")
    layer, operation, direction, kind, note, variable = texts
    file = found.get("file")
    ends = [None if found.get(x) is None else _number(found[x]) for x in ("minimum", "maximum")]
    return Born(
        _step(found["step"]), layer, operation, direction, kind,
        file if isinstance(file, str) else None, _whole_or_none(found.get("line")),
        ends[0], ends[1], note, variable,
    )  # fmt: skip


def _ended(found: Json) -> Ended:
    if found["why"] not in {"finished", "stopped", "failed"}:
        raise ValueError("ended")
    return Ended(found["why"])


_READ: dict[str, Any] = {
    "began": _began,
    "variables": _variables,
    "steps": _rows,
    "metrics": _numbers,
    "silent": _silence,
    "born": _born,
    "ended": _ended,
}


def _short(value: float) -> float | str | None:
    """Return a number with the digits that float32 has; those of float64 would double the file."""
    if math.isfinite(value):
        short = float(f"{value:.7g}")
        return int(short) if short == int(short) and abs(short) < 1e15 else short
    return None if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _bound(value: float | None) -> float | str | None:
    return None if value is None else _short(value)


def _number(value: object) -> float:
    if value is None:
        return math.nan
    if isinstance(value, str):
        return _WORDS[value]
    if type(value) not in (int, float):
        raise ValueError("number")
    return float(value)  # type: ignore[arg-type]


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST_STEPS:
        raise ValueError("whole number")
    return value


def _step(value: object) -> int:
    if not (step := _whole(value)):
        raise ValueError("step")
    return step


def _whole_or_none(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= MOST_STEPS else None
