"""A language is its name, its table and its lessons; the program needs no other line."""

import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.files.resources import resources
from explorer.session.session import LANGUAGES
from explorer.ui.app import Application


@pytest.fixture
def esperanto(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language whose every text is the English one between angle quotes."""
    folder = tmp_path / "resources"
    folder.mkdir()
    for part in resources().iterdir():
        if part.name in ("lessons", "translations"):
            shutil.copytree(part, folder / part.name)
        else:
            (folder / part.name).symlink_to(part)
    for lesson in (folder / "lessons").glob("*.en.toml"):
        shutil.copy(lesson, lesson.with_name(lesson.name.replace(".en.", ".eo.")))
    tool = runpy.run_path(str(repository / ".ci" / "translations.py"))
    table = folder / "translations" / "eo.ts"
    wanted = tool["texts"](repository / "explorer")
    tool["write"](table, wanted, {key: f"«{key[1]}»" for key in wanted})
    tool["compile_table"](table, table.with_suffix(".qm"))
    monkeypatch.setitem(LANGUAGES, "eo", "Esperanto")
    monkeypatch.setattr("explorer.ui.app.resources", lambda: folder)


@pytest.mark.usefixtures("esperanto")
@pytest.mark.slow
def test_that_a_new_language_is_offered_and_spoken(
    open_program: Callable[..., Application],
) -> None:
    window = open_program(page="tape", language="eo").window
    offered = {command.key: command.text for command in window.commands}
    assert offered["language.eo"] == "Esperanto"
    assert offered["page.descent"] == "«Descent»"
    assert window.page.sentence.text.startswith("«")
    assert window.page.guide.steps
