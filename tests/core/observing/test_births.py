"""The cures that are told for a value that is not finite, tried out."""

from collections.abc import Callable
from typing import Any

import pytest
import tensorflow as tf

from explorer.core.observing.births import LOST, NOT_REPEATED, OUTSIDE, OWN_LOOP, cure_of, note_of
from explorer.core.observing.observed import Born


def cured(operation: str) -> str:
    return str(cure_of(Born(1, "", operation, "forward", "nan")))


# What is told, and the same put to work at a place where the operation alone has no finite value or slope.
CURES: dict[str, tuple[str, Callable[[Any], Any], float]] = {
    "Log": ("tf.math.log(tf.maximum(x, 1e-7))", lambda x: tf.math.log(tf.maximum(x, 1e-7)), 0.0),
    "Sqrt": ("tf.maximum(x, 1e-12)", lambda x: tf.sqrt(tf.maximum(x, 1e-12)), 0.0),
    "Rsqrt": ("tf.maximum(x, 1e-12)", lambda x: tf.math.rsqrt(tf.maximum(x, 1e-12)), 0.0),
    "RealDiv": ("tf.math.divide_no_nan(x, y)", lambda y: tf.math.divide_no_nan(1.0, y), 0.0),
    "Exp": ("tf.minimum(x, 80.0)", lambda x: tf.exp(tf.minimum(x, 80.0)), 100.0),
    "Pow": ("tf.pow(tf.maximum(x, 1e-7), p)", lambda x: tf.pow(tf.maximum(x, 1e-7), -1.5), -1.0),
    "Acos": (
        "tf.clip_by_value(x, -0.999999, 0.999999)",
        lambda x: tf.acos(tf.clip_by_value(x, -0.999999, 0.999999)),
        1.5,
    ),
    "Sqrt in the gradient of Sqrt": (
        "tf.where(ok, f(tf.where(ok, x, 1.0)), 0.0)",
        lambda x: tf.where(x > 0, tf.sqrt(tf.where(x > 0, x, 1.0)), 0.0),
        0.0,
    ),
}


@pytest.mark.parametrize("operation", CURES)
def test_that_a_cure_gives_a_finite_value_and_slope(operation: str) -> None:
    text, f, at = CURES[operation]
    assert text in cured(operation)
    x = tf.constant(at)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    assert tf.math.is_finite(y)
    assert tf.math.is_finite(tape.gradient(y, x))


def test_that_the_limit_told_for_exp_is_that_of_float32() -> None:
    assert "exp(88)" in cured("Exp")
    assert tf.math.is_finite(tf.exp(88.0))
    assert not tf.math.is_finite(tf.exp(89.0))


def test_that_an_operation_without_a_cure_of_its_own_gets_that_of_numbers_too_large() -> None:
    assert "learning rate" in cured("MatMul")


def test_that_where_no_operation_is_named_no_cure_is_made_up() -> None:
    for note in (LOST, NOT_REPEATED, OWN_LOOP):
        born = Born(1, "", "", "", "nan", note=str(note))
        assert cure_of(born) is None
        assert note_of(born) is note
    assert "isfinite" in str(cure_of(Born(1, "", "", "", "nan", note=str(OUTSIDE))))


def test_that_a_note_of_another_version_is_told_as_it_is() -> None:
    assert str(note_of(Born(1, "", "", "", "nan", note="an {odd} note"))) == "an {odd} note"
