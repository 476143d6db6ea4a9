"""Pages that are missing are built a part in a turn of the event loop; what is pressed comes between."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from explorer.session.pages import PAGES
from explorer.ui.pages.built import Pages, prepared
from explorer.ui.services import Services

IDLE = 1_500  # milliseconds without anything to do before a page is built that nobody has looked at
BETWEEN = 100  # milliseconds between two parts of it


class Building(QObject):
    """Builds what is asked for at once, and what nobody has looked at while the window is idle.

    Args:
        pages: Those that are there.
        services: What a page is made of.
        at_rest: Whether the page in front has nothing to do.
    """

    rested = Signal()  # all that was asked for is there

    def __init__(
        self, pages: Pages, services: Services, at_rest: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._services, self._at_rest = pages, services, at_rest
        self._wanted: list[str] = []
        self.is_closed = False
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._take_turn)
        self.idle = QTimer(self, interval=IDLE)
        self.idle.timeout.connect(self.build_ahead)

    @property
    def missing(self) -> list[str]:
        """The keys of the pages that are not there yet."""
        return [key for key in PAGES if key not in self._pages]

    def want(self, key: str) -> None:
        """Build a page next, before others that are wanted."""
        # In a window that is being left nobody would end the threads of a new page.
        if not self.is_closed:
            self._wanted = [key, *(each for each in self._wanted if each != key)]
            self._turns.start()

    def _take_turn(self) -> None:
        key = self._wanted[0]
        if key not in self._pages and prepared(key, self._services):
            return
        self._pages[key]  # by now it may be there, as somebody could not wait
        self._wanted.remove(key)
        if not self._wanted:
            self._turns.stop()
            self.rested.emit()

    def build_ahead(self) -> None:
        """Build one of the pages that are missing, or a part of it, while nothing else is to be done."""
        # A drag pauses between two answers, so a page at rest may still have a mouse button down. And a
        # turn of 0.1 s is seen in the curve of a run under way.
        is_used = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self._wanted or is_used or self._services.training.going or not self._at_rest():
            return
        if self.missing:
            key = self.missing[0]
            has_parts = prepared(key, self._services)
            self.idle.setInterval(BETWEEN if has_parts else IDLE)
            if not has_parts:
                self._pages[key]
        else:
            self.idle.stop()
            import_module("explorer.ui.exporting.exports")  # 0.1 s that the first export spares

    def close(self) -> None:
        """Build nothing more."""
        self.is_closed = True
        self.idle.stop()
        self._turns.stop()
