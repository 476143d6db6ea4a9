"""The sheet over the page on which an export is chosen: preview and fields, and the way of a film."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.core.sentences import ExplorerError
from explorer.ui.exporting.exporters import Wish
from explorer.ui.exporting.pictures import Recorded, image
from explorer.ui.exporting.sheet_fields import Fields
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import IconButton, button
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

_VEIL = 0.72  # opacity of the ground over the page
_WIDTH, _HEIGHT, _FOOTER = 624, 508, 72  # px at 100 %
_PREVIEW = QSize(344, 258)
_COLUMN = 208
_REST = 150  # milliseconds without another choice until the preview is drawn anew


class ExportSheet(QWidget):
    """Lies over the window and takes mouse and keys until it is left.

    Attributes:
        fields: What can be chosen.
        export: Asks where to save.
        copy: Puts it on the clipboard.
        cancel: Leaves the sheet, or ends a film that is being made.
    """

    exported, copied = Signal(object), Signal(object)  # the wish
    stopped = Signal()  # a film is not wanted any more

    def __init__(
        self,
        title: str,
        fields: Fields,
        preview: Callable[[Wish], Recorded],
        look: Look,
        window: QWidget,
    ) -> None:
        """Take what can be chosen, and what records a preview of it."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.fields, self._look, self._record = fields, look, preview
        self._was_focused = window.focusWidget()
        self._is_filming = False
        self.preview = Preview(look)
        self._about, self._note = label("", "note"), label("", "note", wrap=True)
        self.size_note, self.error = label("", "note"), label("", "error", wrap=True)
        self.cancel = button(translate("Export", "Cancel"))
        self.copy = button(translate("Export", "Copy picture"))
        self.export = button(translate("Export", "Export…"), "primary")
        self.bar, self.count = QProgressBar(), label("", "note")
        self.bar.setTextVisible(False)
        self._buttons = QStackedWidget()
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        self._lay_out(title)
        self._soon = QTimer(self, singleShot=True, interval=_REST)
        self._soon.timeout.connect(self._show_preview)
        fields.changed.connect(self._follow)
        self.cancel.clicked.connect(self.leave)
        self.copy.clicked.connect(lambda: self.copied.emit(self.fields.wish))
        self.export.clicked.connect(lambda: self.exported.emit(self.fields.wish))
        window.installEventFilter(self)
        self._place()
        self._follow()
        self._show_preview()
        self.show()
        self.raise_()
        self.export.setFocus()

    def _lay_out(self, title: str) -> None:
        look, px = self._look, self._look.px
        close = IconButton("close", translate("Export", "Close (Esc)"), look)
        close.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"))
        head.addStretch(1)
        head.addWidget(close)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        for each in (self._about, self.preview, self._note):
            left.addWidget(each)
        left.addStretch(1)
        left.addWidget(self.error)
        left.addWidget(self.size_note)
        self.fields.setFixedWidth(px(_COLUMN))
        middle = QHBoxLayout()
        middle.setSpacing(px(24))
        middle.addLayout(left, 1)
        middle.addWidget(self.fields, 0, Qt.AlignmentFlag.AlignTop)
        content = QVBoxLayout()
        content.setContentsMargins(px(24), px(15), px(24), px(16))
        content.setSpacing(px(8))
        content.addLayout(head)
        content.addLayout(middle, 1)
        foot = QWidget()
        foot.setObjectName("sheetFoot")
        foot.setFixedHeight(px(_FOOTER))
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(24), 0, px(24), 0)
        row.setSpacing(px(8))
        row.addWidget(self.cancel)
        row.addWidget(self._buttons, 1)
        self._buttons.addWidget(_row(None, self.copy, self.export))
        self._buttons.addWidget(_row(self.bar, self.count))
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(content, 1)
        column.addWidget(foot)

    def _follow(self) -> None:
        """Say what is chosen; the preview follows when the choosing rests."""
        self._soon.start()
        self._note.setText(self.fields.note)
        self.size_note.setText(self.fields.size_note)
        self.error.setText(self.fields.problem)
        self.export.setEnabled(not self.fields.problem)
        self.copy.setVisible(self.fields.copies)

    def _show_preview(self) -> None:
        self._soon.stop()
        wish = self.fields.wish
        recorded = self._record(wish)
        self.preview.show_picture(recorded)
        scale = self.fields.pixels_per_pixel
        text = translate("Export", "Preview, {width} × {height} px").format(
            width=f"{recorded.size.width() * scale:,}", height=f"{recorded.size.height() * scale:,}"
        )
        self._about.setText(text)

    # ---- a film, and its end

    def show_progress(self, done: int, frames: int) -> None:
        """Show how many frames are written; nothing can be chosen meanwhile."""
        self._is_filming = True
        self.fields.setEnabled(False)
        self._buttons.setCurrentIndex(1)
        self.bar.setMaximum(frames)
        self.bar.setValue(done)
        text = translate("Export", "Frame {done} of {frames}")
        self.count.setText(text.format(done=f"{done:,}", frames=f"{frames:,}"))
        self.cancel.setFocus()

    def show_failure(self, failure: Exception) -> None:
        """Say in red what went wrong, and offer the choices again."""
        self._is_filming = False
        self.fields.setEnabled(True)
        self._buttons.setCurrentIndex(0)
        known = isinstance(failure, ExplorerError)
        self.error.setText(spoken(failure.sentence) if known else type(failure).__name__)  # type: ignore[attr-defined]

    def leave(self) -> None:
        """End a film that is being made; else close the sheet."""
        if self._is_filming:
            self._is_filming = False
            self.stopped.emit()
            self.fields.setEnabled(True)
            self._buttons.setCurrentIndex(0)
            return
        self.close()

    def close(self) -> bool:
        """Leave the window as it was."""
        self.window().removeEventFilter(self)
        if self._was_focused is not None:
            self._was_focused.setFocus()
        return super().close()

    # ---- over the window

    def _place(self) -> None:
        self.setGeometry(self.window().rect())
        px = self._look.px
        size = QSize(px(_WIDTH), max(px(_HEIGHT), self.card.sizeHint().height()))
        size = size.boundedTo(self.size())
        self.card.setGeometry(
            (self.width() - size.width()) // 2, (self.height() - size.height()) // 2,
            size.width(), size.height(),
        )  # fmt: skip

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep covering a window that changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Leave no key to the window's commands: they would change what lies below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape, export by Enter; no key reaches the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._is_filming:
            self.export.click()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Go round within the sheet."""
        ring = [
            each
            for each in self.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.isVisible()
            and each.isEnabled()
        ]
        ring.sort(key=lambda each: each.mapTo(self, each.rect().center()).toTuple()[::-1])
        focused = self.window().focusWidget()
        at = ring.index(focused) if focused in ring else -1
        ring[(at + (1 if forwards else -1)) % len(ring)].setFocus(
            Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the veil."""
        QPainter(self).fillRect(self.rect(), self._look.colour("window", _VEIL))


class Preview(QFrame):
    """What was recorded, made to fit; it keeps its proportions."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._drawn, self._has_ground = look, QImage(), True
        self.setObjectName("sheetPreview")
        self.setFixedSize(look.px(_PREVIEW.width()), look.px(_PREVIEW.height()))

    def show_picture(self, recorded: Recorded) -> None:
        """Draw what was recorded."""
        # Made small as pixels: lines painted small would be as thick as at full size.
        room = self.size() * self.devicePixelRatioF() - QSize(2, 2)
        self._drawn = image(recorded, 1).scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
        self._has_ground = recorded.ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle; what has no ground of its own stands on dots."""
        super().paintEvent(event)
        painter, size = QPainter(self), self._drawn.deviceIndependentSize()
        area = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2,
            size.width(), size.height(),
        )  # fmt: skip
        if not self._has_ground:
            painter.fillRect(area, QBrush(self._look.colour("line"), Qt.BrushStyle.Dense6Pattern))
        painter.drawImage(area.topLeft(), self._drawn)


def _row(*parts: QWidget | None) -> QWidget:
    """Return parts side by side; None is room that takes what is left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for each in parts:
        if each is None:
            row.addStretch(1)
        else:
            row.addWidget(each)
            each.setSizePolicy(each.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Fixed)
    return made
