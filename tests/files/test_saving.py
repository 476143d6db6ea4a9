import errno
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from explorer.core.sentences import ExplorerError
from explorer.core.untrusted import read_regular
from explorer.files.saving import (
    check_place,
    open_to_append,
    save_bytes,
    save_text,
    write_whole,
)
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


def test_that_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    save_text(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_that_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    save_text(tmp_path / "link", "new")
    assert (tmp_path / "target").read_text() == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no such device")
def test_that_a_full_device_refuses_with_a_sentence_and_stays_a_device(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/full")
    for path in (Path("/dev/full"), tmp_path / "link"):
        with pytest.raises(ExplorerError, match="No space left"):
            save_text(path, "text")
        assert path.is_char_device()


def test_that_a_pipe_is_written_to_and_one_that_nobody_reads_is_refused_at_once(
    tmp_path: Path,
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExplorerError, match="cannot be written"):
        save_text(pipe, "text")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    save_text(pipe, "text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert pipe.is_fifo()


def test_that_a_pipe_takes_its_time_for_more_than_it_holds(tmp_path: Path) -> None:
    path, much = tmp_path / "pipe", b"line\n" * 60_000
    os.mkfifo(path)
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    with ThreadPoolExecutor(1) as other:
        writing = other.submit(save_bytes, path, much)
        found = b""
        while len(found) < len(much):
            found += os.read(handle, 10_000)
        writing.result()
    os.close(handle)
    assert found == much


def test_that_a_file_can_be_read_by_others_and_its_name_outlives_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[bool] = []
    sync = os.fsync

    def told(handle: int) -> None:
        kinds.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        sync(handle)

    monkeypatch.setattr(os, "fsync", told)
    write_whole(tmp_path / "file", b"content")
    assert kinds == [False, True]  # what is in it, then its name in the folder
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o644


def test_that_a_place_without_a_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    check_place(tmp_path / "file")
    (tmp_path / "link").symlink_to(tmp_path / "none" / "file")
    for path in (tmp_path / "none" / "file", tmp_path / "link"):
        with pytest.raises(ExplorerError, match="Choose another folder"):
            check_place(path)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="has no such device")
@pytest.mark.parametrize("by_name", [True, False])
def test_that_standard_output_takes_what_is_saved_there_beside_what_is_printed(
    tmp_path: Path, by_name: bool
) -> None:
    file = tmp_path / "output"
    target = str(file) if by_name else "/dev/stdout"
    script = (
        "import sys; from pathlib import Path; from explorer.files.saving import save_text\n"
        "print('one'); save_text(Path(sys.argv[1]), 'two\\n'); print('three')"
    )
    with file.open("wb") as output:
        subprocess.run([sys.executable, "-c", script, target], stdout=output, check=True)
    assert file.read_text() == "one\ntwo\nthree\n"


def test_that_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    save_text(tmp_path / ("n" * 255), "text")
    assert (tmp_path / ("n" * 255)).read_text() == "text"


@pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="no file here that says it is empty"
)
def test_that_a_file_that_is_larger_than_it_says_is_refused_without_reading_all() -> None:
    # As a file that grows between two looks, or one of the system's own.
    with pytest.raises(OSError, match="larger than") as refused:
        read_regular(Path("/proc/self/maps"), 10)
    assert refused.value.errno == errno.EFBIG


def test_that_a_folder_in_place_of_a_file_is_refused_as_one(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path, 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
def test_that_a_log_is_never_a_pipe_even_if_somebody_reads_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log.jsonl")
    reader = os.open(tmp_path / "log.jsonl", os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(OSError, match="not a regular file"):
        open_to_append(tmp_path / "log.jsonl")
    os.close(reader)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
def test_that_a_log_is_never_a_pipe_that_nobody_reads(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log.jsonl")
    with pytest.raises(OSError):  # noqa: PT011 - at once: a pipe would be waited at for ever
        open_to_append(tmp_path / "log.jsonl")


def test_that_a_log_is_never_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "log.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic link"):
        open_to_append(tmp_path / "log.jsonl")
    assert (tmp_path / "elsewhere").read_text() == "mine"


def test_that_others_may_read_a_log_and_nobody_may_run_it(tmp_path: Path) -> None:
    before = os.umask(0)
    os.close(open_to_append(tmp_path / "log.jsonl"))
    os.umask(before)
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o777 == 0o644
