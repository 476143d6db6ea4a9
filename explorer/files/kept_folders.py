"""A folder that one program at a time writes into while others read: what runs of every kind share.

run.json   what the run is; written once
log.jsonl  one JSON object a line, appended; a last line without an end is normal
lock       held by the program that writes here
"""

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from explorer.core.sentences import ExplorerError, said
from explorer.core.untrusted import open_regular, read_json, read_regular
from explorer.files.saving import open_to_append, write_all

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        # Not lockf, whose lock is lost when the process closes any other descriptor of the file.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


MOST_LOG = 2_000_000_000  # bytes; ten million steps of a digits run take 220 MB
_MOST_DESCRIPTION = 1_000_000  # bytes
_HEAD = 64  # bytes, more than the first line of a log that is ever written anew
_PIECE = 16_000_000  # bytes, and the longest line


def usual_runs_folder() -> Path:
    """Return the folder for runs that suits the system, where nobody names one."""
    try:
        import platformdirs
    except ImportError:  # a training machine that has TensorFlow and this package alone
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        return Path(home) / "gradient-explorer" / "runs"
    return Path(platformdirs.user_data_dir("gradient-explorer", appauthor=False)) / "runs"


def place_for_a_run(runs: Path, began: datetime) -> Path:
    """Return a folder inside `runs` that is not there yet, named after the run's beginning."""
    return unused(runs / f"{began:%Y-%m-%d-%H%M%S}")


def unused(place: Path) -> Path:
    """Return a path that nothing stands at: this one, or with the first free number behind it."""
    places = (
        place if n == 1 else place.with_name(f"{place.name}-{n}") for n in range(1, 1_000_000)
    )
    return next(each for each in places if not each.exists())


class FolderLock:
    """A lock on a folder; the system gives it back when the program ends, however it ends.

    Raises:
        BlockingIOError: If another program holds it.
        OSError: If the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self._file = os.fdopen(open_to_append(folder / "lock"), "ab")
        try:
            _lock(self._file.fileno())
        except PermissionError as error:  # what Windows says of a lock that is held
            self._file.close()
            raise BlockingIOError(*error.args) from error
        except OSError:
            self._file.close()
            raise

    def release(self) -> None:
        """Let another program have the folder."""
        self._file.close()


class KeptFolder:
    """The folder of one run, held against other programs until it is closed.

    Raises:
        ExplorerError: If another program holds it, or it cannot be used.
    """

    parts: tuple[str, ...] = ("run.json", "log.jsonl")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._lock = FolderLock(folder)
        except BlockingIOError as error:
            raise ExplorerError(
                said(
                    "Errors",
                    "Another program trains in {folder}. Follow it, or choose another folder.",
                    folder=folder,
                )
            ) from error
        except OSError as error:
            raise unusable(folder, error) from error
        try:
            self._refuse_links()
            self._line_cut = _ends_in_a_cut_line(folder / "log.jsonl")
        except OSError as error:
            self._lock.release()
            raise unusable(folder, error) from error

    def close(self) -> None:
        """Let other programs write here."""
        self._lock.release()

    def append(self, *lines: dict[str, Any]) -> None:
        """Add lines to the log, after the end of one that was cut off.

        Raises:
            OSError: If not all could be written.
        """
        text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
        # Opened anew each time: a stick that was pulled out and put back takes the run again.
        handle = open_to_append(self.folder / "log.jsonl")
        # Cut until all of it is there: a full disk may take a part and refuse the rest.
        cut, self._line_cut = self._line_cut, True
        try:
            write_all(handle, (("\n" if cut else "") + text).encode())
        finally:
            os.close(handle)
        self._line_cut = False

    def empty_log(self) -> None:
        """Take away the log of a run that never began.

        Raises:
            OSError: If it could not be removed.
        """
        (self.folder / "log.jsonl").unlink(missing_ok=True)
        self._line_cut = False

    def _refuse_links(self) -> None:
        """Refuse a folder a part of which is a link: what is written there would change other files."""
        for name in self.parts:
            if (self.folder / name).is_symlink():
                raise OSError(errno.ELOOP, f"{name} is a link", str(self.folder))


def never_began(folder: Path, parts: Iterable[str], little: int) -> bool:
    """Return whether a folder holds what a run leaves that ended at its beginning, and nothing else.

    Args:
        folder: The folder.
        parts: Names that may be there, besides the lock.
        little: Bytes that its log may have.
    """
    names = {path.name for path in folder.iterdir() if not path.name.endswith(".part")}
    log = folder / "log.jsonl"
    small = not log.exists() or log.stat().st_size <= little
    return "lock" in names and names <= {"lock", *parts} and small


class NewLines:
    """The whole lines that have come into a file since the last look.

    A file that another was put in the place of, as its beginning or its length tells, is read anew.

    Attributes:
        damaged: Whether a line was too long to be one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged = False
        self._head = b""
        self._offset = 0
        self._cut = b""

    def look(self) -> Iterator[bytes]:
        """Yield the lines that have come; a last line without an end is left for the next look.

        Never more of the file than a piece is in memory. A file that is missing has no lines.

        Raises:
            ExplorerError: If the file cannot be read.
        """
        try:
            with open_regular(self.path, MOST_LOG, links=False) as file:
                head = file.read(_HEAD)
                if not head.startswith(self._head) or file.seek(0, os.SEEK_END) < self._offset:
                    self._offset, self._cut = 0, b""
                self._head = head
                file.seek(self._offset)
                while content := file.read(_PIECE):
                    self._offset += len(content)
                    *lines, self._cut = (self._cut + content).split(b"\n")
                    yield from lines
                    if len(self._cut) > _PIECE:
                        self._cut, self.damaged = b"", True
        except FileNotFoundError:
            return
        except OSError as error:
            raise unusable(self.path.parent, error) from error


def read_description(folder: Path) -> dict[str, Any]:
    """Return what `run.json` says.

    Raises:
        ExplorerError: If the folder holds no run.
    """
    try:
        found = read_json(read_regular(folder / "run.json", _MOST_DESCRIPTION, links=False))
    except (OSError, ValueError) as error:
        raise no_run(folder) from error
    if not isinstance(found, dict):
        raise no_run(folder)
    return found


def unusable(folder: Path, error: OSError) -> ExplorerError:
    """Return the sentence on a folder that a run cannot be kept in, or read from."""
    return ExplorerError(
        said(
            "Errors",
            "{folder} cannot be used for a run: {reason}. Choose another folder.",
            folder=folder,
            reason=error.strerror or error,
        )
    )


def no_run(folder: Path) -> ExplorerError:
    """Return the sentence on a folder that no run was written into."""
    return ExplorerError(
        said(
            "Errors",
            "There is no run in {folder}. Choose a folder that training has written.",
            folder=folder,
        )
    )


def _ends_in_a_cut_line(path: Path) -> bool:
    try:
        with open_regular(path, MOST_LOG, links=False) as file:
            file.seek(0, os.SEEK_END)
            if file.tell() == 0:
                return False
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"
    except FileNotFoundError:
        return False
