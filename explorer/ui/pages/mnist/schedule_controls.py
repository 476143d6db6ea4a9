"""How the learning rate of a training changes with its updates, in the MNIST page's column."""

from PySide6.QtCore import QCoreApplication

from explorer.core.descent.schedules import SCHEDULES
from explorer.core.numerals import grouped
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.choices import TrainingChoices
from explorer.ui.pages.column import Column
from explorer.ui.pages.layout import stacked
from explorer.ui.pages.mnist.run_words import told_rate
from explorer.ui.pages.number_fields import ParameterFields
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.fields import ChoiceField, Field
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate


class ScheduleControls:
    """The schedule, its parameters, and which rate it gives at the step shown.

    Attributes:
        field: The choice.
        parameters: Fields of its own for each schedule.
        widget: Choice and fields.
        note: The rate of the next update, to stand below the rate that was chosen; hidden without a schedule.
    """

    def __init__(self, column: Column[TrainingChoices], look: Look) -> None:
        self.field = ChoiceField(translate("Descent", "Rate over the updates"), look)
        self.field.set_choices([(spec.key, spoken(spec.label)) for spec in SCHEDULES.values()])
        column.bind(
            "schedule", self.field, lambda c: c.settings.schedule, lambda c, key: c.scheduling(key)
        )
        self.parameters = ParameterFields(look)
        self.parameters.changed.connect(
            lambda key, value: column.change(
                lambda c: c.scheduling(c.settings.schedule, {key: value})
            )
        )
        self.widget = stacked(self.field, self.parameters, spacing=12)
        self.note = label("", "note", wrap=True)

    @property
    def typed(self) -> tuple[Field, ...]:
        """The fields that are typed in."""
        return tuple(each for each in self.parameters.fields.values() if isinstance(each, Field))

    def draw(self, settings: TrainingSettings, step: int, *, going: bool) -> None:
        """Show a schedule, and what it gives to the update after `step` others; fixed while a run is going."""
        known = SCHEDULES[settings.schedule].parameters
        self.parameters.show_parameters(known, settings.schedule_parameters)
        self.field.setDisabled(going)
        self.parameters.set_fixed(lambda _: going)
        self.note.setVisible(settings.schedule != "constant")
        self.note.setText(
            translate("Mnist", "Update {update} takes the rate {rate}.").format(
                update=grouped(step + 1), rate=told_rate(settings, step)
            )
        )
