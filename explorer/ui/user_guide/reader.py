"""A chapter of the guide on the screen: Markdown set in the program's own faces and colours."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageReader,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from explorer.files.user_guide import Chapter, anchor
from explorer.ui.jobs.threads import Latest
from explorer.ui.theme import Look

MARGIN = 28  # px at 100 %
_HEADINGS = {1: 22, 2: 22, 3: 15}  # px at 100 % by their level
_PICTURE = "\ufffc"  # stands for one in the text
_LINE = 140.0  # % of a line's own height


class Reader(QTextBrowser):
    """Shows a chapter; pictures are read in a thread and take the room that there is.

    Attributes:
        chapter: What is shown; None before the first.
    """

    link_pressed = Signal(str)  # as the chapter has written it

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.chapter: Chapter | None = None
        self._images: dict[str, QImage] = {}
        self._reading: Latest[tuple[str, QImage]] = Latest(self)
        self._reading.reported.connect(self._take)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        # Links are the window's to follow: what is shown are parts of files.
        self.setOpenLinks(False)
        self.anchorClicked.connect(lambda url: self.link_pressed.emit(url.toString()))
        look.changed.connect(self._dress)

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter from its beginning."""
        self.chapter = chapter
        self._images = {}
        self.setAccessibleName(chapter.title)
        self._dress()
        self._request_images()

    def mark(self, words: list[str]) -> None:
        """Mark words wherever they stand."""
        found = []
        for word in words:
            at = self.document().find(word)
            while not at.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = at
                selection.format.setBackground(self._look.colour("chosen"))
                selection.format.setForeground(self._look.colour("on_chosen"))
                found.append(selection)
                at = self.document().find(word, at)
        self.setExtraSelections(found)

    def go_to(self, target: str | int | None) -> None:
        """Bring a heading, as links call it, or a block, by its number, into sight; None for the top."""
        if target is None:
            self.verticalScrollBar().setValue(0)
            return
        for block in _blocks(self.document()):
            if block.blockNumber() == target or (
                block.blockFormat().headingLevel() and anchor(block.text()) == target
            ):
                self._bring(block)
                return

    def _bring(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top() - self._look.px(12)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)

    def close_jobs(self) -> None:
        """End the thread that reads pictures."""
        self._reading.close()

    # ---- how it is set

    def _dress(self) -> None:
        if self.chapter is None:
            return
        look, document, place = self._look, self.document(), self.verticalScrollBar().value()
        document.setDefaultFont(look.font(14))
        document.setMarkdown(self.chapter.text)
        document.setDocumentMargin(look.px(MARGIN))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for block in list(_blocks(document)):
            self._dress_block(QTextCursor(block), block)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        cursor.endEditBlock()
        # Edits have moved it, and a window that is shown brings it into sight.
        self.setTextCursor(QTextCursor(document))
        self.verticalScrollBar().setValue(place)

    def _dress_block(self, cursor: QTextCursor, block: QTextBlock) -> None:
        look, form = self._look, block.blockFormat()
        level, is_code = form.headingLevel(), _is_code(block)
        spaces = QTextBlockFormat()
        if level:
            spaces.setTopMargin(look.px(0 if block.blockNumber() == 0 else 20))
            spaces.setBottomMargin(look.px(8))
        elif is_code:
            spaces.setBackground(look.colour("window"))
            spaces.setLeftMargin(look.px(12))
            spaces.setNonBreakableLines(False)  # rather than to scroll sideways
            spaces.setBottomMargin(look.px(0 if _is_code(block.next()) else 14))
        else:
            spaces.setBottomMargin(look.px(6 if block.textList() else 10))
            if _PICTURE not in block.text():
                kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
                spaces.setLineHeight(_LINE, kind.value)
        cursor.mergeBlockFormat(spaces)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(_set_in(look.font(_HEADINGS.get(level, 15), 600)))
            return
        for start, length, written in _runs(block):
            changes = None
            if written.fontFixedPitch() or is_code:
                changes = _set_in(look.font(13, mono=True))
            elif written.isAnchor():
                changes = QTextCharFormat()
                changes.setForeground(look.colour("accent"))
            elif written.fontWeight() > QFont.Weight.Normal:
                changes = _set_in(look.font(14, 600))
            if changes is not None:
                cursor.setPosition(start)
                cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(changes)

    def _dress_table(self, table: QTextTable) -> None:
        form = table.format()
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QColor(self._look.theme["line"]))
        form.setCellPadding(self._look.px(6))
        form.setBottomMargin(self._look.px(12))
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(form)

    # ---- pictures

    @property
    def _room(self) -> int:
        """Return the widest picture in px."""
        return max(self.viewport().width() - 2 * self._look.px(MARGIN) - 4, 1)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture; one that is still to be read is as large, and empty."""
        if self.chapter is None or kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        key = name if isinstance(name, str) else name.toString()
        if key not in self._images:
            self._images[key] = _empty(self.chapter.file.parent / key, self._room)
        return self._images[key]

    def _request_images(self) -> None:
        if self.chapter is not None and self._images:
            density = self.devicePixelRatioF()
            work = partial(_read, self.chapter.file.parent, list(self._images), self._room, density)
            self._reading.request(work)

    def _take(self, report: tuple[str, QImage]) -> None:
        name, image = report
        # A picture of the chapter before may still come.
        if name in self._images:
            self._images[name] = image
            kind = QTextDocument.ResourceType.ImageResource.value
            self.document().addResource(kind, QUrl(name), image)
            self.document().markContentsDirty(0, self.document().characterCount())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pictures the new room."""
        super().resizeEvent(event)
        if self._images and event.size().width() != event.oldSize().width():
            self._request_images()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage)


def _runs(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Return the parts of a block that are set alike: place, length, format."""
    found, part = [], block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        part += 1
    return found


def _set_in(font: QFont) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
    return form


def _fitted(size: QSize, room: int) -> QSize:
    """Return the size of a picture that has so much room: its own, or less."""
    return (
        size
        if size.width() <= room
        else size.scaled(room, size.height(), Qt.AspectRatioMode.KeepAspectRatio)
    )


def _empty(file: Path, room: int) -> QImage:
    size = _fitted(QImageReader(str(file)).size(), room)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _read(
    folder: Path, names: list[str], room: int, density: float
) -> Iterator[tuple[str, QImage]]:
    """Read pictures and scale them to the room, in px, of a screen with so many dots a pixel."""
    for name in names:
        image = QImage(str(folder / name))
        size = _fitted(image.size(), room) * density
        if size.width() < image.width():
            image = image.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            image.setDevicePixelRatio(density)
        yield name, image
