"""`show`: the window on a followed run or an explanation. Its argument stands here, Qt works elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.cli.parsing import Subparsers


def add_to(commands: "Subparsers") -> None:
    """Add the command; the module that knows both window and command line carries it out."""
    parser = commands.add_parser(
        "show",
        help="open the window on a followed run, or on an explanation",
        description="Open the window on a run of your own model, on a log of another program, or on "
        "an explanation that was kept.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "followed", type=Path, metavar="RUN", help="folder of the run, a log, or an explanation"
    )
    parser.set_defaults(document="")


def is_explanation(path: Path) -> bool:
    """Return whether a path is that of an explanation, and no run's."""
    from explorer.files.explanations import ENDING

    return path.name.endswith(ENDING)


def check_shown(path: Path) -> None:
    """Read what is to be shown.

    Raises:
        ExplorerError: If it is neither run nor log nor explanation.
    """
    if is_explanation(path):
        from explorer.files.explanations import read_explanation

        read_explanation(path)
    else:
        from explorer.files.model_tails import open_tail

        open_tail(path)
