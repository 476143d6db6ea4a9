"""What a lesson can speak of on the Surface page, beside what is chosen there."""

from collections.abc import Callable, Mapping

from explorer.core.descent.results import Curvature
from explorer.core.descent.standings import Standing, standing
from explorer.session.surface.choices import Racer
from explorer.session.surface.snapshots import RaceView, SurfaceShown

Found = Callable[[SurfaceShown], float | str | None]


def _race(shown: SurfaceShown) -> RaceView | None:
    """Return the race of what is chosen now; the minima that it is judged by are known, too."""
    is_whole = shown.race.fresh is not None and shown.goal.fresh is not None
    return shown.race.value if is_whole else None


def _examined(read: Callable[[Racer, Standing], float | None]) -> Found:
    """Return a finder for the racer whose point the formulas are about, where the timeline stands."""

    def find(shown: SurfaceShown) -> float | None:
        race, index, racer = _race(shown), shown.chosen, shown.choices.examined
        if race is None or index is None or racer is None:
            return None
        return read(racer, standing(race.paths[index], shown.choices.cursor, shown.target))

    return find


def _bend(read: Callable[[Curvature], float]) -> Found:
    def find(shown: SurfaceShown) -> float | None:
        point = shown.point if _race(shown) is not None and not shown.curvature.pending else None
        return None if point is None else float(read(point[1]))

    return find


def _valleys(shown: SurfaceShown) -> float | None:
    """Return to how many minima the racers are nearest at the end."""
    race = _race(shown)
    if race is None:
        return None
    ends = [standing(path, path.updates, shown.target).nearest for path in race.paths]
    return float(len({nearest for nearest in ends if nearest is not None}))


def _first_there(shown: SurfaceShown) -> str | None:
    """Return the optimiser that first comes within the tolerance of a minimum; "" if none does."""
    race = _race(shown)
    if race is None:
        return None
    reached = [
        (at, racer.optimizer)
        for racer, path in zip(race.racers, race.paths, strict=True)
        if (at := standing(path, path.updates, shown.target).reached_at) is not None
    ]
    return min(reached, default=(0, ""))[1]


FACTS: Mapping[str, Found] = {
    "x": _examined(lambda _, where: where.place[0]),
    "y": _examined(lambda _, where: where.place[1]),
    "f": _examined(lambda _, where: where.value),
    "distance": _examined(lambda _, where: where.distance),
    "examined_rate": _examined(lambda racer, _: racer.learning_rate),
    "first_eigenvalue": _bend(lambda bend: bend.eigenvalues[0]),
    "second_eigenvalue": _bend(lambda bend: bend.eigenvalues[1]),
    "condition": _bend(lambda bend: bend.condition),
    "racers": lambda shown: float(len(shown.choices.running)),
    "valleys": _valleys,
    "first_there": _first_there,
    "start_x": lambda shown: shown.choices.start[0],
    "start_y": lambda shown: shown.choices.start[1],
}
