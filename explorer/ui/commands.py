"""All that can be asked of the program, as data that menus, shortcuts and the search read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from explorer.core.sentences import ExplorerError, said
from explorer.session.pages import PageSpec
from explorer.session.session import Session
from explorer.ui.mnemonics import with_letters
from explorer.ui.translation import spoken

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do.

    Attributes:
        key: Its name, the same in every language: what it is about, then what it does, with dots.
        text: What it says.
        run: What it does.
        menu: Key of the menu it stands in, a key of `menu_titles()`; empty for the search alone.
        shortcut: Portable text of its keys, empty for none.
        checked: Tells from the session whether it is on; None for what is no switch.
        group: Commands of one group, next to one another, stand between two lines of the menu.
        exclusive: Whether exactly one command of the group is on.
        entries: What its submenu offers, looked up when that opens: text and what it does; None for a
            command without one.
        words: What the search finds it by beside its text and its key, in any language.
    """

    key: str
    text: str
    run: Callable[[], Any]
    menu: str = ""
    shortcut: str = ""
    checked: Callable[[Session], bool] | None = None
    group: str = ""
    exclusive: bool = False
    words: str = ""
    entries: Callable[[], Sequence[tuple[str, Callable[[], Any]]]] | None = None

    @property
    def entry(self) -> tuple[str, str, str, Callable[[], Any]]:
        """What the search lists: text, further words, keys, and what to run."""
        return self.text, f"{self.key} {self.words}", self.shortcut, self.run


def menu_titles() -> dict[str, str]:
    """Return the menus in their order."""
    return {
        "file": translate("Menu", "File"),
        "edit": translate("Menu", "Edit"),
        "view": translate("Menu", "View"),
        "help": translate("Menu", "Help"),
    }


def command_of(key: str, commands: Sequence[Command]) -> Command:
    """Return a command by its key.

    Raises:
        ExplorerError: If there is none of that key; the sentence names the nearest.
    """
    by_key = {command.key: command for command in commands}
    if key in by_key:
        return by_key[key]
    # With no cutoff there is always a nearest, even for a key that resembles none.
    (nearest,) = get_close_matches(key, by_key, n=1, cutoff=0.0)
    raise ExplorerError(
        said(
            "Errors",
            "There is no command “{key}”. The nearest is “{nearest}”.",
            key=key,
            nearest=nearest,
        )
    )


def page_commands(
    page: PageSpec, commands: Iterable[Command], go: Callable[[str], None]
) -> Iterator[Command]:
    """Yield a page's commands with its name before them; each goes to the page first."""
    for command in commands:
        text = translate("Command", "{page}: {command}")
        text = text.format(page=spoken(page.title), command=command.text)
        there = partial(_run_there, page.key, command, go)
        yield Command(command.key, text, there, words=command.words)


def _run_there(page: str, command: Command, go: Callable[[str], None]) -> None:
    go(page)  # seen first: a command whose page stays behind would seem to do nothing
    command.run()


class Actions:
    """The commands as Qt's actions, kept in step with the session."""

    def __init__(self, commands: Sequence[Command], owner: QWidget) -> None:
        self.commands = commands
        self._actions = [self._make(command, owner) for command in commands]

    @staticmethod
    def _make(command: Command, owner: QWidget) -> QAction:
        action = QAction(command.text, owner)
        action.setShortcut(QKeySequence(command.shortcut))
        action.setCheckable(command.checked is not None)
        # `triggered` brings whether the action is checked; the session knows better.
        action.triggered.connect(lambda _=False: command.run())
        # Not every command stands in a menu, and keys work only for actions that belong to a
        # widget.
        owner.addAction(action)
        return action

    def fill(self, bar: QMenuBar) -> None:
        """Put every command into its menu, groups between lines."""
        groups: dict[str, QActionGroup] = {}
        titles = menu_titles()
        marked = with_letters([(title, key[0]) for key, title in titles.items()])
        bar.setProperty("lettered", any("(&" in title for title in marked))
        for key, title in zip(titles, marked, strict=True):
            menu = bar.addMenu(title)
            listed = [command for command in self.commands if command.menu == key]
            texts = dict(
                zip([c.key for c in listed], with_letters([_wish(c) for c in listed]), strict=True)
            )
            # A group is set off by a line before it, so none stands at the top of a menu.
            last = ""
            for command, action in zip(self.commands, self._actions, strict=True):
                if command.menu != key:
                    continue
                if menu.actions() and command.group != last:
                    menu.addSeparator()
                last = command.group
                if command.entries is not None:
                    _add_submenu(menu, texts[command.key], command.entries)
                    continue
                action.setText(texts[command.key])
                menu.addAction(action)
                if command.exclusive:
                    # Owned by the bar: a group that Python alone holds would end with this
                    # function.
                    group = groups.setdefault(command.group, QActionGroup(bar))
                    group.addAction(action)

    def update(self, session: Session) -> None:
        """Set the check marks of what can be on or off."""
        for command, action in zip(self.commands, self._actions, strict=True):
            if command.checked is not None:
                action.setChecked(command.checked(session))


def _wish(command: Command) -> tuple[str, str]:
    """Return what a menu says of a command, and the letters that suit it: that of its keys, and its name's."""
    keys = command.shortcut.rpartition("+")[2]
    name = command.key.rpartition(".")[2]
    return command.text, keys + name if len(keys) == 1 else name


def _add_submenu(
    menu: QMenu, text: str, entries: Callable[[], Sequence[tuple[str, Callable[[], Any]]]]
) -> None:
    below = menu.addMenu(text)

    def fill() -> None:
        below.clear()
        for name, run in entries():
            # Doubled, as one alone would mark a letter of the name.
            below.addAction(name.replace("&", "&&")).triggered.connect(
                lambda _=False, run=run: run()
            )
        if below.isEmpty():
            below.addAction(translate("Menu", "None yet")).setEnabled(False)

    below.aboutToShow.connect(fill)
