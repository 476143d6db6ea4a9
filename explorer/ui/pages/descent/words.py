"""The sentence of the Descent page, and what its map of rates says."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import brief, exact, grouped
from explorer.session.descent.snapshots import DescentShown, PathView, RateMapView
from explorer.ui.pages.own import Timing, computing_words, failure_words
from explorer.ui.translation import spoken
from explorer.ui.widgets.sentence_line import Words

translate = QCoreApplication.translate

TONES = {
    "ready": ("quiet", "info"), "moving": ("quiet", "moving"), "done": ("quiet", "check"),
    "wandering": ("quiet", "moving"),
    "converged": ("good", "check"), "overshooting": ("warning", "warning"),
    "oscillating": ("warning", "warning"), "stuck": ("warning", "warning"),
    "diverged": ("error", "error"), "undefined": ("error", "error"),
}  # fmt: skip


def sentence(shown: DescentShown) -> Words:
    """Say what the descent does at a place, or that this place is still being computed."""
    failure = shown.failed
    if failure is not None:
        return failure_words(failure)
    path, verdict = shown.path.value, shown.verdict
    if path is None or verdict is None:
        return computing_words()
    if shown.place is None:
        text = translate("Descent", "{done} of {all} updates so far.")
        return computing_words(
            text.format(done=grouped(path.last), all=grouped(path.settings.updates))
        )
    tone, icon = TONES[verdict.kind]
    action = ""
    if verdict.suggestion is not None:
        action = translate("Descent", "Set {rate}").format(rate=exact(verdict.suggestion))
    return Words(spoken(verdict.word), spoken(verdict.body), tone, icon, action)


def timing(shown: DescentShown) -> Timing:
    """Return where the timeline stands; it ends after the last update with finite numbers."""
    choices, path = shown.choices, shown.path.fresh
    text = translate("Descent", "Update {cursor} of {updates}")
    end = grouped(choices.updates)
    if shown.path.failure is not None:
        none = translate("Descent", "No updates")
        return Timing(0, 0, 0, 0, choices.speed, none, text.format(cursor=end, updates=end), False)
    return Timing(
        place=choices.cursor,
        # It ends early where the numbers leave the finite ones.
        last=path.last if path is not None and path.complete else choices.updates,
        reached=0 if path is None else path.last,
        end=choices.updates,
        speed=choices.speed,
        count=text.format(cursor=grouped(choices.cursor), updates=end),
        widest=text.format(cursor=end, updates=end),
    )


def left_words(path: PathView, view: RateMapView) -> tuple[float, str]:
    """Return what is left after the last updates of a path, NaN where it is lost, and in words."""
    found, trajectory = view.found, path.trajectory
    if trajectory.diverged_at is not None:
        text = translate("Descent", "Update {update}: not a finite number.")
        return math.nan, text.format(update=grouped(trajectory.diverged_at))
    values = trajectory.y[found.since :].astype(np.float64)
    if found.target is None:
        left = float(values.max())
        text = translate("Descent", "Updates {first} to {last}: f ≤ {left}")
    else:
        left = float(np.abs(values - found.target).max())
        text = translate("Descent", "Updates {first} to {last}: |f − f*| ≤ {left}")
    rounded = brief(_rounded_up(left), "float32")
    told = text.format(first=grouped(found.since), last=grouped(found.updates), left=rounded)
    return left, told


def map_tip(view: RateMapView | None, seed: int | None) -> str:
    """Return what the map of rates shows; with the noise of a seed, if there is one."""
    if view is None:
        return translate("Descent", "The map of rates is still to be computed.")
    found = view.found
    if found.target is None:
        text = translate("Descent", "The largest f of the last updates, for every rate.")
    else:
        text = translate(
            "Descent",
            "The largest |f − f*| of the last updates, for every rate; f* = {value} at the minimum "
            "downhill of the start.",
        ).format(value=brief(found.target))
    hatched = translate("Descent", "Hatched: f ends higher than it starts, or is not finite.")
    lines = [text, hatched]
    if seed is not None:
        text = translate("Descent", "Every rate has the noise of seed {seed}.")
        lines.append(text.format(seed=seed))
    for bound in view.bounds:
        if bound.is_stable:
            line = translate(
                "Descent",
                "{formula} = {rate}: above it the optimiser leaves the minimum of a parabola "
                "(Cohen et al., 2021, equation 1).",
            )
        else:
            line = translate(
                "Descent", "{formula} = {rate}: lands on the minimum of a parabola in one update."
            )
        lines.append(line.format(formula=bound.formula, rate=f"{bound.rate:.3g}"))
    return "\n".join(lines)


def jump_tip(view: RateMapView | None) -> str:
    """Return why the best rate is best, or why there is none."""
    if view is None:
        return translate("Descent", "The map of rates is still to be computed.")
    if view.found.best is None:
        if view.found.target is None:
            return translate("Descent", "No minimum is known downhill of the start.")
        return translate("Descent", "From the lowest rate up, no stretch keeps f below its start.")
    return translate(
        "Descent",
        "Of the rates below the first hatched one, the one that leaves least, also if it is missed "
        "by a tenth of a decade; {count} rates were run.",
    ).format(count=grouped(len(view.found.rates)))


def unmarked_words(view: PathView, rates: RateMapView | None) -> str:
    """Return why theory marks no rate, empty while that is not known."""
    minimum = view.minimum
    if minimum is None:
        return translate("Descent", "No minimum is known downhill of the start.")
    place = brief(minimum.x, "float32")
    if minimum.is_corner:
        text = translate(
            "Descent",
            "The minimum at x = {x} is a corner or a cusp: f′ does not exist there, and theory "
            "marks no rate.",
        )
        return text.format(x=place)
    if minimum.curvature == 0:
        text = translate(
            "Descent",
            "At the minimum, x = {x}, f is flatter than a parabola: theory marks no rate.",
        )
        return text.format(x=place)
    if not math.isfinite(minimum.curvature):
        text = translate(
            "Descent", "At the minimum, x = {x}, f″ has no value: theory marks no rate."
        )
        return text.format(x=place)
    if rates is None:
        return ""
    return translate(
        "Descent",
        "Theory marks rates for SGD, Momentum and Nesterov at one rate without noise, where f″ "
        "hardly changes between start and minimum. Here only the map of rates tells.",
    )


def _rounded_up(number: float) -> float:
    """Return a number with two digits that is not below it."""
    if not 0 < abs(number) < math.inf:
        return number
    unit = 10.0 ** (math.floor(math.log10(abs(number))) - 1)
    return float(f"{math.ceil(number / unit - 1e-9) * unit:.2g}")
