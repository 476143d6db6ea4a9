"""Checks of choices that come from outside: a document, a link, the last start."""

from collections.abc import Iterable

from explorer.core.numerals import exact
from explorer.core.sentences import ExplorerError, said


def check_among(name: str, value: object, known: Iterable[object]) -> None:
    """Check that a value is one of those known.

    Raises:
        ExplorerError: If it is not; the sentence names some that are.
    """
    choices = list(known)
    if value not in choices:
        some = ", ".join(map(str, choices[:4])) + (", …" if len(choices) > 4 else "")
        raise ExplorerError(
            said(
                "Errors",
                "{name} cannot be {value}. Choose one of: {known}.",
                name=name,
                value=f"“{str(value)[:40]}”",
                known=some,
            )
        )


def check_between(name: str, value: float, lowest: float, highest: float) -> None:
    """Check that a number is within limits, which belong to it.

    Raises:
        ExplorerError: If it is not.
    """
    if not lowest <= value <= highest:  # NaN is not, either
        raise ExplorerError(
            said(
                "Errors",
                "{name} must be from {lowest} to {highest}.",
                name=name,
                lowest=exact(lowest),
                highest=exact(highest),
            )
        )
