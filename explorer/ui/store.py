"""The one place that holds what is chosen, and tells what changed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from explorer.session.session import Session


class Store(QObject):
    """Holds the session; pages read it, change it by pure functions, and draw the difference."""

    changed = Signal(object, object)  # old and new Session

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def session(self) -> Session:
        """What is chosen now."""
        return self._session

    def change(self, change: Callable[[Session], Session]) -> None:
        """Replace the session by `change(session)`; silent when nothing differs."""
        old, new = self._session, change(self._session)
        if new != old:
            self._session = new
            self.changed.emit(old, new)
