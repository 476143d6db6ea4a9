"""What the Surface page says of a race, in words."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.standings import RaceGoal, Standing, fairness, standing, summary
from explorer.core.descent.verdicts.surface import judge_surface
from explorer.core.numerals import exact, fixed, grouped
from explorer.session.surface.choices import Racer
from explorer.session.surface.snapshots import GoalView, MapView, RaceView, SurfaceShown, TuningView
from explorer.ui.pages.optimizer_rows import names_of
from explorer.ui.pages.own import Timing, computing_words, failure_words
from explorer.ui.translation import spoken
from explorer.ui.widgets.sentence_line import Words

translate = QCoreApplication.translate

TONES = {
    "ready": ("none", "info"), "moving": ("none", "moving"), "done": ("none", "check"),
    "converged": ("good", "check"), "overshooting": ("warning", "warning"),
    "oscillating": ("warning", "warning"), "stuck": ("warning", "warning"),
    "diverged": ("error", "error"), "undefined": ("error", "error"),
}  # fmt: skip


def racers_shown(shown: SurfaceShown) -> Sequence[tuple[Racer, str]]:
    """Return those who run in the race that is drawn, or will in the one to come, with their names.

    They are numbered as in the list of optimisers, where those that do not run stand too.
    """
    # Of the race that is drawn: its names stand beside its paths until the next one is there.
    race, listed = shown.race.value, shown.choices.racers
    names = {
        # Signs and kinds together: a sign may have been given anew.
        (racer.sign, racer.optimizer): name
        for racer, name in zip(listed, names_of(listed), strict=True)
    }
    return [
        (each, names.get((each.sign, each.optimizer)) or spoken(OPTIMIZERS[each.optimizer].label))
        for each in (shown.choices.running if race is None else race.racers)
    ]


# One is enough, as table and sentence ask one after the other.
@lru_cache(maxsize=1)
def standings_in(race: RaceView, cursor: int, goal: RaceGoal) -> tuple[Standing, ...]:
    """Return where everyone is after an update; table and sentence ask for the same."""
    with np.errstate(over="ignore"):  # for a racer on its way out of the finite numbers
        return tuple(standing(path, cursor, goal) for path in race.paths)


def sentence(shown: SurfaceShown) -> Words:
    """Say what a race is doing at an update, or what hinders it."""
    failure, race = shown.failed, shown.race.value
    if failure is not None:
        return failure_words(failure)
    if shown.tuning_of is not None:
        return _tuning_words(shown, shown.tuning.value)
    return computing_words() if race is None else _race_words(shown, race)


def _race_words(shown: SurfaceShown, race: RaceView) -> Words:
    cursor = shown.choices.cursor
    if not race.racers:
        text = translate("Surface", "No optimiser runs. Tick one in the list, or add one.")
        return Words(translate("Surface", "Empty."), text, "warning", "warning")
    if len(race.racers) == 1:
        return _single_words(shown, race)
    # Whether rates are tuned is said in every state: a race of untuned rates proves nothing of
    # the optimisers.
    fair = spoken(fairness(race.settings, is_tuned=shown.choices.tuned))
    lost = _lost_words(shown, race)
    if lost:
        action = translate("Surface", "Tune rates")
        word = translate("Surface", "Diverged.")
        return Words(word, f"{lost} {fair}", "warning", "warning", action)
    if cursor == 0:
        text = translate("Surface", "Press Space: {count} optimisers run from one start.")
        return Words(
            translate("Surface", "Ready."), f"{text.format(count=len(race.racers))} {fair}"
        )
    return Words(spoken(summary(standings_in(race, cursor, shown.target))), fair)


def _tuning_words(shown: SurfaceShown, view: TuningView | None) -> Words:
    text = ""
    if view is not None and not view.done:
        listed = shown.choices.racers
        # By sign: the search tells which racer it is at.
        names = {each.sign: name for each, name in zip(listed, names_of(listed), strict=True)}
        text = translate("Surface", "{name}: hundreds of rates are run. {tried} of {all} done.")
        text = text.format(name=names[view.sign], tried=view.tried, all=view.of)
    action = translate("Surface", "Cancel")
    return Words(translate("Surface", "Tuning."), text, "busy", "info", action)


def _lost_words(shown: SurfaceShown, race: RaceView) -> str:
    """Return who diverged first, empty for nobody so far."""
    lost = [
        (path.diverged_at, name)
        for (_, name), path in zip(racers_shown(shown), race.paths, strict=True)
        if path.diverged_at is not None and path.diverged_at <= shown.choices.cursor
    ]
    if not lost:
        return ""
    # The first by its update; names decide between equals.
    update, name = min(lost)
    if update == 0:
        text = translate(
            "Surface",
            "f or ∇f is not a finite number of {dtype} at the start. "
            "Choose another start or another precision.",
        )
        return text.format(dtype=race.paths[0].dtype)
    text = translate("Surface", "{name} left the finite numbers at update {update}.")
    return text.format(name=name, update=grouped(update))


def _single_words(shown: SurfaceShown, race: RaceView) -> Words:
    path, at = race.paths[0], None if shown.point is None else shown.point[1]
    # A path that diverged ends before the cursor.
    n = min(shown.choices.cursor, path.updates)
    beyond = shown.outlook.fresh
    verdict = judge_surface(path, n, at, shown.target, race.settings[0], beyond)
    tone, icon = TONES[verdict.kind]
    return Words(spoken(verdict.word), spoken(verdict.body), tone, icon)


def timing(shown: SurfaceShown) -> Timing:
    """Return where the timeline stands."""
    choices = shown.choices
    text = translate("Surface", "Update {cursor} of {updates}")
    end = grouped(choices.updates)
    if shown.race.failure is not None:
        none = translate("Surface", "No updates")
        return Timing(0, 0, 0, 0, choices.speed, none, text.format(cursor=end, updates=end), False)
    return Timing(
        place=choices.cursor,
        last=choices.updates,
        # Without a fresh race nothing can be played.
        reached=0 if shown.race.fresh is None else choices.updates,
        end=choices.updates,
        speed=choices.speed,
        count=text.format(cursor=grouped(choices.cursor), updates=end),
        widest=text.format(cursor=end, updates=end),
    )


def target_words(goal: RaceGoal) -> str:
    """Return the height that counts as there."""
    tolerance = exact(goal.tolerance)
    # Where the lowest is 0 within a hundredth of the tolerance, f − f* is f.
    at_zero = goal.lowest is not None and abs(goal.lowest) < goal.tolerance / 100
    return f"f < {tolerance}" if at_zero else f"f − f* < {tolerance}"


def minima_words(view: GoalView) -> list[str]:
    """Return a tooltip for each minimum."""
    lowest = translate("Surface", "Lowest minimum at {x}, {y}")
    other = translate("Surface", "Minimum at {x}, {y}")
    return [
        (lowest if low else other).format(x=fixed(x), y=fixed(y))
        for (x, y), low in zip(view.goal.minima, view.lowest, strict=True)
    ]


def map_words(view: MapView | None, goal: GoalView | None) -> str:
    """Return what the map leaves out: minima, contours; empty where it shows all."""
    told = []
    if goal is not None and goal.is_cut:
        text = translate("Surface", "Many minima: the lowest {count} are marked.")
        told.append(text.format(count=grouped(len(goal.goal.minima))))
    if view is not None and view.crowded:
        told.append(
            translate("Surface", "Contours lie too close to be told apart: every fourth is drawn.")
            if len(view.major)
            else translate(
                "Surface", "Contours lie too close to be told apart: none is drawn. Zoom in."
            )
        )
    return " ".join(told)
