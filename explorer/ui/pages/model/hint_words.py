"""Hints in words: what was found, where the hint begins, who set that; and numbers at a glance."""

import math

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import MINUS, grouped
from explorer.session.model.choices import Thresholds
from explorer.session.model.hints import Hint, Kind
from explorer.ui.widgets.sentence_line import Words

translate = QCoreApplication.translate
# Whose threshold it is by default, and its field of `Thresholds`.
_SOURCES: dict[Kind, tuple[str, str]] = {
    "vanishing": ("AutoTrainer", "vanishing"),
    "exploding": ("AutoTrainer", "exploding"),
    "silent": ("SageMaker Debugger", "silent"),
    "large_update": ("SageMaker Debugger", "largest"),
    "small_update": ("SageMaker Debugger", "smallest"),
    "flat_loss": ("Gradient Explorer", "falling"),
}
_BELOW: frozenset[Kind] = frozenset({"vanishing", "small_update", "flat_loss"})
_SHARES: frozenset[Kind] = frozenset({"silent", "flat_loss"})
_COUNTS: frozenset[Kind] = frozenset({"no_gradient", "weights_not_finite", "gradients_not_finite"})


def short(value: float) -> str:
    """Return a number in two or three figures, as it is read at a glance."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else MINUS + "∞"
    if value == 0:
        return "0"
    text = f"{value:.3g}" if 1e-3 <= abs(value) < 1e4 else f"{value:.1e}"
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", MINUS)


def percent(share: float) -> str:
    """Return a share as a whole number of hundredths."""
    return f"{100 * share:.0f} %".replace("-", MINUS)


def hint_words(hint: Hint) -> Words:
    """Say a hint: its number, its threshold, who set that."""
    state, text = _found()[hint.kind]
    write = percent if hint.kind in _SHARES else short
    is_count = hint.kind in _COUNTS and math.isfinite(hint.number)
    told = text.format(
        number=grouped(int(hint.number)) if is_count else write(hint.number),
        variable=hint.variable,
        other=hint.other,
        step=grouped(hint.step),
    )
    if hint.kind in _SOURCES:
        told = f"{told} {_threshold(hint)}"
    action = translate("Model", "Show me where") if hint.variable else ""
    # State and sentence run on, as a narrow window has no room for one beside the other.
    return Words(
        "",
        f"{state} {told}",
        tone="warning",
        icon="warning",
        action=action,
        role="amber",
        result=state,
    )


def _threshold(hint: Hint) -> str:
    """Say where the hint begins, and whether that is the published place or the person's own."""
    source, field = _SOURCES[hint.kind]
    write = percent if hint.kind in _SHARES else short
    published = float(getattr(Thresholds(), field))
    is_theirs, below = hint.threshold == published, hint.kind in _BELOW
    if is_theirs and below:
        text = translate("Model", "{source} warns below {threshold}.")
    elif is_theirs:
        text = translate("Model", "{source} warns above {threshold}.")
    elif below:
        text = translate(
            "Model", "You set the hint to below {threshold}; {source} has {published}."
        )
    else:
        text = translate(
            "Model", "You set the hint to above {threshold}; {source} has {published}."
        )
    return text.format(source=source, threshold=write(hint.threshold), published=write(published))


def _found() -> dict[Kind, tuple[str, str]]:
    """Return the state in a few words and what was found, by the kind of hint."""
    return {
        "weights_not_finite": (
            translate("Model", "Weights are not finite."),
            translate("Model", "{variable} holds NaN or infinity since step {step}."),
        ),
        "gradients_not_finite": (
            translate("Model", "Gradients are not finite."),
            translate("Model", "{variable}’s gradient holds NaN or infinity since step {step}."),
        ),
        "no_gradient": (
            translate("Model", "No gradient."),
            translate(
                "Model", "{number} of {other} variables get none, {variable} is the first of them."
            ),
        ),
        "vanishing": (
            translate("Model", "Gradients shrink."),
            translate("Model", "{variable}’s gradient is {number} of {other}’s."),
        ),
        "exploding": (
            translate("Model", "Gradients grow."),
            translate("Model", "{variable}’s gradient is {number} times {other}’s."),
        ),
        "silent": (
            translate("Model", "Silent units."),
            translate(
                "Model", "{number} of the units of {variable}’s layer are 0 for a whole batch."
            ),
        ),
        "large_update": (
            translate("Model", "Large updates."),
            translate("Model", "A step changes {variable} by {number} of its norm."),
        ),
        "small_update": (
            translate("Model", "Small updates."),
            translate("Model", "A step changes {variable} by {number} of its norm."),
        ),
        "flat_loss": (
            translate("Model", "The loss does not fall."),
            translate("Model", "By step {step} it has fallen by {number} of its first value."),
        ),
    }
