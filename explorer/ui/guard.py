"""No exception leaves a function that Qt calls: Qt cannot pass it on, and two at a time end the program.

Whatever overrides a function of Qt, here or in pyqtgraph, is guarded when its class is made.
"""

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

import shiboken6

_QT = ("PySide6.", "Shiboken")
# What stands in for a value where Qt's own function has none to give.
_EMPTY: dict[str, Callable[[], object]] = {"rowCount": int, "columnCount": int}


def install() -> None:
    """Guard every class that is made from now on; before any of ours is."""
    shiboken6.Object.__init_subclass__ = classmethod(_guard)  # type: ignore[assignment]


def overrides(kind: type) -> list[str]:
    """Return the names of the functions that a class itself puts in the place of Qt's."""
    qts = [base for base in kind.__mro__[1:] if base.__module__.startswith(_QT)]
    return [
        name
        for name, value in vars(kind).items()
        if isinstance(value, FunctionType)
        and not name.startswith("__")
        and any(name in vars(base) for base in qts)
    ]


def _guard(kind: Any, /, **named: Any) -> None:
    super(shiboken6.Object, kind).__init_subclass__(**named)  # that of Generic, where it follows
    for name in overrides(kind):
        setattr(kind, name, _guarded(kind, name, vars(kind)[name]))


def _guarded(kind: type, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def guarded(self: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return function(self, *arguments, **named)
        except Exception as error:  # noqa: BLE001 - whatever it is, Qt could not pass it on
            _tell(error)
            return _instead(kind, name, self, arguments)

    guarded.is_guarded = True  # type: ignore[attr-defined]
    return guarded


def _tell(error: Exception) -> None:
    sys.excepthook(type(error), error, error.__traceback__)
    # A painter that a frame still holds would go on painting on what is gone.
    traceback.clear_frames(error.__traceback__)


def _instead(kind: type, name: str, self: Any, arguments: tuple[Any, ...]) -> Any:
    """Return what Qt itself would, or an empty value where it leaves the function to us."""
    try:
        return getattr(super(kind, self), name)(*arguments)
    except Exception:  # noqa: BLE001 - told already; there is but nothing to fall back on
        return _EMPTY[name]() if name in _EMPTY else _nothing(name)


def _nothing(name: str) -> Any:
    if name != "boundingRect":
        return None
    from PySide6.QtCore import QRectF

    return QRectF()
