"""What a step of a lesson shows: a first start's choices with those of the step."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, get_type_hints

import msgspec

from explorer.core.arrays import DType
from explorer.core.autodiff.results import Source
from explorer.core.sentences import ExplorerError, said
from explorer.session.pages import PAGES
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.training.choices import TrainingChoices

# What a step may ask of a page besides its choices: an act, which is no choice.
ACTS: Mapping[str, str] = {"mnist": "train", "model": "try"}
# Names in the annotations of choices that are imported for the type checker alone.
_NAMES = {"DType": DType, "Source": Source}


def names_shown(page: str) -> tuple[str, ...]:
    """Return the names that a step may show on a page."""
    first: Any = PAGES[page].choices()  # type: ignore[index]
    deeper = [each.name for each in fields(first.settings)] if page == "mnist" else []
    act = [ACTS[page]] if page in ACTS else []
    deeper += ["experiment"] if page == "mnist" else []
    return (*(each.name for each in fields(first)), *deeper, *act)


def shown_by(page: str, show: Mapping[str, Any]) -> Any:
    """Return the choices of a page as a step shows them.

    Args:
        page: Key of the page.
        show: Values by the name of a choice, as TOML has them.

    Raises:
        ExplorerError: If one of them is no value of its choice.
    """
    chosen = {name: value for name, value in show.items() if name != ACTS.get(page)}
    try:
        return _MADE.get(page, _replaced(page))(chosen)
    except (msgspec.ValidationError, TypeError, ValueError, IndexError) as error:
        raise ExplorerError(
            said("Lessons", "what it shows cannot be chosen: {reason}", reason=str(error)[:120])
        ) from error


def _replaced(page: str) -> Callable[[Mapping[str, Any]], Any]:
    def made(chosen: Mapping[str, Any]) -> Any:
        spec = PAGES[page]  # type: ignore[index]
        hints = get_type_hints(spec.choices, localns=_NAMES)
        values = {name: msgspec.convert(value, hints[name]) for name, value in chosen.items()}
        return replace(spec.choices(), **values)  # type: ignore[type-var]

    return made


def _training(chosen: Mapping[str, Any]) -> TrainingChoices:
    wishes = dict(chosen)
    return TrainingChoices().experimenting(wishes.pop("experiment", "lesson")).choosing(**wishes)


_MADE: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    # Racers are written as pairs, settings without their own table.
    "surface": lambda chosen: SurfaceChoices().with_choices(chosen),
    "mnist": _training,
}
