"""The sentence of the Descent page, its timeline, and why theory marks no rate."""

import math

from PySide6.QtCore import QCoreApplication

from explorer.core.descent.results import RateMap
from explorer.core.numerals import brief, exact, grouped
from explorer.session.descent.snapshots import DescentShown, PathView
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


def unmarked_words(view: PathView, rates: RateMap | None) -> str:
    """Return why theory marks no rate, empty while that is not known."""
    minimum = view.minimum
    if minimum is None:
        return translate("Descent", "No minimum is known downhill of the start.")
    # A cusp is found but for the last bits: what is nothing beside the start is 0.
    is_zero = abs(minimum.x) < 1e-12 * abs(view.trajectory.x[0])
    place = brief(0.0 if is_zero else minimum.x, "float32")
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
