"""The newest followed runs in a folder of runs, each told by a few lines of its log."""

from pathlib import Path

from explorer.core.observing.observed import Rows
from explorer.core.sentences import ExplorerError
from explorer.core.untrusted import open_regular, read_json
from explorer.files.kept_folders import read_description
from explorer.files.model_json import KIND, Variables, description_from_json, line_from_json
from explorer.session.model.snapshots import RecentRun, layer_of

MOST = 8  # runs
_LOOKED_AT = 200  # folders, the newest by their names
_PIECE = 64_000  # bytes of a log's beginning and end; a line of 200 variables has 10,000
_MOST_LOG = 2_000_000_000  # bytes


class RecentRuns:
    """The newest runs of a folder; a log that has not changed is not read again.

    Args:
        folder: Where runs are; it need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, tuple[tuple[int, int], RecentRun | None]] = {}

    def look(self) -> tuple[RecentRun, ...]:
        """Return the newest runs, the newest first; what cannot be read is left out."""
        try:
            # Names begin with the time, so that a folder of thousands is not asked for each.
            places = sorted(each for each in self.folder.iterdir() if each.is_dir())
        except OSError:
            return ()
        found = [run for place in places[-_LOOKED_AT:] if (run := self._run(place)) is not None]
        return tuple(sorted(found, key=lambda run: -run.changed)[:MOST])

    def _run(self, place: Path) -> RecentRun | None:
        log = place / "log.jsonl"
        try:
            about = log.stat()
        except OSError:
            return None
        stamp = (about.st_mtime_ns, about.st_size)
        if place not in self._known or self._known[place][0] != stamp:
            self._known[place] = stamp, _told(place, log, about.st_mtime)
        return self._known[place][1]


def _told(place: Path, log: Path, changed: float) -> RecentRun | None:
    """Return what is told of a run; None for one of the program's own network, or none."""
    try:
        described = read_description(place)
        if described.get("kind") != KIND:
            return None
        description = description_from_json(described)
        with open_regular(log, _MOST_LOG, links=False) as file:
            lines = file.read(_PIECE).split(b"\n")
            begin = max(file.seek(0, 2) - _PIECE, 0)
            file.seek(begin)
            # The first line of a piece may be the end of one.
            lines += file.read(_PIECE).split(b"\n")[1 if begin else 0 :]
    except (ExplorerError, OSError, ValueError):
        return None
    layers, steps, loss = 0, 0, None
    for text in lines:
        try:
            found = read_json(text)
            line = line_from_json(found) if isinstance(found, dict) else None
        except ValueError:
            continue
        if isinstance(line, Variables):
            layers = len({layer_of(each) for each in line.variables})
        elif isinstance(line, Rows):
            steps = max(steps, int(line.steps[-1]))
            loss = loss if line.losses is None else float(line.losses[-1])
    return RecentRun(place, description.model or place.name, layers, steps, loss, changed)
