"""Whole programs are told whole, with nobody blamed, and their variables keep their bits."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from explorer.core.autodiff.explaining.explain import explain
from tests.core.autodiff.explaining.whole import PROGRAMS


def test_that_at_least_twenty_whole_programs_are_tried() -> None:
    assert len(PROGRAMS) >= 20


@pytest.mark.parametrize("program", PROGRAMS, ids=[each.__name__ for each in PROGRAMS])
def test_that_a_whole_program_is_blamed_for_nothing(program: Callable[[], Any]) -> None:
    f, source = program()
    sources = source if isinstance(source, list) else [source]
    own = [each.value if isinstance(each, keras.Variable) else each for each in sources]
    with tf.GradientTape() as tape:
        tape.watch(own)
        result = f()
    assert all(each is not None for each in tape.gradient(result, own)), "it is not whole"
    before = [each.numpy() for each in own if isinstance(each, tf.Variable)]
    found = explain(f, sources)
    after = [each.numpy() for each in own if isinstance(each, tf.Variable)]
    assert all(each.connected and not each.cuts for each in found), found
    for old, new in zip(before, after, strict=True):
        np.testing.assert_array_equal(old, new)
