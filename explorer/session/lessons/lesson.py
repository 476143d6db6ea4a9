"""What a lesson is: steps that tell, ask for a prediction, and set a goal."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explorer.core.answers import Answer, numbers_in
from explorer.session.lessons.facts import Fact

# The program's own lessons by page, in the order in which they are offered; each is a file of its name.
LESSONS: Mapping[str, tuple[str, ...]] = {
    "descent": ("descent", "curvature", "momentum", "precision"),
    "mnist": ("mnist", "edge"),
    "surface": ("surface", "saddles"),
    "tape": ("tape", "none", "nested"),
    "model": ("model",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """Something that holds of a fact, or does not; what is not given is not asked.

    Attributes:
        fact: Name of the fact.
        equals: What it is: a text or a truth, or a number to its last bit.
        least: The least number that it may be.
        most: The largest.
        near: A number that it is close to.
        within: How far from `near` it may be, in the fact's own unit.
        other: What it is no longer: a text, a truth or a number.
    """

    fact: str
    equals: Fact = None
    least: float | None = None
    most: float | None = None
    near: float | None = None
    within: float = 0.0
    other: Fact = None

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Return whether it holds; of a fact that is not known nothing does."""
        found = facts.get(self.fact)
        if found is None:
            return False
        if self.equals is not None and found != self.equals:
            return False
        if self.other is not None and found == self.other:
            return False
        limits = self.least, self.most, self.near
        if all(limit is None for limit in limits):
            return True
        if isinstance(found, str | bool) or not math.isfinite(found):
            return False
        return (
            (self.least is None or found >= self.least)
            and (self.most is None or found <= self.most)
            and (self.near is None or abs(found - self.near) <= self.within)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer to choose.

    Attributes:
        text: What it says.
        when: What holds of what is shown if it is right.
    """

    text: str
    when: tuple[Predicate, ...]

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Return whether it is right."""
        return all(condition.holds(facts) for condition in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A question that is answered before the step is shown, and judged by what is shown then.

    Attributes:
        ask: The question.
        fact: The number that is asked for; empty where one chooses.
        second: A second number: then a point is asked for, of which `fact` is the x.
        within: How far from it an answer still counts as right, in the fact's own unit.
        options: The answers to choose from; none where a number is asked for.
        why: What explains the result, said beside it.
        place: Whether the answer may be given by a line or a point that is put on the plot, too.
    """

    ask: str
    fact: str = ""
    second: str = ""
    within: float = 0.0
    options: tuple[Option, ...] = ()
    why: str = ""
    place: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the numbers that are asked for."""
        return tuple(name for name in (self.fact, self.second) if name)

    def is_decided(self, facts: Mapping[str, Fact]) -> bool:
        """Return whether enough is known to judge an answer."""
        if not self.options:
            return all(facts.get(name) is not None for name in self.facts)
        asked = [condition for option in self.options for condition in option.when]
        return any(option.holds(facts) for option in self.options) or all(
            facts.get(condition.fact) is not None for condition in asked
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something to reach on the page; it is ticked once all of it holds at the same time.

    Attributes:
        ask: What to do.
        when: What holds then.
    """

    ask: str
    when: tuple[Predicate, ...]

    def is_reached(self, facts: Mapping[str, Fact]) -> bool:
        """Return whether all of it holds."""
        return all(condition.holds(facts) for condition in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a lesson.

    Attributes:
        text: What to look at, or to think of.
        question: What to think about; nobody judges the answer.
        show: Choices of the page that show it, by field; empty for none.
        before: Choices that are to be seen while a prediction is still open; empty for none.
        look_at: Name of the part of the page that it explains; it is set off by a frame.
        predict: What to foretell before it is shown.
        goal: What to reach.
    """

    text: str
    question: str = ""
    show: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    look_at: str = ""
    predict: Prediction | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson.

    Attributes:
        key: Its name among the lessons of the program, or the file's own.
        page: The page that it is about.
        title: What it is called.
        steps: Its steps.
        hide: Names of choices that are out of sight while it is open.
    """

    key: str
    page: str
    title: str
    steps: tuple[Step, ...]
    hide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer beside what came out.

    Attributes:
        given: The answer: a number, a point, or the index of an option.
        found: What TensorFlow found: a number, a point, or the index of the option that holds; None
            where it found no such number or point, or none of the options holds.
        is_right: Whether they agree.
    """

    given: Answer
    found: Answer | None
    is_right: bool


def judged(prediction: Prediction, given: Answer, facts: Mapping[str, Fact]) -> Judged:
    """Return an answer beside what is shown now.

    Args:
        prediction: What was asked.
        given: A number in the fact's unit, a point, or the index of an option.
        facts: What holds of what is shown.
    """
    if prediction.options:
        options = enumerate(prediction.options)
        holding = [index for index, option in options if option.holds(facts)]
        return Judged(given, holding[0] if holding else None, given in holding)
    found = [facts.get(name) for name in prediction.facts]
    known = [float(each) for each in found if isinstance(each, int | float) and math.isfinite(each)]
    if len(known) < len(found):
        return Judged(given, None, is_right=False)
    is_right = math.dist(numbers_in(given), known) <= prediction.within
    return Judged(given, known[0] if len(known) == 1 else (known[0], known[1]), is_right)
