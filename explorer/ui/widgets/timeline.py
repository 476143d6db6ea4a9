"""The bar at the bottom of a page: play, step, scrub, and where one is."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton, TextIconButton
from explorer.ui.widgets.labels import Steady, label
from explorer.ui.widgets.slider import Slider

translate = QCoreApplication.translate
HEIGHT = 64


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
        for button, target in (
            (self.first, lambda: 0),
            (self.back, lambda: self.slider.value() - 1),
            (self.forward, lambda: self.slider.value() + 1),
            (self.last, self.slider.maximum),
        ):
            button.clicked.connect(lambda _=False, target=target: self.slider.setValue(target()))
        look.changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(4)
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
        self._fix_count()

    def set_range(self, last: int, widest_count: str) -> None:
        """Set the last position, and the longest text that the count will show."""
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, last)
        self._widest = widest_count
        self._fix_count()

    _widest = ""

    def _fix_count(self) -> None:
        self.count.ensurePolished()
        font = self._look.font(15)
        self.count.setFont(font)
        width = self.count.fontMetrics().horizontalAdvance(self._widest) + 2
        self._count_box.setFixedSize(width, self._look.px(HEIGHT) // 2)

    def set_position(self, position: int, count: str) -> None:
        """Show a position and its count; nothing is reported."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(position)
        self.slider.update()
        self.count.setText(count)
        self.slider.setAccessibleDescription(count)
        at_start, at_end = position <= 0, position >= self.slider.maximum()
        for button, dead in (
            (self.first, at_start), (self.back, at_start), (self.forward, at_end), (self.last, at_end),
        ):  # fmt: skip
            button.setDisabled(dead)

    def set_playing(self, playing: bool) -> None:
        """Show whether it plays."""
        self.play.show_face(1 if playing else 0)
