"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from explorer.core.sentences import ExplorerError, said


def save_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, line feeds as they are; otherwise as `save_bytes`."""
    save_bytes(path, text.encode())


def save_bytes(path: Path, content: bytes) -> None:
    """Write content beside its target and put it in place, so that a failure leaves the old file.

    Args:
        path: Target; its folder must exist.
        content: All of it.

    Raises:
        ExplorerError: If the target cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _refused(path, error) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{path} cannot be written: {reason}. Choose another folder.",
            path=path,
            reason=error.strerror or error,
        )
    )
