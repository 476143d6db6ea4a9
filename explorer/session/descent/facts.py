"""What a lesson can speak of on the Descent page, beside what is chosen there."""

from collections.abc import Callable, Mapping

import numpy as np

from explorer.session.descent.snapshots import DescentShown, PathView

ARRIVED = 1e-6  # of the farthest distance from the minimum: as in the verdicts


def _path(shown: DescentShown) -> PathView | None:
    """Return the path of what is chosen now, whole; a shorter or older one proves nothing."""
    path = shown.path.fresh
    return path if path is not None and path.complete else None


def _at(read: Callable[[PathView, int], float]) -> Callable[[DescentShown], float | None]:
    def find(shown: DescentShown) -> float | None:
        path, place = _path(shown), shown.place
        return None if path is None or place is None else float(read(path, place))

    return find


def _derivative(order: int) -> Callable[[DescentShown], float | None]:
    return _at(lambda path, place: path.derivatives[order, place])


def _phase(shown: DescentShown) -> str | None:
    if _path(shown) is None or shown.outlook.pending or shown.verdict is None:
        return None
    return str(shown.verdict.kind)


def _next(shown: DescentShown) -> float | None:
    path, place = _path(shown), shown.place
    if path is None or place is None or place >= path.last:
        return None
    return float(path.trajectory.x[place + 1])


def _first_there(shown: DescentShown) -> float | None:
    """Return the first update after which x is at the minimum and stays there as far as is shown."""
    path = _path(shown)
    if path is None or path.minimum is None or path.trajectory.diverged_at is not None:
        return None
    away = np.abs(path.trajectory.x.astype(np.float64) - path.minimum.x)
    beyond = np.flatnonzero(away > ARRIVED * away.max())
    first = int(beyond[-1]) + 1 if len(beyond) else 0
    return float(first) if first < len(away) else None


def _sides(shown: DescentShown) -> float | None:
    """Return how many updates land on the other side of the minimum."""
    path = _path(shown)
    if path is None or path.minimum is None:
        return None
    x = path.trajectory.x.astype(np.float64) - path.minimum.x
    return float(np.count_nonzero(x[:-1] * x[1:] < 0))


def _of_path(
    read: Callable[[PathView], float | bool | None],
) -> Callable[[DescentShown], float | bool | None]:
    def find(shown: DescentShown) -> float | bool | None:
        path = _path(shown)
        return None if path is None else read(path)

    return find


def _diverged_at(path: PathView) -> float:
    # −1 and not None: that it does not diverge is known, and "none" could not be told from "not yet".
    return -1.0 if path.trajectory.diverged_at is None else float(path.trajectory.diverged_at)


FACTS: Mapping[str, Callable[[DescentShown], float | str | bool | None]] = {
    "x": _at(lambda path, place: path.trajectory.x[place]),
    "f": _derivative(0),
    "slope": _derivative(1),
    "curvature": _derivative(2),
    "next_x": _next,
    "update": _at(lambda _, place: place),
    "phase": _phase,
    "minimum": _of_path(lambda path: None if path.minimum is None else path.minimum.x),
    "updates_to_minimum": _first_there,
    "sides_changed": _sides,
    "diverged_at": _of_path(_diverged_at),
    "last_x": _of_path(lambda path: float(path.trajectory.x[-1])),
    "last_f": _of_path(lambda path: float(path.trajectory.y[-1])),
    "same_bits": _of_path(lambda path: path.trajectory.equal_bits),
    "best_rate": lambda shown: None if shown.rate_map.fresh is None else shown.rate_map.fresh.best,
}
