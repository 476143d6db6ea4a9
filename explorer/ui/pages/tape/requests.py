"""What the Tape page asks TensorFlow for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from explorer.core.sentences import ExplorerError
from explorer.session.descent.snapshots import Shapes
from explorer.session.tape.choices import YOURS, TapeChoices
from explorer.session.tape.snapshots import Explained, TapeAnswer, TapeShown
from explorer.ui.pages.circuit import Ask, Request, ask


def _answer(choices: TapeChoices, case: str) -> Iterator[TapeAnswer]:
    from explorer.session.tape.resolving import answers

    return answers(choices, case)


def _shapes(formula: str) -> Iterator[Shapes]:
    from explorer.session.descent.resolving import shapes

    return shapes(formula)


def _explained(path: str) -> Iterator[Explained]:
    from explorer.files.explanations import read_explanation

    try:
        yield Explained(read_explanation(Path(path)))
    except ExplorerError as error:  # no failure of the page: its recording stays as it is
        yield Explained(None, error.sentence)


def _asks_explained(shown: TapeShown) -> Ask | None:
    path = shown.choices.explanation
    return ask(_explained, path) if path and shown.choices.case == YOURS else None


def _asks_shapes(shown: TapeShown) -> Ask | None:
    # Once the recording is there: sooner, they would empty the graph that still waits for it.
    formula, view = shown.choices.formula, shown.view
    return ask(_shapes, formula) if view is not None and view.formula == formula else None


REQUESTS: tuple[Request[TapeShown], ...] = (
    # One request for graph and cards: neither is ever of another function than the other, nor
    # empty while that one is drawn.
    Request("answer", lambda s: ask(_answer, s.choices.for_recording(), s.choices.case)),
    Request("explained", _asks_explained),
    Request("shapes", _asks_shapes),
)


def settle(old: TapeShown, new: TapeShown) -> TapeShown:
    """Let a picked node go when the step moves, or another function has other nodes."""
    before, after = old.choices, new.choices
    stays = (before.cursor, before.formula) == (after.cursor, after.formula)
    return new if stays else replace(new, picked=None)


def is_whole(shown: TapeShown) -> bool:
    """Return whether recording and cards are there."""
    return shown.answer.fresh is not None and not shown.explained.pending
