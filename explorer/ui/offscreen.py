"""A page drawn without a screen, for the command line: it is waited for, then taken."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QTimer
from PySide6.QtWidgets import QApplication

from explorer.files.saving import check_place, save_bytes
from explorer.session.session import PageName, Session, ViewState
from explorer.ui.app import Application
from explorer.ui.exporting.exporters import EXPORTERS, ExportWish
from explorer.ui.main_window import MainWindow

SETTLING = 400  # milliseconds for formulas and words to find their places


def take_screenshot(session: Session, file: Path, size: tuple[int, int]) -> int:
    """Save the window with the page in front as a PNG, and return the exit status.

    Raises:
        Exception: Whatever kept the page from being drawn.
    """
    check_place(file)
    save_bytes(file, drawn(session, size, _grabbed))
    return 0


def export(
    session: Session, file: Path, size: tuple[int, int], wish: ExportWish, *, train: bool = False
) -> int:
    """Save the page in front in the form that is wished for, and return the exit status.

    Args:
        session: What is chosen.
        file: Where to save.
        size: Of the window.
        wish: The form.
        train: Whether the MNIST page trains first.

    Raises:
        Exception: Whatever kept the page from being drawn.
    """
    check_place(file)
    # Into memory first: the file is written here, whole or not at all.
    save_bytes(
        file,
        drawn(
            session, size, lambda window: EXPORTERS[wish.ending](window, wish, None)(), train=train
        ),
    )
    return 0


def seen(session: Session, page: PageName, theme: str, language: str) -> Session:
    """Return choices with a page in front, as the command line asks for it."""
    # Nothing may be in the midst of a movement in a picture. All else is as at a first start.
    view = ViewState(page=page, theme=theme, language=language, still=True)  # type: ignore[arg-type]
    return replace(session, view=view)


def drawn(
    session: Session,
    size: tuple[int, int],
    take: Callable[[MainWindow], bytes],
    *,
    train: bool = False,
) -> bytes:
    """Return what is taken of the window once all of its page in front is there.

    Raises:
        Exception: Whatever kept the page from being drawn, or what was taken from being made.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    program = Application(session)
    window = program.window
    window.resize(*size)
    failures: list[BaseException] = []
    taken: list[bytes] = []

    # What a slot raises does not reach the caller of `exec`: it is kept, and raised after it.
    def fail(error: BaseException) -> None:
        failures.append(error)
        application.quit()

    def finish() -> None:
        taken.append(take(window))
        application.quit()

    sys.excepthook = lambda _type, error, _trace: fail(error)
    program.loader.failed.connect(fail)
    page = window.page

    # What comes last, such as a map of rates, belongs in the picture, too.
    def wait() -> None:
        going = train and program.training.going
        QTimer.singleShot(SETTLING, wait if page.busy or going else finish)

    def begin() -> None:
        if train:
            page.toggle_play()
        wait()

    page.content_shown.connect(begin)
    program.start()
    application.exec()
    program.close()
    if failures:
        raise failures[0]
    return taken[0]


def _grabbed(window: MainWindow) -> bytes:
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    window.grab().save(content, "PNG")
    return bytes(content.data().data())
