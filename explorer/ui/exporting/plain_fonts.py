"""A recording whose text can be read back: without the figures and signs that a font chooses by itself.

Figures of equal width, which the screen needs, and signs that suit their neighbours are glyphs without a
letter of their own; a PDF made of them is copied as gaps. Qt's older recordings leave all features of
fonts out, and with them the weight, an axis of a variable font. So the newer form is recorded, and the
fonts in it are changed.
"""

from functools import partial

from PySide6.QtCore import QByteArray, QDataStream, QPointF
from PySide6.QtGui import QFont, QPicture

from explorer.ui.exporting.recordings import FONT, TEXT, edited


def with_plain_fonts(recorded: QPicture) -> QPicture:
    """Return a recording with the same text in letters that each have a code."""
    return edited(
        recorded, {TEXT: partial(_plain, has_text=True), FONT: partial(_plain, has_text=False)}
    )


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
