"""Garbage is found in the window's thread, whoever made it and however much another thread allocates."""

import gc
import threading

import tensorflow as tf
from pytestqt.qtbot import QtBot

from explorer.core.graphs import traced
from explorer.core.tally import GRAPHS
from explorer.ui.collecting import INTERVAL, MANY, Collector

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


def test_that_graphs_that_are_let_go_are_found_though_they_are_few_objects(qtbot: QtBot) -> None:
    held = Garbage()
    gc.collect()  # it is old by now, and only a whole search will find it
    FOUND.clear()
    collector = Collector()
    collector.start()
    try:
        del held
        qtbot.wait(3 * INTERVAL)
        assert not FOUND
        GRAPHS.made += MANY
        qtbot.waitUntil(lambda: bool(FOUND))
    finally:
        collector.close()


def test_that_a_graph_that_is_traced_is_counted() -> None:
    before = GRAPHS.made
    traced(lambda x: x * x, tf.TensorSpec((), tf.float32))
    assert GRAPHS.made == before + 1
