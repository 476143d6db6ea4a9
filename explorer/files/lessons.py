"""Short lessons: one sentence per step, read from TOML."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a lesson.

    Attributes:
        text: What to look at, or to think of.
        question: What to answer before going on, empty for none.
        choices: Choices of the page's state that show it, by field; empty for none.
    """

    text: str
    question: str
    choices: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: its title and its steps."""

    title: str
    steps: tuple[Step, ...]


def read_lesson(folder: Path, name: str, language: str) -> Lesson:
    """Read `folder`/`name`.`language`.toml.

    Raises:
        tomllib.TOMLDecodeError: If it is no TOML, or nested too deeply.
    """
    # Trusted: lessons are the program's own, and tests read all of them.
    text = (folder / f"{name}.{language}.toml").read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("nested too deeply") from error
    steps = (
        Step(entry["text"], entry.get("question", ""), entry.get("show", {}))
        for entry in table["step"]
    )
    return Lesson(table["title"], tuple(steps))
