"""What is chosen on the Tape page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from explorer.core.autodiff.clinic.lesson import LESSON, MODES
from explorer.core.numerals import exact
from explorer.core.sentences import ExplorerError, said

if TYPE_CHECKING:
    from explorer.core.autodiff.results import Source

YOURS = "yours"  # in place of a case: what `explain` has said of somebody's own function
TapeMode = Literal["reverse", "nested", "forward"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeChoices:
    """Choices on the Tape page.

    Attributes:
        formula: Text of f as typed.
        x: Where the tape records, finite in float32.
        source: What x is: a Variable, a constant, or a constant that the tape watches.
        mode: One tape gone through backward, two of them nested, or forward mode without a tape.
        shown: What the nodes of the graph tell, by name.
        case: Which cards are shown: key of a case of the clinic, or `YOURS`.
        explanation: Path of the explanation that is open; empty for none.
        cursor: Number of steps taken through the recording, forward first, then backward; None
            for all of them, however many they are.
    """

    formula: str = "2*x**2"
    x: float = 3.0
    source: Source = "variable"
    mode: TapeMode = "reverse"
    shown: frozenset[str] = frozenset({"values", "gradients", "slopes"})
    case: str = LESSON.key
    explanation: str = ""
    cursor: int | None = None

    def for_recording(self) -> TapeChoices:
        """Return what a recording depends on, all else as at a first start."""
        # A ForwardAccumulator is told of x by itself: what x is makes no difference to it.
        source: Source = "variable" if self.mode == "forward" else self.source
        # Whatever else is chosen, the recording that is there is the answer.
        return TapeChoices(formula=self.formula, x=self.x, source=source, mode=self.mode)

    def with_formula(self, text: str) -> TapeChoices:
        """Record another function; its steps are shown to their end."""
        return replace(self, formula=text, cursor=None)

    def with_x(self, x: float) -> TapeChoices:
        """Record at another place."""
        # The place on the timeline stays: another x mostly takes the same steps.
        return replace(self, x=x)

    def with_source(self, source: Source) -> TapeChoices:
        """Hand the tape another kind of x."""
        return replace(self, source=source, cursor=None)

    def nesting(self, *, nested: bool) -> TapeChoices:
        """Use two nested tapes, or one."""
        return replace(self, mode="nested" if nested else "reverse", cursor=None)

    def going(self, *, forward: bool) -> TapeChoices:
        """Differentiate in forward mode, with both modes side by side; or in reverse again."""
        if forward:
            return replace(self, mode="forward", case=MODES.key, cursor=None)
        return replace(self, mode="reverse", cursor=None)

    def looking_at(self, case: str) -> TapeChoices:
        """Show other cards."""
        return replace(self, case=case)

    def explaining(self, path: str) -> TapeChoices:
        """Show an explanation."""
        return replace(self, explanation=path, case=YOURS)

    def showing(self, name: str, shown: bool) -> TapeChoices:
        """Let the nodes tell something, or no longer."""
        return replace(self, shown=self.shown | {name} if shown else self.shown - {name})

    def check(self) -> None:
        """Check whatever a field of the page would refuse; the formula is left to the page.

        Raises:
            ExplorerError: If something cannot be used; the sentence says how to mend it.
        """
        from explorer.core.autodiff.clinic.cases import CASES  # all of them, which no start needs
        from explorer.session.checking import check_among, check_between

        check_place(self.x)
        check_among("case", self.case, (*CASES, YOURS))
        if self.cursor is not None:
            check_between("cursor", self.cursor, 0, 1_000_000)

    def settled(self) -> TapeChoices:
        """Return the same: a cursor beyond the steps of a recording stands for all of them."""
        return self

    def at(self, cursor: int, last: int) -> TapeChoices:
        """Move to a step of a recording that has `last` of them."""
        # None and not the number: another function may have more steps, and all are to be shown.
        return replace(self, cursor=None if cursor >= last else max(0, cursor))


def check_place(x: float) -> None:
    """Check that the tape can record at x.

    Raises:
        ExplorerError: If x is beyond float32.
    """
    # Here and not where it is recorded, so that the field refuses it as it is typed.
    largest = float(np.finfo(np.float32).max)
    if abs(x) > largest:
        raise ExplorerError(
            said(
                "Errors",
                "x must be a number that float32 can hold. Type one between −{largest} and {largest}.",
                largest=exact(largest, "float32"),
            )
        )
