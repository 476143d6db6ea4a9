"""What the Surface page says of a race, in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.results import Curvature
from explorer.core.descent.standings import Goal, Standing, fairness, standing, summary
from explorer.core.descent.verdicts.surface import judge_surface
from explorer.core.numerals import exact, fixed, grouped
from explorer.core.sentences import ExplorerError
from explorer.session.surface.choices import Racer, numbered
from explorer.session.surface.snapshots import GoalView, RaceView, TuningView
from explorer.ui.translation import spoken

translate = QCoreApplication.translate

TONES = {
    "ready": ("none", "info"), "moving": ("none", "moving"), "done": ("good", "check"),
    "converged": ("good", "check"), "overshooting": ("warning", "warning"),
    "oscillating": ("warning", "warning"), "stuck": ("warning", "warning"),
    "diverged": ("error", "error"), "undefined": ("error", "error"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence line says.

    Attributes:
        word: The state in a word or a few.
        body: The sentence.
        tone: Tone of the line.
        icon: Name of its icon.
        action: Text of what can be done about it, empty for nothing.
    """

    word: str
    body: str
    tone: str = "none"
    icon: str = "info"
    action: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A race after one of its updates.

    Attributes:
        view: The race.
        names: The racers' names in its order.
        cursor: Number of updates made.
        standings: Where everyone is.
    """

    view: RaceView
    names: Sequence[str]
    cursor: int
    standings: Sequence[Standing]


def names_of(racers: Sequence[Racer]) -> Mapping[int, str]:
    """Return the racers' names by their signs, numbered where two are of one kind; "" for others."""
    names = numbered([spoken(OPTIMIZERS[each.optimizer].label) for each in racers])
    signs = [each.sign for each in racers]
    return defaultdict(str, zip(signs, names, strict=True))


def names_in(view: RaceView, names: Mapping[int, str]) -> list[str]:
    """Return the names of those who run in a race, in its order."""
    return [names[each.sign] for each in view.racers]


def moment(view: RaceView, names: Sequence[str], cursor: int, goal: Goal) -> Moment:
    """Return a race as it stands after an update."""
    with np.errstate(over="ignore"):  # for a racer on its way out of the finite numbers
        standings = [standing(path, cursor, goal) for path in view.paths]
    return Moment(view, names, cursor, standings)


def told(now: Moment, goal: Goal, at: Curvature | None, *, tuned: bool) -> Told:
    """Return what a race is doing at an update.

    Args:
        now: The race at that update.
        goal: What they run for.
        at: Second derivatives at the point of the racer examined, None if not known yet.
        tuned: Whether the rates were searched for.
    """
    view, names, cursor = now.view, now.names, now.cursor
    if not view.racers:
        body = translate("Surface", "No optimiser runs. Tick one in the list, or add one.")
        return Told(translate("Surface", "Empty."), body, "warning", "warning")
    if len(view.racers) == 1:
        return _single_told(view, goal, at, cursor)
    fair = spoken(fairness(view.settings, is_tuned=tuned))
    lost = _lost_told(view, names, cursor)
    if lost:
        action = translate("Surface", "Tune rates")
        return Told(
            translate("Surface", "Diverged."), f"{lost} {fair}", "warning", "warning", action
        )
    if cursor == 0:
        body = translate("Surface", "Press Space: {count} optimisers run from one start.")
        return Told(translate("Surface", "Ready."), f"{body.format(count=len(names))} {fair}")
    return Told(spoken(summary(now.standings)), fair)


def _lost_told(view: RaceView, names: Sequence[str], cursor: int) -> str:
    """Return who diverged first, empty for nobody so far."""
    lost = [
        (path.diverged_at, name)
        for name, path in zip(names, view.paths, strict=True)
        if path.diverged_at is not None and path.diverged_at <= cursor
    ]
    if not lost:
        return ""
    update, name = min(lost)
    if update == 0:
        body = translate(
            "Surface",
            "f or ∇f is not a finite number of {dtype} at the start. "
            "Choose another start or another precision.",
        )
        return body.format(dtype=view.paths[0].dtype)
    body = translate(
        "Surface", "{name} left the finite numbers at update {update}: its rate is too high here."
    )
    return body.format(name=name, update=grouped(update))


def _single_told(view: RaceView, goal: Goal, at: Curvature | None, cursor: int) -> Told:
    path = view.paths[0]
    n = min(cursor, path.updates)
    verdict = judge_surface(path, n, at, goal, view.settings[0])
    tone, icon = TONES[verdict.kind]
    return Told(spoken(verdict.word), spoken(verdict.body), tone, icon)


def failure_told(failure: Exception) -> Told:
    """Return that something could not be computed, and why."""
    sentence = spoken(failure.sentence) if isinstance(failure, ExplorerError) else repr(failure)
    return Told(translate("Surface", "Not computed."), sentence, "error", "error")


def tuning_told(view: TuningView, name: str) -> Told:
    """Return how the search for rates comes along."""
    body = translate("Surface", "{name}: {tried} of {all} rates tried.")
    words = body.format(name=name, tried=view.tried, all=view.of)
    action = translate("Surface", "Cancel")
    return Told(translate("Surface", "Tuning."), words, "busy", "info", action)


def target_told(goal: Goal) -> str:
    """Return the height that counts as there."""
    tolerance = exact(goal.tolerance)
    at_zero = goal.lowest is not None and abs(goal.lowest) < goal.tolerance / 100
    return f"f < {tolerance}" if at_zero else f"f − f* < {tolerance}"


def minima_told(view: GoalView) -> list[str]:
    """Return a tooltip for each minimum."""
    lowest = translate("Surface", "Lowest minimum at {x}, {y}")
    other = translate("Surface", "Minimum at {x}, {y}")
    return [
        (lowest if low else other).format(x=fixed(x), y=fixed(y))
        for (x, y), low in zip(view.goal.minima, view.lowest, strict=True)
    ]


def cut_told(view: GoalView) -> str:
    """Return that there are more minima than are marked, empty where all are."""
    body = translate("Surface", "Many minima: the lowest {count} are marked.")
    return body.format(count=grouped(len(view.goal.minima))) if view.is_cut else ""


def count_told(cursor: int, updates: int) -> str:
    """Return where one is on the timeline."""
    text = translate("Surface", "Update {cursor} of {updates}")
    return text.format(cursor=grouped(cursor), updates=grouped(updates))
