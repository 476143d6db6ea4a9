"""The sentence of the Descent page."""

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import grouped
from explorer.session.descent.snapshots import DescentShown
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
    path = shown.path.value
    if path is None:
        return computing_words()
    if shown.place is None:
        text = translate("Descent", "{done} of {all} updates so far.")
        return computing_words(
            text.format(done=grouped(path.last), all=grouped(path.settings.updates))
        )
    verdict = path.verdict(shown.choices.cursor, shown.outlook.fresh)
    tone, icon = TONES[verdict.kind]
    action = ""
    if verdict.suggestion is not None:
        action = translate("Descent", "Set {rate}").format(rate=f"{verdict.suggestion:.3g}")
    return Words(spoken(verdict.word), spoken(verdict.body), tone, icon, action)


def timing(shown: DescentShown) -> Timing:
    """Return where the timeline stands; it ends after the last update with finite numbers."""
    choices, path = shown.choices, shown.path.fresh
    text = translate("Descent", "Update {cursor} of {updates}")
    end = grouped(choices.updates)
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
