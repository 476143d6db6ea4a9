"""The program without a window: the same generators, printed. One file a command; begin with `derive`.

Exit status: 0, 2 for bad usage or input (one sentence on standard error), 1 for a failure. Not
here: anything of Qt, or mathematics that a page would want as well (`core`).
"""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from explorer import __version__
from explorer.cli.parsing import caret_under
from explorer.core.functions.reading.faults import FormulaError
from explorer.core.sentences import ExplorerError


class _Parser(argparse.ArgumentParser):
    """A parser that says in one sentence what is wrong with the usage."""

    def error(self, message: str) -> NoReturn:
        """Print one sentence and leave with status 2."""
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help.\n")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is None when a window is asked for.

    Raises:
        SystemExit: With status 2 for bad usage, 0 for --help and --version.
    """
    if not argv:
        return argparse.Namespace(command=None)
    # Here, because a window would wait a tenth of a second for what only commands need.
    from explorer.cli import derive, descend, race, screenshot, train

    parser = _Parser(
        prog="gradient-explorer",
        description="See, step and check gradients. Without a command, the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in (derive, descend, race, train, screenshot):
        command.add_to(commands)
    return parser.parse_args(argv)


def run(arguments: argparse.Namespace) -> int:
    """Carry out a headless command and return the exit status."""
    try:
        status: int = arguments.run(arguments)
    except FormulaError as error:
        print(f"gradient-explorer: {error}", file=sys.stderr)
        print(caret_under(arguments.expression, error.column), file=sys.stderr)
        return 2
    except ExplorerError as error:
        print(f"gradient-explorer: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stdout = None
        return 1
    except KeyboardInterrupt:
        print("gradient-explorer: stopped.", file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - the last place that can turn a defect into a sentence
        print(f"gradient-explorer: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return status
