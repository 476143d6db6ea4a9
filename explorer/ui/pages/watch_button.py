"""A link that takes the optimiser of a page to another page, with its rate, parameters and schedule."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from explorer.core.sentences import ExplorerError, said
from explorer.session.pages import PAGES
from explorer.session.session import PageName, Session
from explorer.session.watched import PAGES_WITH_OPTIMISER, watched_on, watching
from explorer.ui.pages.column import Column, of_two
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import button

if TYPE_CHECKING:
    from explorer.ui.pages.skeleton import Page

translate = QCoreApplication.translate


class WatchButton(QObject):
    """The link, its list of the other pages, and a command for each of them.

    Attributes:
        link: The link.
        menu: The list.
    """

    wanted = Signal(str)  # key of a page

    def __init__(self, column: Column[Any], page: PageName) -> None:
        super().__init__()
        text = translate("Watch", "Watch on…")
        self.link = button(text, "link")
        self.menu = QMenu(self.link)
        for key in PAGES_WITH_OPTIMISER:
            if key != page:
                title = spoken(PAGES[key].title)
                self.menu.addAction(title).triggered.connect(partial(self.wanted.emit, key))
                name = of_two(translate("Watch", "Watch this optimiser on"), title)
                column.add_command(f"watch.{key}", name, partial(self.wanted.emit, key))
        self.link.clicked.connect(self._offer)
        # Owned by nothing of Qt's, it and the page that listens to it would hold each other for ever.
        self.setParent(self.link)

    def _offer(self) -> None:
        self.menu.popup(self.link.mapToGlobal(QPoint(0, self.link.height() + 2)))


def watch_on(page: "Page[Any, Any]", key: PageName) -> None:
    """Let another page watch what is watched here, and go there; what it cannot take is told of."""
    try:
        session = _watching(page, key)
    except ExplorerError as error:
        page.trouble.emit(error)
        return
    # In one change, which undo takes back as one.
    page.store.change(lambda _: session.viewing(lambda view: replace(view, page=key)))


def _watching(page: "Page[Any, Any]", key: PageName) -> Session:
    if key == "mnist" and page.services.training.going:
        raise ExplorerError(
            said("Errors", "A run is going: its optimiser is fixed. Stop the run first.")
        )
    session = page.store.session
    return watching(session, key, watched_on(session, page.spec.key))
