"""What is chosen on the Tape page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Source = Literal["variable", "constant", "watched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeState:
    """Choices on the Tape page.

    Attributes:
        formula: Text of f as typed.
        x: Where the tape records.
        source: What x is: a Variable, a constant, or a constant that the tape watches.
        cursor: Step of the recording shown, forward first, then backward.
    """

    formula: str = "2*x**2"
    x: float = 3.0
    source: Source = "variable"
    cursor: int = 0

    def with_x(self, x: float) -> TapeState:
        """Record at another place."""
        return replace(self, x=x)

    def with_source(self, source: Source) -> TapeState:
        """Hand the tape another kind of x."""
        return replace(self, source=source)
