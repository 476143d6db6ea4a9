"""What the catalogues promise."""

from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.functions.examples.catalogue import CATALOGUE, Example
from explorer.core.functions.examples.landscapes import LANDSCAPES, Landscape
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import array_function, tensor_function

FALLS_OFF = {"square-root"}  # as its sentence says


def key_of(entry: Example | Landscape) -> str:
    return entry.key


def slopes(text: str, place: tuple[float, ...], names: tuple[str, ...]) -> list[Any]:
    values = [tf.Variable(number, dtype=tf.float64) for number in place]
    with tf.GradientTape() as tape:
        z = tensor_function(parse(text, names))(*values)
    return [0.0 if slope is None else float(slope) for slope in tape.gradient(z, values)]


def test_that_there_are_some_thirty_functions_with_keys_of_their_own() -> None:
    assert len(CATALOGUE) >= 30
    assert len({example.key for example in CATALOGUE}) == len(CATALOGUE)
    assert len({str(example.name) for example in CATALOGUE}) == len(CATALOGUE)
    assert len({landscape.key for landscape in LANDSCAPES}) == len(LANDSCAPES)


@pytest.mark.parametrize("example", CATALOGUE, ids=key_of)
def test_that_an_example_can_be_seen_from_its_start(example: Example) -> None:
    low, high = example.span
    function = array_function(parse(example.text))

    values = function(np.linspace(low, high, 801))

    assert low < example.start < high
    assert np.isfinite(values).mean() > 0.5
    assert np.isfinite(function(np.array([example.start]))).all()
    if example.heights is not None:
        shown = (values >= example.heights[0]) & (values <= example.heights[1])
        assert shown.mean() > 0.3


@pytest.mark.parametrize("example", CATALOGUE, ids=key_of)
def test_that_a_descent_at_the_rate_of_an_example_ends_as_said(example: Example) -> None:
    x = example.start
    for _ in range(30):
        x -= example.learning_rate * slopes(example.text, (x,), ("x",))[0]

    assert np.isfinite(x) == (example.key not in FALLS_OFF)


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=key_of)
def test_that_nothing_in_view_is_lower_than_the_known_minima(landscape: Landscape) -> None:
    function = array_function(parse(landscape.text, ("x", "y")))
    grid = np.meshgrid(np.linspace(*landscape.x_span, 301), np.linspace(*landscape.y_span, 301))
    for x, y in landscape.minima:
        lowest = float(function(np.array(x), np.array(y)))

        assert function(*grid).min() >= lowest - 1e-12 * max(1, abs(lowest))
        assert landscape.x_span[0] <= x <= landscape.x_span[1]
        assert landscape.y_span[0] <= y <= landscape.y_span[1]


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=key_of)
def test_that_the_gradient_at_a_known_minimum_is_zero(landscape: Landscape) -> None:
    for place in landscape.minima:
        found = slopes(landscape.text, place, ("x", "y"))

        if landscape.key == "ackley":
            assert np.isnan(found).all()
        else:
            assert np.abs(found).max() < 1e-11


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=key_of)
def test_that_a_race_at_the_rate_of_a_landscape_goes_downhill(landscape: Landscape) -> None:
    function = array_function(parse(landscape.text, ("x", "y")))
    place = np.array(landscape.start)
    for _ in range(40):
        place = place - landscape.learning_rate * np.array(
            slopes(landscape.text, tuple(place), ("x", "y"))
        )

    assert landscape.x_span[0] <= landscape.start[0] <= landscape.x_span[1]
    assert landscape.y_span[0] <= landscape.start[1] <= landscape.y_span[1]
    assert function(*place) < function(*np.array(landscape.start))
