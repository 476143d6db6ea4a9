"""The window on a run, in a process of its own."""

import importlib.util
import os
import subprocess
import sys
from os import PathLike
from pathlib import Path

from explorer.api.keeping import going, say
from explorer.files.kept_folders import usual_runs_folder

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")  # what tells Qt where to draw


def show(run: str | PathLike[str] | None = None) -> None:
    """Open the window on a run in a process of its own, or bring the open one to it; returns at once.

    Args:
        run: Its folder; None for the one that is being followed, else the newest in the user's data
            folder.
    """
    place = newest_run() if run is None else Path(run)
    if place is None:
        say("There is no run to show yet. Follow a training first.")
        return
    open_window(place)


def open_window(place: Path) -> None:
    """Open the window on a run or an explanation, or bring the open one to it."""
    if missing := _missing():
        say(f"{missing} Where both are, this shows it: gradient-explorer show {place.resolve()}")
        return
    try:
        subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-m", "explorer", "show", str(place.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C in the training's terminal leaves the window alone
        )
    except OSError as error:
        say(f"The window cannot be opened: {error.strerror or error}.")


def _missing() -> str:
    """Return what a window lacks here, as on a training machine; empty for nothing."""
    if importlib.util.find_spec("PySide6") is None:
        return "The window is not installed here."
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        return "There is no screen here."
    return ""


def newest_run() -> Path | None:
    """Return the run that is being followed, else the newest of a followed model; None if there is none."""
    for keeper in reversed(going):
        if keeper.folder is not None:
            return keeper.folder
    runs = followed_runs(usual_runs_folder())
    return runs[0] if runs else None


def followed_runs(place: Path) -> list[Path]:
    """Return the followed runs in a folder, the newest first."""
    from explorer.files.model_tails import is_model_run

    found = [each for each in place.glob("*/") if is_model_run(each)]
    return sorted(found, key=lambda each: (each / "run.json").stat().st_mtime, reverse=True)
