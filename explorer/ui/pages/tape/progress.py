"""How far a recording has been gone through at a step, and what is known by then."""

from dataclasses import dataclass

from explorer.session.tape.snapshots import TapeView


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """What the first steps of a recording have brought.

    Attributes:
        view: The recording.
        cursor: Number of steps taken.
    """

    view: TapeView
    cursor: int

    @property
    def ended(self) -> bool:
        """Whether all steps are taken."""
        return self.cursor >= len(self.view.steps)

    def computed(self, index: int) -> bool:
        """Whether a node's value is known; a written number always is."""
        node = self.view.nodes[index]
        if index and not node.inputs:
            return True
        wanted = "backward" if node.backward else "forward"
        return any(
            step.node == index and step.phase == wanted for step in self.view.steps[: self.cursor]
        )

    def handed(self, index: int, slot: int) -> bool:
        """Return whether a node has handed back what goes along one of its inputs."""
        return self._steps_along(index, slot) > self._rank(index, slot)

    def is_now(self, index: int, slot: int) -> bool:
        """Return whether that is what the last step taken does."""
        step = self.view.steps[self.cursor - 1] if self.cursor else None
        edge = self.view.nodes[index].inputs[slot]
        if step is None or (step.node, step.towards) != (index, edge.node):
            return False
        return self._steps_along(index, slot) == self._rank(index, slot) + 1

    def _steps_along(self, index: int, slot: int) -> int:
        """Return how many steps taken went from a node to the one that an input comes from."""
        towards = self.view.nodes[index].inputs[slot].node
        taken = self.view.steps[: self.cursor]
        return sum((step.node, step.towards) == (index, towards) for step in taken)

    def _rank(self, index: int, slot: int) -> int:
        """Return which of several inputs from the same node one is, as in x · x."""
        inputs = self.view.nodes[index].inputs
        return sum(edge.node == inputs[slot].node for edge in inputs[:slot])

    def gradient(self, index: int) -> tuple[float | None, bool]:
        """Return what is known of a node's gradient, and whether that is all of it.

        Until every path has handed back its part, it is the sum of those that have.
        """
        view, node = self.view, self.view.nodes[index]
        if view.mode == "forward":
            return node.gradient, self.computed(index)
        if view.mode == "nested":
            return node.gradient, self._reached_by_outer(index)
        if self.ended:
            return node.gradient, True
        if index == view.targets[0]:
            started = any(step.phase == "backward" for step in view.steps[: self.cursor])
            return (node.gradient, True) if started else (None, False)
        giving = [
            (taking, slot)
            for taking, other in enumerate(view.nodes)
            for slot, edge in enumerate(other.inputs)
            if edge.node == index and edge.handed is not None
        ]
        given = [each for each in giving if self.handed(*each)]
        if giving and len(given) == len(giving):
            return node.gradient, True
        parts = [view.nodes[taking].inputs[slot].handed or 0.0 for taking, slot in given]
        return (sum(parts) if parts else None), False

    def _reached_by_outer(self, index: int) -> bool:
        if self.ended:
            return True
        return any(
            step.node == index and step.phase == "outer" for step in self.view.steps[: self.cursor]
        )

    @property
    def node_at_work(self) -> int | None:
        """Index of the node of the last step taken, None before the first."""
        return self.view.steps[self.cursor - 1].node if self.cursor else None
