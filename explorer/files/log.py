"""The log file, and TensorFlow's own messages led into it."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

MOST_BYTES = 1_000_000


def log_file() -> Path:
    """Return where the log is written."""
    return Path(platformdirs.user_log_dir("gradient-explorer", appauthor=False)) / "explorer.log"


def start_log() -> None:
    """Log to the file, and lead what native code prints on standard error there too.

    Python's own standard error still reaches the terminal. Without a place for the file
    (a read-only home), messages are dropped.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
        path = Path(os.devnull)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.captureWarnings(capture=True)
    _lead_native_errors_to(path)


def _lead_native_errors_to(path: Path) -> None:
    """TensorFlow writes to descriptor 2 itself, partly before it can be configured."""
    try:
        terminal = os.fdopen(os.dup(2), "w", buffering=1)
    except OSError:
        return  # no standard error at all, as for a program started from a menu
    target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(target, 2)
    os.close(target)
    sys.stderr = terminal
