"""Lessons as TOML files: the program's own, and those of a teacher.

Nothing in a file is run: what a step shows are choices that a page's fields would take, and what it
checks are conditions on named facts.
"""

import logging
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from platformdirs import user_data_path

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.untrusted import read_regular, read_toml
from explorer.session.lessons.facts import names_on
from explorer.session.lessons.lesson import (
    LESSONS,
    Goal,
    Lesson,
    Option,
    Predicate,
    Prediction,
    Step,
)
from explorer.session.lessons.parts import PLACED, choices_on, parts_on
from explorer.session.lessons.showing import names_shown, shown_by
from explorer.session.pages import PAGES

_log = logging.getLogger(__name__)
_MOST_BYTES = 200_000
_MOST_STEPS = 50
_MOST_OPTIONS = 10  # of a prediction
_LONGEST_TITLE, _LONGEST_TEXT = 100, 1_000  # characters
_MOST_LESSONS = 100  # of a person's own
_SENTENCES = 2  # in the text of a step: more is not read


def own_lessons_folder(chosen: str = "") -> Path:
    """Return the folder of the lessons that a person has written, or was given; the usual one for none."""
    if chosen:
        return Path(chosen)
    return user_data_path("gradient-explorer", appauthor=False) / "lessons"


class OwnLessons(NamedTuple):
    """What a folder holds.

    Attributes:
        lessons: Those that can be read, of all pages.
        refused: Names of the files that are none; the log says why.
    """

    lessons: tuple[Lesson, ...] = ()
    refused: tuple[str, ...] = ()


def own_lessons(folder: Path) -> OwnLessons:
    """Read the lessons in a folder; of one that cannot be read there are none."""
    try:
        paths = sorted(folder.glob("*.toml"))[:_MOST_LESSONS]
    except OSError:
        return OwnLessons()
    lessons, refused = [], []
    for path in paths:
        try:
            lessons.append(open_lesson(path))
        except ExplorerError as error:
            _log.info("%s", error)
            refused.append(path.name)
    return OwnLessons(tuple(lessons), tuple(refused))


def lessons_of(folder: Path, page: str, language: str) -> tuple[Lesson, ...]:
    """Return the program's own lessons of a page."""
    return tuple(read_lesson(folder, name, language) for name in LESSONS.get(page, (page,)))


def read_lesson(folder: Path, name: str, language: str) -> Lesson:
    """Read one of the program's own lessons, `folder`/`name`.`language`.toml.

    Raises:
        ExplorerError: As for `open_lesson`.
    """
    page = next((page for page, names in LESSONS.items() if name in names), name)
    return open_lesson(folder / f"{name}.{language}.toml", page=page)


def open_lesson(path: Path, *, page: str = "") -> Lesson:
    """Read a lesson.

    Args:
        path: The file.
        page: The page that it is about, where the file itself does not say it.

    Raises:
        ExplorerError: If it cannot be read, or is no lesson; the sentence says where.
    """
    return lesson_in(content_of(path), path.name, page=page)


def content_of(path: Path) -> bytes:
    """Return what a lesson's file holds.

    Raises:
        ExplorerError: If it cannot be read.
    """
    try:
        return read_regular(path, _MOST_BYTES)
    except OSError as error:
        reason = error.strerror or error
        raise _refusal(
            path.name, said("Lessons", "it cannot be read: {reason}", reason=reason)
        ) from error


def lesson_in(content: bytes, name: str, *, page: str = "") -> Lesson:
    """Return the lesson that a text is.

    Args:
        content: TOML.
        name: What the lesson is known by, up to the first full stop, and what a refusal names.
        page: As for `open_lesson`.

    Raises:
        ExplorerError: If it is no lesson; the sentence says where.
    """
    try:
        table = read_toml(content)
    except ValueError as error:
        reason = str(error)[:120]
        raise _refusal(name, said("Lessons", "it is no TOML: {reason}", reason=reason)) from error
    table.setdefault("page", page)
    table["steps"] = table.pop("step", [])
    table["key"] = name.split(".", maxsplit=1)[0]
    problem = next(_unknown(table, Lesson, ""), None)
    if problem is not None:
        raise _refusal(name, problem)
    try:
        lesson = msgspec.convert(table, Lesson)
    except msgspec.ValidationError as error:
        raise _refusal(name, said("Lessons", "{problem}", problem=str(error))) from error
    problem = next(iter(_amiss(lesson)), None)
    if problem is not None:
        raise _refusal(name, problem)
    return lesson


def class_lesson(text: str) -> Lesson:
    """Return the lesson of a class file; it is known by what it says, so that two are told apart.

    Raises:
        ExplorerError: If it is no lesson, or one that would not do what it says.
    """
    content = text.encode("utf-8", "replace")[:_MOST_BYTES]
    lesson = lesson_in(content, f"class-{zlib.crc32(content):08x}")
    for problem in problems_of(lesson)[:1]:
        raise _refusal(lesson.title, problem)
    return lesson


def problems_of(lesson: Lesson) -> tuple[Sentence, ...]:
    """Return everything that a lesson would not do: choices refused, facts unknown, texts too long."""
    known = choices_on(lesson.page)
    found = [
        said(
            "Lessons",
            "there is no choice {name}; {near}",
            name=name[:60],
            near=_nearest(name, known),
        )
        for name in lesson.hide
        if name not in known
    ]
    for number, step in enumerate(lesson.steps, start=1):
        found += [
            said("Lessons", "Step {number}: {problem}", number=number, problem=problem)
            for problem in (*_of_choices(lesson, step), *_of_facts(lesson, step), *_of_texts(step))
        ]
    return tuple(found)


def _refusal(name: str, problem: Sentence) -> ExplorerError:
    return ExplorerError(
        said("Lessons", "{file} is no lesson: {problem}.", file=name, problem=problem)
    )


def _amiss(lesson: Lesson) -> Iterator[Sentence]:
    """Yield what makes it no lesson at all."""
    if lesson.page not in PAGES:
        pages = ", ".join(PAGES)
        yield said("Lessons", "its page must be one of {pages}", pages=pages)
    if not 1 <= len(lesson.steps) <= _MOST_STEPS:
        yield said("Lessons", "it must have from 1 to {most} steps", most=_MOST_STEPS)
    if len(lesson.title) > _LONGEST_TITLE:
        yield said("Lessons", "its title is longer than {most} characters", most=_LONGEST_TITLE)
    for number, step in enumerate(lesson.steps, start=1):
        if step.predict is not None:
            yield from _asked_amiss(number, step.predict)
        if step.goal is not None and not step.goal.when:
            yield said("Lessons", "step {number}: its goal has no condition", number=number)
        if any(len(text) > _LONGEST_TEXT for text in _all_texts(step)):
            yield said(
                "Lessons",
                "step {number}: a text is longer than {most} characters",
                number=number,
                most=grouped(_LONGEST_TEXT),
            )


def _asked_amiss(number: int, asked: Prediction) -> Iterator[Sentence]:
    if bool(asked.fact) == bool(asked.options):
        yield said(
            "Lessons", "step {number}: a prediction has either a fact or options", number=number
        )
    if asked.second and not asked.fact:
        yield said("Lessons", "step {number}: a second number needs a first one", number=number)
    if len(asked.options) == 1:
        yield said("Lessons", "step {number}: one option is no choice", number=number)
    if len(asked.options) > _MOST_OPTIONS:
        yield said(
            "Lessons",
            "step {number}: there can be at most {most} options",
            number=number,
            most=_MOST_OPTIONS,
        )


def _all_texts(step: Step) -> Iterator[str]:
    yield from (step.text, step.question)
    if step.goal is not None:
        yield step.goal.ask
    if step.predict is not None:
        yield from (step.predict.ask, step.predict.why)
        yield from (option.text for option in step.predict.options)


# What lies below a field of the tables.
_BELOW: Mapping[tuple[type, str], type] = {
    (Lesson, "steps"): Step, (Step, "predict"): Prediction, (Step, "goal"): Goal,
    (Prediction, "options"): Option, (Option, "when"): Predicate, (Goal, "when"): Predicate,
}  # fmt: skip


def _unknown(table: Any, kind: type, where: str) -> Iterator[Sentence]:
    """Yield the entries that nothing reads: mostly misspelt ones."""
    names = [each.name for each in fields(kind)]
    for name, value in table.items() if isinstance(table, dict) else ():
        if name not in names:
            yield said(
                "Lessons",
                "{entry} is not known; {near}",
                entry=f"{where}{name}"[:60],
                near=_nearest(name, names),
            )
        elif (kind, name) in _BELOW:
            below = value if isinstance(value, list) else [value]
            for number, each in enumerate(below, start=1):
                place = f"step {number}, " if name == "steps" else f"{where}{name}."
                yield from _unknown(each, _BELOW[kind, name], place)


def _nearest(name: str, known: Iterable[str]) -> Sentence:
    names = list(known)
    near = get_close_matches(name, names, 1)
    if near:
        return said("Lessons", "did you mean {near}?", near=near[0])
    return said("Lessons", "there are {known}", known=", ".join(sorted(names)))


def _of_choices(lesson: Lesson, step: Step) -> Iterator[Sentence]:
    names = names_shown(lesson.page)
    for name in (*step.show, *step.before):
        if name not in names:
            yield said(
                "Lessons",
                "there is no choice {name}; {near}",
                name=name[:60],
                near=_nearest(name, names),
            )
            return
    for shown in (step.show, step.before):
        try:
            shown_by(lesson.page, shown)
        except ExplorerError as error:
            yield error.sentence
    parts = parts_on(lesson.page)
    if step.look_at and step.look_at not in parts:
        yield said(
            "Lessons",
            "there is no part {name} to look at; {near}",
            name=step.look_at[:60],
            near=_nearest(step.look_at, parts),
        )
    asked = step.predict
    if asked is not None and asked.place and asked.options:
        yield said("Lessons", "only a number is put on the plot")
    elif asked is not None and asked.place:
        yield from _of_place(lesson.page, asked)
    if step.before and step.predict is None:
        yield said("Lessons", "what is shown before needs a prediction")


def _of_place(page: str, asked: Prediction) -> Iterator[Sentence]:
    places = PLACED.get(page, {})
    if not places:
        pages = ", ".join(PLACED)
        yield said("Lessons", "a prediction can be put on the plot only on {pages}", pages=pages)
    elif asked.facts not in places:
        known = "; ".join(", ".join(each) for each in places)
        name = ", ".join(asked.facts)[:60]
        yield said(
            "Lessons", "{name} has no place on the plot; there are {known}", name=name, known=known
        )


def _of_facts(lesson: Lesson, step: Step) -> Iterator[Sentence]:
    known = names_on(lesson.page)
    conditions = [] if step.goal is None else list(step.goal.when)
    asked = step.predict
    named = []
    if asked is not None:
        conditions += [condition for option in asked.options for condition in option.when]
        named = [*asked.facts]
        if asked.options and not all(option.when for option in asked.options):
            yield said("Lessons", "an option without a condition can be neither right nor wrong")
        if asked.fact and asked.within <= 0:
            yield said("Lessons", "within must say how near to the number an answer has to be")
        if not step.show:
            yield said("Lessons", "a prediction needs something that is shown afterwards")
    for name in (*named, *(condition.fact for condition in conditions)):
        if name not in known:
            yield said(
                "Lessons",
                "there is no fact {name}; {near}",
                name=name[:60],
                near=_nearest(name, known),
            )
    for condition in conditions:
        limits = (
            condition.equals, condition.other, condition.least, condition.most, condition.near,
        )  # fmt: skip
        if all(limit is None for limit in limits):
            yield said("Lessons", "a condition on {name} asks nothing", name=condition.fact[:60])


def _of_texts(step: Step) -> Iterator[Sentence]:
    if not step.text.strip():
        yield said("Lessons", "it says nothing")
    # A full stop inside a number or before a small letter ends no sentence.
    if len(re.findall(r"[.!?](?=\s+[^a-z\s]|\s*$)|[。！？]", step.text)) > _SENTENCES:
        yield said("Lessons", "its text has more than {most} sentences", most=_SENTENCES)
