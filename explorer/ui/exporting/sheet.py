"""The sheet over the page on which an export is chosen: preview and fields, and how far it is."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
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
from explorer.ui.exporting.exporters import ExportWish
from explorer.ui.exporting.preview import ExportPreview
from explorer.ui.exporting.samples import Sample, Sampling
from explorer.ui.exporting.sheet_fields import Fields, Sized
from explorer.ui.jobs.threads import StandingThread
from explorer.ui.pages.layout import scrolling
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import IconButton, button
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

Asked = tuple[object, Sample]  # what a sample was asked by, and the sample

_VEIL = 0.72  # opacity of the ground over the page
_WIDTH, _HEIGHT, _FOOTER = 624, 508, 72  # px at 100 %
_AROUND = 150  # of the card above and below the choices
_COLUMN = 208
_REST = 150  # milliseconds without another choice until the preview is drawn anew


class ExportSheet(QWidget):
    """Lies over the window and takes mouse and keys until it is left.

    Attributes:
        fields: What can be chosen.
        preview: What it will be.
        export: Asks where to save.
        copy: Puts it on the clipboard.
        cancel: Leaves the sheet, or ends what is being made.
    """

    exported, copied = Signal(object), Signal(object)  # the wish
    stopped = Signal()  # what is being made is not wanted any more

    def __init__(
        self,
        title: str,
        fields: Fields,
        sampling: Callable[[ExportWish], Sampling],
        samples: StandingThread[Asked],
        look: Look,
        window: QWidget,
        verb: str = "",
    ) -> None:
        """Take what can be chosen, what takes a sample of it, and the thread that makes it.

        The thread outlives the sheet, which is left at once whatever is being drawn.
        """
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.fields, self._look, self._sampling = fields, look, sampling
        self._was_focused = window.focusWidget()
        self._is_working, self._told_size = False, ""
        self.preview = ExportPreview(look, title)
        self._about, self._note = label("", "note"), label("", "note", wrap=True)
        self.size_note, self.error = label("", "note"), label("", "error", wrap=True)
        self.cancel = button(translate("Export", "Cancel"))
        self.copy = button(fields.copies)
        self.export = button(verb or translate("Export", "Export…"), "primary")
        self.bar, self.count = QProgressBar(), label("", "note")
        self.bar.setTextVisible(False)
        self._buttons = QStackedWidget()
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        self._lay_out(title)
        self._soon = QTimer(self, singleShot=True, interval=_REST)
        self._soon.timeout.connect(self._sample)
        self._samples = samples
        self._asked: object | None = None
        samples.reported.connect(self._show_sample)
        samples.failed.connect(self._fail_sample)
        fields.changed.connect(self._follow)
        self.cancel.clicked.connect(self.leave)
        self.copy.clicked.connect(lambda: self.copied.emit(self.fields.wish))
        self.export.clicked.connect(lambda: self.exported.emit(self.fields.wish))
        window.installEventFilter(self)
        self._place()
        self._follow()
        self._sample()
        self.show()
        self._place()  # anew: what is shown has its style, and so its size
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
        self._area = scrolling(self.fields, "sheetFields")  # where the window is low
        self._area.setFixedWidth(px(_COLUMN))
        middle = QHBoxLayout()
        middle.setSpacing(px(24))
        middle.addLayout(left, 1)
        middle.addWidget(self._area)
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
        self._asked, self._told_size = object(), ""
        self._note.setText(self.fields.note)
        self._tell(self.fields.problem)
        self.copy.setVisible(bool(self.fields.copies))

    def _tell(self, problem: str) -> None:
        """Say how much it will be, and what keeps it from being made."""
        self.size_note.setText(" · ".join(filter(None, (self.fields.size_note, self._told_size))))
        self.error.setText(problem)
        self.export.setEnabled(not problem)
        self.copy.setEnabled(not problem)

    def _sample(self) -> None:
        self._soon.stop()
        if self.fields.problem:
            return
        try:
            make, asked = self._sampling(self.fields.wish), self._asked
        except ExplorerError as error:
            self._fail_sample(error)
            return
        self._samples.request(lambda: ((asked, each) for each in make()))

    def _show_sample(self, sampled: Asked) -> None:
        asked, sample = sampled
        if asked is not self._asked:
            return  # something else has been chosen meanwhile
        self.preview.show_sample(sample)
        self._about.setText(sample.about)
        self._told_size = sample.size
        self._tell("")
        if isinstance(self.fields, Sized) and sample.pixels:
            self.fields.show_size(*sample.pixels)

    def _fail_sample(self, failure: Exception) -> None:
        if self._asked is None:
            return
        if isinstance(failure, ExplorerError):
            self._tell(spoken(failure.sentence))
        else:
            raise failure

    # ---- what is being made, and its end

    def show_progress(self, done: int, frames: int) -> None:
        """Show how many frames are written, 0 of 0 for what has none; nothing can be chosen meanwhile."""
        if not self._is_working:
            self._is_working = True
            self.fields.setEnabled(False)
            self._buttons.setCurrentIndex(1)
            self.cancel.setFocus()
        self.bar.setMaximum(frames)
        self.bar.setValue(done)
        text = translate("Export", "Frame {done} of {frames}")
        told = text.format(done=f"{done:,}", frames=f"{frames:,}")
        self.count.setText(told if frames else translate("Export", "Writing…"))

    def _rest(self) -> None:
        """Offer the choices again."""
        self._is_working = False
        self.fields.setEnabled(True)
        self._buttons.setCurrentIndex(0)

    def show_failure(self, failure: Exception) -> None:
        """Say in red what went wrong, and offer the choices again."""
        self._rest()
        known = isinstance(failure, ExplorerError)
        self.error.setText(spoken(failure.sentence) if known else type(failure).__name__)  # type: ignore[attr-defined]

    def leave(self) -> None:
        """End what is being made; else close the sheet."""
        if self._is_working:
            self._rest()
            self.stopped.emit()
            return
        self.close()

    def close(self) -> bool:
        """Leave the window as it was."""
        self._soon.stop()
        self._asked = None  # what is still being drawn is nobody's
        self.window().removeEventFilter(self)
        if self._was_focused is not None:
            self._was_focused.setFocus()
        return super().close()

    # ---- over the window

    def _place(self) -> None:
        self.setGeometry(self.window().rect())
        px, high = self._look.px, self.fields.sizeHint().height()
        self._area.setMinimumHeight(min(high, self.height() - px(_AROUND)))
        wanted = self.card.sizeHint().expandedTo(QSize(px(_WIDTH), px(_HEIGHT)))
        size = wanted.boundedTo(self.size())
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
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._is_working:
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
        if not ring:  # amid its closing nothing of it can be seen any more
            return True
        focused = self.window().focusWidget()
        at = ring.index(focused) if focused in ring else -1
        ring[(at + (1 if forwards else -1)) % len(ring)].setFocus(
            Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the veil."""
        QPainter(self).fillRect(self.rect(), self._look.colour("window", _VEIL))


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
