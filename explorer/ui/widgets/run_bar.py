"""The bar at the bottom of a page that runs something: start, pause, stop, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import TextIconButton
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.slider import Slider
from explorer.ui.widgets.timeline import HEIGHT

translate = QCoreApplication.translate


class ProgressLine(QWidget):
    """How much of the work is done."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._share = look, 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """Show a share of the work, 0 to 1."""
        self._share = share
        self.setAccessibleDescription(f"{share:.0%}")
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
        self.slider.setAccessibleDescription(count)
        if widest != self._widest:
            self._widest = widest
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
        self.count.ensurePolished()
        self.count.setFont(self._look.font(15))
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance(self._widest) + 2)
