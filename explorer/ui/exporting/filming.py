"""A film of a page: it goes from place to place of its timeline, and each is recorded as it is shown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, Full, Queue
from threading import Event
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from explorer.ui.exporting.films import Film, Pixels, check_film, encoded_film, pixels
from explorer.ui.exporting.pictures import Recorded, image
from explorer.ui.jobs.threads import Job

MOST_FRAMES = 2_000
_AHEAD = 3  # frames that are recorded before they are written; each takes up to a megabyte
_LOOK = 50  # milliseconds after which the thread looks whether it is still wanted
_TURN = 2  # milliseconds that belong to the window between two frames


class Filmed(Protocol):
    """A page that is filmed."""

    @property
    def busy(self) -> bool:
        """Whether something is still to be answered or drawn."""

    @property
    def timing(self) -> Any:
        """Where the timeline stands."""

    def pause(self) -> None:
        """Stay at this place."""

    def go(self, place: int) -> None:
        """Go to a place."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is filmed.

    Attributes:
        page: The page whose timeline is gone through.
        record: Records what is seen of it, for the place that is shown.
        places: Places of the timeline, a frame for each.
        scale: Pixels of a frame per pixel of the window.
    """

    page: Filmed
    record: Callable[[], Recorded]
    places: Sequence[int]
    scale: int


class _CancelledError(Exception):
    """Nobody wants the film any more."""


class Filming(QObject):
    """Records in the window's thread, one frame a turn; paints and writes in another."""

    progressed = Signal(int)  # frames that are written
    ended = Signal(object)  # what ended it before its end, None for nothing
    gone = Signal()  # its thread, too, which may write a last frame of what was cancelled

    def __init__(
        self,
        scene: Scene,
        film: Film,
        keep: Callable[[bytes], None],
        parent: QObject | None = None,
    ) -> None:
        """Take what to film, and what to do with the film: that is done in the thread.

        Raises:
            ExplorerError: If a library is missing.
        """
        check_film(film.ending)
        super().__init__(parent)
        self._scene, self._film, self._keep = scene, film, keep
        self._recorded: Queue[Recorded] = Queue(_AHEAD)
        self._waiting: Recorded | None = None
        self._unwanted = Event()
        self._before = scene.page.timing.place
        self._sent = self._written = self._told = 0
        self._job: Job[None] = Job(self._work, self)
        self._job.finished.connect(self.gone)
        self._turns = QTimer(self, interval=_TURN)
        self._turns.timeout.connect(self._turn)
        scene.page.pause()
        scene.page.go(scene.places[0])
        self._job.start()
        self._turns.start()

    def cancel(self) -> None:
        """End at once; no file is written, the thread ends after the frame at hand."""
        self._unwanted.set()
        self._end(None)

    def close(self) -> None:
        """End it and its thread."""
        self.cancel()
        self._job.stop_and_wait()

    def _end(self, failure: Exception | None) -> None:
        if self._turns.isActive():
            self._turns.stop()
            self._scene.page.go(self._before)
            self.ended.emit(failure)

    # ---- in the window's thread

    def _turn(self) -> None:
        """Record the next frame, if it is there to be seen and there is room for it."""
        if self._written != self._told:
            self._told = self._written
            self.progressed.emit(self._told)
        if self._job.isFinished():
            self._end(self._job.failure)
            return
        page, places = self._scene.page, self._scene.places
        if self._waiting is None and self._sent < len(places) and not page.busy:
            self._waiting = self._scene.record()
            self._sent += 1
            if self._sent < len(places):
                page.go(places[self._sent])
        if self._waiting is not None:
            try:
                self._recorded.put_nowait(self._waiting)
            except Full:
                return
            self._waiting = None

    # ---- in the thread

    def _work(self) -> Iterator[None]:
        content = encoded_film(self._film, self._painted())
        if not self._unwanted.is_set():
            self._keep(content)
        yield None

    def _painted(self) -> Iterator[Pixels]:
        frame: QRect | None = None
        for number in range(self._film.frames):
            shown = image(self._next(), self._scene.scale)
            # All are as large as the first, though the window may be made larger meanwhile.
            frame = frame or shown.rect()
            yield pixels(shown if shown.rect() == frame else shown.copy(frame))
            self._written = number + 1

    def _next(self) -> Recorded:
        while not self._unwanted.is_set():
            try:
                return self._recorded.get(timeout=_LOOK / 1000)
            except Empty:
                continue
        raise _CancelledError
