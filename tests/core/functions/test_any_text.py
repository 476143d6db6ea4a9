"""Whatever is typed: a sentence or a function, at once, and nothing is run."""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

import mpmath
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.functions.formula import (
    Formula,
    FormulaError,
    latex,
    parse,
    plain,
    python_source,
)
from explorer.core.functions.table import FUNCTIONS, KNOWN
from explorer.core.functions.tensors import tensor_function
from tests.sparing import sparing

SIGNS = [*"+-*/^()()|,<=?:&=²−×·!;.'\"\\{[_\n", "**", "<=", "==", "⁻¹", ""]
WORDS = [*KNOWN, "X", "Sin", "mod", "y =", "x", "x", "x", "where", "and", "or", "not", "if", "y"]
PAPER = [*"xx2.½+-/*^()|[]{}²√∛π =", "sin", "ln", "cos²", "Sin ", " x", "log(x,", "y ="]
NUMBERS = ["0", "1", "2", "9", ".5", "3.25", "1e9", "1e-300", "1e999", "0x1F", "1_000", "99" * 40]
ATTACKS = [
    "__import__('os').system('true')",
    "eval('1')",
    "x.__class__.__mro__",
    "lambda: x",
    "[x for x in ()]",
    "{x!r}",
    "{0.__init__}",
    "exec",
    "open('f')",
    "%s%n",
    "9**9**9**9**9",
]
RUNS = {"exec", "compile", "import", "open", "os.system", "os.exec", "subprocess.Popen"}
_seen: list[str] = []
_watching = False


def _audit(event: str, _: object) -> None:
    if _watching and event in RUNS:
        _seen.append(event)


@contextmanager
def nothing_is_run() -> Iterator[None]:
    """Fail when Python compiles, runs, imports or opens anything in the block."""
    global _watching  # noqa: PLW0603 - an audit hook can never be removed, only told to look away
    _seen.clear()
    _watching = True
    try:
        yield
    finally:
        _watching = False
    assert not _seen


sys.addaudithook(_audit)


def random_text(chance: random.Random) -> str:
    """Return soup of signs, or a formula that grew by rules with a slip here and there."""
    if chance.random() < 0.3:
        pieces = SIGNS + WORDS + NUMBERS + ATTACKS + [chr(chance.randrange(1, 0x3000))]
        return chance.choice(["", " "]).join(chance.choices(pieces, k=chance.randrange(12)))
    text = grown(chance, chance.randrange(6))
    if chance.random() < 0.3:
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(SIGNS + WORDS) + text[place + chance.randrange(3) :]
    return text


def grown(chance: random.Random, depth: int) -> str:
    """Return a formula of at most some depth."""
    if depth == 0:
        return chance.choice(["x", "x", "2", "pi", "e", "0.1", "x²", "1e9"])
    inner = [grown(chance, depth - 1) for _ in range(3)]
    name = chance.choice(list(FUNCTIONS))
    forms = [
        f"{inner[0]}{chance.choice('+-*/^')}{inner[1]}",
        f"-{inner[0]}",
        f"({inner[0]}){inner[1]}",
        f"|{inner[0]}|",
        f"{name}({', '.join(inner[: FUNCTIONS[name].least])})",
        f"({inner[0]} < {inner[1]} ? {inner[1]} : {inner[2]})",
    ]
    return chance.choice(forms)


@pytest.fixture(autouse=True, scope="module")
def _grammar() -> None:
    """Make the grammar ready: the first text that is read in a process has Python import for it."""
    parse("x")


def outcome(text: str) -> Formula | FormulaError:
    started = thread_time()
    try:
        with nothing_is_run():
            result: Formula | FormulaError = parse(text)
    except FormulaError as fault:
        result = fault
    assert thread_time() - started < 2
    return result


@pytest.mark.parametrize("count", sparing([2_000, 10_000], 2_000))
def test_that_thousands_of_texts_give_a_sentence_or_a_function(count: int) -> None:
    chance = random.Random(20)  # noqa: S311 - the same texts at every run
    formulas = []
    for _ in range(count):
        text = random_text(chance)
        found = outcome(text)
        if isinstance(found, FormulaError):
            assert str(found).endswith((".", "?"))
            assert 0 <= found.column <= len(text)
        else:
            formulas.append(found)
    assert count / 4 < len(formulas) < count
    for formula in formulas:
        plain(formula)
        latex(formula)
        python_source(formula)
    for formula in formulas[::20]:
        assert tensor_function(formula)(tf.constant([0.5, -2.0])).shape == (2,)


@pytest.mark.parametrize("text", ATTACKS)
def test_that_python_is_never_run(text: str) -> None:
    outcome(text)
    outcome(f"x + {text}")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_that_any_unicode_gives_a_sentence_or_a_function(text: str) -> None:
    outcome(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PAPER), max_size=14).map("".join))
def test_that_what_is_written_on_paper_is_read_and_written_back_as_the_same(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Formula):
        assert parse(plain(found)).tree == found.tree


@pytest.mark.parametrize("sign", ["√", "sin ", "sin²(", "ln |", "sin x^("])
def test_that_applications_without_end_are_refused_with_a_sentence(sign: str) -> None:
    assert isinstance(outcome((sign * 250)[:499] + "x"), FormulaError)


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(["sin", "cos", "exp", "atan", "erfc", "tanh"]),
    coefficient=st.integers(1, 9),
    power=st.integers(2, 4),
    x=st.floats(-1, 1),
)
def test_that_a_call_without_brackets_has_the_value_it_has_on_paper(
    name: str, coefficient: int, power: int, x: float
) -> None:
    function = tensor_function(parse(f"{name}^{power} {coefficient}x"))
    expected = getattr(mpmath, name)(coefficient * mpmath.mpf(x)) ** power

    value = float(function(tf.constant(x, tf.float64)))

    assert value == pytest.approx(float(expected), rel=1e-12, abs=1e-300)
