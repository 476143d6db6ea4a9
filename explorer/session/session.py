"""Everything that is chosen, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from explorer.session.descent.choices import DescentChoices
from explorer.session.model.choices import ModelChoices
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices

if TYPE_CHECKING:
    from collections.abc import Callable

PageName = Literal["descent", "mnist", "surface", "tape", "model"]
LeafName = Literal["formula", "code", "data", "guide"]
ThemeName = Literal["system", "light", "dark", "contrast-light", "contrast-dark"]
THEMES: tuple[ThemeName, ...] = ("light", "dark", "contrast-light", "contrast-dark")
SIZES = (100, 125, 150, 175, 200)  # % of the usual size of text

# Each by its own name, and by one for those who do not read it.
LANGUAGES = {"en": "English (英语)", "zh_CN": "简体中文 (Simplified Chinese)"}

# Of a session as a file and as a line of text: how its name ends, and what it begins with.
ENDING, LINK = ".gex", "gex:"

LEAVES: tuple[LeafName, ...] = ("formula", "code", "data", "guide")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """How the window is looked at.

    Attributes:
        page: Page in front.
        leaf: Leaf opened beside it, None for a closed panel.
        theme: Chosen theme; "system" follows the desktop.
        language: One of `LANGUAGES`; "system" follows the desktop.
        projector: Whether everything is drawn larger.
        size: Size of text, and of all that holds it, in %; one of `SIZES`.
        still: Whether motion is switched off.
        isolated: Whether a training has a process of its own, which can fail without the window.
        keeps_runs: Whether each training run is kept by itself.
        lessons: Folder of a person's own lessons; empty for the usual one.
    """

    page: PageName = "descent"
    leaf: LeafName | None = "formula"
    theme: ThemeName = "system"
    language: str = "system"
    projector: bool = False
    size: int = 100
    still: bool = False
    isolated: bool = False
    keeps_runs: bool = True
    lessons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """All choices; one value, so that one comparison tells what changed."""

    view: ViewState = field(default_factory=ViewState)
    descent: DescentChoices = field(default_factory=DescentChoices)
    training: TrainingChoices = field(default_factory=TrainingChoices)
    surface: SurfaceChoices = field(default_factory=SurfaceChoices)
    tape: TapeChoices = field(default_factory=TapeChoices)
    model: ModelChoices = field(default_factory=ModelChoices)

    def viewing(self, change: Callable[[ViewState], ViewState]) -> Session:
        """Change how the window is looked at."""
        return replace(self, view=change(self.view))

    def with_descent(self, change: Callable[[DescentChoices], DescentChoices]) -> Session:
        """Change what is chosen on the Descent page."""
        return replace(self, descent=change(self.descent))

    def with_training(self, change: Callable[[TrainingChoices], TrainingChoices]) -> Session:
        """Change what is chosen on the MNIST page."""
        return replace(self, training=change(self.training))

    def with_surface(self, change: Callable[[SurfaceChoices], SurfaceChoices]) -> Session:
        """Change what is chosen on the Surface page."""
        return replace(self, surface=change(self.surface))

    def with_tape(self, change: Callable[[TapeChoices], TapeChoices]) -> Session:
        """Change what is chosen on the Tape page."""
        return replace(self, tape=change(self.tape))
