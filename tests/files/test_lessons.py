"""Every page's lesson, in both languages, fits the page that it sets up."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.files.lessons import read_lesson
from explorer.session.pages import PAGES
from explorer.session.session import Session


@pytest.mark.parametrize("page", PAGES)
def test_that_both_languages_have_the_same_steps(repository: Path, page: str) -> None:
    folder = repository / "resources" / "lessons"
    english, chinese = (read_lesson(folder, page, language) for language in ("en", "zh_CN"))
    assert [step.show for step in english.steps] == [step.show for step in chinese.steps]


@pytest.mark.parametrize("page", PAGES)
def test_that_both_languages_name_the_same_numbers(repository: Path, page: str) -> None:
    folder = repository / "resources" / "lessons"
    told = []
    for language in ("en", "zh_CN"):
        steps = read_lesson(folder, page, language).steps
        # Words for small numbers are no figures: one says two where the other says 2.
        texts = [re.sub(r"(?<=\d),(?=\d{3})", "", f"{step.text} {step.question}") for step in steps]
        told.append([set(re.findall(r"\d+\.\d+|\d{2,}", text)) for text in texts])
    english, chinese = told
    assert english == chinese


@pytest.mark.parametrize("page", PAGES)
def test_that_a_lesson_has_some_steps_with_words(repository: Path, page: str) -> None:
    lesson = read_lesson(repository / "resources" / "lessons", page, "en")
    assert len(lesson.steps) >= 5
    assert all(step.text for step in lesson.steps)


def test_that_the_descent_lesson_names_choices_of_its_page(repository: Path) -> None:
    lesson = read_lesson(repository / "resources" / "lessons", "descent", "en")
    for step in lesson.steps:
        replace(Session().descent, **step.show)


def test_that_a_lesson_nested_too_deeply_is_no_toml(tmp_path: Path) -> None:
    (tmp_path / "deep.en.toml").write_text("a = " + "[" * 3_000)
    with pytest.raises(tomllib.TOMLDecodeError, match="nested too deeply"):
        read_lesson(tmp_path, "deep", "en")
