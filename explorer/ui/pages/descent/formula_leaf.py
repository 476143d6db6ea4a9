"""The Formula leaf: the mathematics of the shown update, typeset, with its live numbers in it."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from explorer.core.autodiff.results import Caveat
from explorer.core.descent.explained import explain
from explorer.core.numerals import brief, exact, fixed
from explorer.core.sentences import Sentence
from explorer.session.descent.snapshots import CheckView, PathView, Shapes
from explorer.ui.pages.descent.formulas import equation_lines, rate_lines, shape_lines, update_lines
from explorer.ui.pages.page import leaf
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Line, Typesetter
from explorer.ui.widgets.badge import Badge
from explorer.ui.widgets.formula_view import FormulaView
from explorer.ui.widgets.labels import Heading, Steady, label

translate = QCoreApplication.translate
EQUATIONS = ("symbols ", "numbers ", "paper ")  # what the names of numbered lines begin with
LESSON = ("rule", "next", "numbers", "result")
_AGREE_EXACTLY = 1e-9  # the tape in float64, near poles too
_AGREE = 1e-3  # a central difference, good to about 1e-10 where f is tame, far less near poles


class FormulaLeaf:
    """Shows derivatives, the next update by formula and by Keras, and what the curvature allows.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._lines: dict[str, Line] = {}
        self._rates_of: PathView | None = None  # whose rates are shown
        names = (
            "f",
            "slope",
            "curvature",
            "rule",
            "next",
            "numbers",
            "result",
            "factor",
            "stable",
            "fastest",
        )
        self.views = {name: FormulaView() for name in names}
        self._next_heading = Heading(translate("Descent", "Next update"))
        self.by_formula, self.by_keras = label("", "number"), label("", "number")
        self.badge = Badge(look)
        self.convention = label("", "note", wrap=True)
        self.note = label("", "note", wrap=True)
        self.shapes_note = label("", "note", wrap=True)
        self.checks, self.checks_note = Badge(look), label("", "note", wrap=True)
        self.checks.hide()
        self.caveats, self.caveats_note = Badge(look), label("", "note", wrap=True)
        self.show_caveats(())
        self._rates = Heading(translate("Descent", "Rate and curvature"))
        self._rates_note = label("", "note", wrap=True)
        self._rate_words = {
            "stable": label(translate("Descent", "stable"), ""),
            "fastest": label(translate("Descent", "fastest"), ""),
        }
        typesetter.done.connect(self._show_pictures)
        self.widget = self._lay_out()

    def _lay_out(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = ((translate("Descent", "Formula"), self.by_formula), ("Keras", self.by_keras))
        for row, (name, value) in enumerate(rows):
            grid.addWidget(label(name, ""), row, 0)
            grid.addWidget(Steady(value, width=120), row, 1)
        v = self.views
        equations = QWidget()
        column = QVBoxLayout(equations)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._equations, self._paper = QVBoxLayout(), QVBoxLayout()
        column.addLayout(self._equations)
        column.addWidget(self.convention)
        column.addLayout(self._paper)
        return leaf(
            Heading(translate("Descent", "Derivatives"), translate("Descent", "by the tape")),
            v["f"], v["slope"], v["curvature"], self.shapes_note,
            self.caveats, self.caveats_note, self.checks, self.checks_note,
            self._next_heading, v["rule"], v["next"], v["numbers"], v["result"],
            equations,
            table, self.badge, self.note,
            self._rates, v["factor"], self._rate_table(), self._rates_note,
        )  # fmt: skip

    def _rate_table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(1, 1)
        for row, (name, word) in enumerate(self._rate_words.items()):
            grid.addWidget(word, row, 0)
            grid.addWidget(self.views[name], row, 1)
        return table

    def show_shapes(self, shapes: Shapes) -> None:
        """Show f and its derivatives; those that are not known leave no old ones behind."""
        lines = shape_lines(shapes)
        for name in ("f", "slope", "curvature"):
            self.views[name].setVisible(name in lines)
        self.shapes_note.setText(spoken(shapes.note) if shapes.note else "")
        self.shapes_note.setVisible(shapes.note is not None)
        self._set(lines)

    def show_checks(self, view: CheckView) -> None:
        """Show how well tape, exact derivative and central difference agree over the span."""
        worst = max((d.relative for row in view.rows for d in row if d is not None), default=None)
        if worst is None:
            self.checks.hide()
            return
        self.checks.show()
        exact_rows = [row[0].relative for row in view.rows if row[0] is not None]
        good = max(exact_rows, default=0.0) < _AGREE_EXACTLY and worst < _AGREE
        word = (
            translate("Descent", "Three ways agree") if good else translate("Descent", "They part")
        )
        self.checks.say("good" if good else "warning", word, "")
        lines = []
        both = translate("Descent", "{derivative}: exact {exact}, difference {difference}")
        alone = translate("Descent", "{derivative}: difference {difference}")
        for head, (symbolic, difference) in zip(("f′", "f″"), view.rows, strict=True):
            if difference is not None:
                text = alone if symbolic is None else both
                exactly = "" if symbolic is None else fixed(symbolic.relative, 1)
                nearly = fixed(difference.relative, 1)
                lines.append(text.format(derivative=head, exact=exactly, difference=nearly))
        intro = translate(
            "Descent", "Largest relative distance of the tape, x from {low} to {high}:"
        )
        low, high = (brief(end, "float32") for end in view.span)
        self.checks_note.setText("\n".join([intro.format(low=low, high=high), *lines]))

    def show_caveats(self, caveats: Sequence[Caveat]) -> None:
        """Say where TensorFlow's gradient is not what mathematics says, with the safe form."""
        self.caveats.setVisible(bool(caveats))
        self.caveats_note.setVisible(bool(caveats))
        self.caveats.say("warning", translate("Descent", "TensorFlow and mathematics part here"))
        safe = translate("Descent", "Safe form: {source}")
        lines = []
        for caveat in caveats:
            lines.append(spoken(caveat.sentence))
            if caveat.safe:
                lines.append(safe.format(source=caveat.safe))
        self.caveats_note.setText("\n".join(lines))

    def show_update(self, view: PathView, cursor: int) -> None:
        """Show the update that leaves a place, or the last one at the end of the path."""
        if view.last == 0:
            return
        n = min(cursor, view.last - 1)
        self._next_heading.say(translate("Descent", "Next update"), f"{n} → {n + 1}")
        self._show_check(view, n)
        self._show_rates(view)
        self._show_rule(view, n)

    def _show_rule(self, view: PathView, n: int) -> None:
        """Show plain SGD as the lesson writes it, every other rule equation by equation."""
        plain = view.settings.optimizer == "sgd" and view.settings.noise == 0
        for name in LESSON:
            self.views[name].setVisible(plain)
        if plain:
            self._show_equations({}, None)
            self._set(update_lines(view, n))
        else:
            explanation = explain(view.trajectory, n, view.settings)
            self._show_equations(equation_lines(explanation), explanation.convention)

    def _show_equations(self, lines: dict[str, Line], convention: Sentence | None) -> None:
        """Show equations in views that are made as they are needed and kept."""
        for name in lines:
            if name not in self.views:
                view = self.views[name] = FormulaView()
                column = self._paper if name.startswith("paper") else self._equations
                column.addWidget(view)
        for name, view in self.views.items():
            if name.startswith(EQUATIONS):
                view.setVisible(name in lines)
        self._lines = {
            name: line for name, line in self._lines.items() if not name.startswith(EQUATIONS)
        }
        self.convention.setText(spoken(convention) if convention else "")
        self.convention.setVisible(convention is not None)
        if lines:
            self._set(lines)

    def _show_check(self, view: PathView, n: int) -> None:
        path, dtype = view.trajectory, view.trajectory.dtype
        self.by_formula.setText(exact(float(path.formula_x[n + 1]), dtype))
        self.by_keras.setText(exact(float(path.x[n + 1]), dtype))
        ulp = int(path.ulp[n + 1])
        if path.is_preview:
            self.by_formula.setText("–")
            self.by_keras.setText("–")
            self.badge.say(
                "waiting", translate("Descent", "Preview"), translate("Descent", "Keras follows")
            )
        elif ulp == 0:
            self.badge.say("good", translate("Descent", "Same bits"), f"0 ULP · {dtype}")
        else:
            word = translate("Descent", "Differs") if ulp > 4 else translate("Descent", "Near")
            self.badge.say("warning", word, f"{ulp} ULP · {dtype}")
        held = float(path.rate[n])
        if dtype == "float64" and held != view.settings.learning_rate:
            text = translate("Descent", "Keras holds the rate in float32: {rate}")
            self.note.setText(text.format(rate=f"{held:.12f}"))
        else:
            self.note.setText("")
        self.note.setVisible(bool(self.note.text()))

    def _show_rates(self, view: PathView) -> None:
        if view is self._rates_of:
            return
        self._rates_of, curvature = view, view.minimum_curvature
        for part in (self.views["factor"], *self._rate_words.values()):
            part.setVisible(curvature is not None)
        for name in self._rate_words:
            self.views[name].setVisible(curvature is not None)
        self._rates_note.setVisible(curvature is None)
        if view.minimum is not None and view.minimum.curvature == math.inf:
            text = translate(
                "Descent",
                "The minimum at x = {x} is a corner or a cusp: f′ does not exist there, "
                "and no rate is stable.",
            )
            self._rates_note.setText(text.format(x=brief(view.minimum.x, "float32")))
        elif curvature is None:
            text = translate(
                "Descent", "No minimum with a known curvature lies downhill of the start."
            )
            self._rates_note.setText(text)
        else:
            self._set(rate_lines(view, curvature))

    def _set(self, lines: dict[str, Line]) -> None:
        self._lines = self._lines | lines
        self._typesetter.set(self._lines)

    def _show_pictures(self, pictures: dict[str, bytes]) -> None:
        for name, svg in pictures.items():
            if name not in self._lines:
                continue  # an equation of the optimiser before
            self.views[name].show_svg(svg, self._lines[name].plain)
