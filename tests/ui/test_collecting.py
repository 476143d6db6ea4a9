"""Garbage is found in the window's thread, whoever made it and however much another thread allocates."""

import gc
import threading

from pytestqt.qtbot import QtBot

from explorer.ui.collecting import Collector

FOUND: list[threading.Thread] = []
HELD: list[list[int]] = []


class Garbage:
    """Holds itself, as a menu with a function of its own does."""

    def __init__(self) -> None:
        self.own = self

    def __del__(self) -> None:
        FOUND.append(threading.current_thread())


def allocate() -> None:
    Garbage()
    HELD.extend([n] for n in range(2 * gc.get_threshold()[0]))


def test_that_what_a_thread_leaves_is_collected_between_two_events_of_the_window(
    qtbot: QtBot,
) -> None:
    FOUND.clear()
    collector = Collector()
    collector.start()
    try:
        thread = threading.Thread(target=allocate)
        thread.start()
        thread.join()
        assert not FOUND
        qtbot.waitUntil(lambda: bool(FOUND))
    finally:
        collector.close()
    (where,) = FOUND
    assert where is threading.main_thread()
    assert gc.isenabled()
