"""What a person opens: a document, a link, or any file that carries a link, such as an exported program.

Of a program or a notebook nothing is run or even read as one: a link is looked for in its text.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from explorer.core.sentences import ExplorerError, said
from explorer.files.documents import LONGEST_LINK, Document, content_of, read_document, read_link
from explorer.session.session import ENDING, LINK, Session

CARRIERS = (".py", ".ipynb", ".svg", ".html", ".txt", ".md")  # text in which a link may stand
DESCRIPTION = "run.json"  # stands in the folder of every run
_MOST_BYTES = 32_000_000  # a notebook with its picture
_MOST_TRIED = 20  # links in one file
# Shorter ones hold nothing; "gex:" alone may stand in any text.
_IN_TEXT = re.compile(rf"{LINK}[A-Za-z0-9_-]{{16,{LONGEST_LINK}}}")


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found.

    Attributes:
        document: The state.
        path: The document's own file, into which it can be saved again; None where a link was found.
    """

    document: Document
    path: Path | None


Run = Literal["model", "training"]


def run_at(named: str) -> tuple[Run, Path] | None:
    """Return what is followed in a folder, and the folder; None for what is no run.

    Args:
        named: A folder in which a run is kept, or the file in it that describes the run.
    """
    if not named or named.lstrip().startswith(LINK):
        return None
    path = Path(named).absolute()
    folder = path.parent if path.name == DESCRIPTION else path
    if not folder.is_dir():
        return None
    from explorer.files.model_tails import is_model_run  # no document needs what reads runs
    from explorer.files.other_logs import event_files

    if (folder / DESCRIPTION).exists():
        return "model" if is_model_run(folder) else "training", folder
    return ("model", folder) if event_files(folder) else None


def open_named(named: str, now: Session) -> Opened:
    """Return what a path or a link stands for.

    Args:
        named: Path of a file, or a text with a link in it.
        now: Session whose view is kept, but for the page in front.

    Raises:
        ExplorerError: If there is no document and no link.
    """
    if named.lstrip().startswith(LINK):
        return Opened(open_text(named, now), None)
    path = Path(named)
    if path.suffix.lower() not in CARRIERS:
        return Opened(read_document(path, now), path.absolute())
    text = content_of(path, _MOST_BYTES).decode("utf-8", "replace")
    return Opened(open_text(text, now), None)


def open_text(text: str, now: Session) -> Document:
    """Return the state of the first link in a text.

    Raises:
        ExplorerError: If there is none.
    """
    if text.lstrip().startswith(LINK):
        try:
            return read_link(text, now)  # alone; a mail program may have broken it
        except ExplorerError:
            if not _IN_TEXT.search(text):
                raise
    failure: ExplorerError | None = None
    for found in list(_IN_TEXT.finditer(text))[:_MOST_TRIED]:
        try:
            return read_link(found[0], now)
        except ExplorerError as error:
            failure = error
    raise failure or _no_link()


def has_link(text: str) -> bool:
    """Whether there is a link in a text."""
    return text.lstrip().startswith(LINK) or _IN_TEXT.search(text) is not None


def _no_link() -> ExplorerError:
    return ExplorerError(
        said(
            "Documents",
            "There is no link of Gradient Explorer here. Open a document ({ending}), or a program, a "
            "notebook or a text with a link in it.",
            ending=ENDING,
        )
    )
