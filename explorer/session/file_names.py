"""What a file is called that is made of what is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import brief
from explorer.core.sentences import ExplorerError
from explorer.session.descent.choices import DescentChoices
from explorer.session.model.choices import ModelChoices
from explorer.session.pages import PAGES
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from explorer.session.session import Session

_LONGEST = 60  # characters
# What one of the systems takes for something else, and what no name may begin or end with.
_ODD = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name(session: Session, ending: str) -> str:
    """Return a name for a file of the page in front, such as "Descent 2x² SGD 0.01.png"."""
    spec = PAGES[session.view.page]
    made = _NAMES.get(spec.choices)
    words = " ".join([str(spec.title), *([] if made is None else made(spec.chosen_in(session)))])
    name = _ODD.sub("_", " ".join(words.split()))[:_LONGEST].strip(" ._")
    return f"{name or spec.key}.{ending}"


def _of_descent(choices: DescentChoices) -> list[str]:
    return [_written(choices.formula), *_rule(choices.optimizer, choices.learning_rate)]


def _of_surface(choices: SurfaceChoices) -> list[str]:
    racers = "-".join(str(OPTIMIZERS[each.optimizer].label) for each in choices.running)
    return [racers, _written(choices.formula, ("x", "y"))]


def _of_tape(choices: TapeChoices) -> list[str]:
    mode = [] if choices.mode == "reverse" else [choices.mode]
    return [_written(choices.formula), f"x={brief(choices.x)}", *mode]


def _of_training(choices: TrainingChoices) -> list[str]:
    settings = choices.settings
    return [*_rule(settings.optimizer, settings.learning_rate), f"seed {settings.seed}"]


def _of_model(choices: ModelChoices) -> list[str]:
    name = Path(choices.run).name if choices.run else choices.example
    return [name, choices.quantity, choices.variable] if choices.run else [name]


def _rule(optimizer: str, rate: float) -> list[str]:
    return [str(OPTIMIZERS[optimizer].label), brief(rate, "float32")]


def _written(text: str, variables: tuple[str, ...] = ("x",)) -> str:
    # Here, as nobody needs the reader of formulas for a name until one is asked for.
    from explorer.core.functions.formula import parse, plain

    try:
        return plain(parse(text, variables))
    except ExplorerError:
        return text


_NAMES: Mapping[type, Callable[[Any], list[str]]] = {
    DescentChoices: _of_descent,
    SurfaceChoices: _of_surface,
    TapeChoices: _of_tape,
    TrainingChoices: _of_training,
    ModelChoices: _of_model,
}
