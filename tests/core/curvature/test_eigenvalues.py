import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.arrays import Row
from explorer.core.curvature.edges import edge, scale
from explorer.core.curvature.eigenvalues import largest
from explorer.core.curvature.products import CurvedLoss, joined
from explorer.core.descent.keras_objects import keras_optimizer
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Values, values_of

MANY = 1_000_000  # updates made before
START = 1e-6  # where Adam's gradients are small beside its v


def small_network() -> tuple[CurvedLoss, Row, tuple[tf.Tensor, tf.Tensor]]:
    """Return the loss of a 20-8-3 network on 50 random examples, and weights of it."""
    generator = np.random.default_rng(1)

    def loss(weights: list[tf.Tensor], x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        hidden = tf.tanh(x @ weights[0] + weights[1])
        return tf.reduce_mean((hidden @ weights[2] + weights[3] - y) ** 2)

    shapes = [(20, 8), (8,), (8, 3), (3,)]
    weights = joined([generator.normal(0, 0.4, shape) for shape in shapes])
    data = (generator.normal(size=(50, 20)), generator.normal(size=(50, 3)))
    x, y = (tf.constant(each, tf.float32) for each in data)
    return CurvedLoss(loss, shapes), weights, (x, y)


def test_that_the_largest_eigenvalues_are_those_of_the_dense_hessian() -> None:
    curved, weights, data = small_network()

    def product(direction: Row) -> Row:
        return curved.product(weights, direction, *data)

    rows = [product(row) for row in np.eye(len(weights), dtype=np.float32)]
    dense = np.array(rows, np.float64)
    np.testing.assert_allclose(dense, dense.T, atol=1e-6)
    expected = np.linalg.eigvalsh(dense)[::-1]
    start = np.random.default_rng(0).normal(size=len(weights)).astype(np.float32)
    found = largest(product, start, 5, tolerance=1e-4, most=len(weights))
    np.testing.assert_allclose(found.values, expected[:5], rtol=1e-4)
    for value, residual, vector in zip(found.values, found.residuals, found.vectors, strict=True):
        told = np.linalg.norm(dense @ vector - value * vector)
        np.testing.assert_allclose(residual, told, atol=2e-5)
    # From a vector near by it takes a few products.
    warm = largest(product, found.start, 1)
    assert warm.products <= 4
    np.testing.assert_allclose(warm.values, expected[:1], rtol=5e-3)


def test_that_a_product_is_the_change_of_the_gradient() -> None:
    curved, weights, data = small_network()
    direction = np.random.default_rng(2).normal(size=len(weights)).astype(np.float32)
    step = np.float32(1e-2)
    ahead, behind = (
        curved.gradient(weights + sign * step * direction, *data)[1] for sign in (1, -1)
    )
    product = curved.product(weights, direction, *data)
    scale_of = float(np.abs(product).max())
    np.testing.assert_allclose((ahead - behind) / (2 * step), product, atol=2e-2 * scale_of)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.floats(-10, 10, width=32), min_size=2, max_size=12),
    seed=st.integers(0, 10**6),
    count=st.integers(1, 3),
)
def test_that_no_eigenvalue_is_told_that_lies_further_off_than_its_residual(
    values: list[float], seed: int, count: int
) -> None:
    generator = np.random.default_rng(seed)
    turn = np.linalg.qr(generator.normal(size=(len(values), len(values))))[0]
    matrix = turn @ np.diag(values) @ turn.T
    start = generator.normal(size=len(values)).astype(np.float32)
    found = largest(lambda v: (matrix @ v).astype(np.float32), start, count, most=len(values))
    slack = 1e-4 * max(1.0, *map(abs, values))
    assert len(found.values) <= count
    assert found.values[0] <= max(values) + slack
    for value, residual in zip(found.values, found.residuals, strict=True):
        assert min(abs(value - each) for each in values) <= residual + slack


def far_after(
    key: str, rate: float, values: Values, curvature: float, squares: float | None = None
) -> float:
    """Return how much further Keras' optimiser is from a parabola's minimum after 1,500 updates.

    With `squares` Adam's memory v stands still at that, as where its steps are small beside it.
    """
    x = tf.Variable(START)
    optimizer = keras_optimizer(key, rate, values)
    optimizer.build([x])
    memory = [each for each in optimizer.variables if "velocity" in each.name]
    if squares is not None:
        optimizer.iterations.assign(MANY)

    def update(n: tf.Tensor) -> tuple[tf.Tensor]:
        if squares is not None:
            memory[0].assign(squares)
        optimizer.apply_gradients([(tf.constant(curvature, tf.float32) * x, x)])
        return (n + 1,)

    def run() -> tf.Tensor:
        tf.while_loop(lambda n: n < 1500, update, (tf.constant(0),))
        return tf.abs(x)

    return float(tf.function(run, autograph=False)()) / START


@pytest.mark.parametrize("key", ["sgd", "momentum", "nesterov"])
def test_that_steps_on_a_parabola_stay_below_the_edge_alone(key: str) -> None:
    rate, values = 0.1, values_of(OPTIMIZERS[key].parameters, ())
    bound = edge(key, rate, values)
    assert bound is not None
    assert far_after(key, rate, values, 0.98 * bound) < 1
    assert not far_after(key, rate, values, 1.02 * bound) < 1  # what has overflowed is not a number


def test_that_adam_stays_below_its_own_edge_alone() -> None:
    # So slow a memory moves by next to nothing in one update; and its means begin at 0.
    values = values_of(OPTIMIZERS["adam"].parameters, (("beta_2", 0.999999),))
    rate, square = 0.01, 0.25
    bound = edge("adam", rate, values)
    assert bound is not None
    factor = float(scale(values, MANY, np.array([square], np.float32))[0])
    below, above = (
        far_after("adam", rate, values, share * bound / factor**2, square) for share in (0.98, 1.02)
    )
    assert below < 1 < above


def test_that_other_optimisers_have_no_edge_here() -> None:
    for key in ("adamax", "lion", "ftrl", "rmsprop"):
        assert edge(key, 0.1, values_of(OPTIMIZERS[key].parameters, ())) is None
