"""Settings survive from one start to the next, and no content of their file keeps the window from opening."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.files.settings import (
    Settings,
    last_session_file,
    own_runs_folder,
    read_settings,
    settings_file,
    write_changes,
    write_settings,
)
from explorer.session.pages import PAGES
from explorer.session.session import LEAVES, SIZES, ViewState

views = st.builds(
    ViewState,
    page=st.sampled_from(tuple(PAGES)),
    leaf=st.sampled_from((*LEAVES, None)),
    theme=st.sampled_from(("system", "light", "dark", "contrast-light", "contrast-dark")),
    language=st.sampled_from(("system", "en", "zh_CN")),
    projector=st.booleans(),
    size=st.sampled_from(SIZES),
    still=st.booleans(),
    isolated=st.booleans(),
    keeps_runs=st.booleans(),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
anything_goes = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@anything_goes
@given(views, st.text("0123456789abcdef"))
def test_that_what_was_kept_comes_back(tmp_path: Path, view: ViewState, geometry: str) -> None:
    path = tmp_path / "settings.json"
    write_settings(path, Settings(view, geometry))
    assert read_settings(path) == Settings(view, geometry)


def test_that_what_others_have_written_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    before = Settings(ViewState(page="tape", theme="dark"), "01", folder="/before")
    write_settings(path, Settings(ViewState(page="tape", lessons="/class"), "01", folder="/theirs"))
    write_changes(path, replace(before, view=replace(before.view, size=150), geometry="02"), before)
    kept = Settings(ViewState(page="tape", lessons="/class", size=150), "02", folder="/theirs")
    assert read_settings(path) == kept


def test_that_a_value_that_is_only_made_anew_is_not_written_over_another_ones(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.json"
    before, now = (Settings(geometry=bytes([1]).hex()) for _ in range(2))
    write_settings(path, Settings(geometry="theirs"))
    write_changes(path, now, before)
    assert read_settings(path).geometry == "theirs"


def test_that_each_file_of_the_programs_own_has_its_place() -> None:
    names = [each().name for each in (settings_file, last_session_file, own_runs_folder)]
    assert names == ["settings.json", "last.gex", "training-runs"]
    assert settings_file().parent.name == "gradient-explorer"


def test_that_a_document_without_a_name_is_not_among_the_recent_ones(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"recent": ["", "/a.gex", "/b\0"]}))
    assert read_settings(path).recent == ("/a.gex",)


@pytest.mark.parametrize("content", [None, b"{"])
def test_that_settings_whose_file_is_lost_are_written_whole(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "settings.json"
    if content is not None:
        path.write_bytes(content)
    settings = Settings(ViewState(page="tape", theme="dark"), "01")
    write_changes(path, settings, settings)
    assert read_settings(path) == settings


@anything_goes
@given(
    st.dictionaries(st.sampled_from(["page", "leaf", "theme", "projector", "other"]), json_values)
)
def test_that_a_senseless_choice_is_as_at_the_first_start(
    tmp_path: Path, known: dict[str, object]
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"view": known}))
    view = read_settings(path).view
    assert view.page in PAGES
    assert view.leaf in (*LEAVES, None)
    assert isinstance(view.projector, bool)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"view": 3, "geometry": 4}', b"[" * 100_000]
)
def test_that_a_broken_file_is_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert read_settings(path) == Settings()


def test_that_a_missing_file_is_the_first_start(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.json") == Settings()


def test_that_a_folder_that_refuses_troubles_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    write_settings(tmp_path / "file" / "settings.json", Settings())


def test_that_what_is_no_file_is_as_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        assert read_settings(path) == Settings()
