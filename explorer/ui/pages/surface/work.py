"""What the Surface page asks TensorFlow for, newest request first, each in a thread."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from explorer.session.surface import Rect, SurfaceState
from explorer.ui.jobs.latest import Latest

_LINES = {
    "map": "surface_map", "goal": "surface_minima", "race": "race", "point": "point",
}  # fmt: skip


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

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return any(line.busy for line in self._lines.values())

    def request_map(self, formula: str, seen: Rect) -> None:
        """Ask for the map of a part of the plane."""
        self._request("map", formula, seen)

    def request_goal(self, formula: str, area: Rect) -> None:
        """Ask for the minima in a part of the plane."""
        self._request("goal", formula, area)

    def request_race(self, state: SurfaceState, *, in_haste: bool = False) -> None:
        """Ask for the chosen race; `in_haste` shows it before its last bits are exact."""
        self._request("race", state, in_haste=in_haste)

    def request_point(
        self, formula: str, sign: int, update: int, place: tuple[float, float]
    ) -> None:
        """Ask for the second derivatives at a racer's place."""
        self._request("point", formula, sign, update, place)

    def close(self) -> None:
        """End every thread."""
        for line in self._lines.values():
            line.close()

    def _request(self, line: str, *arguments: object, **named: object) -> None:
        self._lines[line].request(drawing(_LINES[line], *arguments, **named))


def drawing(name: str, *arguments: object, **named: object) -> Callable[[], Iterator[Any]]:
    """Return work of the drawing module, which needs TensorFlow and so is imported late."""

    def work() -> Iterator[Any]:
        from explorer.session import surface_drawing

        yield from getattr(surface_drawing, name)(*arguments, **named)

    return work
