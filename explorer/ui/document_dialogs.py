"""Asks which document to open, and where to save the one that is open."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from explorer.session.file_names import file_name
from explorer.session.session import ENDING, Session
from explorer.ui.documents import Documents
from explorer.ui.widgets.palette import Palette

translate = QCoreApplication.translate


class Asking(Protocol):
    """A window that dialogs belong to."""

    def window(self) -> QWidget:
        """Return the window itself."""


class DocumentDialogs:
    """What the File menu does with documents."""

    def __init__(self, documents: Documents, window: Asking) -> None:
        self._documents, self._window = documents, window

    def open(self) -> None:
        """Ask for a document and open it."""
        title = translate("Documents", "Open a document")
        name, _ = QFileDialog.getOpenFileName(
            self._window.window(), title, str(self._documents.folder), self._openable()
        )
        if name:
            self._documents.open(Path(name))

    def recent(self) -> None:
        """Offer the documents opened or saved before."""
        documents = self._documents
        entries = [
            (path.name, str(path), str(path.parent), lambda path=path: documents.open(path))
            for path in documents.recent
        ]
        window = self._window.window()
        Palette(entries, window).open_below(window.menuWidget())  # type: ignore[attr-defined]

    def recent_entries(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the same for a menu: the names, and what opens them."""
        return [(path.name, partial(self._documents.open, path)) for path in self._documents.recent]

    def save(self, session: Session) -> None:
        """Save the document that is open; ask for a place if there is none yet."""
        if self._documents.path is None:
            self.save_as(session)
        else:
            self._documents.save(self._documents.path)

    def save_as(self, session: Session) -> None:
        """Ask where to save, and save there."""
        title = translate("Documents", "Save as a document")
        known = self._documents.path
        usual = self._documents.folder / file_name(session, ENDING[1:])
        name, _ = QFileDialog.getSaveFileName(
            self._window.window(), title, str(known or usual), self._kinds()
        )
        if name:
            path = Path(name)
            # Dialogs of some desktops do not add it; without it no desktop would know the file.
            named = path.suffix == ENDING
            self._documents.save(path if named else path.with_name(f"{path.name}{ENDING}"))

    def paste(self) -> None:
        """Open the state of a link in the text that lies on the clipboard."""
        self._documents.open_link(QGuiApplication.clipboard().text())

    def _kinds(self) -> str:
        kind = translate("Documents", "Documents of Gradient Explorer")
        return f"{kind} (*{ENDING})"

    def _openable(self) -> str:
        """Return all that can be opened: whatever is exported may carry the state that it shows."""
        kind = translate("Documents", "Documents, and files that carry a link")
        from explorer.files.opening import CARRIERS  # a start spares what reads documents

        endings = " ".join(f"*{each}" for each in (ENDING, *CARRIERS))
        return f"{kind} ({endings})"
