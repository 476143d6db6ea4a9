"""What a lesson's conditions can speak of: what is chosen on a page, and what TensorFlow found there."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from importlib import import_module
from typing import Any

from explorer.session.pages import PAGES
from explorer.session.shown import Shown

# A number in the unit of the screen, a text, a truth; None for what is not known.
Fact = float | str | bool | None
Finder = Callable[[Any], Fact]


def found_on(page: str) -> Mapping[str, Finder]:
    """Return the facts of a page that are found and not chosen, by name."""
    # At its first use: a start without a lesson does without.
    module = import_module(f"explorer.session.{PAGES[page].subject}.facts")  # type: ignore[index]
    finders: Mapping[str, Finder] = module.FACTS
    return finders


def names_on(page: str) -> tuple[str, ...]:
    """Return the names of all facts of a page."""
    return (*(each for each in _chosen(PAGES[page].choices())), *found_on(page))  # type: ignore[index]


def facts_of(page: str, shown: Shown) -> dict[str, Fact]:
    """Return what holds of what a page shows; of what is pending or failed nothing is known."""
    facts: dict[str, Fact] = dict(_chosen(shown.choices))
    for name, find in found_on(page).items():
        facts[name] = find(shown)
    return facts


def _chosen(choices: Any) -> dict[str, Fact]:
    """Return the plain choices by field; those of what a training is asked to do lie one deeper."""
    plain: dict[str, Fact] = {}
    for each in fields(choices):
        value = getattr(choices, each.name)
        if each.name == "settings":
            plain |= _chosen(value)
        elif isinstance(value, bool | str):
            plain[each.name] = value
        elif isinstance(value, int | float):
            plain[each.name] = float(value)
        elif isinstance(value, frozenset) and all(isinstance(part, str) for part in value):
            plain[each.name] = " ".join(sorted(value))
    return plain
