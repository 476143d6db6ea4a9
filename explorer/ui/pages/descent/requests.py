"""What the Descent page asks TensorFlow for: a function, and what it is asked about."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from explorer.core.arrays import Span
from explorer.core.descent.results import RateMap, Trajectory
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.snapshots import (
    AttractionView,
    CaveatsView,
    CheckView,
    CurvesView,
    DescentShown,
    DifferencesView,
    PathView,
    PreviewView,
    RivalsView,
    Shapes,
    VisibleRange,
)
from explorer.ui.pages.circuit import Ask, Preview, Request, ask

REST = 150  # milliseconds that the point or the path must rest before more is asked about it
_RATES = ("learning_rate", "rivals", "cursor")  # what a preview shows sooner than the exact paths


def _curves(choices: DescentChoices, span: Span | None) -> Iterator[CurvesView]:
    # Imported here and below when the thread runs it: a start does without TensorFlow.
    from explorer.session.descent.resolving import curves

    return curves(choices, span)


def _path(choices: DescentChoices) -> Iterator[PathView]:
    from explorer.session.descent.resolving import path

    return path(choices)


def _outlook(view: PathView) -> Iterator[Trajectory | None]:
    from explorer.session.descent.resolving import outlook

    return outlook(view)


def _rivals(choices: DescentChoices) -> Iterator[RivalsView]:
    from explorer.session.descent.resolving import rivals

    return rivals(choices)


def _preview(choices: DescentChoices) -> Iterator[PreviewView]:
    from explorer.session.descent.resolving import preview

    return preview(choices)


def _shapes(formula: str) -> Iterator[Shapes]:
    from explorer.session.descent.resolving import shapes

    return shapes(formula)


def _checks(formula: str, span: Span) -> Iterator[CheckView]:
    from explorer.session.descent.resolving import checks

    return checks(formula, span)


def _differences(formula: str, x: float) -> Iterator[DifferencesView]:
    from explorer.session.descent.resolving import differences

    return differences(formula, x)


def _attraction(choices: DescentChoices, span: Span) -> Iterator[AttractionView]:
    from explorer.session.descent.resolving import attraction

    return attraction(choices, span)


def _rate_map(choices: DescentChoices) -> Iterator[RateMap | None]:
    from explorer.session.descent.resolving import rates

    return rates(choices)


def _caveats(formula: str, x: float, order: int) -> Iterator[CaveatsView]:
    from explorer.session.descent.resolving import caveats_at

    return caveats_at(formula, x, order)


def _asks_curves(shown: DescentShown) -> Ask:
    choices, frame = shown.choices, shown.frame
    # A zoomed view does not depend on the start; so a drag of the start asks for no other curves.
    start = DescentChoices().start if frame.span else frame.start
    wanted = DescentChoices(
        # Only what the curves depend on, so that a changed rate does not ask for them.
        formula=choices.formula,
        example=choices.example,
        order=choices.order,
        start=start,
    )
    return ask(_curves, wanted, frame.span)


def _asks_outlook(shown: DescentShown) -> Ask | None:
    path = shown.path.fresh
    return ask(_outlook, path) if path is not None and path.is_open else None


def _asks_rivals(shown: DescentShown) -> Ask | None:
    choices = shown.choices
    if not choices.rivals:
        return None
    # The path's own question names no rivals, so that another rival leaves the path as it is.
    return ask(_rivals, replace(choices.for_path(), rivals=choices.rivals))


def _asks_checks(shown: DescentShown) -> Ask | None:
    curves = shown.curves.fresh
    # Curves come in two answers; the checks are of the finished ones. Where the tape answers None
    # there is nothing to check.
    if curves is None or curves.critical is None or shown.path.failure is not None:
        return None
    return ask(_checks, shown.choices.formula, curves.span)


def _asks_differences(shown: DescentShown) -> Ask | None:
    x = x_shown(shown)
    if shown.choices.view != "differences" or x is None:
        return None
    return ask(_differences, shown.choices.formula, x)


def _asks_attraction(shown: DescentShown) -> Ask | None:
    curves = shown.curves.fresh
    if "basins" not in shown.choices.shown or curves is None or curves.critical is None:
        return None
    return ask(_attraction, shown.choices.for_path(), curves.span)


def _asks_rate_map(shown: DescentShown) -> Ask:
    first = DescentChoices()
    return ask(
        _rate_map,
        replace(shown.choices.for_path(), learning_rate=first.learning_rate, order=first.order),
    )


def _asks_caveats(shown: DescentShown) -> Ask | None:
    # TensorFlow may find no gradient at all: then they are those of the start.
    x = shown.choices.start if shown.path.failure is not None else x_shown(shown)
    # None while it is not known where one looks.
    return None if x is None else ask(_caveats, shown.choices.formula, x, shown.choices.order)


def x_shown(shown: DescentShown) -> float | None:
    """Return where the update shown has led."""
    path, place = shown.path.fresh, shown.place
    return None if path is None or place is None else float(path.trajectory.x[place])


REQUESTS: tuple[Request[DescentShown], ...] = (
    Request("curves", _asks_curves),
    Request("path", lambda shown: ask(_path, shown.choices.for_path())),
    Request("outlook", _asks_outlook, rest=REST),
    Request("rivals", _asks_rivals),
    Request("shapes", lambda shown: ask(_shapes, shown.choices.formula)),
    Request("checks", _asks_checks),
    Request("differences", _asks_differences),
    Request("attraction", _asks_attraction),
    Request("rate_map", _asks_rate_map),
    Request("caveats", _asks_caveats, rest=REST),
)


# What is a constant in the compiled function; rates, starts and noise are handed to it as
# numbers.
def _traced(shown: DescentShown) -> Hashable:
    choices = shown.choices
    rivals = tuple(rival.optimizer for rival in choices.rivals)
    fixed = (
        choices.formula, choices.dtype, choices.optimizer, choices.schedule, choices.parameters,
    )  # fmt: skip
    return (*fixed, choices.noise > 0, choices.order, rivals)


def _is_soon(old: DescentShown, new: DescentShown, is_traced: bool) -> bool:
    # A trace takes a second: sooner is only what is traced already.
    return is_traced and only_rates_differ(old.choices, new.choices)


def only_rates_differ(old: DescentChoices, new: DescentChoices) -> bool:
    """Return whether the same optimisers descend on the same function, at other rates or places."""
    return new == replace(old, **{name: getattr(new, name) for name in _RATES}) and len(
        old.rivals
    ) == len(new.rivals)


def _previewed(view: PreviewView) -> Mapping[str, Any]:
    return {"path": view.path, "rivals": view.rivals}


PREVIEW: Preview[DescentShown] = Preview(
    asks=lambda shown: ask(
        _preview, replace(shown.choices.for_path(), rivals=shown.choices.rivals)
    ),
    traced=_traced,
    covers=("path", "rivals"),
    is_soon=_is_soon,
    answers=_previewed,
    # Exact paths come piece by piece; the preview is whole, so a beginning of the exact one does
    # not replace it.
    outdoes=lambda answer: isinstance(answer, PathView) and not answer.complete,
)


def framed(old: DescentShown, new: DescentShown) -> DescentShown:
    """Look at another part of the plane: for another function, or for a start beyond what is seen."""
    choices, seen = new.choices, old.seen
    if (old.choices.formula, old.choices.example) != (choices.formula, choices.example):
        return replace(new, frame=VisibleRange(start=choices.start))
    # The start is out of sight, or nothing has been seen so far.
    lost = seen is None or not seen[0] < choices.start < seen[1]
    # While it is dragged the plane stays as it is; it follows when the point is released.
    moved = old.choices.start != choices.start or old.dragging
    if moved and lost and not new.dragging:
        return replace(new, frame=VisibleRange(start=choices.start))
    return new


def is_whole(shown: DescentShown) -> bool:
    """Return whether curves, path and formulas are there."""
    shapes = shown.shapes.value
    # Without derivatives there is a note why; then no more formulas are to come.
    is_written = shapes is not None and (len(shapes.plain) > 1 or shapes.note is not None)
    return bool(shown.curves.fresh and shown.path.fresh and is_written)


def may_lag(old: DescentShown, new: DescentShown) -> bool:
    """Return whether only a rate or the place has changed, as while one drags or scrubs."""
    # By identity: what is another object may have other formulas.
    same = old.shapes is new.shapes and old.checks is new.checks and not new.failed
    return same and only_rates_differ(old.choices, new.choices)


def program_depends_on(shown: DescentShown) -> DescentChoices:
    """Return the chosen descent and its rivals, which is all that its program tells."""
    return replace(shown.choices.for_path(), rivals=shown.choices.rivals)
