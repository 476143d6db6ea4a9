"""No number of another function, start or optimiser stands beside a new one, whatever comes when.

Choices are made at random, and answers come late, out of order, or as failures. They are TensorFlow's
own, held in front of the page and let in one by one. After each, everything that is drawn is compared
with what a calculation apart from the page says of the choices.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.core.functions.formula import parse, plain
from explorer.core.numerals import exact, fixed
from explorer.core.sentences import ExplorerError, said
from explorer.session.descent import resolving
from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.descent.snapshots import DescentShown, PathView
from explorer.session.shown import Result
from explorer.ui.app import Application
from explorer.ui.pages.descent import words
from explorer.ui.pages.descent.page import DescentPage
from tests.sparing import sparing

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "2*x**2": lambda x: 2 * x**2,
    "x^2 + x": lambda x: x**2 + x,
    "(x - 1)^4": lambda x: (x - 1) ** 4,
}
RIVALS = ((), (Rival("momentum", 0.01),), (Rival("adam", 0.1), Rival("lion", 0.05)))
FAILURE = ExplorerError(said("Errors", "This is not a number. Type for example 0.01."))


@dataclass
class Held:
    """A line of work whose answers are held until the test lets them in."""

    waiting: list[Iterator[Any]]
    busy: bool = False

    def request(self, work: Callable[[], Iterator[Any]]) -> None:
        """Keep work until it is let in."""
        self.waiting.append(work())

    def close(self) -> None:
        """Forget all work."""
        self.waiting.clear()


@pytest.fixture
def held(page: DescentPage, qtbot: QtBot) -> Iterator[list[Held]]:
    """The lines of the page, each in the hands of the test."""
    qtbot.waitUntil(lambda: not page.busy and not page.typesetter.busy, timeout=30_000)
    circuit = page.circuit
    lines, own = [], circuit._lines
    circuit._lines = {}
    for key in own:
        lines.append(Held([]))
        circuit._lines[key] = lines[-1]  # type: ignore[assignment]
    yield lines
    for line in lines:
        line.close()
    circuit._lines = own
    circuit._asked = dict.fromkeys(circuit._asked)
    circuit.put(page.shown)
    qtbot.waitUntil(lambda: not page.busy, timeout=30_000)


def a_choice(rng: random.Random, now: DescentChoices) -> DescentChoices:
    """Return other choices, as a person makes them."""
    return rng.choice([
        lambda: now.with_formula(rng.choice(list(FUNCTIONS))),
        lambda: now.with_start(rng.choice([3.0, -1.5, 0.5])),
        lambda: now.with_optimizer(rng.choice(["sgd", "momentum", "adam"])),
        lambda: now.with_learning_rate(rng.choice([0.01, 0.05])),
        lambda: now.with_updates(rng.choice([5, 12])),
        lambda: now.with_rivals(rng.choice(RIVALS)),
        lambda: now.at(rng.randrange(6)),
        lambda: now.viewing(rng.choice(["function", "convergence", "differences"])),
    ])()  # fmt: skip


@lru_cache(maxsize=256)
def path_of(choices: DescentChoices) -> PathView:
    """Return the whole path of some choices, found apart from the page."""
    *_, view = resolving.path(choices)
    return view


@lru_cache(maxsize=256)
def rivals_of(choices: DescentChoices) -> Any:
    (view,) = resolving.rivals(choices)
    return view


def numbers(page: DescentPage) -> dict[str, str]:
    return {name: out.value for name, out in page.hero.read_outs.items()}


def agrees(page: DescentPage, choices: DescentChoices) -> None:
    """Check that everything drawn belongs to some choices, or is nothing."""
    page._catch_up()  # fields and formulas may follow a rate or a place a few milliseconds later
    view = path_of(choices.for_path())
    n = min(choices.cursor, view.last)
    path = view.trajectory
    told = numbers(page)
    if told["x"] != "–":
        assert told["x"] == fixed(float(path.x[n]))
        assert told["f"] == fixed(float(path.y[n]))
        assert told["slope"] == fixed(float(path.gradient[n]))
    else:
        assert set(told.values()) == {"–"}
        assert not page.hero.plot.point.isVisible()
    x, y = page.hero.plot.curves[0].getData()
    if x is not None and len(x):
        np.testing.assert_allclose(y, FUNCTIONS[choices.formula](x), rtol=1e-9, atol=1e-9)
    formulas = page.formula_leaf.formulas
    formula = f"f(x) = {plain(parse(choices.formula))}"
    if "f" in formulas.lines:
        assert formulas.lines["f"].plain == formula
        assert formulas["f"].is_blank or formulas["f"].accessibleName() == formula
    titles = page.hero.plot.titles[0].toPlainText()
    assert titles in ("f(x)", formula)
    if not page.formula_leaf._update.isHidden():
        following = float(path.x[min(n, view.last - 1) + 1])
        assert page.formula_leaf.by_keras.text() in ("–", exact(following, path.dtype))
    page.updates._catch_up()  # as soon as somebody looks at it
    rows = page.updates.rows.rowCount()
    drawn = [trail for trail in page.hero.plot.overlays.rivals if trail.isVisible()]
    if drawn:
        expected = rivals_of(replace(choices.for_path(), rivals=choices.rivals)).paths
        for trail, other in zip(drawn, expected, strict=True):
            np.testing.assert_array_equal(trail._places[0], other.x.astype(np.float64))
    if rows and choices.tabulated == 0:
        cell = page.updates.rows.index(rows - 1, 1).data()
        assert cell == fixed(float(path.x[rows - 1]), 4)
    said_of = words.sentence(DescentShown(choices=choices, ready=True, path=Result(view)))
    assert page.sentence.words.tone in ("busy", "error") or page.sentence.words == said_of


def let_in(rng: random.Random, page: DescentPage, held: list[Held]) -> bool:
    """Let one answer in, of any request that waits; return whether there was one."""
    lines = [line for line in held if line.waiting]
    if not lines:
        return False
    line = rng.choice(lines)
    place = rng.choice([0, -1, rng.randrange(len(line.waiting))])
    work = line.waiting[place]
    report = next(work, None)
    if report is None:
        line.waiting.pop(place)
    elif rng.random() < 0.08:
        key, number, _ = report
        line.waiting.pop(place)
        failed = list(_failing(key, number))
        page.circuit._take(failed[0])
    else:
        page.circuit._take(report)
    return True


def _failing(key: str, number: int) -> Iterator[Any]:
    from explorer.ui.pages.circuit import Ask, _numbered

    def fail() -> Iterator[Any]:
        yield from ()
        raise FAILURE

    yield from _numbered(key, number, Ask(fail, ()))()


@pytest.mark.parametrize("seed", sparing(range(4), 0))
def test_that_no_number_of_other_choices_stands_beside_a_new_one(
    program: Application, page: DescentPage, held: list[Held], seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    last = page.shown.choices  # those that everything drawn belongs to until an answer comes
    for _ in range(80):
        if rng.random() < 0.35:
            choices = a_choice(rng, page.shown.choices)
            program.store.change(lambda s, c=choices: s.with_descent(lambda _: c))  # type: ignore[misc]
            QApplication.sendPostedEvents()
        else:
            before = page.shown
            let_in(rng, page, held)
            if page.shown is not before:
                last = page.shown.choices
        chosen = page.shown.choices
        is_same_descent = (chosen.for_path(), chosen.rivals) == (last.for_path(), last.rivals)
        if is_same_descent:
            last = chosen
            agrees(page, chosen)


def test_that_what_failed_shows_its_sentence_and_no_number(
    program: Application,
    page: DescentPage,
    held: list[Held],  # noqa: ARG001 - nothing else may come in between
) -> None:
    program.store.change(lambda s: s.with_descent(lambda c: c.with_formula("x^2 + x")))
    number = page.circuit._numbers["path"]
    for report in _failing("path", number):
        page.circuit._take(report)
    assert set(numbers(page).values()) == {"–"}
    assert page.sentence.text == f"Not computed. {FAILURE}"
    assert len(page.updates.seen) == 0
    assert page.updates.rows.rowCount() == 0
    assert page.formula_leaf._update.isHidden()


def test_that_an_answer_to_an_older_request_is_never_drawn(
    program: Application, page: DescentPage, held: list[Held]
) -> None:
    choose = program.store.change
    choose(lambda s: s.with_descent(lambda c: c.with_start(-1.5)))
    answers = [answer for line in held if line.waiting for answer in line.waiting.pop()]
    assert answers
    choose(lambda s: s.with_descent(lambda c: c.with_start(0.5)))
    before = numbers(page)
    for answer in answers:
        page.circuit._take(answer)
    assert numbers(page) == before


def test_that_what_is_pending_for_long_is_dimmed(
    program: Application,
    page: DescentPage,
    held: list[Held],  # noqa: ARG001 - nothing is answered
    qtbot: QtBot,
) -> None:
    program.store.change(lambda s: s.with_descent(lambda c: c.with_formula("x^2 + x")))
    qtbot.waitUntil(lambda: "path" in page.shown.late)
    assert page.hero.plot.point.opacity() < 1
    assert page.hero.plot.curves[0].opacity() < 1
