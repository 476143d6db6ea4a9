"""A curve for the ear: pitch follows height, along the curve from left to right, and at the point as it moves.

Made and played in a thread, by a player that the system has; where there is none, it is said.
"""

import io
import math
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.core.arrays import Samples
from explorer.core.sentences import ExplorerError, said
from explorer.ui.jobs.threads import Latest

RATE = 22_050  # samples a second
LOWEST, OCTAVES = 220.0, 2.0  # Hz of the lowest height in view, octaves up to the highest
SWEEP, TONE = 2.0, 0.15  # seconds of a whole curve, and of one point
FADE = 0.01  # seconds at both ends, or the ear would hear clicks
LOUDNESS = 0.3
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_LOOK = 0.02  # seconds between looks whether a newer sound is wished for
Player = Callable[[], tuple[str, ...] | None]
Heard = Callable[[], tuple[Samples, float]]  # heights of the curve in view, and of the point


def player() -> tuple[str, ...] | None:
    """Return the command that plays a file here; None where there is none."""
    return next((each for each in PLAYERS if shutil.which(each[0])), None)


def pitches(heights: Samples, low: float, high: float) -> Samples:
    """Return the pitch of each height in Hz, NaN where there is none; octaves are equal steps of height."""
    span = high - low
    shares = (heights - low) / span if span > 0 else np.where(np.isfinite(heights), 0.5, np.nan)
    found: Samples = LOWEST * 2.0 ** (OCTAVES * np.clip(shares, 0.0, 1.0))
    return found


def sound_of(frequencies: Samples, seconds: float) -> bytes:
    """Return a WAV file in which pitches follow one another; silent where one is NaN.

    Args:
        frequencies: In Hz, at equal distances of time, shape (n,).
        seconds: How long it lasts.
    """
    count = round(RATE * seconds)
    place = np.linspace(0, len(frequencies) - 1, count)
    known = np.isfinite(frequencies)
    pitch = (
        np.interp(place, np.flatnonzero(known), frequencies[known]) if known.any() else 0 * place
    )
    loud = np.where(known[np.rint(place).astype(int)], LOUDNESS, 0.0)
    edge = np.minimum(np.arange(count), np.arange(count)[::-1]) / (RATE * FADE)
    wave_ = loud * np.clip(edge, 0, 1) * np.sin(2 * math.pi * np.cumsum(pitch) / RATE)
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes((wave_ * 32_767).astype("<i2").tobytes())
    return file.getvalue()


class CurveSound(QObject):
    """Plays what is asked for; a newer sound ends an older one.

    Attributes:
        follows: Whether a tone tells each place that the point comes to.

    Args:
        heard: Returns what is to be heard now.
        find: Finds the player.
    """

    failed = Signal(object)  # an exception to be told

    def __init__(self, heard: Heard, parent: QObject, find: Player = player) -> None:
        super().__init__(parent)
        self._heard, self._find = heard, find
        self.follows, self._last = False, math.nan
        self._work: Latest[None] = Latest(self)
        self._work.failed.connect(self._fail)

    def sweep(self) -> None:
        """Play the curve from left to right."""
        heights, _ = self._heard()
        self._play(heights, heights, SWEEP)

    def toggle(self) -> None:
        """Let a tone tell each place of the point, or no more."""
        self.follows = not self.follows
        self.tell()

    def tell(self) -> None:
        """Play the point's height, if it is another than the last one."""
        if not self.follows:
            self._last = math.nan
            return
        heights, at = self._heard()
        if at != self._last and math.isfinite(at):
            self._last = at
            self._play(np.array([at, at]), heights, TONE)

    def _play(self, heights: Samples, among: Samples, seconds: float) -> None:
        known = among[np.isfinite(among)]
        if not known.size:
            return
        low, high = float(known.min()), float(known.max())
        command = self._find()
        if command is None:
            self._fail(_no_player())
            return
        self._work.request(lambda: _played(command, pitches(heights, low, high), seconds))

    def _fail(self, refusal: Exception) -> None:
        self.follows = False  # or each step would tell the same
        self.failed.emit(refusal)

    def close(self) -> None:
        """End what is played."""
        self.follows = False
        self._work.close()


def _played(command: tuple[str, ...], frequencies: Samples, seconds: float) -> Iterator[None]:
    """Make a sound and play it to its end, or until it is superseded."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "curve.wav")
        file.write_bytes(sound_of(frequencies, seconds))
        try:
            playing = subprocess.Popen(  # noqa: S603 - a player that was found, and our own file
                [*command, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise _no_sound(command[0]) from error
        try:
            while playing.poll() is None:
                time.sleep(_LOOK)
                yield
        finally:
            playing.kill()
            playing.wait()
        if playing.returncode > 0:
            raise _no_sound(command[0])


def _no_player() -> ExplorerError:
    players = ", ".join(each[0] for each in PLAYERS)
    return ExplorerError(
        said(
            "Errors",
            "There is nothing to play a sound with. Install one of {players}.",
            players=players,
        )
    )


def _no_sound(name: str) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{player} could not play a sound. Check that this computer has a sound output.",
            player=name,
        )
    )
