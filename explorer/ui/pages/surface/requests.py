"""What the Surface page asks TensorFlow for: a function of x and y, and a race on it."""

from collections.abc import Hashable, Iterator
from dataclasses import replace

from explorer.core.descent.results import RateMap, Trajectory
from explorer.core.descent.standings import RaceGoal
from explorer.session.surface.choices import Rect, SurfaceChoices
from explorer.session.surface.snapshots import (
    CurvatureView,
    GoalView,
    MapView,
    RaceView,
    SurfaceShown,
    TuningView,
)
from explorer.ui.pages.circuit import Ask, Preview, Request, ask

# Updates from which compiled paths are shown before the exact ones, once they are traced, and
# those from which they are there sooner even if they are not.
LONG, VERY_LONG = 300, 3_000
REST = 60  # milliseconds without a newer path before second derivatives are computed along it
# Milliseconds until the map is asked for: the plot tells what is in view while another function is
# drawn, and the map of what was in view before would only hold up the one that is wanted.
TOLD = 1


def _map(formula: str, seen: Rect) -> Iterator[MapView]:
    from explorer.session.surface.resolving import surface_map

    return surface_map(formula, seen)


def _goal(formula: str, area: Rect) -> Iterator[GoalView]:
    from explorer.session.surface.resolving import surface_minima

    return surface_minima(formula, area)


def _race(choices: SurfaceChoices) -> Iterator[RaceView | None]:
    from explorer.session.surface.resolving import race

    return race(choices)


def _preview(choices: SurfaceChoices) -> Iterator[RaceView]:
    from explorer.session.surface.resolving import race_preview

    return race_preview(choices)


def _outlook(race: RaceView) -> Iterator[Trajectory | None]:
    from explorer.session.surface.resolving import outlook

    return outlook(race)


def _curvature(formula: str, path: Trajectory) -> Iterator[CurvatureView]:
    from explorer.session.surface.resolving import curvature

    return curvature(formula, path)


def _tuning(choices: SurfaceChoices) -> Iterator[TuningView]:
    from explorer.session.surface.resolving import tuning

    return tuning(choices)


def _rates(choices: SurfaceChoices, goal: RaceGoal) -> Iterator[RateMap | None]:
    from explorer.session.surface.resolving import rates

    return rates(choices, goal)


def _asks_outlook(shown: SurfaceShown) -> Ask | None:
    race = shown.race.fresh
    return ask(_outlook, race) if race and race.exact and len(race.racers) == 1 else None


def _asks_curvature(shown: SurfaceShown) -> Ask | None:
    # Along the newest path only: of an older one nothing is shown any more.
    race, chosen = shown.race.fresh, shown.chosen
    if race is None or chosen is None:
        return None
    return ask(_curvature, race.settings[chosen].formula.text, race.paths[chosen])


def _asks_tuning(shown: SurfaceShown) -> Ask | None:
    return None if shown.tuning_of is None else ask(_tuning, shown.tuning_of)


def _asks_rate_map(shown: SurfaceShown) -> Ask | None:
    racer, goal = shown.choices.examined, shown.goal.fresh
    if racer is None or goal is None:
        return None
    # Neither its rate nor its sign: another rate asks for no other map.
    alone = replace(shown.choices.for_race(), racers=(replace(racer, sign=0, learning_rate=1.0),))
    return ask(_rates, alone, goal.goal)


REQUESTS: tuple[Request[SurfaceShown], ...] = (
    Request("map", lambda s: ask(_map, s.choices.formula, s.seen or s.home), rest=TOLD),
    # Of the whole map, not of what is in view: a zoom must not change who is the lowest.
    Request("goal", lambda s: ask(_goal, s.choices.formula, s.home)),
    Request("race", lambda s: ask(_race, s.choices.for_race())),
    Request("outlook", _asks_outlook, rest=REST),
    Request("curvature", _asks_curvature, rest=REST, is_short=True),
    Request("tuning", _asks_tuning),
    Request("rate_map", _asks_rate_map, rest=REST),
)


def _traced(shown: SurfaceShown) -> Hashable:
    choices = shown.choices
    # What is a constant in the compiled function; rates and starts are handed to it as numbers.
    racers = tuple(
        (each.optimizer, each.parameters, each.schedule, each.schedule_parameters)
        for each in choices.running
    )
    return choices.formula, choices.dtype, racers


def _is_soon(_old: SurfaceShown, new: SurfaceShown, is_traced: bool) -> bool:
    updates = new.choices.updates
    # Short races are exact before a preview would be there.
    return updates >= VERY_LONG or (is_traced and (new.dragging or updates >= LONG))


PREVIEW: Preview[SurfaceShown] = Preview(
    asks=lambda shown: ask(_preview, shown.choices.for_race()),
    traced=_traced,
    covers=("race",),
    is_soon=_is_soon,
    answers=lambda race: {"race": race},
    outdoes=lambda _: False,
)


def framed(old: SurfaceShown, new: SurfaceShown) -> SurfaceShown:
    """Look where the function or a start beyond the view asks for it; search no rates of another race."""
    before, choices, seen = old.choices, new.choices, old.seen
    if before.for_race() != choices.for_race():
        # Found rates would be those of another race.
        new = replace(new, tuning_of=None)
    if before.formula != choices.formula:
        return replace(new, home=choices.home, seen=None)
    if new.dragging:
        return new  # the plane stays as it is; it follows when the start is released
    moved = before.start != choices.start or old.dragging
    is_lost = seen is not None and not all(
        low <= place <= high for (low, high), place in zip(seen, choices.start, strict=True)
    )
    return replace(new, home=choices.home, seen=None if moved and is_lost else new.seen)


def is_whole(shown: SurfaceShown) -> bool:
    """Return whether map, minima and race are there, and the numbers at the examined racer's point."""
    is_drawn = shown.map.fresh and shown.goal.fresh and shown.race.fresh
    return bool(is_drawn and (shown.choices.examined is None or shown.point is not None))


def may_lag(old: SurfaceShown, new: SurfaceShown) -> bool:
    """Return whether the same optimisers run on the same function, from elsewhere or at other rates."""
    return _kind(old) == _kind(new) and new.failed is None


def _kind(shown: SurfaceShown) -> Hashable:
    choices, race = shown.choices, shown.race.value
    racers = tuple((each.sign, each.optimizer, each.running) for each in choices.racers)
    settings = () if race is None else race.settings
    drawn = tuple((each.formula.text, each.dtype, each.optimizer) for each in settings)
    return choices.formula, choices.updates, choices.dtype, choices.shown, racers, drawn
