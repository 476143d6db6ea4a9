"""The Guide leaf: a short lesson that tells, asks, and sets the page up for what it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.session.lessons.facts import Fact
from explorer.session.lessons.lesson import Judged, Lesson, Step, judged
from explorer.ui.pages.lesson_asking import Asking, GoalLine
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.fields import ChoiceBox
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate


class StepBar(QWidget):
    """One dash per step, those that are done in the accent colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._done, self._all = look, 0, 1
        self.setFixedHeight(look.px(12))
        look.changed.connect(self.update)

    def show_step(self, done: int, steps: int) -> None:
        """Show how many of the steps are done."""
        self._done, self._all = done, steps
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the dashes."""
        painter = QPainter(self)
        # No gap after the last dash.
        width = (self.width() + 6) / self._all
        for index in range(self._all):
            dash = QRectF(index * width, self.height() / 2 - 2, width - 6, 4)
            painter.fillRect(dash, self._look.colour("accent" if index < self._done else "track"))


@dataclass(slots=True)
class Progress:
    """What a person has done of a step.

    Attributes:
        given: The prediction; None until there is one.
        waits: Whether it is to be judged as soon as what the step shows is known.
        judged: The prediction beside what came out.
        missed: Whether the goal was seen unreached: what holds from the start proves nothing.
        reached: Whether the goal was reached then.
    """

    given: float | None = None
    waits: bool = False
    judged: Judged | None = None
    missed: bool = False
    reached: bool = False


class LessonLeaf(QWidget):
    """Steps through a lesson; "Show me" hands the step's choices to the page.

    Where a step asks for a prediction, "Show me" stays closed until there is one; then both stand
    side by side. A goal is ticked by what is shown on the page, however a person gets there.

    Attributes:
        listens: Whether what the page shows can make a difference to the step; at most times not.
    """

    listens = False

    def __init__(
        self, lessons: Sequence[Lesson], show: Callable[[Mapping[str, Any]], None], look: Look
    ) -> None:
        """Take the lessons of a page, and what to do with a step's choices."""
        super().__init__()
        self.lessons, self._show, self._index = lessons, show, 0
        self._lesson = lessons[0]
        self.box = ChoiceBox(look)
        self.box.setAccessibleName(translate("Guide", "Lesson"))
        for lesson in lessons:
            self.box.addItem(lesson.title, lesson.key)
        self.box.setVisible(len(lessons) > 1)
        self._heading = label("", "heading", wrap=True)
        self._heading.setVisible(len(lessons) == 1)  # else the box above says it
        self._place = label("", "note")
        self._text = label("", "body", wrap=True)
        self._question = label("", "body", wrap=True)
        self.asking = Asking(look)
        self.goal = GoalLine(look)
        self._progress: dict[tuple[str, int], Progress] = {}
        self._bar = StepBar(look)
        self.back = button(translate("Guide", "Back"))
        self.show_me = button(translate("Guide", "Show me"))
        self.forward = button(translate("Guide", "Next"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.back, self.show_me, self.forward):
            buttons.addWidget(each, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 28, 20, 20)
        column.setSpacing(12)
        for part in (
            self.box,
            self._heading,
            self._place,
            self._text,
            self.asking,
            self.goal,
            self._question,
            self._bar,
        ):
            column.addWidget(part)
        column.addLayout(buttons)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        column.addStretch(1)
        self.back.clicked.connect(lambda: self.go(self._index - 1))
        self.forward.clicked.connect(lambda: self.go(self._index + 1))
        self.show_me.clicked.connect(self._show_step)
        self.asking.given.connect(self._take)
        self.box.activated.connect(lambda index: self.open(self.lessons[index].key))
        self.go(0)

    def set_free(self, free: bool) -> None:
        """Let steps be shown, or not while what they choose is fixed."""
        # The page tells it at each drawing.
        if free != self._is_free:
            self._is_free = free
            self.go(self._index)

    _is_free = True

    def add_below(self, widget: QWidget) -> None:
        """Put a widget below the steps."""
        self._below.addWidget(widget)

    @property
    def steps(self) -> Sequence[Step]:
        """The steps of the lesson."""
        return self._lesson.steps

    @property
    def index(self) -> int:
        """Which step is shown, from 0."""
        return self._index

    @property
    def text(self) -> str:
        """What the step says."""
        return f"{self._text.text()} {self._question.text()}".strip()

    def open(self, key: str) -> None:
        """Open another lesson at its first step."""
        self._lesson = next(lesson for lesson in self.lessons if lesson.key == key)
        self.box.setCurrentIndex(self.lessons.index(self._lesson))
        self.go(0)

    def go(self, index: int) -> None:
        """Show a step, kept within the lesson."""
        steps = self._lesson.steps
        self._heading.setText(self._lesson.title)
        self._index = max(0, min(index, len(steps) - 1))
        step = steps[self._index]
        place = translate("Guide", "Step {step} of {steps}")
        self._place.setText(place.format(step=self._index + 1, steps=len(steps)))
        self._text.setText(step.text)
        self._question.setText(step.question)
        # An empty question would leave its room.
        self._question.setVisible(bool(step.question))
        self._bar.show_step(self._index + 1, len(steps))
        self.back.setEnabled(self._index > 0)
        self.forward.setEnabled(self._index < len(steps) - 1)
        self._tell()

    @property
    def step(self) -> Step:
        """The step that is open."""
        return self._lesson.steps[self._index]

    @property
    def progress(self) -> Progress:
        """What was done of the step that is open."""
        return self._progress.setdefault((self._lesson.key, self._index), Progress())

    def forget(self) -> None:
        """Forget what was done: each question is open again."""
        self._progress.clear()
        self._tell()

    def see(self, facts: Mapping[str, Fact]) -> None:
        """Judge a prediction that waits, and tick the goal, by what the page shows now."""
        step, done = self.step, self.progress
        if done.waits and step.predict is not None and done.given is not None:
            asked = step.predict
            # What is still being computed is unknown: the answer waits.
            if asked.is_decided(facts):
                done.waits, done.judged = False, judged(asked, done.given, facts)
        if step.goal is not None and not done.reached:
            is_reached = step.goal.is_reached(facts)
            done.reached, done.missed = is_reached and done.missed, done.missed or not is_reached
        self._tell()

    def _take(self, answer: float) -> None:
        self.progress.given = answer
        self._tell()

    def _show_step(self) -> None:
        self.progress.waits = self.step.predict is not None and self.progress.judged is None
        self._tell()
        self._show(self.step.show)

    def _tell(self) -> None:
        """Show what was asked and done."""
        step, done = self.step, self.progress
        self.listens = done.waits or (step.goal is not None and not done.reached)
        self.asking.show_prediction(step.predict, done.given, done.judged)
        self.goal.tell("" if step.goal is None else step.goal.ask, reached=done.reached)
        is_open = step.predict is None or done.given is not None
        self.show_me.setEnabled(bool(step.show) and self._is_free and is_open)
        self.show_me.setToolTip("" if is_open else translate("Guide", "Say first what you expect."))
