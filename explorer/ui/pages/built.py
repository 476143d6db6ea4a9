"""The pages that there are so far."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from explorer.session.pages import PAGES
from explorer.ui.pages.skeleton import Page
from explorer.ui.services import Services


class Pages(dict[str, Page[Any, Any]]):
    """The pages by their keys; one that is not there is built when it is asked for."""

    def __init__(self, build: Callable[[str], Page[Any, Any]]) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, key: str) -> Page[Any, Any]:
        """Build a page."""
        page = self[key] = self._build(key)
        return page


def kind_of(key: str) -> Any:
    """Return the class of a page, imported by its name: a start imports the one in front alone."""
    module, name = PAGES[key].widget  # type: ignore[index]
    return getattr(import_module(module), name)


def prepared(key: str, services: Services) -> bool:
    """Import a page, or make a part of it, in a turn of its own; return whether something was left to do."""
    is_new = PAGES[key].widget[0] not in sys.modules  # type: ignore[index]
    kind: type[Page[Any, Any]] = kind_of(key)
    return is_new or kind.prepare(services)
