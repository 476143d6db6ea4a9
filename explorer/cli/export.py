"""`export`: a page in the form that the file's ending says. Qt works elsewhere."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cli.drawing import add_look
from explorer.cli.parsing import whole
from explorer.cli.sessions import add_session
from explorer.core.sentences import ExplorerError
from explorer.session.endings import ENDINGS, ending_of
from explorer.session.pages import PAGES

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers
    from explorer.session.session import Session


def add_to(commands: "Subparsers") -> None:
    """Add the command; the module that knows both window and command line carries it out."""
    parser = commands.add_parser(
        "export",
        help="write a page by the ending of the file",
        description=f"Write a page by the file's ending: {', '.join(ENDINGS)}.",
        allow_abbrev=False,
    )
    parser.add_argument("page", choices=PAGES)
    parser.add_argument("file", type=_file, metavar="FILE")
    parser.add_argument("--whole", action="store_true", help="the whole page and not its plot")
    parser.add_argument("--caption", action="store_true", help="add a line that says what is shown")
    parser.add_argument(
        "--scale", type=int, choices=(1, 2, 3, 4), default=2, help="of a png: pixels per pixel (2)"
    )
    parser.add_argument(
        "--from", type=_place, default=0, dest="first", metavar="N",
        help="of an animation: the place of the timeline that it begins with (0)",
    )  # fmt: skip
    parser.add_argument(
        "--to", type=_place, dest="last", metavar="N", help="the place that it ends with (the last)"
    )
    parser.add_argument(
        "--rate", type=int, choices=(2, 5, 10, 25, 50), default=10, help="frames a second (10)"
    )
    parser.add_argument(
        "--train",
        action="store_true",
        help="mnist: train first, as numbers of a training need it in any case",
    )
    parser.add_argument(
        "--bom", action="store_true", help="begin a csv with the mark by which Excel knows UTF-8"
    )
    add_look(parser)
    add_session(parser)


def from_session(_session: "Session") -> Mapping[str, Any]:
    """Return nothing: what is exported shows all of the session."""
    return {}


def _place(text: str) -> int:
    place = whole(text)
    if place is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no place; type for example 20")
    return place


def _file(text: str) -> Path:
    path = Path(text)
    try:
        ending_of(path)
    except ExplorerError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from error
    return path
