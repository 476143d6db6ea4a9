"""Asks which document to open, and where to save the one that is open."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from explorer.session.file_names import file_name
from explorer.session.session import ENDING, LINK, Session
from explorer.ui.documents import Documents
from explorer.ui.widgets.palette import Palette

translate = QCoreApplication.translate


def dropped_in(data: QMimeData) -> Path | str | None:
    """Return the document, the run's folder or the link that is dropped, None for anything else."""
    from explorer.files.opening import CARRIERS, has_link  # 40 ms that a start spares

    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) == 1 and (files[0].suffix.lower() in (ENDING, *CARRIERS) or files[0].is_dir()):
        return files[0]
    return data.text() if not files and has_link(data.text()) else None


class DialogOwner(Protocol):
    """A window that dialogs belong to."""

    def window(self) -> QWidget:
        """Return the window itself."""


class OpenDialog(QFileDialog):
    """Asks for a file, for the folder of a run, or for a link that is typed or pasted as a name.

    Qt's own on every desktop: others take no folder where they ask for a file, and no link at all.
    """

    chosen = Signal(str)

    def __init__(self, window: QWidget, folder: Path, kinds: str) -> None:
        title = translate("Documents", "Open a document, a run’s folder, or a link")
        super().__init__(window, title, str(folder), kinds)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.setLabelText(QFileDialog.DialogLabel.FileName, translate("Documents", "Name or link:"))

    def accept(self) -> None:
        """Take a link or a run's folder; of all else Qt knows whether it is a file."""
        typed = self._typed()
        folder = Path(self.directory().absoluteFilePath(typed)) if typed else None
        if typed.startswith(LINK):
            self._end(typed)
        elif folder is not None and (folder / "run.json").is_file():
            self._end(str(folder))
        else:
            super().accept()
            if self.result() == QFileDialog.DialogCode.Accepted:
                self.chosen.emit(self.selectedFiles()[0])

    def _typed(self) -> str:
        edit = self.findChild(QLineEdit)
        return "" if edit is None else edit.text().strip()

    def _end(self, named: str) -> None:
        self.chosen.emit(named)
        self.done(QFileDialog.DialogCode.Accepted)


class DocumentDialogs:
    """What the File menu does with documents."""

    def __init__(self, documents: Documents, window: DialogOwner) -> None:
        self._documents, self._window = documents, window

    def open(self) -> None:
        """Ask for a document, the folder of a run, or a link, and open it."""
        dialog = OpenDialog(self._window.window(), self._documents.folder, self._openable())
        dialog.chosen.connect(self._documents.open)
        dialog.open()

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
        from explorer.files.opening import (
            CARRIERS,
            DESCRIPTION,
        )  # a start spares what reads documents

        endings = " ".join((f"*{ENDING}", *(f"*{each}" for each in CARRIERS), DESCRIPTION))
        return f"{kind} ({endings})"
