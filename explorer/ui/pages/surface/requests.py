"""What the Surface page asks TensorFlow for."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.core.descent.results import Trajectory
from explorer.session.surface.choices import Rect, SurfaceChoices
from explorer.session.surface.snapshots import RaceView
from explorer.ui.jobs.previewed import PreviewedWork

_LINES = {
    "map": "surface_map", "goal": "surface_minima", "race": "race",
    "curvature": "curvature", "preview": "race_preview",
}  # fmt: skip
# Updates from which compiled paths are shown before the exact ones, once they are traced, and
# those from which they are there sooner even if they are not.
LONG, VERY_LONG = 300, 3_000
REST = 60  # milliseconds without a newer path before second derivatives are computed along it


class SurfaceWork(PreviewedWork):
    """Lines of work that do not wait for one another; the race is previewed."""

    map = Signal(object)  # MapView
    goal = Signal(object)  # GoalView
    race = Signal(object)  # RaceView
    curvature = Signal(object)  # CurvatureView

    def __init__(self, parent: QObject | None = None) -> None:
        lines = [name for name in _LINES if name != "preview"]
        super().__init__(drawing, lines, exact="race", standing=("curvature",), parent=parent)
        self._along: tuple[str, Trajectory] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._request_curvature)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return self._rest.isActive() or super().busy

    def request_map(self, formula: str, seen: Rect) -> None:
        """Ask for the map of a part of the plane."""
        self._request("map", formula, seen)

    def request_goal(self, formula: str, area: Rect) -> None:
        """Ask for the minima in a part of the plane."""
        self._request("goal", formula, area)

    def request_race(self, state: SurfaceChoices, *, in_haste: bool = False) -> bool:
        """Ask for the chosen race; a long one, or any `in_haste`, is shown before it is exact.

        Returns:
            Whether it is shown before it is exact.
        """
        lengthy = in_haste or state.updates >= LONG
        soon = state.updates >= VERY_LONG or (lengthy and self.is_traced(state))
        if soon:
            if self._lines["race"].busy:
                self._lines["race"].request(_nothing)  # an older race would only hold up this one
            self._request_preview(state)
        else:
            self._pause.stop()
            self._request_exact(state)
        return soon

    def request_curvature(self, formula: str, path: Trajectory) -> None:
        """Ask for the second derivatives along a path, unless they are asked for already."""
        if self._along is None or self._along[1] is not path:
            self._along = formula, path
            self._rest.start()

    def close(self) -> None:
        """End every thread."""
        self._rest.stop()
        super().close()

    def _request_curvature(self) -> None:
        if self._along is not None:
            self._request("curvature", *self._along)

    def _request_exact(self, state: SurfaceChoices) -> None:
        self._request("race", state)
        self._prepare(state)

    def _key(self, state: SurfaceChoices) -> Hashable:
        return state.formula, state.dtype, tuple(each.optimizer for each in state.running)

    def _key_of(self, view: RaceView) -> Hashable:
        formulas = {each.formula.text for each in view.settings}
        optimizers = tuple(each.optimizer for each in view.racers)
        return *formulas, *{each.dtype for each in view.settings}, optimizers


def _nothing() -> Iterator[Any]:
    yield from ()


def drawing(name: str, *arguments: object) -> Callable[[], Iterator[Any]]:
    """Return work of the drawing module, which needs TensorFlow and so is imported late."""

    def work() -> Iterator[Any]:
        from explorer.session.surface import resolving as surface_drawing

        yield from getattr(surface_drawing, _LINES.get(name, name))(*arguments)

    return work
