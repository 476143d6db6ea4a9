"""Shows a file in the desktop's file manager, marked where the desktop can do that."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from explorer.ui.jobs.threads import StandingThread

PATIENCE = 2_000  # milliseconds for a file manager to answer


class FolderShower(QObject):
    """Asks the file manager over D-Bus in a thread, as one that is only starting may take seconds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: StandingThread[Path] = StandingThread(self)
        # What no file manager has shown is opened as a folder.
        self._work.reported.connect(
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        )
        self._work.failed.connect(lambda _: None)

    @property
    def busy(self) -> bool:
        """Whether it is still being asked."""
        return self._work.busy

    def show(self, path: Path) -> None:
        """Show a file in its folder."""

        def steps() -> Iterator[Path]:
            if not shown_by_file_manager(path):
                yield path

        self._work.request(steps)

    def close(self) -> None:
        """End the thread."""
        self._work.close()


def shown_by_file_manager(path: Path) -> bool:
    """Ask for a file to be marked in its folder; return whether a file manager has done so.

    Source: freedesktop.org, "File manager D-Bus interface", method ShowItems.
    """
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:  # Qt of another system may come without it
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    name = "org.freedesktop.FileManager1"
    message = QDBusMessage.createMethodCall(
        name, "/org/freedesktop/FileManager1", name, "ShowItems"
    )
    encoded = QUrl.ComponentFormattingOption.FullyEncoded
    uri = QUrl.fromLocalFile(str(path.absolute())).toString(encoded)
    message.setArguments([[uri], ""])
    answer = bus.call(message, QDBus.CallMode.Block, PATIENCE)
    return answer.type() == QDBusMessage.MessageType.ReplyMessage
