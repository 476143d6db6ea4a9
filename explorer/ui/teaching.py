"""Lessons that are not the program's own: those of a person's folder, and the one of a class file."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.files.lessons import OwnLessons, own_lessons, own_lessons_folder
from explorer.session.session import Session
from explorer.ui.jobs.threads import Latest
from explorer.ui.pages.skeleton import Page
from explorer.ui.services import Services


class Teaching(QObject):
    """Offers them on the pages that they are about.

    The folder may lie on another machine, so a thread reads it.

    Attributes:
        found: What the folder holds; None until it was read.

    Args:
        pages: The window's pages that are built, by their keys.
    """

    read = Signal(object)  # what the folder holds

    def __init__(
        self, pages: Mapping[str, Page[Any, Any]], services: Services, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._documents = pages, services.documents
        self._chosen = services.store.session.view.lessons
        self.found: OwnLessons | None = None
        self._reading: Latest[OwnLessons] = Latest(self)
        self._reading.reported.connect(self._take)
        services.documents.taught.connect(self._teach_all)
        services.store.viewed.connect(self._follow)
        # The window is seen first.
        QTimer.singleShot(0, self, self.read_again)

    @property
    def folder(self) -> Path:
        """The folder that one's own lessons are read from."""
        return own_lessons_folder(self._chosen)

    def read_again(self) -> None:
        """Read the folder, which may hold others by now."""
        self._reading.request(partial(_read, self.folder))

    def teach(self, page: Page[Any, Any]) -> None:
        """Offer on a page what is about it."""
        key, lesson = page.spec.key, self._documents.lesson
        if self.found is not None:
            page.guide.offer([each for each in self.found.lessons if each.page == key])
        if lesson is None or lesson.page == key:
            page.guide.teach(lesson)

    def close(self) -> None:
        """End the thread."""
        self._reading.close()

    def _follow(self, _old: Session, new: Session) -> None:
        if new.view.lessons != self._chosen:
            self._chosen = new.view.lessons
            self.read_again()

    def _take(self, found: OwnLessons) -> None:
        self.found = found
        for page in self._pages.values():
            page.guide.offer([each for each in found.lessons if each.page == page.spec.key])
        self.read.emit(found)

    def _teach_all(self, _lesson: object) -> None:
        for page in self._pages.values():
            self.teach(page)


def _read(folder: Path) -> Iterator[OwnLessons]:
    yield own_lessons(folder)
