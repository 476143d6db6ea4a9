"""Machine code that goes when it is let go, against the same function run eagerly."""

import gc
import weakref
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.compiled import Compiled, by_xla
from explorer.core.descent import stepping
from explorer.core.descent.members import recipe
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.formula import parse
from explorer.core.graphs import traced

NUMBER = tf.TensorSpec((), tf.float64)


class Sum:
    """Adds up what it is given, beyond a number that it was made with."""

    def __init__(self, begin: float) -> None:
        self.held = tf.Variable(begin, dtype=tf.float64)
        self._much = tf.constant(100.0, tf.float64)

    def add(self, given: dict[str, Any]) -> dict[str, Any]:
        self.held.assign_add(given["more"] * given["times"])
        return {"sum": self.held.read_value(), "beyond": self.held + self._much}


def compiled(begin: float) -> tuple[Sum, Compiled]:
    total = Sum(begin)
    return total, Compiled(total.add, {"times": NUMBER, "more": NUMBER})


def given(more: float, times: float) -> dict[str, Any]:
    return {"more": np.float64(more), "times": np.float64(times)}


def test_that_compiled_variables_begin_as_outside_and_keep_what_a_call_has_left() -> None:
    _, add = compiled(3.0)
    assert add(given(2.0, 5.0)) == {"sum": 13.0, "beyond": 113.0}
    assert add(given(-1.0, 4.0)) == {"sum": 9.0, "beyond": 109.0}


def test_that_two_compiled_functions_share_no_variable_with_each_other_or_the_outside() -> None:
    (total, add), (_, other) = compiled(1.0), compiled(10.0)
    assert add(given(1.0, 1.0))["sum"] == 2.0
    assert other(given(1.0, 1.0))["sum"] == 11.0
    assert total.held.numpy() == 1.0


def test_that_machine_code_goes_with_its_function() -> None:
    total, add = compiled(0.0)
    add(given(1.0, 1.0))
    session, outside = weakref.ref(add._session), weakref.ref(total)
    del add, total
    gc.collect()
    assert session() is None
    assert outside() is None


def test_that_a_shared_variable_is_read_and_set_by_each_call() -> None:
    total = Sum(3.0)
    add = Compiled(total.add, {"times": NUMBER, "more": NUMBER}, is_sharing=True)
    assert add(given(2.0, 5.0)) == {"sum": 13.0, "beyond": 113.0}
    assert total.held.numpy() == 13.0
    total.held.assign(1.0)
    assert add(given(1.0, 1.0))["sum"] == 2.0


def test_that_what_was_read_of_a_shared_variable_stays_through_later_calls() -> None:
    total = Sum(3.0)
    add = Compiled(total.add, {"times": NUMBER, "more": NUMBER}, is_sharing=True)
    before = np.asarray(memoryview(tf.identity(total.held)))
    add(given(2.0, 5.0))
    between = np.asarray(memoryview(tf.identity(total.held)))
    add(given(2.0, 5.0))
    assert float(before) == 3.0
    assert float(between) == 13.0


def test_that_a_graph_with_a_gradient_of_its_own_goes_when_it_is_let_go() -> None:
    def slope(x: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.nn.silu(x)
        graphs.append(weakref.ref(tf.compat.v1.get_default_graph()))
        return tape.gradient(y, x)

    graphs: list[Any] = []
    assert float(traced(slope, NUMBER)(tf.constant(0.0, tf.float64))) == 0.5
    gc.collect()
    assert [graph() for graph in graphs] == [None]


def test_that_machine_code_of_few_kinds_is_kept() -> None:
    sizes: list[int] = []

    def doubled(numbers: Any) -> Any:
        sizes.append(numbers.shape[0])  # when it is traced
        return 2 * numbers

    run = by_xla(doubled)
    for size in (1, 2, 1, 3, 4, 5, 1, 2):
        assert run(tf.ones(size)).tolist() == [2.0] * size
    assert sizes == [1, 2, 3, 4, 5, 2]


@pytest.mark.slow
def test_that_of_many_compiled_steppers_few_are_kept() -> None:
    made = []
    for number in range(26):
        descent = DescentSettings(parse(f"x**2 + {number}"), 1.0, 3)
        made.append(weakref.ref(stepping.stepper(recipe(descent), is_compiled=True)))
    gc.collect()
    assert [each() is not None for each in made] == [False] * 4 + [True] * 22
