"""The one window: header, notice bar, pages."""

import logging
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QChildEvent, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from explorer.core.memory import shortage
from explorer.core.sentences import ExplorerError, Sentence
from explorer.files.fault_reports import report_of
from explorer.session.pages import PAGES
from explorer.session.session import PageName, Session
from explorer.session.tables import Table, TableColumn
from explorer.ui.building import Building
from explorer.ui.commands import Actions, Command, command_of, page_commands
from explorer.ui.document_dialogs import DocumentDialogs, dropped_in
from explorer.ui.glances import Glances
from explorer.ui.pages.built import Pages, forget, whole
from explorer.ui.pages.circuit import Answered
from explorer.ui.pages.own import loading_words
from explorer.ui.pages.skeleton import Page
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.plots.keyed import FocusRing
from explorer.ui.run_folders import RunFolders
from explorer.ui.services import Services
from explorer.ui.showing_files import FolderShower
from explorer.ui.tab_order import next_stop
from explorer.ui.teaching import Teaching
from explorer.ui.terms.meaning import tip_of
from explorer.ui.translation import spoken
from explorer.ui.widgets.header import Header, NoticeBar
from explorer.ui.widgets.palette import Palette
from explorer.ui.widgets.plot_menu import PlotMenu
from explorer.ui.window_commands import WindowCommands, leaf_titles
from explorer.ui.wishes import Wish, showing

if TYPE_CHECKING:
    from explorer.ui.exporting.exports import Exports

translate = QCoreApplication.translate
_log = logging.getLogger(__name__)

MOST_TOLD = 3  # sentences about a document: the notice bar is no list


class MainWindow(QMainWindow):
    """Shows the page and the leaf that the session names; holds nothing of its own."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services, self._store = services, services.store
        self.setAcceptDrops(True)
        # In the smallest window nothing may be cut off, in either language; tests go through it.
        self.setMinimumSize(1024, 700)
        self.resize(1280, 800)
        self.pages = Pages(self.build, self._arrive)
        self.building = Building(self.pages, services, self._at_rest, self)
        self.glances = Glances(self.pages, self._store, self)
        self.teaching = Teaching(self.pages, services, self)
        self.document_dialogs = DocumentDialogs(services.documents, self)
        self._commands = WindowCommands(self)
        self.header = Header(
            [(key, spoken(page.title)) for key, page in PAGES.items()],
            list(leaf_titles().items()),
            services.look,
        )
        self.notice = NoticeBar(services.look)
        self.run_folders = RunFolders(services, self)
        self._shower = FolderShower(self)
        self._stack, self._room = QStackedWidget(), QWidget()
        self._early: list[Callable[[], object]] = []  # for a page that is still to come
        self._stack.addWidget(self._room)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        # As the menu's widget the header spans the window, and the menu bar in it needs no second
        # row.
        self.setMenuWidget(self.header)
        self.setCentralWidget(body)
        self.actions_ = Actions(self._commands.all(), self)
        self.actions_.fill(self.header.menu_bar)
        self._connect()
        FocusRing(services.look, self)
        services.look.dress(self.notice)
        self._draw(self._store.session)
        # Keys of the timeline go to the page at once, without a click into it.
        self.page.setFocus()

    def build(self, key: str) -> Page[Any, Any]:
        """Build a page that nobody has looked at yet."""
        page = whole(key, self.services)
        page.trouble.connect(self.report)
        page.export_requested.connect(lambda kind, leaf: self.exports.open(kind, leaf))  # noqa: PLW0108 - as below
        page.copy_requested.connect(lambda leaf: self.exports.copy_table(leaf))  # noqa: PLW0108
        page.frame.closed.connect(self._close_panel)
        self.teaching.teach(page)
        self.glances.greet(page)
        # Which leaf is open belongs to the window: a page that is built later joins in.
        page.show_leaf(self._store.session.view.leaf)
        self._stack.addWidget(page)
        self.services.look.dress(page)
        return page

    def plot_offers(self, menu: PlotMenu) -> list[tuple[str, Callable[[], object]]]:
        """Return what can be done with a plot, for its menu: what is said, and what does it."""
        # Not methods of what makes pictures: a start would import it.
        plot, values = menu.plot, menu.values

        def numbers() -> Table | TableLeaf:
            if values is None:
                return self.page.data.drawn
            return Table(tuple(TableColumn(name, cells) for name, cells in values().items()))

        return [
            (
                translate("Menu", "Copy the plot as a picture"),
                lambda: self.exports.copy_picture(plot),
            ),
            (translate("Menu", "Copy the numbers"), lambda: self.exports.copy_table(numbers())),
            (translate("Menu", "Export picture…"), lambda: self.exports.open("picture", plot)),
            (translate("Menu", "Export numbers…"), lambda: self.exports.open("numbers", numbers())),
        ]

    def _close_panel(self) -> None:
        """Close the panel from within; the focus goes to the button that opens it again."""
        leaf = self._store.session.view.leaf
        if leaf is not None:
            self._commands.toggle_leaf(leaf)
            self.header.leaves[leaf].setFocus()

    @cached_property
    def exports(self) -> "Exports":
        """Whatever leaves the window as a file; what makes it is imported when the first is asked for."""
        from explorer.ui.exporting.exports import Exports

        made = Exports(self)
        made.failed.connect(self.report)
        made.saved.connect(self._tell_saved)
        return made

    def _tell_saved(self, path: Path) -> None:
        sentence = translate("Notice", "Saved as {file}.").format(file=path)
        self.notice.tell_done(
            sentence, translate("Notice", "Show in folder"), partial(self._shower.show, path)
        )

    def _at_rest(self) -> bool:
        return not (self.page.busy or self.page.playing)

    def _connect(self) -> None:
        self.header.page_requested.connect(self._commands.page)
        self.header.leaf_requested.connect(self._commands.toggle_leaf)
        self.header.search_requested.connect(self.search)
        self._store.viewed.connect(self._follow)  # a method, which goes with its window
        self.services.loader.failed.connect(self._tell_of_loading)
        self.services.training.broke.connect(self.report)
        documents = self.services.documents
        documents.changed.connect(self._entitle)
        documents.failed.connect(self.report)
        documents.told.connect(self._tell)
        documents.looked.connect(self.glances.put)
        documents.run_found.connect(self._show_run)
        documents.glances = self.glances.taken
        documents.saved.connect(self._tell_saved)
        self._entitle()
        # Not before: who imports a module while TensorFlow's libraries are loaded waits for the
        # system's loader, with Python's lock in its hands.
        self.services.loader.when_ready(self.building.idle.start)

    def _entitle(self) -> None:
        """Name the document; Qt draws the mark of one that is not saved, each system its own."""
        path = self.services.documents.path
        name = "" if path is None else f"{path.stem}[*] – "
        self.setWindowTitle(f"{name}Gradient Explorer")
        self.setWindowModified(self.services.documents.is_modified)

    def _show_run(self, whose: str, folder: Path) -> None:
        """Show the run in a folder that was opened, on the page for its kind."""
        if whose == "model":
            self._store.change(lambda session: showing(session, Wish("run", str(folder))))
            return
        self._commands.page("mnist")
        self.services.loader.when_ready(lambda: self.run_folders.show(folder))

    def _tell(self, sentences: Sequence[Sentence]) -> None:
        self.notice.tell(" ".join(map(spoken, sentences[:MOST_TOLD])))

    def event(self, event: QEvent) -> bool:
        """Say what a name means where no widget has a tooltip of its own: then the window is asked."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            below = self.childAt(event.pos())
            tip = "" if below is None else tip_of(below)
            QToolTip.showText(event.globalPos(), tip, below or self)
            return True
        # Sizes are fixed when a widget is built; one that is left is painted as it was until it goes.
        return event.type() == QEvent.Type.ApplicationFontChange or super().event(event)

    def childEvent(self, event: QChildEvent) -> None:
        """Dress the header, each dialog, and what else is opened over the window."""
        child = event.child()
        if event.polished() and isinstance(child, QWidget) and child is not self.centralWidget():
            self.services.look.dress(child)
        super().childEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a document or a link that is dragged here."""
        if dropped_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the document or the link that is dropped."""
        dropped = dropped_in(event.mimeData())
        event.acceptProposedAction()
        if isinstance(dropped, Path):
            self.services.documents.open(dropped)
        elif dropped:
            self.services.documents.open_link(dropped)

    def _follow(self, _old: Session, new: Session) -> None:
        if not self.building.is_closed:
            self._draw(new)

    def _draw(self, session: Session) -> None:
        view = session.view
        if view.page in self.pages or not self.isVisible():
            front: QWidget = self.pages[view.page]
        else:
            front = self._room  # of the page, which follows in a few turns
            self.building.want(view.page)
        # Also drawn when only a leaf changes; to focus the page then would take the focus off its
        # button.
        if self._stack.currentWidget() is not front:
            focus = self.focusWidget()
            is_named = focus in self.header.tabs.values()
            if front is self._room and focus is not None and not is_named:
                focus.clearFocus()  # or Qt would ask the page for its first stop of Tab
            self._stack.setCurrentWidget(front)
            self._early.clear()
            # Who goes from name to name by arrow keys stays there.
            if front is not self._room and not is_named:
                front.setFocus()
        self.header.show_page(view.page)
        self.header.show_leaf(view.leaf)
        for each in self.pages.values():
            each.show_leaf(view.leaf)
        self.actions_.update(session)
        self.glances.follow()

    def _arrive(self, key: str) -> None:
        """Bring a page to the front that has been waited for."""
        if self._waits and key == self._store.session.view.page:
            early = self._early.copy()
            self._draw(self._store.session)
            for act in early:
                act()

    def when_there(self, act: Callable[[], object]) -> None:
        """Do something with the page in front as soon as it is there; not if another takes its place."""
        if self._waits:
            self._early.append(act)
        else:
            act()

    @property
    def _waits(self) -> bool:
        """Whether the page in front is still to come."""
        return self._stack.currentWidget() is self._room and self.isVisible()

    @property
    def page(self) -> Page[Any, Any]:
        """The page in front."""
        return self.pages[self._store.session.view.page]

    @property
    def answered(self) -> dict[str, Answered[Any]]:
        """What the pages have been answered, for those of another window."""
        return self.services.answered | {
            key: page.circuit.answered for key, page in self.pages.items() if page.begun
        }

    @property
    def commands(self) -> list[Command]:
        """All commands: the window's, then what each page can do, which brings it to the front."""
        return self._commands_of([*PAGES])  # builds those that nobody has looked at

    def _commands_of(self, pages: Sequence[PageName]) -> list[Command]:
        go, front = self._commands.page, self._store.session.view.page
        found = sorted(pages, key=lambda key: key != front)  # what one looks at comes first
        each = (page_commands(PAGES[key], self.pages[key].commands, go) for key in found)
        return [*self.actions_.commands, *chain.from_iterable(each)]

    def run(self, key: str) -> None:
        """Run a command by its key.

        Raises:
            ExplorerError: If there is none of that key; the sentence names the nearest.
        """
        command_of(key, self.commands).run()

    def search(self) -> None:
        """Open the list of all commands; those of pages that are missing follow in a few turns."""
        there = self._commands_of([key for key in PAGES if key in self.pages])
        palette = Palette([c.entry for c in there], self, lambda: [c.entry for c in self.commands])
        palette.open_below(self.header)
        if not (missing := self.building.missing):
            palette.complete()
        for key in missing:
            self.building.want(key)
        self.building.rested.connect(palette.complete)

    def report(self, failure: BaseException) -> None:
        """Tell what went wrong: a sentence, or for a defect the way to report it."""
        # A refusal has its sentence and its remedy; all else is a defect, to be found again in
        # the log.
        failure = shortage(failure) or failure
        if isinstance(failure, ExplorerError):
            self.notice.tell(spoken(failure.sentence))
            return
        _log.error("defect", exc_info=failure)
        sentence = translate(
            "Notice",
            "Something went wrong: {error}. What you chose is kept; copy the report and go on.",
        )
        self.notice.tell(sentence.format(error=type(failure).__name__), report_of(failure))

    def _tell_of_loading(self, failure: Exception) -> None:
        """Say on every page that there will be nothing to see; one that is built later says it itself."""
        for page in self.pages.values():
            page.sentence.say(loading_words(failure))
        self.report(failure)

    def offer(self, crash: str) -> None:
        """Offer the report of a former start that crashed."""
        sentence = translate(
            "Notice", "The program ended by a defect the last time. Copy the report to pass it on."
        )
        self.notice.tell(sentence, crash)

    def copy(self, leaf: str) -> None:
        """Put the program ("code") or the numbers ("data") of the page in front on the clipboard."""
        # By the leaf's own button: one way, whether by key, menu or mouse.
        (self.page.code if leaf == "code" else self.page.data).copy.click()

    def quit(self) -> None:
        """Close the window, and so the program."""
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the notice by Escape; let the timeline's keys work from the header, too."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.notice.isVisible():
            self.notice.hide()
        elif self.header.isAncestorOf(focus) if focus else self._waits:
            kept = QKeyEvent(event)  # Qt's own is gone by then
            self.when_there(lambda: self.page.keyPressEvent(kept))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go by Tab in the order in which one reads what is seen."""
        front = self._room if self._waits else self.page
        areas = () if self._waits else self.page.frame.areas
        step = 1 if forward else -1
        next_stop((self.header, self.notice, *areas), self.focusWidget(), front, step)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask nothing, and wait for nothing: threads are ended when nobody looks any more."""
        self.building.idle.stop()
        super().closeEvent(event)

    def end_jobs(self) -> None:
        """Close the window and end every thread of its pages."""
        self.building.close()
        self.close()
        for dialog in self.findChildren(QDialog):
            dialog.close()  # which ends its threads
        for page in self.pages.values():
            page.close_jobs()
        forget(self.services)
        if "exports" in vars(self):
            self.exports.close()
        self._shower.close()
        self.teaching.close()
