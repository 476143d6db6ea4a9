"""The mathematics of a surface as LaTeX, with the numbers of one point in it."""

from typing import NamedTuple

import numpy as np

from explorer.core.descent.results import Curvature
from explorer.core.functions.formula import Formula, latex, parse, plain
from explorer.core.functions.nodes import Binary, Node
from explorer.core.numerals import fixed
from explorer.session.surface.choices import VARIABLES
from explorer.ui.typesetting import Line, tex

ROOM = 24  # letters in one line of a sum
LINES = 4
SIZE = 17


def function_lines(text: str) -> dict[str, Line]:
    """Return f(x, y) = …, a long sum broken into lines "f0" to "f3".

    Raises:
        FormulaError: If the text is no formula.
    """
    rows: list[list[_Part]] = []
    length = 0
    for part in _parts(parse(text, VARIABLES).tree):
        width = len(part.plain) + 1
        if rows and (length + width <= ROOM or len(rows) == LINES):
            rows[-1].append(part)
            length += width
        else:
            rows.append([part])
            length = width
    lines = {}
    for number, row in enumerate(rows):
        head, said = (r"f(x,\, y) =", "f(x, y) = ") if number == 0 else (r"\quad", "")
        body = " ".join(part.latex for part in row)
        lines[f"f{number}"] = Line(f"{head} {body}", said + " ".join(part.plain for part in row))
    return lines


def point_lines(at: Curvature) -> dict[str, Line]:
    """Return ∇f, H, their eigenvalues, condition number and largest stable rate at a point."""
    gradient, hessian = at.gradient.tolist(), at.hessian.tolist()
    low, high = (float(each) for each in at.eigenvalues)
    lines = {
        "gradient": Line(
            rf"\role{{orange}}{{\nabla f}} = {_matrix([[each] for each in gradient])}",
            f"∇f = ({', '.join(map(brief, gradient))})",
            SIZE,
        ),
        "hessian": Line(
            rf"\role{{green}}{{H}} = {_matrix(hessian)}",
            f"H = {'; '.join(', '.join(map(brief, row)) for row in hessian)}",
            SIZE,
        ),
        "low": Line(rf"\role{{green}}{{\lambda_1}} = {_number(low)}", f"λ₁ = {brief(low)}", SIZE),
        "high": Line(
            rf"\role{{green}}{{\lambda_2}} = {_number(high)}", f"λ₂ = {brief(high)}", SIZE
        ),
    }
    if np.isfinite(at.condition):
        kappa = brief(at.condition)
        ratio = _ratio(low, high)
        lines["condition"] = Line(rf"\kappa = {ratio} = {tex(kappa)}", f"κ = {kappa}", SIZE)
    if at.stable_rate is not None and np.isfinite(at.stable_rate):
        rate = brief(at.stable_rate)
        lines["stable"] = Line(
            rf"\mathrm{{lr}} < \frac{{2}}{{\role{{green}}{{\lambda_2}}}} = {tex(rate)}",
            f"lr < 2/λ₂ = {rate}",
            SIZE,
        )
    return lines


def newton_lines(at: Curvature) -> dict[str, Line]:
    """Return the step of Newton's method from a point; nothing where there is none."""
    if at.newton_point is None:
        return {}
    step = (at.newton_point - at.point).tolist()
    return {
        "newton": Line(
            rf"-\role{{green}}{{H}}^{{-1}}\,\role{{orange}}{{\nabla f}} = "
            rf"{_matrix([[each] for each in step])}",
            f"−H⁻¹ ∇f = ({', '.join(map(brief, step))})",
            SIZE,
        )
    }


def brief(value: float) -> str:
    """Return a number with two decimals where it is large, and four where it is not."""
    return fixed(value, 2 if abs(value) >= 10 else 4)


def _ratio(low: float, high: float) -> str:
    """Return the eigenvalue of larger magnitude over the other."""
    above, below = ("2", "1") if abs(high) >= abs(low) else ("1", "2")
    signed = low < 0 or high < 0
    bar = "|" if signed else ""
    return (
        rf"\frac{{{bar}\role{{green}}{{\lambda_{above}}}{bar}}}"
        rf"{{{bar}\role{{green}}{{\lambda_{below}}}{bar}}}"
    )


def _matrix(rows: list[list[float]]) -> str:
    body = r" \\ ".join(" & ".join(tex(brief(each)) for each in row) for row in rows)
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
    if isinstance(node, Binary) and node.operator == "*" and len(plain(formula)) > 2 * ROOM:
        return [*_parts_of_product(node.left, sign), *_parts_of_product(node.right, "*")]
    written, spoken = latex(formula), plain(formula)
    if sign in ("*", "-") and isinstance(node, Binary) and node.operator in ("+", "-"):
        written, spoken = rf"\left({written}\right)", f"({spoken})"
    before = r"\cdot" if sign == "*" else sign
    return [_Part(f"{before} {_tight(written)}".strip(), f"{sign} {spoken}".strip())]


def _number(value: float) -> str:
    """Return a number as LaTeX."""
    return _tight(tex(brief(value)))


def _tight(written: str) -> str:
    """Return LaTeX whose leading minus is a sign, not an operator with room around it."""
    return "{-}" + written[1:] if written.startswith("-") else written
