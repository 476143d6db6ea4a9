"""Lists of optimisers, each with its sign and its learning rate."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact
from explorer.session.descent.choices import Rival
from explorer.ui import signs
from explorer.ui.pages.number_fields import read_rate, step_rate
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import IconButton, TextIconButton
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

# The path itself is purple; each rival has a colour, a stroke and a marker of its own.
RIVAL_SIGNS = (
    signs.Sign("blue", "solid", "square"),
    signs.Sign("orange", "dash", "triangle"),
    signs.Sign("green", "dots", "diamond"),
    signs.Sign("blue", "dash-dot", "dot"),
    signs.Sign("orange", "dots", "square"),
)
MOST = len(RIVAL_SIGNS)


class _Sample(QWidget):
    """The sign of one rival."""

    def __init__(self, sign: signs.Sign, look: Look) -> None:
        super().__init__()
        self._sign, self._look = sign, look
        self.setFixedSize(look.px(22), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        signs.paint(QPainter(self), self.rect().toRectF(), self._sign, self._look)


class RivalRow(QWidget):
    """Sign and name above the rate, with a button that takes the rival away."""

    def __init__(self, rival: Rival, sign: signs.Sign, look: Look) -> None:
        super().__init__()
        name = spoken(OPTIMIZERS[rival.optimizer].label)
        title = translate("Descent", "Learning rate of {optimiser}").format(optimiser=name)
        self.rate = NumberField(title, look, read=read_rate, step=step_rate, write=exact)
        self.rate.hide_name()
        self.rate.set_value(rival.learning_rate)
        self.rate.setFixedWidth(look.px(84))
        text = translate("Descent", "Take {optimiser} away").format(optimiser=name)
        self.remove = IconButton("close", text, look, side=26)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(_Sample(sign, look))
        row.addWidget(label(name, ""), 1)
        row.addWidget(self.rate)
        row.addWidget(self.remove)


class RivalList(QWidget):
    """Rivals, and a button that offers more."""

    changed = Signal(tuple)  # of Rival

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rivals: tuple[Rival, ...] = ()
        self.rows: list[RivalRow] = []
        self.add = TextIconButton(look, [("plus", translate("Descent", "Compare with…"))])
        self.menu = QMenu(self)
        for key, spec in OPTIMIZERS.items():
            self.menu.addAction(spoken(spec.label)).triggered.connect(partial(self._add, key))
        self.add.clicked.connect(self.offer)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.add)

    def show_rivals(self, rivals: Sequence[Rival]) -> None:
        """Show rivals; fields in which one just types stay as they are."""
        same = [r.optimizer for r in rivals] == [r.optimizer for r in self._rivals]
        self._rivals = tuple(rivals)
        if same:
            for row, rival in zip(self.rows, rivals, strict=True):
                row.rate.set_value(rival.learning_rate)
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [
            RivalRow(rival, sign, self._look)
            for rival, sign in zip(rivals, RIVAL_SIGNS, strict=False)
        ]
        for index, row in enumerate(self.rows):
            self._column.insertWidget(index, row)
            row.rate.committed.connect(partial(self._set_rate, index))
            row.remove.clicked.connect(partial(self._remove, index))
        full = len(self.rows) >= MOST
        self.add.setDisabled(full)
        note = translate("Descent", "Five can be compared at once. Take one away first.")
        self.add.setToolTip(note if full else "")

    def offer(self) -> None:
        """Open the list of optimisers to compare with."""
        self.menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def _add(self, key: str) -> None:
        self.changed.emit((*self._rivals, Rival(key, OPTIMIZERS[key].rate)))

    def _set_rate(self, index: int, rate: float) -> None:
        rivals = list(self._rivals)
        rivals[index] = Rival(rivals[index].optimizer, rate)
        self.changed.emit(tuple(rivals))

    def _remove(self, index: int) -> None:
        self.changed.emit(self._rivals[:index] + self._rivals[index + 1 :])
