"""`open`: the window with a document, a run or a link. Its argument stands here, Qt works elsewhere."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers


def add_to(commands: "Subparsers") -> None:
    """Add the command; the module that knows both window and command line carries it out."""
    parser = commands.add_parser(
        "open", help="open the window with a document, a run or a link", allow_abbrev=False
    )
    # Without one, as a desktop starts the program by its icon, what was there the last time is shown.
    parser.add_argument("document", metavar="FILE.gex|RUN|LINK", nargs="?", default="")
