"""What an explanation says: connected or not, and the cuts; plain values, no TensorFlow."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import PurePath
from typing import Literal

Why = Literal[
    "not_read",
    "no_path",
    "integer",
    "not_differentiable",
    "no_gradient_registered",
    "stop_gradient",
    "left_tensorflow",
    "state",
    "unwatched",
    "tape",
    "untraceable",
]

# What shows an explanation: a room that knows files and windows puts it here, as this one knows neither.
_showing: list[Callable[["Explanation"], None]] = []


def let_show(show: Callable[["Explanation"], None]) -> None:
    """Let `Explanation.show` do this."""
    _showing[:] = [show]


@dataclass(frozen=True, slots=True)
class Cut:
    """One place at which the way from the source to the result is cut.

    Attributes:
        operation: TensorFlow's name of the operation, such as `ArgMax`; empty where there is none.
        why: What kind of cut it is.
        file: The program's own file that called the operation; None where no line is to blame.
        line: Line in that file, from 1.
        text: What happens there, one or two sentences.
        cure: What to write in its place.
    """

    operation: str
    why: Why
    file: str | None
    line: int | None
    text: str
    cure: str

    @property
    def heading(self) -> str:
        """Operation and kind, as `ArgMax: not differentiable`."""
        kind = self.why.replace("_", " ")
        return f"{self.operation}: {kind}" if self.operation else kind

    @property
    def place(self) -> str:
        """File and line as `train.py:12`, or an empty text."""
        return "" if self.file is None else f"{PurePath(self.file).name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Stage:
    """An operation on the way from a source to the result.

    Attributes:
        operation: TensorFlow's name of it, such as `MatMul`; empty for several that are left out.
        name: Its name in the trace, in which the layers are, such as `dense/MatMul`.
        file: The program's own file that called it; None where there is none.
        line: Line in that file, from 1.
        flows: Whether it hands a gradient back.
        count: How many operations this stands for.
    """

    operation: str
    name: str
    file: str | None
    line: int | None
    flows: bool
    count: int = 1

    @property
    def place(self) -> str:
        """File and line as `train.py:12`, or an empty text."""
        return "" if self.file is None else f"{PurePath(self.file).name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a gradient is None, or that it is not.

    Attributes:
        source: Name, type and shape of what the gradient is asked with respect to.
        connected: Whether a gradient reaches the source. It may still be zero.
        cuts: The first cut of every shortest way from the source to the result.
        advice: What to do next, in one or two sentences.
        ways: A way from the source to the result for each cut, or one that is whole; empty where
            none was found or f could not be traced.
    """

    source: str
    connected: bool
    cuts: tuple[Cut, ...]
    advice: str
    ways: tuple[tuple[Stage, ...], ...] = ()

    def show(self) -> None:
        """Show it on the Tape page of the window, with the way drawn; this program goes on at once.

        It is kept as a JSON file in the user's data folder, where the window finds it.
        """
        for show in _showing:
            show(self)

    def __str__(self) -> str:
        """Return the explanation as lines to read in a terminal."""
        lines = [f"{self.source}: {self._verdict}"]
        for cut in self.cuts:
            lines.append(f"  {cut.heading}")
            lines.append(f"    {cut.text}")
            if cut.file is not None:
                lines.append(f'    File "{cut.file}", line {cut.line}')
            if cut.cure:
                lines.append(f"    Cure: {cut.cure}")
        if self.advice:
            lines.append(f"  {self.advice}")
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return the explanation for a notebook."""
        cuts = "".join(
            f"<li><b>{escape(cut.heading)}</b>"
            f"{f' <code>{escape(cut.place)}</code>' if cut.file is not None else ''}"
            f"<br>{escape(cut.text)}"
            f"{f'<br><i>Cure:</i> {escape(cut.cure)}' if cut.cure else ''}</li>"
            for cut in self.cuts
        )
        listed = f"<ul>{cuts}</ul>" if cuts else ""
        advice = f"<p>{escape(self.advice)}</p>" if self.advice else ""
        return (
            f"<div><p><code>{escape(self.source)}</code>: {escape(self._verdict)}</p>"
            f"{listed}{advice}</div>"
        )

    @property
    def _verdict(self) -> str:
        if not self.connected:
            return "no gradient"
        return "the way is whole, the gradient was lost with the tape" if self.cuts else "connected"
