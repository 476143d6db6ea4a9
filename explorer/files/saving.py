"""Files that are either there whole or not there: written beside the target, then put in place."""

import contextlib
import os
import tempfile
from pathlib import Path

from explorer.core.sentences import ExplorerError, said


def save_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, line feeds as they are; otherwise as `save_bytes`."""
    save_bytes(path, text.encode())


def save_bytes(path: Path, content: bytes) -> None:
    """Write a file that a person asked for, as `write_whole` does.

    Raises:
        ExplorerError: If it cannot be written; an older file of that name stays.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        raise ExplorerError(
            said(
                "Errors",
                "{path} cannot be written: {reason}. Choose another folder.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place so that a reader, a crash or a full disk never meets half of it.

    Args:
        path: The file; its folder must exist. An older file of that name stays until the end.
        content: All of it.

    Raises:
        OSError: If the content could not be stored; then nothing has changed.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        try:
            write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


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
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
