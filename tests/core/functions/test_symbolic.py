"""Exact derivatives, and the process that finds them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from time import monotonic, sleep

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.functions.formula import latex, parse, plain
from explorer.core.functions.symbolic.derivative import SymbolicProcess
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import ExplorerError
from tests.core.functions.oracles import ORACLES
from tests.core.functions.test_tensors import by_tapes


@pytest.fixture(scope="module")
def sympy_process() -> Iterator[SymbolicProcess]:
    process = SymbolicProcess()
    yield process
    process.close()


@pytest.mark.parametrize(
    ("text", "order", "exact"),
    [
        ("2*x**2", 1, "4x"),
        ("2*x**2", 2, "4"),
        ("2*x**2", 3, "0"),
        ("x^4 - 2x^2", 1, "4x³ − 4x"),
        ("0.1x^2", 1, "0.2x"),
        ("x^2/3", 1, "2x/3"),
        ("1/x", 1, "−1/x²"),
        ("sqrt(x)", 1, "1/(2√(x))"),
        ("|x|", 1, "sign(x)"),
        ("x < 0 ? -x : x^2", 1, "x < 0 ? −1 : 2x"),
        ("floor(x)", 1, "0"),
        ("sigmoid(x)", 1, "(1 − sigmoid(x))·sigmoid(x)"),
        ("softplus(x)", 1, "sigmoid(x)"),
        ("lgamma(x)", 1, "digamma(x)"),
    ],
)
def test_that_a_derivative_is_short(
    sympy_process: SymbolicProcess, text: str, order: int, exact: str
) -> None:
    assert sympy_process.derivative(parse(text), order).text == exact


@pytest.mark.parametrize("name", ORACLES)
def test_that_exact_derivatives_are_those_of_the_tape(
    sympy_process: SymbolicProcess, name: str
) -> None:
    oracle = ORACLES[name]
    x = tf.constant(np.concatenate([np.linspace(*span, 7) for span in oracle.spans]), tf.float64)
    x = tf.boolean_mask(x, tf.abs(x) > 1e-3)  # (cos x − sinc x)/x is 0/0 at 0
    _, *taped = by_tapes(oracle.call, x, 2)

    exact = [sympy_process.derivative(parse(oracle.call), order) for order in (1, 2)]

    for formula, slopes in zip(exact, taped, strict=True):
        scale = 1e-9 * float(tf.reduce_max(tf.abs(slopes)))
        np.testing.assert_allclose(tensor_function(formula)(x), slopes, rtol=1e-6, atol=scale)


def test_that_a_derivative_can_be_set_and_derived_again(sympy_process: SymbolicProcess) -> None:
    slope = sympy_process.derivative(parse("x sin(x)"))

    assert latex(slope) == r"x \, \cos\left(x\right) + \sin\left(x\right)"
    assert plain(sympy_process.derivative(slope)) == "2cos(x) − x·sin(x)"


def test_that_each_variable_has_its_own_derivative(sympy_process: SymbolicProcess) -> None:
    formula = parse("x^2 y + y", ("x", "y"))

    assert sympy_process.derivative(formula, variable="y").text == "x² + 1"


@pytest.mark.parametrize("text", ["(-2)^x", "x/0", "9**9**9 x", "x^(ln(-2))"])
def test_that_what_is_not_real_gets_a_sentence(sympy_process: SymbolicProcess, text: str) -> None:
    with pytest.raises(ExplorerError, match="no exact derivative"):
        sympy_process.derivative(parse(text))


def test_that_hopeless_work_ends_in_time_and_the_next_question_is_answered() -> None:
    process = SymbolicProcess(seconds=0.5)
    process.derivative(parse("x"))
    started = monotonic()

    with pytest.raises(ExplorerError, match=r"longer than 0\.5 seconds"):
        process.derivative(parse("(2x)^1000000000"))

    assert monotonic() - started < 1.5
    assert process.derivative(parse("x^2")).text == "2x"
    process.close()


def test_that_a_killed_process_is_replaced() -> None:
    process = SymbolicProcess()
    process.derivative(parse("x"))
    process._process.kill()
    process._process.wait()

    assert process.derivative(parse("x^2")).text == "2x"
    process.close()


def test_that_closing_ends_the_process() -> None:
    process = SymbolicProcess()
    process.derivative(parse("x"))
    child = process._process

    process.close()

    assert child.poll() is not None


ASKING = """
import sys
from explorer.core.functions.formula import parse
from explorer.core.functions.symbolic.derivative import _SHARED, derivative
print(derivative(parse("x^2")).text == "2x", _SHARED._process.pid, flush=True)
assert not {"sympy", "tensorflow", "PySide6"} & set(sys.modules)
if "wait" in sys.argv:
    sys.stdin.read()
"""


def test_that_the_asking_program_imports_no_sympy_and_leaves_no_process() -> None:
    asked = subprocess.run([sys.executable, "-c", ASKING], capture_output=True, check=True)

    right, child = asked.stdout.split()
    assert right == b"True"
    assert has_ended(int(child))


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_that_a_killed_program_leaves_no_process() -> None:
    command = [sys.executable, "-c", ASKING, "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asking:
        assert asking.stdout is not None
        child = int(asking.stdout.readline().split()[1])
        asking.send_signal(signal.SIGKILL)

    assert has_ended(child)


def has_ended(process: int) -> bool:
    """Return whether a process is gone within five seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        sleep(0.05)
    return False
