"""What the Surface page asks TensorFlow for, newest request first, each in a thread."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.core.descent.results import Trajectory
from explorer.session.surface import Rect, SurfaceState
from explorer.ui.jobs.latest import Latest
from explorer.ui.jobs.standing import Standing

_LINES = {
    "map": "surface_map", "goal": "surface_minima", "race": "race",
    "curvature": "curvature", "preview": "race_preview",
}  # fmt: skip
_SHORT = {"curvature", "preview"}  # kept in a thread of their own: they take a few milliseconds
LONG = 300  # updates from which compiled paths are shown before the exact ones
# Milliseconds without a newer race before the exact one is computed: in a drag it would only keep
# the next preview waiting.
PAUSE = 80
REST = 60  # milliseconds without a newer path before second derivatives are computed along it


class SurfaceWork(QObject):
    """Lines of work that do not wait for one another."""

    map = Signal(object)  # MapView
    goal = Signal(object)  # GoalView
    race = Signal(object)  # RaceView
    preview = Signal(object)  # RaceView
    curvature = Signal(object)  # CurvatureView
    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, Latest[Any] | Standing[Any]] = {}
        for name in _LINES:
            line: Latest[Any] | Standing[Any]
            line = Standing(self) if name in _SHORT else Latest(self)
            line.reported.connect(getattr(self, name))
            line.failed.connect(self.failed)
            self._lines[name] = line
        self._exact: SurfaceState | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._request_exact)
        self._wanted: tuple[str, Trajectory] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._request_curvature)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        waits = self._pause.isActive() or self._rest.isActive()
        return waits or any(line.busy for line in self._lines.values())

    def request_map(self, formula: str, seen: Rect) -> None:
        """Ask for the map of a part of the plane."""
        self._request("map", formula, seen)

    def request_goal(self, formula: str, area: Rect) -> None:
        """Ask for the minima in a part of the plane."""
        self._request("goal", formula, area)

    def request_race(self, state: SurfaceState, *, in_haste: bool = False) -> bool:
        """Ask for the chosen race; a long one, or any `in_haste`, is shown before it is exact.

        Returns:
            Whether it is shown before it is exact.
        """
        self._exact = state
        soon = in_haste or state.updates >= LONG
        if soon:
            if self._lines["race"].busy:
                self._lines["race"].request(_nothing)  # an older race would only hold up this one
            self._request("preview", state)
            self._pause.start()
        else:
            self._request_exact()
        return soon

    def _request_exact(self) -> None:
        if self._lines["preview"].busy:  # the exact paths take the place of the preview, not before
            self._pause.start()
            return
        self._pause.stop()
        if self._exact is not None:
            self._request("race", self._exact)

    def request_curvature(self, formula: str, path: Trajectory) -> None:
        """Ask for the second derivatives along a path, unless they are asked for already."""
        if self._wanted is None or self._wanted[1] is not path:
            self._wanted = formula, path
            self._rest.start()

    def _request_curvature(self) -> None:
        if self._wanted is not None:
            self._request("curvature", *self._wanted)

    def close(self) -> None:
        """End every thread."""
        self._pause.stop()
        self._rest.stop()
        for line in self._lines.values():
            line.close()

    def _request(self, line: str, *arguments: object) -> None:
        self._lines[line].request(drawing(_LINES[line], *arguments))


def _nothing() -> Iterator[Any]:
    yield from ()


def drawing(name: str, *arguments: object) -> Callable[[], Iterator[Any]]:
    """Return work of the drawing module, which needs TensorFlow and so is imported late."""

    def work() -> Iterator[Any]:
        from explorer.session import surface_drawing

        yield from getattr(surface_drawing, name)(*arguments)

    return work
