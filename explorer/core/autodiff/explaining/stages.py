"""The way from a source to the result as it is drawn: its operations, the long middle of it left out."""

from collections.abc import Callable, Sequence

from explorer.core.autodiff.explaining.explanation import Stage
from explorer.core.autodiff.explaining.places import place_of_operation
from explorer.core.autodiff.explaining.ways import Spot, WayStep

# They hand on what they are given; a drawing of all of them would hide the others.
_PASSED_OVER = frozenset({
    "ReadVariableOp", "Identity", "PartitionedCall", "StatefulPartitionedCall", "Placeholder",
})  # fmt: skip
_AROUND = 2  # operations drawn on either side of the source, the result, and where a gradient ends


def stages(way: Sequence[WayStep], carries: Callable[[Spot], bool]) -> tuple[Stage, ...]:
    """Return the operations of a way in their order.

    Args:
        way: Its steps, from the source to the result.
        carries: Tells whether the type of what a step leads to can have a gradient.
    """
    seen: list[tuple[WayStep, bool]] = []
    carried = True  # the source itself
    for step in way:
        cuts, comes, carried = step.kind != "whole", carried, carries(step.to)
        # To go into a loop or a branch, and out of it, is one stage.
        if seen and seen[-1][0].operation is step.operation and not cuts:
            continue
        if cuts or step.operation.type not in _PASSED_OVER:
            seen.append((step, not cuts and comes and carried))
    stopped = [i for i, (_, flows) in enumerate(seen) if not flows]
    places = [0, len(seen) - 1, *stopped[:1], *stopped[-1:]]
    drawn = {i for place in places for i in range(place - _AROUND, place + _AROUND + 1)}
    found: list[Stage] = []
    left_out: list[bool] = []
    for index, (step, flows) in enumerate(seen):
        if index not in drawn:
            left_out.append(flows)
            continue
        if left_out:
            found.append(Stage("", "", None, None, all(left_out), len(left_out)))
            left_out = []
        file, line = place_of_operation(step.operation)
        name = step.operation.name
        found.append(Stage(step.operation.type, name, file, line, flows))
    return tuple(found)
