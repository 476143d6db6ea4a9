"""Python looks for garbage in the window's thread alone, and between two events.

By itself it does so wherever memory is asked for: in the thread of a job, or amid a painting. What is found
may be a menu or a dialog that nobody holds any more, and to destroy one there ends the program.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from explorer.core.tally import GRAPHS

INTERVAL = 200  # milliseconds
# Graphs, of which each that is let go keeps 1 to 5 MB until it is found; to look for them takes 25 ms.
MANY = 12


class Collector(QObject):
    """Collects by Python's own thresholds, and after many new graphs, from `start` on until it is closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self._collect)
        self._graphs = GRAPHS.made

    def start(self) -> None:
        """Take over from Python."""
        gc.disable()  # what is made is counted all the same
        self._timer.start()

    def close(self) -> None:
        """Give back to Python."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most]
        if GRAPHS.made - self._graphs >= MANY:
            due.append(2)
        if due:
            gc.collect(due[-1])
        if 2 in due:
            self._graphs = GRAPHS.made
