"""Which sentence belongs to a widget, or to a text."""

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QLabel, QWidget

from explorer.ui.terms.controls import CONTROLS, ONE_OPTIMISER
from explorer.ui.terms.subjects import TERMS
from explorer.ui.terms.term import Term
from explorer.ui.translation import spoken

CONTEXTS = (
    "Terms", "Descent", "Mnist", "Surface", "Tape", "Model", "Optimisers", "Page", "Leaf", "Guide",
    "Data", "Code", "Timeline", "RunBar", "Badge", "Formula", "Rates", "Views",
    "Watch",
)  # fmt: skip


def called(name: str) -> set[str]:
    """Return how a name is written in the language in force, wherever it stands."""
    return {QCoreApplication.translate(context, name) for context in CONTEXTS}


@lru_cache(maxsize=4)
def _known(_language: str) -> tuple[dict[str, Term], list[tuple[str, Term]]]:
    """Return terms by their whole names, and those that are looked for in longer texts."""
    from explorer.core.descent.optimizers import OPTIMIZERS

    labels = tuple(str(spec.label) for spec in OPTIMIZERS.values())
    whole = {name: ONE_OPTIMISER for each in labels for name in called(each)}
    whole |= {name: t for t in (*CONTROLS, *TERMS) for each in t.names for name in called(each)}
    inside = [(name, t) for t in TERMS if t.inside for each in t.names for name in called(each)]
    # The longest first: “gradient norm” before a name within it.
    return whole, sorted(inside, key=lambda pair: -len(pair[0]))


def meaning(text: str) -> str:
    """Return the sentence of a name, or of a term within a text; empty for none."""
    whole, inside = _known(QLocale().name())
    if found := whole.get(text.strip()):
        return spoken(found.about)
    words = f" {text} "
    for name, term in inside:
        # Latin names as whole words: β₁ is not within β₁₀; Chinese has no spaces.
        if name in text and (
            not name.isascii() or any(f"{a}{name}{b}" in words for a, b in _EDGES)
        ):
            return spoken(term.about)
    return ""


_EDGES = [(a, b) for a in " (·," for b in " ):·,.;"]


def names_of(widget: QWidget) -> Iterator[str]:
    """Return what a widget is called, and what those are called that it is in."""
    around: QWidget | None = widget
    while around is not None and not around.isWindow():
        if isinstance(around, QLabel) and around.text():
            yield around.text()
            buddy = around.buddy()
            if buddy is not None:
                yield buddy.accessibleName()
        elif around.accessibleName():
            yield around.accessibleName()
        elif text := getattr(around, "text", None):
            yield text() if callable(text) else str(text)
        around = around.parentWidget()


def tip_of(widget: QWidget) -> str:
    """Return the sentence on a widget: its own tooltip, or what its name means."""
    around: QWidget | None = widget
    while around is not None and not around.isWindow():
        if around.toolTip():
            return around.toolTip()
        around = around.parentWidget()
    return next(filter(None, map(meaning, names_of(widget))), "")
