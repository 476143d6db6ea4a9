"""Planes of a run's path and of two directions: against a full decomposition, the network, and its slices."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.curvature.products import joined
from explorer.core.descent.surfaces import grid
from explorer.core.functions.formula import parse
from explorer.core.functions.measured import learn
from explorer.core.sentences import ExplorerError
from explorer.core.training.directions import Place, filter_normalised, place_of
from explorer.core.training.network import initial_weights
from explorer.core.training.planes import SIDE, Plane, plane_of, plane_through, principal
from explorer.core.training.reports import Weights
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.slices import Along, SliceQuestion
from explorer.session.training.slice_function import plane_function_of
from tests.core.training.test_slices import DIGITS, TANH, loss_at, stood, whole
from tests.sparing import sparing


def test_that_the_directions_and_shares_are_those_of_a_singular_value_decomposition() -> None:
    generator = np.random.default_rng(0)
    wide = (generator.normal(size=(9, 2)) * [3, 1]) @ generator.normal(size=(2, 40))
    steps = np.asarray(wide + 0.05 * generator.normal(size=(9, 40)), np.float32)
    directions, shares = principal(steps)
    _, values, rows = np.linalg.svd(steps - steps.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(shares, (values**2 / (values**2).sum())[:2], rtol=1e-4)
    for found, row in zip(directions, rows, strict=False):
        assert abs(float(found @ row)) == pytest.approx(1, abs=1e-4)
    assert float(directions[0] @ directions[1]) == pytest.approx(0, abs=1e-4)


def a_path(steps: int) -> list[Weights]:
    """Return weights that go from the first ones along two directions."""
    first = initial_weights(TANH)
    rows = [filter_normalised(first, seed) for seed in (1, 2)]
    path = []
    for n in range(steps):
        row = joined(first) + np.float32(0.1 * n) * rows[0] + np.float32(0.02 * n * n) * rows[1]
        weights, start = [], 0
        for each in first:
            weights.append(row[start : start + each.size].reshape(each.shape))
            start += each.size
        path.append(tuple(weights))
    return path


@pytest.mark.slow
def test_that_the_plane_holds_the_path_and_its_function_is_the_loss_of_the_network() -> None:
    path = a_path(5)
    place = Place(path[-1], TANH, step=4)
    parts = list(plane_of(place, path, 60, DIGITS))
    done = [each.done for each in parts if each is not None]
    assert done == [SIDE * n for n in range(1, SIDE + 1)] + [SIDE**2]
    found = parts[-1]
    assert isinstance(found, Plane)
    assert sum(found.shares) == pytest.approx(1, abs=1e-4)
    np.testing.assert_allclose(found.trail[-1], 0, atol=1e-6)
    measured, about = plane_function_of(found) or (None, None)
    assert measured is not None
    assert about is not None
    formula = parse(f"{learn(measured)}(x, y)", ("x", "y"))
    for (x, y), weights in zip(found.trail, path, strict=True):
        told = grid(formula, (x, x), (y, y), 1, 1).values[0, 0]
        # Both are off by no more than is told, but for the float32 of the weights.
        assert told == pytest.approx(loss_at(TANH, joined(weights)), abs=2 * about.error + 1e-5)
    middles = [(each[1:] + each[:-1]) / 2 for each in (found.x, found.y)]
    between = [
        grid(formula, (x, x), (y, y), 1, 1).values[0, 0] for x, y in zip(*middles, strict=True)
    ]
    assert found.halfway is not None
    assert np.abs(between - np.diag(found.halfway)).max() <= about.error * (1 + 1e-9)


@pytest.mark.parametrize(("steps", "words"), [(2, "needs 3 kept steps"), (0, "needs 3 kept steps")])
def test_that_a_short_path_has_no_plane(steps: int, words: str) -> None:
    path = a_path(steps)
    with pytest.raises(ExplorerError, match=words):
        list(plane_of(Place(initial_weights(TANH), TANH), path, 60, DIGITS))


def test_that_a_path_along_one_line_has_no_plane() -> None:
    line = np.outer(np.arange(5.0), np.ones(30)).astype(np.float32)
    with pytest.raises(ExplorerError, match="spans no plane"):
        principal(line)
    with pytest.raises(ExplorerError, match="spans no plane"):
        principal(np.ones((5, 30), np.float32))


OTHER = replace(TANH, seed=9)


def chosen(first: Along, second: Along, seed: int = 0, settings: TrainingSettings = TANH) -> Plane:
    question = SliceQuestion(along="plane", first=first, second=second, images=60, seed=seed)
    question.check()
    place, other = place_of(stood(settings)), place_of(stood(OTHER))
    *_, found = plane_through(place, question, (), DIGITS, other)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    sparing(
        [("eigenvector", "run"), ("run", "random"), ("random", "random"), ("gradient", "eigenvector")],
        ("eigenvector", "run"),
    ),
)  # fmt: skip
def test_that_a_plane_of_two_directions_has_the_loss_of_the_lines_along_them(
    first: Along, second: Along
) -> None:
    found = chosen(first, second)
    measured, about = plane_function_of(found) or (None, None)
    assert measured is not None
    assert about is not None
    formula = parse(f"{learn(measured)}(x, y)", ("x", "y"))
    other = place_of(stood(OTHER))
    for along, seed, is_first in ((first, 0, True), (second, int(first == second), False)):
        line = whole(along, other=other, seed=seed)
        at = len(line.places) - 1
        # Where the line ends, in the plane's own distances: the second one leans towards the first.
        x, y = line.places[at] * line.length, 0.0
        if not is_first:
            x, y = found.cosine * x, float(np.sqrt(1 - found.cosine**2)) * x
        told = grid(formula, (x, x), (y, y), 1, 1).values[0, 0]
        assert told == pytest.approx(line.values[0, at], abs=3 * about.error + 1e-5)
    np.testing.assert_array_equal(found.trail, [[0.0, 0.0]])
    assert str(measured.about).startswith(
        "f is the loss of a network on a plane through its weights"
    )


def test_that_a_plane_goes_as_far_as_is_asked_for_along_each_direction() -> None:
    usual = chosen("gradient", "eigenvector")
    question = SliceQuestion(
        along="plane", first="gradient", second="eigenvector", images=60, reach=3.0, height=0.25
    )
    *_, found = plane_through(place_of(stood(TANH)), question, (), DIGITS)
    assert found is not None
    np.testing.assert_allclose(found.x, 3.0 * usual.x, rtol=1e-6)
    np.testing.assert_allclose(found.y, 0.25 * usual.y, rtol=1e-6)


def test_that_two_directions_that_are_one_span_no_plane() -> None:
    # Plain gradient descent over all images steps along the gradient.
    with pytest.raises(ExplorerError, match="span no plane"):
        chosen("gradient", "next")
    with pytest.raises(ExplorerError, match="Choose two different ones"):
        chosen("gradient", "gradient")
