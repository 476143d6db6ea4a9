"""The Formula leaf: f, its gradient and its second derivatives at the chosen racer's point."""

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.descent.results import Curvature
from explorer.core.numerals import fixed, grouped
from explorer.session.surface.snapshots import RaceView
from explorer.ui.pages.layout import leaf
from explorer.ui.pages.surface.formulas import LINES, function_lines, newton_lines, point_lines
from explorer.ui.theme import Look
from explorer.ui.typesetting import Line, Typesetter
from explorer.ui.widgets.badge import Badge
from explorer.ui.widgets.formula_view import FormulaView
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate

_AT_POINT = ("gradient", "hessian", "low", "high", "condition", "stable", "newton")
_LEVEL = 1e-5  # a slope that counts as none
_SAME, _NEAR = 0, 4  # units in the last place


class FormulaLeaf:
    """Shows the mathematics, what the curvature means, and whether rules and Keras agree.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._lines: dict[str, Line] = {}
        self._set_names: frozenset[str] = frozenset()
        self._drawn: dict[str, bytes] = {}
        names = (*(f"f{n}" for n in range(LINES)), *_AT_POINT)
        self.views = {name: FormulaView() for name in names}
        self.point_heading = Heading("")
        self.meaning = label("", "aside", wrap=True)
        self.badge = Badge(look)
        policy = self.badge.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # it comes and goes as a rate is dragged
        self.badge.setSizePolicy(policy)
        self.note = label("", "note", wrap=True)
        typesetter.done.connect(self._show_pictures)
        self.widget = self._lay_out()

    def _lay_out(self) -> QWidget:
        v = self.views
        function = QWidget()
        column = QVBoxLayout(function)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for number in range(LINES):
            column.addWidget(v[f"f{number}"])
        values = QWidget()
        row = QHBoxLayout(values)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(v["low"])
        row.addWidget(v["high"])
        eigenvalues = translate("Surface", "eigenvalues of H")
        return leaf(
            Heading(translate("Surface", "Function")), function,
            self.point_heading, v["gradient"], v["hessian"],
            Heading(translate("Surface", "Curvature"), eigenvalues), values,
            v["condition"], v["stable"], self.meaning, v["newton"], self.badge, self.note,
        )  # fmt: skip

    def show_function(self, text: str) -> None:
        """Show f."""
        lines = function_lines(text)
        for number in range(LINES):
            self.views[f"f{number}"].setVisible(f"f{number}" in lines)
        self._lines = {name: line for name, line in self._lines.items() if name in _AT_POINT}
        self._set(lines)

    def show_point(self, name: str, at: Curvature, *, with_newton: bool) -> None:
        """Show the derivatives at the point of the racer of that name."""
        title = translate("Surface", "At {name}’s point").format(name=name)
        self.point_heading.say(title, ", ".join(fixed(float(each)) for each in at.point))
        lines = point_lines(at) | (newton_lines(at) if with_newton else {})
        for key in _AT_POINT:
            self.views[key].setVisible(key in lines)
        self.meaning.setText(_meaning(at))
        self._lines = {key: line for key, line in self._lines.items() if key not in _AT_POINT}
        self._set(lines)

    def show_check(self, view: RaceView) -> None:
        """Say whether the rules foretold every update of the race to the last bit."""
        self.badge.setVisible(view.exact)
        if not view.exact or not view.paths:
            return
        dtype, ulp = view.paths[0].dtype, view.max_ulp
        steps = grouped(view.steps)
        if ulp == _SAME:
            aside = translate("Surface", "all {steps} updates, {dtype}")
            self.badge.say(
                "good", translate("Surface", "Same bits"), aside.format(steps=steps, dtype=dtype)
            )
        else:
            word = translate("Surface", "Differs") if ulp > _NEAR else translate("Surface", "Near")
            self.badge.say("warning", word, f"{grouped(ulp)} ULP · {dtype}")
        told = translate(
            "Surface", "Each update by Keras, compared with the optimiser’s written rule."
        )
        self.note.setText(told)

    @property
    def complete(self) -> bool:
        """Whether a point is shown and all of its formulas are set."""
        return "gradient" in self._lines and self._set_names >= self._lines.keys()

    def _set(self, lines: dict[str, Line]) -> None:
        self._lines = self._lines | lines
        self._typesetter.set(self._lines)

    def _show_pictures(self, pictures: dict[str, bytes]) -> None:
        self._set_names = frozenset(pictures)
        for name, svg in pictures.items():
            if name in self._lines and self._drawn.get(name) != svg:
                self._drawn[name] = svg
                self.views[name].show_svg(svg, self._lines[name].plain)


def _meaning(at: Curvature) -> str:
    """Return in words what the eigenvalues say of the place and of the rate."""
    low, high = (float(each) for each in at.eigenvalues)
    level = bool(np.abs(at.gradient).max() <= _LEVEL)
    if not np.isfinite([low, high]).all():
        return translate("Surface", "The second derivatives are not finite here.")
    if low > 0:
        where = (
            translate("Surface", "Both are positive and ∇f is 0: a minimum.")
            if level
            else translate("Surface", "Both are positive: the surface bends up all around.")
        )
        rate = translate("Surface", "The steepest direction sets the largest stable rate.")
        return f"{where} {rate}"
    if high < 0:
        return (
            translate("Surface", "Both are negative and ∇f is 0: a maximum.")
            if level
            else translate("Surface", "Both are negative: a hilltop. Every direction leads down.")
        )
    if low < 0 < high:
        return (
            translate("Surface", "One is negative and ∇f is 0: a saddle.")
            if level
            else translate(
                "Surface",
                "One is negative: along its direction the surface falls away, as at a saddle.",
            )
        )
    return translate("Surface", "One is 0: along its direction the surface is flat.")
