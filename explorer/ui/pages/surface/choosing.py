"""What follows from a choice on the Surface page, and what a pointer or a key chooses."""

import math

from explorer.core.sentences import ExplorerError
from explorer.session.surface.choices import Rect, SurfaceChoices
from explorer.session.surface.program import race_program

MAKES_A_RACE = frozenset({"formula", "start", "updates", "racers", "dtype"})


def changed_between(before: SurfaceChoices, after: SurfaceChoices) -> set[str]:
    """Return the names of what is not as it was."""
    names = SurfaceChoices.__slots__
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def only_numbers_differ(before: SurfaceChoices, after: SurfaceChoices) -> bool:
    """Return whether the same optimisers run on the same function, from elsewhere or at other rates."""

    def rest(state: SurfaceChoices) -> object:
        racers = [(each.sign, each.optimizer, each.running) for each in state.racers]
        return state.formula, state.updates, state.dtype, state.shown, racers

    return rest(before) == rest(after)


def program_of(state: SurfaceChoices) -> str:
    """Return the race as a program; none of a formula from a file that can no longer be read."""
    try:
        return race_program(state)
    except ExplorerError:
        return ""  # the field of the formula says so


def started_at(state: SurfaceChoices, x: float, y: float, pixel: float) -> SurfaceChoices:
    """Return a race that starts there, to the nearest place that is a pixel's width round."""
    decimals = -math.floor(math.log10(pixel))
    return state.with_start(round(x, decimals), round(y, decimals))


def nudged(state: SurfaceChoices, right: int, up: int, seen: Rect) -> SurfaceChoices:
    """Return a race whose start is some steps away, each about a hundredth of what is seen."""
    low, high = seen[1]
    step = 10.0 ** round(math.log10((high - low) / 100))
    x, y = state.start
    return state.with_start(float(f"{x + right * step:.10g}"), float(f"{y + up * step:.10g}"))
