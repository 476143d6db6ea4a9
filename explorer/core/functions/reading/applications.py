"""Functions applied without brackets, as on paper: sin 2x, √2, sin² x."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explorer.core.functions.reading import faults

_OPERANDS = {"NUMBER", "VARIABLE", "CONSTANT"}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, number or sign of a formula.

    Attributes:
        kind: Terminal of the grammar.
        text: Its one spelling in the tree, whatever was typed.
        start: First column.
        end: One past the last column; the first column again where nothing was typed.
    """

    kind: str
    text: str
    start: int
    end: int


class Applications:
    """The signs of a formula, with brackets of no width put in where paper needs none.

    Args:
        found: Every sign, bars told apart.
        deepest: How deep they may nest. The tree is measured by it later; here it ends the recursion.
    """

    def __init__(self, found: Sequence[Lexeme], deepest: int) -> None:
        self._found, self._deepest = found, deepest
        self._at = 0

    def bracketed(self) -> Iterator[Lexeme]:
        """Yield all signs; behind each function its argument stands in brackets.

        Raises:
            FormulaError: Where a function has no argument, or it is unclear where that ends.
        """
        return self._until(len(self._found), 0)

    def _until(self, end: int, depth: int) -> Iterator[Lexeme]:
        while self._at < end:
            if self._kind() == "FUNCTION":
                yield from self._application(depth)
            else:
                yield self._take()

    def _application(self, depth: int) -> Iterator[Lexeme]:
        name = self._take()
        if depth > self._deepest:
            raise faults.too_deep(self._deepest, name.start)
        power = self._power_of(name)
        if self._kind() == "LEFT" and not power:
            yield name
            return
        if power:  # sin²(x)³ is (sin(x)²)³: a group keeps the second power off the first
            yield Lexeme("LEFT", "(", name.start, name.start)
        yield name
        if self._kind() == "LEFT":
            yield from self._until(self._end_of_group(), depth + 1)
        else:
            # Of no width: columns are those of the typed text, to which faults point.
            yield Lexeme("LEFT", "(", name.end, name.end)
            yield from self._argument(name, depth)
            end = self._found[self._at - 1].end
            yield Lexeme("RIGHT", ")", end, end)
        if power:
            end = self._found[self._at - 1].end
            yield from power
            yield Lexeme("RIGHT", ")", end, end)

    def _power_of(self, name: Lexeme) -> list[Lexeme]:
        """Take what stands between sin and its argument in sin²(x) and sin^2(x)."""
        if self._kind() == "SUPERSCRIPT":
            power = [self._take()]
        # With a sign, too: sin^-1 is to be refused with its reason.
        elif self._kind() == "POWER" and self._kind(1) in {"NUMBER", "SUM"}:
            power = [self._take(), self._take()]
        else:
            return []
        # sin⁻¹ is the arc sine to one reader and 1/sin to another.
        if power[-1].text[0] in "⁻-":
            raise faults.inverse(name.text, name.start)
        return power

    def _argument(self, name: Lexeme, depth: int) -> Iterator[Lexeme]:
        if self._kind() == "FUNCTION":
            inner = self._at
            yield from self._application(depth + 1)
            if self._kind() == "LEFT" and self._at == inner + 1:
                yield from self._until(self._end_of_group(), depth + 1)
        elif self._kind() == "LEFT_BAR":
            yield from self._until(self._end_of_group(), depth + 1)
        elif self._kind() not in _OPERANDS:
            raise faults.bare_function(name.text, name.start)
        # Typed as the sign; in letters, sqrt 2x, it takes the whole product as sin 2x does.
        elif name.end - name.start == 1 and name.text in {"sqrt", "cbrt"}:
            yield self._take()  # √2x is √2 · x: the sign reaches over one number or name
            if self._kind() in {"POWER", "SUPERSCRIPT"}:
                raise faults.open_end(name.text, name.start)
            return
        else:
            yield from self._product(name, depth)
        if self._kind() in {"LEFT", "LEFT_BAR", "POWER", "SUPERSCRIPT", *_OPERANDS}:
            raise faults.open_end(name.text, name.start)

    def _product(self, name: Lexeme, depth: int) -> Iterator[Lexeme]:
        """Take 2x, πx² and the like."""
        begin = self._at
        while self._kind() in _OPERANDS:
            yield self._take()
            if self._kind() == "SUPERSCRIPT":
                yield self._take()
            elif self._kind() == "POWER":
                yield from self._exponent(name, depth)
        varies = any(each.kind == "VARIABLE" for each in self._found[begin : self._at])
        # sin x / x can be but one thing; sin x / 2 and sin 2*x are read in two ways.
        if self._kind() == "FACTOR" and not (
            varies and self._kind(1) not in {"NUMBER", "CONSTANT"}
        ):
            raise faults.open_end(name.text, name.start)

    def _exponent(self, name: Lexeme, depth: int) -> Iterator[Lexeme]:
        yield self._take()
        while self._kind() == "SUM":
            yield self._take()
        if self._kind() == "LEFT":
            yield from self._until(self._end_of_group(), depth + 1)
        elif self._kind() in _OPERANDS:
            yield self._take()
        elif self._at == len(self._found):
            raise faults.FormulaError(faults.UNFINISHED, self._found[-1].end)
        else:
            raise faults.open_end(name.text, name.start)

    def _end_of_group(self) -> int:
        """Return the index behind the bracket or bar that closes the one here."""
        opened = 0
        for index in range(self._at, len(self._found)):
            kind = self._found[index].kind
            opened += (kind in {"LEFT", "LEFT_BAR"}) - (kind in {"RIGHT", "RIGHT_BAR"})
            if opened == 0:
                return index + 1
        here = self._found[self._at]
        raise faults.unclosed(here.text, here.start)

    def _kind(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._found[at].kind if at < len(self._found) else ""

    def _take(self) -> Lexeme:
        self._at += 1
        return self._found[self._at - 1]
