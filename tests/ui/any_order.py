"""The real window under any sequence of what a person does; after each it must close and leave nothing."""

import tempfile
import threading
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from explorer.session.pages import PAGES
from tests.ui.windows import leaving_nothing, open_window, viewing, wait_until

FUNCTIONS = ("2*x**2", "1/x", "tan(x)", "exp(exp(x))", "x^300", "ln(x)", "sin(x", "")
_HARMLESS = "This plugin does not support"  # of the offscreen platform


class AnyOrder(RuleBasedStateMachine):
    """Opens the program, does what it is told in any order, and looks at what is left."""

    def __init__(self) -> None:
        super().__init__()
        QApplication.instance() or QApplication([])
        self._told: list[str] = []
        self._left = ExitStack()
        self._folder = Path(self._left.enter_context(tempfile.TemporaryDirectory()))
        self._threads = set(threading.enumerate())
        before = qInstallMessageHandler(self._take)
        self._left.callback(qInstallMessageHandler, before)
        opened = self._left.enter_context(leaving_nothing())
        self._program = open_window(viewing(page="descent"))
        opened.append(self._program)

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

    @rule(kept=st.booleans(), steps=st.sampled_from([30, 400, 100_000]))
    def start(self, kept: bool, steps: int) -> None:
        """Begin a run, unless one is under way."""
        settings = replace(
            self._program.store.session.training.settings, steps=steps, batch_size=32
        )
        self._run.start(settings, self._folder if kept else None)

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

    @rule(milliseconds=st.sampled_from([1, 50, 400]))
    def wait(self, milliseconds: int) -> None:
        """Let the program do what it is at."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def teardown(self) -> None:
        """Close the window; nothing of it is left, and Qt has said nothing."""
        self._left.close()
        ours = {each for each in threading.enumerate() if each.is_alive()} - self._threads
        assert not {each.name for each in ours if not each.daemon}
        assert not self._told, self._told
