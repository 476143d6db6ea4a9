"""`--session FILE|LINK`, which every command takes: what is chosen there holds where nothing is typed."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from explorer.session.session import Session


def add_session(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--session",
        metavar="FILE|LINK",
        help="take what is not typed from a document, a link, or an exported file that carries one",
    )


def named_session(argv: Sequence[str]) -> str:
    """Return what is typed behind --session, empty for nothing; all else is read later."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--session", default="")
    try:
        found, _ = parser.parse_known_args(list(argv))
    except argparse.ArgumentError:
        return ""  # told when all is read
    return str(found.session)


def read_session(named: str) -> Session:
    """Return what a document or a link holds.

    Raises:
        ExplorerError: If it holds nothing.
    """
    from explorer.files.opening import open_named

    return open_named(named, Session()).document.session


def hold(parser: argparse.ArgumentParser, session: Session, chosen: Mapping[str, Any]) -> None:
    """Let a command take from a session what is not typed.

    Args:
        parser: Of the command.
        session: What is chosen.
        chosen: The same as values of the command's arguments.
    """
    parser.set_defaults(opened=session, held=chosen, **chosen)
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to let go of `required`
        if action.dest in chosen:
            action.required = False
