"""The one window: header, notice bar, pages."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from explorer import __version__
from explorer.core.sentences import ExplorerError
from explorer.files.log import log_file
from explorer.session.session import LEAVES, Session
from explorer.ui.choices import Choices
from explorer.ui.commands import Actions, Command
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.page import Page
from explorer.ui.pages.surface.page import SurfacePage
from explorer.ui.pages.tape.page import TapePage
from explorer.ui.services import Services
from explorer.ui.translation import spoken
from explorer.ui.widgets.header import Header
from explorer.ui.widgets.notice_bar import NoticeBar
from explorer.ui.widgets.palette import Palette

translate = QCoreApplication.translate
_log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """Shows the page and the leaf that the session names; holds nothing of its own."""

    closed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services, self._store = services, services.store
        self.setWindowTitle("Gradient Explorer")
        self.setMinimumSize(1024, 700)
        self.resize(1280, 800)
        self._choices = Choices(services.store)
        self.pages: dict[str, Page] = {
            "descent": DescentPage(services),
            "mnist": MnistPage(services),
            "surface": SurfacePage(services),
            "tape": TapePage(services),
        }
        titles = {
            "descent": translate("Page", "Descent"),
            "mnist": translate("Page", "MNIST"),
            "surface": translate("Page", "Surface"),
            "tape": translate("Page", "Tape"),
        }
        leaves = {
            "formula": translate("Leaf", "Formula"),
            "code": translate("Leaf", "Code"),
            "data": translate("Leaf", "Data"),
            "guide": translate("Leaf", "Guide"),
        }
        self.header = Header(
            [(key, titles[key]) for key in self.pages],
            [(key, leaves[key]) for key in LEAVES],
            services.look,
        )
        self.notice = NoticeBar(services.look)
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.setMenuWidget(self.header)
        self.setCentralWidget(body)
        self.actions_ = Actions(self._commands(titles), self)
        self.actions_.fill(self.header.menu_bar)
        self._connect()
        services.look.dress(self)
        self._draw(self._store.session)
        self.page.setFocus()

    def _commands(self, titles: dict[str, str]) -> list[Command]:
        pages = [
            self._choices.page_command(key, titles[key], f"Ctrl+{number}")
            for number, key in enumerate(self.pages, start=1)
        ]
        save, copy, leaf = self._save, self._copy, self._choices.leaf
        words = {
            "save code": translate("Menu", "Save the program…"),
            "save data": translate("Menu", "Save the numbers…"),
            "quit": translate("Menu", "Quit"),
            "undo": translate("Menu", "Undo"),
            "redo": translate("Menu", "Redo"),
            "copy code": translate("Menu", "Copy the program"),
            "copy data": translate("Menu", "Copy the numbers"),
            "search": translate("Menu", "Search commands"),
            "functions": translate("Menu", "List of functions"),
            "guide": translate("Menu", "Guide to this page"),
            "keys": translate("Menu", "Keys"),
            "log": translate("Menu", "Open the log"),
            "about": translate("Menu", "About Gradient Explorer"),
        }
        return [
            Command("file", words["save code"], lambda: save("code"), "Ctrl+S", group="save"),
            Command("file", words["save data"], lambda: save("data"), "Ctrl+Shift+S", group="save"),
            *self._run_commands(),
            Command("file", words["quit"], self._quit, "Ctrl+Q", group="quit"),
            Command("edit", words["undo"], self._store.undo, "Ctrl+Z", group="history"),
            Command("edit", words["redo"], self._store.redo, "Ctrl+Shift+Z", group="history"),
            Command("edit", words["copy code"], lambda: copy("code"), "Ctrl+Shift+C", group="copy"),
            Command("edit", words["copy data"], lambda: copy("data"), "Ctrl+Shift+D", group="copy"),
            Command("edit", words["search"], self.search, "Ctrl+K", group="search"),
            Command("edit", words["functions"], self._list_functions, "Ctrl+L", group="search"),
            *pages,
            *self._choices.view_commands(),
            Command("help", words["guide"], lambda: leaf("guide"), "F1", group="guide"),
            Command("help", words["keys"], self._show_keys, "Ctrl+/", group="guide"),
            Command("help", words["log"], self._open_log, group="about"),
            Command("help", words["about"], self._show_about, group="about"),
        ]

    def _run_commands(self) -> list[Command]:
        """Return what can be done with runs on disk; each goes to the page that shows them."""
        page = self.pages["mnist"]
        if not isinstance(page, MnistPage):
            return []
        folders = page.folders

        def there(ask: Callable[[], None]) -> Callable[[], None]:
            def run() -> None:
                self._choices.page("mnist")
                ask()

            return run

        keep = translate("Menu", "Keep runs in a folder…")
        resume, follow = translate("Menu", "Resume a run…"), translate("Menu", "Follow a run…")
        return [
            Command("file", keep, there(folders.keep), group="runs"),
            Command("file", resume, there(folders.resume), "Ctrl+O", group="runs"),
            Command("file", follow, there(folders.follow), "Ctrl+Shift+O", group="runs"),
        ]

    def _connect(self) -> None:
        self.header.page_requested.connect(self._choices.page)
        self.header.leaf_requested.connect(self._choices.toggle_leaf)
        self.header.search_requested.connect(self.search)
        self._store.changed.connect(self._follow)  # a method, which goes with its window
        self._services.loader.failed.connect(self.report)
        for page in self.pages.values():
            page.trouble.connect(self.report)

    def _follow(self, _old: Session, new: Session) -> None:
        self._draw(new)

    def _draw(self, session: Session) -> None:
        view = session.view
        page = self.pages[view.page]
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
            page.setFocus()
        self.header.show_page(view.page)
        self.header.show_leaf(view.leaf)
        for each in self.pages.values():
            each.show_leaf(view.leaf)
        self.actions_.update(session)

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.pages[self._store.session.view.page]

    def search(self) -> None:
        """Open the list of all commands."""
        entries = [(c.text, c.shortcut, c.run) for c in self.actions_.commands]
        Palette(entries, self).open_below(self.header)

    def report(self, failure: BaseException) -> None:
        """Tell what went wrong: a sentence, or for a defect the way to report it."""
        if isinstance(failure, ExplorerError):
            self.notice.tell(spoken(failure.sentence))
            return
        _log.error("defect", exc_info=failure)
        sentence = translate(
            "Notice",
            "Something went wrong: {error}. What you chose is kept; copy the report and go on.",
        )
        report = f"Gradient Explorer {__version__}\n{log_file()}\n{failure!r}"
        self.notice.tell(sentence.format(error=type(failure).__name__), report)

    def _list_functions(self) -> None:
        page = self.pages["descent"]
        if isinstance(page, DescentPage):
            self._choices.page("descent")
            page.controls.formula.open_list()

    def _quit(self) -> None:
        self.close()

    def _save(self, name: str) -> None:
        self.page.save_leaf(name)

    def _copy(self, name: str) -> None:
        self.page.copy_leaf(name)

    def _show_keys(self) -> None:
        lines = [
            (translate("Keys", "Space"), translate("Keys", "play or pause")),
            (translate("Keys", "Left, Right"), translate("Keys", "one step back or forward")),
            (translate("Keys", "Home, End"), translate("Keys", "first or last step")),
            (
                translate("Keys", "Shift + Left, Right"),
                translate("Keys", "move the point, when the plot has the focus"),
            ),
            *(
                (command.shortcut, command.text)
                for command in self.actions_.commands
                if command.shortcut
            ),
        ]
        rows = "".join(
            f"<tr><td style='padding:3px 20px 3px 0'><b>{k}</b></td><td>{t}</td></tr>"
            for k, t in lines
        )
        QMessageBox.information(self, translate("Menu", "Keys"), f"<table>{rows}</table>")

    def _show_about(self) -> None:
        text = translate(
            "About",
            "Gradient Explorer {version}. See, step and check gradients with the real TensorFlow inside. "
            "MIT licence. MNIST is by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, CC BY-SA 3.0.",
        )
        QMessageBox.about(
            self, translate("Menu", "About Gradient Explorer"), text.format(version=__version__)
        )

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file())))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End every thread, ask nothing."""
        for page in self.pages.values():
            page.close_jobs()
        self.closed.emit()
        super().closeEvent(event)
