"""The window of the user guide: a search, the contents, and the chapter that is read."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explorer.files.user_guide import Chapter, chapters, guide_file
from explorer.ui.services import Services
from explorer.ui.user_guide.finding import Finder
from explorer.ui.user_guide.reader import Reader
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

_SIZE = QSize(940, 660)  # px at 100 %
_CONTENTS = 270  # px at 100 %
_TARGET = Qt.ItemDataRole.UserRole
_Target = tuple[
    int, str | int | None
]  # a chapter, and in it a heading's anchor or a block's number


class UserGuide(QDialog):
    """Stays beside the window, offline; closed with Escape.

    Attributes:
        field: What is searched for.
        contents: Chapters and their headings, or what is found.
        note: How much is found.
        reader: The chapter that is read.
        back: Goes back to where a link was followed.
        chapter: Number of the chapter that is read.
    """

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Help", "User guide"))
        self._look = services.look
        self._left: list[
            tuple[int, int]
        ] = []  # chapters that a link led away from, and how far down
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(translate("Help", "Search the guide"))
        self.field.setAccessibleName(translate("Help", "Search the guide"))
        self.contents = QListWidget()
        self.contents.setObjectName("guideContents")
        self.contents.setAccessibleName(translate("Help", "Contents"))
        self.contents.setUniformItemSizes(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = label("", "note", wrap=True)
        self.reader = Reader(self._look)
        self.back = IconButton("back", translate("Help", "Back (Alt+Left)"), self._look)
        self._lay_out()
        self._connect()
        self._open(guide_file(services.language), 0)

    def _lay_out(self) -> None:
        px = self._look.px
        head = QHBoxLayout()
        head.addWidget(self.field, 1)
        head.addWidget(self.back)
        side = QWidget()
        side.setFixedWidth(px(_CONTENTS))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.reader, 1)
        room = self.screen().availableSize() * 0.9
        self.resize(QSize(px(_SIZE.width()), px(_SIZE.height())).boundedTo(room))

    def _connect(self) -> None:
        self.field.textChanged.connect(self._list)
        self.field.installEventFilter(self)
        self.contents.currentItemChanged.connect(self._choose)
        self.reader.link_pressed.connect(self._follow)
        self.back.clicked.connect(self.go_back)
        QShortcut(QKeySequence.StandardKey.Find, self, self.field.setFocus)
        QShortcut(QKeySequence.StandardKey.Back, self, self.go_back)
        self.finished.connect(self.reader.close_jobs)

    # ---- where one reads

    def _open(self, file: Path, chapter: int) -> None:
        """Read the guide in a file, and show one of its chapters."""
        self._chapters: tuple[Chapter, ...] = chapters(file)
        self._finder = Finder(self._chapters)
        self._list()
        self.show_chapter(chapter)

    def show_page(self, key: str) -> None:
        """Show the chapter about a page: the one with its picture."""
        about = (n for n, each in enumerate(self._chapters) if f"]({key}.png)" in each.text)
        self.show_chapter(next(about, 0))

    def show_chapter(self, number: int, target: str | int | None = None) -> None:
        """Show a chapter, from a heading on, as links call it, or from a block on."""
        chapter = self.chapter = self._chapters[number]
        if self.reader.chapter is not chapter:
            self.reader.show_chapter(chapter)
        self.reader.mark(self._words)
        self.reader.go_to(target)
        self._mark_contents((number, target))

    def _mark_contents(self, target: _Target) -> None:
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_TARGET) == target:
                with QSignalBlocker(self.contents):
                    self.contents.setCurrentRow(row)
                return

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_TARGET) is not None:
            self.show_chapter(*item.data(_TARGET))

    def _follow(self, link: str) -> None:
        """Follow a link: into the guide, to the guide in another language, or out of the program."""
        name, _, heading = link.partition("#")
        here = self._chapters.index(self.chapter)
        if "://" in name:
            QDesktopServices.openUrl(QUrl(link))
            return
        self._left.append((here, self.reader.verticalScrollBar().value()))
        file = (self.chapter.file.parent / name).resolve() if name else self.chapter.file
        inside = [n for n, each in enumerate(self._chapters) if each.file == file]
        if not inside and file.is_file():
            self._left.clear()
            # Both have the same chapters.
            self._open(file, here)
        elif inside:
            holding = (n for n in inside if heading in self._chapters[n].anchors)
            number = next(holding, inside[0])
            self.show_chapter(
                number, heading if heading in self._chapters[number].anchors[1:] else None
            )
        self.back.setEnabled(bool(self._left))

    def go_back(self) -> None:
        """Return to where the last link was followed."""
        if self._left:
            number, place = self._left.pop()
            self.show_chapter(number)
            self.reader.verticalScrollBar().setValue(place)
        self.back.setEnabled(bool(self._left))

    # ---- what is found

    @property
    def _words(self) -> list[str]:
        return self.field.text().split()

    def _list(self) -> None:
        """List what is found, or all chapters while nothing is searched for."""
        with QSignalBlocker(self.contents):
            self.contents.clear()
            words = self._words
            if words:
                self._list_found(words)
            else:
                self._list_all()
        self.note.setVisible(bool(words))
        if hasattr(self, "chapter"):
            self.reader.mark(words)

    def _list_all(self) -> None:
        for number, chapter in enumerate(self._chapters):
            self._add(chapter.title, (number, None))
            for (_, text), name in list(zip(chapter.headings, chapter.anchors, strict=True))[1:]:
                self._add(f"   {text}", (number, name))

    def _list_found(self, words: list[str]) -> None:
        found, chapter = list(self._finder.find(words)), -1
        for place in found:
            if place.chapter != chapter:
                chapter = place.chapter
                self._add(self._chapters[chapter].title, None)
            self._add(place.text, (place.chapter, place.block))
        self.note.setText(
            translate("Help", "Found: {count}").format(count=len(found))
            if found
            else translate("Help", "The guide does not have these words. Type fewer letters.")
        )

    def _add(self, text: str, target: _Target | None) -> None:
        item = QListWidgetItem(text, self.contents)
        item.setData(_TARGET, target)
        if target is None:  # the chapter that what follows is found in
            item.setFont(self._look.font(12, 600))
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let keys in the field move in the list: Down and Enter go to what is found, Escape clears."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.contents.setFocus()
                if self.contents.currentRow() < 0:
                    self.contents.setCurrentRow(min(1, self.contents.count() - 1))
                return True
            if key == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)


def show_user_guide(services: Services, window: QWidget, page: str = "") -> UserGuide:
    """Bring the guide to the front, opened if it is not yet; with the chapter about a page, if one is named."""
    guide = window.findChild(UserGuide) or UserGuide(services, window)
    if page:
        guide.show_page(page)
    guide.show()
    guide.raise_()
    guide.activateWindow()
    return guide
