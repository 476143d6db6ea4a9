"""Numbers that are typed or stepped: how they are read, refused and stepped, and fields for them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.core.descent.parameters import Parameter, check_parameter
from explorer.core.descent.settings import check_noise, check_updates
from explorer.core.numerals import exact, grouped, read_count, read_number
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.settings import HiddenLayer, TrainingSettings, problems
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.fields import NumberField

# What a person may write for a network without hidden layers.
_NO_LAYERS = ("", "none", "0")
_SMALLEST_L2 = 1e-6


def step_rate(rate: float, steps: int) -> float:
    """Return a rate some steps away, one step being a unit of its first figure."""
    # A hair above: a rate that rounding left just short of a power of ten has the figure 1.
    unit = 10.0 ** math.floor(math.log10(rate) + 1e-9)
    # Downwards from the first figure 1 the unit is that of the next decade: from 0.1 to 0.09, not
    # to 0.
    if steps < 0 and rate - unit < unit * 0.999:
        unit /= 10
    # Six figures: sums of tenths would show their rounding.
    return float(f"{max(rate + steps * unit, unit):.6g}")


def read_updates(text: str) -> float:
    """Return the number of updates that a text means.

    Raises:
        ExplorerError: If it is none, or more than a timeline takes.
    """
    count = read_count(text)
    check_updates(count)
    return count


def read_noise(text: str) -> float:
    """Return the standard deviation that a text means.

    Raises:
        ExplorerError: If it is none.
    """
    number = read_number(text)
    check_noise(number)
    return number


def read_seed(text: str) -> float:
    """Return the seed that a text means.

    Raises:
        ExplorerError: If it is none of NumPy's and TensorFlow's.
    """
    count = read_count(text)
    if not 0 <= count < 2**31:
        raise ExplorerError(
            said("Errors", "The seed must be from 0 to 2147483647. Type for example 0.")
        )
    return count


def written_count(number: float) -> str:
    """Return a whole number without a point."""
    return str(int(number))


def accepted(name: str, value: Any) -> Any:
    """Return a value that the field `name` of a run's settings can have.

    Raises:
        ExplorerError: If it cannot.
    """
    # Tried in settings that are otherwise the defaults: the sentence is that of the command line.
    problem = problems(replace(TrainingSettings(), **{name: value})).get(name)
    if problem is not None:
        raise ExplorerError(problem)
    return value


def setting_field(
    name: str, title: str, look: Look, *, step: Callable[[float, int], float]
) -> NumberField:
    """Return a field for a number among a run's settings, refused by their own sentences."""

    def read(text: str) -> float:
        return float(accepted(name, read_number(text)))

    return NumberField(title, look, read=read, step=step, write=exact)


def whole_field(name: str, title: str, look: Look, unit: int) -> NumberField:
    """Return a field for a whole number among a run's settings, stepped by `unit`."""

    def read(text: str) -> float:
        # A text that is no number is read as −1, which every setting refuses in its own words.
        return float(accepted(name, _count_or(text, -1)))

    return NumberField(
        title, look, read=read, step=lambda n, by: n + unit * by, write=lambda n: grouped(int(n))
    )


def images_field(title: str, look: Look) -> NumberField:
    """Return a field for how many images are learned from at once."""

    def read(text: str) -> float:
        # 0 would stand for all of them, which is more than an update takes.
        return float(accepted("images", _count_or(text, -1) or -1))

    return NumberField(
        title, look, read=read, step=lambda n, by: n + 100 * by, write=lambda n: grouped(int(n))
    )


def read_layers(text: str, activation: str) -> tuple[HiddenLayer, ...]:
    """Return hidden layers from their units with commas between; nothing stands for none.

    Raises:
        ExplorerError: If there cannot be such layers.
    """
    if text.strip().lower() in _NO_LAYERS:
        return ()
    # A Chinese keyboard types the wide comma.
    units = [_count_or(part, 0) for part in text.replace("，", ",").split(",")]
    layers: tuple[HiddenLayer, ...] = accepted(
        "hidden", tuple(HiddenLayer(count, activation) for count in units)
    )
    return layers


def _count_or(text: str, otherwise: int) -> int:
    """Return a whole number, or what is no number of things either."""
    try:
        return read_count(text)
    except ExplorerError:
        return otherwise


def step_share(share: float, steps: int) -> float:
    """Return a share some hundredths away, or thousandths where little is left to 1."""
    # Decay rates near 1, as 0.999, differ by what is left to 1.
    unit = 0.001 if share >= 0.99 else 0.01
    return round(min(max(share + steps * unit, 0.0), 0.999), 6)


def step_l2(factor: float, steps: int) -> float:
    """Return a factor some half decades away; 0 lies below the smallest."""
    if factor < _SMALLEST_L2:
        return _SMALLEST_L2 if steps > 0 else 0.0
    # In half decades a factor has one figure: 1, 3, 10.
    found = float(f"{factor * 10 ** (steps / 2):.1g}")
    # Below the smallest step there is 0: the factor can be switched off.
    return found if found >= _SMALLEST_L2 else 0.0


COLUMNS = 2
Check = Callable[[str, float], None]


class ParameterFields(QWidget):
    """Two fields abreast; switches over the whole width."""

    changed = Signal(str, float)  # key and value

    def __init__(self, look: Look, check: Check = lambda _key, _value: None) -> None:
        """Make no field yet; `check` may refuse a value that is within a parameter's limits."""
        super().__init__()
        self._look, self._check = look, check
        self._parameters: Sequence[Parameter] = ()
        self.fields: dict[str, NumberField | CheckRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)

    def show_parameters(
        self, parameters: Sequence[Parameter], chosen: Sequence[tuple[str, float]]
    ) -> None:
        """Show parameters with their chosen values, the others with their defaults."""
        # Fields are kept where they can be: one of them may be typed in.
        if parameters != self._parameters:
            self._rebuild(parameters)
        # Only what differs from a default is chosen.
        values = {each.key: each.default for each in parameters} | dict(chosen)
        for key, field in self.fields.items():
            if isinstance(field, NumberField):
                field.set_value(values[key])
            else:
                field.blockSignals(True)
                field.setChecked(bool(values[key]))
                field.blockSignals(False)
        self.setVisible(bool(parameters))

    def set_fixed(self, is_fixed: Callable[[str], bool]) -> None:
        """Dim the parameters that cannot be chosen now."""
        for key, field in self.fields.items():
            field.setDisabled(is_fixed(key))

    def _rebuild(self, parameters: Sequence[Parameter]) -> None:
        for old in self.fields.values():
            self._grid.removeWidget(old)
            # Qt deletes it once no event is on its way to it.
            old.deleteLater()
        self._parameters, self.fields = parameters, {}
        place = 0
        for parameter in parameters:
            field = self._make(parameter)
            self.fields[parameter.key] = field
            if isinstance(field, CheckRow):
                # A switch begins a row of its own.
                place += place % COLUMNS
                self._grid.addWidget(field, place // COLUMNS, 0, 1, COLUMNS)
                place += COLUMNS
            else:
                self._grid.addWidget(field, place // COLUMNS, place % COLUMNS)
                place += 1

    def _make(self, parameter: Parameter) -> NumberField | CheckRow:
        name, key = spoken(parameter.label), parameter.key
        if parameter.is_switch:
            row = CheckRow(name, self._look)
            row.toggled.connect(lambda on: self.changed.emit(key, float(on)))
            return row
        field = NumberField(
            name, self._look, read=self._reader(parameter), step=_stepper(parameter), write=exact
        )
        field.committed.connect(lambda value: self.changed.emit(key, value))
        return field

    def _reader(self, parameter: Parameter) -> Callable[[str], float]:
        def read(text: str) -> float:
            number = read_number(text)
            check_parameter(parameter, number)
            self._check(parameter.key, number)
            return number

        return read


def _stepper(parameter: Parameter) -> Callable[[float, int], float]:
    """Return steps of whole numbers for counts, of a hundredth for shares, of half a decade else."""

    def step(value: float, steps: int) -> float:
        if parameter.is_whole:
            return min(max(value + steps, parameter.lowest), parameter.highest)
        # Shares of which the default is below a hundredth, such as ε, are stepped by decades
        # instead.
        if (parameter.highest <= 1 and parameter.default >= 0.01) or parameter.default == 0:
            # Six decimals: sums of hundredths would show their rounding.
            return round(min(max(value + 0.01 * steps, parameter.lowest), parameter.highest), 6)
        return float(
            f"{min(max(value * 10 ** (steps / 2), parameter.lowest), parameter.highest):.3g}"
        )

    return step
