"""The four leaves beside the MNIST page."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer
from PySide6.QtWidgets import QWidget

from explorer.core.training.settings import TrainingSettings
from explorer.files.lessons import read_lesson
from explorer.session.session import LeafName
from explorer.session.training.program import training_program
from explorer.ui.pages.layout import leaf
from explorer.ui.pages.mnist.data_leaf import DataLeaf
from explorer.ui.pages.mnist.formula_leaf import FormulaLeaf
from explorer.ui.services import Services
from explorer.ui.typesetting import Typesetter
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
PAUSE = 1_000  # milliseconds between two drawings of a leaf in mid-run


class MnistLeaves:
    """Formula, code, data and guide; only the one that is open is drawn."""

    def __init__(
        self,
        services: Services,
        typesetter: Typesetter,
        follow_guide: Callable[[Mapping[str, Any]], None],
        mistakes: QWidget,
    ) -> None:
        look = services.look
        self.formula = FormulaLeaf(typesetter)
        self.code = CodeView(translate("Mnist", "Program"), "mnist.py", look)
        self.data = DataLeaf(look)
        lesson = read_lesson(services.resources / "lessons", "mnist", services.language)
        self.guide = GuideLeaf(lesson, follow_guide, look, mistakes)
        self._run = services.training
        self._since = QElapsedTimer()
        self._since.start()

    def by_name(self) -> dict[LeafName, QWidget]:
        """Return the leaves as the page's frame takes them."""
        heading = label(translate("Mnist", "This run as TensorFlow"), "heading")
        return {
            "formula": self.formula.widget,
            "code": leaf(heading, self.code, stretch_last=True),
            "data": leaf(self.data, stretch_last=True),
            "guide": self.guide,
        }

    def filled(self, name: str) -> CodeView | DataLeaf:
        """Return the program ("code") or the numbers ("data"), ready to be taken home."""
        if name == "code":
            return self.code
        self.data.show_run(self._run.current)
        return self.data

    @property
    def due(self) -> bool:
        """Whether the last drawing was some time ago."""
        return self._since.elapsed() > PAUSE

    def draw(self, name: LeafName | None, settings: TrainingSettings, step: int) -> None:
        """Draw what is open.

        Args:
            name: Which leaf that is.
            settings: What is chosen.
            step: The step that is shown.
        """
        self._since.start()
        self.draw_code(settings)
        if name == "data":
            self.data.show_run(self._run.current)
        if name == "formula":
            self.draw_formula(settings, step)

    def draw_code(self, settings: TrainingSettings) -> None:
        """Show the program of the newest run while it is what is chosen, else of the next."""
        self.code.show_when_seen(partial(self._program, settings))

    def _program(self, settings: TrainingSettings) -> str:
        history = self._run.current
        changes: list[tuple[int, TrainingSettings]] = []
        if history is not None and (self._run.going or history.settings == settings):
            settings = history.first
            changes = [(change.step, change.settings) for change in history.changes]
        return training_program(settings, changes)

    def draw_formula(self, settings: TrainingSettings, step: int) -> None:
        """Set the formulas; not in mid-run, as setting them takes a core for half a second."""
        if self._run.phase == "running":
            return
        history = self._run.current
        if history is None:
            self.formula.show_run(settings, 0, None)
        else:
            loss = float(history.losses[step - 1]) if step else None
            self.formula.show_run(history.settings_at(max(step - 1, 0)), step, loss)
