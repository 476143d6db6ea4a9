"""`show`: the window on a followed run. Its argument stands here, Qt works elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers


def add_to(commands: "Subparsers") -> None:
    """Add the command; the module that knows both window and command line carries it out."""
    parser = commands.add_parser(
        "show",
        help="open the window on a followed run",
        description="Open the window on a run of your own model, or on a log of another program.",
        allow_abbrev=False,
    )
    parser.add_argument("followed", type=Path, metavar="RUN", help="folder of the run, or a log")
    parser.set_defaults(document="")
