"""Where runs are kept when nobody says where."""

from datetime import datetime
from pathlib import Path

import platformdirs


def usual_runs_folder() -> Path:
    """Return the folder for runs that suits the system."""
    return Path(platformdirs.user_data_dir("gradient-explorer", appauthor=False)) / "runs"


def place_for_a_run(runs: Path, began: datetime) -> Path:
    """Return a folder inside `runs` that is not there yet, named after the run's beginning."""
    name = f"{began:%Y-%m-%d-%H%M%S}"
    places = (runs / (name if n == 1 else f"{name}-{n}") for n in range(1, 1_000_000))
    return next(place for place in places if not place.exists())
