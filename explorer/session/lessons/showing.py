"""What a step of a lesson shows: a first start's choices with those of the step."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, get_type_hints

import msgspec

from explorer.core.arrays import DType
from explorer.core.autodiff.results import Source
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.settings import TrainingSettings, checked
from explorer.session.checking import check_among
from explorer.session.pages import PAGES
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.experiment import Experiment

# What a step may ask of a page besides its choices: an act, which is no choice.
ACTS: Mapping[str, str] = {"mnist": "train", "model": "try"}
# Names in the annotations of choices that are imported for the type checker alone.
_NAMES = {"DType": DType, "Source": Source}


def names_shown(page: str) -> tuple[str, ...]:
    """Return the names that a step may show on a page: none that belong to one machine or one moment."""
    spec = PAGES[page]  # type: ignore[index]
    left_out = spec.momentary | spec.local | {"settings"}
    names = [each.name for each in fields(spec.choices) if each.name not in left_out]  # type: ignore[arg-type]
    if page == "mnist":
        names += [*(each.name for each in fields(TrainingSettings)), "experiment"]
    return (*names, *([ACTS[page]] if page in ACTS else []))


def shown_by(page: str, show: Mapping[str, Any]) -> Any:
    """Return the choices of a page as a step shows them.

    Args:
        page: Key of the page.
        show: Values by the name of a choice, as TOML has them.

    Raises:
        ExplorerError: If one of them is no value of its choice, or one that the page would refuse.
    """
    strange = show.keys() - set(names_shown(page))
    if strange:
        raise _refusal(min(strange))
    chosen = {name: value for name, value in show.items() if name != ACTS.get(page)}
    try:
        _check_act(page, show)
        made = _MADE.get(page, _replaced(page))(chosen)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise _refusal(str(error)) from error
    PAGES[page].check(made)  # type: ignore[index]
    return made


def _refusal(reason: str) -> ExplorerError:
    return ExplorerError(
        said("Lessons", "what it shows cannot be chosen: {reason}", reason=reason[:120])
    )


def _check_act(page: str, show: Mapping[str, Any]) -> None:
    """Check what is to be done: an example that is run is one of the program's own, never a path."""
    if page == "model" and "try" in show:
        from explorer.session.model.program import EXAMPLES

        msgspec.convert(show["try"], str)
        check_among("try", show["try"], EXAMPLES)
    elif page == "mnist":
        msgspec.convert(show.get("train", False), bool)


def _typed(kind: Any, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return values each of which has its field's type."""
    hints = get_type_hints(kind, localns=_NAMES)
    return {name: msgspec.convert(value, hints[name]) for name, value in chosen.items()}


def _replaced(page: str) -> Callable[[Mapping[str, Any]], Any]:
    def made(chosen: Mapping[str, Any]) -> Any:
        first = PAGES[page].choices  # type: ignore[index]
        return replace(first(), **_typed(first, chosen))  # type: ignore[type-var]

    return made


def _training(chosen: Mapping[str, Any]) -> TrainingChoices:
    wishes = dict(chosen)
    experiment = msgspec.convert(wishes.pop("experiment", "lesson"), Experiment)
    known = {each.name for each in fields(TrainingSettings)}
    settings = _typed(TrainingSettings, {name: wishes.pop(name) for name in known & wishes.keys()})
    made = TrainingChoices().experimenting(experiment)
    checked(replace(made.settings, **settings))  # intervals follow from a length that makes sense
    return replace(made.choosing(**settings), **_typed(TrainingChoices, wishes))


def _racing(chosen: Mapping[str, Any]) -> SurfaceChoices:
    # Racers are written as pairs.
    pairs = {name: value for name, value in chosen.items() if name == "racers"}
    for name, value in pairs.items():
        pairs[name] = msgspec.convert(value, tuple[tuple[str, float], ...])
    typed = _typed(SurfaceChoices, {k: v for k, v in chosen.items() if k not in pairs})
    return SurfaceChoices().with_choices({**typed, **pairs})


_MADE: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {"surface": _racing, "mnist": _training}
