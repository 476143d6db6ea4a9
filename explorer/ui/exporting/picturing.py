"""What the menus and a plot's own menu do with pictures and films: ask, record, write in a thread."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from explorer.core.sentences import ExplorerError
from explorer.files.saving import save_bytes
from explorer.session.endings import ENDINGS
from explorer.session.file_names import file_name
from explorer.ui.exporting.exporters import EXPORTERS, Wish, filming, handout, last_place, recorded
from explorer.ui.exporting.pictures import encoded, image
from explorer.ui.exporting.printing import RECORDED, print_handout
from explorer.ui.exporting.sheet import ExportSheet
from explorer.ui.exporting.sheet_fields import Fields, FilmFields, PictureFields
from explorer.ui.jobs.threads import StandingThread
from explorer.ui.services import Services
from explorer.ui.translation import spoken

if TYPE_CHECKING:
    from explorer.ui.exporting.filming import Filming
    from explorer.ui.main_window import MainWindow

translate = QCoreApplication.translate

COPIED_SCALE = 2  # slides are shown larger than the window

Done = Callable[[], None]  # what the window does with the end of some work


class Pictures(QObject):
    """Records in the window's thread, draws and writes in another.

    Attributes:
        sheet: Where an export is being chosen, None where none is.
    """

    failed = Signal(object)
    saved = Signal(object)  # the file

    def __init__(self, services: Services, window: "MainWindow", parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._window = services, window
        self._wish = Wish()  # the next sheet begins with what was chosen last
        self._film_wish = Wish(what="views", ending="webp", scale=1)
        self.sheet: ExportSheet | None = None
        self._filming: Filming | None = None
        self._leaving: set[Filming] = set()  # until their threads have ended
        self._work: StandingThread[Done] = StandingThread(self)
        self._work.reported.connect(lambda done: done())
        self._work.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        """Whether a picture or a film is being drawn or written."""
        return self._work.busy or self._filming is not None

    def save(self, plot: QWidget | None = None) -> None:
        """Ask what the picture is to be and where to save it; `plot` where one was pointed at."""
        self._open(
            translate("Export", "Export picture"),
            PictureFields(self._wish, self._services.look),
            plot,
        )

    def animate(self) -> None:
        """Ask what the animation is to be and where to save it."""
        try:
            last = last_place(self._window)
        except ExplorerError as error:
            self.failed.emit(error)
            return
        self._window.page.pause()
        fields = FilmFields(replace(self._film_wish, last=None), last, self._services.look)
        self._open(translate("Export", "Export animation"), fields, None)

    def save_web_page(self) -> None:
        """Ask where to save the page in front as a web page; there is nothing to choose."""
        self._ask(translate("Export", "Export web page"), Wish(ending="html"), None)

    def print(self) -> None:
        """Ask for a printer, or a PDF, and print the page in front."""
        printer = QPrinter()
        # That of what is recorded: lines of so many pixels would be hairs in a finer one. They are
        # lines still, which the printer's own program draws as finely as it can.
        printer.setResolution(RECORDED)
        printer.setDocName("Gradient Explorer")
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPagedPaintDevice) -> None:
        """Print the page in front."""
        shown, families = handout(self._window), self._services.look.font().families()

        def work() -> Done:
            print_handout(shown, printer, families)
            return lambda: None

        self._do(work)

    def _open(self, title: str, fields: Fields, plot: QWidget | None) -> None:
        if self.sheet is not None:
            return
        window = self._window

        def preview(wish: Wish) -> object:
            # As lines, whatever the file: the preview is smaller than any of them.
            return recorded(window, replace(wish, ending="png", link=False), plot)

        sheet = ExportSheet(title, fields, preview, self._services.look, window)  # type: ignore[arg-type]
        self.sheet = sheet
        sheet.exported.connect(lambda wish: self._ask(title, wish, plot))
        sheet.copied.connect(lambda wish: self.copy(plot, wish))
        sheet.stopped.connect(self._stop)
        sheet.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self.sheet = None

    def _ask(self, title: str, wish: Wish, plot: QWidget | None) -> None:
        """Ask where to save, and do so."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, title, str(self._usual(wish)),
            f"{spoken(ENDINGS[wish.ending].name)} (*.{wish.ending})",
        )  # fmt: skip
        if not name:
            return
        path, ending = Path(name), f".{wish.ending}"
        # A rate of 0.01 in the name is no ending.
        path = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
        kind = ENDINGS[wish.ending].kind
        if kind == "animation":
            self._film_wish = wish
            self.film(path, wish)
        else:
            self._wish = wish if kind == "picture" else self._wish
            self.write(path, wish, plot)

    def write(self, path: Path, wish: Wish, plot: QWidget | None = None) -> None:
        """Save a picture, or what else is made at once."""
        self._services.documents.folder = path.parent
        if plot is None:
            make = EXPORTERS[wish.ending](self._window, wish)
        else:
            taken = recorded(self._window, wish, plot)
            make = partial(encoded, taken, wish.ending, wish.scale)

        def work() -> Done:
            save_bytes(path, make())
            return lambda: self._end(path)

        self._do(work)

    def film(self, path: Path, wish: Wish) -> None:
        """Save a film; the sheet, where one is open, shows how far it is."""
        self._services.documents.folder = path.parent
        try:
            made = filming(self._window, wish, lambda content: save_bytes(path, content))
        except ExplorerError as error:
            self._fail(error)
            return
        self._filming = made
        self._leaving.add(made)
        made.gone.connect(lambda: self._leaving.discard(made))
        sheet = self.sheet
        if sheet is not None:
            made.progressed.connect(lambda done: sheet.show_progress(done, wish.frames))
            sheet.show_progress(0, wish.frames)
        made.ended.connect(lambda failure: self._end_film(path, failure))

    def _stop(self) -> None:
        made, self._filming = self._filming, None
        if made is not None:
            made.cancel()

    def _end_film(self, path: Path, failure: Exception | None) -> None:
        made, self._filming = self._filming, None
        if made is None:
            return  # it is not wanted any more
        if failure is None:
            self._end(path)
        else:
            self._fail(failure)

    def _end(self, path: Path) -> None:
        if self.sheet is not None:
            self.sheet.close()
        self.saved.emit(path)

    def _fail(self, failure: Exception) -> None:
        if self.sheet is not None:
            self.sheet.show_failure(failure)
        if self.sheet is None or not isinstance(failure, ExplorerError):
            self.failed.emit(failure)

    def copy(self, plot: QWidget | None = None, wish: Wish | None = None) -> None:
        """Put a plot, or what is wished for, on the clipboard as a picture."""
        wished = replace(wish or Wish(scale=COPIED_SCALE), ending="png")
        taken = recorded(self._window, wished, plot)

        def work() -> Done:
            drawn = image(taken, wished.scale)
            return lambda: QGuiApplication.clipboard().setImage(drawn)

        self._do(work)

    def close(self) -> None:
        """End the threads."""
        self._work.close()
        for each in list(self._leaving):
            each.close()

    def _do(self, work: Callable[[], Done]) -> None:
        def steps() -> Iterator[Done]:
            yield work()

        self._work.request(steps)

    def _usual(self, wish: Wish) -> Path:
        services = self._services
        return services.documents.folder / file_name(services.store.session, wish.ending)
