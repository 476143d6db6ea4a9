"""The Formula leaf: the function with the highlighted node in it, and the chain rule at it."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from explorer.session.descent.snapshots import Shapes
from explorer.session.tape.snapshots import TapeView
from explorer.ui.pages.layout import leaf
from explorer.ui.pages.tape.formulas import chain_lines, shape_lines
from explorer.ui.pages.tape.words import name_of
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Line, Typesetter
from explorer.ui.widgets.badge import Badge
from explorer.ui.widgets.formula_view import FormulaView
from explorer.ui.widgets.labels import Heading, label
from explorer.ui.widgets.span_text import SpanText

translate = QCoreApplication.translate

_SHAPES = ("y", "first", "second")
_CHAIN = ("value", "rule", "numbers", "result")


class FormulaLeaf:
    """Shows f as typed and as mathematics, and how a node's value and gradient come about.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._lines: dict[str, Line] = {}
        self.typed = SpanText(look)
        self.views = {name: FormulaView() for name in (*_SHAPES, *_CHAIN)}
        self.node_heading = Heading("")
        self.answer = Badge(look)
        self._note = label("", "note", wrap=True)
        typesetter.done.connect(self._show_pictures)
        self.widget = leaf(
            Heading(translate("Tape", "Function"), translate("Tape", "as typed")),
            self.typed,
            *(self.views[name] for name in _SHAPES),
            self._note,
            self.node_heading,
            *(self.views[name] for name in _CHAIN),
            Heading(translate("Tape", "TensorFlow’s answer"), translate("Tape", "just now")),
            self.answer,
        )

    def show_shapes(self, shapes: Shapes, *, nested: bool) -> None:
        """Show f and its derivatives."""
        self._note.setText("" if shapes.note is None else spoken(shapes.note))
        self._note.setVisible(bool(self._note.text()))
        self._set(_SHAPES, shape_lines(shapes, nested=nested))

    def show_node(self, view: TapeView, node: int) -> None:
        """Show how the value and the gradient of a node come about."""
        chosen = view.nodes[node]
        self.typed.show_text(view.formula, chosen.spans)
        self.node_heading.say(translate("Tape", "At {node}").format(node=name_of(view, node)))
        self._set(_CHAIN, chain_lines(view, node))
        symbol = "d²y/dx²" if view.mode == "nested" else "dy/dx"
        tone = {"tensor": "good", "none": "warning", "error": "error"}[view.answer.kind]
        self.answer.say(tone, view.answer.short, symbol)

    def _set(self, names: tuple[str, ...], lines: Mapping[str, Line]) -> None:
        for name in names:
            self._lines.pop(name, None)
            self.views[name].setVisible(name in lines)
        self._lines |= lines
        self._typesetter.set(self._lines)

    def _show_pictures(self, pictures: dict[str, bytes]) -> None:
        for name, picture in pictures.items():
            line = self._lines.get(name)
            if line is not None:
                self.views[name].show_svg(picture, line.plain)
