"""The bar at the bottom of a page: play, step, scrub, and where one is."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStackedWidget, QWidget

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton, TextIconButton
from explorer.ui.widgets.labels import Steady, label
from explorer.ui.widgets.sliders import Slider

translate = QCoreApplication.translate
HEIGHT = 64
GAP = 4
SHORTEST = 160  # px at 100 % of a slider that can be scrubbed


class Timeline(QWidget):
    """Primary action, first / back / forward / last, slider, and a count of fixed width.

    The position is whatever `set_position` says; the user's wishes come out as signals.
    """

    play_toggled = Signal()
    position_requested = Signal(int)

    def __init__(
        self,
        name: str,
        look: Look,
        role: str = "accent",
        parent: QWidget | None = None,
        *,
        slider: Slider | None = None,
    ) -> None:
        """Take the name and colour of its slider, or a slider of another make."""
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._look = look
        # Both faces, so that the button keeps one width.
        faces = [("play", translate("Timeline", "Play")), ("pause", translate("Timeline", "Pause"))]
        self.play = TextIconButton(look, faces, role="primary")
        self.first = IconButton("first", translate("Timeline", "First (Home)"), look)
        self.back = IconButton("back", translate("Timeline", "One back (Left)"), look)
        self.forward = IconButton("forward", translate("Timeline", "One forward (Right)"), look)
        self.last = IconButton("last", translate("Timeline", "Last (End)"), look)
        self.slider = slider or Slider(name, look, role)
        self.count = label("", "count")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self.play.clicked.connect(self.play_toggled)
        self.slider.valueChanged.connect(self.position_requested)
        # Asked when it is pressed: the place is another one by then.
        for button, target in (
            (self.first, lambda: 0),
            (self.back, lambda: self.slider.value() - 1),
            (self.forward, lambda: self.slider.value() + 1),
            (self.last, self.slider.maximum),
        ):
            # Through the slider, so that there is one way to tell a wish.
            button.clicked.connect(lambda _=False, target=target: self.slider.setValue(target()))
        look.changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(GAP)
        row.addWidget(self.play)
        row.addSpacing(8)
        for step in (self.first, self.back, self.forward, self.last):
            row.addWidget(step)
        row.addSpacing(8)
        row.addWidget(self.slider, 1)
        row.addSpacing(8)
        self._count_box = Steady(self.count)
        row.addWidget(self._count_box)

    def _measure(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
        self.slider.setMinimumWidth(self._look.px(SHORTEST))
        self._fix_count()

    def set_range(self, last: int, widest_count: str) -> None:
        """Set the last position, and the longest text that the count will show."""
        # A shorter range moves the slider, which is no wish of anybody's.
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, last)
        self._widest = widest_count
        self._fix_count()

    _widest = ""

    def _fix_count(self) -> None:
        # Measured in the font that the style sheet gives.
        self.count.ensurePolished()
        font = self._look.font(15)
        self.count.setFont(font)
        # Two px of slack: a width that is rounded down would cut the last figure.
        width = self.count.fontMetrics().horizontalAdvance(self._widest) + 2
        self._count_box.setFixedSize(width, self._look.px(HEIGHT) // 2)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of the button out where the count would be cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        pairs = ((self.first, self.last), (self.back, self.forward)) if self._has_steps else ()
        needed = self.layout().minimumSize().width()  # type: ignore[union-attr]
        needed += self.play.saved_width if self.play.is_short else 0
        needed += sum(each.width() + GAP for pair in pairs for each in pair if each.isHidden())
        self.play.set_short(short=needed > self.width())
        # With large text the steps go, too: there are keys for them.
        needed -= self.play.saved_width
        for pair in pairs:
            for each in pair:
                each.setVisible(needed <= self.width())
            needed -= sum(each.width() + GAP for each in pair) if pair[0].isHidden() else 0

    _has_steps = True  # buttons for one step and for the ends

    def set_position(self, position: int, count: str) -> None:
        """Show a position and its count; nothing is reported."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(position)
        # Qt repaints only on a signal, which is blocked.
        self.slider.update()
        self.count.setText(count)
        self.slider.say(count)
        at_start, at_end = position <= 0, position >= self.slider.maximum()
        for button, dead in (
            (self.first, at_start), (self.back, at_start), (self.forward, at_end), (self.last, at_end),
        ):  # fmt: skip
            button.setDisabled(dead)

    def set_playing(self, playing: bool) -> None:
        """Show whether it plays."""
        self.play.show_face(1 if playing else 0)


class ProgressLine(QProgressBar):
    """How much of the work is done, in hundredths, drawn as a line."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._share = look, 0.0
        self.setRange(0, 100)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """Show a share of the work, 0 to 1."""
        self._share = share
        self.setValue(round(100 * share))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a strip as high as the slider that takes its place."""
        return QSize(self._look.px(60), self._look.px(32))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the track and what is done."""
        painter, half = QPainter(self), self._look.px(3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        line = QRectF(0, self.height() / 2 - half, self.width(), 2 * half)
        painter.setBrush(self._look.colour("track"))
        painter.drawRoundedRect(line, half, half)
        line.setWidth(line.width() * self._share)
        painter.setBrush(self._look.colour("accent"))
        painter.drawRoundedRect(line, half, half)


class RunBar(QWidget):
    """Primary action, Stop, progress that becomes a scrubber when the run is over, and a count.

    Args:
        name: What a screen reader says of progress and scrubber.
        faces: Icon and text of every primary action.
    """

    pressed = Signal()
    stopped = Signal()
    position_requested = Signal(int)

    def __init__(
        self,
        name: str,
        faces: Sequence[tuple[str, str]],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look, self._widest = look, ""
        self.primary = TextIconButton(look, faces, role="primary")
        self.stop = TextIconButton(look, [("stop", translate("RunBar", "Stop"))])
        self.progress = ProgressLine(name, look)
        self.slider = Slider(name, look)
        self.count = label("", "count")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # In one place: what is progress in mid-run becomes the scrubber of what was kept.
        self._middle = QStackedWidget()
        self._middle.addWidget(self.progress)
        self._middle.addWidget(self.slider)
        self._middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(6)
        row.addWidget(self.primary)
        row.addWidget(self.stop)
        row.addSpacing(12)
        row.addWidget(self._middle, 1)
        row.addSpacing(16)
        row.addWidget(self.count)
        self.primary.clicked.connect(self.pressed)
        self.stop.clicked.connect(self.stopped)
        self.slider.valueChanged.connect(self.position_requested)
        look.changed.connect(self._measure)
        self._measure()

    def set_progress(self, share: float) -> None:
        """Show how much is done; there is nothing to scrub."""
        self._middle.setCurrentWidget(self.progress)
        self.progress.set_share(share)

    def set_position(self, position: int, last: int) -> None:
        """Show a scrubber over the positions 0 to `last`; nothing is reported."""
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, last)
            self.slider.setValue(position)
        self._middle.setCurrentWidget(self.slider)
        self.slider.update()

    def set_count(self, count: str, widest: str) -> None:
        """Write where it is; `widest` is the longest text to come, for which room is kept."""
        self.count.setText(count)
        self.slider.say(count)
        # Measured only when it is another text; the count itself changes all the time.
        if widest != self._widest:
            self._widest = widest
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
        self._middle.setMinimumWidth(self._look.px(SHORTEST))
        self.count.ensurePolished()
        self.count.setFont(self._look.font(15))
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance(self._widest) + 2)
