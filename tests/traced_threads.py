"""Let coverage see what runs in threads that Qt begins; `-p tests.traced_threads`, see docs/reliability.md."""

import sys
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from explorer.ui.jobs.threads import Job, _Worker


def _traced(run: Callable[[Any], None]) -> Callable[[Any], None]:
    @wraps(run)
    def traced(self: Any) -> None:
        sys.settrace(threading.gettrace())  # Python's own threads begin with it
        run(self)

    return traced


for kind in (Job, _Worker):
    kind.run = _traced(kind.run)  # type: ignore[method-assign, assignment]
