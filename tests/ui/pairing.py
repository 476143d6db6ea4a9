"""Few combinations in which any two values meet: most faults of a layout come from two things together."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any


def paired(*factors: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return combinations of one value of each factor, such that any two values of two factors meet in one.

    Greedy: each combination begins with a pair that is missing, and takes of every other factor the value
    that brings most of what is missing. The same factors give the same combinations.
    """
    sides = list(combinations(range(len(factors)), 2))
    missing = {
        (i, a, j, b): None
        for i, j in sides
        for a in range(len(factors[i]))
        for b in range(len(factors[j]))
    }
    found = []
    while missing:
        i, a, j, b = next(iter(missing))
        chosen = {i: a, j: b}
        for place in (each for each in range(len(factors)) if each not in chosen):
            chosen[place] = max(
                range(len(factors[place])),
                key=lambda value: _brought(missing, chosen, place, value),
            )
        for pair in [_pair(i, chosen[i], j, chosen[j]) for i, j in sides]:
            missing.pop(pair, None)
        found.append(tuple(factors[place][chosen[place]] for place in range(len(factors))))
    return found


def _brought(missing: Any, chosen: dict[int, int], place: int, value: int) -> int:
    """Return how many missing pairs a value makes with those that are chosen."""
    return sum(_pair(place, value, other, at) in missing for other, at in chosen.items())


def _pair(i: int, a: int, j: int, b: int) -> tuple[int, int, int, int]:
    return (i, a, j, b) if i < j else (j, b, i, a)
