"""A followed run looked at again and again, and the runs beside it; a generator for a thread."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from explorer.core.observing.observed import ModelRun
from explorer.core.sentences import ExplorerError
from explorer.files.model_tails import Tail, open_tail
from explorer.files.recent_runs import RecentRuns
from explorer.session.model.snapshots import Seen

POLL = 0.04  # seconds from one look to the next; a look at a log that has not grown takes 0.1 ms
_AGAIN = 1.0  # seconds from one look at the folder of runs to the next
_TELL = 1.0  # seconds after which it is told again how long a run is quiet


def followed(
    path: Path | None,
    runs: Path,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Seen | None]:
    """Yield what can be seen of a run, and of the folder of runs, whenever it is new.

    Args:
        path: Folder or file of the run; None for none.
        runs: Folder of runs.
        clock: Seconds, as `time.monotonic`.
        sleep: Waits so many seconds.

    Yields:
        What is new; None where nothing is, so that the work can be ended.
    """
    recent, tail = RecentRuns(runs), None
    run: ModelRun | None = None
    told: tuple[object, ...] = ()
    listed, looked, grown = recent.look(), clock(), clock()
    while True:
        now = clock()
        if now - looked >= _AGAIN:
            listed, looked = recent.look(), now
        failure, missing = None, False
        if path is not None:
            try:
                tail = tail or open_tail(path)
                new, missing = _look(tail, path)
                if new is not None and new is not run:
                    # What lay there already tells its own age; a look cannot.
                    grown = now - (_age(path) if run is None else 0.0)
                    run = new
            except ExplorerError as error:
                # A folder that is just being made has no description yet.
                missing = not path.exists() or run is not None
                failure = None if missing else error
                tail = None if run is None else tail
        quiet = now - grown
        tells = (
            id(run),
            listed,
            missing,
            None if failure is None else str(failure),
            int(quiet / _TELL),
        )
        if tells != told:
            told = tells
            yield Seen(path, run, listed, quiet, missing, failure)
        else:
            yield None
        sleep(POLL)


def _look(tail: Tail, path: Path) -> tuple[ModelRun | None, bool]:
    """Return the run as far as it has come, and whether its place has gone."""
    if not path.exists():  # a log that is missing has no lines, which is no refusal
        return None, True
    return tail.look(), False


def _age(path: Path) -> float:
    """Return seconds since a run was last written to."""
    log = path / "log.jsonl" if path.is_dir() else path
    try:
        return max(time.time() - log.stat().st_mtime, 0.0)
    except OSError:
        return 0.0
