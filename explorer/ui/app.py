"""Builds everything once and runs the window."""

import gc
import sys
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmapCache
from PySide6.QtWidgets import QApplication

from explorer.files.fault_reports import take_crash_report
from explorer.files.log import lead_native_errors_to_log
from explorer.files.resources import resources
from explorer.files.settings import (
    Settings,
    last_session_file,
    own_runs_folder,
    read_settings,
    settings_file,
)
from explorer.session.session import Session
from explorer.ui.collecting import Collector
from explorer.ui.documents import Documents
from explorer.ui.ending import EndingSignals, leaving_soon
from explorer.ui.jobs.threads import at_work, await_threads, leave
from explorer.ui.loading import Loader
from explorer.ui.main_window import MainWindow
from explorer.ui.pages.built import forget, prepared
from explorer.ui.screen import Screen
from explorer.ui.services import Services
from explorer.ui.spoken import install
from explorer.ui.store import Store
from explorer.ui.theme import Look
from explorer.ui.translation import Interpreter
from explorer.ui.wishes import showing

if TYPE_CHECKING:
    from explorer.ui.single_instance import Listener
    from explorer.ui.training_run import TrainingRun
    from explorer.ui.wishes import Wish

translate = QCoreApplication.translate

# Seconds after which a working thread hands Python's lock to the window; the default, 5 ms, makes every
# event wait that long while a thread computes in Python.
SWITCHING = 0.0001
# When Python looks for garbage, young, older and oldest; the oldest takes 15 ms, by default in the midst
# of each drag.
COLLECTING = 700, 10, 100
FORGETTING = 50  # milliseconds until a window built anew has been painted
# Kilobytes for the pictures that plots keep of what stays; Qt's 10,000 hold those of a dozen curves.
PICTURES = 128_000


class Application(QObject):
    """The parts that outlive a window, and the window itself.

    A change of language builds a new window over the same store; nothing chosen is lost.
    """

    _defect = Signal(object)  # an exception

    def __init__(
        self, session: Session, last: Path | None = None, own_runs: Path | None = None
    ) -> None:
        """Begin with a session.

        Args:
            session: What is chosen.
            last: File that keeps it for the next start, if one does.
            own_runs: Folder of the runs that are kept by themselves; None to keep none.
        """
        super().__init__()
        folder = resources()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # The desktop's own style would paint over the palette and the style sheet in its own
            # way, and another one on each system.
            application.setStyle("Fusion")
            application.setApplicationName("Gradient Explorer")
            # Wayland finds a window's icon by the name of its desktop file.
            application.setDesktopFileName("gradient-explorer")
            application.setWindowIcon(QIcon(str(folder / "icons" / "application.svg")))
        # Switches, collections and kept pictures are set for the whole process, so here and not
        # where each is needed.
        sys.setswitchinterval(SWITCHING)
        install()
        gc.set_threshold(*COLLECTING)
        QPixmapCache.setCacheLimit(PICTURES)
        self.store = Store(session, self)
        self.documents = Documents(self.store, last, self)
        self.look = Look(folder, self)
        self.loader = Loader(self)
        self._interpreter = Interpreter(folder / "translations")
        self._folder, self._own_runs = folder, own_runs
        self._dress(self.look)
        self._left: list[MainWindow] = []  # with threads at work
        self._going: list[MainWindow] = []  # being deleted
        self._forgetting = QTimer(self, interval=FORGETTING)
        self._forgetting.timeout.connect(self._forget)
        self._listener: Listener | None = None
        self.services = self._make_services(self.look)
        self.window = MainWindow(self.services)
        self._steps: Generator[None, None, None] | None = None
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._take_step)
        self.store.viewed.connect(self._follow)
        self._told: set[tuple[object, ...]] = set()
        # Told in a turn of its own: where it happened, the window may be half laid out or painted.
        self._defect.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def training(self) -> "TrainingRun":
        """The run of the MNIST page; its imports, 40 ms, wait until somebody asks for it."""
        from explorer.ui.training_run import TrainingRun

        run = TrainingRun(self._folder / "mnist", self)
        run.kept.folder = self._own_runs
        return run

    def _dress(self, look: Look) -> None:
        view = self.store.session.view
        look.choose(view.theme, projector=view.projector, still=view.still, percent=view.size)

    def _make_services(self, look: Look) -> Services:
        language = self._interpreter.speak(self.store.session.view.language)
        return Services(
            self.store,
            self.documents,
            look,
            self.loader,
            lambda: self.training,
            self._folder,
            language,
            {},
        )

    def _follow(self, old: Session, new: Session) -> None:
        before, after = old.view, new.view
        # Texts and sizes are fixed when a widget is built; a new window spares each of them a way
        # to follow. Colours need no building.
        built = ("language", "projector", "size")
        if any(getattr(before, name) != getattr(after, name) for name in built):
            self._stop_rebuilding()
            self._steps = self._rebuild()
            self._turns.start()  # not from within the menu that asked for it
        # A window under way is dressed when it is there.
        elif self._steps is None and (before.theme, before.still) != (after.theme, after.still):
            self._dress(self.look)

    def _take_step(self) -> None:
        if self._steps is not None and next(self._steps, self) is self:
            self._stop_rebuilding()

    def _stop_rebuilding(self) -> None:
        self._turns.stop()
        if self._steps is not None:
            self._steps.close()
        self._steps = None

    def _rebuild(self) -> Generator[None, None, None]:
        """Open another window; parts of its page are made before it, each in a turn of its own."""
        old, look = self.window, self.look.successor()
        self._dress(look)
        services = self._make_services(look)
        services.answered.update(old.answered)
        try:
            while prepared(self.store.session.view.page, services):
                yield
        except GeneratorExit:  # something else has been chosen meanwhile
            forget(services)
            look.deleteLater()
            raise
        self._dress(look)  # in another theme, should one have been chosen meanwhile
        place = QRect(self.window.geometry())
        self.services, self.window, self.look = services, MainWindow(services), look
        self.window.glances.take_over(old.glances)
        self.window.setGeometry(place)
        # The new one is shown before the old one closes: Qt ends a program whose last window is
        # closed.
        self.window.show()
        # What is compiled or written in the old one may take seconds to see that nobody wants it. Dialogs
        # wait for their threads, as they are deleted when they are closed.
        for page in old.pages.values():
            leave(page.circuit)
            leave(page.typesetter)
        if "exports" in vars(old):
            leave(old.exports)
        old.end_jobs()
        old.services.look.leave()
        self._left.append(old)
        self._let_go()
        # Not in the same turn: the two together kept what is pressed waiting for a quarter of a second.
        self._forgetting.start()

    def _forget(self) -> None:
        """Collect what is left of old windows, here and now.

        Widgets that are collected in the thread of a job, or amid a change of the style sheet,
        end the program.
        """
        if self._going:
            self._going.clear()
            gc.collect()
        self._let_go()
        if not (self._left or self._going):
            self._forgetting.stop()

    def _let_go(self) -> None:
        """Delete an old window whose threads have ended; of several one each turn, as it takes 0.1 s."""
        old = next((each for each in self._left if not at_work(each)), None)
        if old is not None:
            self._left.remove(old)
            self._going.append(old)
            old.deleteLater()
            old.services.look.deleteLater()

    def report(self, error: BaseException) -> None:
        """Tell of a defect in the window, and keep it in the log; from any thread, in any state.

        One that comes at each painting is told the first time: to tell it is to paint again.
        """
        place = _place(error)
        if place not in self._told:
            self._told.add(place)
            self._defect.emit(error)

    def _tell(self, error: BaseException) -> None:
        self.window.report(error)

    def start(self) -> None:
        """Show the window, then begin to load TensorFlow behind it."""
        self.loader.start_behind(self.window)
        self.window.show()

    def invite(self) -> None:
        """Let the first page move by itself, as nobody at a first start knows yet what to press."""
        if self.store.session.view.page == "descent":
            self.window.page.invite(
                translate(
                    "Page", "Space pauses it. Drag the point, or type a function of your own."
                )
            )

    def fulfil(self, wish: "Wish") -> None:
        """Show what a later start was asked for, and come to the front."""
        if wish.kind == "document":
            self.documents.open(wish.named)
        else:
            self.store.change(lambda session: showing(session, wish))
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    def listen(self) -> None:
        """Listen for later starts; its imports, 10 ms, wait until the window is painted."""
        from explorer.ui.single_instance import Listener, meeting_place

        listener = self._listener = Listener(meeting_place(), self)
        listener.wished.connect(self.fulfil)
        listener.open()

    def settings(self) -> Settings:
        """Return what is kept beside the choices: how the window is looked at, its place, its documents."""
        geometry = bytes(self.window.saveGeometry().toHex().data()).decode()
        recent = tuple(map(str, self.documents.recent))
        path, folder = self.documents.path, str(self.documents.folder)
        document = "" if path is None else str(path)
        return Settings(self.store.session.view, geometry, recent, document, folder)

    def keep(self) -> None:
        """Keep what is chosen, end a run under way, and wait until its last checkpoint is written."""
        if self._listener is not None:
            self._listener.close()  # a wish that comes now is fulfilled by another window
        if "training" in vars(self):
            # First, so that what is kept for the next start names no run that is gone.
            self.training.kept.delete(self.store.session.training.deleted)
            self.store.change(lambda s: s.with_training(lambda t: replace(t, deleted=frozenset())))
        self.documents.finish()
        if "training" in vars(self):
            self.training.keep()

    def close(self) -> None:
        """End every thread."""
        self._stop_rebuilding()
        self.window.end_jobs()
        for old in self._left:
            await_threads(old)
        for _ in tuple(self._left):
            self._let_go()
        self._forget()
        self.documents.finish()
        if "training" in vars(self):
            self.training.close()
        self.loader.close()
        self.look.close()
        self._interpreter.fall_silent()


def _place(error: BaseException) -> tuple[object, ...]:
    """Return what two defects have in common that are one: its kind, and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return type(error), trace and (trace.tb_frame.f_code, trace.tb_lineno)


def run_window(wish: "Wish | None" = None) -> int:
    """Open the window and return the exit status when it is closed.

    Args:
        wish: What to show at once; None for what was there at the end of the last start.
    """
    screen = Screen()
    # An application may be there already, as in tests; a process can hold but one.
    application = QApplication.instance() or QApplication(sys.argv[:1])
    # After Qt has found its screen: its words, should there be none, belong on the terminal.
    lead_native_errors_to_log()
    kept = read_settings(settings_file())
    last = last_session_file()
    session, glances = Session(view=kept.view), {}
    if last.exists():
        from explorer.files.documents import kept_document  # 15 ms that a first start spares

        before = kept_document(last, session)
        session, glances = before.session, dict(before.glances)
    if wish is not None and wish.kind != "document":
        session = showing(session, wish)
    program = Application(session, last, own_runs_folder())
    program.documents.recent = tuple(map(Path, kept.recent))
    program.documents.settings, program.documents.settings_before = program.settings, kept
    if glances:
        program.window.glances.put(glances)
    if kept.folder:
        program.documents.folder = Path(kept.folder)
    program.window.restoreGeometry(QByteArray.fromHex(kept.geometry.encode("ascii", "ignore")))
    # PySide hands what a slot raises to this hook, whose default prints it where nobody looks.
    sys.excepthook = lambda _type, error, _trace: program.report(error)
    if crash := take_crash_report():
        program.window.offer(crash)
    program.loader.beginning.connect(program.listen)
    collector = Collector(program)
    program.loader.when_ready(collector.start)
    if wish is None and not last.exists():
        program.invite()
    program.start()
    if wish is not None and wish.kind == "document":
        program.documents.open(wish.named)
    elif kept.document:
        program.documents.go_on_with(Path(kept.document))
    with closing(EndingSignals()) as signals, closing(screen), closing(collector):
        screen.keep = program.keep
        signals.received.connect(lambda kind: application.exit(128 + kind))
        status = application.exec()
        program.window.hide()
        QApplication.sync()  # or the screen would learn of it when the threads are ended
        # What is kept comes first; what is waited for after it keeps nothing.
        program.keep()
        with leaving_soon(status):
            program.close()
    return status
