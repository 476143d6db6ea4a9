"""Parameters and schedule of the racer that the formulas are about, in the Surface page's column."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES
from explorer.session.surface.choices import Racer, SurfaceChoices
from explorer.ui.pages.column import Column
from explorer.ui.pages.layout import stacked
from explorer.ui.pages.number_fields import ParameterFields
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.fields import ChoiceField

translate = QCoreApplication.translate
_Wish = Callable[..., SurfaceChoices]


class RacerControls:
    """Fields of its own for each optimiser and schedule.

    Attributes:
        widget: They, one press from sight.
    """

    def __init__(self, column: Column[SurfaceChoices], look: Look) -> None:
        self._column = column
        self.parameters, self.schedule_parameters = ParameterFields(look), ParameterFields(look)
        self.parameters.changed.connect(self._wishing(SurfaceChoices.with_parameter))
        self.schedule_parameters.changed.connect(
            self._wishing(SurfaceChoices.with_schedule_parameter)
        )
        self.schedule = ChoiceField(translate("Descent", "Rate over the updates"), look)
        self.schedule.set_choices([(spec.key, spoken(spec.label)) for spec in SCHEDULES.values()])
        # Qt makes a box as wide as its longest choice.
        self.schedule.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.schedule.box.setMinimumContentsLength(8)
        column.bind(
            "schedule", self.schedule,
            lambda c: "constant" if c.examined is None else c.examined.schedule,
            lambda c, key: c if c.examined is None else c.with_schedule(c.examined.sign, key),
        )  # fmt: skip
        self.widget = Disclosure(
            translate("Surface", "Parameters, schedule"), look,
            stacked(self.parameters, self.schedule, self.schedule_parameters, spacing=12),
        )  # fmt: skip
        column.add_line("parameters", self.widget)

    def _wishing(self, change: _Wish) -> Callable[[str, float], None]:
        def wish(key: str, value: float) -> None:
            self._column.change(
                lambda c: c if c.examined is None else change(c, c.examined.sign, key, value)
            )

        return wish

    def show_racer(self, racer: Racer) -> None:
        """Show what is chosen for a racer; a field in which one just types stays."""
        for fields, known, chosen in (
            (self.parameters, OPTIMIZERS[racer.optimizer].parameters, racer.parameters),
            (
                self.schedule_parameters,
                SCHEDULES[racer.schedule].parameters,
                racer.schedule_parameters,
            ),
        ):
            fields.show_parameters(known, chosen)
