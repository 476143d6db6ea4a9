"""The Formula leaf: the mathematics of the shown update, typeset, with its live numbers in it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from explorer.core.numerals import brief, exact
from explorer.session.views import PathView, Shapes
from explorer.ui.pages.page import leaf
from explorer.ui.theme import Look
from explorer.ui.typesetting import Line, Typesetter
from explorer.ui.widgets.badge import Badge
from explorer.ui.widgets.formula_view import FormulaView
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate


class FormulaLeaf:
    """Shows derivatives, the next update by formula and by Keras, and what the curvature allows.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._lines: dict[str, Line] = {}
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
        self._by_formula, self._by_keras = label("", "number"), label("", "number")
        self.badge = Badge(look)
        self._note = label("", "note", wrap=True)
        self._rates = Heading(translate("Descent", "Rate and curvature"))
        self._rates_note = label("", "note", wrap=True)
        typesetter.done.connect(self._show_pictures)
        self.widget = self._lay_out()

    def _lay_out(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = ((translate("Descent", "Formula"), self._by_formula), ("Keras", self._by_keras))
        for row, (name, value) in enumerate(rows):
            grid.addWidget(label(name, ""), row, 0)
            grid.addWidget(value, row, 1)
        v = self.views
        return leaf(
            Heading(translate("Descent", "Derivatives"), translate("Descent", "by the tape")),
            v["f"], v["slope"], v["curvature"],
            self._next_heading, v["rule"], v["next"], v["numbers"], v["result"],
            table, self.badge, self._note,
            self._rates, v["factor"], v["stable"], v["fastest"], self._rates_note,
        )  # fmt: skip

    def show_shapes(self, shapes: Shapes) -> None:
        """Show f and its derivatives."""
        self._set({
            "f": Line(rf"\role{{blue}}{{f(x)}} = {shapes.latex[0]}", f"f(x) = {shapes.plain[0]}"),
            "slope": Line(rf"\role{{orange}}{{f'(x)}} = {shapes.latex[1]}", f"f′(x) = {shapes.plain[1]}"),
            "curvature": Line(rf"\role{{green}}{{f''(x)}} = {shapes.latex[2]}", f"f″(x) = {shapes.plain[2]}"),
        })  # fmt: skip

    def show_update(self, view: PathView, cursor: int) -> None:
        """Show the update that leaves a place, or the last one at the end of the path."""
        n = max(min(cursor, view.last - 1), 0)
        path, dtype = view.trajectory, view.trajectory.dtype
        if view.last == 0:
            return
        x, slope, after = (float(a) for a in (path.x[n], path.gradient[n], path.x[n + 1]))
        rate = brief(view.settings.learning_rate)
        self._next_heading.say(translate("Descent", "Next update"), f"{n} → {n + 1}")
        factor = brief(slope, dtype)
        factor = f"({factor})" if slope < 0 else factor
        self._set({
            "rule": Line(r"\Delta x = -\mathrm{lr} \cdot \role{orange}{\frac{dy}{dx}}", "Δx = −lr · dy/dx"),
            "next": Line(
                rf"\role{{purple}}{{x_{{{n + 1}}}}} = \role{{purple}}{{x_{{{n}}}}} - "
                rf"\mathrm{{lr}} \cdot \role{{orange}}{{f'(x_{{{n}}})}}",
                f"x{n + 1} = x{n} − lr · f′(x{n})",
            ),
            "numbers": Line(
                rf"= \role{{purple}}{{{_tex(brief(x, dtype))}}} - {_tex(rate)} \times \role{{orange}}{{{_tex(factor)}}}",
                f"= {brief(x, dtype)} − {rate} × {factor}",
            ),
            "result": Line(rf"= \role{{purple}}{{{_tex(brief(after, dtype))}}}", f"= {brief(after, dtype)}", 22),
        })  # fmt: skip
        self._show_check(view, n)
        self._show_rates(view)

    def _show_check(self, view: PathView, n: int) -> None:
        path, dtype = view.trajectory, view.trajectory.dtype
        self._by_formula.setText(exact(float(path.formula_x[n + 1]), dtype))
        self._by_keras.setText(exact(float(path.x[n + 1]), dtype))
        ulp = int(path.ulp[n + 1])
        if ulp == 0:
            self.badge.say("good", translate("Descent", "Same bits"), f"0 ULP · {dtype}")
        else:
            word = translate("Descent", "Differs") if ulp > 4 else translate("Descent", "Near")
            self.badge.say("warning", word, f"{ulp} ULP · {dtype}")
        held = float(path.rate[n])
        if dtype == "float64" and held != view.settings.learning_rate:
            text = translate("Descent", "Keras holds the rate in float32: {rate}")
            self._note.setText(text.format(rate=f"{held:.12f}"))
        else:
            self._note.setText("")
        self._note.setVisible(bool(self._note.text()))

    def _show_rates(self, view: PathView) -> None:
        curvature = view.minimum_curvature
        names = ("factor", "stable", "fastest")
        for name in names:
            self.views[name].setVisible(curvature is not None)
        self._rates_note.setVisible(curvature is None)
        if curvature is None:
            self._rates_note.setText(
                translate(
                    "Descent", "No minimum with a known curvature lies downhill of the start."
                )
            )
            return
        factor = brief(round(1 - view.settings.learning_rate * curvature, 6))
        stable, fastest = brief(2 / curvature, "float32"), brief(1 / curvature, "float32")
        distance = r"\frac{\role{purple}{x_{n+1}} - x^{*}}{\role{purple}{x_n} - x^{*}}"
        same = "=" if view.parabola else r"\approx"
        self._set({
            "factor": Line(
                rf"{distance} {same} 1 - \mathrm{{lr}} \cdot \role{{green}}{{f''}} = {_tex(factor)}",
                f"(x n+1 − x*) / (x n − x*) = 1 − lr · f″ = {factor}", 17,
            ),
            "stable": Line(
                rf"\text{{{translate('Descent', 'stable')}}} \quad \mathrm{{lr}} < 2 / \role{{green}}{{f''}} = {_tex(stable)}",
                f"lr < 2/f″ = {stable}", 17,
            ),
            "fastest": Line(
                rf"\text{{{translate('Descent', 'fastest')}}} \quad \mathrm{{lr}} = 1 / \role{{green}}{{f''}} = {_tex(fastest)}",
                f"lr = 1/f″ = {fastest}", 17,
            ),
        })  # fmt: skip

    def restyle(self) -> None:
        """Set everything again in the colours in force."""
        self._typesetter.set(self._lines)

    def _set(self, lines: dict[str, Line]) -> None:
        self._lines = self._lines | lines
        self._typesetter.set(self._lines)

    def _show_pictures(self, pictures: dict[str, bytes]) -> None:
        for name, svg in pictures.items():
            self.views[name].show_svg(svg, self._lines[name].plain)


def _tex(number: str) -> str:
    """Return a written number as LaTeX."""
    mantissa, e, exponent = number.replace("−", "-").partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if e else mantissa.replace("∞", r"\infty")
