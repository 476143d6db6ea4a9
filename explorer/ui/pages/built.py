"""The pages that there are so far."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from explorer.session.pages import PAGES
from explorer.ui.pages.skeleton import Page
from explorer.ui.services import Services


class Pages(dict[str, Page[Any, Any]]):
    """The pages by their keys; one that is not there is built when it is asked for.

    Args:
        build: Builds a page by its key.
        then: Called with the key of a page that is there now.
    """

    def __init__(self, build: Callable[[str], Page[Any, Any]], then: Callable[[str], None]) -> None:
        super().__init__()
        self._build, self._then = build, then

    def __missing__(self, key: str) -> Page[Any, Any]:
        """Build a page."""
        page = self[key] = self._build(key)
        self._then(key)
        return page


def kind_of(key: str) -> Any:
    """Return the class of a page, imported by its name: a start imports the one in front alone."""
    module, name = PAGES[key].widget  # type: ignore[index]
    return getattr(import_module(module), name)


def prepared(key: str, services: Services) -> bool:
    """Import a page, make a part of it or itself, in a turn of its own; return whether that was left to do."""
    is_new = PAGES[key].widget[0] not in sys.modules  # type: ignore[index]
    kind = kind_of(key)
    if is_new:
        return True
    if isinstance(services.prepared.get(key), Page):
        return False
    if not kind.prepare(services):
        services.prepared[key] = kind(services)
    return True


def whole(key: str, services: Services) -> Page[Any, Any]:
    """Return a page that nobody has looked at yet, what was made ahead included."""
    while prepared(key, services):
        pass
    page = services.prepared.pop(key)
    assert isinstance(page, Page)  # noqa: S101 - nothing is left to do
    return page


def forget(services: Services) -> None:
    """Let go what was made ahead of pages that are not built in the end."""
    while services.prepared:
        part = services.prepared.popitem()[1]
        if isinstance(part, Page):
            part.close_jobs()
        part.deleteLater()
