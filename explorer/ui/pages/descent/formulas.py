"""The mathematics of a descent as LaTeX, with the numbers of one update in it."""

from explorer.core.descent.explained import Explanation
from explorer.core.numerals import brief
from explorer.session.descent.snapshots import PathView, Shapes
from explorer.ui.typesetting import Line

RESULT_SIZE, RATE_SIZE, EQUATION_SIZE, NUMBERS_SIZE = 22, 17, 16, 14


def shape_lines(shapes: Shapes) -> dict[str, Line]:
    """Return f and its first two derivatives, as far as they are known."""
    heads = (
        ("f", _in("blue", "f(x)"), "f(x)"),
        ("slope", _in("orange", "f'(x)"), "f′(x)"),
        ("curvature", _in("green", "f''(x)"), "f″(x)"),
    )
    return {
        name: Line(f"{head} = {latex}", f"{plain_head} = {plain}")
        for (name, head, plain_head), latex, plain in zip(
            heads, shapes.latex, shapes.plain, strict=False
        )
    }


def update_lines(view: PathView, n: int) -> dict[str, Line]:
    """Return the update from place `n` to the next: the rule, then its numbers."""
    path, dtype = view.trajectory, view.trajectory.dtype
    x, slope, after = (brief(float(a), dtype) for a in (path.x[n], path.gradient[n], path.x[n + 1]))
    rate = brief(float(path.rate[n]), "float32")
    factor = f"({slope})" if slope.startswith("−") else slope
    here, there = _in("purple", f"x_{{{n}}}"), _in("purple", f"x_{{{n + 1}}}")
    slope_here, ratio = _in("orange", f"f'(x_{{{n}}})"), _in("orange", r"\frac{dy}{dx}")
    return {
        "rule": Line(rf"\Delta x = -\mathrm{{lr}} \cdot {ratio}", "Δx = −lr · dy/dx"),
        "next": Line(
            rf"{there} = {here} - \mathrm{{lr}} \cdot {slope_here}",
            f"x{n + 1} = x{n} − lr · f′(x{n})",
        ),
        "numbers": Line(
            rf"= {_in('purple', tex(x))} - {tex(rate)} \times {_in('orange', tex(factor))}",
            f"= {x} − {rate} × {factor}",
        ),
        "result": Line(f"= {_in('purple', tex(after))}", f"= {after}", RESULT_SIZE),
    }


def equation_lines(explanation: Explanation) -> dict[str, Line]:
    """Return the equations of any optimiser: each with symbols, then with its numbers."""
    lines: dict[str, Line] = {}
    for index, equation in enumerate(explanation.equations):
        value = f" = {_in('purple', tex(equation.value))}" if equation.value else ""
        symbols = f"{equation.symbol} = {equation.symbols}"
        plain = f"{symbols} = {equation.value}" if equation.value else symbols
        lines[f"symbols {index}"] = Line(symbols + value, plain, EQUATION_SIZE)
        if equation.numbers:
            numbers = f"= {equation.numbers}"
            lines[f"numbers {index}"] = Line(rf"\role{{muted}}{{{numbers}}}", numbers, NUMBERS_SIZE)
    for index, equation in enumerate(explanation.paper):
        symbols = f"{equation.symbol} = {equation.symbols}"
        lines[f"paper {index}"] = Line(symbols, symbols, EQUATION_SIZE)
    return lines


def rate_lines(view: PathView, curvature: float) -> dict[str, Line]:
    """Return what the curvature at the minimum says of the learning rate."""
    factor = brief(round(1 - view.settings.learning_rate * curvature, 6))
    stable, fastest = brief(2 / curvature, "float32"), brief(1 / curvature, "float32")
    bend = _in("green", "f''")
    distance = rf"\frac{{{_in('purple', 'x_{n+1}')} - x^{{*}}}}{{{_in('purple', 'x_n')} - x^{{*}}}}"
    same = "=" if view.parabola else r"\approx"
    return {
        "factor": Line(
            rf"{distance} {same} 1 - \mathrm{{lr}} \cdot {bend} = {tex(factor)}",
            f"(x n+1 − x*) / (x n − x*) = 1 − lr · f″ = {factor}",
            RATE_SIZE,
        ),
        "stable": Line(
            rf"\mathrm{{lr}} < 2 / {bend} = {tex(stable)}", f"lr < 2/f″ = {stable}", RATE_SIZE
        ),
        "fastest": Line(
            rf"\mathrm{{lr}} = 1 / {bend} = {tex(fastest)}", f"lr = 1/f″ = {fastest}", RATE_SIZE
        ),
    }


def tex(number: str) -> str:
    """Return a written number as LaTeX."""
    mantissa, e, exponent = number.replace("−", "-").partition("e")
    closing = ")" if exponent.endswith(")") else ""
    power = rf" \cdot 10^{{{exponent.removesuffix(')')}}}" if e else ""
    return mantissa.replace("∞", r"\infty") + power + closing


def _in(role: str, latex: str) -> str:
    """Return LaTeX in the colour of a role."""
    return rf"\role{{{role}}}{{{latex}}}"
