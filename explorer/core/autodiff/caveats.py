"""Where TensorFlow's gradient is not what mathematics says, found in a recording."""

import math
from dataclasses import dataclass, replace

from explorer.core.autodiff.parts import FormulaPart, parts_of, with_children
from explorer.core.autodiff.results import Recording
from explorer.core.functions.formula import Formula, python_source
from explorer.core.functions.nodes import Node, Number, Variable, Where
from explorer.core.numerals import exact
from explorer.core.sentences import Sentence, said

# 1e-12 lifts |x| by a millionth at its corner, in float32 and float64; float16 makes 0 of it.
_KINKS = {"abs": "tf.sqrt(({inner})**2 + 1e-12)", "relu": "tf.nn.softplus({inner})"}
_KINKS_OF_TWO = frozenset({"max", "min"})


@dataclass(frozen=True, slots=True)
class Caveat:
    """A place where TensorFlow's gradient is not what mathematics says.

    Attributes:
        node: Index of the node of the recording where they part.
        sentence: What TensorFlow answers there, and what mathematics says.
        safe: TensorFlow source for the piece, in x, that avoids it; "" where there is none.
    """

    node: int
    sentence: Sentence
    safe: str


def caveats(formula: Formula, recording: Recording) -> tuple[Caveat, ...]:
    """Return what to beware of at the recorded place, in the order of computation.

    Args:
        formula: f, a function of one variable.
        recording: Of this formula; what its tape did not record has no caveats.
    """
    looking = _Looking(parts_of(formula), recording)
    checks = (
        looking.without_gradient,
        looking.kink,
        looking.root_at_zero,
        looking.leak,
        looking.outside_domain,
    )
    found = (
        check(index)
        for index, node in enumerate(recording.nodes)
        if node.recorded and node.inputs
        for check in checks
    )
    return tuple(caveat for caveat in found if caveat is not None)


class _Looking:
    def __init__(self, parts: tuple[FormulaPart, ...], recording: Recording) -> None:
        self._parts = parts
        self._nodes = recording.nodes
        self._dtype = recording.dtype

    def without_gradient(self, index: int) -> Caveat | None:
        """Return the caveat of an operation for which TensorFlow answers None."""
        node = self._nodes[index]
        ends = [
            edge.node
            for edge in node.inputs
            # A number has no slope either, but nobody asks for its gradient.
            if edge.local is None and not edge.compared and self._parts[edge.node].depends
        ]
        if not ends:
            return None
        inner, whole = self._source(ends[0]), self._source(index)
        sentence = said(
            "Caveats",
            "TensorFlow has no gradient for {operation} and answers None; "
            "{label} is flat between its jumps, so mathematics says 0.",
            operation=node.operation,
            label=node.label,
        )
        # The straight-through estimator: value of the step, slope of what goes into it.
        return Caveat(index, sentence, f"{inner} + tf.stop_gradient({whole} - ({inner}))")

    def kink(self, index: int) -> Caveat | None:
        """Return the caveat of a corner, at which mathematics has no derivative."""
        node, word = self._nodes[index], self._parts[index].word
        taken = [self._nodes[edge.node] for edge in node.inputs]
        at_corner = (word in _KINKS and taken[0].value == 0) or (
            word in _KINKS_OF_TWO and len({each.value for each in taken}) < len(taken)
        )
        if not at_corner:
            return None
        slope = next(edge.local for edge in node.inputs if self._parts[edge.node].depends)
        sentence = said(
            "Caveats",
            "{label} has a corner here, where mathematics has no derivative; "
            "TensorFlow takes the slope {slope}.",
            label=node.label,
            slope=exact(slope or 0.0, self._dtype),
        )
        inner = self._source(node.inputs[0].node)
        return Caveat(index, sentence, _KINKS.get(word, "").format(inner=inner))

    def root_at_zero(self, index: int) -> Caveat | None:
        """Return the caveat of a square root of 0, whose slope is infinite."""
        node = self._nodes[index]
        if self._parts[index].word != "sqrt" or self._nodes[node.inputs[0].node].value != 0:
            return None
        sentence = said(
            "Caveats",
            "The slope of {label} grows without bound towards 0; TensorFlow answers inf there, "
            "and inf times 0 further back makes NaN.",
            label=node.label,
        )
        inner = self._source(node.inputs[0].node)
        return Caveat(index, sentence, f"tf.sqrt(tf.maximum({inner}, 1e-12))")

    def leak(self, index: int) -> Caveat | None:
        """Return the caveat of a choice whose branch not taken spoils the gradient."""
        node, tree = self._nodes[index], self._parts[index].whole.tree
        leaked = math.isnan(self._nodes[0].gradient or 0.0) and math.isfinite(node.value)
        if not (isinstance(tree, Where) and leaked):
            return None
        # What the condition compares stands before the branches.
        *_, then, otherwise = node.inputs
        for edge, branch in ((then, "then"), (otherwise, "otherwise")):
            if edge.local == 0 and self._spoils(edge.node):
                sentence = said(
                    "Caveats",
                    "where does not take {label} here, and yet its slope leaks: "
                    "0 times a slope that is not finite makes NaN.",
                    label=self._nodes[edge.node].label,
                )
                return Caveat(index, sentence, self._doubled(index, tree, branch))
        return None

    def outside_domain(self, index: int) -> Caveat | None:
        """Return the caveat of a slope where there is no value."""
        node = self._nodes[index]
        slopes = [edge.local for edge in node.inputs if edge.local is not None]
        # Not for a NaN that a choice leaves aside, nor for one that was handed on: it began before.
        begins_here = math.isnan(self._nodes[-1].value) and all(
            math.isfinite(self._nodes[edge.node].value) for edge in node.inputs
        )
        if not (math.isnan(node.value) and begins_here and slopes and math.isfinite(slopes[0])):
            return None
        sentence = said(
            "Caveats",
            "{label} has no value here, so mathematics knows no derivative; "
            "TensorFlow gives the slope {slope} all the same.",
            label=node.label,
            slope=exact(slopes[0], self._dtype),
        )
        return Caveat(index, sentence, "")

    def _spoils(self, index: int) -> bool:
        """Return whether 0 as the gradient of a node becomes NaN on its way to x."""
        return any(
            edge.handed_back is not None
            and (math.isnan(edge.handed_back) or self._spoils(edge.node))
            for edge in self._nodes[index].inputs
        )

    def _doubled(self, index: int, tree: Where, branch: str) -> str:
        """Return the choice with x exchanged for 1 in the branch wherever it is not taken."""
        # The double where. 1 and not 0, at which 1/x, ln(x) and the root have no finite slope.
        x, one = Variable(self._parts[0].name), Number(1.0)
        tame = Where(tree.condition, *((x, one) if branch == "then" else (one, x)))
        if branch == "then":
            exchanged = replace(tree, then=_substituted(tree.then, tame))
        else:
            exchanged = replace(tree, otherwise=_substituted(tree.otherwise, tame))
        return python_source(replace(self._parts[index].whole, tree=exchanged))

    def _source(self, index: int) -> str:
        return python_source(self._parts[index].whole)


def _substituted(node: Node, stand_in: Node) -> Node:
    """Return the tree with `stand_in` wherever a variable stood."""
    if isinstance(node, Variable):
        return stand_in
    return with_children(node, [_substituted(child, stand_in) for child in node.children])
