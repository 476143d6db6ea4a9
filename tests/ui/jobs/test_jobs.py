"""Long work: its reports, its end, its holds, and which request counts."""

import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.ui.jobs.threads import OVERTAKEN, Job, Latest


def counting(count: int, pause: float = 0.0) -> Iterator[int]:
    for number in range(count):
        time.sleep(pause)
        yield number


def ended(qtbot: QtBot, job: Job[int]) -> None:
    qtbot.waitUntil(job.isFinished, timeout=5_000)


def test_that_a_job_hands_out_its_reports_in_order(qtbot: QtBot) -> None:
    job = Job(lambda: counting(100))
    job.start()
    ended(qtbot, job)
    assert job.drain() == list(range(100))


def test_that_a_report_is_handed_out_once(qtbot: QtBot) -> None:
    job = Job(lambda: counting(3))
    job.start()
    ended(qtbot, job)
    job.drain()
    assert job.drain() == []


def test_that_a_job_works_in_a_thread_of_its_own(qtbot: QtBot) -> None:
    def work() -> Iterator[int]:
        yield threading.get_ident()

    job = Job(work)
    job.start()
    ended(qtbot, job)
    assert job.drain() != [threading.get_ident()]


def test_that_a_stopped_job_ends_at_its_next_report() -> None:
    job = Job(lambda: counting(10_000, 0.01))
    job.start()
    time.sleep(0.05)
    job.stop()
    assert job.wait(200)


def test_that_a_failure_is_kept_with_the_reports_before_it(qtbot: QtBot) -> None:
    def work() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    job = Job(work)
    job.start()
    ended(qtbot, job)
    assert (job.drain(), str(job.failure)) == ([1], "broken")


class Asker(QObject):
    """Owns the thread that works for it."""

    def __init__(self) -> None:
        super().__init__()
        self.latest: Latest[int] = Latest(self)
        self.latest.request(self.work)

    def work(self) -> Iterator[int]:
        yield from counting(1)


def test_that_who_asked_may_live_by_the_work_alone_and_go_with_it(qtbot: QtBot) -> None:
    gone: list[int] = []
    for number in range(20):
        asker = Asker()
        asker.destroyed.connect(lambda _, number=number: gone.append(number))
    del asker
    qtbot.waitUntil(lambda: len(gone) == 20, timeout=5_000)


def test_that_work_that_is_done_is_let_go_before_its_thread(qapp: QApplication) -> None:  # noqa: ARG001
    asker = Asker()
    (job,) = asker.findChildren(Job)
    held = weakref.ref(job._work)
    assert job.wait(5_000)
    job.bury()
    assert held() is None
    asker.latest.close()


@pytest.fixture
def latest(qapp: QApplication) -> Iterator[Latest[str]]:  # noqa: ARG001 - its timer needs an application
    work: Latest[str] = Latest()
    yield work
    work.close()
    assert not [job for job in work.findChildren(QThread) if job.isRunning()]


def saying(word: str, times: int, pause: float = 0.01) -> Iterator[str]:
    for _ in range(times):
        time.sleep(pause)
        yield word


def test_that_the_newest_request_has_the_last_word(qtbot: QtBot, latest: Latest[str]) -> None:
    heard: list[str] = []
    latest.reported.connect(heard.append)
    for word in "abcdefgh":
        latest.request(lambda word=word: saying(word, 50))  # type: ignore[misc]
    with qtbot.waitSignal(latest.idle, timeout=10_000):
        pass
    assert heard[-50:] == ["h"] * 50


def test_that_requests_between_the_first_and_the_newest_are_never_run(
    qtbot: QtBot, latest: Latest[str]
) -> None:
    heard: list[str] = []
    latest.reported.connect(heard.append)
    for word in "abcdefgh":
        latest.request(lambda word=word: saying(word, 3))  # type: ignore[misc]
    with qtbot.waitSignal(latest.idle, timeout=10_000):
        pass
    assert set(heard) <= {"a", "h"}


def test_that_a_failure_is_told_with_nothing_else_waiting(
    qtbot: QtBot, latest: Latest[str]
) -> None:
    def work() -> Iterator[str]:
        yield "a"
        raise ValueError("broken")

    with qtbot.waitSignal(latest.failed, timeout=5_000) as told:
        latest.request(work)
    assert str(told.args[0]) == "broken"


def compiling(begun: threading.Event, end: threading.Event, word: str) -> Iterator[str]:
    """Be in the midst of a part that cannot be ended, until `end`."""
    begun.set()
    assert end.wait(10)
    yield word
    yield word


@pytest.fixture
def overtaking(qapp: QApplication) -> Iterator[Latest[str]]:  # noqa: ARG001 - its timer needs an application
    work: Latest[str] = Latest(overtakes=True)
    yield work
    work.close()
    assert not [job for job in work.findChildren(QThread) if job.isRunning()]


def test_that_a_newer_request_overtakes_one_that_cannot_be_ended_and_drops_what_it_finds(
    qtbot: QtBot, overtaking: Latest[str]
) -> None:
    heard: list[str] = []
    begun, end = threading.Event(), threading.Event()
    overtaking.reported.connect(heard.append)
    overtaking.request(lambda: compiling(begun, end, "old"))
    assert begun.wait(5)
    with qtbot.waitSignal(overtaking.idle, timeout=2_000):
        overtaking.request(lambda: saying("new", 1, 0))
    assert heard == ["new"]
    end.set()
    qtbot.waitUntil(lambda: overtaking._left is None, timeout=5_000)
    assert heard == ["new"]


def test_that_no_more_than_two_work_at_once(qtbot: QtBot, overtaking: Latest[str]) -> None:
    begun = [threading.Event() for _ in "abc"]
    ends = [threading.Event() for _ in "abc"]
    for a, b, word in zip(begun, ends, "abc", strict=True):
        overtaking.request(lambda a=a, b=b, word=word: compiling(a, b, word))  # type: ignore[misc]
        if word != "c":
            qtbot.waitUntil(a.is_set, timeout=5_000)
    qtbot.wait(3 * OVERTAKEN)
    assert not begun[2].is_set()
    ends[0].set()
    qtbot.waitUntil(begun[2].is_set, timeout=5_000)
    assert not ends[1].is_set()
    for end in ends:
        end.set()


def test_that_nothing_is_run_after_closing(latest: Latest[str]) -> None:
    latest.close()
    latest.request(lambda: saying("a", 1))
    assert not latest.busy


def test_that_closing_ends_what_runs(qtbot: QtBot) -> None:
    work: Latest[str] = Latest()
    work.request(lambda: saying("a", 10_000))
    qtbot.wait(30)
    work.close()
    assert not work.busy
