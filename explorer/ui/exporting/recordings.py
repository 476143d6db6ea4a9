"""A recording of Qt's, written anew: it is a list of commands, each with its number and its length."""

import struct
from collections.abc import Callable, Mapping

from PySide6.QtGui import QPicture

# Of recordings, whose numbers are those of Qt's streams: from Qt 6.7, whose fonts have features, to 6.11.
# What is of another form is left as it is.
_FORMS = range(22, 25)
_HEAD, _BEGIN = 10, 22  # bytes; the command that begins, with the area and the number of commands
_SUM = 6  # from here on a recording is summed
_LONG = 255  # says that a length of four bytes follows

# Commands, by Qt's own numbers.
PIXMAP, IMAGE, TEXT, TILED = 17, 18, 21, 23
GROUND, FONT, PEN, BRUSH = 40, 45, 46, 47

Edit = Callable[[bytes, int], bytes]  # what a command is told, and the form of the stream


def edited(recorded: QPicture, edits: Mapping[int, Edit]) -> QPicture:
    """Return a recording in which some commands are told something else.

    Args:
        recorded: What was painted.
        edits: By the number of a command, what makes the new content of the old.
    """
    data = bytes(recorded.data())[: recorded.size()]  # type: ignore[call-overload]
    (form,) = struct.unpack(">H", data[6:8]) if len(data) >= _HEAD + _BEGIN else (0,)
    if form not in _FORMS:
        return recorded
    parts, at = [data[: _HEAD + _BEGIN]], _HEAD + _BEGIN
    while at < len(data):
        command, length = data[at], data[at + 1]
        at += 2
        if length == _LONG:
            (length,) = struct.unpack(">I", data[at : at + 4])
            at += 4
        content = data[at : at + length]
        at += length
        if (edit := edits.get(command)) is not None:
            content = edit(content, form)
        size = len(content)
        short = size < _LONG
        parts.append(struct.pack(">BB", command, size if short else _LONG))
        parts.append((b"" if short else struct.pack(">I", size)) + content)
    body = b"".join(parts)[_SUM:]
    made = QPicture()
    made.setData(data[:4] + struct.pack(">H", _checksum(body)) + body)
    return made


def _table() -> list[int]:
    table = []
    for code in range(256):
        for _ in range(8):
            code = (code >> 1) ^ 0x8408 if code & 1 else code >> 1  # noqa: PLW2901 - bit by bit
        table.append(code)
    return table


_STEPS = _table()


def _checksum(content: bytes) -> int:
    """Return the sum that Qt compares, CRC-16/X-25 of ISO/IEC 3309."""
    total = 0xFFFF
    for byte in content:
        total = (total >> 8) ^ _STEPS[(total ^ byte) & 0xFF]
    return total ^ 0xFFFF
