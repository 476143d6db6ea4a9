"""The column of choices on the Descent page."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from explorer.core.arrays import DTYPES
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import read_rate
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.descent.settings import check_start
from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.numerals import brief, exact, read_number
from explorer.session.descent.choices import SPEEDS, DescentChoices
from explorer.session.descent.snapshots import DescentShown
from explorer.ui import signs
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.formula_entry import formula_field
from explorer.ui.pages.layout import controls_column, side_by_side, stacked
from explorer.ui.pages.number_fields import (
    ParameterFields,
    read_noise,
    read_seed,
    read_updates,
    step_rate,
    written_count,
)
from explorer.ui.pages.optimizer_rows import RivalList
from explorer.ui.pages.rate_strip import RateStrip
from explorer.ui.pages.watch_button import WatchButton
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Typesetter
from explorer.ui.widgets.buttons import Chips, Segmented
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.fields import ChoiceField, NumberField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate


class DescentControls(Column[DescentChoices]):
    """Function, optimiser, rate, schedule, noise, comparison, and what is drawn."""

    def __init__(self, look: Look, typesetter: Typesetter, change: Change[DescentChoices]) -> None:
        super().__init__("descent", change)
        self._look = look
        # Read by the start's field, whose limits are those of the precision.
        self._dtype = DescentChoices().dtype
        self._make_descent(typesetter)
        self._make_variations()
        self._make_view()
        self.widget = self._lay_out()

    def _make_descent(self, typesetter: Typesetter) -> None:
        look, bind = self._look, self.bind
        self.formula = bind(
            "formula", formula_field(translate("Descent", "Function f(x)"), look, typesetter),
            lambda c: c.formula, lambda c, text: c.with_formula(text),
        )  # fmt: skip
        self.offer_functions(self.formula, CATALOGUE, lambda c, example: c.with_example(example))
        self.start = bind(
            "start", NumberField(
                translate("Descent", "Start x"), look,
                # Ten decimals: sums of tenths would show their rounding.
                read=self._read_start, step=lambda x, n: round(x + n * 0.1, 10), write=exact,
            ),
            lambda c: c.start, lambda c, x: c.with_start(x),
        )  # fmt: skip
        self.updates = bind(
            "updates", NumberField(
                translate("Descent", "Updates"), look,
                read=read_updates, step=lambda n, by: n + 10 * by, write=written_count,
            ),
            lambda c: c.updates, lambda c, n: c.with_updates(int(n)),
        )  # fmt: skip
        self.optimizer = ChoiceField(translate("Descent", "Optimiser"), look)
        self.optimizer.set_choices([(spec.key, spoken(spec.label)) for spec in OPTIMIZERS.values()])
        bind(
            "optimizer", self.optimizer, lambda c: c.optimizer, lambda c, key: c.with_optimizer(key)
        )
        self.watch = WatchButton(self, "descent")
        self.optimizer.put_beside_name(self.watch.link)
        self.parameters = ParameterFields(look)
        self.parameters.changed.connect(
            lambda key, value: self.change(lambda c: c.with_parameter(c.optimizer, key, value))
        )
        self.rate = bind(
            "rate", NumberField(
                translate("Descent", "Learning rate"), look,
                read=read_rate, step=step_rate, write=exact,
            ),
            lambda c: c.learning_rate, lambda c, rate: c.with_learning_rate(rate),
        )  # fmt: skip
        self.scheduled = label("", "note", wrap=True)
        self.rates = RateStrip(
            look, translate("Descent", "f* = {value} at the minimum downhill of the start.")
        )
        self.rates.map.requested.connect(lambda r: self.change(lambda c: c.with_learning_rate(r)))
        self.add_command("rate.best", self.rates.jump.text(), self.rates.jump.click)

    def _make_variations(self) -> None:
        look, bind = self._look, self.bind
        self.schedule = ChoiceField(translate("Descent", "Rate over the updates"), look)
        self.schedule.set_choices([(spec.key, spoken(spec.label)) for spec in SCHEDULES.values()])
        bind("schedule", self.schedule, lambda c: c.schedule, lambda c, key: c.with_schedule(key))
        self.schedule_parameters = ParameterFields(look)
        self.schedule_parameters.changed.connect(
            lambda key, value: self.change(lambda c: c.with_parameter(c.schedule, key, value))
        )
        self.noise = bind(
            "noise", NumberField(
                translate("Descent", "Gradient noise σ"), look, read=read_noise, write=exact,
                # A standard deviation has no sign.
                step=lambda sigma, n: max(round(sigma + n * 0.1, 6), 0.0),
            ),
            lambda c: c.noise, lambda c, sigma: c.with_noise(sigma, c.seed),
        )  # fmt: skip
        self.seed = bind(
            "seed", NumberField(
                translate("Descent", "Seed"), look,
                read=read_seed, step=lambda seed, n: max(seed + n, 0), write=written_count,
            ),
            lambda c: c.seed, lambda c, seed: c.with_noise(c.noise, int(seed)),
        )  # fmt: skip
        self.rivals = RivalList(look)
        self.rivals.changed.connect(lambda rivals: self.change(lambda c: c.with_rivals(rivals)))
        self.add_command("rivals", self.rivals.add.text(), self.rivals.offer)

    def _make_view(self) -> None:
        look, bind = self._look, self.bind
        self.dtype = bind(
            "dtype", Segmented(
                translate("Descent", "Precision"), [(name, name) for name in DTYPES], look
            ),
            lambda c: c.dtype, lambda c, dtype: c.with_dtype(dtype),
        )  # fmt: skip
        orders = [("2", "f″"), ("3", "f‴"), ("4", "f⁗")]
        self.order = bind(
            "order", Segmented(translate("Descent", "Derivatives up to"), orders, look),
            lambda c: str(c.order), lambda c, order: c.with_order(int(order)),
        )  # fmt: skip
        self.speed = bind(
            "speed", Segmented(
                translate("Descent", "Updates per second"), [(f"{s:g}", f"{s:g}") for s in SPEEDS], look
            ),
            lambda c: f"{c.speed:g}", lambda c, speed: c.playing_at(float(speed)),
        )  # fmt: skip
        rows = {
            "path": CheckRow(translate("Descent", "Path"), look, signs.PATH),
            "next": CheckRow(translate("Descent", "Next update"), look, signs.NEXT),
            "tangent": CheckRow(translate("Descent", "Tangent line"), look, signs.SLOPE),
            "parabola": CheckRow(
                translate("Descent", "Osculating parabola"), look, signs.CURVATURE
            ),
            "critical": CheckRow(translate("Descent", "Critical points"), look),
            "basins": CheckRow(translate("Descent", "Basins of attraction"), look),
        }
        self.checks = {name: self.bind_shown(name, row) for name, row in rows.items()}

    def _lay_out(self) -> QWidget:
        self.rate.put_beside_name(self.rates.jump)
        self.more = Disclosure(
            translate("Descent", "Schedule, noise, rivals"), self._look,
            stacked(
                self.schedule, self.schedule_parameters, side_by_side(self.noise, self.seed),
                self.rivals, spacing=12,
            ),
        )  # fmt: skip
        speed = stacked(label(translate("Descent", "Updates/s"), "label"), self.speed, spacing=6)
        order = stacked(
            label(translate("Descent", "Derivatives to"), "label"), self.order, spacing=6
        )
        rates = stacked(self.scheduled, self.rates.widget, spacing=2)
        self.parameters_more = Disclosure(
            translate("Descent", "Optimiser’s parameters"), self._look, stacked(self.parameters)
        )
        self.named |= {
            "parameters": self.parameters_more, "rate_map": self.rates.widget, "more": self.more,
        }  # fmt: skip
        self.add_line("parameters", self.parameters_more)
        self.add_line("more", self.more)
        return controls_column([
            [self.formula, side_by_side(self.start, self.updates)],
            [
                stacked(self.optimizer, self.parameters_more, spacing=8), self.rate, rates,
                self.more,
            ],
            [
                stacked(label(translate("Descent", "Precision"), "label"), self.dtype, spacing=6),
                side_by_side(speed, order),
                stacked(label(translate("Descent", "Show"), "label"), *self.checks.values()),
            ],
        ])  # fmt: skip

    def draw(self, old: DescentShown | None, new: DescentShown) -> None:
        """Show choices, and what comes of every learning rate."""
        choices, before = new.choices, None if old is None else old.choices
        if choices != before:
            self._dtype = choices.dtype
            self.draw_choices(before, choices)
            self._show_made_fields(before, choices)
            self.rates.map.set_rate(choices.learning_rate)
        if old is None or (old.path, old.rate_map) != (new.path, new.rate_map):
            self._show_rates(old, new)
        if old is None or (old.choices, old.path, old.place) != (choices, new.path, new.place):
            self._show_scheduled(new)

    def _show_scheduled(self, shown: DescentShown) -> None:
        """Say which rate a schedule gives to the update that comes next, or was the last."""
        self.scheduled.setVisible(shown.choices.schedule != "constant")
        path, place = shown.path.fresh, shown.place
        if path is None or place is None or path.last == 0:
            self.scheduled.setText("–")  # its room stays while one waits
            return
        n = min(place, path.last - 1)  # no update leaves the last place
        self.scheduled.setText(
            translate("Descent", "Update {before} → {after} takes the rate {rate}").format(
                before=n, after=n + 1, rate=brief(float(path.trajectory.rate[n]), "float32")
            )
        )

    def _show_made_fields(self, old: DescentChoices | None, new: DescentChoices) -> None:
        """Show the fields that are made for whichever optimisers and schedule are chosen."""

        def chosen(choices: DescentChoices) -> tuple[object, ...]:
            return choices.optimizer, choices.schedule, choices.parameters

        # Fields are made anew only for other optimisers: one of them may be typed in.
        if old is None or chosen(old) != chosen(new):
            for fields, spec in (
                (self.parameters, OPTIMIZERS[new.optimizer]),
                (self.schedule_parameters, SCHEDULES[new.schedule]),
            ):
                fields.show_parameters(spec.parameters, new.parameters_of(spec.key))
            self.parameters_more.setVisible(bool(OPTIMIZERS[new.optimizer].parameters))
        if old is None or old.rivals != new.rivals:
            self.rivals.show_rivals(new.rivals)

    def bind_view(self, chips: Chips) -> None:
        """Bind the hero's choice between its views."""
        self.bind("view", chips, lambda c: c.view, lambda c, view: c.viewing(view))

    def _show_rates(self, old: DescentShown | None, new: DescentShown) -> None:
        """Show what comes of every rate, and what is left at the chosen one."""
        if old is None or old.rate_map != new.rate_map:
            choices = new.choices
            self.rates.draw_map(new.rate_map, choices.seed if choices.noise else None)
        path = new.path.fresh
        self.rates.map.set_path(path.trajectory if path and path.complete else None)

    def _read_start(self, text: str) -> float:
        number = read_number(text)
        # In the chosen precision: a start that overflows float16 is refused.
        check_start(number, self._dtype)
        return number
