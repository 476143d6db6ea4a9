"""The one place that holds what is chosen, tells what changed, and can take a change back."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from explorer.session.pages import choices_between, looked_at_as
from explorer.session.session import Session

KEPT = 200  # changes that can be taken back
DUE = 1_000  # milliseconds after a change until it is kept, with all that came meanwhile
PAUSE = 700  # milliseconds between two changes of the same fields that make them two choices


class Store(QObject):
    """Holds the session; pages read it, change it by pure functions, and draw the difference.

    Changes of the same fields in quick succession, as a drag makes them, are one choice to undo.
    Where one looks (page, leaf, theme, place on a timeline) is no choice: it is not undone.
    """

    changed = Signal(object, object)  # old and new Session, of which the choices differ
    viewed = Signal(object, object)  # the same, of which it is how the window is looked at
    history_changed = Signal()
    due = Signal()  # some time after a change, for all that came meanwhile: to be kept now
    modified_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._done: list[Session] = []
        self._undone: list[Session] = []
        self._last_fields: frozenset[str] = frozenset()
        self._since_last = QElapsedTimer()
        self._saved: Session | None = None
        self._was_modified = False
        # Not begun anew by each change: it would never end while the timeline plays.
        self._due = QTimer(self, interval=DUE, singleShot=True)
        self._due.timeout.connect(self.due)

    @property
    def session(self) -> Session:
        """What is chosen now."""
        return self._session

    @property
    def modified(self) -> bool:
        """Whether choices differ from those that were saved last, if any were."""
        return self._saved is not None and bool(choices_between(self._saved, self._session))

    def note_saved(self, session: Session | None) -> None:
        """Take note of what is saved, and compare choices with it from now on; None for nothing."""
        self._saved = session
        self._tell_modified()

    @property
    def can_undo(self) -> bool:
        """Whether there is a choice to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a choice to make again."""
        return bool(self._undone)

    def change(self, change: Callable[[Session], Session]) -> None:
        """Replace the session by `change(session)`; silent when nothing differs."""
        old, new = self._session, change(self._session)
        if new == old:
            return
        fields = choices_between(old, new)
        if fields:
            self._remember(old, fields)
        self._put(new)

    def undo(self) -> None:
        """Take the last choice back."""
        self._travel(self._done, self._undone)

    def redo(self) -> None:
        """Make the choice again that was last taken back."""
        self._travel(self._undone, self._done)

    def _remember(self, old: Session, fields: frozenset[str]) -> None:
        merged = (
            fields == self._last_fields
            and self._since_last.isValid()
            # Two fields set one after the other are two choices, however quickly.
            and self._since_last.elapsed() < PAUSE
        )
        self._last_fields = fields
        self._since_last.start()
        if not merged:
            self._done.append(old)
            del self._done[:-KEPT]
        # What was taken back led on from choices that are no longer made.
        self._undone.clear()

    def _travel(self, origin: list[Session], target: list[Session]) -> None:
        if not origin:
            return
        target.append(self._session)
        # A change right after an undo must not be merged into the choice before it.
        self._last_fields = frozenset()
        # Only choices travel: page, theme and timeline stay as one looks at them now.
        self._put(looked_at_as(origin.pop(), self._session))

    def _put(self, new: Session) -> None:
        old, self._session = self._session, new
        # Told apart, so that a page that is brought to the front asks for nothing and a choice
        # restyles nothing.
        if old.view != new.view:
            self.viewed.emit(old, new)
        if replace(old, view=new.view) != new:
            self.changed.emit(old, new)
        self.history_changed.emit()
        if not self._due.isActive():
            self._due.start()
        self._tell_modified()

    def _tell_modified(self) -> None:
        if self.modified != self._was_modified:
            self._was_modified = not self._was_modified
            self.modified_changed.emit()
