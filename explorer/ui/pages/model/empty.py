"""How a run begins: the lines to copy, an example to try, and the runs there are."""

import time
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.core.numerals import grouped
from explorer.session.model.program import EXAMPLES, LINES
from explorer.session.model.snapshots import ModelShown, RecentRun
from explorer.ui.pages.layout import scrolling
from explorer.ui.pages.model.hint_words import short
from explorer.ui.pages.model.words import NONE
from explorer.ui.signs import pen
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import TextIconButton, button
from explorer.ui.widgets.code_view import MarkedCode
from explorer.ui.widgets.fields import ChoiceField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_WIDTH = 600  # px at 100 %, of the text
_RING = 24
_SIDE = 24


class Numbered(QWidget):
    """A number in a ring."""

    def __init__(self, number: int, look: Look) -> None:
        super().__init__()
        self._number, self._look = number, look
        side = look.px(_RING) + 2
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(self._look, "edge", 1))
        side = self._look.px(_RING)
        ring = QRectF(1, 1, side, side)
        painter.drawEllipse(ring)
        painter.setFont(self._look.font(13, 600))
        painter.setPen(self._look.colour("text"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._number))


class EmptyPage(QWidget):
    """Three steps, an example, recent runs."""

    example_requested = Signal(str)
    open_requested = Signal()
    log_requested = Signal()
    run_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._recent: tuple[RecentRun, ...] | None = None
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(0, 1)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(_SIDE, 28, _SIDE, 12)
        self._column.setSpacing(10)
        title = label(translate("Model", "Look inside your own model"), "body")
        title.setFont(look.font(26, 600))
        title.setStyleSheet(f"font-size: {look.px(26)}px;")
        self._column.addWidget(title)
        about = translate(
            "Model",
            "Add one callback to your Keras program, and each variable’s gradient, weights and "
            "updates are drawn here while it trains.",
        )
        self._column.addWidget(label(about, "body", wrap=True))
        self._add_steps()
        self._add_actions()
        self._recent_heading = label(translate("Model", "Recent runs"), "heading")
        self._column.addSpacing(8)
        self._column.addWidget(self._recent_heading)
        self._column.addLayout(self._rows)
        self._column.addStretch(1)
        content.setMaximumWidth(look.px(_WIDTH + 2 * _SIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(scrolling(content, "empty"))

    def _add_steps(self) -> None:
        look = self._look
        self.code = MarkedCode(translate("Model", "Lines to add to your program"), look)
        self.code.show_lines(LINES, (0, 2), "blue")
        self.copy = TextIconButton(
            look, [("copy", translate("Code", "Copy")), ("check", translate("Code", "Copied"))]
        )
        self.copy.set_short(short=True)
        self.copy.clicked.connect(self._copy)
        box = QWidget()
        box.setObjectName("caseCard")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(box)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self.code)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(box, 1)
        line.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self._step(1, translate("Model", "Add the callback to your program"), line)
        self._place = label("", "note", wrap=True)
        self._step(2, translate("Model", "Start your program as always"), self._place)
        text = translate(
            "Model",
            "The run opens by itself at its first step. What is taken is said in the Formula leaf.",
        )
        self._step(3, translate("Model", "Watch here"), label(text, "note", wrap=True))

    def _step(self, number: int, title: str, below: QWidget | QHBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Numbered(number, self._look), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(title, "heading"))
        if isinstance(below, QWidget):
            column.addWidget(below)
        else:
            column.addLayout(below)
        row.addLayout(column, 1)
        self._column.addLayout(row)

    def _add_actions(self) -> None:
        look = self._look
        self.example = ChoiceField(translate("Model", "Example"), look)
        self.example.set_choices([(each.key, spoken(each.name)) for each in EXAMPLES.values()])
        self.example.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.start = TextIconButton(
            look, [("play", translate("Model", "Try it with an example"))], role="primary"
        )
        self.start.clicked.connect(lambda: self.example_requested.emit(self.example.value))
        self.open = button(translate("Model", "Open a run…"))
        self.open.clicked.connect(self.open_requested)
        self.open_log = button(translate("Model", "Open a log file…"))
        self.open_log.clicked.connect(self.log_requested)
        row = QHBoxLayout()
        row.setSpacing(8)
        # Two rows: beside the panel of a narrow window three buttons would be cut.
        start = QHBoxLayout()
        start.addWidget(self.start)
        start.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.open_log)
        row.addStretch(1)
        self._column.addSpacing(4)
        self.example.hide_name()
        self._column.addWidget(self.example)
        self._column.addLayout(start)
        self._column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(LINES + "\n")
        self.copy.show_face(1)

    def draw(self, old: ModelShown | None, new: ModelShown) -> None:
        """Show the runs there are, and whether an example is on its way."""
        if old is None:
            text = translate(
                "Model",
                "It writes a small folder, whose path it prints, and needs no window. The weights come "
                "out the same, to the last bit with few exceptions.",
            )
            self._place.setText(text)
        starting = new.example in ("starting", "running")
        self.start.setEnabled(not starting)
        self.start.setToolTip(translate("Model", "An example is starting.") if starting else "")
        if new.seen.recent != self._recent:
            self._recent = new.seen.recent
            self._show_recent()

    def _show_recent(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        recent = self._recent or ()
        self._recent_heading.setVisible(bool(recent))
        if not recent:
            return
        for column, heading in enumerate(
            (
                translate("Model", "Run"),
                translate("Model", "Layers"),
                translate("Model", "Steps"),
                "loss",
                translate("Model", "Last written"),
            )
        ):
            self._rows.addWidget(label(heading, "label"), 0, column, _side(column))
        for row, run in enumerate(recent[:5], start=1):
            self._add_row(row, run)

    def _add_row(self, row: int, run: RecentRun) -> None:
        cells = (
            run.name,
            grouped(run.layers),
            grouped(run.steps),
            NONE if run.loss is None else short(run.loss),
            when(run.changed),
        )
        for column, text in enumerate(cells):
            self._rows.addWidget(label(text, "note"), row, column, _side(column))
        open_ = button(translate("Model", "Open"), "link")
        open_.setAccessibleName(f"{translate('Model', 'Open')} {run.name}")
        open_.clicked.connect(lambda: self.run_requested.emit(str(run.path)))
        self._rows.addWidget(open_, row, len(cells))


def _side(column: int) -> Qt.AlignmentFlag:
    """Return where a column's texts stand: numbers at the right, so that their places agree."""
    side = Qt.AlignmentFlag.AlignRight if column in (1, 2, 3) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def when(seconds: float) -> str:
    """Return a time as day and minute; today's as the minute alone."""
    moment = datetime.fromtimestamp(seconds)  # noqa: DTZ006 - as the clock on the wall says it
    today = datetime.fromtimestamp(time.time())  # noqa: DTZ006
    if moment.date() == today.date():
        return translate("Model", "today, {time}").format(time=f"{moment:%H:%M}")
    return f"{moment:%Y-%m-%d %H:%M}"
