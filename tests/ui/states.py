"""The states in which a page is seen, and how a test brings a program into each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices
from explorer.ui.app import Application
from explorer.ui.pages.own import computing_words
from explorer.ui.widgets.fields import TypedField
from explorer.ui.widgets.formula_field import FormulaField
from tests.ui.pages import model_writer
from tests.ui.windows import forget_runs, wait_until

FIELDS = {"mnist": "training"}  # of a session, where a page bears another name
State = Callable[[Application], None]


def settled(program: Application) -> None:
    """Wait until all that was asked for is there."""
    page = program.window.page
    wait_until(lambda: page.begun and not page.busy and not page.typesetter.busy)


def _choose(key: str, choices: Any, program: Application) -> None:
    program.window.pages[key].pause()
    program.store.change(lambda session: replace(session, **{FIELDS.get(key, key): choices}))
    settled(program)


def _mistyped(key: str, choices: Any, program: Application) -> None:
    _choose(key, choices, program)
    column = program.window.page.frame.controls.widget()
    assert column is not None
    for field in column.findChildren(TypedField):
        if field.isVisible():
            line = field.findChild(QLineEdit)
            assert line is not None
            line.setText("1/0 is no number")
            field._take(line.text())
            field._complain()
    for formula in column.findChildren(FormulaField):
        if formula.isVisible():
            formula.edit.setText("2*x**")
            formula._take("2*x**")
            formula._settle()


def _playing(key: str, choices: Any, program: Application) -> None:
    _choose(key, choices, program)
    program.window.page.toggle_play()


def _busy(key: str, choices: Any, program: Application) -> None:
    _choose(key, choices, program)
    program.window.page.sentence.say(computing_words())


def _trained(choices: TrainingChoices, phases: tuple[str, ...], program: Application) -> None:
    forget_runs(program.training)
    _choose("mnist", choices, program)
    page: Any = program.window.page
    making = program.training._preparation
    wait_until(lambda: not making.busy and page.timeline.primary.isEnabled())
    page.timeline.primary.click()
    wait_until(lambda: program.training.phase in phases and program.training.current is not None)
    settled(program)


def _followed(folder: Path, program: Application) -> None:
    page: Any = program.window.pages["model"]
    if not (folder / "run.json").exists():
        model_writer.write(folder, 120, 0.0)
    page.opening.open(str(folder))
    wait_until(lambda: page.shown.picture.fresh is not None)


def _closed(program: Application) -> None:
    page: Any = program.window.pages["model"]
    page.change(lambda choices: choices.closed())
    settled(program)


DIVERGED = DescentChoices(learning_rate=0.6, cursor=200, updates=400)
OVERSHOOT = DescentChoices(learning_rate=0.45, cursor=4)
RACERS = [["sgd", 10.0], ["adam", 0.0056]]
NESTED = "sin(cos(exp(sin(x))))*x^3/1e7"
LONG = DescentChoices(
    start=-123456.789, cursor=1000, updates=1000, rivals=(Rival("adam", 0.1), Rival("ftrl", 1e-5))
)


def states(folder: Path) -> dict[str, dict[str, State]]:
    """Return the states of each page; what is written for one goes into a folder."""
    descent, surface, tape = DescentChoices(), SurfaceChoices(), TapeChoices()
    short = TrainingChoices().choosing(steps=60)
    wild = short.choosing(optimizer="sgd", learning_rate=1e5, l2=0.1)  # weights grow by a factor
    return {
        "descent": {
            "first": partial(_choose, "descent", descent),
            "done": partial(_choose, "descent", replace(descent, cursor=100)),
            "overshoot": partial(_choose, "descent", OVERSHOOT),
            "diverged": partial(_choose, "descent", DIVERGED),
            "long": partial(_choose, "descent", LONG),
            "convergence": partial(_choose, "descent", replace(LONG, view="convergence")),
            "differences": partial(_choose, "descent", replace(descent, view="differences")),
            "running": partial(_playing, "descent", descent),
            "busy": partial(_busy, "descent", descent),
            # Last: its texts stay in the fields.
            "error": partial(_mistyped, "descent", descent),
        },
        "surface": {
            "first": partial(_choose, "surface", surface),
            "done": partial(_choose, "surface", replace(surface, cursor=100)),
            "diverged": partial(_choose, "surface", surface.with_choices({"racers": RACERS})),
            "running": partial(_playing, "surface", surface),
            "busy": partial(_busy, "surface", surface),
            # Last: its texts stay in the fields.
            "error": partial(_mistyped, "surface", surface),
        },
        "tape": {
            "first": partial(_choose, "tape", tape),
            "long": partial(_choose, "tape", TapeChoices(formula=NESTED, x=-2.718281828459045)),
            "running": partial(_playing, "tape", tape),
            "busy": partial(_busy, "tape", tape),
            # Last: its texts stay in the fields.
            "error": partial(_mistyped, "tape", tape),
        },
        "mnist": {
            "empty": partial(_choose, "mnist", TrainingChoices()),
            "running": partial(_trained, short.choosing(steps=100_000), ("running",)),
            "diverged": partial(_trained, wild, ("diverged",)),
            "done": partial(_trained, short, ("done",)),
            # Last: its texts stay in the fields.
            "error": partial(_mistyped, "mnist", TrainingChoices()),
        },
        "model": {
            "empty": _closed,
            "followed": partial(_followed, folder / "my own network"),
        },
    }  # fmt: skip
