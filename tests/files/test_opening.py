"""Files that carry a link, opened again: nothing in them is run, and none is overwritten by saving."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.observing.observed import ModelDescription
from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import PIXELS, Digits, Images
from explorer.core.training.settings import TrainingSettings
from explorer.files.documents import Document, link, save_document
from explorer.files.model_runs import create_model_run
from explorer.files.opening import has_link, open_named, open_text, run_at
from explorer.files.run_folders import create_run
from explorer.session.descent.choices import DescentChoices
from explorer.session.session import Session

OTHER = Session(descent=DescentChoices(formula="cosh(x)", start=1.5, cursor=4))
LINE = link(OTHER)
IMAGES = Images(np.zeros((5, PIXELS), np.uint8), np.arange(5, dtype=np.uint8))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", f"raise SystemExit('run')\n# {LINE}\n"),
        ("a.ipynb", f'{{"cells": [{{"source": ["# {LINE}\\n", "1/0"]}}]}}'),
        ("a.txt", f"See {LINE}, and gex: alone, which is none."),
        ("a.svg", f"<desc>{LINE}</desc>"),
        ("latin.py", f"# {LINE} \xff"),
    ],
)
def test_that_the_link_in_a_file_is_opened_and_the_file_is_no_document(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("latin-1"))
    found = open_named(str(path), Session())
    assert found.document.session.descent == OTHER.descent
    assert found.path is None


def test_that_a_folder_is_known_by_whose_run_is_in_it(tmp_path: Path) -> None:
    own, theirs = tmp_path / "own", tmp_path / "theirs"
    create_run(own, TrainingSettings(), Digits(IMAGES, IMAGES, IMAGES)).close()
    create_model_run(theirs, ModelDescription(model="mine"))
    for each in (theirs, theirs / "run.json"):
        assert run_at(str(each)) == ("model", theirs)
    assert run_at(str(own)) == ("training", own)
    (tmp_path / "events.out.tfevents.1").touch()
    assert run_at(str(tmp_path)) == ("model", tmp_path)
    for named in (LINE, "", str(tmp_path / "none"), str(own / "log.jsonl")):
        assert run_at(named) is None


def test_that_a_document_is_opened_as_one(tmp_path: Path) -> None:
    path = tmp_path / "a.gex"
    save_document(path, Document(OTHER))
    found = open_named(str(path), Session())
    assert (found.document.session.descent, found.path) == (OTHER.descent, path)


def test_that_a_link_that_a_mail_has_broken_is_read() -> None:
    half = len(LINE) // 2
    broken = f" {LINE[:half]}\n{LINE[half:]}\n"
    assert open_text(broken, Session()).session.descent == OTHER.descent
    assert open_text(f"{LINE} is the state.", Session()).session.descent == OTHER.descent


def test_that_the_first_link_that_holds_something_is_taken() -> None:
    second = link(replace(OTHER, descent=DescentChoices(formula="sin(x)")))
    text = f"gex:{'A' * 40} then {LINE} then {second}"
    assert open_text(text, Session()).session.descent.formula == "cosh(x)"


@pytest.mark.parametrize("name", ["none.py", "missing.py", "folder.py"])
def test_that_a_file_without_a_link_is_answered_by_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "none.py").write_text("print('gex:')")
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(ExplorerError):
        open_named(str(tmp_path / name), Session())


@given(st.text(), st.text(max_size=30))
def test_that_any_text_is_read_or_refused(before: str, after: str) -> None:
    for text in (before, f"{before}gex:{after}", f"{before} {LINE[:-9]}{after}"):
        try:
            open_text(text, Session())
        except ExplorerError:
            continue
        assert has_link(text)


def test_that_a_link_by_itself_is_opened_and_is_no_file() -> None:
    wanted = replace(Session(), descent=DescentChoices(start=0.75))
    found = open_named(f"  {link(wanted)}", Session())
    assert found.document.session.descent.start == 0.75
    assert found.path is None
