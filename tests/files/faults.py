"""A disk that is full from the n-th operation on."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_OPERATIONS = ((os, "write"), (os, "fsync"), (Path, "replace"))


def fail_at(monkeypatch: pytest.MonkeyPatch, place: int) -> list[str]:
    """Let the operation number `place`, counted from 0, and all after it fail; list what is done."""
    done: list[str] = []

    def failing(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any) -> Any:
            done.append(name)
            if len(done) > place:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return original(*arguments)

        return operation

    for owner, name in _OPERATIONS:
        monkeypatch.setattr(owner, name, failing(name, getattr(owner, name)))
    return done
