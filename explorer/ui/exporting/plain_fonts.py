"""A recording whose text can be read back: without the figures and signs that a font chooses by itself.

Figures of equal width, which the screen needs, and signs that suit their neighbours are glyphs without a
letter of their own; a PDF made of them is copied as gaps. Qt's older recordings leave all features of
fonts out, and with them the weight, an axis of a variable font. So the newer form is recorded, and the
fonts in it are changed: a recording is a list of commands, each with its number and its length.
"""

import struct

from PySide6.QtCore import QByteArray, QDataStream, QPointF
from PySide6.QtGui import QFont, QPicture

# Of recordings, whose numbers are those of Qt's streams: from Qt 6.7, whose fonts have features, to 6.11.
# What is of another form is left as it is: as seen, but not to be copied.
_FORMS = range(22, 25)
_HEAD, _BEGIN = 10, 22  # bytes; the command that begins, with the area and the number of commands
_SUM = 6  # from here on a recording is summed
_TEXT, _FONT = 21, 45  # commands: draw a text, set a font
_LONG = 255  # says that a length of four bytes follows


def with_plain_fonts(recorded: QPicture) -> QPicture:
    """Return a recording with the same text in letters that each have a code."""
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
        if command in (_TEXT, _FONT):
            content = _plain(content, form, has_text=command == _TEXT)
        size = len(content)
        short = size < _LONG
        parts.append(struct.pack(">BB", command, size if short else _LONG))
        parts.append((b"" if short else struct.pack(">I", size)) + content)
    body = b"".join(parts)[_SUM:]
    made = QPicture()
    whole = data[:4] + struct.pack(">H", _checksum(body)) + body
    made.setData(whole)
    return made


def _plain(content: bytes, form: int, *, has_text: bool) -> bytes:
    """Return what a command is told, with another font."""
    stream = QDataStream(QByteArray(content))
    stream.setVersion(form)
    place, font = QPointF(), QFont()
    if has_text:
        stream >> place
        stream.readQString()
    before = stream.device().pos()
    stream >> font
    after = stream.device().pos()
    font.unsetFeature(QFont.Tag("tnum"))
    font.setFeature(QFont.Tag("calt"), 0)
    written = QByteArray()
    again = QDataStream(written, QDataStream.OpenModeFlag.WriteOnly)
    again.setVersion(form)
    again << font
    return content[:before] + bytes(written.data()) + content[after:]


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
