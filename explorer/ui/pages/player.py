"""Plays a timeline: a step at a time, as fast as it says."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.ui.pages.own import Timing


class Player(QObject):
    """Goes along a timeline until its end; where the next place is not known yet, it waits there.

    Args:
        timing: Tells where the timeline stands.
        go: Goes to a place on it.
        parent: What it plays for.
    """

    changed = Signal(bool)  # whether it plays

    def __init__(
        self, timing: Callable[[], Timing], go: Callable[[int], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._timing, self._go = timing, go
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._play_on)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Play from here, or from the start when at the end; hold when playing."""
        timing = self._timing()
        if self.playing:
            self.pause()
        # With nothing to step through there is nothing to play.
        elif timing.reached > 0:
            # At the end playing begins again.
            if timing.place >= timing.last:
                self._go(0)
            self._timer.start(round(1000 / timing.speed))
            # The first step at once: a press that shows nothing for half a second seems to have
            # failed.
            self._play_on()
            self.changed.emit(self.playing)

    def pause(self) -> None:
        """Stay at this place; silent where nothing plays."""
        if self.playing:
            self._timer.stop()
            self.changed.emit(False)

    def _play_on(self) -> None:
        timing = self._timing()
        # The speed may be changed while it plays.
        self._timer.setInterval(round(1000 / timing.speed))
        # Where the path is still being computed it waits, and plays on.
        if timing.place < timing.reached:
            self._go(timing.place + 1)
        # Asked again: the step that was just made may be the last.
        if self._timing().place >= self._timing().last:
            self.pause()
