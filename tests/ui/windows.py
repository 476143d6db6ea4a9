"""How a test opens the program, brings it back to its first choices, and puts it away."""

import gc
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QThread, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.session.pages import PAGES
from explorer.session.session import Session, ViewState
from explorer.ui.app import Application
from explorer.ui.pages.lesson_leaf import LessonLeaf
from explorer.ui.training_run import TrainingRun
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.palette import Palette
from tests.conftest import is_loud

PATIENCE = 30_000  # milliseconds
LOADING = 240_000  # TensorFlow's import took more than a minute beside twenty busy programs
NEVER = 24 * 3_600_000  # milliseconds
BUILT = ("language", "projector", "size")  # another of these, and the window is built anew
LASTING: list[Application] = []  # the program that tests share
FIRST = Session(view=ViewState(theme="light", language="en", still=True))


def viewing(session: Session | None = None, **view: Any) -> Session:
    """Return choices (by default those of a first start) seen in English, light and still."""
    return replace(session or FIRST, view=replace(FIRST.view, **view))


def open_window(session: Session, last: Path | None = None) -> Application:
    """Open the program, with the file that keeps its choices if one does, and wait for TensorFlow."""
    gc.collect()  # widgets of a former program, collected in the thread of a job, end the process
    program = Application(session, last)
    try:
        program.start()
        assert QTest.qWaitForWindowExposed(program.window)
        wait_until(lambda: program.loader.ready, LOADING)
    except BaseException:
        program.close()  # a thread that nobody has ended would end the process, without a word
        raise
    return program


def wait_until(condition: Callable[[], bool], patience: int = PATIENCE) -> None:
    """Let the event loop run until a condition holds; QTest.qWait would keep Python's lock."""
    loop, end = QEventLoop(), time.monotonic() + patience / 1000
    while not condition():
        assert time.monotonic() < end
        QTimer.singleShot(5, loop.quit)
        loop.exec()


def put_away(programs: Sequence[Application]) -> None:
    """Close programs; fail if a thread of theirs still runs.

    They are deleted at once: as long as old widgets wait for it, each new style sheet is worked
    out for them too, which takes a new window seconds.
    """
    for program in programs:
        program.close()
    running = [
        job
        for program in programs
        for part in (program, program.window)
        for job in part.findChildren(QThread)
        if job.isRunning()
    ]
    assert not running
    for program in programs:
        program.window.deleteLater()
        program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


@contextmanager
def leaving_nothing() -> Iterator[list[Application]]:
    """Put away, at the end, the programs on the list; fail if they leave a widget of ours or a warning."""
    for program in LASTING:
        for key in PAGES:  # built when it is idle, they would be taken for what is left
            program.window.pages[key]
        program.window.building.idle.stop()  # a test may have a further page in the table
    programs: list[Application] = []
    before, warnings = our_widgets(), _Warnings()
    yield programs
    logging.getLogger().addHandler(warnings)
    put_away(programs)
    logging.getLogger().removeHandler(warnings)
    if our_widgets() - before:
        gc.collect()  # what hangs in a circle of references lives until Python next looks for such
    left = our_widgets() - before
    assert not left, left
    assert not warnings.told, warnings.told


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if is_loud(record):
            self.told.append(record.getMessage())


def our_widgets() -> Counter[str]:
    """Count the widgets of each of the program's own classes; pyqtgraph leaves some of its behind."""
    kinds = (type(widget) for widget in QApplication.allWidgets())
    return Counter(kind.__name__ for kind in kinds if kind.__module__.startswith("explorer."))


def look_at(program: Application, **view: Any) -> None:
    """Change what is looked at, and wait for the other window that another language or size brings."""
    with _in_its_window(program):
        program.store.change(lambda session: replace(session, view=replace(session.view, **view)))


@contextmanager
def _in_its_window(program: Application) -> Iterator[None]:
    """Wait for the other window where what is changed here is not looked at in the one of before."""
    before, old = program.store.session.view, program.window
    yield
    after = program.store.session.view
    if any(getattr(before, name) != getattr(after, name) for name in BUILT):
        wait_until(lambda: program.window is not old)


def forget_runs(training: TrainingRun) -> None:
    """End a run under way, and forget it and all before it."""
    if training.going:
        training.stop()
    wait_until(lambda: not training._ending)
    training.histories.clear()
    training._elsewhere.clear()
    training.kept_in = None
    training.queue._results, training.queue._total = (), 0
    training.kept.listed = training.kept.earlier = ()
    training._enter("idle")


def begin_anew(program: Application, elsewhere: Session, session: Session = FIRST) -> None:
    """Bring an open program back to some choices, as if it had just been opened with them.

    Args:
        program: The program that several tests share.
        elsewhere: Other choices, each unlike those wanted: going there and back rewrites every field,
            also one in which a test has left what cannot be read.
        session: The choices wanted.
    """
    forget_runs(program.training)
    with _in_its_window(program), _asking_nothing(program):
        program.window.page.jump(to_end=False)
        program.store.change(partial(_instead, replace(elsewhere, view=session.view)))
    program.window.page.jump(to_end=False)
    program.store.change(partial(_instead, session))
    program.store._last_fields = (
        frozenset()
    )  # or a choice made at once would be taken for a part of these
    window = program.window
    for page in window.pages.values():
        # In a quiet moment a page compiles previews for a drag to come. Here none comes but where
        # previews are tested, and the compiling would go on in the tests after.
        if page.circuit._preview is not None:
            page.circuit._idle.setInterval(NEVER)
    for line in window.findChildren(Disclosure):
        line.head.setChecked(False)
    for guide in window.findChildren(LessonLeaf):
        guide.forget()
        guide.open(guide.lessons[0].key)
    window.glances.put({})  # no zoom of a test before, nor one that waits for a page to be drawn
    for palette in window.findChildren(Palette):
        palette.close()
    window.notice.hide()
    window.resize(1280, 800)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.page.setFocus()


@contextmanager
def _asking_nothing(program: Application) -> Iterator[None]:
    """Let pages draw choices without asking TensorFlow for what is wanted for a moment only."""
    asking: list[tuple[Any, str, Callable[..., Any]]] = [
        (page.circuit, "_asking", lambda _old, new: new) for page in program.window.pages.values()
    ]
    asking.append((program.training, "prepare", lambda _settings: None))
    for owner, name, nothing in asking:
        setattr(owner, name, nothing)
    yield
    for owner, name, _ in asking:
        delattr(owner, name)


def _instead(wanted: Session, _: Session) -> Session:
    return wanted
