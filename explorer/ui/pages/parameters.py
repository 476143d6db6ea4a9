"""Fields for the parameters of an optimiser or a schedule, made for whichever is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.core.descent.parameters import Parameter, check_parameter
from explorer.core.numerals import exact
from explorer.ui.pages.reading import read_number
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.fields import NumberField

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
        if parameters != self._parameters:
            self._rebuild(parameters)
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
            old.deleteLater()
        self._parameters, self.fields = parameters, {}
        place = 0
        for parameter in parameters:
            field = self._make(parameter)
            self.fields[parameter.key] = field
            if isinstance(field, CheckRow):
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
        if (parameter.highest <= 1 and parameter.default >= 0.01) or parameter.default == 0:
            return round(min(max(value + 0.01 * steps, parameter.lowest), parameter.highest), 6)
        return float(
            f"{min(max(value * 10 ** (steps / 2), parameter.lowest), parameter.highest):.3g}"
        )

    return step
