"""Lists of optimisers, each with its sign and its learning rate."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import read_rate
from explorer.core.numerals import exact
from explorer.session.descent.choices import MOST_RIVALS, Rival
from explorer.session.surface.choices import MOST_RACERS, Racer, SurfaceChoices, numbered
from explorer.ui import signs
from explorer.ui.pages.column import Change
from explorer.ui.pages.number_fields import step_rate
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import IconButton, TextIconButton
from explorer.ui.widgets.check_row import HEIGHT, CheckRow
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.sign_key import SAMPLE, SignSample

translate = QCoreApplication.translate

# The path itself is purple; each rival has a colour, a stroke and a marker of its own.
RIVAL_SIGNS = (
    signs.Sign("blue", "solid", "square"),
    signs.Sign("orange", "dash", "triangle"),
    signs.Sign("green", "dots", "diamond"),
    signs.Sign("blue", "dash-dot", "dot"),
    signs.Sign("orange", "dots", "square"),
)
RATE_WIDTH, LEAST_RATE_WIDTH = 68, 60  # px at 100 %, of a racer's rate
LETTERS = 5  # for which there is room in it
NARROW = 198  # px at 100 %, of a racer's row


class OptimizerList(QWidget):
    """Rows, and a button that offers every optimiser for one more.

    Attributes:
        add: The button.
        menu: What it offers.
    """

    def __init__(self, look: Look, text: str, *, with_rates: bool = False) -> None:
        """Take what the button says, and whether each optimiser's usual rate is told."""
        super().__init__()
        self._look = look
        self.add = TextIconButton(look, [("plus", text)])
        self.menu = QMenu(self)
        for key, spec in OPTIMIZERS.items():
            # Tab parts name and rate into two columns of the menu.
            rate = f"\t{exact(spec.rate)}" if with_rates else ""
            self.menu.addAction(spoken(spec.label) + rate).triggered.connect(
                partial(self._add, key)
            )
        self.add.clicked.connect(self.offer)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def offer(self) -> None:
        """Open the list of optimisers."""
        self.menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def _add(self, key: str) -> None:
        """Wish for one more."""
        raise NotImplementedError

    def _put_rows(self, old: Sequence[QWidget], new: Sequence[QWidget]) -> None:
        """Let rows take the place of others, above whatever else there is."""
        for row in old:
            self._column.removeWidget(row)
            # Hidden at once: it would be seen until Qt deletes it.
            row.hide()
            row.deleteLater()
        for index, row in enumerate(new):
            self._column.insertWidget(index, row)


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
        sample = SignSample(sign, look)
        sample.setFixedSize(look.px(SAMPLE), look.px(20))
        row.addWidget(sample)
        row.addWidget(label(name, ""), 1)
        row.addWidget(self.rate)
        row.addWidget(self.remove)


class RivalList(OptimizerList):
    """Rivals, and a button that offers more."""

    changed = Signal(tuple)  # of Rival

    def __init__(self, look: Look) -> None:
        super().__init__(look, translate("Descent", "Compare with…"))
        self._rivals: tuple[Rival, ...] = ()
        self.rows: list[RivalRow] = []
        self._column.setSpacing(6)
        self._column.addWidget(self.add)

    def show_rivals(self, rivals: Sequence[Rival]) -> None:
        """Show rivals; fields in which one just types stay as they are."""
        # The same optimisers in the same order: only rates differ, and the fields stay.
        same = [r.optimizer for r in rivals] == [r.optimizer for r in self._rivals]
        self._rivals = tuple(rivals)
        if same:
            for row, rival in zip(self.rows, rivals, strict=True):
                row.rate.set_value(rival.learning_rate)
            return
        rows = [
            RivalRow(rival, sign, self._look)
            for rival, sign in zip(rivals, RIVAL_SIGNS, strict=False)
        ]
        self._put_rows(self.rows, rows)
        self.rows = rows
        # By place: rows and rivals are in the same order.
        for index, row in enumerate(rows):
            row.rate.committed.connect(partial(self._set_rate, index))
            row.remove.clicked.connect(partial(self._remove, index))
        full = len(self.rows) >= MOST_RIVALS
        self.add.setDisabled(full)
        note = translate("Descent", "Five can be compared at once. Take one away first.")
        self.add.setToolTip(note if full else "")

    def _add(self, key: str) -> None:
        self.changed.emit((*self._rivals, Rival(key, OPTIMIZERS[key].rate)))

    def _set_rate(self, index: int, rate: float) -> None:
        rivals = list(self._rivals)
        rivals[index] = Rival(rivals[index].optimizer, rate)
        self.changed.emit(tuple(rivals))

    def _remove(self, index: int) -> None:
        self.changed.emit(self._rivals[:index] + self._rivals[index + 1 :])


class _NarrowCheck(CheckRow):
    """A check box that asks for no more room than its text."""

    def sizeHint(self) -> QSize:
        """Return box and text."""
        width = self._look.px(24) + self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width, self._look.px(HEIGHT))

    minimumSizeHint = sizeHint


class _RateField(NumberField):
    """A learning rate in a row: no label of its own, its error told by the row."""

    wrong = Signal(str)

    def __init__(self, name: str, look: Look) -> None:
        super().__init__(name, look, read=read_rate, step=step_rate, write=_written)
        self.hide_name()
        # The row tells the error: below the narrow field there is no room for a sentence.
        self._error.setMaximumHeight(0)
        self.edit.setTextMargins(-6, 0, look.px(3), 0)  # the figures reach up to the small arrows
        self.setMinimumWidth(look.px(LEAST_RATE_WIDTH))
        self.setMaximumWidth(look.px(RATE_WIDTH))

    def show_error(self, sentence: str) -> None:
        """Mark the field and hand the sentence to the row."""
        super().show_error(sentence)
        self._error.hide()
        self.wrong.emit(sentence)


class RacerRow(QWidget):
    """Whether a racer runs, its sign, its name and its rate; one that does not run can be removed."""

    removed = Signal()
    examined = Signal()

    def __init__(self, racer: Racer, name: str, look: Look) -> None:
        super().__init__()
        self._look, self._name, self._is_removable = look, name, True
        self.check = _NarrowCheck(name, look)
        title = translate("Surface", "Learning rate of {name}").format(name=name)
        self.rate = _RateField(title, look)
        text = translate("Surface", "Remove {name} from the list").format(name=name)
        self.remove = IconButton("close", text, look, side=26)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self._middle = QStackedWidget()
        self._middle.addWidget(SignSample(signs.of_racer(racer.sign), look))
        self._middle.addWidget(self.remove)
        self._lay_out()
        self.rate.wrong.connect(self._show_error)
        self.remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        self._middle.setFixedSize(self._look.px(SAMPLE + 2), self._look.px(HEIGHT))
        row = QHBoxLayout()
        row.setSpacing(self._look.px(3))
        row.addWidget(self.check, 1)
        row.addWidget(self._middle)
        row.addWidget(self.rate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.error)

    def show_racer(self, racer: Racer, *, is_removable: bool) -> None:
        """Show what is chosen for the racer."""
        with QSignalBlocker(self.check):
            self.check.setChecked(racer.running)
        self.rate.set_value(racer.learning_rate)
        # What runs shows its sign, what rests its button: the row has no room for both.
        self._middle.setCurrentIndex(0 if racer.running or not is_removable else 1)
        self._is_removable = is_removable

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rates of all rows be of one width, a smaller one where the column is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.px(NARROW)
        # All rows have the same width, so that the figures stand in line.
        self.rate.setMaximumWidth(self._look.px(LEAST_RATE_WIDTH if narrow else RATE_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the racer by the Delete key."""
        if event.key() == Qt.Key.Key_Delete and self._is_removable:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the racer."""
        menu = QMenu(self)
        examine = translate("Surface", "Examine {name}").format(name=self._name)
        menu.addAction(examine).triggered.connect(self.examined)
        remove = menu.addAction(self.remove.toolTip())
        remove.setEnabled(self._is_removable)
        remove.triggered.connect(self.removed)
        menu.exec(event.globalPos())
        # Menus are made for each click and would gather in the row.
        menu.deleteLater()

    def _show_error(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


class RacerList(OptimizerList):
    """The racers, by their signs; its button stands elsewhere."""

    def __init__(self, look: Look, change: Change[SurfaceChoices]) -> None:
        super().__init__(look, translate("Surface", "Add"), with_rates=True)
        self._change = change
        self._listed: list[tuple[int, str]] = []
        self.rows: dict[int, RacerRow] = {}
        self._column.setSpacing(0)

    def show_racers(self, racers: Sequence[Racer]) -> None:
        """Show racers; fields in which one just types stay as they are."""
        names = names_of(racers)
        listed = [(each.sign, name) for each, name in zip(racers, names, strict=True)]
        if listed != self._listed:
            self._listed = listed
            # By sign, which stays with a racer when others come and go.
            rows = {r.sign: RacerRow(r, n, self._look) for r, n in zip(racers, names, strict=True)}
            self._put_rows(list(self.rows.values()), list(rows.values()))
            self.rows = rows
            for sign, row in rows.items():
                self._connect(sign, row)
        for racer in racers:
            # The last one stays: a race of none is no race.
            self.rows[racer.sign].show_racer(racer, is_removable=len(racers) > 1)
        self.add.setEnabled(len(racers) < MOST_RACERS)

    def _connect(self, sign: int, row: RacerRow) -> None:
        def wish(change: Callable[..., SurfaceChoices]) -> Callable[..., None]:
            return lambda *value: self._change(lambda choices: change(choices, sign, *value))

        row.check.toggled.connect(wish(lambda c, sign, on: c.with_running(sign, running=on)))
        row.rate.committed.connect(wish(SurfaceChoices.with_rate))
        row.removed.connect(wish(SurfaceChoices.without))
        row.examined.connect(wish(SurfaceChoices.examining))

    def _add(self, key: str) -> None:
        self._change(lambda choices: choices.adding(key))


def names_of(racers: Sequence[Racer]) -> list[str]:
    """Return the racers' names, numbered where two are of one kind."""
    return numbered([spoken(OPTIMIZERS[each.optimizer].label) for each in racers])


def _written(rate: float) -> str:
    """Return 0.005 as it is, and the shorter of 0.0001 and 1e-4; the field is narrow."""
    # NumPy's shortest power: 1e-4 has four letters, 0.0001 six.
    power = np.format_float_scientific(rate, trim="-", exp_digits=1)
    return exact(rate) if len(exact(rate)) <= LETTERS else min(exact(rate), power, key=len)
