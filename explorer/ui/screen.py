"""The screen: what is said where there is none, and what is kept when it goes away."""

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

from explorer.core.sentences import ExplorerError, said
from explorer.ui.ending import leaving_soon

if TYPE_CHECKING:
    from collections.abc import Callable

# What Qt says, of X or of Wayland, before it ends the process; it has no signal for it.
_GONE = ("The X11 connection broke", "The Wayland connection")
_MOST = 10.0  # seconds that the last checkpoint may take


def no_screen() -> ExplorerError:
    """Return the sentence for a place without a screen."""
    return ExplorerError(
        said(
            "Errors",
            "There is no screen to open a window on. Set DISPLAY, or use a command; --help lists them.",
        )
    )


class Screen:
    """Watches the screen, from before Qt looks for it until it is closed.

    Qt would end the process where it stands, by an abort that looks like a defect, or with no chance to
    keep anything.

    Attributes:
        keep: Keeps what is chosen and ends what runs; called in the window's thread.
    """

    def __init__(self) -> None:
        self.keep: Callable[[], None] = lambda: None
        self._is_ending = False
        self._before = qInstallMessageHandler(self._take)

    def close(self) -> None:
        """Watch no longer."""
        qInstallMessageHandler(self._before)

    def _take(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        with suppress(OSError):  # as Qt itself, to where native code writes
            os.write(2, f"{qFormatLogMessage(kind, context, text)}\n".encode(errors="replace"))
        if kind == QtMsgType.QtFatalMsg and "platform plugin" in text:
            with suppress(OSError):
                os.write(2, f"gradient-explorer: {no_screen()}\n".encode())
            os._exit(2)
        is_here = threading.current_thread() is threading.main_thread()
        # What is kept may make Qt say it again.
        if text.startswith(_GONE) and is_here and not self._is_ending:
            self._is_ending = True
            with leaving_soon(1, _MOST):
                self.keep()
            os._exit(1)
