"""Where in a person's own program an operation was called."""

import linecache
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

# Code that a person calls, and did not write. Ours is told from theirs by its folder.
_OURS = str(Path(__file__).resolve().parents[3])
_MACHINERY = ("tensorflow", "keras", "tf_keras", "numpy", "wrapt", "autograph")


@cache
def _rank(file: str) -> int:
    """Return 0 for TensorFlow's and our own code, 1 for other libraries', 2 for a person's own."""
    paths = sysconfig.get_paths()
    if file.startswith((_OURS, "<frozen")) or not file:
        return 0
    parts = Path(file).parts
    if "site-packages" in parts or "dist-packages" in parts:
        package = parts[max(index for index, part in enumerate(parts) if "-packages" in part) + 1]
        return 0 if package.removesuffix(".py") in _MACHINERY else 1
    return 0 if file.startswith((paths["stdlib"], sys.base_prefix + "/lib/python")) else 2


def place_of(frames: Iterable[tuple[str, int]]) -> tuple[str | None, int | None]:
    """Return the innermost line of a person's own code, else of a library that is not TensorFlow.

    Args:
        frames: File and line of each call, the outermost first.
    """
    best: tuple[str | None, int | None] = (None, None)
    rank = 1
    for file, line in frames:
        # Also where equal: the call farther in is the one that is meant.
        if _rank(file) >= rank:
            rank, best = _rank(file), (file, line)
    return best


def place_of_operation(operation: Any) -> tuple[str | None, int | None]:
    """Return file and line at which a `tf.Operation` was made."""
    return place_of((frame.filename, frame.lineno) for frame in operation.traceback)


def place_of_exception(trace: TracebackType | None) -> tuple[str | None, int | None]:
    """Return file and line of a person's code that an exception passed last."""
    frames = []
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return place_of(frames)


def line_at(file: str | None, line: int | None) -> str:
    """Return the text of a line of code, or nothing where it cannot be read."""
    return "" if file is None or line is None else linecache.getline(file, line).strip()
