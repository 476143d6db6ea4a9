"""Gradient Explorer: see, step and check gradients with the real TensorFlow.

Rooms, each of which imports only rooms further down:

    __main__   arguments -> cli, none -> window; the only module that knows both
    ui         everything that touches Qt          cli   the same generators, printed
    api        what a person's own program imports: Follow, explain, check, read, …
    files      everything on disk, and where the program's own resources lie
    session    what the user has chosen, and what is to be drawn for it
    core       mathematics: functions, autodiff, descent, training, observing; the only TensorFlow

Begin with `session.session`, which holds all that can be chosen, and `ui.pages.circuit`.

The public names are loaded at their first use: `import explorer` brings neither TensorFlow nor Qt.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from explorer.api import NAMES

if TYPE_CHECKING:
    from explorer.api.explaining import Check, Cut, Explanation, check, explain
    from explorer.api.following import Follow, follow, log
    from explorer.api.reading import ModelRun, read
    from explorer.api.showing import show

__version__ = "0.1.0"

__all__ = [
    "Check", "Cut", "Explanation", "Follow", "ModelRun",
    "check", "explain", "follow", "log", "read", "show",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name (PEP 562)."""
    if name not in NAMES:
        raise AttributeError(f"module 'explorer' has no attribute {name!r}")
    value = getattr(import_module(NAMES[name]), name)
    globals()[name] = value  # the next time it is simply there
    return value


def __dir__() -> list[str]:
    """List the public names also before they are loaded."""
    return sorted({*globals(), *NAMES})
