"""A name and what it means."""

from dataclasses import dataclass

from explorer.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Term:
    """A name and what it means.

    Attributes:
        names: How it is called, in English; each is translated where it is used.
        about: One sentence.
        inside: Whether it is explained within longer texts, too.
    """

    names: tuple[str, ...]
    about: Sentence
    inside: bool = False
