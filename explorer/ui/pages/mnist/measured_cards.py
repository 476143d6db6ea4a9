"""Two cards of the Formula leaf that are filled on request: the largest eigenvalues, the gradient noise."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from explorer.core.numerals import grouped
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.measuring import EIGENVALUES, MeasuredPlace
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Column
from explorer.ui.pages.layout import stacked
from explorer.ui.pages.mnist.measuring import place_of
from explorer.ui.pages.mnist.sharp_words import three
from explorer.ui.pages.own import reason_of
from explorer.ui.typesetting import Formulas, Line, Typesetter, tex
from explorer.ui.widgets.labels import Heading, label
from explorer.ui.widgets.work_row import WorkRow

if TYPE_CHECKING:
    from explorer.core.curvature.noise import NoiseScale
    from explorer.core.training.sharpness import EigenvalueSearch

translate = QCoreApplication.translate
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class MeasuredCards(QObject):
    """Buttons, progress, and what was found at which step.

    Attributes:
        widget: Both cards, to stand in the Formula leaf.
    """

    wanted = Signal(object)  # fields of what the page shows
    leaf_wanted = Signal()  # what a command begins is to be seen

    def __init__(self, column: Column[TrainingChoices], typesetter: Typesetter) -> None:
        super().__init__()
        self._place: MeasuredPlace | None = None
        self.formulas = Formulas(typesetter)
        self.eigenvalues = WorkRow(translate("Mnist", "Five largest eigenvalues"))
        self.noise = WorkRow(translate("Mnist", "Gradient noise scale"))
        self.found, self.meaning = label("", "note", wrap=True), label("", "note", wrap=True)
        self.values = label("", "", wrap=True)  # of several lines
        self.headings = (
            Heading(translate("Mnist", "Hessian eigenvalues")),
            Heading(translate("Mnist", "Gradient noise")),
        )
        self.widget = stacked(
            self.headings[0], self.eigenvalues, self.values, self.found,
            self.headings[1], self.noise, self.formulas["scale"], self.meaning, spacing=8,
        )  # fmt: skip
        self.setParent(self.widget)  # else it and the page would hold each other for ever
        for name, row, words in (
            ("eigenvalues", self.eigenvalues, "Hessian sharpness spectrum 特征值"),
            ("noise", self.noise, "batch size McCandlish 噪声"),
        ):
            field = f"{name}_of"
            row.wanted.connect(partial(self._begin, field))
            row.left.connect(partial(self.wanted.emit, {field: None}))
            column.add_command(
                f"measure.{name}", row.begin.text(), partial(self._command, field), words
            )

    def _begin(self, field: str) -> None:
        if self._place is not None:
            self.wanted.emit({field: self._place})

    def _command(self, field: str) -> None:
        self.leaf_wanted.emit()
        self._begin(field)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show how the searches go, or what they found, and at which step."""
        self._place = place_of(new)
        for row in (self.eigenvalues, self.noise):
            row.begin.setEnabled(self._place is not None)
        if old is None or (old.eigenvalues_of, old.eigenvalues) != (
            new.eigenvalues_of, new.eigenvalues,
        ):  # fmt: skip
            self._draw_eigenvalues(new)
        if old is None or (old.noise_of, old.noise) != (new.noise_of, new.noise):
            self._draw_noise(new)

    def _draw_eigenvalues(self, shown: TrainingShown) -> None:
        place, search, failure = (
            shown.eigenvalues_of,
            shown.eigenvalues.fresh,
            shown.eigenvalues.failure,
        )
        is_going = (
            place is not None and failure is None and (search is None or search.found is None)
        )
        share = search.products / search.most if search is not None else 0.0
        self.eigenvalues.show_share(share if is_going else None)
        text = ""
        if failure is not None:
            text = reason_of(failure)
        elif is_going:
            text = translate("Mnist", "Products with the Hessian are being compiled.")
            if search is not None and search.products:
                text = translate("Mnist", "Product {count}, of {most} at most.")
                text = text.format(count=search.products, most=search.most)
        elif search is not None and place is not None:
            text = translate(
                "Mnist",
                "At step {step}, of the loss of the first {images} training images. ± is the residual "
                "|Hv − λv|: an eigenvalue lies that near. {count} products, by Lanczos’ method.",
            ).format(step=grouped(place.step), images=grouped(search.images), count=search.products)
        self.found.setText(text)
        self.found.setVisible(bool(text))
        self.values.setText("" if is_going or search is None else _eigenvalue_lines(search))
        self.values.setVisible(bool(self.values.text()))

    def _draw_noise(self, shown: TrainingShown) -> None:
        place, search, failure = shown.noise_of, shown.noise.fresh, shown.noise.failure
        found = None if search is None else search.found
        is_going = place is not None and failure is None and found is None
        share = search.made / search.total if search is not None else 0.0
        self.noise.show_share(share if is_going else None)
        text, lines = "", dict[str, Line]()
        if failure is not None:
            text = reason_of(failure)
        elif is_going:
            text = translate("Mnist", "The gradient is being compiled.")
            if search is not None and search.made:
                text = translate("Mnist", "Batch {count} of {most}.")
                text = text.format(count=search.made, most=search.total)
        elif found is not None and place is not None:
            text, lines = _noise_words(found, place), _noise_lines(found)
        self.formulas.show(lines, lambda _: True)
        self.meaning.setText(text)
        self.meaning.setVisible(bool(text))


def _eigenvalue_lines(search: "EigenvalueSearch") -> str:
    if search.found is None:
        return ""
    pairs = zip(search.found.values, search.found.residuals, strict=True)
    lines = [
        f"λ{str(n).translate(_SUBSCRIPTS)} = {three(float(value))} ± {float(residual):.1g}"
        for n, (value, residual) in enumerate(pairs, start=1)
    ]
    if len(lines) < EIGENVALUES:
        text = translate("Mnist", "There are no more in the space that was searched.")
        lines.append(text)
    return "\n".join(lines)


def _noise_lines(found: "NoiseScale") -> dict[str, Line]:
    variance, squared = three(found.variance), three(found.squared_gradient)
    head = r"B = \frac{\mathrm{tr}\,\Sigma}{|G|^2}"
    if found.value is None:
        return {"scale": Line(head, "B = tr Σ / |G|²")}
    value = three(found.value)
    return {
        "scale": Line(
            rf"{head} = \frac{{{tex(variance)}}}{{{tex(squared)}}} = {tex(value)}",
            f"B = tr Σ / |G|² = {variance} / {squared} = {value}",
        )
    }


def _noise_words(found: "NoiseScale", place: MeasuredPlace) -> str:
    """Say what the scale says of the batch size."""
    parts: dict[str, Any] = {
        "step": grouped(place.step), "images": grouped(found.images),
        "batch": grouped(place.settings.batch_size),
        # Not to be broken within: a formula in two lines is hard to read.
        "model": f"1/\u2060(1\u00a0+\u00a0B/\u2060{place.settings.batch_size})",
    }  # fmt: skip
    share, twice = (found.share_at(k * place.settings.batch_size) for k in (1, 2))
    if found.value is None or share is None or twice is None:
        return translate(
            "Mnist",
            "At step {step}, over {images} images, the gradient G cannot be told from its noise: B is "
            "larger than they can show.",
        ).format(**parts)
    parts |= {
        "low": three(found.low), "high": three(found.high), "share": f"{100 * share:.0f}",
        "factor": f"{twice / share:.2f}",
    }  # fmt: skip
    return translate(
        "Mnist",
        "At step {step}, over {images} images; 95 %: {low} to {high}. Σ is the covariance of single images’ "
        "gradients. An update of {batch} images achieves {model} = {share} % of one along G, and "
        "one of twice as many {factor} times as much, each at its best rate, where the loss is a parabola of "
        "one curvature (McCandlish et al., 2018).",
    ).format(**parts)
