"""Every lesson, in both languages, fits the page that it sets up; one of a teacher is checked first."""

import re
from pathlib import Path

import pytest

from explorer.cli import parse
from explorer.cli import run as run_command
from explorer.core.sentences import ExplorerError
from explorer.files.lessons import (
    OwnLessons,
    open_lesson,
    own_lessons,
    own_lessons_folder,
    problems_of,
    read_lesson,
)
from explorer.files.settings import read_settings, settings_file
from explorer.session.lessons.lesson import LESSONS
from explorer.session.session import LANGUAGES

NAMES = [name for names in LESSONS.values() for name in names]


@pytest.mark.parametrize("page", NAMES)
def test_that_both_languages_have_the_same_steps(repository: Path, page: str) -> None:
    folder = repository / "resources" / "lessons"
    english, chinese = (read_lesson(folder, page, language) for language in ("en", "zh_CN"))
    assert [step.show for step in english.steps] == [step.show for step in chinese.steps]


@pytest.mark.parametrize("page", NAMES)
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


def test_that_both_languages_ask_the_same(repository: Path) -> None:
    folder = repository / "resources" / "lessons"
    for name in NAMES:
        english, chinese = (read_lesson(folder, name, language) for language in ("en", "zh_CN"))
        for one, other in zip(english.steps, chinese.steps, strict=True):
            assert (one.goal is None) is (other.goal is None)
            assert (one.predict is None) is (other.predict is None)
            if one.goal is not None and other.goal is not None:
                assert one.goal.when == other.goal.when
            if one.predict is not None and other.predict is not None:
                assert one.predict.fact == other.predict.fact
                assert [each.when for each in one.predict.options] == [
                    each.when for each in other.predict.options
                ]


def test_that_there_are_ten_lessons_without_a_problem(repository: Path) -> None:
    folder = repository / "resources" / "lessons"
    assert len(NAMES) >= 10
    for name in NAMES:
        for language in LANGUAGES:
            assert problems_of(read_lesson(folder, name, language)) == (), (name, language)


GOOD = """
title = "Mine"
page = "descent"
[[step]]
text = "Look."
show = { start = 2.0 }
[step.predict]
ask = "What is the slope?"
fact = "slope"
within = 0.1
[step.goal]
ask = "Go."
when = [{ fact = "x", near = 0.0, within = 0.1 }]
"""


# Of words, where only a number has a place.
UP_OR_DOWN = """place = true
options = [
    { text = "Up", when = [{ fact = "x", least = 1.0 }] },
    { text = "Down", when = [{ fact = "x", most = 1.0 }] },
]"""


def checked(tmp_path: Path, text: str) -> int:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    return run_command(parse(["lesson", "check", str(path)]))


def test_that_a_good_lesson_is_called_good(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path, GOOD) == 0
    assert "“Mine” for descent: 1 steps, 1 predictions, 1 goals." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("slope", "slop", "there is no fact slop; did you mean slope?"),
        ("start =", "strat =", "there is no choice strat; did you mean start?"),
        ("2.0", "true", "what it shows cannot be chosen"),
        ("start = 2.0", 'optimizer = "adamm"', "Choose one of"),
        ("Look.", "Look. And look. And look.", "more than 2 sentences"),
        ("within = 0.1\n[", "\n[", "within must say how near"),
        (", near = 0.0, within", ", within", "asks nothing"),
        (
            "within = 0.1\n[",
            "within = 0.1\nplace = true\n[",
            "slope has no place on the plot; there are x",
        ),
        ('"slope"', '"x"\nsecond = "f"\nplace = true', "x, f has no place on the plot"),
        ('"slope"', '"x"\nsecond = "g"', "there is no fact g"),
        ("Look.", " ", "it says nothing"),
        (
            '"descent"',
            '"descent"\nhide = ["strat"]',
            "there is no choice strat; did you mean start?",
        ),
        ('"Look."', '"Look."\nlook_at = "polt"', "there is no part polt to look at"),
        ("[step.pre", "before = { strat = 1.0 }\n[step.pre", "there is no choice strat"),
        ("show = { start = 2.0 }", "", "needs something that is shown afterwards"),
        (
            'fact = "slope"\nwithin = 0.1',
            'options = [{ text = "Up", when = [] }, { text = "Down", when = [{ fact = "x", most = 1.0 }] }]',
            "an option without a condition can be neither right nor wrong",
        ),
        (
            'fact = "slope"\nwithin = 0.1',
            UP_OR_DOWN,
            "only a number is put on the plot",
        ),
        (
            GOOD[GOOD.index("[step.predict]") : GOOD.index("[step.goal]")],
            "before = { start = 1.0 }\n",
            "what is shown before needs a prediction",
        ),
    ],
)
def test_that_what_would_not_work_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    assert checked(tmp_path, GOOD.replace(old, new)) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title", "titel", "titel is not known; did you mean title?"),
        ("ask =", "aks =", "step 1, predict.aks is not known; did you mean ask?"),
        ("descent", "decent", "its page must be one of descent, mnist"),
        ('"Mine"', "7", "Expected `str`, got `int`"),
        ("[[step]]", "[step", "it is no TOML"),
        ('fact = "slope"', 'second = "x"', "a prediction has either a fact or options"),
        ('fact = "slope"', 'options = [{ text = "Up", when = [] }]', "one option is no choice"),
        (
            'fact = "slope"',
            "options = [" + '{ text = "Up", when = [] }, ' * 30 + "]",
            "there can be at most",
        ),
        ("Mine", "M" * 1_000, "its title is longer than"),
        ("Look.", "L" * 20_000, "step 1: a text is longer than"),
        ('[{ fact = "x", near = 0.0, within = 0.1 }]', "[]", "its goal has no condition"),
        (GOOD[GOOD.index("[[step]]") :], "step = []", "it must have from 1 to"),
        ("a = 1", "a = 1", ""),
    ],
)
def test_that_what_is_no_lesson_is_refused_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    text = GOOD.replace(old, new, 1) if told else "a = " + "[" * 3_000
    assert checked(tmp_path, text) == 2
    assert "mine.toml is no lesson: " in (error := capsys.readouterr().err)
    assert told in error


@pytest.mark.parametrize(
    ("page", "asked", "told"),
    [
        ("descent", 'fact = "next_x"', ""),
        ("surface", 'fact = "x"\nsecond = "y"', ""),
        ("surface", 'fact = "x"', "x has no place on the plot; there are x, y"),
        ("mnist", 'fact = "best_step"', ""),
        (
            "tape",
            'fact = "x"',
            "a prediction can be put on the plot only on descent, surface, mnist",
        ),
    ],
)
def test_that_a_prediction_is_put_on_the_plot_where_it_has_a_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], page: str, asked: str, told: str
) -> None:
    text = GOOD.partition("[step.goal]")[0].replace("descent", page)
    shown = "seed = 1" if page == "mnist" else "cursor = 0"
    text = text.replace("start = 2.0", shown).replace('fact = "slope"', f"{asked}\nplace = true")
    assert checked(tmp_path, text) == bool(told), capsys.readouterr().out
    assert told in capsys.readouterr().out


def test_that_what_is_no_lesson_in_a_folder_of_ones_own_is_named_and_left_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "mine.toml").write_text(GOOD)
    (tmp_path / "broken.toml").write_text("no lesson")
    found = own_lessons(tmp_path)
    assert [each.key for each in found.lessons] == ["mine"]
    assert found.refused == ("broken.toml",)
    assert own_lessons(tmp_path / "nowhere") == OwnLessons()
    assert own_lessons(tmp_path / ("n" * 300)) == OwnLessons()  # longer than a name can be


def test_that_another_folder_of_lessons_is_chosen_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))

    def told(*arguments: str) -> str:
        run_command(parse(["lesson", "folder", *arguments]))
        return "".join(capsys.readouterr()).strip()

    usual = told()
    assert usual.endswith("lessons")
    assert told(str(tmp_path / "none")).endswith("none is no folder.")
    assert told(str(tmp_path)) == told() == str(tmp_path)
    assert own_lessons_folder(read_settings(settings_file()).view.lessons) == tmp_path
    assert told("--usual") == told() == usual


def test_that_a_pipe_is_no_lesson(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "mine.toml")
    with pytest.raises(ExplorerError, match="cannot be read"):
        open_lesson(tmp_path / "mine.toml")
