"""What the menus and a plot's own menu do with pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from explorer.ui.exporting.exporters import Wish, recorded
from explorer.ui.exporting.picture_dialog import PictureDialog
from explorer.ui.exporting.pictures import Recorded, encoded, image
from explorer.ui.jobs.threads import StandingThread
from explorer.ui.services import Services

if TYPE_CHECKING:
    from explorer.ui.main_window import MainWindow

translate = QCoreApplication.translate

COPIED_SCALE = 2  # slides are shown larger than the window

Done = Callable[[], None]  # what the window does with the end of some work


class Pictures(QObject):
    """Records in the window's thread, draws and writes in another."""

    failed = Signal(object)
    saved = Signal(object)  # the file

    def __init__(self, services: Services, window: "MainWindow", parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._window = services, window
        self._wish = Wish()  # the next dialog begins with what was chosen last
        self._folder: Path | None = None
        self._work: StandingThread[Done] = StandingThread(self)
        self._work.reported.connect(lambda done: done())
        self._work.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether a picture is being drawn or written."""
        return self._work.busy

    def save(self, plot: QWidget | None = None) -> None:
        """Ask what the picture is to be and where to save it; `plot` where one was pointed at."""
        dialog = PictureDialog(self._wish, self._services.look, self._window.window())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self._wish = wish = dialog.wish
        title = translate("Picture", "Save a picture")
        name, _ = QFileDialog.getSaveFileName(
            self._window.window(),
            title,
            str(self._usual(wish)),
            f"{wish.ending.upper()} (*.{wish.ending})",
        )
        if name:
            path = Path(name)
            self.write(path if path.suffix else path.with_suffix(f".{wish.ending}"), wish, plot)

    def write(self, path: Path, wish: Wish, plot: QWidget | None = None) -> None:
        """Save a picture."""
        self._folder = path.parent
        recorded = self._recorded(wish, plot)

        def work() -> Done:
            from explorer.files.saving import save_bytes

            save_bytes(path, encoded(recorded, wish.ending, wish.scale))
            return lambda: self.saved.emit(path)

        self._do(work)

    def copy(self, plot: QWidget | None = None) -> None:
        """Put a plot on the clipboard as a picture."""
        recorded = self._recorded(Wish(), plot)

        def work() -> Done:
            drawn = image(recorded, COPIED_SCALE)
            return lambda: QGuiApplication.clipboard().setImage(drawn)

        self._do(work)

    def close(self) -> None:
        """End the thread."""
        self._work.close()

    def _do(self, work: Callable[[], Done]) -> None:
        def steps() -> Iterator[Done]:
            yield work()

        self._work.request(steps)

    def _recorded(self, wish: Wish, plot: QWidget | None) -> Recorded:
        return recorded(self._window, wish, plot)

    def _usual(self, wish: Wish) -> Path:
        place = QStandardPaths.StandardLocation.PicturesLocation
        folder = self._folder or Path(QStandardPaths.writableLocation(place))
        return folder / f"{self._services.store.session.view.page}.{wish.ending}"
