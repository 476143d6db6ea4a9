"""The next update of the weight that is looked at, worked out by the optimiser's rule."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.core.numerals import exact, grouped
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.equations import equation_lines
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Formulas, Typesetter
from explorer.ui.widgets.labels import Badge, Heading, label

translate = QCoreApplication.translate


class WeightFormula:
    """Equations with the weight's numbers in them, and whether Keras gives the same bits.

    Attributes:
        widget: It, to stand in the Formula leaf; hidden while another view is in front.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self.formulas = Formulas(typesetter)
        self.heading = Heading("")
        self.badge = Badge(look)
        self.results = label("", "note", wrap=True)
        self.convention = label("", "note", wrap=True)
        self._told: tuple[object, ...] = ()
        self.widget = QWidget()
        self._column = QVBoxLayout(self.widget)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.heading)
        self._equations = QVBoxLayout()
        self._column.addLayout(self._equations)
        for part in (self.badge, self.results, self.convention):
            self._column.addWidget(part)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:  # noqa: ARG002 - it knows what it told
        """Show the update of the chosen weight; nothing where it is not known."""
        update = new.following.fresh
        told = update, new.unit, new.choices.inside.pixel
        if told == self._told:
            return
        self._told = told
        self.widget.setVisible(update is not None)
        if update is None:
            self.formulas.show({}, lambda _: True)
            return
        unit, pixel = new.unit, new.choices.inside.pixel
        explanation = update.explained(pixel, unit)
        lines = equation_lines(explanation)
        for name in lines:
            if name not in self.formulas.views:
                self._equations.addWidget(self.formulas[name])
        self.formulas.show(lines, lambda _: True)
        title = translate("Mnist", "One weight’s next update")
        self.heading.say(title, f"{grouped(update.step)} → {grouped(update.step + 1)}")
        place = update.place_of(pixel, unit)
        made = update.after[pixel, unit]
        foretold, apart = update.foretold(place)[0], int(update.distances(place)[0])
        if apart == 0:
            self.badge.say("good", translate("Mnist", "Same bits"), "0 ULP · float32")
        else:
            word = translate("Mnist", "Differs") if apart > 4 else translate("Mnist", "Near")
            self.badge.say("warning", word, f"{grouped(apart)} ULP · float32")
        text = translate(
            "Mnist",
            "x is the weight. Formula {formula}, Keras {keras}; gradient by the tape, made anew outside "
            "the compiled loop, whose last bits may differ.",
        )
        self.results.setText(
            text.format(
                formula=exact(float(foretold), "float32"), keras=exact(float(made), "float32")
            )
        )
        note = explanation.convention
        self.convention.setText("" if note is None else spoken(note))
        self.convention.setVisible(note is not None)
