"""Arrays as pictures in the theme's colours."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from explorer.ui.theme import Look, mix

_LEVELS = 128


def grey_image(pixels: NDArray[np.uint8], look: Look) -> QImage:
    """Return handwriting, `text` on `surface`.

    Args:
        pixels: Ink from 0 to 255, shape (height, width).
        look: Gives the colours.
    """
    ramp = _ramp(look.theme["surface"], look.theme["text"])
    return _image(ramp, pixels.astype(np.intp) * _LEVELS // 255)


def signed_image(values: NDArray[np.floating], scale: float, look: Look) -> QImage:
    """Return signed numbers as a map: orange below 0, `surface` at 0, blue above.

    Args:
        values: Numbers, shape (height, width).
        scale: Magnitude that gets the full colour; the same for all pictures to be compared.
        look: Gives the colours.
    """
    # A network of zeros has no magnitude; its pictures are then plain ground.
    shares = np.clip(values / (scale or 1.0), -1, 1)
    ground = look.theme["surface"]
    below, above = _ramp(look.theme["orange"], ground), _ramp(ground, look.theme["blue"])
    # The ground belongs to both ramps, and would otherwise take two steps.
    table = np.concatenate([below, above[1:]])
    return _image(table, np.rint((shares + 1) * _LEVELS).astype(np.intp))


@lru_cache(maxsize=16)
def _ramp(start: str, end: str) -> NDArray[np.uint32]:
    # Qt's RGB32 wants the byte above red full.
    """Return colours from one to another as 0xffRRGGBB, shape (_LEVELS + 1,)."""
    colours = (mix(start, end, n / _LEVELS) for n in range(_LEVELS + 1))
    return np.array([0xFF000000 | int(colour[1:], 16) for colour in colours], np.uint32)


def _image(table: NDArray[np.uint32], levels: NDArray[np.intp]) -> QImage:
    # Qt reads the rows where they lie, one after the other.
    colours = np.ascontiguousarray(table[levels])
    height, width = colours.shape
    picture = QImage(colours.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return picture.copy()  # the array's memory ends with this function
