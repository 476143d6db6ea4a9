"""What the menus do with exports: open the sheet, take what is shown, make and write it in a thread."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from explorer.core.sentences import ExplorerError
from explorer.files.saving import save_bytes
from explorer.session.endings import ENDINGS, Kind
from explorer.session.file_names import file_name
from explorer.session.tables import Table
from explorer.ui.exporting.exporters import (
    EXPORTERS,
    ExportWish,
    Pointed,
    filming,
    handout,
    last_place,
    recorded,
)
from explorer.ui.exporting.pictures import image
from explorer.ui.exporting.printing import RECORDED, print_handout
from explorer.ui.exporting.samples import sampling
from explorer.ui.exporting.sheet import Asked, ExportSheet
from explorer.ui.exporting.sheet_fields import Fields, FilmFields, PictureFields
from explorer.ui.exporting.text_fields import (
    NotebookFields,
    NumbersFields,
    PaperFields,
    ProgramFields,
)
from explorer.ui.jobs.threads import StandingThread
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.translation import spoken

if TYPE_CHECKING:
    from explorer.ui.exporting.filming import Filming
    from explorer.ui.main_window import MainWindow
    from explorer.ui.theme import Look

translate = QCoreApplication.translate

COPIED_SCALE = 2  # slides are shown larger than the window

Done = Callable[[], None]  # what the window does with the end of some work

# What the first sheet of a kind begins with; each later one begins as the one before was left.
_FIRST: Mapping[Kind, ExportWish] = {
    "picture": ExportWish(),
    "animation": ExportWish(what="views", ending="webp", scale=1),
    "page": ExportWish(ending="html"),
    "program": ExportWish(ending="py"),
    "notebook": ExportWish(ending="ipynb"),
    "numbers": ExportWish(ending="csv"),
    "paper": ExportWish(ending="", theme="light", link=False),
}
_FIELDS: "Mapping[Kind, Callable[[ExportWish, Look], Fields]]" = {
    "picture": PictureFields,
    "page": NotebookFields,
    "program": ProgramFields,
    "notebook": NotebookFields,
    "numbers": NumbersFields,
    "paper": PaperFields,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Errand:
    """Something to be made; it is dropped where nobody wants it any more."""

    work: Callable[[Event], Done]
    unwanted: Event = field(default_factory=Event)


class Exports(QObject):
    """Takes in the window's thread what is shown; makes and writes the file in another.

    Attributes:
        sheet: Where an export is being chosen, None where none is.
    """

    failed = Signal(object)
    saved = Signal(object)  # the file

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._services = window, window.services
        self._wishes = dict(_FIRST)
        self.sheet: ExportSheet | None = None
        self._filming: Filming | None = None
        self._leaving: set[Filming] = set()  # until their threads have ended
        self._samples: StandingThread[Asked] = StandingThread(self)
        self._work: StandingThread[Done] = StandingThread(self)
        # One after the other: what waits in the thread would be replaced by what comes.
        self._queue: deque[_Errand] = deque()
        self._work.reported.connect(self._finish)
        self._work.failed.connect(self._fail_errand)

    @property
    def busy(self) -> bool:
        """Whether something is being made or written."""
        return bool(self._queue) or self._filming is not None

    @property
    def leaving(self) -> bool:
        """Whether a film that is not wanted any more has still a thread."""
        return bool(self._leaving)

    # ---- what is chosen

    def open(self, kind: Kind, pointed: Pointed = None) -> None:
        """Open the sheet of a kind; `pointed` is the plot or the table that is meant."""
        self._window.when_there(partial(self._open, kind, pointed))

    def _open(self, kind: Kind, pointed: Pointed) -> None:
        if self.sheet is not None:
            return
        look, wish = self._services.look, self._wishes[kind]
        if self._window.page.playing:
            self._window.page.pause()  # or another place would be exported than the sheet shows
        if kind == "animation":
            try:
                last = last_place(self._window)
            except ExplorerError as error:
                self.failed.emit(error)
                return
            self._window.page.pause()
            fields: Fields = FilmFields(replace(wish, last=None), last, look)
        else:
            fields = _FIELDS[kind](wish, look)
        title, verb = _titles()[kind], translate("Export", "Print…") if kind == "paper" else ""
        take = partial(sampling, self._window, pointed=pointed)
        sheet = ExportSheet(title, fields, take, self._samples, look, self._window, verb)
        self.sheet = sheet
        sheet.exported.connect(lambda wish: self._ask(kind, wish, pointed))
        sheet.copied.connect(lambda wish: self._copy(kind, wish, pointed))
        sheet.stopped.connect(self._stop)
        sheet.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self.sheet = None

    def _ask(self, kind: Kind, wish: ExportWish, pointed: Pointed) -> None:
        """Ask where to save, or for a printer, and do so."""
        self._wishes[kind] = wish
        if kind == "paper":
            self._ask_printer(wish)
            return
        usual = self._services.documents.folder / file_name(
            self._services.store.session, wish.ending
        )
        name, _ = QFileDialog.getSaveFileName(
            self._window, _titles()[kind], str(usual),
            f"{spoken(ENDINGS[wish.ending].name)} (*.{wish.ending})",
        )  # fmt: skip
        if not name:
            return
        path, ending = Path(name), f".{wish.ending}"
        # Dialogs of some desktops do not add it; a rate of 0.01 in the name is no ending.
        path = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
        if kind == "animation":
            self.film(path, wish, pointed)
        else:
            self.write(path, wish, pointed)

    def _copy(self, kind: Kind, wish: ExportWish, pointed: Pointed) -> None:
        if kind == "picture":
            self.copy_picture(pointed, wish)
        elif kind == "numbers":
            is_table = isinstance(pointed, TableLeaf | Table)
            self.copy_table(pointed if is_table else self._window.page.data)  # type: ignore[arg-type]
        else:
            QGuiApplication.clipboard().setText(self._window.page.code.program)

    # ---- files

    def write(self, path: Path, wish: ExportWish, pointed: Pointed = None) -> None:
        """Save what is shown, as it is wished for; of a film see `film`."""
        self._services.documents.folder = path.parent
        try:
            make = EXPORTERS[wish.ending](self._window, wish, pointed)
        except ExplorerError as error:
            self._fail(error)
            return

        def work(unwanted: Event) -> Done:
            content = make()
            if unwanted.is_set():
                return lambda: None
            save_bytes(path, content)
            return lambda: self._end(path)

        self._do(work)

    def film(self, path: Path, wish: ExportWish, pointed: Pointed = None) -> None:
        """Save a film; the sheet, where one is open, shows how far it is."""
        self._services.documents.folder = path.parent
        try:
            made = filming(self._window, wish, partial(save_bytes, path), pointed)
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

    def _end_film(self, path: Path, failure: Exception | None) -> None:
        made, self._filming = self._filming, None
        if made is None:
            return  # it is not wanted any more
        if failure is None:
            self._end(path)
        else:
            self._fail(failure)

    def _stop(self) -> None:
        """Let go of what is being made for the sheet."""
        for each in self._queue:
            each.unwanted.set()
        made, self._filming = self._filming, None
        if made is not None:
            made.cancel()

    # ---- paper

    def _ask_printer(self, wish: ExportWish) -> None:
        """Ask for a printer, or a PDF, and print the page in front."""
        printer = QPrinter()
        # That of what is recorded: lines of so many pixels would be hairs in a finer one. They are
        # lines still, which the printer's own program draws as finely as it can.
        printer.setResolution(RECORDED)
        printer.setDocName("Gradient Explorer")
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer, wish)

    def print_on(self, printer: QPagedPaintDevice, wish: ExportWish = _FIRST["paper"]) -> None:
        """Print the page in front."""
        shown, families = handout(self._window, wish), self._services.look.font().families()

        def work(unwanted: Event) -> Done:
            if not unwanted.is_set():
                print_handout(shown.dyed(), printer, families)
            return self._close_sheet

        self._do(work)

    # ---- the clipboard

    def copy_picture(self, pointed: Pointed = None, wish: ExportWish | None = None) -> None:
        """Put a plot, or what is wished for, on the clipboard as a picture."""
        wished = replace(wish or ExportWish(scale=COPIED_SCALE), ending="png")
        taken = recorded(self._window, wished, pointed)

        def work(_unwanted: Event) -> Done:
            drawn = image(taken, wished.scale)
            return lambda: QGuiApplication.clipboard().setImage(drawn)

        self._do(work, waited_for=False)

    def copy_table(self, table: TableLeaf | Table) -> None:
        """Put a table, or that which a leaf shows, on the clipboard, as spreadsheets take it."""
        seen = table.seen if isinstance(table, TableLeaf) else table

        def work(_unwanted: Event) -> Done:
            from explorer.files.tables import separated

            text = separated(seen, speak=spoken)
            return lambda: QGuiApplication.clipboard().setText(text)

        self._do(work, waited_for=False)

    # ---- one after the other

    def close(self) -> None:
        """End the threads."""
        self._stop()
        self._samples.close()
        self._work.close()
        for each in list(self._leaving):
            each.close()

    def _do(self, work: Callable[[Event], Done], *, waited_for: bool = True) -> None:
        self._queue.append(_Errand(work))
        if waited_for and self.sheet is not None:
            self.sheet.show_progress(0, 0)
        if len(self._queue) == 1:
            self._begin()

    def _begin(self) -> None:
        errand = self._queue[0]

        def steps() -> Iterator[Done]:
            yield errand.work(errand.unwanted)

        self._work.request(steps)

    def _finish(self, done: Done) -> None:
        if not self._queue[0].unwanted.is_set():
            done()
        self._go_on()

    def _fail_errand(self, failure: Exception) -> None:
        if not self._queue[0].unwanted.is_set():
            self._fail(failure)
        self._go_on()

    def _go_on(self) -> None:
        self._queue.popleft()
        if self._queue:
            self._begin()

    def _end(self, path: Path) -> None:
        self._close_sheet()
        self.saved.emit(path)

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.close()

    def _fail(self, failure: Exception) -> None:
        if self.sheet is not None:
            self.sheet.show_failure(failure)
        if self.sheet is None or not isinstance(failure, ExplorerError):
            self.failed.emit(failure)


def _titles() -> dict[Kind, str]:
    return {
        "picture": translate("Export", "Export picture"),
        "animation": translate("Export", "Export animation"),
        "page": translate("Export", "Export web page"),
        "program": translate("Export", "Export program"),
        "notebook": translate("Export", "Export notebook"),
        "numbers": translate("Export", "Export numbers"),
        "paper": translate("Export", "Print"),
    }
