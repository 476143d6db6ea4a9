"""The commands of the window: menus, pages, leaves, theme, language, help."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from explorer.files.log import log_file
from explorer.session.pages import PAGES
from explorer.session.session import LANGUAGES, SIZES
from explorer.ui.commands import Command, menu_titles
from explorer.ui.plots.way_home import go_home
from explorer.ui.translation import spoken

if TYPE_CHECKING:
    from explorer.ui.main_window import MainWindow

translate = QCoreApplication.translate


class WindowCommands:
    """What can be asked of the window, and the changes of how it is looked at."""

    def __init__(self, window: "MainWindow") -> None:
        self._window, self._store = window, window.services.store

    def all(self) -> list[Command]:
        """Return the commands in the order of their menus."""
        return [*self._file(), *self._edit(), *self._view(), *self._leaves(), *self._help()]

    def _file(self) -> list[Command]:
        window = self._window
        return [
            *self._documents(),
            *self._exports(),
            Command(
                "run.keep", translate("Menu", "Keep runs in a folder…"),
                lambda: self._run_folders("keep"), "file", group="runs",
            ),
            Command(
                "run.resume", translate("Menu", "Resume a run…"),
                lambda: self._run_folders("resume"), "file", "Ctrl+R", group="runs",
            ),
            Command(
                "run.follow", translate("Menu", "Follow a run…"),
                lambda: self._run_folders("follow"), "file", "Ctrl+Shift+R", group="runs",
            ),
            self._switch(
                "isolated", translate("Menu", "Train in a process of its own"), "", "file", "isolated"
            ),
            Command(
                "print", translate("Menu", "Print…"),
                lambda: window.exports.open("paper"), "file", "Ctrl+P", group="print",
                words="paper PDF 打印",
            ),
            Command(
                "quit", translate("Menu", "Quit"), window.quit, "file", "Ctrl+Q", group="quit"
            ),
        ]  # fmt: skip

    def _documents(self) -> list[Command]:
        documents, dialogs = self._window.services.documents, self._window.document_dialogs
        return [
            Command(
                "document.new", translate("Menu", "New"), documents.new, "file", "Ctrl+N",
                group="document",
            ),
            Command(
                "document.open", translate("Menu", "Open…"), dialogs.open, "file", "Ctrl+O",
                group="document",
            ),
            Command(
                "document.recent", translate("Menu", "Recent"), dialogs.recent, "file",
                "Ctrl+Shift+O", group="document", entries=dialogs.recent_entries,
            ),
            Command(
                "document.save", translate("Menu", "Save"),
                lambda: dialogs.save(self._store.session), "file", "Ctrl+S", group="save",
            ),
            Command(
                "document.save_as", translate("Menu", "Save as…"),
                lambda: dialogs.save_as(self._store.session), "file", "Ctrl+Shift+S",
                group="save",
            ),
        ]  # fmt: skip

    def _exports(self) -> list[Command]:
        window = self._window
        # What each opens, and what the search finds it by beside its name.
        kinds = [
            (
                "picture", translate("Menu", "Export picture…"), "Ctrl+E",
                "save PNG SVG PDF image screenshot 图片",
            ),
            (
                "animation", translate("Menu", "Export animation…"), "Ctrl+Shift+A",
                "GIF WebP MP4 film movie video save 动画",
            ),
            ("program", translate("Menu", "Export program…"), "Ctrl+Alt+E", "save Python py code 代码"),
            ("notebook", translate("Menu", "Export notebook…"), "", "save Jupyter ipynb Colab 笔记本"),
            (
                "numbers", translate("Menu", "Export numbers…"), "Ctrl+Shift+E",
                "save CSV JSON NPZ Excel spreadsheet table 表格",
            ),
            ("page", translate("Menu", "Export web page…"), "", "HTML browser save 网页"),
        ]  # fmt: skip
        return [
            *(
                Command(
                    f"export.{kind}", text, lambda kind=kind: window.exports.open(kind),  # type: ignore[misc]
                    "file", keys, group="export", words=words,
                )
                for kind, text, keys, words in kinds
            ),
            Command(
                "picture.copy", translate("Menu", "Copy picture"),
                lambda: window.exports.copy_picture(), "file", "Ctrl+Alt+C", group="copy",  # noqa: PLW0108 - made when asked for
                words="PNG image 图片",
            ),
            Command(
                "link.copy", translate("Menu", "Copy link"), window.services.documents.copy_link,
                "file", "Ctrl+Shift+L", group="copy", words="share state 分享",
            ),
        ]  # fmt: skip

    def _run_folders(self, ask: str) -> None:
        # The dialogs ask for what is seen on that page alone.
        self.page("mnist")
        folders = self._window.run_folders
        {"keep": folders.keep, "resume": folders.resume, "follow": folders.follow}[ask]()

    def _edit(self) -> list[Command]:
        window, store = self._window, self._store
        return [
            Command(
                "undo", translate("Menu", "Undo"), store.undo, "edit", "Ctrl+Z", group="history"
            ),
            Command(
                "redo", translate("Menu", "Redo"), store.redo, "edit", "Ctrl+Shift+Z",
                group="history",
            ),
            Command(
                "page.reset", translate("Menu", "Reset this page"), window.services.documents.reset,
                "edit", group="history",
            ),
            Command(
                "preferences", translate("Menu", "Preferences…"), self._show_preferences, "edit",
                "Ctrl+,", group="preferences", words="settings keep runs 设置",
            ),
            Command(
                "copy.program", translate("Menu", "Copy the program"), partial(window.copy, "code"),
                "edit", "Ctrl+Shift+C", group="copy",
            ),
            Command(
                "copy.numbers", translate("Menu", "Copy the numbers"), partial(window.copy, "data"),
                "edit", "Ctrl+Shift+D", group="copy", words="CSV table 表格",
            ),
            Command(
                # In a field the keys paste there, as the field is asked first.
                "link.open", translate("Menu", "Open the link on the clipboard"),
                window.document_dialogs.paste, "edit", "Ctrl+V", group="copy",
            ),
            Command(
                "search", translate("Menu", "Search commands"), window.search,
                "edit", "Ctrl+K", group="search",
            ),
            Command(
                "list", translate("Menu", "List of this page"),
                lambda: window.when_there(lambda: window.page.open_list()),  # noqa: PLW0108 - that of then
                "edit", "Ctrl+L", group="search",
            ),
        ]  # fmt: skip

    def _view(self) -> list[Command]:
        pages = [
            Command(
                # Bound as defaults: a name in a loop would be that of the last page when the
                # command is run.
                f"page.{key}", spoken(page.title), lambda key=key: self.page(key),  # type: ignore[misc]
                "view", f"Ctrl+{number}", lambda session, key=key: session.view.page == key,  # type: ignore[misc]
                group="pages", exclusive=True,
            )
            for number, (key, page) in enumerate(PAGES.items(), start=1)
        ]  # fmt: skip
        themes = {
            "system": translate("Menu", "Theme of the desktop"),
            "light": translate("Menu", "Light theme"),
            "dark": translate("Menu", "Dark theme"),
            "contrast-light": translate("Menu", "High contrast, light"),
            "contrast-dark": translate("Menu", "High contrast, dark"),
        }
        # Each language by its own name, for whoever cannot read the one in force.
        languages = {"system": translate("Menu", "Language of the desktop"), **LANGUAGES}
        return [
            *pages,
            *(self._one_of("theme", key, text) for key, text in themes.items()),
            *(self._one_of("language", key, text) for key, text in languages.items()),
            self._switch("projector", translate("Menu", "Larger for a projector"), "Ctrl+Shift+P"),
            *(self._one_of("size", size, self._size_text(size)) for size in SIZES),
            self._switch("still", translate("Menu", "Reduce motion"), ""),
            Command(
                "screen", translate("Menu", "Full screen"), self._fill_screen, "view", "F11",
                group="zoom", words="fullscreen 全屏",
            ),
            Command(
                "zoom.home", translate("Menu", "Show all of the plot"),
                lambda: go_home(self._window.page), "view", "0", group="zoom", words="fit zoom 缩放",
            ),
        ]  # fmt: skip

    def _leaves(self) -> list[Command]:
        return [
            *(
                Command(f"leaf.{key}", text, lambda key=key: self.leaf(key), "", f"Alt+{number}")  # type: ignore[misc]
                for number, (key, text) in enumerate(leaf_titles().items(), start=1)
                if key != "guide"  # which the Help menu has
            ),
            Command(
                "leaf.none", translate("Menu", "Close the panel"), lambda: self._set(leaf=None),
                "", "Alt+0",
            ),
            Command("menus", translate("Menu", "Go to the menus"), self._show_menus, "", "F10"),
        ]  # fmt: skip

    def _help(self) -> list[Command]:
        return [
            Command(
                "leaf.guide", translate("Menu", "Guide to this page"), lambda: self.leaf("guide"),
                "help", "F1", group="guide",
            ),
            Command(
                "keys", translate("Menu", "Keys"), self._show_keys, "help", "Ctrl+/", group="guide"
            ),
            Command(
                "user_guide", translate("Menu", "User guide"), self._show_user_guide, "help",
                "Ctrl+F1", group="guide", words="manual handbook help 手册 帮助",
            ),
            Command(
                "log", translate("Menu", "Open the log"), _open_log, "help", group="about"
            ),
            Command(
                "about", translate("Menu", "About Gradient Explorer"), self._show_about,
                "help", group="about",
            ),
        ]  # fmt: skip

    # ---- how the window is looked at

    def page(self, key: str) -> None:
        """Bring a page to the front."""
        self._set(page=key)

    def leaf(self, key: str) -> None:
        """Open a leaf."""
        self._set(leaf=key)

    def toggle_leaf(self, key: str) -> None:
        """Open a leaf, or close the panel when it is open already."""
        self._set(leaf=None if self._store.session.view.leaf == key else key)

    def _set(self, **fields: Any) -> None:
        # All fields of one wish in one change: the window is drawn once.
        self._store.change(lambda session: session.viewing(lambda view: replace(view, **fields)))

    def _size_text(self, size: int) -> str:
        return translate("Menu", "Text at {size} %").format(size=size)

    def _one_of(self, field: str, key: str | int, text: str) -> Command:
        return Command(
            f"{field}.{key}", text, lambda: self._set(**{field: key}), "view",
            checked=lambda session: getattr(session.view, field) == key, group=field, exclusive=True,
        )  # fmt: skip

    def _switch(
        self, field: str, text: str, shortcut: str, menu: str = "view", group: str = "sight"
    ) -> Command:
        return Command(
            field, text,
            lambda: self._set(**{field: not getattr(self._store.session.view, field)}),
            menu, shortcut, lambda session: getattr(session.view, field), group=group,
        )  # fmt: skip

    # ---- help

    def _show_keys(self) -> None:
        from explorer.ui.keys_window import KeysWindow, all_keys  # seldom asked for

        KeysWindow(all_keys(self._window.commands, menu_titles()), self._window).exec()

    def _show_menus(self) -> None:
        bar = self._window.header.menu_bar
        bar.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bar.setActiveAction(bar.actions()[0])

    def _fill_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_preferences(self) -> None:
        from explorer.ui.preferences import PreferencesDialog  # seldom asked for

        window = self._window
        PreferencesDialog(window.services, window.teaching, window).open()

    def _show_user_guide(self) -> None:
        from explorer.ui.user_guide.window import show_user_guide  # as seldom

        window = self._window
        show_user_guide(window.services, window, self._store.session.view.page)

    def _show_about(self) -> None:
        from explorer.ui.about import AboutDialog  # as seldom

        AboutDialog(self._window.services, self._window).open()


def leaf_titles() -> dict[str, str]:
    """Return what the leaves' buttons say, by the keys of the leaves."""
    return {
        "formula": translate("Leaf", "Formula"),
        "code": translate("Leaf", "Code"),
        "data": translate("Leaf", "Data"),
        "guide": translate("Leaf", "Guide"),
    }


def _open_log() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file())))
