"""The log file, and TensorFlow's own messages led into it."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

MOST_BYTES = 1_000_000


def log_file() -> Path:
    """Return where the log is written; before the first start its folder is not there."""
    return Path(platformdirs.user_log_dir("gradient-explorer", appauthor=False)) / "explorer.log"


def start_log() -> None:
    """Log to the file; without a place for it (a read-only home), messages are dropped."""
    # Before TensorFlow is imported. A person's own setting stays.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.captureWarnings(capture=True)


def lead_native_errors_to_log() -> None:
    """Lead what native code prints on standard error to the log; Python's own stays on the terminal.

    TensorFlow writes to descriptor 2 itself, partly before it can be configured. A window does this
    once Qt has found its screen, so that what Qt says of a missing one is read by somebody.
    """
    path = log_file()
    try:
        # By lines, as Python's own standard error.
        terminal = os.fdopen(os.dup(2), "w", buffering=1)
    except OSError:
        return  # no standard error at all, as for a program started from a menu
    try:
        # To add only: the log's own handler writes to the same file.
        target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    except OSError:
        target = os.open(os.devnull, os.O_WRONLY)
    os.dup2(target, 2)
    os.close(target)
    sys.stderr = terminal
