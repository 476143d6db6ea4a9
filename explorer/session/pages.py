"""The pages, one entry each: store, window, undo, commands and lessons read this table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, Self

from explorer.core.sentences import Sentence, said
from explorer.session.descent.choices import DescentChoices
from explorer.session.model.choices import ModelChoices
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from explorer.session.session import PageName, Session


class Choices(Protocol):
    """What is chosen on a page: a frozen dataclass."""

    def settled(self) -> Self:
        """Return the same with every place within what is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """A page.

    Attributes:
        key: Its name on the command line, in settings and of its lesson.
        subject: Field of the session that holds what is chosen on it.
        title: What its tab says.
        choices: Type of what is chosen; made without arguments, what a first start shows.
        looks: Fields that say where one looks and not what is chosen: undo leaves them alone.
        widget: Module and class that show it, imported when it is first looked at.
        momentary: Fields that mean nothing after the end of the program, as what they speak of ends
            with it.
        local: Fields that name places on this machine: kept for the next start, never handed on.
        check: Raises an `ExplorerError` for choices that the page's own fields would refuse.
    """

    key: PageName
    subject: str
    title: Sentence
    choices: type[Choices]
    looks: frozenset[str]
    # As text: nothing of Qt is imported before the page is looked at.
    widget: tuple[str, str]
    momentary: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    check: Callable[[Any], None] = field(default=lambda _: None)

    def chosen_in(self, session: Session) -> Any:
        """Return what is chosen on this page."""
        return getattr(session, self.subject)

    def choosing(self, session: Session, change: Callable[[Any], Any]) -> Session:
        """Change what is chosen on this page."""
        return replace(session, **{self.subject: change(self.chosen_in(session))})

    def choices_between(self, old: Session, new: Session) -> frozenset[str]:
        """Return the names of the choices that differ, those of where one looks left out."""
        before, after = self.chosen_in(old), self.chosen_in(new)
        return frozenset(
            f"{self.subject}.{name}"
            for name in self.choices.__dataclass_fields__  # type: ignore[attr-defined]
            if name not in self.looks and getattr(before, name) != getattr(after, name)
        )

    def looked_at_as(self, chosen: Session, now: Session) -> dict[str, Any]:
        """Return older choices, as a field of a session, looked at as one looks now."""
        seen = self.chosen_in(now)
        looks = {name: getattr(seen, name) for name in self.looks}
        # Settled, as today's place on the timeline may lie beyond the end of the older path.
        return {self.subject: replace(self.chosen_in(chosen), **looks).settled()}


PAGES: Mapping[PageName, PageSpec] = {page.key: page for page in (
    PageSpec(
        key="descent", subject="descent", title=said("Page", "Descent"), choices=DescentChoices,
        looks=frozenset({"cursor", "speed", "view", "tabulated"}),
        widget=("explorer.ui.pages.descent.page", "DescentPage"), check=DescentChoices.check,
    ),
    PageSpec(
        key="mnist", subject="training", title=said("Page", "MNIST"), choices=TrainingChoices,
        looks=frozenset({
            "cursor", "log_axis", "axis", "smoothing", "view", "inside", "landscape", "chosen_run",
            "data_view",
        }),
        widget=("explorer.ui.pages.mnist.page", "MnistPage"), check=TrainingChoices.check,
        momentary=frozenset({"cursor", "hidden_runs", "chosen_run"}),
        local=frozenset({"kept", "runs_folder", "data_folder", "deleted"}),
    ),
    PageSpec(
        key="surface", subject="surface", title=said("Page", "Surface"), choices=SurfaceChoices,
        looks=frozenset({"cursor", "speed"}),
        widget=("explorer.ui.pages.surface.page", "SurfacePage"), check=SurfaceChoices.check,
    ),
    PageSpec(
        key="tape", subject="tape", title=said("Page", "Tape"), choices=TapeChoices,
        # As of a run: which explanation is open is no choice to take back.
        looks=frozenset({"cursor", "explanation"}),
        widget=("explorer.ui.pages.tape.page", "TapePage"), check=TapeChoices.check,
        local=frozenset({"explanation"}),
    ),
    PageSpec(
        key="model", subject="model", title=said("Page", "Your model"), choices=ModelChoices,
        # Not what is open: a run that opens by itself is no choice to take back.
        looks=frozenset({"run", "example", "cursor", "variable", "logarithmic", "smoothing"}),
        widget=("explorer.ui.pages.model.page", "ModelPage"), check=ModelChoices.check,
        momentary=frozenset({"example"}),
        # A run lies in a folder of this machine; which of its variables and steps, goes with it.
        local=frozenset({"run", "variable", "cursor", "hidden"}),
    ),
)}  # fmt: skip


def choices_between(old: Session, new: Session) -> frozenset[str]:
    """Return the names of all choices that differ, as `subject.field`."""
    return frozenset().union(*(page.choices_between(old, new) for page in PAGES.values()))


def looked_at_as(chosen: Session, now: Session) -> Session:
    """Return older choices, looked at as one looks now."""
    fields: dict[str, Any] = {"view": now.view}
    for page in PAGES.values():
        fields |= page.looked_at_as(chosen, now)
    return replace(chosen, **fields)
