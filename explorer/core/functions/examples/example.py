"""What an example of a function of x consists of."""

from dataclasses import dataclass

from explorer.core.arrays import Span
from explorer.core.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A function of x worth a look.

    Attributes:
        key: Name in files and on the command line; never changes.
        name: What a list calls it.
        about: What it shows, in one sentence.
        text: The formula as typed.
        span: Part of the x axis to show.
        heights: Part of the y axis to show; None for the one that suits the values.
        start: Where a descent starts, in units of the x axis.
        learning_rate: A rate of plain SGD at which there is something to see.
    """

    key: str
    name: Sentence
    about: Sentence
    text: str
    span: Span
    heights: Span | None = None
    start: float
    learning_rate: float
