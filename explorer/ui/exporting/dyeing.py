"""What was painted in one theme, in the colours of another: for paper, and for slides of another ground.

All that is seen has a colour of the theme, or one mixed of two of them. So each colour is looked for
among these, and mixed anew: the window keeps its theme meanwhile, and all of it is work for a thread.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPen, QPicture

from explorer.ui.exporting.recordings import BRUSH, GROUND, IMAGE, PEN, PIXMAP, TILED, edited
from explorer.ui.theme import Theme

_HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
# What the shares of a mix are measured from, where two pairs would do as well.
_GROUNDS = ("surface", "window", "grid", "track")
_ODD = 4.0  # farther away in RGB a pair without a ground must be nearer by so much to be believed

Colours = NDArray[np.float64]  # shape (number, 3), from 0 to 255


@dataclass(frozen=True)
class Dye:
    """The way from one theme's colours to another's."""

    old: Theme
    new: Theme

    def picture(self, recorded: QPicture) -> QPicture:
        """Return a recording in the other colours."""
        return edited(
            recorded,
            {
                PEN: self._pen, BRUSH: self._brush, GROUND: self._ground,
                PIXMAP: self._pixels, IMAGE: self._pixels, TILED: self._pixels,
            },
        )  # fmt: skip

    def text(self, written: bytes) -> bytes:
        """Return an SVG in the other colours."""
        return _HEX.sub(lambda found: self.name(found[0]), written.decode()).encode()

    def name(self, colour: str) -> str:
        """Return "#RRGGBB" for "#RRGGBB"."""
        return self._colour(QColor(colour)).name().upper()

    def _colour(self, colour: QColor) -> QColor:
        parts = np.array([[colour.red(), colour.green(), colour.blue()]], float)
        (row,) = self.mixed(parts)
        red, green, blue = map(int, row)
        return QColor(red, green, blue, colour.alpha())

    def mixed(self, colours: Colours) -> NDArray[np.uint8]:
        """Return colours of the old theme in the new one: each the nearest mix of two that are known."""
        begin, end, new_begin, new_end, odd = self._pairs
        way = end - begin  # (pairs, 3)
        length = (way**2).sum(axis=1)
        share = np.clip(((colours[:, None] - begin) * way).sum(axis=2) / length, 0, 1)
        away = np.linalg.norm(begin + share[..., None] * way - colours[:, None], axis=2)
        best = (away + odd).argmin(axis=1)
        part = np.take_along_axis(share, best[:, None], axis=1)
        found = new_begin[best] + part * (new_end[best] - new_begin[best])
        # Some are mixed by other shares in each theme, and known by their roles.
        known, theirs = self._roles
        alike = np.abs(colours[:, None] - known).max(axis=2)
        exact = alike.min(axis=1) < 0.5
        found[exact] = theirs[alike.argmin(axis=1)[exact]]
        mixed: NDArray[np.uint8] = np.rint(found).astype(np.uint8)
        return mixed

    @cached_property
    def _pairs(self) -> tuple[Colours, Colours, Colours, Colours, NDArray[np.float64]]:
        inks = [each for each in self.old.colours if each not in (*_GROUNDS, "on_accent")]
        pairs = [*product(_GROUNDS, inks), ("surface", "window"), *combinations(inks, 2)]
        pairs = [each for each in pairs if self.old[each[0]] != self.old[each[1]]]
        ends = [
            np.array([_rgb(theme[pair[place]]) for pair in pairs], float)
            for theme in (self.old, self.new) for place in (0, 1)
        ]  # fmt: skip
        odd = np.array([0.0 if pair[0] in _GROUNDS else _ODD for pair in pairs])
        return ends[0], ends[1], ends[2], ends[3], odd

    @cached_property
    def _roles(self) -> tuple[Colours, Colours]:
        tints = [each for each in self.old.colours if each != "on_accent"]
        both = [
            [*(theme.roles[each] for each in self.old.roles), *map(theme.tint, tints)]
            for theme in (self.old, self.new)
        ]
        known, theirs = (np.array([_rgb(each) for each in colours], float) for colours in both)
        return known, theirs

    def _pen(self, content: bytes, form: int) -> bytes:
        pen = QPen()
        _reading(content, form) >> pen
        # Its brush and not its colour: what has none, such as a letter without an outline, would get one.
        pen.setBrush(self._dyed(pen.brush()))
        return _written(form, pen)

    def _brush(self, content: bytes, form: int) -> bytes:
        brush = QBrush()
        _reading(content, form) >> brush
        return _written(form, self._dyed(brush))

    def _dyed(self, brush: QBrush) -> QBrush:
        brush.setColor(self._colour(brush.color()))
        return brush

    def _ground(self, content: bytes, form: int) -> bytes:
        colour = QColor()
        _reading(content, form) >> colour
        return _written(form, self._colour(colour))

    def _pixels(self, content: bytes, form: int) -> bytes:
        stream, area, held = _reading(content, form), QRectF(), QImage()
        stream >> area
        stream >> held
        rest = content[stream.device().pos() :]
        return _written(form, area, self.image(held)) + rest

    def image(self, shown: QImage) -> QImage:
        """Return pixels in the other colours."""
        plain = shown.convertToFormat(QImage.Format.Format_RGBA8888)
        rows = np.frombuffer(plain.constBits(), np.uint8).copy()
        rows = rows.reshape(plain.height(), plain.bytesPerLine() // 4, 4)
        codes = rows[..., :3].astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
        known, places = np.unique(codes, return_inverse=True)
        parts = np.stack([known >> 16, known >> 8 & 255, known & 255], axis=1)
        made = np.concatenate([self.mixed(each) for each in _portions(parts.astype(float))])
        rows[..., :3] = made[places].reshape(*codes.shape, 3)
        height, width = plain.height(), plain.width()
        dyed = QImage(
            rows.data, width, height, plain.bytesPerLine(), QImage.Format.Format_RGBA8888
        ).copy()  # the array's memory ends with this function
        dyed.setDevicePixelRatio(shown.devicePixelRatio())
        return dyed


def _portions(colours: Colours, size: int = 4096) -> list[Colours]:
    return [colours[at : at + size] for at in range(0, len(colours), size)]


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _reading(content: bytes, form: int) -> QDataStream:
    stream = QDataStream(QByteArray(content))
    stream.setVersion(form)
    return stream


def _written(form: int, *parts: object) -> bytes:
    held = QByteArray()
    stream = QDataStream(held, QDataStream.OpenModeFlag.WriteOnly)
    stream.setVersion(form)
    for each in parts:
        stream << each
    return bytes(held.data())
