"""Frames as the content of one file: WebP and GIF by Pillow, MP4 by PyAV; written in a thread.

Frames come one at a time and none is kept: a film of a thousand would take gigabytes.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtGui import QImage

from explorer.core.sentences import ExplorerError, said

# Frames a second: each a whole number of hundredths of a second, in which a GIF counts.
RATES = (2, 5, 10, 25, 50)
_DESCRIPTION = 0x010E  # of the EXIF tags, for words about a picture
_SHARP = 16  # of x264's scale from 0, without loss, to 51; lines on plain ground stay clean

Pixels = NDArray[np.uint8]  # shape (height, width, 3)


@dataclass(frozen=True, slots=True)
class Film:
    """How frames become a film.

    Attributes:
        ending: "webp", "gif" or "mp4".
        frames: How many there are.
        rate: Frames a second, one of `RATES`.
        loops: Whether it begins anew at its end; an MP4 leaves that to its player.
        link: The state it begins with, which goes along unseen.
    """

    ending: str
    frames: int
    rate: int = 10
    loops: bool = True
    link: str = ""


def check_film(ending: str) -> None:
    """Do nothing where films of this ending can be made.

    Raises:
        ExplorerError: If a library is missing; the sentence says how to get it.
    """
    if ending == "mp4" and find_spec("av") is None:
        raise ExplorerError(
            said(
                "Errors",
                "An MP4 needs PyAV, which is not installed. Run: pip install av, or choose WebP or GIF.",
            )
        )


def encoded_film(film: Film, frames: Iterator[Pixels]) -> bytes:
    """Return frames as the content of a file; each is asked for when its turn comes.

    Raises:
        ExplorerError: If a library is missing.
    """
    check_film(film.ending)
    content = io.BytesIO()
    if film.ending == "mp4":
        _write_mp4(film, frames, content)
    else:
        _write_pillow(film, frames, content)
    return content.getvalue()


def pixels(image: QImage) -> Pixels:
    """Return an image's pixels without what shines through."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    # Qt fills each row up to whole words.
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


class _Reel(Image.Image):
    """Frames as Pillow knows those of a file: it goes from one to the next, and has one at a time."""

    def __init__(self, frames: Iterator[Pixels], count: int) -> None:
        super().__init__()
        self._frames, self._at = frames, -1
        self.n_frames, self.is_animated = count, True
        self.seek(0)

    def seek(self, frame: int) -> None:
        """Go on to the next frame."""
        if frame >= self.n_frames:
            raise EOFError
        if frame > self._at:  # at the end Pillow wishes to go back, for nothing
            shown = Image.fromarray(next(self._frames))
            self.im, self._mode, self._size = shown.im, shown.mode, shown.size
            self._at = frame

    def tell(self) -> int:
        """Return the number of the frame."""
        return self._at


def _write_pillow(film: Film, frames: Iterator[Pixels], content: io.BytesIO) -> None:
    duration = 1000 // film.rate
    reel = _Reel(frames, film.frames)
    if film.ending == "gif":
        # Without the word for "again" it is shown once; with 0 for ever.
        again = {"loop": 0} if film.loops else {}
        words = {"comment": film.link.encode()} if film.link else {}
        reel.save(content, "GIF", save_all=True, duration=duration, **again, **words)
        return
    described = Image.Exif()
    described[_DESCRIPTION] = film.link
    reel.save(
        content, "WEBP", save_all=True, duration=duration, loop=0 if film.loops else 1,
        # Every pixel as it was painted; of lines on plain ground the file is smaller so, too.
        lossless=True, quality=20, method=1, exif=described.tobytes() if film.link else b"",
    )  # fmt: skip


def _write_mp4(film: Film, frames: Iterator[Pixels], content: io.BytesIO) -> None:
    import av

    with av.open(content, "w", format="mp4", options={"movflags": "use_metadata_tags"}) as file:
        if film.link:
            file.metadata["comment"] = film.link
        stream = file.add_stream("libx264", rate=film.rate, options={"crf": str(_SHARP)})
        stream.pix_fmt = "yuv420p"  # others are not shown by every player
        for number in range(film.frames):
            shown = next(frames)
            # That form counts colours in pairs of pixels.
            shown = np.pad(shown, [(0, n % 2) for n in shown.shape[:2]] + [(0, 0)], mode="edge")
            stream.height, stream.width = shown.shape[:2]
            picture = av.VideoFrame.from_ndarray(shown, format="rgb24")
            picture.pts, picture.time_base = number, Fraction(1, film.rate)
            file.mux(stream.encode(picture))
        file.mux(stream.encode())
