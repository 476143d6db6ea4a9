"""Time at work: a process that is stopped for half a minute has not worked for half a minute."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.stopwatch import Stopwatch

# Reports of a run, one each 20 ms of computing, as they are timed in the window and in a run's log.
RUN = """
import sys, time
from explorer.core.training.brake import Brake
from explorer.core.training.reports import Progress
from explorer.files.training_runs import _timed
from explorer.session.training.pace import Pace
import numpy as np
def reports():
    for step in range(1, 120):
        end = time.process_time() + 0.02
        while time.process_time() < end:
            pass
        if step == 20:
            print("at work", flush=True)
        yield Progress(step=step, losses=np.zeros(1, np.float32))
pace, slowest = Pace(), 1e9
for timed in _timed(reports(), Brake()):
    pace.add(timed)
    slowest = min(slowest, pace.newest or 1e9)
print(pace.seconds, slowest)
"""


class Clock:
    """Time that passes as told, with some of it computed."""

    def __init__(self) -> None:
        self.seconds = self.computed = 0.0
        self.watch = Stopwatch(lambda: self.seconds, lambda: self.computed)

    def pass_by(self, seconds: float, computed: float) -> float:
        before = self.watch.now()
        self.seconds, self.computed = self.seconds + seconds, self.computed + computed
        return self.watch.now() - before


@given(st.floats(4, 1e6))
def test_that_no_time_passes_while_nothing_is_computed_or_looked_at(seconds: float) -> None:
    assert Clock().pass_by(seconds, 0.1) < 0.251


@given(st.floats(0, 2), st.floats(0, 1))
def test_that_short_times_count_however_little_is_computed(seconds: float, share: float) -> None:
    assert Clock().pass_by(seconds, seconds * share) == pytest.approx(seconds)


@given(st.floats(0, 1e6), st.floats(0.3, 2))
def test_that_time_in_which_something_is_computed_counts(seconds: float, share: float) -> None:
    assert Clock().pass_by(seconds, seconds * share) == pytest.approx(seconds)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_that_a_stopped_process_keeps_sensible_times_and_rates() -> None:
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True) as run:
        lines = _lines(run)
        assert next(lines) == "at work"
        run.send_signal(signal.SIGSTOP)
        time.sleep(3)
        run.send_signal(signal.SIGCONT)
        seconds, slowest = map(float, next(lines).split())
    spent = time.perf_counter() - begun
    assert 2 < seconds < spent - 2
    assert slowest > 1  # steps per second; a stop that counts makes it one in three seconds


def _lines(run: "subprocess.Popen[str]") -> Iterator[str]:
    for line in run.stdout or ():
        yield line.strip()
