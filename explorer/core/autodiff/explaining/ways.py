"""The shortest ways from a source to a result through a traced function, and where they are cut.

A way is short that has few cuts: one cure mends it. So what an operation needs beside its numbers,
such as the condition of `where` or the indices of `gather`, is blamed only where no better way is.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from explorer.core.autodiff.explaining.edges import CARRIERS, VALUE_FREE, WRITES, Edges, moves

Kind = Literal["whole", "none", "unregistered", "discrete", "control", "state", "shape"]

# A lost float is nearer to a gradient than a comparison, which seldom was meant to have one. What
# steers (a condition, an index) costs another cut.
COSTS: dict[Kind, int] = {
    "whole": 0, "none": 4, "unregistered": 4, "discrete": 6, "control": 4, "state": 4, "shape": 9,
}  # fmt: skip


LOOPS = frozenset({"While", "StatelessWhile"})
BRANCHES = frozenset({"If", "StatelessIf", "Case", "StatelessCase"})


@dataclass(frozen=True, slots=True)
class Room:
    """One call of a traced function: its graph, and the operation that calls it."""

    graph: Any
    key: tuple[str, ...] = ()
    parent: "Room | None" = None
    caller: Any = None
    role: Literal["call", "branch", "body", "condition"] = "call"

    @property
    def skipped(self) -> int:
        """How many of the caller's inputs do not go into the graph: a branch gets no condition."""
        return 1 if self.role == "branch" else 0

    def inside(self, index: int) -> Any | None:
        """Return the graph's own tensor for an input of the caller, or None."""
        place = index - self.skipped
        return self.graph.inputs[place] if 0 <= place < len(self.graph.inputs) else None


class Spot(NamedTuple):
    """A tensor in a room. Names are unique in a graph."""

    room: tuple[str, ...]
    tensor: str


class WayStep(NamedTuple):
    """From one tensor to one that is computed from it."""

    to: Spot
    kind: Kind
    operation: Any


class CutStep(NamedTuple):
    """The first cut of a shortest way: the operation, what it does to what it takes, the way through it."""

    operation: Any
    kind: Kind
    way: tuple[WayStep, ...]


@dataclass
class Ways:
    """All that can be walked in the graph of a traced function.

    Args:
        graph: The `FuncGraph` of the trace.
        edges: What single operations do to gradients.
    """

    graph: Any
    edges: Edges = field(default_factory=Edges)
    _rooms: dict[tuple[str, ...], Room] = field(default_factory=dict)
    _tensors: dict[Spot, Any] = field(default_factory=dict)
    _onward: dict[Spot, tuple[Spot, WayStep] | None] = field(default_factory=dict)  # on whole ways

    def __post_init__(self) -> None:
        self._rooms[()] = Room(self.graph)

    def cuts(self, source: Any) -> tuple[list[CutStep], bool]:
        """Return the first cuts of the shortest ways, and whether a way was found at all.

        Args:
            source: The tensor of the graph that stands for the source.
        """
        targets = [self._spot(self._rooms[()], each) for each in self.graph.outputs]
        # By way of a shape only where nothing else leads to the result.
        for shapes in (False, True):
            distance, came = self._walked(self._spot(self._rooms[()], source), shapes=shapes)
            reached = [each for each in targets if each in distance]
            if reached:
                nearest = min(distance[each] for each in reached)
                ends = [each for each in reached if distance[each] == nearest]
                return _first_cuts(ends, distance, came), True
        return [], False

    def whole_way(self, source: Any) -> tuple[WayStep, ...]:
        """Return a way from the source to a result on which no gradient is lost; empty for none."""
        if not self._onward:
            targets = (self._spot(self._rooms[()], each) for each in self.graph.outputs)
            self._onward.update(dict.fromkeys(targets))
        start = self._spot(self._rooms[()], source)
        came: dict[Spot, tuple[Spot, WayStep] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            spot = waiting.popleft()
            # Also where an earlier source's way goes on: the hundredth variable of a model walks a step.
            if spot in self._onward:
                back = spot
                while (found := came[back]) is not None:
                    self._onward[found[0]] = back, found[1]
                    back = found[0]
                return tuple(_back(start, self._onward))
            for step in self._steps(spot, shapes=False):
                if step.kind == "whole" and step.to not in came:
                    came[step.to] = spot, step
                    waiting.append(step.to)
        return ()

    def carries(self, spot: Spot) -> bool:
        """Return whether the type of a tensor that was walked to can have a gradient."""
        return moves(self._tensors[spot])

    def has_any(self, types: frozenset[str]) -> bool:
        """Return whether an operation of one of these types is in the trace, at any depth."""
        waiting = [self._rooms[()]]
        seen = set()
        while waiting:
            room = waiting.pop()
            for operation in room.graph.get_operations():
                if operation.type in types:
                    return True
                for inner in self._called(room, operation):
                    if id(inner.graph) not in seen:
                        seen.add(id(inner.graph))
                        waiting.append(inner)
        return False

    def first_reader(self, source: Any) -> Any | None:
        """Return the operation that reads a source first, for a source whose way ends nowhere."""
        return next(iter(source.consumers()), None)

    def reaches(self, source: Any, tensor: Any) -> bool:
        """Return whether a tensor of the outermost graph is computed from a source."""
        distance, _ = self._walked(self._spot(self._rooms[()], source), shapes=False)
        return self._spot(self._rooms[()], tensor) in distance

    def _walked(
        self, start: Spot, *, shapes: bool
    ) -> tuple[dict[Spot, int], dict[Spot, list[tuple[Spot, WayStep]]]]:
        distance = {start: 0}
        came: dict[Spot, list[tuple[Spot, WayStep]]] = defaultdict(list)
        waiting = [(0, start)]
        while waiting:
            so_far, spot = heapq.heappop(waiting)
            if so_far > distance[spot]:
                continue
            for step in self._steps(spot, shapes=shapes):
                came[step.to].append((spot, step))
                farther = so_far + COSTS[step.kind]
                if farther < distance.get(step.to, farther + 1):
                    distance[step.to] = farther
                    heapq.heappush(waiting, (farther, step.to))
        return distance, came

    def _spot(self, room: Room, tensor: Any) -> Spot:
        spot = Spot(room.key, tensor.name)
        self._tensors[spot] = tensor
        return spot

    def _steps(self, spot: Spot, *, shapes: bool) -> Iterator[WayStep]:
        room, tensor = self._rooms[spot.room], self._tensors[spot]
        yield from self._out_of(room, tensor)
        for operation in dict.fromkeys(tensor.consumers()):
            places = [i for i, each in enumerate(operation.inputs) if each.name == tensor.name]
            called = self._called(room, operation)
            if called:
                yield from self._into(room, operation, called, places)
            elif operation.type in WRITES:
                # Input 0 is the handle that is written to, which is no number.
                if 0 not in places:
                    yield from self._read_back(room, operation)
            elif operation.type not in VALUE_FREE:
                yield from self._through(room, operation, places)
            elif shapes:
                for each in operation.outputs:
                    yield WayStep(self._spot(room, each), "shape", operation)

    def _through(self, room: Room, operation: Any, places: list[int]) -> Iterator[WayStep]:
        for index, result in enumerate(operation.outputs):
            kind: Kind
            taken = operation.inputs[places[0]]
            if moves(taken) and moves(result):
                known = self.edges.of(operation, index)
                kinds = {known[place] for place in places}
                kind = "whole" if "whole" in kinds else next(iter(kinds))
            elif moves(taken):
                kind = "none" if operation.type == "Cast" else "discrete"
            elif moves(result):
                kind = "whole" if operation.type in CARRIERS else "control"
            else:
                kind = "whole"  # from whole number to whole number: what is lost is lost before
            yield WayStep(self._spot(room, result), kind, operation)

    def _into(
        self, room: Room, operation: Any, called: list[Room], places: list[int]
    ) -> Iterator[WayStep]:
        for inner in called:
            for place in places:
                tensor = inner.inside(place)
                if tensor is not None:
                    yield WayStep(self._spot(inner, tensor), "whole", operation)
        if called[0].role == "branch" and 0 in places:
            yield from self._steered(room, operation)

    def _out_of(self, room: Room, tensor: Any) -> Iterator[WayStep]:
        if room.parent is None:
            return
        places = [i for i, each in enumerate(room.graph.outputs) if each.name == tensor.name]
        if places and room.role == "condition":
            yield from self._steered(room.parent, room.caller)
            return
        for place in places:
            if place < len(room.caller.outputs):
                out = room.caller.outputs[place]
                yield WayStep(self._spot(room.parent, out), "whole", room.caller)
            if room.role == "body":
                for inner in self._called(room.parent, room.caller):
                    again = inner.inside(place)
                    if again is not None:
                        yield WayStep(self._spot(inner, again), "whole", room.caller)

    def _steered(self, room: Room, operation: Any) -> Iterator[WayStep]:
        for each in operation.outputs:
            yield WayStep(self._spot(room, each), "control", operation)

    def _read_back(self, room: Room, write: Any) -> Iterator[WayStep]:
        """Yield what is read later from the variable that an operation writes."""
        top, handle = room, write.inputs[0]
        while handle.op.type == "Placeholder" and top.parent is not None:
            names = [each.name for each in top.graph.inputs]
            handle = top.caller.inputs[names.index(handle.name) + top.skipped]
            top = top.parent
        waiting = [(top, handle)]
        while waiting:
            at, held = waiting.pop()
            for reader in dict.fromkeys(held.consumers()):
                for inner in self._called(at, reader):
                    for place, each in enumerate(reader.inputs):
                        tensor = inner.inside(place)
                        if each.name == held.name and tensor is not None:
                            waiting.append((inner, tensor))
                if reader.type in WRITES | VALUE_FREE or self._called(at, reader):
                    continue
                if at.key != room.key or _is_after(at.graph, reader, write):
                    for out in reader.outputs:
                        yield WayStep(self._spot(at, out), "state", write)

    def _called(self, room: Room, operation: Any) -> list[Room]:
        """Return the graphs that an operation calls, each as a room; none for most operations."""
        attributes = operation.node_def.attr
        roles: list[tuple[str, Literal["call", "branch", "body", "condition"]]]
        if operation.type in {"If", "StatelessIf"}:
            branches = ("then_branch", "else_branch")
            roles = [(attributes[each].func.name, "branch") for each in branches]
        elif operation.type in {"Case", "StatelessCase"}:
            roles = [(each.name, "branch") for each in attributes["branches"].list.func]
        elif operation.type in LOOPS:
            roles = [
                (attributes["body"].func.name, "body"),
                (attributes["cond"].func.name, "condition"),
            ]
        elif operation.type in {"PartitionedCall", "StatefulPartitionedCall"}:
            roles = [(attributes["f"].func.name, "call")]
        else:
            return []
        rooms = []
        for name, role in roles:
            key = (*room.key, f"{operation.name}/{role}/{name}")
            if key not in self._rooms:
                # TensorFlow has no public way from an operation to the graph that it calls.
                function = room.graph._get_function(name)  # noqa: SLF001
                if getattr(function, "graph", None) is None:
                    return []
                self._rooms[key] = Room(function.graph, key, room, operation, role)
            rooms.append(self._rooms[key])
        return rooms


def _first_cuts(
    ends: list[Spot],
    distance: dict[Spot, int],
    came: dict[Spot, list[tuple[Spot, WayStep]]],
) -> list[CutStep]:
    """Return the first cuts of the shortest ways that end at some spots."""
    found: dict[tuple[Any, ...], CutStep] = {}
    # By breadth: what is kept of each spot is the way onward with the fewest operations.
    onward: dict[Spot, tuple[Spot, WayStep] | None] = dict.fromkeys(ends)
    waiting = deque(ends)
    while waiting:
        spot = waiting.popleft()
        for before, step in _tight(spot, distance, came):
            if COSTS[step.kind] and distance[before] == 0:
                key = (before.room, step.operation.name)
                if key not in found:
                    way = (*_head(before, distance, came), step, *_back(spot, onward))
                    found[key] = CutStep(step.operation, step.kind, way)
            if before not in onward:
                onward[before] = spot, step
                waiting.append(before)
    return list(found.values())


def _tight(
    spot: Spot, distance: dict[Spot, int], came: dict[Spot, list[tuple[Spot, WayStep]]]
) -> Iterator[tuple[Spot, WayStep]]:
    """Yield the last steps of the shortest ways to a spot, each with where it begins."""
    for before, step in came[spot]:
        if distance[before] + COSTS[step.kind] == distance[spot]:
            yield before, step


def _head(
    spot: Spot, distance: dict[Spot, int], came: dict[Spot, list[tuple[Spot, WayStep]]]
) -> Iterator[WayStep]:
    """Yield the steps of the way with the fewest operations from the source to a spot."""
    onward: dict[Spot, tuple[Spot, WayStep] | None] = {spot: None}
    waiting = deque([spot])
    while waiting:
        now = waiting.popleft()
        if not came[now]:  # only the source comes from nowhere
            return _back(now, onward)
        for before, step in _tight(now, distance, came):
            if before not in onward:
                onward[before] = now, step
                waiting.append(before)
    return iter(())


def _back(spot: Spot, known: dict[Spot, tuple[Spot, WayStep] | None]) -> Iterator[WayStep]:
    """Yield the steps that are known from one spot to the next, until there is none."""
    while (found := known[spot]) is not None:
        spot, step = found
        yield step


def _is_after(graph: Any, later: Any, earlier: Any) -> bool:
    # A trace keeps reads and writes of a variable in the order in which they were made.
    order = [each.name for each in graph.get_operations()]
    return order.index(later.name) > order.index(earlier.name)
