"""`watch`: runs a person's script with `Follow` put into every `fit`; their code stays as it is."""

import argparse
import subprocess
import sys
from pathlib import Path

from explorer.cli.parsing import Subparsers
from explorer.core.sentences import ExplorerError, said


def add_to(commands: Subparsers) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "watch",
        help="run a script of yours and follow every fit in it",
        description="Run a Python script with explorer.Follow in every model.fit. Output and exit "
        "status are the script's own.",
        allow_abbrev=False,
    )
    parser.add_argument("script", type=Path, metavar="SCRIPT.py")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="ARGS", help="the script's")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the script in a process of its own, so that nothing of ours is set in it.

    Raises:
        ExplorerError: If there is no such script.
    """
    if not arguments.script.is_file():
        raise ExplorerError(
            said("Errors", "There is no script {path}. Check the name.", path=arguments.script)
        )
    command = [sys.executable, "-m", "explorer.api.watched", str(arguments.script)]
    try:
        done = subprocess.run([*command, *arguments.arguments], check=False)  # noqa: S603 - asked for
    except (
        KeyboardInterrupt
    ):  # the script was interrupted by the same key, and has ended as it does
        return 130
    return done.returncode if done.returncode >= 0 else 128 - done.returncode
