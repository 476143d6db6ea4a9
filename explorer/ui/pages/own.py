"""What is a page's own: pure functions of what it shows, and its parts."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication

from explorer.core.memory import shortage
from explorer.core.sentences import ExplorerError
from explorer.session.shown import Shown
from explorer.ui.translation import spoken
from explorer.ui.widgets.sentence_line import Words

translate = QCoreApplication.translate
S = TypeVar("S", bound=Shown)
S_contra = TypeVar("S_contra", bound=Shown, contravariant=True)


class Part(Protocol[S_contra]):
    """A part of a page; it alone touches its widgets."""

    def draw(self, old: S_contra | None, new: S_contra) -> None:
        """Draw what differs from what was shown before; everything when there was nothing."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Where the timeline stands.

    Attributes:
        place: The step that is shown.
        last: The step at which playing ends.
        reached: The last step with something to show; playing waits there.
        end: The last step of the timeline.
        speed: Steps per second while playing.
        count: Where one is, in words.
        widest: The longest of these words to come.
        moves: Whether there is something to step through; otherwise the timeline rests.
    """

    place: int
    last: int
    reached: int
    end: int
    speed: float
    count: str
    widest: str
    moves: bool = True


def _as_it_is(_old: S, new: S) -> S:
    return new


def _never(_old: S, _new: S) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Own(Generic[S]):
    """What a page says of itself: pure functions of what it shows.

    Attributes:
        words: What the sentence line says.
        timing: Where the timeline stands.
        program: The program of what is shown, empty while there is none.
        program_depends_on: Everything that the program depends on.
        is_whole: Whether everything that the page is about is there.
        set_off: Lines of the program, by their numbers, that what is shown is about; None for none.
        notebook: The program of a notebook, where it is another: one that runs without this program.
        may_lag: Whether numbers beside the plot may follow it a frame later, as in a drag.
        may_choose: Whether a lesson may choose now; None for always.
        settle: What is shown after a change, looking where it suits that.
    """

    words: Callable[[S], Words]
    timing: Callable[[S], Timing]
    program: Callable[[S], str]
    program_depends_on: Callable[[S], Hashable]
    is_whole: Callable[[S], bool]
    set_off: Callable[[S], Sequence[int]] | None = None
    notebook: Callable[[S], str] | None = None
    may_lag: Callable[[S, S], bool] = _never
    may_choose: Callable[[S], bool] | None = None
    settle: Callable[[S, S], S] = _as_it_is


def loading_words(failure: Exception | None) -> Words:
    """Say that nothing can be computed yet, or why nothing ever will."""
    if failure is not None:
        return failure_words(failure)
    return Words(translate("Page", "Loading TensorFlow…"), "", tone="busy")


def failure_words(failure: Exception) -> Words:
    """Say why there is nothing to draw."""
    word = translate("Page", "Not computed.")
    return Words(word, reason_of(failure), tone="error", icon="error")


def new_defect(old: Shown | None, new: Shown) -> bool:
    """Whether something that is shown has just failed without a sentence for it."""
    if new.failed is None or isinstance(new.failed, ExplorerError) or shortage(new.failed):
        return False
    return old is None or old.failed is not new.failed


def reason_of(failure: Exception) -> str:
    """Return a failure's own sentence; a defect has none, but the window has its report."""
    known = shortage(failure) or failure
    if isinstance(known, ExplorerError):
        return spoken(known.sentence)
    return translate(
        "Page", "The program has a defect here: {error}. Its report is in the log."
    ).format(error=type(failure).__name__)


def computing_words(text: str = "") -> Words:
    """Say that what is chosen is still being computed."""
    return Words(translate("Page", "Computing."), text, tone="busy")
