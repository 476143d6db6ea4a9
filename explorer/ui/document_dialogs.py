"""Asks which document to open, and where to save the one that is open."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from explorer.session.pages import PAGES
from explorer.session.session import ENDING, Session
from explorer.ui.documents import Documents
from explorer.ui.translation import spoken
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
            self._window.window(), title, str(self._folder()), self._kinds()
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
        usual = self._folder() / f"{spoken(PAGES[session.view.page].title)}{ENDING}"
        name, _ = QFileDialog.getSaveFileName(
            self._window.window(), title, str(known or usual), self._kinds()
        )
        if name:
            path = Path(name)
            # Dialogs of some desktops do not add it; without it no desktop would know the file.
            self._documents.save(path if path.suffix else path.with_suffix(ENDING))

    def paste(self) -> None:
        """Open the link that lies on the clipboard."""
        self._documents.open_link(QGuiApplication.clipboard().text())

    def _folder(self) -> Path:
        """Return the folder of the document used last, else the desktop's own for documents."""
        if self._documents.recent:
            return self._documents.recent[0].parent
        place = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(place))

    def _kinds(self) -> str:
        kind = translate("Documents", "Documents of Gradient Explorer")
        return f"{kind} (*{ENDING})"
