"""The pages that there are so far."""

from collections.abc import Callable
from typing import Any

from explorer.ui.pages.skeleton import Page


class Pages(dict[str, Page[Any, Any]]):
    """The pages by their keys; one that is not there is built when it is asked for."""

    def __init__(self, build: Callable[[str], Page[Any, Any]]) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, key: str) -> Page[Any, Any]:
        """Build a page."""
        page = self[key] = self._build(key)
        return page
