"""The Formula leaf: the mathematics of the shown update, typeset, with its live numbers in it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from explorer.core.descent.explained import explain
from explorer.core.descent.results import RateBound, RateMap
from explorer.core.numerals import brief, exact, fixed
from explorer.session.descent.snapshots import (
    CaveatsView,
    CheckView,
    DescentShown,
    PathView,
    Shapes,
)
from explorer.ui.pages.descent.requests import may_lag
from explorer.ui.pages.descent.words import unmarked_words
from explorer.ui.pages.equations import equation_lines
from explorer.ui.pages.layout import leaf, stacked
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Formulas, Line, Typesetter, in_role, tex
from explorer.ui.widgets.labels import Badge, Heading, Steady, label

translate = QCoreApplication.translate
RESULT_SIZE, RATE_SIZE = 22, 17
EQUATIONS = ("symbols ", "numbers ", "paper ")  # what the names of numbered lines begin with
_SHAPES = ("f", "slope", "curvature")
# Relative; two ways to the same number part by rounding alone.
_AGREE_EXACTLY = 1e-9  # the tape in float64, near poles too
_AGREE = 1e-3  # a central difference, good to about 1e-10 where f is tame, far less near poles


class FormulaLeaf:
    """Shows derivatives, the next update by formula and by Keras, and what the curvature allows.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self.formulas = Formulas(typesetter)
        self.views = self.formulas.views
        self._next_heading = Heading(translate("Descent", "Next update"))
        self.by_formula, self.by_keras = label("", "number"), label("", "number")
        self.badge = Badge(look)
        self.convention = label("", "note", wrap=True)
        self.note = label("", "note", wrap=True)
        self.shapes_note = label("", "note", wrap=True)
        self.checks, self.checks_note = Badge(look), label("", "note", wrap=True)
        self.checks.hide()
        self.caveats, self.caveats_note = Badge(look), label("", "note", wrap=True)
        self._show_caveats(None)
        self.heading = Heading("")
        self._rates = Heading(translate("Descent", "Rate and curvature"))
        self._rates_note = label("", "note", wrap=True)
        self._rate_words = {
            "stable": label(translate("Descent", "stable"), ""),
            "fastest": label(translate("Descent", "fastest"), ""),
            "network": label(translate("Descent", "network"), ""),
        }
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
        v = self.formulas
        equations = QWidget()
        column = QVBoxLayout(equations)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._equations, self._paper = QVBoxLayout(), QVBoxLayout()
        column.addLayout(self._equations)
        column.addWidget(self.convention)
        column.addLayout(self._paper)
        self._update = stacked(
            v["rule"], v["next"], v["numbers"], v["result"], equations,
            table, self.badge, self.note, spacing=12,
        )  # fmt: skip
        self._rates_part = stacked(v["factor"], self._rate_table(), self._rates_note, spacing=12)
        return leaf(
            self.heading, v["f"], v["slope"], v["curvature"], self.shapes_note,
            self.caveats, self.caveats_note, self.checks, self.checks_note,
            self._next_heading,
            self._update, self._rates, self._rates_part,
        )  # fmt: skip

    def _rate_table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(1, 1)
        for row, (name, word) in enumerate(self._rate_words.items()):
            grid.addWidget(word, row, 0)
            grid.addWidget(self.formulas[name], row, 1)
        return table

    def draw(self, old: DescentShown | None, new: DescentShown) -> None:
        """Show what is fresh; what is pending or failed leaves no formula behind."""
        # Each part of the leaf follows one result, so that none waits for another.
        if new.differs(old, "shapes"):
            self._show_shapes(new.shapes.value)
        if new.differs(old, "checks"):
            self._show_checks(new.checks.value)
        if new.differs(old, "caveats"):
            self._show_caveats(new.caveats.value)
        if old is None or old.path.failure is not new.path.failure:
            way = translate("Descent", "by the tape")
            if new.path.failure is not None:
                way = translate("Descent", "exact, not by the tape")
            self.heading.say(translate("Descent", "Derivatives"), way)
        if new.differs(old, "path", "rate_map") or old is None or old.place != new.place:
            is_same = old is not None and may_lag(old, new)  # another place or rate, nothing else
            rates = new.rate_map.value
            self._show_path(new.path.value, new.place, rates, lasting=is_same)

    def _show_path(
        self, view: PathView | None, place: int | None, rates: RateMap | None, *, lasting: bool
    ) -> None:
        shown = view is not None and place is not None and view.last > 0
        for part in (self._next_heading, self._update, self._rates, self._rates_part):
            part.setVisible(shown)
        lines: dict[str, Line] = {}
        if view is not None and place is not None and shown:
            n = min(place, view.last - 1)  # at the end of the path the last update is shown
            is_next = place < view.last or not view.complete
            word = (
                translate("Descent", "Next update")
                if is_next
                else translate("Descent", "Last update")
            )
            self._next_heading.say(word, f"{n} → {n + 1}")
            self._show_check(view, n)
            lines = self._rule_lines(view, n) | self._rates_told(view, rates)
        for name in lines:
            # Rules have different numbers of equations; their views are made when one needs them.
            if name.startswith(EQUATIONS) and name not in self.formulas.views:
                column = self._paper if name.startswith("paper") else self._equations
                column.addWidget(self.formulas[name])
        # All names but those of the function itself are of this place.
        self.formulas.show(lines, lambda name: name not in _SHAPES, lasting=lasting)

    def _show_shapes(self, shapes: Shapes | None) -> None:
        lines = {} if shapes is None else _shape_lines(shapes)
        note = None if shapes is None else shapes.note
        self.shapes_note.setText(spoken(note) if note else "")
        self.shapes_note.setVisible(note is not None)
        self.formulas.show(lines, _SHAPES.__contains__)

    def _show_checks(self, view: CheckView | None) -> None:
        """Show how well tape, exact derivative and central difference agree over the span."""
        rows = () if view is None else view.rows
        # The worst of all decides: a mean would hide a pole.
        worst = max((d.relative for row in rows for d in row if d is not None), default=None)
        self.checks.setVisible(worst is not None)
        self.checks_note.setVisible(worst is not None)
        if view is None or worst is None:
            return
        exact_rows = [row[0].relative for row in view.rows if row[0] is not None]
        # Two limits, as a difference quotient can never be as exact as a derivative.
        good = max(exact_rows, default=0.0) < _AGREE_EXACTLY and worst < _AGREE
        agreed = translate("Descent", "Three ways agree")
        if not exact_rows:
            agreed = translate("Descent", "Two ways agree")
        word = agreed if good else translate("Descent", "They part")
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
        if view.has_jumps:
            intro = translate(
                "Descent",
                "Largest relative distance of the tape, x from {low} to {high}, without jumps:",
            )
        low, high = (brief(end, "float32") for end in view.span)
        self.checks_note.setText("\n".join([intro.format(low=low, high=high), *lines]))

    def _show_caveats(self, view: CaveatsView | None) -> None:
        """Say where TensorFlow's gradient is not what mathematics says, with the safe form."""
        told = [] if view is None else [(each.sentence, each.safe) for each in view.caveats]
        told += [] if view is None else [(each.sentence, each.safe) for each in view.lost]
        self.caveats.setVisible(bool(told))
        self.caveats_note.setVisible(bool(told))
        self.caveats.say("warning", translate("Descent", "TensorFlow and mathematics part here"))
        safe = translate("Descent", "Safe form: {source}")
        lines = []
        for (sentence, source), (_, following) in zip(told, [*told[1:], (None, "")], strict=False):
            lines.append(spoken(sentence))
            # Once for derivatives that one form saves.
            if source not in ("", following):
                lines.append(safe.format(source=source))
        self.caveats_note.setText("\n".join(lines))

    def _rule_lines(self, view: PathView, n: int) -> dict[str, Line]:
        """Return plain SGD as the lesson writes it, every other rule equation by equation."""
        is_plain = view.settings.optimizer == "sgd" and view.settings.noise == 0
        self.convention.hide()
        # The lesson's own line is kept for the lesson's own optimiser.
        if is_plain:
            return _update_lines(view, n)
        explanation = explain(view.trajectory, n, view.settings)
        if explanation.convention is not None:
            self.convention.setText(spoken(explanation.convention))
            self.convention.show()
        return equation_lines(explanation)

    def _show_check(self, view: PathView, n: int) -> None:
        path, dtype = view.trajectory, view.trajectory.dtype
        self.by_formula.setText(exact(float(path.formula_x[n + 1]), dtype))
        self.by_keras.setText(exact(float(path.x[n + 1]), dtype))
        ulp = int(path.ulp[n + 1])
        # A preview's bits prove nothing: no badge, no numbers to compare.
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
        # Keras keeps its rate in float32; in float64 that is seen in the path.
        if dtype == "float64" and held != view.settings.learning_rate:
            text = translate("Descent", "Keras holds the rate in float32: {rate}")
            self.note.setText(text.format(rate=f"{held:.12f}"))
        else:
            self.note.setText("")
        self.note.setVisible(bool(self.note.text()))

    def _rates_told(self, view: PathView, rates: RateMap | None) -> dict[str, Line]:
        """Say what theory marks for the optimiser, and return it in formulas where it holds."""
        bounds = () if rates is None else rates.bounds
        lines = rate_lines(view, bounds)
        bounds = tuple(each for each in bounds if not each.of_network)
        for name, word in self._rate_words.items():
            word.setVisible(name in lines)
        near = "" if view.parabola else translate("Descent", "near the minimum")
        self._rates.say(translate("Descent", "Rate and curvature"), near if bounds else "")
        self._rates_note.setText("" if bounds else unmarked_words(view, rates))
        self._rates_note.setVisible(not bounds)
        return lines


def _shape_lines(shapes: Shapes) -> dict[str, Line]:
    """Return f and its first two derivatives, as far as they are known."""
    heads = (
        ("f", in_role("blue", "f(x)"), "f(x)"),
        ("slope", in_role("orange", "f'(x)"), "f′(x)"),
        ("curvature", in_role("green", "f''(x)"), "f″(x)"),
    )
    return {
        name: Line(f"{head} = {latex}", f"{plain_head} = {plain}")
        for (name, head, plain_head), latex, plain in zip(
            heads, shapes.latex, shapes.plain, strict=False
        )
    }


def _update_lines(view: PathView, n: int) -> dict[str, Line]:
    """Return the update from place `n` to the next: the rule, then its numbers."""
    path, dtype = view.trajectory, view.trajectory.dtype
    numbers = (path.x[n], path.gradient[n], path.x[n + 1])
    x, slope, after = (brief(float(a) + 0.0, dtype) for a in numbers)  # a slope of −0 is 0
    rate = brief(float(path.rate[n]), "float32")
    # A minus after a sign of multiplication must stand in brackets.
    factor = f"({slope})" if slope.startswith("−") else slope
    here, there = in_role("purple", f"x_{{{n}}}"), in_role("purple", f"x_{{{n + 1}}}")
    slope_here, ratio = in_role("orange", f"f'(x_{{{n}}})"), in_role("orange", r"\frac{dy}{dx}")
    return {
        "rule": Line(rf"\Delta x = -\mathrm{{lr}} \cdot {ratio}", "Δx = −lr · dy/dx"),
        "next": Line(
            rf"{there} = {here} - \mathrm{{lr}} \cdot {slope_here}",
            f"x{n + 1} = x{n} − lr · f′(x{n})",
        ),
        "numbers": Line(
            rf"= {in_role('purple', tex(x))} - {tex(rate)} \times {in_role('orange', tex(factor))}",
            f"= {x} − {rate} × {factor}",
        ),
        "result": Line(f"= {in_role('purple', tex(after))}", f"= {after}", RESULT_SIZE),
    }


def rate_lines(view: PathView, bounds: Sequence[RateBound]) -> dict[str, Line]:
    """Return what theory says of the learning rate, and for plain descent of each update."""
    lines: dict[str, Line] = {}
    bend = in_role("green", "f''")
    for bound in bounds:
        formula = bound.formula.replace("f″", bend).replace("μ", r"\mu ")
        formula = formula.replace("λ₁", in_role("green", r"\lambda_1"))
        rate, sign = brief(bound.rate, "float32"), "<" if bound.is_stable else "="
        name = "network" if bound.of_network else "stable" if bound.is_stable else "fastest"
        lines[name] = Line(
            rf"\mathrm{{lr}} {sign} {formula} = {tex(rate)}",
            f"lr {sign} {bound.formula} = {rate}",
            RATE_SIZE,
        )
    curvature = view.minimum_curvature
    # The ratio is that of plain descent alone, and of places between which f″ hardly changes.
    if "fastest" in lines and curvature is not None and view.bends_alike:
        factor = brief(round(1 - view.settings.learning_rate * curvature, 6))
        after, before = in_role("purple", "x_{n+1}"), in_role("purple", "x_n")
        same = "=" if view.parabola else r"\approx"
        lines["factor"] = Line(
            rf"\frac{{{after} - x^{{*}}}}{{{before} - x^{{*}}}} {same} "
            rf"1 - \mathrm{{lr}} \cdot {bend} = {tex(factor)}",
            f"(x n+1 − x*) / (x n − x*) = 1 − lr · f″ = {factor}",
            RATE_SIZE,
        )
    return lines
