"""The Formula leaf: the function with a node of it set off, and the chain rule at that node."""

from PySide6.QtCore import QCoreApplication

from explorer.core.functions.formula import latex, parse
from explorer.core.numerals import MINUS
from explorer.session.descent.snapshots import Shapes
from explorer.session.tape.snapshots import TapeEdge, TapeShown, TapeView
from explorer.ui.pages.layout import leaf, stacked
from explorer.ui.pages.tape.words import TONES, short
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Formulas, Line, Typesetter, in_role, tex
from explorer.ui.widgets.code_view import SpanText
from explorer.ui.widgets.labels import Badge, Heading, label

translate = QCoreApplication.translate

_SHAPES = ("y", "first", "second")
_CHAIN = ("value", "rule", "numbers", "result")
_RESULT_SIZE, _STEP_SIZE = 20, 17
_LONGEST_MEANING = 24  # characters
_MOST_TERMS = 3  # in one line; the rest are dots


class FormulaLeaf:
    """Shows f as typed and as mathematics, and how a node's value and gradient come about.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self.formulas = Formulas(typesetter)
        self.views = self.formulas.views
        self.typed = SpanText(look)
        self.node_heading = Heading("")
        self.answer = Badge(look)
        self._note = label("", "note", wrap=True)
        self._at_node = stacked(
            self.node_heading, *map(self.formulas.__getitem__, _CHAIN),
            Heading(translate("Tape", "TensorFlow’s answer"), translate("Tape", "just now")),
            self.answer, spacing=12,
        )  # fmt: skip
        self.widget = leaf(
            Heading(translate("Tape", "Function"), translate("Tape", "as typed")), self.typed,
            *map(self.formulas.__getitem__, _SHAPES), self._note, self._at_node,
        )  # fmt: skip

    def draw(self, old: TapeShown | None, new: TapeShown) -> None:
        """Show what is there; what is pending or failed leaves no formula behind."""
        differs = old is None or old.view is not new.view
        if differs or new.differs(old, "shapes"):
            self._show_shapes(new)
        # Graph, cards and table differ with the recording; the node differs with each step.
        if differs or (old and old.node != new.node):
            self._show_node(new.view, new.node, lasting=not differs)

    def _show_shapes(self, shown: TapeShown) -> None:
        view, shapes = shown.view, shown.shapes.value
        note = None if shapes is None else shapes.note
        self._note.setText("" if note is None else spoken(note))
        self._note.setVisible(note is not None)
        # The second derivative is what the outer tape is for.
        nested = view is not None and view.mode == "nested"
        lines = {} if shapes is None else _shape_lines(shapes, nested=nested)
        self.formulas.show(lines, _SHAPES.__contains__)

    def _show_node(self, view: TapeView | None, node: int | None, *, lasting: bool) -> None:
        self._at_node.setVisible(view is not None)
        self.typed.setVisible(view is not None)
        if view is None or node is None:
            self.formulas.show({}, _CHAIN.__contains__)
            return
        chosen = view.nodes[node]
        self.typed.show_text(view.formula, chosen.spans)
        name = "x" if node == 0 else chosen.operation
        self.node_heading.say(translate("Tape", "At {node}").format(node=name))
        self.formulas.show(_chain_lines(view, node), _CHAIN.__contains__, lasting=lasting)
        symbol = "d²y/dx²" if view.mode == "nested" else "dy/dx"
        self.answer.say(TONES[view.answer.kind], view.answer.short, symbol)


def _chain_lines(view: TapeView, node: int) -> dict[str, Line]:
    """Return how a node's value and its gradient come about.

    Args:
        view: One tape's recording, or what forward mode carried along.
        node: Index of the node.
    """
    lines = {"value": _value_line(view, node)}
    chosen = view.nodes[node]
    if view.mode == "nested":
        # Along the outer tape the inner gradient is differentiated, whose nodes have no short
        # names.
        return lines | _outer_line(view, node)
    if chosen.gradient is None:
        return lines
    terms = _onward_terms(view, node) if view.mode == "forward" else _backward_terms(view, node)
    ratio, plain = _ratio(view, node)
    if terms:
        shown, more = terms[:_MOST_TERMS], len(terms) > _MOST_TERMS
        symbols = " + ".join([*(term.symbols for term in shown), *[r"\dots"] * more])
        numbers = " + ".join([*(term.numbers for term in shown), *[r"\dots"] * more])
        sums = " + ".join([*(term.plain for term in shown), *["…"] * more])
        lines["rule"] = Line(f"{ratio} = {symbols}", f"{plain} = …", _STEP_SIZE)
        lines["numbers"] = Line(f"= {numbers}", f"= {sums}", _STEP_SIZE)
        # Written once, in front of the rule; the following lines begin with their sign.
        ratio, plain = "", ""
    text = short(chosen.gradient)
    lines["result"] = Line(
        f"{ratio} = {in_role('orange', tex(text))}", f"{plain} = {text}".strip(), _RESULT_SIZE
    )
    return lines


def _shape_lines(shapes: Shapes, *, nested: bool) -> dict[str, Line]:
    """Return y and its derivatives as exact differentiation gives them, as far as they are there."""
    names = (
        ("y", in_role("blue", "y"), "y"),
        ("first", in_role("orange", r"\frac{dy}{dx}"), "dy/dx"),
        ("second", in_role("green", r"\frac{d^2y}{dx^2}"), "d²y/dx²"),
    )
    rows = zip(names, shapes.latex, shapes.plain, strict=False)
    lines = {
        key: Line(f"{symbol} = {written}", f"{name} = {plain}")
        for (key, symbol, name), written, plain in rows
    }
    if not nested:
        lines.pop("second", None)
    return lines


def _letter(view: TapeView, node: int) -> str:
    """Return the letter of a node in LaTeX: x, y, or u with its number."""
    if node == 0:
        return "x"
    if node == view.targets[0]:
        return "y"
    # Numbers have no letter, so they are not counted.
    number = 1 + sum(bool(each.inputs) for each in view.nodes[:node])
    return f"u_{{{number}}}"


class _ChainTerm:
    """One product of the chain rule: in symbols, in numbers, and as it is read out."""

    def __init__(self, outer: str, inner: str, incoming: float | None, edge: TapeEdge) -> None:
        one, other = short(incoming), short(edge.local)
        bracketed = f"({other})" if other.startswith(MINUS) else other
        self.symbols = rf"{outer} \cdot {inner}"
        self.numbers = rf"{in_role('orange', tex(one))} \times {tex(bracketed)}"
        self.plain = f"{one} × {bracketed}"


def _value_line(view: TapeView, node: int) -> Line:
    """Return what a node stands for, where that is short, and its value."""
    name, chosen = _letter(view, node), view.nodes[node]
    value = short(chosen.value)
    meaning = plain_meaning = ""
    # What came of a way back has no text of the learner's own to parse.
    if node and chosen.label and len(chosen.label) <= _LONGEST_MEANING and not chosen.backward:
        meaning, plain_meaning = f" = {latex(parse(chosen.label))}", f" = {chosen.label}"
    text = in_role("blue", tex(value))
    read_out = f"{_plain(name)}{plain_meaning} = {value}"
    return Line(f"{name}{meaning} = {text}", read_out, _STEP_SIZE)


def _outer_line(view: TapeView, node: int) -> dict[str, Line]:
    """Return d²y/dx² at x; elsewhere the outer tape's gradient has no short symbol."""
    if node or view.answer.number is None:
        return {}
    text = short(view.answer.number)
    symbol = r"\frac{d^2y}{dx^2}"
    line = Line(f"{symbol} = {in_role('green', tex(text))}", f"d²y/dx² = {text}", _RESULT_SIZE)
    return {"result": line}


def _ratio(view: TapeView, node: int) -> tuple[str, str]:
    name = _letter(view, node)
    if view.mode == "forward":
        return rf"\frac{{d{name}}}{{dx}}", f"d{_plain(name)}/dx"
    return rf"\frac{{dy}}{{d{name}}}", f"dy/d{_plain(name)}"


def _backward_terms(view: TapeView, node: int) -> list[_ChainTerm]:
    """Return what each taking node hands back."""
    name, terms = _letter(view, node), []
    # Every node that takes this one adds to its gradient: a sum of products.
    for index, taking in enumerate(view.nodes):
        for edge in taking.inputs:
            if edge.node == node and edge.handed is not None and edge.local is not None:
                above = _letter(view, index)
                outer, inner = rf"\frac{{dy}}{{d{above}}}", rf"\frac{{d{above}}}{{d{name}}}"
                terms.append(_ChainTerm(outer, inner, taking.gradient, edge))
    return terms


def _onward_terms(view: TapeView, node: int) -> list[_ChainTerm]:
    """Return what each taken node hands on."""
    name, terms = _letter(view, node), []
    # Forwards the sum is over what the node itself takes.
    for edge in view.nodes[node].inputs:
        if edge.handed is not None and edge.local is not None:
            below = _letter(view, edge.node)
            outer, inner = rf"\frac{{d{below}}}{{dx}}", rf"\frac{{d{name}}}{{d{below}}}"
            terms.append(_ChainTerm(outer, inner, view.nodes[edge.node].gradient, edge))
    return terms


def _plain(name: str) -> str:
    """Return a node's letter as it is read out."""
    return name.replace("_{", "").replace("}", "")
