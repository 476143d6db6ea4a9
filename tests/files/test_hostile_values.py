"""Values that no field would take, in lessons, grids, documents and wishes: each is refused by a sentence."""

import json
import sys
import time
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from explorer.core.sentences import ExplorerError
from explorer.core.training.settings import TrainingSettings
from explorer.core.untrusted import read_regular
from explorer.files.documents import (
    Document,
    keep_session,
    kept_session,
    read_document,
    save_document,
    written,
)
from explorer.files.grids import read_grid
from explorer.files.lessons import open_lesson, problems_of
from explorer.files.run_logs import LogTail
from explorer.files.settings import read_settings
from explorer.files.training_json import settings_to_json
from explorer.session.lessons.showing import names_shown, shown_by
from explorer.session.pages import PAGES
from explorer.session.session import Session
from explorer.session.training.grid import combinations

HALF = "\ud800"  # of a surrogate pair: JSON can hold it, UTF-8 cannot
VALUES = tomllib.loads(
    f"""values = [
    nan, inf, -1, 0, 1e308, 1e-320, true, "", "x", [], {{}}, [[]], [nan], [["x", 1]], [{{ units = "x" }}],
    10_000_000_000, 0x{"f" * 30_000}, {"9" * 400}, "{"x" * 9_000}", "sgd", 1979-05-27, ["a", ["b"]],
]"""
)["values"]


def deep(text: str) -> str:
    return text + "a." * 49_000 + "a = 1"


@pytest.mark.parametrize("page", PAGES)
def test_that_a_step_shows_only_what_the_page_itself_would_take(page: str) -> None:
    spec = PAGES[page]  # type: ignore[index]
    for name in names_shown(page):
        for value in VALUES:
            try:
                chosen = shown_by(page, {name: value})
            except ExplorerError as error:
                assert len(str(error)) < 500, name  # noqa: PT017 - most are refused, some may be right
            else:
                spec.check(chosen)
                made = spec.choosing(Session(), partial(lambda found, _: found, chosen))
                assert json.loads(written(Document(made)))


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("mnist", "deleted", ["2026-01-01-000000"]),
        ("mnist", "runs_folder", "/elsewhere"),
        ("model", "run", "/elsewhere"),
        ("tape", "explanation", "/elsewhere/x"),
    ],
)
def test_that_a_step_names_no_place_and_deletes_nothing(page: str, name: str, value: Any) -> None:
    with pytest.raises(ExplorerError, match=name):
        shown_by(page, {name: value})


def test_that_a_step_runs_no_program_but_the_examples(tmp_path: Path) -> None:
    (tmp_path / "foreign.py").write_text("")
    for named in (str(tmp_path / "foreign"), "../examples/healthy", "", 7, ["healthy"]):
        with pytest.raises(ExplorerError):
            shown_by("model", {"try": named})
    assert shown_by("model", {"try": "healthy"})


def lesson(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        f'page = "tape"\ntitle = "{"x" * 101}"\n[[step]]\ntext = "a"',
        f'page = "tape"\ntitle = "t"\n[[step]]\ntext = "{"x" * 1_001}"',
        'page = "tape"\ntitle = "t"\n[[step]]\ntext = "a"\n[step.predict]\nask = "b"\n'
        + '[[step.predict.options]]\ntext = "c"\nwhen = []\n' * 11,
        deep('title = "t"\n'),
    ],
)
def test_that_a_lesson_beyond_all_bounds_is_refused_at_once(tmp_path: Path, text: str) -> None:
    before = time.process_time()
    with pytest.raises(ExplorerError, match="is no lesson") as refused:
        open_lesson(lesson(tmp_path, text))
    assert len(str(refused.value)) < 300
    assert time.process_time() - before < 1


def test_that_names_of_any_length_are_told_briefly(tmp_path: Path) -> None:
    name = "x" * 9_000
    text = f"""page = "tape"\ntitle = "t"\n[[step]]\ntext = "a"\nshow = {{ {name} = 1 }}
    [step.goal]\nask = "b"\nwhen = [{{ fact = "{name}" }}]"""
    problems = problems_of(open_lesson(lesson(tmp_path, text)))
    assert len(problems) == 3
    assert all(len(str(each)) < 1_000 for each in problems)


@pytest.mark.parametrize(
    "text",
    [
        f"{'x' * 9_000} = 1",
        f"optimizer = ['{'x' * 9_000}']",
        f"seed = [0x{'f' * 30_000}]",
        f"steps = 0x{'f' * 30_000}",
        "learning_rate = [nan]",
        "network = [[0]]",
        deep(""),
    ],
)
def test_that_a_grid_beyond_all_bounds_is_refused_at_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "grid.toml").write_text(text)
    before = time.process_time()
    with pytest.raises(ExplorerError) as refused:
        combinations(read_grid(tmp_path / "grid.toml"), TrainingSettings())
    assert len(str(refused.value)) < 500
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    "text", ['{"optimizer": ["\\ud800"]}', f'{{"learning_rate": [{"9" * 400}]}}']
)
def test_that_a_grid_in_json_may_hold_no_half_of_a_character(tmp_path: Path, text: str) -> None:
    (tmp_path / "grid.json").write_text(text)
    with pytest.raises(ExplorerError):
        combinations(read_grid(tmp_path / "grid.json"), TrainingSettings())


@pytest.mark.parametrize(
    "place",
    [
        ("strange",), ("descent", "strange"), ("descent", "formula"), ("descent", "optimizer"),
        ("tape", "formula"), ("page",), ("glances",),
    ],
)  # fmt: skip
def test_that_a_document_with_half_of_a_character_can_be_saved_again(
    tmp_path: Path, place: tuple[str, ...]
) -> None:
    table = json.loads(written(Document(Session())))
    *above, last = place
    (table[above[0]] if above else table)[last] = HALF
    (tmp_path / "half.gex").write_text(json.dumps(table))
    found = read_document(tmp_path / "half.gex", Session())
    assert all(str(each).encode() for each in found.told)
    save_document(tmp_path / "saved.gex", found)
    again = read_document(tmp_path / "saved.gex", Session())
    assert (again.session, again.unknown) == (found.session, found.unknown)


@pytest.mark.parametrize("value", [[], {}, [["x"]], 7, None])
def test_that_a_document_may_name_no_page(tmp_path: Path, value: Any) -> None:
    table = json.loads(written(Document(Session())))
    table["page"] = value
    (tmp_path / "odd.gex").write_text(json.dumps(table))
    assert read_document(tmp_path / "odd.gex", Session()).session == Session()


def test_that_a_log_with_a_time_beyond_all_numbers_is_damaged(tmp_path: Path) -> None:
    described = {"settings": settings_to_json(TrainingSettings())}
    (tmp_path / "run.json").write_text(json.dumps(described))
    line = {"report": "progress", "step": 1, "losses": [1.0], "seconds": 10**400}
    (tmp_path / "log.jsonl").write_text(json.dumps(line) + "\n")
    tail = LogTail(tmp_path)
    assert tail.look() == (None, [])
    assert tail.damaged


def test_that_a_folder_whose_name_is_no_text_is_kept(tmp_path: Path) -> None:
    session = Session().with_training(lambda t: t.keeping_in("/runs-\udcff"))
    keep_session(tmp_path / "last.gex", session)
    assert kept_session(tmp_path / "last.gex", Session()) == session


def test_that_settings_name_only_what_can_be_a_path(tmp_path: Path) -> None:
    table = {"recent": ["/a\ud800", "/b\udcff", "/c\0", "/d"], "folder": HALF, "document": HALF}
    (tmp_path / "settings.json").write_text(json.dumps(table))
    found = read_settings(tmp_path / "settings.json")
    assert (found.recent, found.folder, found.document) == (("/b\udcff", "/d"), "", "")


@pytest.mark.parametrize("name", [HALF, "\0", "x" * 5_000])
def test_that_what_can_be_no_name_of_a_file_cannot_be_opened(name: str) -> None:
    with pytest.raises(ExplorerError, match="cannot be opened"):
        read_document(Path(name), Session())


@pytest.mark.skipif(sys.platform != "linux", reason="files of Linux that say they are empty")
def test_that_a_file_that_holds_more_than_it_says_is_too_large() -> None:
    found = Path("/proc/self/maps")
    assert found.stat().st_size == 0
    with pytest.raises(OSError, match="larger than"):
        read_regular(found, 100)


def test_that_a_document_is_opened_through_a_link_and_the_log_of_a_run_is_not(
    tmp_path: Path,
) -> None:
    save_document(tmp_path / "whole.gex", Document(Session()))
    (tmp_path / "link.gex").symlink_to(tmp_path / "whole.gex")
    assert read_document(tmp_path / "link.gex", Session()).session == Session()
    with pytest.raises(OSError, match="symbolic links"):
        read_regular(tmp_path / "link.gex", 1_000_000, links=False)
