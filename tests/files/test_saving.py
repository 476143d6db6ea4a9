import errno
import os
from pathlib import Path

import pytest

from explorer.core.sentences import ExplorerError
from explorer.files.saving import save_text, write_whole
from tests.files.faults import fail_at


def test_that_a_file_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"content")
    assert (tmp_path / "file").read_bytes() == b"content"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_that_an_old_file_is_replaced(tmp_path: Path) -> None:
    for content in (b"old and longer", b"new"):
        write_whole(tmp_path / "file", content)
    assert (tmp_path / "file").read_bytes() == b"new"


@pytest.mark.parametrize("place", range(3))
def test_that_a_failure_before_the_end_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    write_whole(tmp_path / "file", b"old")
    fail_at(monkeypatch, place)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_that_a_write_in_small_pieces_still_writes_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: whole(handle, content[:2]))
    write_whole(tmp_path / "file", b"content")
    monkeypatch.undo()
    assert (tmp_path / "file").read_bytes() == b"content"


def test_that_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(tmp_path / "nowhere" / "file", b"")
    assert caught.value.errno == errno.ENOENT


def test_that_what_a_person_saves_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ExplorerError, match=r"No such file or directory\. Choose another folder\."):
        save_text(tmp_path / "nowhere" / "file", "text")
