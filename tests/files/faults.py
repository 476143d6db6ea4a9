"""A disk that is full from the n-th operation on, or of which the n-th operation alone fails."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_OPERATIONS: tuple[tuple[Any, str], ...] = ((os, "write"), (os, "fsync"), (Path, "replace"))
# All that a save asks of the system; what only clears up afterwards (close, unlink) is among it.
_EVERY_OPERATION = (
    *_OPERATIONS,
    *((os, name) for name in ("open", "close", "unlink", "ftruncate", "mkdir")),
    *((Path, name) for name in ("mkdir", "unlink", "chmod", "stat", "iterdir")),
)


def fail_at(monkeypatch: pytest.MonkeyPatch, place: int) -> list[str]:
    """Let the operation number `place`, counted from 0, and all after it fail; list what is done."""
    return _failing(monkeypatch, _OPERATIONS, lambda number: number >= place, errno.ENOSPC)


def fail_once(monkeypatch: pytest.MonkeyPatch, place: int, reason: int) -> list[str]:
    """Let the operation number `place` of all that a save asks fail, and no other; list what is done."""
    return _failing(monkeypatch, _EVERY_OPERATION, lambda number: number == place, reason)


def _failing(
    monkeypatch: pytest.MonkeyPatch,
    operations: tuple[tuple[Any, str], ...],
    fails: Callable[[int], bool],
    reason: int,
) -> list[str]:
    done: list[str] = []

    def failing(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **named: Any) -> Any:
            done.append(name)
            if fails(len(done) - 1):
                if name == "close":
                    original(*arguments)  # Linux closes in any case
                raise OSError(reason, os.strerror(reason))
            return original(*arguments, **named)

        return operation

    for owner, name in operations:
        monkeypatch.setattr(owner, name, failing(name, getattr(owner, name)))
    return done
