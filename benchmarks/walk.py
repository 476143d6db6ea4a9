"""Which files a typed learning rate passes in the window's thread, from its field to the painted plot.

    python benchmarks/walk.py

Theme, translation and the guard are left out: every widget passes them. So is the window's own `event`, which
each event of it passes for the sake of tooltips. Ends with 1 when there are too many.
"""

import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import explorer
from explorer.session.pages import PAGES
from explorer.session.session import Session, ViewState
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage

MOST = 30
ROOT = Path(explorer.__file__).parent
LEFT_OUT = {"ui/theme.py", "ui/translation.py", "ui/guard.py", "ui/main_window.py"}
SETTLED = 400  # milliseconds without work after which everything is painted


def settle(page: DescentPage) -> None:
    """Let the event loop run until nothing is computed or waited for."""
    while not page.shows_content or page.busy:
        QTest.qWait(20)
    QTest.qWait(SETTLED)


def main() -> int:
    """Print the files in the order in which they are first passed."""
    application = QApplication([])
    view = ViewState(theme="light", language="en", still=True)
    program = Application(Session(view=view))
    program.start()
    page = program.window.pages["descent"]
    assert isinstance(page, DescentPage)  # noqa: S101 - for the type checker
    settle(page)
    QTest.qWait(8_000)  # previews are traced while nobody waits
    while len(program.window.pages) < len(
        PAGES
    ):  # and the other pages built: here, not on the walk
        QTest.qWait(100)
    settle(page)
    passed: dict[str, None] = {}

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call":
            file = Path(frame.f_code.co_filename)
            if file.is_relative_to(ROOT):
                passed[str(file.relative_to(ROOT))] = None

    edit = page.controls.rate.edit
    edit.setFocus()
    edit.selectAll()
    # With the first change of all the window's title gets its star, once.
    QTest.keyClicks(edit, "0.03")
    settle(page)
    edit.selectAll()
    QTest.keyClicks(edit, "0.0")  # no rate yet; the next key makes it one
    settle(page)
    sys.setprofile(note)
    QTest.keyClick(edit, Qt.Key.Key_2)
    settle(page)
    sys.setprofile(None)
    walk = [file for file in passed if file not in LEFT_OUT]
    print(*walk, sep="\n")
    print(f"{len(walk)} files; at most {MOST}: {'met' if len(walk) <= MOST else 'missed'}")
    program.close()
    application.quit()
    return int(len(walk) > MOST)


if __name__ == "__main__":
    sys.exit(main())
