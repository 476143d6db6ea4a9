"""What the Surface page asks TensorFlow for, newest request first, each in a thread."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.session.surface import Rect, SurfaceState
from explorer.ui.jobs.latest import Latest

_LINES = {
    "map": "surface_map", "goal": "surface_minima", "race": "race", "point": "point",
}  # fmt: skip
LONG = 300  # updates from which compiled paths are shown before the exact ones
# Milliseconds without a newer race before the exact one is computed: in a drag it would only keep
# the next preview waiting.
PAUSE = 80


class SurfaceWork(QObject):
    """Four lines of work that do not wait for one another."""

    map = Signal(object)  # MapView
    goal = Signal(object)  # GoalView
    race = Signal(object)  # RaceView
    point = Signal(object)  # PointView
    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, Latest[Any]] = {}
        for name in _LINES:
            line: Latest[Any] = Latest(self)
            line.reported.connect(getattr(self, name))
            line.failed.connect(self.failed)
            self._lines[name] = line
        self._exact: SurfaceState | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._request_exact)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return self._pause.isActive() or any(line.busy for line in self._lines.values())

    def request_map(self, formula: str, seen: Rect) -> None:
        """Ask for the map of a part of the plane."""
        self._request("map", formula, seen)

    def request_goal(self, formula: str, area: Rect) -> None:
        """Ask for the minima in a part of the plane."""
        self._request("goal", formula, area)

    def request_race(self, state: SurfaceState, *, in_haste: bool = False) -> None:
        """Ask for the chosen race; a long one, or any `in_haste`, is shown before it is exact."""
        self._exact = state
        if in_haste or state.updates >= LONG:
            self._lines["race"].request(drawing("race_preview", state))
            self._pause.start()
        else:
            self._request_exact()

    def _request_exact(self) -> None:
        self._pause.stop()
        if self._exact is not None:
            self._request("race", self._exact)

    def request_point(
        self, formula: str, sign: int, update: int, place: tuple[float, float]
    ) -> None:
        """Ask for the second derivatives at a racer's place."""
        self._request("point", formula, sign, update, place)

    def close(self) -> None:
        """End every thread."""
        self._pause.stop()
        for line in self._lines.values():
            line.close()

    def _request(self, line: str, *arguments: object) -> None:
        self._lines[line].request(drawing(_LINES[line], *arguments))


def drawing(name: str, *arguments: object) -> Callable[[], Iterator[Any]]:
    """Return work of the drawing module, which needs TensorFlow and so is imported late."""

    def work() -> Iterator[Any]:
        from explorer.session import surface_drawing

        yield from getattr(surface_drawing, name)(*arguments)

    return work
