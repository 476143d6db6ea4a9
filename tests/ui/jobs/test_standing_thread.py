"""Short work in a thread that stays."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.ui.jobs.threads import StandingThread


@pytest.fixture
def standing(qapp: QApplication) -> Iterator[StandingThread[str]]:  # noqa: ARG001 - its signals need an application
    work: StandingThread[str] = StandingThread()
    yield work
    work.close()


def test_that_a_report_comes_to_the_one_who_asked(
    qtbot: QtBot, standing: StandingThread[str]
) -> None:
    with qtbot.waitSignal(standing.reported) as told:
        standing.request(lambda: iter(["done"]))
    assert told.args == ["done"]


def test_that_every_request_runs_in_one_thread(qtbot: QtBot, standing: StandingThread[str]) -> None:
    names = []
    for _ in range(3):
        with qtbot.waitSignal(standing.reported) as told:
            standing.request(lambda: iter([str(threading.get_native_id())]))
        names.append(told.args)
    assert names[0] == names[1] == names[2] != [str(threading.get_native_id())]


def test_that_of_those_that_wait_only_the_newest_runs(
    qtbot: QtBot, standing: StandingThread[str]
) -> None:
    gate, reports = threading.Event(), list[str]()
    standing.reported.connect(reports.append)

    def first() -> Iterator[str]:
        gate.wait(5)
        yield "first"

    standing.request(first)
    qtbot.wait(50)
    standing.request(lambda: iter(["second"]))
    standing.request(lambda: iter(["third"]))
    gate.set()
    qtbot.waitUntil(lambda: not standing.busy)
    assert reports == ["first", "third"]


def test_that_requests_that_come_before_the_thread_wakes_leave_it_idle(
    qtbot: QtBot, standing: StandingThread[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = standing._worker
    give, asleep = worker.give, []
    monkeypatch.setattr(worker, "give", lambda *given: asleep.append(given))
    standing.request(lambda: iter(["first"]))
    standing.request(lambda: iter(["second"]))
    give(*asleep[-1])  # the newest takes the place of the one before it
    with qtbot.waitSignal(standing.reported) as told:
        assert standing.busy
    assert told.args == ["second"]
    qtbot.waitUntil(lambda: not standing.busy)


def test_that_a_failure_is_told_and_the_next_request_runs(
    qtbot: QtBot, standing: StandingThread[str]
) -> None:
    def broken() -> Iterator[str]:
        yield from ()
        raise ValueError

    with qtbot.waitSignal(standing.failed):
        standing.request(broken)
    with qtbot.waitSignal(standing.reported):
        standing.request(lambda: iter(["again"]))


def test_that_nothing_is_run_after_closing(qtbot: QtBot) -> None:
    work, ran = StandingThread[str](), list[str]()

    def run() -> Iterator[str]:
        ran.append("ran")
        yield "report"

    work.close()
    work.request(run)
    qtbot.wait(50)
    assert not ran
