"""The sentence line of the Descent page."""

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError
from explorer.session.descent.snapshots import PathView
from explorer.ui.translation import spoken
from explorer.ui.widgets.sentence_line import SentenceLine

translate = QCoreApplication.translate

TONES = {
    "ready": ("quiet", "info"), "moving": ("quiet", "moving"), "done": ("good", "check"),
    "wandering": ("quiet", "moving"),
    "converged": ("good", "check"), "overshooting": ("warning", "warning"),
    "oscillating": ("warning", "warning"), "stuck": ("warning", "warning"),
    "diverged": ("error", "error"), "undefined": ("error", "error"),
}  # fmt: skip


def tell(line: SentenceLine, view: PathView, cursor: int) -> None:
    """Say what the descent does at a place, or that this place is still being computed."""
    if not view.complete and cursor > view.last:
        body = translate("Descent", "{done} of {all} updates so far.")
        body = body.format(done=grouped(view.last), all=grouped(view.settings.updates))
        line.say(translate("Descent", "Computing."), body, tone="busy")
        return
    verdict = view.verdict(cursor)
    tone, icon = TONES[verdict.kind]
    action = ""
    if verdict.suggestion is not None:
        action = translate("Descent", "Set {rate}").format(rate=f"{verdict.suggestion:.3g}")
    line.say(spoken(verdict.word), spoken(verdict.body), tone=tone, icon=icon, action=action)


def tell_failure(line: SentenceLine, failure: Exception) -> None:
    """Say why there is nothing to draw."""
    body = spoken(failure.sentence) if isinstance(failure, ExplorerError) else repr(failure)
    line.say(translate("Descent", "Not computed."), body, tone="error", icon="error")
