"""Explanations as files: how one travels from a person's program to the window. Nothing in one is run."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from explorer import __version__
from explorer.core.autodiff.explaining.explanation import Cut, Explanation, Stage
from explorer.core.autodiff.explaining.texts import TEXTS, Told
from explorer.core.sentences import ExplorerError, said
from explorer.core.untrusted import read_json, read_regular
from explorer.files.kept_folders import unused, usual_runs_folder
from explorer.files.saving import save_text

ENDING = ".explanation.json"
_VERSION = 1
_MOST_BYTES = 1_000_000
_MOST_KEPT = 50  # explanations in the user's own folder
_MOST_STAGES = 100  # of a way; `stages` makes some thirty at most
_LONGEST = 4_000  # characters of a text
_MOST_PARTS = 20  # sentences of a text
_MOST_CUTS = 1_000


def usual_explanations_folder() -> Path:
    """Return the folder for explanations that suits the system."""
    return usual_runs_folder().with_name("explanations")


def keep_explanation(explanation: Explanation, folder: Path) -> Path:
    """Write an explanation into a folder, made if it is missing, and return its file.

    Only the newest fifty stay there.

    Raises:
        ExplorerError: If it cannot be written.
        OSError: If the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for each in sorted(folder.glob(f"*{ENDING}"))[: -_MOST_KEPT + 1]:
        with suppress(OSError):
            each.unlink()
    began = datetime.now().astimezone()
    path = unused(folder / f"{began:%Y-%m-%d-%H%M%S-%f}{ENDING}")
    save_text(path, json.dumps(_table(explanation), ensure_ascii=False, indent=1) + "\n")
    return path


def read_explanation(path: Path) -> Explanation:
    """Return the explanation that a file holds.

    Raises:
        ExplorerError: If the file cannot be read, or holds none.
    """
    try:
        content = read_regular(path, _MOST_BYTES)
    except OSError as error:
        raise ExplorerError(
            said(
                "Explain",
                "{path} cannot be opened: {reason}. Call show() of the explanation again.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error
    try:
        return _explanation(read_json(content))
    except (ValueError, TypeError, KeyError) as error:
        raise ExplorerError(
            said(
                "Explain",
                "{path} is no explanation of Gradient Explorer. Call show() of the explanation again.",
                path=path,
            )
        ) from error


def _table(explanation: Explanation) -> dict[str, Any]:
    cuts = [
        {**asdict(each), "text": _plain(each.text), "cure": _plain(each.cure)}
        for each in explanation.cuts
    ]
    return {
        "gradient_explorer_explanation": _VERSION,
        "program": __version__,
        "source": explanation.source,
        "connected": explanation.connected,
        "cuts": cuts,
        "advice": _plain(explanation.advice),
        "ways": [[asdict(stage) for stage in way] for way in explanation.ways],
    }


def _plain(text: str) -> dict[str, Any]:
    parts = text.parts if isinstance(text, Told) else ()
    return {"text": str(text), "parts": [[key, dict(values)] for key, values in parts]}


def _explanation(table: Any) -> Explanation:
    """Return what a table says.

    Raises:
        ValueError, TypeError, KeyError: If it says nothing of the kind.
    """
    import msgspec  # a training machine writes explanations, and has TensorFlow alone

    if not isinstance(table, dict) or table.get("gradient_explorer_explanation") != _VERSION:
        raise ValueError("no explanation of this version")
    ways = msgspec.convert(table["ways"], tuple[tuple[Stage, ...], ...])
    if any(len(way) > _MOST_STAGES for way in ways) or len(table["cuts"]) > _MOST_CUTS:
        raise ValueError("too long")
    made = msgspec.convert(
        {name: table[name] for name in ("source", "connected")}
        | {"cuts": [each | {"text": "", "cure": ""} for each in table["cuts"]], "advice": ""},
        Explanation,
    )
    cuts = tuple(
        replace(cut, text=_told(each["text"]), cure=_told(each["cure"]))
        for cut, each in zip(made.cuts, table["cuts"], strict=True)
    )
    whole = replace(made, cuts=cuts, advice=_told(table["advice"]), ways=ways)
    # Half of a surrogate pair, which JSON can hold, is no text either.
    if any(len(text) > _LONGEST or not text.encode() for text in filter(None, _all_texts(whole))):
        raise ValueError("a text too long")
    return whole


def _told(table: Any) -> Told:
    """Return a text; the sentences of a newer program that are not known here stay as they are written."""
    import msgspec

    text = msgspec.convert(table["text"], str)
    parts = msgspec.convert(table["parts"], tuple[tuple[str, dict[str, str]], ...])
    values = [value for _, said in parts for value in said.values()]
    if len(parts) > _MOST_PARTS or any(len(value) > _LONGEST for value in values):
        raise ValueError("a sentence too long")
    # By its key: a template from outside could ask for more than the values that stand beside it.
    known = Told(text, parts)
    try:
        for each in known.sentences:
            str(each)
    except (KeyError, IndexError):
        return Told(text)
    return known if all(key in TEXTS for key, _ in parts) else Told(text)


def _all_texts(explanation: Explanation) -> Iterator[str]:
    yield from (explanation.source, explanation.advice)
    cuts: tuple[Cut, ...] = explanation.cuts
    for cut in cuts:
        yield from (cut.operation, cut.file or "", cut.text, cut.cure)
    for way in explanation.ways:
        for stage in way:
            yield from (stage.operation, stage.name, stage.file or "")
