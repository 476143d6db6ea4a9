"""The column of choices on the Surface page."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from explorer.core.arrays import DTYPES
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.settings import check_start, check_updates
from explorer.core.functions.examples.landscapes import LANDSCAPES
from explorer.core.functions.formula import FormulaError, parse, plain
from explorer.core.numerals import exact
from explorer.session.surface.choices import (
    MOST_RACERS,
    VARIABLES,
    SurfaceChoices,
    landscape_of,
    numbered,
)
from explorer.ui.pages.layout import controls_column, side_by_side, stacked
from explorer.ui.pages.number_fields import read_count, read_number
from explorer.ui.pages.surface.racer_row import RATE_WIDTH, RacerRow
from explorer.ui.store import Store
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Segmented, TextIconButton, button
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.formula_field import FormulaField, Mistake
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
SPEEDS = ("5", "15", "60")

Change = Callable[[SurfaceChoices], SurfaceChoices]


class SurfaceControls:
    """Makes the fields, fills them from the state, and turns the user's choices into changes.

    Attributes:
        widget: The column.
        rows: The rows of the optimisers by their signs.
    """

    def __init__(self, store: Store, look: Look) -> None:
        self._store, self._look = store, look
        self.formula = FormulaField(translate("Surface", "Function f(x, y)"), look, _mistake_in)
        self.formula.set_catalogue(
            [(each.key, spoken(each.name), each.text, spoken(each.about)) for each in LANDSCAPES]
        )
        self.name = label("", "", wrap=True)
        self.written = label("", "note", wrap=True)
        self.start_x = self._coordinate(translate("Surface", "Start x"))
        self.start_y = self._coordinate(translate("Surface", "Start y"))
        self.updates = NumberField(
            translate("Surface", "Updates"), look,
            read=_read_updates, step=lambda n, by: n + 10 * by, write=lambda n: str(int(n)),
        )  # fmt: skip
        self.dtype = Segmented(
            translate("Surface", "Precision"), [(name, name) for name in DTYPES], look
        )
        self.view = Segmented(
            translate("Surface", "View"),
            [("map", translate("Surface", "Map")), ("solid", translate("Surface", "3-D"))],
            look,
        )
        self.forbid_solid(translate("Surface", "Looking for OpenGL…"))
        self.rows: dict[int, RacerRow] = {}
        self._listed: tuple[tuple[int, str], ...] = ()
        self._filled: SurfaceChoices | None = None
        self.add = TextIconButton(look, [("plus", translate("Surface", "Add"))])
        self.menu = QMenu(self.add)
        self.tune = button(translate("Surface", "Tune rates"))
        self.tune.setToolTip(
            translate("Surface", "Search the rate with which each optimiser is there soonest")
        )
        self.speed = Segmented(
            translate("Surface", "Updates per second"), [(s, s) for s in SPEEDS], look
        )
        self.checks = {
            "contours": CheckRow(translate("Surface", "Contours"), look),
            "arrows": CheckRow(translate("Surface", "Gradient arrows"), look),
            "minima": CheckRow(translate("Surface", "Minima"), look),
            "axes": CheckRow(translate("Surface", "Axes of curvature"), look),
            "newton": CheckRow(translate("Surface", "Newton step"), look),
        }
        self.minima_note = label("", "note", wrap=True)
        self.minima_note.hide()
        self.checks["arrows"].setToolTip(translate("Surface", "They point downhill, along −∇f"))
        self.widget = self._lay_out()
        self._connect()
        self.dress()

    def _coordinate(self, name: str) -> NumberField:
        return NumberField(
            name, self._look,
            read=self._read_start, step=lambda x, n: round(x + n * 0.1, 10), write=exact,
        )  # fmt: skip

    def _lay_out(self) -> QWidget:
        titles = QWidget()
        title_row = QHBoxLayout(titles)
        title_row.setContentsMargins(0, 0, 0, 6)
        title_row.addWidget(label(translate("Surface", "Optimisers"), "label"), 1)
        self._rate_title = label(translate("Surface", "Rate"), "label")
        title_row.addWidget(self._rate_title)
        list_widget = QWidget()
        self._list = QVBoxLayout(list_widget)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        speed = stacked(label(translate("Surface", "Updates/s"), "label"), self.speed, spacing=6)
        buttons = QWidget()
        button_row = QHBoxLayout(buttons)
        button_row.setContentsMargins(0, 8, 0, 0)
        button_row.setSpacing(8)
        button_row.addWidget(self.add, 1)
        button_row.addWidget(self.tune, 1)
        shown = QWidget()
        shown_row = QHBoxLayout(shown)
        shown_row.setContentsMargins(0, 0, 0, 6)
        shown_row.addWidget(label(translate("Surface", "Show"), "label"), 1)
        shown_row.addWidget(self.view, 2)
        function = stacked(self.formula, self.name, self.written, spacing=4)
        return controls_column([
            [
                function, side_by_side(self.start_x, self.start_y),
                side_by_side(self.updates, speed),
                stacked(label(translate("Surface", "Precision"), "label"), self.dtype, spacing=6),
            ],
            [stacked(titles, list_widget, buttons)],
            [stacked(shown, *self.checks.values(), self.minima_note, spacing=0)],
        ])  # fmt: skip

    def _connect(self) -> None:
        change = self._change
        self.formula.committed.connect(lambda text: change(lambda s: s.with_formula(text)))
        self.formula.example_chosen.connect(self._choose_landscape)
        self.start_x.committed.connect(lambda x: change(lambda s: s.with_start(x, s.start[1])))
        self.start_y.committed.connect(lambda y: change(lambda s: s.with_start(s.start[0], y)))
        self.updates.committed.connect(lambda n: change(lambda s: s.with_updates(int(n))))
        self.speed.chosen.connect(lambda speed: change(lambda s: s.playing_at(float(speed))))
        self.dtype.chosen.connect(lambda dtype: change(lambda s: s.with_dtype(dtype)))
        self.add.clicked.connect(self._open_menu)
        for key, spec in OPTIMIZERS.items():
            action = self.menu.addAction(f"{spoken(spec.label)}\t{exact(spec.rate)}")
            action.triggered.connect(lambda _=False, key=key: change(lambda s: s.adding(key)))
        for name, check in self.checks.items():
            check.toggled.connect(lambda on, name=name: change(lambda s: s.showing(name, on)))

    def note_minima(self, text: str) -> None:
        """Say something of the minima that are marked, or nothing."""
        self.minima_note.setText(text)
        self.minima_note.setVisible(bool(text))

    def forbid_solid(self, reason: str) -> None:
        """Offer the map only, and say why; without a reason offer both."""
        self.view.setEnabled(not reason)
        self.view.setToolTip(reason)
        if reason:
            self.view.setAccessibleDescription(reason)

    def dress(self) -> None:
        """Take the sizes in force."""
        self.written.setFont(self._look.font(12, mono=True))
        self.name.setFont(self._look.font(13, 500))
        self._rate_title.setFixedWidth(self._look.px(RATE_WIDTH))

    def _change(self, change: Change) -> None:
        self._store.change(lambda session: session.with_surface(change))

    def _choose_landscape(self, key: str) -> None:
        landscape = next(each for each in LANDSCAPES if each.key == key)
        self._change(lambda state: state.with_landscape(landscape))

    def _open_menu(self) -> None:
        self.menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def show(self, state: SurfaceChoices) -> None:
        """Show what is chosen."""
        before, self._filled = self._filled, state
        if before is None or before.formula != state.formula:
            self._show_formula(state.formula)
        self.start_x.set_value(state.start[0])
        self.start_y.set_value(state.start[1])
        self.updates.set_value(state.updates)
        self.speed.set_value(f"{state.speed:g}")
        self.dtype.set_value(state.dtype)
        if before is None or before.racers != state.racers:
            self._show_racers(state)
        for name, check in self.checks.items():
            check.blockSignals(True)
            check.setChecked(name in state.shown)
            check.blockSignals(False)

    def _show_formula(self, text: str) -> None:
        self.formula.set_value(text)
        self.formula.edit.setCursorPosition(
            self.formula.edit.cursorPosition() if self.formula.edit.hasFocus() else 0
        )
        known = landscape_of(text)
        self.name.setText(spoken(known.name) if known else "")
        self.name.setToolTip(spoken(known.about) if known else "")
        self.name.setVisible(known is not None)
        try:
            self.written.setText(plain(parse(text, VARIABLES)))
        except FormulaError:
            self.written.setText("")

    def _show_racers(self, state: SurfaceChoices) -> None:
        labels = [spoken(OPTIMIZERS[each.optimizer].label) for each in state.racers]
        listed = tuple(
            (each.sign, name) for each, name in zip(state.racers, numbered(labels), strict=True)
        )
        if listed != self._listed:
            self._listed = listed
            self._rebuild(state)
        for racer in state.racers:
            self.rows[racer.sign].show(racer, removable=len(state.racers) > 1)
        self.add.setEnabled(len(state.racers) < MOST_RACERS)

    def _rebuild(self, state: SurfaceChoices) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        change, names = self._change, dict(self._listed)
        self.rows = {}
        for racer in state.racers:
            row = RacerRow(racer, names[racer.sign], self._look)
            sign = racer.sign
            row.running_changed.connect(
                lambda on, sign=sign: change(lambda s: s.with_running(sign, running=on))
            )
            row.rate_changed.connect(lambda r, sign=sign: change(lambda s: s.with_rate(sign, r)))
            row.removed.connect(lambda sign=sign: change(lambda s: s.without(sign)))
            row.examined.connect(lambda sign=sign: change(lambda s: s.examining(sign)))
            self.rows[sign] = row
            self._list.addWidget(row)

    def _read_start(self, text: str) -> float:
        number = read_number(text)
        check_start(number, self._store.session.surface.dtype)
        return number


def _mistake_in(text: str) -> Mistake | None:
    try:
        parse(text, VARIABLES)
    except FormulaError as error:
        return spoken(error.sentence), error.column
    return None


def _read_updates(text: str) -> float:
    count = read_count(text)
    check_updates(count)
    return count
