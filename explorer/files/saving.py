"""Files that are either there whole or not there: written beside the target, then put in place."""

import contextlib
import errno
import os
import stat
import sys
import tempfile
from pathlib import Path

from explorer.core.sentences import ExplorerError, said


def save_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, line feeds as they are; otherwise as `save_bytes`.

    For half of a surrogate pair, which a name from outside may hold, it has a question mark.
    """
    save_bytes(path, text.encode(errors="replace"))


def save_bytes(path: Path, content: bytes) -> None:
    """Write what a person asked for: a file as `write_whole` does, a device or a pipe straight.

    Of a link the target is written, so that it stays a link.

    Raises:
        ExplorerError: If it cannot be written; an older file of that name stays.
    """
    try:
        if not _wrote_straight(path, content):
            write_whole(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise _refusal(path, error.strerror or str(error)) from error


def check_place(path: Path) -> None:
    """Refuse a file for which there is no folder, before the work for it begins.

    Raises:
        ExplorerError: As `save_bytes` would raise it.
    """
    if not Path(os.path.realpath(path)).parent.is_dir():
        raise _refusal(path, os.strerror(errno.ENOENT))


def _refusal(path: Path, reason: str) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{path} cannot be written: {reason}. Choose another folder.",
            path=path,
            reason=reason,
        )
    )


def _wrote_straight(path: Path, content: bytes) -> bool:
    """Write to what no file can be put in the place of; return False for all else.

    Raises:
        OSError: If it does not take everything; a pipe that nobody reads is refused at once.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    if stat.S_ISREG(found.st_mode) and _is_output(found):
        # What was printed before is to come before.
        sys.stdout.flush()
        write_all(1, content)
        return True
    if stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode):
        return False
    # Without O_NONBLOCK the opening of a pipe waits for somebody who reads it.
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        if hasattr(os, "set_blocking"):
            os.set_blocking(handle, True)  # whoever reads may take its time
        write_all(handle, content)
    finally:
        os.close(handle)
    return True


def _is_output(found: os.stat_result) -> bool:
    """Whether a file is the one that standard output goes to: what is printed yet would be lost."""
    with contextlib.suppress(OSError):
        return os.path.samestat(found, os.fstat(1))
    return False


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place so that a reader, a crash or a full disk never meets half of it.

    Args:
        path: The file; its folder must exist. An older file of that name stays until the end; a link
            of that name is replaced, never followed.
        content: All of it.

    Raises:
        OSError: If the content could not be stored; then nothing has changed.
    """
    # In the same folder: only within a file system is a file put in another's place at once.
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        try:
            write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        Path(name).chmod(0o644)  # mkstemp lets nobody else read
        Path(name).replace(path)
    # Ctrl+C, too, is to leave no unfinished file.
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def open_to_append(path: Path) -> int:
    """Open a file of ours to add to it, made if it is missing; return its descriptor.

    Raises:
        OSError: If a link, a pipe or a device stands there, or it cannot be opened.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags, 0o644)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return handle


def write_all(handle: int, content: bytes) -> None:
    """Write everything to an open file; a full disk may take only a part at a time.

    Raises:
        OSError: If not everything could be written.
    """
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder outlive a power cut, where the system can do that."""
    # Windows opens no folder as a file.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
