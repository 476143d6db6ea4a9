"""A folder that only one program at a time may write to."""

import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """A lock on a folder; the system gives it back when the program ends, however it ends.

    Raises:
        BlockingIOError: If another program holds it.
        OSError: If the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "lock").open("ab")
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
