"""Changes of how the window is looked at, for menus, header and shortcuts alike."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from explorer.ui.commands import Command
from explorer.ui.store import Store

translate = QCoreApplication.translate


class Choices:
    """Turns wishes about the view into changes of the session."""

    def __init__(self, store: Store) -> None:
        self._store = store

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
        self._store.change(lambda session: session.viewing(lambda view: replace(view, **fields)))

    def view_commands(self) -> list[Command]:
        """Return the commands of the View menu below the pages."""
        themes = {
            "system": translate("Menu", "Theme of the desktop"),
            "light": translate("Menu", "Light theme"),
            "dark": translate("Menu", "Dark theme"),
        }
        languages = {
            "system": translate("Menu", "Language of the desktop"),
            "en": "English (英语)",  # to be found by those who cannot read the language in force
            "zh_CN": "简体中文 (Simplified Chinese)",
        }
        return [
            *(self._one_of("theme", key, text) for key, text in themes.items()),
            *(self._one_of("language", key, text) for key, text in languages.items()),
            self._switch("projector", translate("Menu", "Larger for a projector"), "Ctrl+Shift+P"),
            self._switch("still", translate("Menu", "Reduce motion"), ""),
        ]

    def page_command(self, key: str, text: str, shortcut: str) -> Command:
        """Return the command that brings a page to the front."""
        return Command(
            "view", text, lambda: self.page(key), shortcut,
            checked=lambda session: session.view.page == key, group="pages", exclusive=True,
        )  # fmt: skip

    def _one_of(self, field: str, key: str, text: str) -> Command:
        return Command(
            "view", text, lambda: self._set(**{field: key}),
            checked=lambda session: getattr(session.view, field) == key, group=field, exclusive=True,
        )  # fmt: skip

    def _switch(self, field: str, text: str, shortcut: str) -> Command:
        return Command(
            "view", text, lambda: self._set(**{field: not getattr(self._store.session.view, field)}),
            shortcut, checked=lambda session: getattr(session.view, field), group="sight",
        )  # fmt: skip
