"""The card "Why it stays there": what a rate does to an error along the sharpest direction."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.core.numerals import grouped
from explorer.session.training.sharp import edge_of, measured_by
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.mnist.run_words import told_rate
from explorer.ui.pages.mnist.sharp_words import three
from explorer.ui.typesetting import Formulas, Line, Typesetter, tex
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate


class EdgeFormula:
    """Shown where the sharpness of a run was measured.

    Attributes:
        widget: The card, to stand in the Formula leaf.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        self.formulas = Formulas(typesetter)
        self.heading = Heading(translate("Mnist", "Why it stays there"))
        self.note, self.numbers = label("", "note", wrap=True), label("", "note", wrap=True)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        for name in ("error", "edge", "factor"):
            column.addWidget(self.formulas[name])
        column.addWidget(self.numbers)
        column.addWidget(self.note)
        self._told: tuple[object, ...] = ()
        self.widget.hide()

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:  # noqa: ARG002 - it knows what it told
        """Show the card with the numbers of the newest measurement up to the step shown."""
        history = new.history
        found = None if history is None else measured_by(history, new.step)
        if history is None or found is None:
            self.widget.hide()
            self._told = ()
            return
        settings = history.settings_at(max(found.step - 1, 0))
        told = (found, settings)
        if told == self._told:
            return
        self._told = told
        self.widget.show()
        lines = {}
        if settings.optimizer == "sgd":
            rate, value = settings.rate_at(found.step), found.eigenvalues[0]
            factor, shown = 1 - rate * value, told_rate(settings, found.step)
            lines = {
                "error": Line(
                    r"e_{t+1} = (1 - \mathrm{lr} \cdot \role{green}{\lambda_1})\, e_t",
                    "e at t+1 = (1 − lr · λ₁) · e at t",
                ),
                "edge": Line(
                    r"\role{green}{\lambda_1} > \frac{2}{\mathrm{lr}} \;\Rightarrow\; "
                    r"|1 - \mathrm{lr} \cdot \role{green}{\lambda_1}| > 1",
                    "λ₁ > 2/lr ⇒ |1 − lr · λ₁| > 1",
                ),
                "factor": Line(
                    rf"1 - {tex(shown)} \cdot {tex(three(value))} = {tex(three(factor))}",
                    f"1 − {shown} · {three(value)} = {three(factor)}", 17,
                ),
            }  # fmt: skip
        self.formulas.show(lines, lambda _: True)
        self.numbers.setText(
            translate(
                "Mnist",
                "At step {step}: λ₁ = {value} with the residual |Hv − λ₁v| = {residual}; along the gradient "
                "the second derivative is {along}.",
            ).format(
                step=grouped(found.step),
                value=three(found.eigenvalues[0]),
                residual=three(found.residuals[0]),
                along=three(found.along_gradient),
            )
        )
        self.note.setText(_source(settings.optimizer, known=edge_of(settings) is not None))


def _source(optimizer: str, *, known: bool) -> str:
    if optimizer == "adam":
        return translate(
            "Mnist",
            "With Adam λ₁ is that of the Hessian seen through Adam’s own scale, and its edge is "
            "(2+2β₁)/((1−β₁)lr) (Cohen et al., “Adaptive Gradient Methods at the Edge of Stability”, 2022).",
        )
    if not known:
        return translate("Mnist", "For this optimiser no edge is known here.")
    return translate(
        "Mnist",
        "On a parabola the error e along the sharpest direction grows once λ₁ passes the edge. In a network "
        "that growth lowers λ₁ again, so that full-batch runs settle there; runs by mini-batches mostly "
        "settle below (Cohen et al., “Gradient Descent on Neural Networks Typically Occurs at the Edge of "
        "Stability”, ICLR 2021).",
    )
