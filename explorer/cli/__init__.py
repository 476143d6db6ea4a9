"""The program without a window: the same generators, printed. One file a command; begin with `derive`.

Exit status: 0, 2 for bad usage or input (one sentence on standard error), 1 for a failure. Not
here: anything of Qt, or mathematics that a page would want as well (`core`).
"""

import argparse
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from explorer import __version__
from explorer.cli.parsing import caret_under, shortened, tell
from explorer.cli.sessions import hold, named_session, read_session
from explorer.core.functions.reading.faults import FormulaError
from explorer.core.memory import LOADING, check_memory, shortage
from explorer.core.sentences import ExplorerError
from explorer.session.session import ENDING, LINK, Session


class _Parser(argparse.ArgumentParser):
    """A parser that says in one sentence what is wrong with the usage."""

    def error(self, message: str) -> NoReturn:
        """Print one sentence and leave with status 2."""
        tell(shortened(f"{self.prog}: {message}. See {self.prog} --help."))
        self.exit(2)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or version; argparse itself would not say that nothing takes them."""
        if file is sys.stdout:
            try:
                print(message, end="", flush=True)
            except BrokenPipeError:
                raise SystemExit(_unheard()) from None
            except OSError as error:
                tell(_refused(error))
                raise SystemExit(1) from error
        else:
            super()._print_message(message, file)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is None when a window is asked for.

    Raises:
        SystemExit: With status 2 for bad usage, 0 for --help and --version.
    """
    if not argv:
        return argparse.Namespace(command=None, document="")
    # As a desktop starts the program for a file, and as one types it: the file says what it is.
    if len(argv) == 1 and (argv[0].endswith(ENDING) or argv[0].startswith(LINK)):
        argv = ["open", argv[0]]
    # Python before 3.13 makes an empty list of the value of --at=--, whatever its type.
    for each in argv:
        if each.startswith("--") and each.endswith("=--"):
            _Parser(prog="gradient-explorer").error(f"argument {each[:-3]}: expected a value")
    # Here, because a window would wait a tenth of a second for what only commands need.
    from explorer.cli import (
        derive,
        descend,
        export,
        lesson,
        opening,
        race,
        range_test,
        runs,
        saliency,
        screenshot,
        show,
        slices,
        train,
        watch,
    )

    parser = _Parser(
        prog="gradient-explorer",
        description="See, step and check gradients. Without a command, the window opens.",
        # An abbreviation would mean something else, or nothing, once another option begins like it.
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in (
        derive,
        descend,
        race,
        train,
        opening,
        screenshot,
        export,
        watch,
        runs,
        saliency,
        slices,
        range_test,
        show,
        lesson,
    ):
        command.add_to(commands)
    taking: Mapping[str, Any] = {
        "derive": derive, "descend": descend, "race": race, "train": train,
        "screenshot": screenshot, "export": export,
    }  # fmt: skip
    if argv[0] in taking and (named := named_session(argv[1:])):
        try:
            session = read_session(named)
        except ExplorerError as error:
            tell(shortened(f"gradient-explorer: {error}"))
            raise SystemExit(2) from error
        hold(commands.choices[argv[0]], session, taking[argv[0]].from_session(session))
    return parser.parse_args(argv, argparse.Namespace(argv=list(argv), opened=Session()))


def run(arguments: argparse.Namespace) -> int:
    """Carry out a headless command and return the exit status."""
    try:
        with _interruptible():
            if arguments.command is not None:
                check_memory(LOADING)  # a window opens in any case, and says it there
            status: int = arguments.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()  # a refusal at Python's own end would be told in Python's words
    # First, as it is an ExplorerError, too: it alone knows a column.
    except FormulaError as error:
        tell(f"gradient-explorer: {error}")
        tell(caret_under(arguments.expression, error.column))
        return 2
    except ExplorerError as error:
        tell(shortened(f"gradient-explorer: {error}"))
        return 2
    except BrokenPipeError:
        return _unheard()
    except KeyboardInterrupt:
        tell("gradient-explorer: stopped.")
        return 1
    except Exception as error:  # noqa: BLE001 - the last place that can turn a defect into a sentence
        if (short := shortage(error)) is not None:
            tell(f"gradient-explorer: {short}")
        elif isinstance(error, OSError) and error.filename is None:
            tell(_refused(error))  # of an error with a file's name the output is not the cause
        else:
            tell(shortened(f"gradient-explorer: {type(error).__name__}: {error}"))
        return 1
    return status


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C be an exception, so that files are closed and a sentence is said."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        if before is signal.SIG_DFL:
            signal.signal(signal.SIGINT, before)


def _unheard() -> int:
    """Return the status where nobody reads any more; what is left must not be written at the end."""
    sys.stdout = None
    return 1


def _refused(error: OSError) -> str:
    sys.stdout = None
    return f"gradient-explorer: the output cannot be written: {error.strerror or error}."
