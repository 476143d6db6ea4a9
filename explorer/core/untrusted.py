"""What comes from outside: files are opened only if they can be read to an end, JSON and TOML only to a depth.

The one place of these rules; every reader of a file that a person or another program wrote goes through it.
"""

import errno
import json
import os
import stat
import tomllib
from io import BufferedReader
from pathlib import Path
from typing import Any

# A pipe without a writer, or a terminal, would let the opening itself wait. Windows has neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_MOST_DOTS = 2_000  # in a line of TOML


def open_regular(path: Path, most: int, *, links: bool = True) -> BufferedReader:
    """Open a file to read it.

    Args:
        path: The file.
        most: Bytes that it may have.
        links: Whether a symbolic link may stand in its place.

    Raises:
        OSError: If it is no regular file (a pipe, a device, a folder), is larger, or cannot be opened.
    """
    try:
        handle = os.open(path, _FLAGS | (0 if links else _NO_LINK))
    except ValueError as error:  # a null or half of a surrogate pair, as JSON may hold
        raise OSError(errno.EINVAL, "no file can have this name") from error
    found = os.fstat(handle)
    if stat.S_ISDIR(found.st_mode):
        problem = errno.EISDIR, os.strerror(errno.EISDIR)
    elif not stat.S_ISREG(found.st_mode):
        problem = errno.EINVAL, "not a regular file"
    elif found.st_size > most:
        problem = errno.EFBIG, f"larger than {most / 1e6:,.3g} MB"
    else:
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise OSError(*problem, str(path))


def read_regular(path: Path, most: int, *, links: bool = True) -> bytes:
    """Return all of a file; arguments and errors as for `open_regular`.

    The size is looked at a second time: some files, and all that grow, are larger than they say.
    """
    with open_regular(path, most, links=links) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"larger than {most / 1e6:,.3g} MB", str(path))
    return content


def read_json(text: str | bytes) -> Any:
    """Return what a JSON text says.

    Raises:
        ValueError: If it says nothing: no JSON, nested too deeply, or with numbers that are not finite.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def read_toml(content: bytes) -> dict[str, Any]:
    """Return what a TOML text in UTF-8 says.

    Raises:
        ValueError: If it says nothing: no TOML, or nested too deeply.
    """
    # Python's reader takes seconds for one key of many parts, by their square.
    if max(line.count(b".") for line in content.split(b"\n")) > _MOST_DOTS:
        raise ValueError("nested too deeply")
    try:
        return tomllib.loads(content.decode())
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")
