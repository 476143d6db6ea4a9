"""Formulas of several pages, set in threads of their own."""

import threading
from typing import Any

import pytest
import ziamath
from pytestqt.qtbot import QtBot
from ziamath.nodes import Mnode
from ziamath.nodes.mrow import Mrow

from explorer.ui.app import Application
from explorer.ui.formula_rows import MeasuredOnce
from explorer.ui.theme import Look
from explorer.ui.typesetting import Line, Typesetter, _svg
from tests.ui.windows import PATIENCE


class _Busy:
    """A typesetting that takes a moment, and notes who else is in it."""

    inside = 0
    most = 0

    def __init__(self, latex: str, **_: Any) -> None:
        self.latex = latex

    def svg(self) -> str:
        kind = type(self)
        kind.inside += 1
        kind.most = max(kind.most, kind.inside)
        threading.Event().wait(0.02)
        kind.inside -= 1
        return f"<svg>{self.latex}</svg>"


def test_that_no_two_pages_read_the_letters_of_their_formulas_at_once(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ziamath, "Latex", _Busy)
    setters = [Typesetter(look) for _ in range(5)]
    for number, setter in enumerate(setters):
        setter.set(number, {str(n): Line(f"x_{number}^{n}", "") for n in range(3)})
    qtbot.waitUntil(lambda: all(each.is_set for each in setters), timeout=PATIENCE)
    for each in setters:
        each.close()
    assert _Busy.most == 1


def test_that_a_formula_that_cannot_be_set_is_told_as_a_defect(
    program: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise IndexError("no such letter")

    page = program.window.page
    qtbot.waitUntil(lambda: page.shows_content and not page.typesetter.busy, timeout=PATIENCE)
    monkeypatch.setattr(ziamath, "Latex", broken)
    page.typesetter.set("a test", {"test": Line("q_{17}", "q17")})
    qtbot.waitUntil(program.window.notice.isVisible, timeout=PATIENCE)
    assert "IndexError" in program.window.notice.text
    page.typesetter.set("a test", {})
    caplog.clear()


def test_that_a_formula_that_comes_late_does_not_take_the_place_of_the_newest(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, let_go = threading.Event(), threading.Event()

    class _Slow:
        def __init__(self, latex: str, **_: Any) -> None:
            self.latex = latex

        def svg(self) -> str:
            if "500" in self.latex:
                begun.set()
                let_go.wait(PATIENCE / 1000)
            return f"<svg>{self.latex}</svg>"

    monkeypatch.setattr(ziamath, "Latex", _Slow)
    setter, seen = Typesetter(look), dict[str, bytes]()
    setter.done.connect(seen.update)
    setter.set("leaf", {"loss": Line("L_{300}", "")})
    qtbot.waitUntil(lambda: setter.is_set and not setter.busy, timeout=PATIENCE)
    # As in a scrub: on to another step, and back before its formula is there.
    setter.set("leaf", {"loss": Line("L_{500}", "")})
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    setter.set("leaf", {"loss": Line("L_{300}", "")})
    let_go.set()
    qtbot.waitUntil(lambda: not setter.busy, timeout=PATIENCE)
    setter.close()
    assert seen["loss"] == b"<svg>L_{300}</svg>"


NESTED = r"{ \left( 1 + \frac{1}{x^{2}} \right)^{2} }"
FORMULAS = [
    r"x_{n+1} = x_n - \eta\, f'(x_n)",
    r"\hat m_t = \frac{m_t}{1 - \beta_1^{t}} \cdot 10^{-5}",
    r"\sqrt{\frac{1}{\left|x\right|}} + \overline{x + \hat{y}}",
    r"\begin{pmatrix} 1 & \frac{2}{3} \\ x^2 & \left[4\right] \end{pmatrix}",
    r"\sum_{i=0}^{n} \left\{ x_i \right\} \textcolor{#c05000}{\left(\frac{a}{b}\right)}",
    rf"\left( {NESTED} - 3 \right)",
]


@pytest.mark.parametrize("latex", FORMULAS)
def test_that_a_formula_of_rows_measured_once_is_that_of_ziamath(
    latex: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_by_us = _svg(latex, 18, "#123456")
    monkeypatch.setattr(MeasuredOnce, "_get_height_nostretch", Mrow._get_height_nostretch)
    assert set_by_us == _svg(latex, 18, "#123456")


def test_that_a_layer_more_does_not_double_what_is_to_be_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    monkeypatch.setattr(Mnode, "units_to_points", counted(Mnode.units_to_points, made))
    counts = []
    for layers in (3, 4, 5):
        made.clear()
        _svg(r"\left( x + " * layers + "x" + r"\right)" * layers, 18, "#000000")
        counts.append(len(made))
    assert counts[2] / counts[1] < 1.6 > counts[1] / counts[0]


def counted(function: Any, calls: list[str]) -> Any:
    def calling(*given: Any) -> Any:
        calls.append(function.__name__)
        return function(*given)

    return calling
