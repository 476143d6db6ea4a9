"""The search for the best learning rate of each racer: begun, told, cancelled, ended."""

from PySide6.QtCore import QObject, Signal

from explorer.session.surface.choices import SurfaceChoices
from explorer.session.surface.snapshots import TuningView
from explorer.ui.jobs.latest import Latest
from explorer.ui.pages.surface.requests import drawing


class RateSearch(QObject):
    """Runs the search in a thread; what a cancelled search still reports is dropped.

    Attributes:
        running: Whether a search is on.
    """

    came_along = Signal(object)  # TuningView
    found = Signal(object)  # rates by sign
    ended = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self._line: Latest[TuningView] = Latest(self)
        self._line.reported.connect(self._take)
        self._line.failed.connect(self._fail)
        self._line.idle.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether the thread is still at work."""
        return self._line.busy

    def start(self, state: SurfaceChoices) -> None:
        """Search the rates for a race."""
        self.running = True
        self._line.request(drawing("tuning", state))

    def cancel(self) -> None:
        """End the search; the thread ends at its next report."""
        if self._line.busy:
            self._line.request(lambda: iter(()))
        self._end()

    def close(self) -> None:
        """End the thread."""
        self._line.close()

    def _take(self, view: TuningView) -> None:
        if not self.running:
            return
        if view.done:
            self._end()
            self.found.emit(view.rates)
        else:
            self.came_along.emit(view)

    def _fail(self, failure: Exception) -> None:
        self._end()
        self.failed.emit(failure)

    def _end(self) -> None:
        if self.running:
            self.running = False
            self.ended.emit()
