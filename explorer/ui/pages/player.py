"""Plays a timeline: one step per tick until the end."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal


class Player(QObject):
    """A timer that asks to go on.

    Attributes:
        advance: Called at every tick; returns False when there is nothing more to play.
    """

    playing_changed = Signal(bool)

    def __init__(self, advance: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.advance = advance
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def play(self, speed: float) -> None:
        """Play, with the first step at once.

        Args:
            speed: Steps per second.
        """
        self._timer.start(round(1000 / speed))
        self.playing_changed.emit(True)
        self._tick()

    def set_speed(self, speed: float) -> None:
        """Play faster or slower from the next tick on."""
        self._timer.setInterval(round(1000 / speed))

    def pause(self) -> None:
        """Hold."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _tick(self) -> None:
        if not self.advance():
            self.pause()
