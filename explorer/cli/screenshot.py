"""`screenshot`: the window on a page as a PNG file. Its arguments stand here, Qt works elsewhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cli.drawing import add_look
from explorer.cli.sessions import add_session
from explorer.session.pages import PAGES

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers
    from explorer.session.session import Session


def add_to(commands: "Subparsers") -> None:
    """Add the command; the module that knows both window and command line carries it out."""
    parser = commands.add_parser(
        "screenshot", help="draw a page into a PNG file", allow_abbrev=False
    )
    parser.add_argument("page", choices=PAGES)
    parser.add_argument("file", type=Path, metavar="FILE.png")
    add_look(parser)
    add_session(parser)


def from_session(_session: "Session") -> Mapping[str, Any]:
    """Return nothing: the window shows all of the session."""
    return {}
