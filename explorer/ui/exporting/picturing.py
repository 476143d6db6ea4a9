"""What the menus and a plot's own menu do with pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from explorer.session.captions import caption_of
from explorer.ui.exporting.picture_dialog import PictureDialog, Wish
from explorer.ui.exporting.pictures import Recorded, encoded, image, record
from explorer.ui.jobs.threads import StandingThread
from explorer.ui.plots.way_home import plots_of
from explorer.ui.services import Services
from explorer.ui.translation import spoken

translate = QCoreApplication.translate

COPIED_SCALE = 2  # slides are shown larger than the window

Done = Callable[[], None]  # what the window does with the end of some work


class Picturable(Protocol):
    """A window of which pictures are made."""

    @property
    def page(self) -> Any:
        """The page in front."""

    def window(self) -> QWidget:
        """Return the window itself."""

    def centralWidget(self) -> QWidget | None:
        """Return all of it but the header."""


class Pictures(QObject):
    """Records in the window's thread, draws and writes in another."""

    failed = Signal(object)
    saved = Signal(object)  # the file

    def __init__(self, services: Services, window: Picturable, parent: QObject) -> None:
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
        from explorer.core.sentences import ExplorerError
        from explorer.files.documents import link

        session = self._services.store.session
        try:
            line = link(session)
        except ExplorerError:
            line = ""  # too long for one; the picture is none the worse
        caption = spoken(caption_of(session.view.page, session)) if wish.caption else ""
        return record(
            self._all() if wish.whole else plot or self._plot(),
            self._services.look,
            wish.ending,
            ground=wish.ground,
            caption=caption,
            link=line,
        )

    def _all(self) -> QWidget:
        return self._window.centralWidget() or self._window.window()

    def _plot(self) -> QWidget:
        """Return the plot that has the focus, else the first in sight, else the page."""
        page: QWidget = self._window.page
        plots = plots_of(page)
        focused = [each for each in plots if each.hasFocus()]
        return next(iter([*focused, *plots, page]))

    def _usual(self, wish: Wish) -> Path:
        place = QStandardPaths.StandardLocation.PicturesLocation
        folder = self._folder or Path(QStandardPaths.writableLocation(place))
        return folder / f"{self._services.store.session.view.page}.{wish.ending}"
