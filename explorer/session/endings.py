"""What can be exported, by the ending of the file: one entry each, for menus, dialogs and commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from explorer.core.sentences import ExplorerError, Sentence, said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind = Literal["picture", "animation", "page", "program", "notebook", "numbers", "paper"]


@dataclass(frozen=True, slots=True)
class Ending:
    """A form of file.

    Attributes:
        key: How the file's name ends, without the dot.
        kind: What is in it.
        name: What a dialog calls it.
    """

    key: str
    kind: Kind
    name: Sentence


ENDINGS: Mapping[str, Ending] = {
    each.key: each
    for each in (
        Ending("png", "picture", said("Export", "Picture of pixels")),
        Ending("svg", "picture", said("Export", "Picture of lines")),
        Ending("pdf", "picture", said("Export", "PDF")),
        Ending("webp", "animation", said("Export", "Animation")),
        Ending("gif", "animation", said("Export", "Animation in few colours")),
        Ending("mp4", "animation", said("Export", "Video")),
        Ending("html", "page", said("Export", "Web page")),
        Ending("py", "program", said("Export", "Python program")),
        Ending("ipynb", "notebook", said("Export", "Notebook")),
        Ending("csv", "numbers", said("Export", "Table")),
        Ending("json", "numbers", said("Export", "JSON")),
        Ending("npz", "numbers", said("Export", "NumPy arrays")),
    )
}


def ending_of(path: Path) -> Ending:
    """Return the form that a file is to have.

    Raises:
        ExplorerError: If its name ends in none of `ENDINGS`; the sentence names them.
    """
    found = ENDINGS.get(path.suffix.lower().removeprefix("."))
    if found is None:
        raise ExplorerError(
            said(
                "Errors",
                "{file} ends in none of the known endings. Choose one of {endings}.",
                file=path.name,
                endings=", ".join(f".{key}" for key in ENDINGS),
            )
        )
    return found


def endings_of(kind: Kind) -> list[Ending]:
    """Return the forms of a kind, the usual one first."""
    return [each for each in ENDINGS.values() if each.kind == kind]
