"""Named lines of work, one of which draws soon what others then draw exactly."""

from collections.abc import Callable, Collection, Hashable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.ui.jobs.latest import Latest
from explorer.ui.jobs.standing import StandingThread

Work = Callable[[], Iterator[Any]]

# Milliseconds without a newer preview before the exact paths are computed: in a drag they would
# only keep the next preview waiting.
PAUSE = 80
IDLE = 700  # milliseconds after an exact path before its preview is traced for a drag to come


class PreviewedWork(QObject):
    """Lines of work in threads that do not wait for one another, newest request first.

    A subclass has a signal of the name of every line, which brings what is reported. The line
    "preview" shows what is chosen by compiled paths, traced while nobody waits.
    """

    preview = Signal(object)
    failed = Signal(object)  # Exception

    def __init__(
        self,
        drawing: Callable[..., Work],
        lines: Collection[str],
        *,
        exact: str,
        standing: Collection[str] = (),
        parent: QObject | None = None,
    ) -> None:
        """Prepare every line.

        Args:
            drawing: Returns the work of a line, given its name and what it is asked for.
            lines: Names of the lines beside "preview".
            exact: The one of them that draws exactly what the preview shows before.
            standing: Those that take a few milliseconds, and so keep a thread of their own.
            parent: Its owner.
        """
        super().__init__(parent)
        self._drawing, self._exact_line = drawing, exact
        self._lines: dict[str, Latest[Any] | StandingThread[Any]] = {}
        for name in (*lines, "preview"):
            is_short = name == "preview" or name in standing
            line: Latest[Any] | StandingThread[Any] = (
                StandingThread(self) if is_short else Latest(self)
            )
            line.reported.connect(getattr(self, name))
            line.failed.connect(self.failed)
            self._lines[name] = line
        self._exact: Any = None
        self._traced: Hashable = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._end_pause)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._trace)
        self.preview.connect(self._note_traced)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        exact = (line.busy for name, line in self._lines.items() if name != "preview")
        return self._pause.isActive() or any(exact)

    @property
    def awaits_exact(self) -> bool:
        """Whether exact paths are still to come, so that previews may be drawn."""
        return self._pause.isActive() or self._lines[self._exact_line].busy

    def is_traced(self, state: Any) -> bool:
        """Return whether a preview can be had without tracing it first, which takes a second."""
        return self._key(state) == self._traced

    def close(self) -> None:
        """End every thread."""
        for timer in (self._pause, self._idle):
            timer.stop()
        for line in self._lines.values():
            line.close()

    def _request_exact(self, state: Any) -> None:
        """Ask for the exact paths of what is chosen."""
        raise NotImplementedError

    def _key(self, state: Any) -> Hashable:
        """Return everything chosen that a preview cannot change without being traced anew."""
        raise NotImplementedError

    def _key_of(self, view: Any) -> Hashable:
        """Return the same of what a preview brought."""
        raise NotImplementedError

    def _request(self, line: str, *arguments: object) -> None:
        self._lines[line].request(self._drawing(line, *arguments))

    def _request_preview(self, state: Any) -> None:
        """Ask for a preview now, and for the exact paths once nothing newer is chosen."""
        self._exact = state
        self._request("preview", state)
        self._pause.start()

    def _prepare(self, state: Any) -> None:
        """Trace the preview of what is chosen when nobody has asked for anything for a while."""
        self._exact = state
        self._idle.start()

    def _end_pause(self) -> None:
        if self._lines["preview"].busy:  # the exact paths take the place of the preview, not before
            self._pause.start()
        else:
            self._request_exact(self._exact)

    def _trace(self) -> None:
        if self._exact is not None and not self.is_traced(self._exact):
            self._request("preview", self._exact)

    def _note_traced(self, view: Any) -> None:
        self._traced = self._key_of(view)
