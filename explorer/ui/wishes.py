"""What a start is asked to show; known without what brings it to another process."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from explorer.session.session import Session

Kind = Literal["document", "run", "explanation"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start was asked to show.

    Attributes:
        kind: What it is.
        named: Its absolute path, or a document as a link.
    """

    kind: Kind
    named: str

    def __post_init__(self) -> None:
        """Refuse what no start would wish for.

        Raises:
            ValueError: For another kind, or a text that is no path and no link.
        """
        if self.kind not in get_args(Kind):
            raise ValueError(f"no wish: {self.kind!r}")
        if not isinstance(self.named, str) or not self.named or "\0" in self.named:
            raise ValueError("no path")


def showing(session: "Session", wish: Wish) -> "Session":
    """Return choices with a followed run or an explanation open, and its page in front."""
    if wish.kind == "run":
        opened = session.model.opening(wish.named)
        return replace(session, model=opened, view=replace(session.view, page="model"))
    explained = session.tape.explaining(wish.named)
    return replace(session, tape=explained, view=replace(session.view, page="tape"))
