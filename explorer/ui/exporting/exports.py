"""What the menus do with programs, notebooks and numbers: ask where, take what is shown, write it."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from explorer.session.endings import Kind, endings_of
from explorer.session.file_names import file_name
from explorer.ui.exporting.exporters import EXPORTERS, Wish, numbers
from explorer.ui.jobs.threads import StandingThread
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.translation import spoken

if TYPE_CHECKING:
    from explorer.ui.main_window import MainWindow

translate = QCoreApplication.translate

Done = Callable[[], None]  # what the window does with the end of some work


class Exports(QObject):
    """Takes in the window's thread what is shown; makes and writes the file in another."""

    failed = Signal(object)
    saved = Signal(object)  # the file

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._work: StandingThread[Done] = StandingThread(self)
        # One after the other: what waits in the thread would be replaced by what comes.
        self._queue: deque[Callable[[], Done]] = deque()
        self._work.reported.connect(self._finish)
        self._work.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        """Whether something is being made or written."""
        return bool(self._queue)

    def ask(self, kind: Kind, leaf: TableLeaf | None = None) -> None:
        """Ask for a place and a form, and save there; of numbers those of a leaf, if one is given."""
        forms = _forms(kind)
        session, folders = self._window.services.store.session, self._window.services.documents
        usual = folders.folder / file_name(session, endings_of(kind)[0].key)
        name, chosen = QFileDialog.getSaveFileName(
            self._window, _titles()[kind], str(usual), ";;".join(forms)
        )
        if not name:
            return
        path, wish = Path(name), forms.get(chosen) or next(iter(forms.values()))
        if path.suffix.lower()[1:] in {each.ending for each in forms.values()}:
            # What is typed is more than what happens to stand in the list.
            wish = replace(wish, ending=path.suffix.lower()[1:])
        else:
            # Dialogs of some desktops do not add it; a rate of 0.01 in the name is no ending.
            path = path.with_name(f"{path.name}.{wish.ending}")
        self.write(path, wish, leaf)

    def write(self, path: Path, wish: Wish, leaf: TableLeaf | None = None) -> None:
        """Save what is shown."""
        self._window.services.documents.folder = path.parent
        window = self._window
        make = numbers(window, wish, leaf) if leaf else EXPORTERS[wish.ending](window, wish)

        def work() -> Done:
            from explorer.files.saving import save_bytes

            save_bytes(path, make())
            return lambda: self.saved.emit(path)

        self._do(work)

    def copy(self, leaf: TableLeaf) -> None:
        """Put the table that a leaf shows on the clipboard, as spreadsheets take it."""
        seen = leaf.seen

        def work() -> Done:
            from explorer.files.tables import separated

            text = separated(seen, speak=spoken)
            return lambda: QGuiApplication.clipboard().setText(text)

        self._do(work)

    def close(self) -> None:
        """End the thread."""
        self._work.close()

    def _do(self, work: Callable[[], Done]) -> None:
        self._queue.append(work)
        if len(self._queue) == 1:
            self._begin()

    def _begin(self) -> None:
        work = self._queue[0]

        def steps() -> Iterator[Done]:
            yield work()

        self._work.request(steps)

    def _finish(self, done: Done) -> None:
        done()
        self._go_on()

    def _fail(self, failure: Exception) -> None:
        self.failed.emit(failure)
        self._go_on()

    def _go_on(self) -> None:
        self._queue.popleft()
        if self._queue:
            self._begin()


def _forms(kind: Kind) -> dict[str, Wish]:
    """Return what a dialog offers, and what each of its lines means."""
    forms = {}
    for each in endings_of(kind):
        forms[f"{spoken(each.name)} (*.{each.key})"] = Wish(ending=each.key)
    if "csv" in {each.ending for each in forms.values()}:
        text = translate("Export", "Table for Excel, with the mark of UTF-8")
        forms[f"{text} (*.csv)"] = Wish(ending="csv", marked=True)
    return forms


def _titles() -> dict[Kind, str]:
    return {
        "program": translate("Export", "Export program"),
        "notebook": translate("Export", "Export notebook"),
        "numbers": translate("Export", "Export numbers"),
    }
