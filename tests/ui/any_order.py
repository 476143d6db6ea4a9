"""The real window under any sequence of what a person does; after each it must close and leave nothing."""

import os
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import ClassVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from explorer.core.functions.symbolic import derivative
from explorer.files.checkpoints import newest_checkpoint
from explorer.files.documents import Document, kept_session, save_document
from explorer.session.pages import PAGES
from explorer.session.session import Session
from tests.processes import children
from tests.ui.windows import leaving_nothing, open_window, put_away, viewing, wait_until

FUNCTIONS = ("2*x**2", "1/x", "tan(x)", "exp(exp(x))", "x^300", "ln(x)", "sin(x", "")
OPTIMIZERS = ("sgd", "adam", "nadam", "ftrl")
DOCUMENT, LAST = "other.gex", "last.gex"
_HARMLESS = "This plugin does not support"  # of the offscreen platform


class AnyOrder(RuleBasedStateMachine):
    """Opens the program, does what it is told in any order, and looks at what is left.

    Attributes:
        slowest: Seconds that keeping everything took at most, when a window was closed.
    """

    slowest: ClassVar[float] = 0.0

    def __init__(self) -> None:
        super().__init__()
        QApplication.instance() or QApplication([])
        self._told: list[str] = []
        self._left = ExitStack()
        self._folder = Path(self._left.enter_context(tempfile.TemporaryDirectory()))
        # Where the program and its children put what is temporary; nothing else comes here.
        self._temporary = self._folder / "temporary"
        self._temporary.mkdir()
        self._left.enter_context(patch.dict(os.environ, TMPDIR=str(self._temporary)))
        self._left.enter_context(patch.object(tempfile, "tempdir", str(self._temporary)))
        self._threads, self._children = set(threading.enumerate()), children()
        before = qInstallMessageHandler(self._take)
        self._left.callback(qInstallMessageHandler, before)
        self._opened = self._left.enter_context(leaving_nothing())
        other = Session().with_descent(lambda d: replace(d, start=0.75))
        save_document(self._folder / DOCUMENT, Document(other))
        self._open(viewing(page="descent"))

    def _open(self, session: Session) -> None:
        self._program = open_window(session, self._folder / LAST)
        self._opened.append(self._program)

    def _take(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_HARMLESS):
            self._told.append(text)

    @property
    def _run(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - imported late by the program
        return self._program.training

    @rule(page=st.sampled_from(list(PAGES)))
    def see(self, page: str) -> None:
        """Bring a page to the front."""
        self._program.window.header.tabs[page].click()

    @rule(text=st.sampled_from(FUNCTIONS))
    def type_function(self, text: str) -> None:
        """Choose another function; what is no formula never comes to the choices from a field."""
        self._program.store.change(lambda s: s.with_descent(lambda d: d.with_formula(text)))

    @rule(key=st.sampled_from(OPTIMIZERS))
    def choose_optimizer(self, key: str) -> None:
        """Choose the rule of the descent, and of the training."""
        change = self._program.store.change
        change(lambda s: s.with_descent(lambda d: d.with_optimizer(key)))
        change(lambda s: s.with_training(lambda t: t.choosing_optimizer(key)))

    @rule(theme=st.sampled_from(["light", "dark"]))
    def dress(self, theme: str) -> None:
        """Choose another theme."""
        self._view(theme=theme)

    @rule(language=st.sampled_from(["en", "zh_CN"]))
    def speak(self, language: str) -> None:
        """Choose another language, which builds another window."""
        self._view(language=language)
        wait_until(lambda: self._program.services.language == language)

    def _view(self, **fields: str) -> None:
        self._program.store.change(
            lambda s: s.viewing(lambda view: replace(view, **fields))  # type: ignore[arg-type]
        )

    @rule(
        kept=st.booleans(), isolate=st.booleans(), steps=st.sampled_from([30, 400, 100_000])
    )  # fmt: skip
    def start(self, kept: bool, isolate: bool, steps: int) -> None:
        """Begin a run, unless one is under way."""
        settings = replace(
            self._program.store.session.training.settings, steps=steps, batch_size=32
        )
        self._run.start(settings, self._folder / "runs" if kept else None, isolate=isolate)

    @precondition(lambda self: self._run.going)
    @rule()
    def pause(self) -> None:
        """Hold the run."""
        self._run.pause()

    @precondition(lambda self: self._run.phase == "paused")
    @rule()
    def resume(self) -> None:
        """Let the run go on."""
        self._run.resume()

    @precondition(lambda self: self._run.going)
    @rule()
    def stop(self) -> None:
        """End the run."""
        self._run.stop()

    @rule()
    def undo(self) -> None:
        """Take a choice back."""
        self._program.store.undo()

    @rule()
    def open_document(self) -> None:
        """Open a document in place of what is chosen."""
        self._program.documents.open(self._folder / DOCUMENT)

    @rule()
    def save(self) -> None:
        """Save what is chosen as a document."""
        self._program.documents.save(self._folder / "own.gex")

    @rule()
    def begin_anew(self) -> None:
        """Begin with what a first start shows."""
        self._program.documents.new()

    @rule()
    def close_and_open(self) -> None:
        """End the program, and start it with what it has kept."""
        self._close()
        self._open(kept_session(self._folder / LAST, viewing()))

    @rule(milliseconds=st.sampled_from([1, 50, 400]))
    def wait(self, milliseconds: int) -> None:
        """Let the program do what it is at."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _close(self) -> None:
        """Close the window as its end does; all that is chosen is there for the next start."""
        program, begun = self._program, time.perf_counter()
        program.window.hide()
        program.keep()
        AnyOrder.slowest = max(AnyOrder.slowest, time.perf_counter() - begun)
        chosen = program.store.session
        kept = kept_session(self._folder / LAST, viewing())
        assert kept.descent == chosen.descent
        assert kept.surface == chosen.surface
        assert kept.training.settings == chosen.training.settings
        run, history = program.training, program.training.current
        if run.kept_in is not None and history is not None and history.compiled:
            newest = newest_checkpoint(run.kept_in / "checkpoints")
            assert newest is not None
            assert newest.step >= history.step
        put_away([program])
        self._opened.remove(program)

    def teardown(self) -> None:
        """Close the window; nothing of it is left, and Qt has said nothing."""
        self._close()
        derivative._SHARED.close()  # it stays for the whole process
        halves = [*self._folder.rglob("*.part"), *self._temporary.iterdir()]
        self._left.close()
        ours = {each for each in threading.enumerate() if each.is_alive()} - self._threads
        assert not {each.name for each in ours if not each.daemon}
        assert not self._told, self._told
        assert not halves, halves
        left = children() - self._children
        assert not left, left
