"""Which experiment is made, and what is drawn of its curvature: a part of the MNIST page's column."""

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import grouped
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.experiment import experiment_of
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Column
from explorer.ui.pages.layout import stacked
from explorer.ui.pages.number_fields import images_field
from explorer.ui.plots.sharpness_plot import EDGE, SECOND, SHARPNESS
from explorer.ui.theme import Look
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.fields import ChoiceField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate


class ExperimentControls:
    """The choice of an experiment, its number of images, and what is shown.

    Attributes:
        top: The choice and what it means, to stand at the top of the column.
        images: Number of images, in place of the batch size.
        rows: What is shown beside the loss.
    """

    def __init__(self, column: Column[TrainingChoices], look: Look) -> None:
        self.experiment = ChoiceField(translate("Mnist", "Experiment"), look)
        self.experiment.set_choices([
            ("lesson", translate("Mnist", "Lesson")),
            ("edge-of-stability", translate("Mnist", "Edge of stability")),
        ])  # fmt: skip
        column.bind(
            "experiment", self.experiment,
            lambda c: experiment_of(c.settings), lambda c, key: c.experimenting(key),
        )  # fmt: skip
        self._note = label("", "note", wrap=True)
        self.top = stacked(self.experiment, self._note, spacing=6)
        self.images = column.bind(
            "images", images_field(translate("Mnist", "Images"), look),
            lambda c: c.settings.images, lambda c, n: c.taking(int(n)),
        )  # fmt: skip
        self.sharpness = column.bind(
            "sharpness", CheckRow(translate("Mnist", "Sharpness λ₁"), look, SHARPNESS),
            lambda c: bool(c.settings.sharpness_every), lambda c, on: c.measuring_sharpness(on=on),
            translate("Mnist", "curvature Hessian eigenvalue edge of stability"),
        )  # fmt: skip
        self.second = column.bind_shown(
            "second", CheckRow(translate("Mnist", "Second eigenvalue λ₂"), look, SECOND)
        )
        self.edge = column.bind_shown("edge", CheckRow(translate("Mnist", "Edge 2/lr"), look, EDGE))
        self._cost = label("", "note", wrap=True)
        self.rows = stacked(self.sharpness, self.second, self.edge, self._cost)

    def draw(self, new: TrainingShown, *, full_batch: bool) -> None:
        """Say what the experiment is, and what measuring takes."""
        self.images.setVisible(full_batch)
        self._note.setVisible(full_batch)
        self._note.setText(
            translate("Mnist", "Each update is by the gradient over all of these images at once.")
        )
        every = new.held.sharpness_every
        for row in (self.second, self.edge):
            row.setEnabled(bool(every) or self._has_some(new))
        text = ""
        if every:
            text = translate("Mnist", "Measured every {count} steps.").format(count=grouped(every))
        history = new.history
        if history is not None and history.measuring and history.pace.seconds:
            share = 100 * min(history.measuring / history.pace.seconds, 1)
            text += " " + translate("Mnist", "It took {share} % of this run’s time.").format(
                share=f"{share:.0f}"
            )
        self._cost.setText(text.strip())
        self._cost.setVisible(bool(text))

    def fix(self, *, going: bool, followed: bool) -> None:
        """Dim what cannot be changed while a run is going."""
        self.experiment.setDisabled(going)
        self.images.setDisabled(going)
        self.sharpness.setDisabled(followed)

    @staticmethod
    def _has_some(shown: TrainingShown) -> bool:
        return shown.history is not None and bool(shown.history.sharpness)
