"""The document that is open: whether it is saved, and what is kept for the next start."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication

from explorer.core.sentences import ExplorerError
from explorer.files.settings import MOST_RECENT, Settings, settings_file, write_changes
from explorer.session.pages import PAGES
from explorer.ui.jobs.threads import StandingThread
from explorer.ui.store import Store

if TYPE_CHECKING:
    from explorer.files.documents import Document
    from explorer.session.glance import Glance
    from explorer.session.lessons.lesson import Lesson


Done = Callable[[], None]  # what the window does with the end of some work


class Documents(QObject):
    """Opens and saves in a thread; keeps every choice for the next start.

    Attributes:
        path: The document that is open, None for none.
        recent: Documents opened or saved before, the newest first.
        settings: Gives what is kept beside the choices; None keeps nothing beside them.
        folder: Where dialogs begin: the folder used last, at first the desktop's own for documents.
    """

    changed = Signal()  # which document is open, or whether it is saved
    told = Signal(object)  # sentences about what a document held
    looked = Signal(object)  # where a document looks on each page
    failed = Signal(object)
    saved = Signal(object)  # the document's file
    run_found = Signal(str, object)  # whose run is in a folder that was opened, and the folder
    taught = Signal(object)  # the lesson of the class file that is open, None for none

    def __init__(self, store: Store, last: Path | None, parent: QObject | None = None) -> None:
        """Take the file that keeps what is chosen for the next start; None keeps nothing."""
        super().__init__(parent)
        self._store, self._last = store, last
        self.path: Path | None = None
        self.recent: tuple[Path, ...] = ()
        self.settings: Callable[[], Settings] | None = None
        self.settings_before = Settings()
        self._folder: Path | None = None
        self._opened: Document | None = None
        # Where one looks now, by page; the window knows.
        self.glances: Callable[[], Mapping[str, Glance]] = dict
        # Two threads: what is waiting in one is replaced by what comes, and a document that is to be
        # saved must not be replaced by the session that is kept.
        self._work: StandingThread[Done] = StandingThread(self)
        self._work.reported.connect(lambda done: done())
        self._work.failed.connect(self.failed)
        self._keeping: StandingThread[None] = StandingThread(self)
        # By the store's own timer and mark: what every change passes through stays one file.
        if last is not None:
            store.due.connect(self._keep)
        store.modified_changed.connect(self.changed)

    @property
    def busy(self) -> bool:
        """Whether a document is being opened or saved."""
        return self._work.busy

    @property
    def folder(self) -> Path:
        """Where dialogs begin."""
        if self._folder is not None and self._folder.is_dir():
            return self._folder
        place = QStandardPaths.StandardLocation.DocumentsLocation
        found = Path(QStandardPaths.writableLocation(place))
        return found if found.is_dir() else Path.home()  # where a desktop has made none

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._folder = folder.absolute()

    @property
    def is_modified(self) -> bool:
        """Whether choices differ from those of the document."""
        return self.path is not None and self._store.modified

    def new(self) -> None:
        """Begin with what a first start shows; an open document is saved first."""
        from explorer.files.documents import fresh

        self._take(fresh(self._store.session), None, self._unsaved())

    def open(self, named: str | Path) -> None:
        """Open a document, a link, or a file that carries one; the open document is saved first.

        The folder of a run is no document: what is chosen stays, and the run is told by `run_found`.
        """
        unsaved, now = self._unsaved(), self._store.session

        def work() -> Done:
            from explorer.files.opening import open_named, run_at

            if run := run_at(str(named)):
                return lambda: self.run_found.emit(*run)
            found = open_named(str(named), now)
            # What only carries a link is no document: saving must not write over it.
            return lambda: self._take(found.document, found.path, unsaved)

        self._do(work)

    def go_on_with(self, path: Path) -> None:
        """Let a document be the one that is open, as at the last end; what is chosen stays."""
        now = self._store.session

        def work() -> Done:
            from explorer.files.documents import read_document

            try:
                found = read_document(path, now)
            except ExplorerError:
                return lambda: None  # it may have been moved or deleted: there is none open then
            return lambda: self._name(path, found)

        self._do(work)

    def open_link(self, text: str) -> None:
        """Open the state of a link in a text; the document that is open is saved first."""
        unsaved, now = self._unsaved(), self._store.session

        def work() -> Done:
            from explorer.files.opening import open_text

            found = open_text(text, now)
            return lambda: self._take(found, None, unsaved)

        self._do(work)

    def save(self, path: Path) -> None:
        """Save what is chosen; from then on this is the document that is open."""
        document, path = self._as_document(), path.absolute()

        def work() -> Done:
            from explorer.files.documents import save_document

            save_document(path, document)
            return lambda: self._note(path, document)

        self._do(work)

    def copy_link(self) -> None:
        """Put what is chosen on the clipboard, as one line of text."""
        session, glances = self._store.session, self.glances()

        def work() -> Done:
            from explorer.files.documents import link

            line = link(session, glances)
            return lambda: QGuiApplication.clipboard().setText(line)

        self._do(work)

    def reset(self) -> None:
        """Set the page in front as a first start shows it."""
        spec = PAGES[self._store.session.view.page]

        def first(choices: object) -> object:
            kept = {name: getattr(choices, name) for name in spec.momentary | spec.local}
            return replace(spec.choices(), **kept)  # type: ignore[type-var]

        self._store.change(lambda session: spec.choosing(session, first))

    def finish(self) -> None:
        """Keep what is chosen now, and end the threads; the program is about to end."""
        self._work.close()
        self._keeping.close()
        self._kept()()

    def _do(self, work: Callable[[], Done]) -> None:
        def steps() -> Iterator[Done]:
            yield work()

        self._work.request(steps)

    def _as_document(self) -> "Document":
        from explorer.files.documents import Document

        # What the file held beyond our knowledge goes back into it.
        unknown = {} if self._opened is None else self._opened.unknown
        return Document(
            self._store.session,
            unknown,
            glances=self.glances(),
            lesson_text="" if self._opened is None else self._opened.lesson_text,
            lesson=self.lesson,
        )

    @property
    def lesson(self) -> "Lesson | None":
        """The lesson of the class file that is open."""
        return None if self._opened is None else self._opened.lesson

    def _unsaved(self) -> "tuple[Path, Document] | None":
        """Return the open document, if it is not saved, with its file."""
        return (self.path, self._as_document()) if self.path and self.is_modified else None

    def _take(
        self, found: "Document", path: Path | None, unsaved: "tuple[Path, Document] | None"
    ) -> None:
        """Show a document, once the one before is saved: if that fails, nothing is lost."""

        def show() -> None:
            # One change: undo brings back what was there.
            page, lesson = found.session.view.page, found.lesson
            looks = {"page": page} if lesson is None else {"page": lesson.page, "leaf": "guide"}
            self._store.change(lambda now: replace(found.session, view=replace(now.view, **looks)))
            self._name(path, found)
            self.looked.emit(dict(found.glances))
            if found.told:
                self.told.emit(found.told)

        if unsaved is None:
            show()
            return

        def work() -> Done:
            from explorer.files.documents import save_document

            save_document(*unsaved)
            return show

        self._do(work)

    def _note(self, path: Path, document: "Document") -> None:
        self._name(path, document)
        self.saved.emit(path)

    def _name(self, path: Path | None, document: "Document") -> None:
        before, self.path, self._opened = self.lesson, path, document
        if document.lesson != before:
            self.taught.emit(document.lesson)
        self._store.note_saved(None if path is None else document.session)
        if path is not None:
            others = (each for each in self.recent if each != path)
            self.recent = (path, *others)[:MOST_RECENT]
            self.folder = path.parent
        self.changed.emit()

    def _keep(self) -> None:
        keep = self._kept()

        def steps() -> Iterator[None]:
            yield keep()

        self._keeping.request(steps)

    def _kept(self) -> Done:
        """Return what writes all that is chosen now: not at the end only, as a program may be killed."""
        last, session, glances = self._last, self._store.session, self.glances()
        settings = self.settings and self.settings()

        def keep() -> None:
            if settings is not None:
                write_changes(settings_file(), settings, self.settings_before)
                self.settings_before = settings
            if last is not None:
                from explorer.files.documents import keep_session

                keep_session(last, session, glances)

        return keep
