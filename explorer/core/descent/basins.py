"""Basins of attraction: which minimum every start of a line ends at."""

from dataclasses import replace

import numpy as np

from explorer.core.arrays import Array
from explorer.core.descent.members import recipe
from explorer.core.descent.results import Basins
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.stability import minima
from explorer.core.descent.stepping import COMPILED_STRETCH, stepper


def basins(settings: DescentSettings, low: float, high: float, starts: int = 257) -> Basins:
    """Return the minimum at which the chosen optimiser ends from each of many starts.

    All starts descend at once, compiled by XLA, in float64 and without noise, for at least as
    many updates as are chosen.

    Args:
        settings: The descent; its own start and dtype do not matter.
        low: First start.
        high: Last start.
        starts: Number of starts.

    Returns:
        For every start the index of the minimum within 1 % of the line's length, or −1.

    Raises:
        ExplorerError: If a setting is out of its limits or the tape finds no gradient.
    """
    check_settings(settings)
    x = np.linspace(low, high, starts)
    lanes = replace(settings, dtype="float64", noise=0.0)
    steps = stepper(replace(recipe(lanes), shape=x.shape), is_compiled=True)
    variables = [{**steps.members[0].first(lanes), "x": x}]
    still = np.zeros((COMPILED_STRETCH, starts))
    for _ in range(0, settings.updates, COMPILED_STRETCH):
        _, variables = steps.run(variables, [still])
    found = minima(settings.formula, low, high)
    places = np.array([each.x for each in found])
    return Basins(x, found, _nearest(variables[0]["x"], places, (high - low) / 100))


def _nearest(ends: Array, places: Array, tolerance: float) -> Array:
    if not len(places):
        return np.full(len(ends), -1)
    distance = np.abs(ends[:, np.newaxis] - places)
    near = np.where(np.isnan(distance), np.inf, distance)
    return np.where(near.min(axis=1) <= tolerance, near.argmin(axis=1), -1)
