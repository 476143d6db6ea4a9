"""The Guide leaf: a short lesson that tells, asks, and sets the page up for what it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.answers import Answer
from explorer.session.glance import Done, Glance
from explorer.session.lessons.facts import Fact
from explorer.session.lessons.lesson import Judged, Lesson, Prediction, Step, judged
from explorer.ui.pages.lesson_asking import Asking, GoalLine
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.choice_box import ChoiceBox, name_box
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.step_bar import StepBar

translate = QCoreApplication.translate


@dataclass(slots=True)
class LessonProgress:
    """What a person has done of a step.

    Attributes:
        given: The prediction; None until there is one.
        waits: Whether it is to be judged as soon as what the step shows is known.
        judged: The prediction beside what came out.
        missed: Whether the goal was seen unreached: what holds from the start proves nothing.
        reached: Whether the goal was reached then.
    """

    given: Answer | None = None
    waits: bool = False
    judged: Judged | None = None
    missed: bool = False
    reached: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether anything was done that is worth keeping."""
        return self.given is not None or self.reached


class LessonLeaf(QWidget):
    """Steps through a lesson; "Show me" hands the step's choices to the page.

    Where a step asks for a prediction, "Show me" stays closed until there is one; then both stand
    side by side. A goal is ticked by what is shown on the page, however a person gets there.

    Attributes:
        listens: Whether what the page shows can make a difference to the step; at most times not.
    """

    listens = False
    staged = Signal()  # what is to be set off, or where the prediction stands on the plot
    opened = Signal(object)  # names of the choices that the lesson hides

    def __init__(
        self, lessons: Sequence[Lesson], show: Callable[[Mapping[str, Any]], None], look: Look
    ) -> None:
        """Take the lessons of a page, and what to do with a step's choices."""
        super().__init__()
        self.lessons: Sequence[Lesson] = lessons
        self._program, self._show, self._index = lessons, show, 0
        self._lesson = lessons[0]
        self.box = ChoiceBox(look)
        self.box.setAccessibleName(translate("Guide", "Lesson"))
        name_box(self.box, self)
        self._heading = label("", "heading", wrap=True)
        self._place = label("", "note")
        self.again = button(translate("Guide", "Start over"), "link")
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(self.again)
        self._text = label("", "body", wrap=True)
        self._question = label("", "body", wrap=True)
        self.asking = Asking(look)
        self.goal = GoalLine(look)
        self._progress: dict[tuple[str, int], LessonProgress] = {}
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
        column.addWidget(self.box)
        column.addWidget(self._heading)
        column.addLayout(place)
        for part in (
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
        self.back.clicked.connect(lambda: self._walk(-1))
        self.forward.clicked.connect(lambda: self._walk(1))
        self.show_me.clicked.connect(self._show_step)
        self.asking.given.connect(self._take)
        self.asking.typed.connect(self.staged)
        self.again.clicked.connect(self._start_over)
        self.box.activated.connect(self._choose)
        self._fill()
        self.go(0)

    def _fill(self) -> None:
        self.lessons = [*self._program, *self._own, *filter(None, [self._class])]
        self.box.clear()
        for lesson in self.lessons:
            self.box.addItem(lesson.title, lesson.key)
        self.box.setVisible(len(self.lessons) > 1)
        self._heading.setVisible(len(self.lessons) == 1)  # else the box above says it

    def offer(self, lessons: Sequence[Lesson]) -> None:
        """Offer lessons of a person's own below the program's, in place of those before."""
        taken = {each.key for each in self._program}
        own = tuple(each for each in lessons if each.key not in taken)
        self._is_offered = True
        awaited, self._awaited = self._awaited, ""
        if own == self._own:
            return
        before, index = {each.key for each in self._own}, self._index
        self._own = own
        self._fill()
        now = next((each for each in self.lessons if each.key == self._lesson.key), None)
        if now is None:
            self.open(self.lessons[0].key)
        elif now is not self._lesson:  # it was written anew
            self.open(now.key)
            self.go(index)
        else:
            self.box.setCurrentIndex(self.lessons.index(now))
        # What was kept may have come before the lesson itself.
        self._recall(self._kept, [each for each in own if each.key not in before])
        if awaited in {each.key for each in own}:
            self.open(awaited)
            self.go(self._kept.lesson)

    def teach(self, lesson: Lesson | None) -> None:
        """Offer the lesson of a class file and open it; None takes the one before away."""
        was_open = self._class is not None and self._lesson is self._class
        self._class = lesson
        self._fill()
        if lesson is not None or was_open:
            self.open(self.lessons[-1 if lesson else 0].key)
        else:
            self.box.setCurrentIndex(self.lessons.index(self._lesson))
        # What was kept of it came before the lesson itself.
        if lesson is not None and any(each.lesson == lesson.key for each in self._kept.done):
            self.bring(self._kept)

    _class: Lesson | None = None
    _kept = Glance()
    _awaited = ""  # key of a lesson that was open, and is not there yet
    _own: tuple[Lesson, ...] = ()
    _is_offered = False  # whether it is known which lessons of a person's own there are

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
        self.opened.emit(self._lesson.hide)

    def _choose(self, index: int) -> None:
        self._awaited = ""
        self.open(self.lessons[index].key)

    def _walk(self, by: int) -> None:
        self._awaited = ""  # who goes on in this lesson is not led away from it
        self.go(self._index + by)

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
    def lesson(self) -> Lesson:
        """The lesson that is open."""
        return self._lesson

    @property
    def step(self) -> Step:
        """The step that is open."""
        return self._lesson.steps[self._index]

    @property
    def progress(self) -> LessonProgress:
        """What was done of the step that is open."""
        return self._progress.setdefault((self._lesson.key, self._index), LessonProgress())

    def kept(self) -> Glance:
        """Return which lesson and step are open, and what was done of all."""
        done = tuple(
            Done(
                key, step, each.given, each.judged is not None,
                None if each.judged is None else each.judged.found,
                each.judged is not None and each.judged.is_right, each.reached,
            )
            for (key, step), each in sorted(self._progress.items())
            if each.is_begun
        )  # fmt: skip
        if not self._is_offered:
            here = {each.key for each in self.lessons}
            done += tuple(each for each in self._kept.done if each.lesson not in here)
        if self._awaited:
            return Glance(lesson=self._kept.lesson, opened=self._awaited, done=done)
        opened = "" if self._lesson is (self._class or self.lessons[0]) else self._lesson.key
        return Glance(lesson=self._index, opened=opened, done=done)

    def bring(self, glance: Glance) -> None:
        """Go on where one was; of a lesson that is not there, or has other steps now, nothing is taken."""
        self._kept = glance
        self._recall(glance, self.lessons)
        known = {lesson.key: lesson for lesson in self.lessons}
        # A class file is opened for its lesson, wherever one was before.
        key = glance.opened or (self._class or self.lessons[0]).key
        self._awaited = "" if key in known or self._is_offered else key
        if key in known and known[key] is not self._lesson:
            self.open(key)
        self.go(glance.lesson if key in known else self._index)

    def _recall(self, glance: Glance, lessons: Sequence[Lesson]) -> None:
        """Take what was done before of some lessons."""
        known = {lesson.key: lesson for lesson in lessons}
        for each in glance.done:
            lesson = known.get(each.lesson)
            if lesson is not None and 0 <= each.step < len(lesson.steps):
                asked = lesson.steps[each.step].predict
                given = each.given if _is_answer(asked, each.given) else None
                came = (
                    judged_as(each) if given is not None and _is_answer(asked, each.found) else None
                )
                self._progress[each.lesson, each.step] = LessonProgress(
                    given=given, judged=came, reached=each.reached
                )

    def place(self, answer: Answer) -> None:
        """Predict a place on the plot, which stands in the field too."""
        self.asking.write(answer)

    @property
    def guess(self) -> Answer | None:
        """What is predicted, given or still in the field; None for nothing."""
        given = self.progress.given
        return self.asking.number if given is None else given

    def _start_over(self) -> None:
        """Open each question of the lesson again, from its first step."""
        for key in [each for each in self._progress if each[0] == self._lesson.key]:
            del self._progress[key]
        self.asking.edit.clear()
        self.go(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Set off what the step explains."""
        super().showEvent(event)
        self.staged.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Set off nothing while nobody reads."""
        super().hideEvent(event)
        self.staged.emit()

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

    def _take(self, answer: Answer) -> None:
        self.progress.given = answer
        self._tell()

    def _show_step(self) -> None:
        if not self._is_open:
            self._show(self.step.before)
            return
        self.progress.waits = self.step.predict is not None and self.progress.judged is None
        self._tell()
        self._show(self.step.show)

    def _tell(self) -> None:
        """Show what was asked and done."""
        step, done = self.step, self.progress
        self.listens = done.waits or (step.goal is not None and not done.reached)
        self.asking.show_prediction(step.predict, done.given, done.judged)
        self.goal.tell("" if step.goal is None else step.goal.ask, reached=done.reached)
        is_open = self._is_open
        shows = step.show if is_open else step.before
        self.show_me.setText(
            translate("Guide", "Show me") if is_open or not shows else translate("Guide", "Set up")
        )
        self.show_me.setEnabled(bool(shows) and self._is_free)
        self.show_me.setToolTip("" if is_open else translate("Guide", "Say first what you expect."))
        mine = (each for (key, _), each in self._progress.items() if key == self._lesson.key)
        self.again.setVisible(any(each.is_begun for each in mine))
        self.staged.emit()

    @property
    def _is_open(self) -> bool:
        """Whether the step may be shown: what it asks is answered."""
        return self.step.predict is None or self.progress.given is not None


def _is_answer(asked: Prediction | None, answer: Answer | None) -> bool:
    """Return whether a kept answer can be one to what is asked now."""
    if asked is None or answer is None:
        return answer is None
    if not asked.options:
        return isinstance(answer, tuple) == bool(asked.second)
    return answer in range(len(asked.options))


def judged_as(done: Done) -> Judged | None:
    """Return an answer that was judged before, beside what came out then."""
    if not done.judged or done.given is None:
        return None
    return Judged(done.given, done.found, done.is_right)
