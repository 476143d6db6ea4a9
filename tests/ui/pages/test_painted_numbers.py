"""Every number that is painted stands whole, at all sizes and in both languages."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices
from explorer.ui.app import Application
from tests.ui.painted import cut_in, recorded, repainted, repeated_ticks
from tests.ui.states import settled, states
from tests.ui.windows import PATIENCE, look_at

pytestmark = pytest.mark.slow

SIZES = {
    "1024": (1024, 700, False),
    "1280": (1280, 800, False),
    "1920": (1920, 1080, False),
    "projector": (1280, 800, True),
}
FIELDS = {"mnist": "training"}  # of a session, where a page bears another name
LEAVES = ("formula", "data")
WIDE = SurfaceChoices(formula="x^2 + 25y^2", start=(-3.5, 1.0), dtype="float64", cursor=100)
CHOICES: dict[str, list[Any]] = {
    "descent": [
        DescentChoices(),
        DescentChoices(learning_rate=0.6, cursor=200, updates=400, dtype="float64", order=4),
        DescentChoices(
            formula="(1e4x)^2 - 0.0056", start=2.94, learning_rate=1e-9, cursor=3, optimizer="adam"
        ),
        DescentChoices(
            start=-123456.789, cursor=1000, updates=1000,
            rivals=(Rival("adam", 0.1), Rival("ftrl", 1e-5)),
        ),
    ],
    "surface": [
        SurfaceChoices(),
        WIDE.with_choices({"racers": [["sgd", 10.0], ["adam", 0.0056]], "start": [-3.5, 1.0]}),
    ],
    "mnist": [TrainingChoices(), TrainingChoices().choosing(steps=100_000, learning_rate=1.234567e-5)],
    "tape": [
        TapeChoices(), TapeChoices(formula="sin(cos(exp(sin(x))))*x^3/1e7", x=-2.718281828459045),
    ],
}  # fmt: skip


def show(program: Application, key: Any, leaf: Any, choices: Any, qtbot: QtBot) -> Any:
    """Return a page once all is there that the choices ask for."""
    session = replace(program.store.session, **{FIELDS.get(key, key): choices})
    shown = session.viewing(lambda view: replace(view, page=key, leaf=leaf))
    program.store.change(lambda _: shown)
    page = program.window.pages[key]
    qtbot.waitUntil(lambda: not page.busy and not page.typesetter.busy, timeout=PATIENCE)
    repainted(page)  # some words are known once there is room for them
    return page


def lasting_faults(page: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> list[Any]:
    """Return what is cut of the numbers of a page, and stays so when its words have come to rest."""
    for rest in (60, 300):
        qtbot.wait(rest)
        with recorded(monkeypatch) as painted:
            repainted(page)
        found: list[Any] = [each for each in painted if each.is_cut]
        found += [*cut_in(page), *repeated_ticks(page)]
        if not found:
            break
    return found


# Each size in one language, each language in two, and each choice in two sizes or more; all of them pass,
# and take two minutes more.
@pytest.mark.parametrize(
    ("size", "language"),
    [("1024", "en"), ("1280", "zh_CN"), ("1920", "en"), ("projector", "zh_CN")],
)
def test_that_no_number_is_cut(
    program: Application,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    size: str,
    language: str,
) -> None:
    width, height, projector = SIZES[size]
    look_at(program, language=language, projector=projector)
    program.window.resize(width, height)
    told: list[Any] = []
    for key, all_choices in CHOICES.items():
        for number, choices in enumerate(all_choices):
            # Where there is little room, the long numbers; elsewhere the first choices and every second.
            if number == 0 if size in ("1024", "projector") else number % 2:
                continue
            for leaf in LEAVES:
                page = show(program, key, leaf, choices, qtbot)
                found = lasting_faults(page, monkeypatch, qtbot)
                told += [(key, number, leaf, each) for each in found]
    assert not told, "\n".join(sorted({str(each) for each in told}))


@pytest.mark.parametrize(("size", "language"), [("1024", "en"), ("projector", "zh_CN")])
def test_that_no_number_of_a_run_is_cut(
    program: Application,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    tmp_path: Path,
    size: str,
    language: str,
) -> None:
    width, height, projector = SIZES[size]
    look_at(program, language=language, projector=projector)
    program.window.resize(width, height)
    told: list[Any] = []
    for key, state in (("mnist", "done"), ("model", "followed")):
        look_at(program, page=key)
        settled(program)
        states(tmp_path)[key][state](program)
        page = program.window.pages[key]
        for leaf in LEAVES:
            look_at(program, leaf=leaf)
            settled(program)
            repainted(page)
            found = lasting_faults(page, monkeypatch, qtbot)
            told += [(key, leaf, each) for each in found]
    assert not told, "\n".join(sorted({str(each) for each in told}))
