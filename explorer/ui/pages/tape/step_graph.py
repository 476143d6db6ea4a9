"""A recording at a step, as the graph that is drawn of it.

It puts a recording into words and colours of the window, so that it cannot stand in the session; the
plots know no recording; and in hero.py, whose part it is, it would be more than all the rest.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from explorer.session.tape.snapshots import RecordingProgress, TapeNode, TapeView
from explorer.ui.pages.tape.words import PHASES, answer_word, printed, short
from explorer.ui.plots.graph import Card, CardRow, Graph, GraphFrame, Wire

translate = QCoreApplication.translate


def step_graph(view: TapeView, cursor: int, shown: frozenset[str]) -> tuple[Graph, tuple[int, ...]]:
    """Return a recording after some steps as a graph.

    Args:
        view: The recording.
        cursor: Number of steps taken.
        shown: Names of what the cards tell: "values", "gradients", "slopes".

    Returns:
        The graph, and for each of its cards the index of the node that it stands for; y and what
        computes it are two cards of one node.
    """
    return _StepGraph(RecordingProgress(view, cursor), shown).graph()


class _StepGraph:
    def __init__(self, progress: RecordingProgress, shown: frozenset[str]) -> None:
        view = self._view = progress.view
        self._progress, self._shown = progress, shown
        # What another node takes gets its own card only if it computes something; numbers stand
        # as pills above who takes them.
        taken = {edge.node for node in view.nodes for edge in node.inputs}
        self._carded = [
            index
            for index, node in enumerate(view.nodes)
            if index == 0 or node.inputs or index not in taken
        ]
        self._card_of = {node: card for card, node in enumerate(self._carded)}
        self._step = view.steps[progress.cursor - 1] if progress.cursor else None

    def graph(self) -> tuple[Graph, tuple[int, ...]]:
        cards = [self._card(index) for index in self._carded]
        wires = [wire for index in self._carded for wire in self._wires(index)]
        nodes = list(self._carded)
        for target in self._view.targets:
            # y has a card of its own behind what computes it: there the way back begins.
            wires.append(self._target_wire(target, len(cards)))
            cards.append(self._target_card(target))
            nodes.append(target)
        graph = Graph(
            cards=tuple(cards),
            wires=tuple(wires),
            frames=self._frames(nodes),
            current=self._current(),
            pill_note=translate("Tape", "not watched"),
        )
        return graph, tuple(nodes)

    def _current(self) -> int | None:
        """Return the card of the step; the start of a way back is told at the target."""
        # Before the first step nothing is set off.
        if self._step is None:
            return None
        if self._starts_backward:
            return len(self._carded) + self._view.targets.index(self._step.node)
        return self._card_of[self._step.node]

    @property
    def _starts_backward(self) -> bool:
        step, view = self._step, self._view
        if step is None or step.node not in view.targets or step.towards is not None:
            return False
        return step.phase == ("outer" if view.mode == "nested" else "backward")

    # ---- cards

    def _card(self, index: int) -> Card:
        node = self._view.nodes[index]
        known = self._progress.computed(index)
        rows = tuple(self._rows(index, node, known))
        caption, number = self._caption(index, node)
        aside = self._aside(index, node)
        title = "x" if index == 0 else node.operation
        mark = ""
        if self._step is not None and self._step.node == index and not self._starts_backward:
            mark = PHASES[self._step.phase].role
        # Numbers without a card.
        pills = [edge.node for edge in node.inputs if edge.node not in self._card_of]
        return Card(
            title=title,
            aside=aside,
            layer=node.layer if index else 0,
            rows=rows,
            caption=caption,
            number=number,
            pills=tuple(printed(self._view.nodes[each].value) for each in pills),
            dashed=not node.recorded,
            mark=mark,
            # What was computed on the way back stands below, by groups of the layout.
            group=int(node.backward),
            spoken=self._spoken(title, aside, rows, f"{caption} {number}"),
        )

    def _aside(self, index: int, node: TapeNode) -> str:
        if index == 0:
            if self._view.recording.source == "variable":
                return translate("Tape", "Variable")
            return translate("Tape", "Constant")
        return node.label

    def _rows(self, index: int, node: TapeNode, known: bool) -> Iterator[CardRow]:
        if "values" in self._shown:
            value = printed(node.value) if known and node.value is not None else ""
            yield CardRow(translate("Tape", "value"), value, "blue" if node.recorded else "text")
        if "gradients" in self._shown:
            yield self._gradient_row(index)

    def _gradient_row(self, index: int) -> CardRow:
        # Whole once every node that takes this one has handed back.
        gradient, whole = self._progress.gradient(index)
        role = "green" if self._view.mode == "nested" else "orange"
        if whole and gradient is None:
            beside = self._view.mode == "nested" and index and index not in self._view.targets[1:]
            text, role = ("–", "muted") if beside else ("None", "amber")
            return CardRow(answer_word(self._view), text, role)
        if whole or gradient is None:
            text = printed(gradient) if whole else ""
            return CardRow(answer_word(self._view), text, role)
        # A sum that is still growing is called so: it is no gradient yet.
        return CardRow(translate("Tape", "so far"), printed(gradient), role)

    def _caption(self, index: int, node: TapeNode) -> tuple[str, str]:
        """Return what stands below a card: words, and a number in bold."""
        if index == 0:
            return self._how_watched(), ""
        if "slopes" not in self._shown or not node.inputs or node.backward:
            return "", ""
        slopes = [edge for edge in node.inputs if edge.followed]
        if not slopes:
            return "", ""
        # One of the operations that TensorFlow knows no gradient of.
        if any(edge.local is None for edge in slopes):
            return translate("Tape", "no gradient"), ""
        texts = ", ".join(short(edge.local) for edge in slopes)
        if not self._progress.computed(index):
            return translate("Tape", "local slope"), "–"
        word = (
            translate("Tape", "local slope")
            if len(slopes) == 1
            else translate("Tape", "local slopes")
        )
        return word, texts

    def _how_watched(self) -> str:
        if self._view.mode == "forward":
            return translate("Tape", "the slope starts here")
        words = {
            "variable": translate("Tape", "watched by the tape"),
            "watched": translate("Tape", "watched by tape.watch"),
            "constant": translate("Tape", "not watched"),
        }
        return words[self._view.recording.source]

    @staticmethod
    def _spoken(title: str, aside: str, rows: tuple[CardRow, ...], caption: str) -> str:
        numbers = (f"{row.name} {row.value}" for row in rows if row.value)
        return ", ".join(part.strip() for part in (title, aside, *numbers, caption) if part.strip())

    def _target_card(self, target: int) -> Card:
        view, node = self._view, self._view.nodes[target]
        # With two tapes there are two targets: y of the inner, dy/dx of the outer.
        second = target == view.targets[-1] and len(view.targets) == 2
        rows = tuple(self._rows(target, node, self._progress.computed(target)))
        here = view.mode == "reverse" or (view.mode == "nested" and second)
        caption = translate("Tape", "backward starts here") if here and node.recorded else ""
        if here and not node.recorded:
            caption = translate("Tape", "nothing leads back")
        if view.mode == "nested" and not second and len(view.targets) == 2:
            caption = translate("Tape", "the inner tape starts here")
        title, aside = ("dy/dx" if second else "y"), translate("Tape", "target")
        mark = ""
        if self._starts_backward and self._step is not None and self._step.node == target:
            mark = PHASES[self._step.phase].role if node.recorded else "amber"
        return Card(
            title=title,
            aside=aside,
            layer=(node.layer if target else 0) + 1,
            rows=rows,
            caption=caption,
            dashed=not node.recorded,
            mark=mark,
            group=int(node.backward),
            spoken=self._spoken(title, aside, rows, caption),
        )

    # ---- wires

    def _wires(self, index: int) -> Iterator[Wire]:
        node = self._view.nodes[index]
        places = [i for i, edge in enumerate(node.inputs) if edge.node in self._card_of]
        for slot, place in enumerate(places):
            yield self._wire(index, place, slot, len(places))

    def _wire(self, index: int, place: int, slot: int, slots: int) -> Wire:
        edge = self._view.nodes[index].inputs[place]
        progress, source = self._progress, self._view.nodes[edge.node]
        # Followed only where both ends are: an operation may be recorded of which one input is
        # not.
        followed = edge.followed and source.recorded
        second, handed, brief = self._second(index, place)
        return Wire(
            source=self._card_of[edge.node],
            target=self._card_of[index],
            slot=slot,
            slots=slots,
            value=short(source.value) if "values" in self._shown else "",
            passed=progress.computed(index),
            followed=followed,
            handed=handed,
            brief=brief,
            second=second,
            onward=self._view.mode == "forward",
            # Amber where None is handed back, as everywhere.
            role="orange" if edge.handed is not None else "amber",
        )

    def _second(self, index: int, place: int) -> tuple[str, str, str]:
        """Return how the line of gradients along an input is drawn, and its two texts."""
        view, progress = self._view, self._progress
        edge = view.nodes[index].inputs[place]
        # With two tapes both ways at once would be a tangle.
        if view.mode == "nested" or not edge.followed or not view.nodes[index].recorded:
            return "", "", ""
        forward = view.mode == "forward"
        done = progress.computed(index) if forward else progress.handed(index, place)
        if not done or "gradients" not in self._shown:
            return "idle", "", ""
        if edge.handed is None:
            return "done", "None", "None"
        incoming = view.nodes[edge.node if forward else index].gradient
        result = short(edge.handed)
        long = f"{short(incoming)} × {short(edge.local)} = {result}"
        # In forward mode the slope goes with the value, so the step is that of the node.
        now = (
            self._step is not None and self._step.node == index
            if forward
            else (progress.is_now(index, place))
        )
        return ("now" if now else "done"), (long if "slopes" in self._shown else result), result

    def _target_wire(self, target: int, card: int) -> Wire:
        view, node = self._view, self._view.nodes[target]
        known = self._progress.computed(target)
        forward = view.mode == "forward"
        second, handed = "", ""
        if view.mode != "nested" and node.recorded:
            done = known if forward else self._progress.gradient(target)[1]
            second = "done" if done else "idle"
            handed = short(node.gradient) if "gradients" in self._shown else ""
        return Wire(
            source=self._card_of[target],
            target=card,
            value=short(node.value) if "values" in self._shown else "",
            passed=known,
            followed=node.recorded,
            handed=handed,
            second=second,
            onward=forward,
        )

    # ---- frames

    def _frames(self, nodes: list[int]) -> tuple[GraphFrame, ...]:
        if self._view.mode != "nested":
            return ()
        first = len(self._carded)
        recorded = [
            card
            for card, node in enumerate(nodes[:first])
            # x belongs to no tape: it is watched, not recorded.
            if node and self._view.nodes[node].recorded
        ]
        inner = tuple(card for card in recorded if not self._view.nodes[nodes[card]].backward)
        if not inner:
            return ()
        return (
            # The outer tape records the inner one's way back as well.
            GraphFrame(translate("Tape", "outer tape"), tuple(recorded), "green", depth=1),
            GraphFrame(translate("Tape", "inner tape"), inner, "blue"),
        )
