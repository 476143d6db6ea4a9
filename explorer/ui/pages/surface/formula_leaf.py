"""The Formula leaf: f, its gradient and its second derivatives at the examined racer's point."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.core.descent.results import Curvature
from explorer.core.functions.formula import Formula, latex, parse, plain
from explorer.core.functions.nodes import Binary, Node
from explorer.core.numerals import fixed, grouped
from explorer.session.surface.choices import VARIABLES, plane_of
from explorer.session.surface.snapshots import RaceView, SurfaceShown
from explorer.ui.pages.layout import leaf, stacked
from explorer.ui.pages.surface.words import racers_shown
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Formulas, Line, Typesetter, tex
from explorer.ui.widgets.labels import Badge, Heading, label

translate = QCoreApplication.translate

ROOM = 24  # letters in one line of a sum
LINES = 4
SIZE = 17
_AT_POINT = ("gradient", "hessian", "low", "high", "condition", "stable", "newton")
_LEVEL = 1e-5  # a slope that counts as none
_SAME, _NEAR = 0, 4  # units in the last place


class FormulaLeaf:
    """Shows the mathematics, what the curvature means, and whether rules and Keras agree.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self.formulas = Formulas(typesetter)
        self.views = self.formulas.views
        self.point_heading = Heading("")
        self.meaning = label("", "aside", wrap=True)
        self.badge = Badge(look)
        self.note = label("", "note", wrap=True)
        self.measured = label("", "note", wrap=True)
        self.widget = self._lay_out()

    def _lay_out(self) -> QWidget:
        v = self.formulas
        function = stacked(*(v[f"f{number}"] for number in range(LINES)), spacing=4)
        values = QWidget()
        row = QHBoxLayout(values)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(v["low"])
        row.addWidget(v["high"])
        eigenvalues = translate("Surface", "eigenvalues of H")
        self._point = stacked(
            self.point_heading, v["gradient"], v["hessian"],
            Heading(translate("Surface", "Curvature"), eigenvalues), values,
            v["condition"], v["stable"], self.meaning, v["newton"], spacing=12,
        )  # fmt: skip
        for part in (self._point, self.badge):
            # Kept room: parts that come and go for a moment would move all below them.
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # they come and go as a rate is dragged
            part.setSizePolicy(policy)
        return leaf(
            Heading(translate("Surface", "Function")), function, self.measured,
            self._point, self.badge, self.note,
        )  # fmt: skip

    def draw(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        """Show the function that is chosen, and what is known of the race on it."""
        if old is None or old.choices.formula != new.choices.formula:
            self._show_function(new.choices.formula)
        if new.differs(old, "race"):
            self._show_check(new.race.value)
        if new.differs(old, "race", "curvature") or old is None or _at(old) != _at(new):
            # Names for what is drawn at the point are kept apart: the function stays when the
            # racer moves.
            self._show_point(new, lasting=not new.differs(old, "race", "curvature"))

    def _show_function(self, text: str) -> None:
        self.formulas.show(_function_lines(text), lambda name: name not in _AT_POINT)
        plane = plane_of(text)
        self.measured.setText("" if plane is None else spoken(plane.about))
        self.measured.setVisible(plane is not None)

    def _show_point(self, shown: SurfaceShown, *, lasting: bool) -> None:
        """Show the derivatives at the point of the racer for which they are known, if for any."""
        self._point.setVisible(shown.point is not None)
        if shown.point is None:
            return  # what is hidden keeps its room
        index, at = shown.point
        racer, name = racers_shown(shown)[index]
        # The bound 2/λ₂ is one of plain descent at one rate.
        is_plain = racer.optimizer == "sgd" and racer.schedule == "constant"
        title = translate("Surface", "At {name}’s point").format(name=name)
        self.point_heading.say(title, ", ".join(fixed(float(each)) for each in at.point))
        self.meaning.setText(_meaning(at, is_plain=is_plain))
        lines = _point_lines(at, is_plain=is_plain) | (
            _newton_lines(at) if "newton" in shown.choices.shown else {}
        )
        self.formulas.show(lines, _AT_POINT.__contains__, lasting=lasting)

    def _show_check(self, view: RaceView | None) -> None:
        """Say whether the rules foretold every update of the race to the last bit."""
        # A preview has not been compared with any rule.
        is_checked = view is not None and view.exact and bool(view.paths)
        self.badge.setVisible(is_checked)
        if view is None or not is_checked:
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


def _at(shown: SurfaceShown) -> tuple[object, ...]:
    return shown.choices.cursor, racers_shown(shown), "newton" in shown.choices.shown


def _meaning(at: Curvature, *, is_plain: bool) -> str:
    """Return in words what the eigenvalues say of the place and of the rate."""
    # Ascending: the first is the smaller one.
    low, high = (float(each) for each in at.eigenvalues)
    # Only where the ground is level a sign of curvature makes a minimum or a saddle.
    level = bool(np.abs(at.gradient).max() <= _LEVEL)
    if not np.isfinite([low, high]).all():
        return translate("Surface", "The second derivatives are not finite here.")
    if low > 0:
        where = (
            translate("Surface", "Both are positive and ∇f is 0: a minimum.")
            if level
            else translate("Surface", "Both are positive: the surface bends up all around.")
        )
        if not is_plain:
            return where
        rate = translate("Surface", "Near a minimum with this H, SGD needs a rate below 2/λ₂.")
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


def _function_lines(text: str) -> dict[str, Line]:
    """Return f(x, y) = …, a long sum broken into lines "f0" to "f3".

    Raises:
        FormulaError: If the text is no formula.
    """
    rows: list[list[_Part]] = []
    length = 0
    for part in _parts(parse(text, VARIABLES).tree):
        width = len(part.plain) + 1
        # After the last line everything follows in it: a fifth has no place.
        if rows and (length + width <= ROOM or len(rows) == LINES):
            rows[-1].append(part)
            length += width
        else:
            rows.append([part])
            length = width
    lines = {}
    for number, row in enumerate(rows):
        # Later lines are set in a little, as the continuation that they are.
        head, said = (r"f(x,\, y) =", "f(x, y) = ") if number == 0 else (r"\quad", "")
        body = " ".join(part.latex for part in row)
        lines[f"f{number}"] = Line(f"{head} {body}", said + " ".join(part.plain for part in row))
    return lines


def _point_lines(at: Curvature, *, is_plain: bool) -> dict[str, Line]:
    """Return ∇f, H, their eigenvalues, condition number and largest stable rate at a point."""
    gradient, hessian = at.gradient.tolist(), at.hessian.tolist()
    low, high = (float(each) for each in at.eigenvalues)
    lines = {
        "gradient": Line(
            rf"\role{{orange}}{{\nabla f}} = {_matrix([[each] for each in gradient])}",
            f"∇f = ({', '.join(map(_brief, gradient))})",
            SIZE,
        ),
        "hessian": Line(
            rf"\role{{green}}{{H}} = {_matrix(hessian)}",
            f"H = {'; '.join(', '.join(map(_brief, row)) for row in hessian)}",
            SIZE,
        ),
        "low": Line(rf"\role{{green}}{{\lambda_1}} = {_number(low)}", f"λ₁ = {_brief(low)}", SIZE),
        "high": Line(
            rf"\role{{green}}{{\lambda_2}} = {_number(high)}", f"λ₂ = {_brief(high)}", SIZE
        ),
    }
    # At a flat place the condition number is infinite and says nothing.
    if np.isfinite(at.condition):
        kappa = _brief(at.condition)
        ratio = _ratio(low, high)
        lines["condition"] = Line(rf"\kappa = {ratio} = {tex(kappa)}", f"κ = {kappa}", SIZE)
    if is_plain and at.stable_rate is not None and np.isfinite(at.stable_rate):
        rate = _brief(at.stable_rate)
        lines["stable"] = Line(
            rf"\mathrm{{lr}} < \frac{{2}}{{\role{{green}}{{\lambda_2}}}} = {tex(rate)}",
            f"lr < 2/λ₂ = {rate}",
            SIZE,
        )
    return lines


def _newton_lines(at: Curvature) -> dict[str, Line]:
    """Return the step of Newton's method from a point; nothing where there is none."""
    if at.newton_point is None:
        return {}
    step = (at.newton_point - at.point).tolist()
    return {
        "newton": Line(
            rf"-\role{{green}}{{H}}^{{-1}}\,\role{{orange}}{{\nabla f}} = "
            rf"{_matrix([[each] for each in step])}",
            f"−H⁻¹ ∇f = ({', '.join(map(_brief, step))})",
            SIZE,
        )
    }


def _brief(value: float) -> str:
    """Return a number with two decimals where it is large, and four where it is not."""
    return fixed(value, 2 if abs(value) >= 10 else 4)


def _ratio(low: float, high: float) -> str:
    """Return the eigenvalue of larger magnitude over the other."""
    # Largest over smallest in magnitude, so that the number is at least 1.
    above, below = ("2", "1") if abs(high) >= abs(low) else ("1", "2")
    signed = low < 0 or high < 0
    bar = "|" if signed else ""
    return (
        rf"\frac{{{bar}\role{{green}}{{\lambda_{above}}}{bar}}}"
        rf"{{{bar}\role{{green}}{{\lambda_{below}}}{bar}}}"
    )


def _matrix(rows: list[list[float]]) -> str:
    body = r" \\ ".join(" & ".join(tex(_brief(each)) for each in row) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


class _Part(NamedTuple):
    """A term of a sum or a factor of a long product, with the sign before it."""

    latex: str
    plain: str


def _parts(node: Node, sign: str = "") -> list[_Part]:
    """Return the terms of a sum from left to right, those that are long products by factors."""
    if isinstance(node, Binary) and node.operator in ("+", "-"):
        return [*_parts(node.left, sign), *_parts_of_product(node.right, node.operator)]
    return _parts_of_product(node, sign)


def _parts_of_product(node: Node, sign: str) -> list[_Part]:
    formula = Formula("", node, VARIABLES)
    # A product of two lines' length is broken between its factors.
    if isinstance(node, Binary) and node.operator == "*" and len(plain(formula)) > 2 * ROOM:
        return [*_parts_of_product(node.left, sign), *_parts_of_product(node.right, "*")]
    written, spoken = latex(formula), plain(formula)
    # What follows a minus or a times must stand in brackets.
    if sign in ("*", "-") and isinstance(node, Binary) and node.operator in ("+", "-"):
        written, spoken = rf"\left({written}\right)", f"({spoken})"
    before = r"\cdot" if sign == "*" else sign
    return [_Part(f"{before} {_tight(written)}".strip(), f"{sign} {spoken}".strip())]


def _number(value: float) -> str:
    """Return a number as LaTeX."""
    return _tight(tex(_brief(value)))


def _tight(written: str) -> str:
    """Return LaTeX whose leading minus is a sign, not an operator with room around it."""
    return "{-}" + written[1:] if written.startswith("-") else written
