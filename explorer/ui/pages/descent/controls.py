"""The column of choices on the Descent page."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from explorer.core.arrays import DTYPES
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.descent.settings import check_noise, check_start, check_updates
from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.functions.formula import FormulaError, parse
from explorer.core.numerals import exact
from explorer.core.sentences import ExplorerError, said
from explorer.session.descent.choices import DescentChoices
from explorer.ui import signs
from explorer.ui.pages.descent.rates import read_rate, step_rate
from explorer.ui.pages.descent.rivals import RivalList
from explorer.ui.pages.page import controls_column, side_by_side, stacked
from explorer.ui.pages.parameters import ParameterFields
from explorer.ui.pages.reading import read_count, read_number
from explorer.ui.store import Store
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Segmented, button
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.fields import ChoiceField, NumberField
from explorer.ui.widgets.formula_field import FormulaField, Mistake
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.rate_band import RateBand

translate = QCoreApplication.translate
SPEEDS = ("2", "5", "15", "60")


class DescentControls:
    """Makes the fields, fills them from the state, and turns the user's choices into changes.

    Attributes:
        widget: The column.
    """

    def __init__(self, store: Store, look: Look) -> None:
        self._store, self._look = store, look
        self.formula = FormulaField(translate("Descent", "Function f(x)"), look, self._mistake_in)
        self.start = NumberField(
            translate("Descent", "Start x"), look,
            read=self._read_start, step=lambda x, n: round(x + n * 0.1, 10), write=exact,
        )  # fmt: skip
        self.updates = NumberField(
            translate("Descent", "Updates"), look,
            read=_read_updates, step=lambda n, by: n + 10 * by, write=lambda n: str(int(n)),
        )  # fmt: skip
        self.optimizer = ChoiceField(translate("Descent", "Optimiser"), look)
        self.optimizer.set_choices([(spec.key, spoken(spec.label)) for spec in OPTIMIZERS.values()])
        self.rate = NumberField(
            translate("Descent", "Learning rate"), look,
            read=read_rate, step=step_rate, write=exact,
        )  # fmt: skip
        self.parameters = ParameterFields(look)
        self.schedule = ChoiceField(translate("Descent", "Rate over the updates"), look)
        self.schedule.set_choices([(spec.key, spoken(spec.label)) for spec in SCHEDULES.values()])
        self.schedule_parameters = ParameterFields(look)
        self.noise = NumberField(
            translate("Descent", "Gradient noise σ"), look,
            read=_read_noise, step=lambda sigma, n: max(round(sigma + n * 0.1, 6), 0.0), write=exact,
        )  # fmt: skip
        self.seed = NumberField(
            translate("Descent", "Seed"), look,
            read=_read_seed, step=lambda seed, n: max(seed + n, 0), write=lambda seed: str(int(seed)),
        )  # fmt: skip
        self.rivals = RivalList(look)
        self.band = RateBand(
            translate("Descent", "Learning rate"), translate("Descent", "fastest"), look
        )
        self.stable_note = label("", "note")
        self.jump = button(translate("Descent", "Jump to fastest"), "link")
        self.dtype = Segmented(
            translate("Descent", "Precision"), [(name, name) for name in DTYPES], look
        )
        self.order = Segmented(
            translate("Descent", "Derivatives up to"), [("2", "f″"), ("3", "f‴"), ("4", "f⁗")], look
        )
        self.speed = Segmented(
            translate("Descent", "Updates per second"), [(s, s) for s in SPEEDS], look
        )
        self.checks = {
            "path": CheckRow(translate("Descent", "Path"), look, signs.PATH),
            "next": CheckRow(translate("Descent", "Next update"), look, signs.NEXT),
            "tangent": CheckRow(translate("Descent", "Tangent line"), look, signs.SLOPE),
            "parabola": CheckRow(
                translate("Descent", "Osculating parabola"), look, signs.CURVATURE
            ),
            "critical": CheckRow(translate("Descent", "Critical points"), look),
            "basins": CheckRow(translate("Descent", "Basins of attraction"), look),
        }
        self._fastest: float | None = None
        self.widget = self._lay_out()
        self._connect()

    def _lay_out(self) -> QWidget:
        self.rate.put_beside_name(self.jump)
        speed = stacked(label(translate("Descent", "Updates/s"), "label"), self.speed, spacing=6)
        order = stacked(
            label(translate("Descent", "Derivatives to"), "label"), self.order, spacing=6
        )
        more = stacked(
            self.schedule,
            self.schedule_parameters,
            side_by_side(self.noise, self.seed),
            self.rivals,
            spacing=12,
        )
        self.more = Disclosure(
            translate("Descent", "Schedule, noise, comparison"), self._look, more
        )
        titled = [
            stacked(label(translate("Descent", "Precision"), "label"), self.dtype, spacing=6),
            side_by_side(speed, order),
            stacked(label(translate("Descent", "Show"), "label"), *self.checks.values()),
        ]
        rates = stacked(self.band, self.stable_note, spacing=2)
        return controls_column([
            [self.formula, side_by_side(self.start, self.updates)],
            [stacked(self.optimizer, self.parameters, spacing=16), self.rate, rates, self.more],
            titled,
        ])  # fmt: skip

    def _connect(self) -> None:
        change = self._change
        self.formula.set_catalogue(
            [(e.key, spoken(e.name), e.text, spoken(e.about)) for e in CATALOGUE]
        )
        self.formula.example_chosen.connect(self._choose_example)
        self.formula.committed.connect(lambda text: change(lambda s: s.with_formula(text)))
        self.start.committed.connect(lambda x: change(lambda s: s.with_start(x)))
        self.updates.committed.connect(lambda n: change(lambda s: s.with_updates(int(n))))
        self.optimizer.chosen.connect(lambda key: change(lambda s: s.with_optimizer(key)))
        self.rate.committed.connect(lambda rate: change(lambda s: s.with_learning_rate(rate)))
        self.band.requested.connect(lambda rate: change(lambda s: s.with_learning_rate(rate)))
        self.jump.clicked.connect(self._jump)
        self.parameters.changed.connect(
            lambda key, value: change(lambda s: s.with_parameter(s.optimizer, key, value))
        )
        self.schedule.chosen.connect(lambda key: change(lambda s: s.with_schedule(key)))
        self.schedule_parameters.changed.connect(
            lambda key, value: change(lambda s: s.with_parameter(s.schedule, key, value))
        )
        self.noise.committed.connect(lambda sigma: change(lambda s: s.with_noise(sigma, s.seed)))
        self.seed.committed.connect(lambda seed: change(lambda s: s.with_noise(s.noise, int(seed))))
        self.rivals.changed.connect(lambda rivals: change(lambda s: s.with_rivals(rivals)))
        self.dtype.chosen.connect(lambda dtype: change(lambda s: s.with_dtype(dtype)))
        self.order.chosen.connect(lambda order: change(lambda s: s.with_order(int(order))))
        self.speed.chosen.connect(lambda speed: change(lambda s: s.playing_at(float(speed))))
        for name, check in self.checks.items():
            check.toggled.connect(lambda on, name=name: change(lambda s: s.showing(name, on)))

    def _change(self, change: object) -> None:
        self._store.change(lambda session: session.with_descent(change))  # type: ignore[arg-type]

    def _choose_example(self, key: str) -> None:
        example = next(entry for entry in CATALOGUE if entry.key == key)
        self._change(lambda state: state.with_example(example))

    def _jump(self) -> None:
        if self._fastest is not None:
            fastest = self._fastest
            self._change(lambda state: state.with_learning_rate(fastest))

    def show(self, state: DescentChoices) -> None:
        """Show what is chosen."""
        self.formula.set_value(state.formula)
        self.start.set_value(state.start)
        self.updates.set_value(state.updates)
        self.optimizer.set_value(state.optimizer)
        optimizer, schedule = OPTIMIZERS[state.optimizer], SCHEDULES[state.schedule]
        self.parameters.show_parameters(optimizer.parameters, state.parameters_of(optimizer.key))
        self.schedule.set_value(schedule.key)
        self.schedule_parameters.show_parameters(
            schedule.parameters, state.parameters_of(schedule.key)
        )
        self.noise.set_value(state.noise)
        self.seed.set_value(state.seed)
        self.rivals.show_rivals(state.rivals)
        self.rate.set_value(state.learning_rate)
        self.band.set_value(state.learning_rate)
        self.dtype.set_value(state.dtype)
        self.order.set_value(str(state.order))
        self.speed.set_value(f"{state.speed:g}")
        for name, check in self.checks.items():
            check.blockSignals(True)
            check.setChecked(name in state.shown)
            check.blockSignals(False)

    def show_rates(
        self, stable: float | None, fastest: float | None, *, is_corner: bool = False
    ) -> None:
        """Show the rates that the curvature at the minimum allows; None when it is not known.

        At a corner or cusp there is no curvature, and no rate that suits it.
        """
        self._fastest = None if fastest is None else float(f"{fastest:.3g}")
        self.band.set_rates(stable, fastest)
        self.jump.setEnabled(fastest is not None)
        if is_corner:
            self.stable_note.setText(translate("Descent", "No rate is stable at a corner"))
            self.jump.setToolTip(translate("Descent", "f′ does not exist at the minimum."))
        elif stable is None:
            self.stable_note.setText(translate("Descent", "No known minimum"))
            self.jump.setToolTip(
                translate("Descent", "There is no minimum below the start to take a rate from.")
            )
        else:
            text = translate("Descent", "Stable below {rate}").format(rate=f"{stable:.3g}")
            self.stable_note.setText(text)
            self.jump.setToolTip(translate("Descent", "Set the rate to 1/f″ at the minimum"))

    def _mistake_in(self, text: str) -> Mistake | None:
        try:
            parse(text)
        except FormulaError as error:
            return spoken(error.sentence), error.column
        return None

    def _read_start(self, text: str) -> float:
        number = read_number(text)
        check_start(number, self._store.session.descent.dtype)
        return number


def _read_updates(text: str) -> float:
    count = read_count(text)
    check_updates(count)
    return count


def _read_noise(text: str) -> float:
    number = read_number(text)
    check_noise(number)
    return number


def _read_seed(text: str) -> float:
    count = read_count(text)
    if not 0 <= count < 2**31:
        raise ExplorerError(
            said("Errors", "The seed must be from 0 to 2147483647. Type for example 0.")
        )
    return count
