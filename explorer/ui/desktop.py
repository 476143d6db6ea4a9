"""What the desktop says of sight and motion: size of its font, contrast, reduced motion."""

import configparser
import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication

USUAL = (
    15.4  # px; desktops come with 12 (Windows, 9 pt) to 14.7 (GNOME, 11 pt), as this program has 13
)
LARGEST = 2.0
_GNOME = ("GNOME", "Unity", "Cinnamon", "Budgie", "MATE")
_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION
_GSETTINGS = ["get", "org.gnome.desktop.interface", "enable-animations"]


def text_factor() -> float:
    """Return how much larger than usual the desktop writes, from 1 to 2."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    size = QFontInfo(font).pixelSize()
    # What a desktop comes with is nobody's wish.
    return 1.0 if size <= USUAL else min(size / 13.0, LARGEST)


def prefers_contrast() -> bool:
    """Return whether the desktop asks for high contrast; Qt tells it from 6.10 on."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference().value)


class Motion(QObject):
    """Whether the desktop asks for reduced motion; told later where another program must be asked."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reduced = _windows_is_still() or _kde_is_still()
        desktop = os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")
        program = shutil.which("gsettings")
        if not self.reduced and program and any(each.endswith(_GNOME) for each in desktop):
            self._ask(program, _GSETTINGS, "false")
        elif sys.platform == "darwin":
            self._ask("defaults", ["read", "com.apple.universalaccess", "reduceMotion"], "1")

    def _ask(self, program: str, arguments: list[str], wanted: str) -> None:
        # Not waited for: the window is shown meanwhile.
        process = QProcess(self)
        process.finished.connect(lambda: self._hear(process, wanted))
        process.start(program, arguments)

    def _hear(self, process: QProcess, wanted: str) -> None:
        answer = bytes(process.readAllStandardOutput().data()).decode(errors="replace").strip()
        process.deleteLater()
        if answer == wanted:
            self.reduced = True
            self.changed.emit()

    def close(self) -> None:
        """Ask no more."""
        for process in self.findChildren(QProcess):
            process.kill()
            process.waitForFinished(200)


def _windows_is_still() -> bool:
    windows = getattr(ctypes, "windll", None)  # elsewhere there is none
    on = ctypes.c_int(1)
    if windows is not None:
        windows.user32.SystemParametersInfoW(_ANIMATION, 0, ctypes.byref(on), 0)
    return not on.value


def _kde_is_still() -> bool:
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    # A file of somebody else's, which may hold anything.
    with suppress(OSError, configparser.Error, UnicodeDecodeError, ValueError):
        parser.read(Path(home) / "kdeglobals", encoding="utf-8")
        return parser.getfloat("KDE", "AnimationDurationFactor", fallback=1.0) == 0
    return False
