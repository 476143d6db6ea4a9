"""Requests with numbers, their answers, previews and drags, on a page that only counts."""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.snapshots import DescentShown
from explorer.session.shown import Result, Shown
from explorer.ui.pages.circuit import Ask, Circuit, Preview, Request, ask
from explorer.ui.pages.descent.requests import PREVIEW, REQUESTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Shown):
    """What a page shows that doubles a number and squares it."""

    choices: int
    double: Result[int] = Result()
    square: Result[int] = Result()


@dataclass
class Gate:
    """Holds the doubling until it is opened."""

    opened: threading.Event
    started: int = 0


def circuit_of(gate: Gate, *, preview: Preview[Counted] | None = None) -> Circuit[Counted]:
    """Return a circuit whose doubling waits at a gate, and squares only what is doubled."""

    def double(n: int) -> Iterator[int]:
        gate.started += 1
        gate.opened.wait(10)
        if n == 13:
            raise ValueError("thirteen")
        yield 2 * n

    def square(doubled: int) -> Iterator[int]:
        yield (doubled // 2) ** 2

    def squares(shown: Counted) -> Ask | None:
        doubled = shown.double.fresh
        return None if doubled is None else ask(square, doubled)

    requests: tuple[Request[Counted], ...] = (
        Request("double", lambda shown: ask(double, shown.choices)),
        Request("square", squares, is_short=True),
    )
    return Circuit(Counted(choices=1, ready=True), requests, preview)


@pytest.fixture
def gate() -> Gate:
    return Gate(threading.Event())


@pytest.fixture
def circuit(gate: Gate, qapp: QApplication) -> Iterator[Circuit[Counted]]:  # noqa: ARG001 - its threads need an application
    made = circuit_of(gate)
    yield made
    gate.opened.set()
    made.close()


def choose(circuit: Circuit[Counted], n: int) -> None:
    circuit.put(circuit.shown.choosing(n))


def settled(qtbot: QtBot, circuit: Circuit[Counted]) -> None:
    qtbot.waitUntil(lambda: not circuit.busy, timeout=10_000)


def test_that_an_answer_brings_what_depends_on_it(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    gate.opened.set()
    choose(circuit, 5)
    settled(qtbot, circuit)
    assert (circuit.shown.double.fresh, circuit.shown.square.fresh) == (10, 25)


def test_that_nothing_is_asked_for_before_tensorflow_is_there(gate: Gate, qtbot: QtBot) -> None:
    gate.opened.set()
    circuit = circuit_of(gate)
    circuit.shown = replace(circuit.shown, ready=False)
    choose(circuit, 4)
    assert not circuit.busy
    circuit.begin()
    settled(qtbot, circuit)
    assert circuit.shown.double.fresh == 8
    circuit.close()


def test_that_a_circuit_goes_on_from_the_answers_of_another_and_asks_only_for_the_rest(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    gate.opened.set()
    choose(circuit, 5)
    settled(qtbot, circuit)
    gate.opened.clear()
    half = circuit.answered
    choose(circuit, 6)
    for answered, asked_again in ((half, 0), (circuit.answered, 1)):
        before = gate.started
        new = Circuit(
            Counted(choices=answered.shown.choices), tuple(circuit._requests.values()), None
        )
        new.go_on_from(answered)
        assert new.shown.double.fresh == (None if asked_again else 10)
        new.begin()
        gate.opened.set()
        settled(qtbot, new)
        assert new.shown.square.fresh == answered.shown.choices**2
        assert (
            gate.started - before <= asked_again + 1
        )  # the first circuit's own may begin meanwhile
        new.close()


def test_that_what_is_answered_in_part_is_asked_for_again_by_the_circuit_that_goes_on(
    gate: Gate, qtbot: QtBot
) -> None:
    def doubles(n: int) -> Iterator[int]:
        yield 0  # at once, until it is known better
        gate.opened.wait(10)
        yield 2 * n

    requests: tuple[Request[Counted], ...] = (
        Request("double", lambda shown: ask(doubles, shown.choices)),
    )
    old = Circuit(Counted(choices=0, ready=True), requests, None)
    choose(old, 5)
    qtbot.waitUntil(lambda: old.shown.double.fresh == 0, timeout=10_000)
    new = Circuit(Counted(choices=5), requests, None)
    new.go_on_from(old.answered)
    gate.opened.set()
    new.begin()
    qtbot.waitUntil(lambda: new.shown.double.fresh == 10, timeout=10_000)
    old.close()
    new.close()


def test_that_answers_to_other_choices_are_not_gone_on_from(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    gate.opened.set()
    choose(circuit, 5)
    settled(qtbot, circuit)
    new = circuit_of(gate)
    new.go_on_from(circuit.answered)
    assert new.shown == Counted(choices=1, ready=True)
    new.close()


def test_that_the_same_choice_is_not_asked_for_again(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    gate.opened.set()
    choose(circuit, 5)
    settled(qtbot, circuit)
    circuit.put(replace(circuit.shown, late=frozenset()))
    assert gate.started == 1
    assert not circuit.busy


def test_that_only_the_newest_of_many_requests_is_shown(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    seen: list[int | None] = []
    circuit.changed.connect(lambda _old, new: seen.append(new.double.fresh))
    for n in range(1, 8):
        choose(circuit, n)
    gate.opened.set()
    settled(qtbot, circuit)
    assert {value for value in seen if value is not None} == {14}


def test_that_a_failure_empties_what_depended_on_the_answer(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    gate.opened.set()
    choose(circuit, 5)
    settled(qtbot, circuit)
    choose(circuit, 13)
    settled(qtbot, circuit)
    assert isinstance(circuit.shown.double.failure, ValueError)
    assert circuit.shown.double.value is None
    assert circuit.shown.square == Result()
    assert circuit.shown.failed is circuit.shown.double.failure


def test_that_the_choice_after_a_failure_is_answered(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    gate.opened.set()
    for n in (13, 6):
        choose(circuit, n)
        settled(qtbot, circuit)
    assert circuit.shown.double == Result(12)
    assert circuit.shown.failed is None


def test_that_pending_is_told_after_a_while_and_no_longer_once_answered(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    choose(circuit, 5)
    assert circuit.shown.late == frozenset()
    qtbot.waitUntil(lambda: "double" in circuit.shown.late)
    gate.opened.set()
    settled(qtbot, circuit)
    assert circuit.shown.late == frozenset()


def test_that_a_drag_goes_on_at_the_pace_of_its_answers(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    for n in range(1, 30):
        circuit.throttle("double", lambda n=n: choose(circuit, n))  # type: ignore[misc]
    gate.opened.set()
    settled(qtbot, circuit)
    assert circuit.shown.choices == 29  # the last wish is fulfilled
    assert gate.started <= 3


def test_that_a_drag_waits_for_a_second_request_but_not_for_a_late_one(
    circuit: Circuit[Counted], gate: Gate, qtbot: QtBot
) -> None:
    wishes: list[int] = []
    choose(circuit, 5)
    # "square" is answered to nothing yet, so only the doubling holds the wish up.
    circuit.throttle("square", lambda: wishes.append(1), "double")
    assert wishes == []
    qtbot.waitUntil(lambda: "double" in circuit.shown.late)
    assert wishes == [1]
    circuit.throttle("double", lambda: wishes.append(2))
    assert wishes == [1]
    gate.opened.set()
    qtbot.waitUntil(lambda: wishes == [1, 2])


def test_that_a_closed_circuit_leaves_no_thread(gate: Gate, qtbot: QtBot) -> None:
    gate.opened.set()
    before = threading.active_count()
    circuit = circuit_of(gate)
    choose(circuit, 3)
    settled(qtbot, circuit)
    circuit.close()
    assert threading.active_count() <= before


def previewed(gate: Gate) -> Circuit[Counted]:
    def both(n: int) -> Iterator[int]:
        yield 2 * n

    def answers(doubled: int) -> Mapping[str, Any]:
        return {"double": doubled}

    preview: Preview[Counted] = Preview(
        asks=lambda shown: ask(both, shown.choices),
        traced=lambda shown: shown.choices % 2,
        covers=("double",),
        is_soon=lambda _old, _new, is_traced: is_traced,
        answers=answers,
        outdoes=lambda _answer: False,
    )
    return circuit_of(gate, preview=preview)


def test_that_a_preview_is_shown_before_the_exact_answer(gate: Gate, qtbot: QtBot) -> None:
    circuit = previewed(gate)
    gate.opened.set()
    choose(circuit, 3)
    settled(qtbot, circuit)
    qtbot.waitUntil(lambda: circuit.is_traced)  # while nobody asks for anything
    gate.opened.clear()
    choose(circuit, 5)
    qtbot.waitUntil(lambda: circuit.shown.double.fresh == 10)
    assert circuit.busy  # the exact answer is still to come
    gate.opened.set()
    settled(qtbot, circuit)
    assert circuit.shown.double.fresh == 10
    circuit.close()


def test_that_what_is_not_traced_is_answered_exactly_at_once(gate: Gate, qtbot: QtBot) -> None:
    circuit = previewed(gate)
    gate.opened.set()
    begun = time.monotonic()
    choose(circuit, 4)
    settled(qtbot, circuit)
    assert circuit.shown.double.fresh == 8
    assert gate.started == 1
    assert time.monotonic() - begun < 5
    circuit.close()


def test_that_every_request_has_a_result_of_the_type_that_its_work_yields() -> None:
    shown = DescentShown(choices=DescentChoices(), ready=True)
    hints = get_type_hints(DescentShown)
    for request in REQUESTS:
        asked = request.asks(shown)
        (expected,) = get_args(hints[request.key])
        if asked is not None:
            (yielded,) = get_args(get_type_hints(asked.work)["return"])
            # None among its reports is no answer: there the work may be ended.
            assert yielded in (expected, expected | None)
    assert set(PREVIEW.covers) <= {request.key for request in REQUESTS}
