"""The chain rule of a recording as LaTeX, with its numbers in it."""

from explorer.core.functions.formula import latex, parse
from explorer.session.descent.snapshots import Shapes
from explorer.session.tape.snapshots import TapeEdge, TapeView
from explorer.ui.pages.tape.words import short
from explorer.ui.typesetting import Line, tex

RESULT_SIZE, STEP_SIZE = 20, 17
_LONGEST_MEANING = 24  # characters
_MOST_TERMS = 3  # in one line; the rest are dots


def chain_lines(view: TapeView, node: int) -> dict[str, Line]:
    """Return how a node's value and its gradient come about.

    Args:
        view: One tape's recording, or what forward mode carried along.
        node: Index of the node.
    """
    lines = {"value": _value_line(view, node)}
    chosen = view.nodes[node]
    if view.mode == "nested":
        return lines | _outer_line(view, node)
    if chosen.gradient is None:
        return lines
    terms = _onward_terms(view, node) if view.mode == "forward" else _backward_terms(view, node)
    ratio, plain = _ratio(view, node)
    if terms:
        symbols = " + ".join(term.symbols for term in terms)
        numbers = " + ".join(term.numbers for term in terms)
        lines["rule"] = Line(f"{ratio} = {symbols}", f"{plain} = …", STEP_SIZE)
        lines["numbers"] = Line(f"= {numbers}", f"= {numbers}", STEP_SIZE)
        ratio, plain = "", ""
    text = short(chosen.gradient)
    lines["result"] = Line(
        f"{ratio} = {_in('orange', tex(text))}", f"{plain} = {text}".strip(), RESULT_SIZE
    )
    return lines


def shape_lines(shapes: Shapes, *, nested: bool) -> dict[str, Line]:
    """Return y and its derivatives as exact differentiation gives them, as far as they are there."""
    names = (
        ("y", _in("blue", "y"), "y"),
        ("first", _in("orange", r"\frac{dy}{dx}"), "dy/dx"),
        ("second", _in("green", r"\frac{d^2y}{dx^2}"), "d²y/dx²"),
    )
    rows = zip(names, shapes.latex, shapes.plain, strict=False)
    lines = {
        key: Line(f"{symbol} = {written}", f"{spoken} = {plain}")
        for (key, symbol, spoken), written, plain in rows
    }
    if not nested:
        lines.pop("second", None)
    return lines


def name_of(view: TapeView, node: int) -> str:
    """Return the letter of a node in LaTeX: x, y, or u with its number."""
    if node == 0:
        return "x"
    if node == view.targets[0]:
        return "y"
    number = 1 + sum(bool(each.inputs) for each in view.nodes[:node])
    return f"u_{{{number}}}"


class _Term:
    """One product of the chain rule."""

    def __init__(self, outer: str, inner: str, incoming: float | None, edge: TapeEdge) -> None:
        self.symbols = rf"{outer} \cdot {inner}"
        one, other = tex(short(incoming)), tex(short(edge.local))
        self.numbers = rf"{_in('orange', one)} \times {_bracketed(other)}"


def _value_line(view: TapeView, node: int) -> Line:
    """Return what a node stands for, where that is short, and its value."""
    name, chosen = name_of(view, node), view.nodes[node]
    value = short(chosen.value)
    meaning = plain_meaning = ""
    if node and chosen.label and len(chosen.label) <= _LONGEST_MEANING and not chosen.backward:
        meaning, plain_meaning = f" = {latex(parse(chosen.label))}", f" = {chosen.label}"
    text = _in("blue", tex(value))
    spoken = f"{_plain(name)}{plain_meaning} = {value}"
    return Line(f"{name}{meaning} = {text}", spoken, STEP_SIZE)


def _outer_line(view: TapeView, node: int) -> dict[str, Line]:
    """Return d²y/dx² at x; elsewhere the outer tape's gradient has no short symbol."""
    if node or view.answer.number is None:
        return {}
    text = short(view.answer.number)
    symbol = r"\frac{d^2y}{dx^2}"
    line = Line(f"{symbol} = {_in('green', tex(text))}", f"d²y/dx² = {text}", RESULT_SIZE)
    return {"result": line}


def _ratio(view: TapeView, node: int) -> tuple[str, str]:
    name = name_of(view, node)
    if view.mode == "forward":
        return rf"\frac{{d{name}}}{{dx}}", f"d{_plain(name)}/dx"
    return rf"\frac{{dy}}{{d{name}}}", f"dy/d{_plain(name)}"


def _backward_terms(view: TapeView, node: int) -> list[_Term]:
    """Return what each taking node hands back."""
    name, terms = name_of(view, node), []
    for index, taking in enumerate(view.nodes):
        for edge in taking.inputs:
            if edge.node == node and edge.handed is not None and edge.local is not None:
                above = name_of(view, index)
                outer, inner = rf"\frac{{dy}}{{d{above}}}", rf"\frac{{d{above}}}{{d{name}}}"
                terms.append(_Term(outer, inner, taking.gradient, edge))
    return terms[:_MOST_TERMS]


def _onward_terms(view: TapeView, node: int) -> list[_Term]:
    """Return what each taken node hands on."""
    name, terms = name_of(view, node), []
    for edge in view.nodes[node].inputs:
        if edge.handed is not None and edge.local is not None:
            below = name_of(view, edge.node)
            outer, inner = rf"\frac{{d{below}}}{{dx}}", rf"\frac{{d{name}}}{{d{below}}}"
            terms.append(_Term(outer, inner, view.nodes[edge.node].gradient, edge))
    return terms[:_MOST_TERMS]


def _plain(name: str) -> str:
    """Return a node's letter as it is read out."""
    return name.replace("_{", "").replace("}", "")


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("-") else number


def _in(role: str, latex: str) -> str:
    return rf"\role{{{role}}}{{{latex}}}"
