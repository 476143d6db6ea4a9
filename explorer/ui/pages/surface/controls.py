"""The column of choices on the Surface page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.core.arrays import DTYPES
from explorer.core.descent.settings import check_start
from explorer.core.functions.examples.landscapes import LANDSCAPES
from explorer.core.functions.formula import FormulaError, parse, plain
from explorer.core.numerals import exact, read_number
from explorer.session.surface.choices import SPEEDS, VARIABLES, SurfaceChoices, landscape_of
from explorer.session.surface.snapshots import SurfaceShown
from explorer.ui.pages.column import Change, Column, of_two
from explorer.ui.pages.formula_entry import formula_field
from explorer.ui.pages.layout import controls_column, side_by_side, stacked
from explorer.ui.pages.number_fields import read_updates, written_count
from explorer.ui.pages.optimizer_rows import RATE_WIDTH, RacerList, names_of
from explorer.ui.pages.rate_strip import RateStrip
from explorer.ui.pages.surface.racer_controls import RacerControls
from explorer.ui.pages.surface.words import map_words
from explorer.ui.pages.watch_button import WatchButton
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Typesetter
from explorer.ui.widgets.buttons import Segmented, button
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate


class SurfaceControls(Column[SurfaceChoices]):
    """Function, start, precision, racers, and what is drawn.

    Attributes:
        tune: Begins the search for rates.
        view: Chooses between map and three dimensions.
    """

    def __init__(
        self,
        look: Look,
        typesetter: Typesetter,
        change: Change[SurfaceChoices],
        paced: Callable[[Callable[[], None]], None],
    ) -> None:
        """Take what changes the choices, and what lets a drag's wishes wait for the race."""
        super().__init__("surface", change)
        self._look, self._paced = look, paced
        # Read by the fields of the start, whose limits are those of the precision.
        self._dtype = SurfaceChoices().dtype
        self._make_function(typesetter)
        self._make_race()
        self._make_view()
        self.widget = self._lay_out()
        self.dress()

    def _make_function(self, typesetter: Typesetter) -> None:
        look, bind = self._look, self.bind
        self.formula = bind(
            "formula", formula_field(translate("Surface", "Function f(x, y)"), look, typesetter, VARIABLES),
            lambda c: c.formula, lambda c, text: c.with_formula(text),
        )  # fmt: skip
        self.offer_functions(
            self.formula, LANDSCAPES, lambda c, landscape: c.with_landscape(landscape)
        )
        self.name = label("", "", wrap=True)
        self.written = label("", "note", wrap=True)
        self.start_x = bind(
            "start.x", self._coordinate(translate("Surface", "Start x")),
            lambda c: c.start[0], lambda c, x: c.with_start(x, c.start[1]),
        )  # fmt: skip
        self.start_y = bind(
            "start.y", self._coordinate(translate("Surface", "Start y")),
            lambda c: c.start[1], lambda c, y: c.with_start(c.start[0], y),
        )  # fmt: skip

    def _coordinate(self, name: str) -> NumberField:
        return NumberField(
            name, self._look,
            read=self._read_start, step=lambda x, n: round(x + n * 0.1, 10), write=exact,
        )  # fmt: skip

    def _make_race(self) -> None:
        look, bind = self._look, self.bind
        self.updates = bind(
            "updates", NumberField(
                translate("Surface", "Updates"), look,
                read=read_updates, step=lambda n, by: n + 10 * by, write=written_count,
            ),
            lambda c: c.updates, lambda c, n: c.with_updates(int(n)),
        )  # fmt: skip
        self.dtype = bind(
            "dtype", Segmented(
                translate("Surface", "Precision"), [(name, name) for name in DTYPES], look
            ),
            lambda c: c.dtype, lambda c, dtype: c.with_dtype(dtype),
        )  # fmt: skip
        self.racers = RacerList(look, self.change)
        text = of_two(translate("Surface", "Optimisers"), self.racers.add.text())
        self.add_command("racers", text, self.racers.offer)
        self.tune = button(translate("Surface", "Tune rates"))
        self.tune.setToolTip(
            translate(
                "Surface",
                "Run each optimiser at hundreds of rates from 1e−8 to 1e4, and take the one that "
                "leaves least of |f − f*| over its last tenth of updates",
            )
        )
        self.add_command("tune", self.tune.text(), self.tune.click)
        self.rates = RateStrip(
            look, translate("Surface", "f* = {value} at the lowest minimum found.")
        )
        self.rates.map.requested.connect(self._set_rate)
        self.racer = RacerControls(self, look)
        self.watch = self._watch = WatchButton(self, "surface")
        self.add_command("rate.best", self.rates.jump.text(), self.rates.jump.click)
        self.speed = bind(
            "speed", Segmented(
                translate("Surface", "Updates per second"), [(f"{s:g}", f"{s:g}") for s in SPEEDS], look
            ),
            lambda c: f"{c.speed:g}", lambda c, speed: c.playing_at(float(speed)),
        )  # fmt: skip

    def _make_view(self) -> None:
        look = self._look
        views = [("map", translate("Surface", "Map")), ("solid", translate("Surface", "3-D"))]
        self.view = Segmented(translate("Surface", "View"), views, look)
        # Not bound to a choice: how one looks is not chosen, and undo leaves it alone.
        for key, text in views:
            self.add_command(
                f"view.{key}", of_two(self.view.accessibleName(), text),
                partial(self.view.chosen.emit, key),
            )  # fmt: skip
        rows = {
            "contours": CheckRow(translate("Surface", "Contours"), look),
            "arrows": CheckRow(translate("Surface", "Gradient arrows"), look),
            "minima": CheckRow(translate("Surface", "Minima"), look),
            "axes": CheckRow(translate("Surface", "Axes of curvature"), look),
            "newton": CheckRow(translate("Surface", "Newton step"), look),
        }
        rows["arrows"].setToolTip(translate("Surface", "They point downhill, along −∇f"))
        words = {"axes": "Hessian eigenvalues 黑塞 特征值"}
        self.checks = {
            name: self.bind_shown(name, row, words.get(name, "")) for name, row in rows.items()
        }
        self.map_note = label("", "note", wrap=True)

    def _lay_out(self) -> QWidget:
        self._rate_title = label(translate("Surface", "Rate"), "label")
        titles = _row(
            (label(translate("Surface", "Optimisers"), "label"), 1), (self._rate_title, 0), below=6
        )
        speed = stacked(label(translate("Surface", "Updates/s"), "label"), self.speed, spacing=6)
        buttons = _row((self.racers.add, 1), (self.tune, 1), above=8, spacing=8)
        self._rates_title = label("", "label", wrap=True)
        self._rates_title.setMinimumWidth(1)  # smaller rather than wider than the column
        above = _row((self._rates_title, 1), (self.rates.jump, 0))
        watch = _row((self._watch.link, 0), (QWidget(), 1))
        own = stacked(self.rates.widget, self.racer.widget, watch, spacing=6)
        self._rates = stacked(above, own, spacing=2)
        self.named |= {"racers": self.racers, "rate_map": self._rates}
        shown = _row((label(translate("Surface", "Show"), "label"), 1), (self.view, 2), below=6)
        return controls_column([
            [
                stacked(self.formula, self.name, self.written, spacing=4),
                side_by_side(self.start_x, self.start_y),
                side_by_side(self.updates, speed),
                stacked(label(translate("Surface", "Precision"), "label"), self.dtype, spacing=6),
            ],
            [stacked(titles, self.racers, buttons)],
            [self._rates],
            [stacked(shown, *self.checks.values(), self.map_note)],
        ])  # fmt: skip

    def dress(self) -> None:
        """Take the sizes in force."""
        self.written.setFont(self._look.font(12, mono=True))
        self.name.setFont(self._look.font(13, 500))
        self._rate_title.setFixedWidth(self._look.px(RATE_WIDTH))

    def draw(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        """Show choices, what is known of the minima, and what can be wished for now."""
        choices, before = new.choices, None if old is None else old.choices
        if choices != before:
            self._dtype = choices.dtype
            self.draw_choices(before, choices)
            if before is None or before.formula != choices.formula:
                self._show_formula(choices.formula)
            self.racers.show_racers(choices.racers)
        if new.differs(old, "map", "goal"):
            text = map_words(new.map.value, new.goal.value)
            self.map_note.setText(text)
            self.map_note.setVisible(bool(text))
        self._show_rates(old, new)
        # One search at a time; a second would be of the same race.
        self.tune.setEnabled(new.ready and new.tuning_of is None)
        self.view.set_value(new.view)
        if old is None or old.obstacle != new.obstacle:
            self._show_obstacle(new.obstacle)

    def _show_rates(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        """Show what comes of every rate of the racer that the formulas are about."""
        racer, race, chosen = new.choices.examined, new.race.fresh, new.chosen
        self._rates.setVisible(racer is not None)
        if racer is None:
            return
        if old is None or old.choices != new.choices:
            name = dict(zip(new.choices.racers, names_of(new.choices.racers), strict=True))[racer]
            title = translate("Surface", "Learning rate of {name}")
            self._rates_title.setText(title.format(name=name))
            self.rates.map.set_rate(racer.learning_rate)
            self.racer.show_racer(racer)
        if new.differs(old, "rate_map"):
            self.rates.draw_map(new.rate_map)
        if new.differs(old, "race", "rate_map") or old is None or old.chosen != chosen:
            path = None if race is None or chosen is None else race.paths[chosen]
            self.rates.map.set_path(path)

    def _set_rate(self, rate: float) -> None:
        self._paced(lambda: self.change(lambda choices: choices.with_examined_rate(rate)))

    def _show_formula(self, text: str) -> None:
        """Show the beginning of the text where nobody types, what it is called, and how it is written."""
        if not self.formula.edit.hasFocus():
            # A long formula is read from its beginning; while somebody types the caret is theirs.
            self.formula.edit.setCursorPosition(0)
        # A text that was chosen from the list has a name, typed or not.
        known = landscape_of(text)
        self.name.setText(spoken(known.name) if known else "")
        self.name.setToolTip(spoken(known.about) if known else "")
        self.name.setVisible(known is not None)
        try:
            self.written.setText(plain(parse(text, VARIABLES)))
        except FormulaError:
            # A text from a file that can no longer be read; its field says so.
            self.written.setText("")

    def _show_obstacle(self, obstacle: str | None) -> None:
        """Offer the map only, and say why; without an obstacle offer both."""
        reason = translate("Surface", "Looking for OpenGL…") if obstacle is None else obstacle
        self.view.setEnabled(not reason)
        self.view.setToolTip(reason)
        if reason:
            self.view.setAccessibleDescription(reason)

    def _read_start(self, text: str) -> float:
        number = read_number(text)
        check_start(number, self._dtype)
        return number


def _row(
    *parts: tuple[QWidget, int], above: int = 0, below: int = 0, spacing: int | None = None
) -> QWidget:
    """Return widgets in one row, each with its share of the room."""
    row_widget = QWidget()
    row = QHBoxLayout(row_widget)
    row.setContentsMargins(0, above, 0, below)
    if spacing is not None:
        row.setSpacing(spacing)
    for widget, share in parts:
        row.addWidget(widget, share)
    return row_widget
