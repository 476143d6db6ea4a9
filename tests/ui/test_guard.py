"""Exceptions where Qt calls us: told, and nothing ends by them."""

import ast
import gc
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import explorer.ui
from explorer.ui.plots.kept_picture import KeptPicture
from explorer.ui.plots.log_plot import LogPlot
from explorer.ui.theme import Look

# Qt's virtual functions by their names, without asking the guard which it takes for one.
VIRTUAL = re.compile(
    r"\w+Event|event|eventFilter|paint|paintGL|boundingRect|sizeHint|minimumSizeHint|heightForWidth"
    r"|hasHeightForWidth|hitButton|highlightBlock|rowCount|columnCount|headerData|data"
)
PYQTGRAPHS = {"hoverEvent", "mouseDragEvent"}  # called by functions of its scene, which are guarded


def _classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(explorer.ui.__path__, "explorer.ui."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name and "Shiboken.Object" in map(
                _full_name, kind.__mro__
            ):
                yield kind


def _full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def test_that_every_function_of_ours_that_qt_calls_is_guarded() -> None:
    found = [
        (f"{_full_name(kind)}.{name}", hasattr(value, "is_guarded"))
        for kind in _classes()
        for name, value in vars(kind).items()
        if inspect.isfunction(value) and VIRTUAL.fullmatch(name) and name not in PYQTGRAPHS
    ]
    assert len(found) > 100
    assert [name for name, is_guarded in found if not is_guarded] == []


def test_that_what_pyqtgraph_paints_is_guarded_too() -> None:
    assert hasattr(pg.PlotCurveItem.paint, "is_guarded")
    assert hasattr(pg.AxisItem.resizeEvent, "is_guarded")


class Broken(QWidget):
    """Raises wherever it can."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Raise."""
        raise ZeroDivisionError

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Raise with a painter at work."""
        painter = QPainter(self)
        painter.drawLine(0, 0, 9, 9)
        raise ZeroDivisionError


def test_that_an_exception_in_an_event_is_told_and_the_widget_lives_on(qtbot: QtBot) -> None:
    widget = Broken()
    with qtbot.captureExceptions() as told:
        widget.resize(100, 100)
        assert not widget.grab().isNull()
        assert not widget.grab().isNull()
    assert {kind for kind, *_ in told} == {ZeroDivisionError}


class BrokenPicture(KeptPicture):
    """Raises while it is painted on a picture of its own."""

    def draw(self, painter: QPainter) -> None:
        """Raise with a painter at work."""
        painter.drawLine(0, 0, 9, 9)
        raise ZeroDivisionError


def test_that_an_exception_amid_a_picture_that_is_kept_is_told_and_the_plot_lives_on(
    qtbot: QtBot, look: Look
) -> None:
    plot = LogPlot("Plot", "k", look, log_x=False)
    qtbot.addWidget(plot)
    picture = BrokenPicture(plot.plot.box)
    plot.plot.add(picture)
    # Qt's complaint of a picture that goes while it is painted on fails the test; the program crashed after it.
    with qtbot.captureExceptions() as told:
        assert not plot.grab().isNull()
        gc.collect()
        assert not plot.grab().isNull()
    assert {kind for kind, *_ in told} == {ZeroDivisionError}


def test_that_every_painter_on_a_picture_ends_by_itself() -> None:
    left = []
    for path in Path(explorer.ui.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        ended = {
            id(item.context_expr)
            for node in nodes
            if isinstance(node, ast.With)
            for item in node.items
        }
        ended |= {
            id(call.args[0])
            for call in nodes
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".enter_context")
        }
        left += [
            f"{path.name}:{node.lineno}"
            for node in nodes
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) == "QPainter"
            # Qt ends a painting on a widget with the event.
            and ast.unparse(node.args[0]) not in ("self", "self.viewport()")
            and id(node) not in ended
        ]
    assert left == []


def test_that_a_value_that_qt_waits_for_is_there_in_any_case(qtbot: QtBot) -> None:
    class Item(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
        def boundingRect(self) -> QRectF:
            raise ZeroDivisionError

    with qtbot.captureExceptions():
        assert Item().boundingRect() == QRectF()


CRASH = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import explorer.ui.main_window
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.widgets.header import NoticeBar

def fail(*_):
    raise ZeroDivisionError

class Failing(NoticeBar):
    def {event}(self, event):
        raise ZeroDivisionError

def tell():
    print(program.window.notice.isVisible(), program.window.notice.text[:21])
    application.quit()

explorer.ui.main_window.NoticeBar = Failing
application = QApplication([])
program = Application(Session())
sys.excepthook = lambda _type, error, _trace: program.report(error)
program.window.show()
for delay in range(100, 400, 50):
    QTimer.singleShot(delay, fail)
QTimer.singleShot(600, tell)
application.exec()
program.close()
"""


@pytest.mark.parametrize("event", ["resizeEvent", "paintEvent"])
def test_that_defects_while_a_defect_is_told_do_not_end_the_program(event: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CRASH.format(event=event)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (0, "True Something went wrong:\n"), ended.stderr
