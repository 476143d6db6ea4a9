"""One line that says what a page shows: function, optimiser, rate, seed."""

from collections.abc import Callable, Mapping
from typing import Any

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import brief, exact, grouped
from explorer.core.sentences import Sentence, said
from explorer.session.descent.choices import DescentChoices
from explorer.session.pages import PAGES
from explorer.session.session import PageName, Session
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices


def caption_of(page: PageName, session: Session) -> Sentence:
    """Return the line of a page; of one that has none, its title."""
    spec = PAGES[page]
    made = _CAPTIONS.get(spec.choices)
    return spec.title if made is None else made(spec.chosen_in(session))


def _of_descent(choices: DescentChoices) -> Sentence:
    values = {
        "formula": choices.formula,
        "optimizer": OPTIMIZERS[choices.optimizer].label,
        "rate": brief(choices.learning_rate, "float32"),
        "start": exact(choices.start),
        "update": grouped(choices.cursor),
        "updates": grouped(choices.updates),
        "dtype": choices.dtype,
    }
    if choices.noise:
        return said(
            "Caption",
            "f(x) = {formula} · {optimizer}, learning rate {rate}, from x = {start}, noise {noise} with "
            "seed {seed}, {dtype} · update {update} of {updates}",
            noise=brief(choices.noise),
            seed=choices.seed,
            **values,
        )
    return said(
        "Caption",
        "f(x) = {formula} · {optimizer}, learning rate {rate}, from x = {start}, {dtype} · update "
        "{update} of {updates}",
        **values,
    )


def _of_surface(choices: SurfaceChoices) -> Sentence:
    racers = ", ".join(
        f"{OPTIMIZERS[each.optimizer].label} {brief(each.learning_rate, 'float32')}"
        for each in choices.running
    )
    return said(
        "Caption",
        "f(x, y) = {formula} · {racers}, from ({x}, {y}), {dtype} · update {update} of {updates}",
        formula=choices.formula,
        racers=racers,
        x=exact(choices.start[0]),
        y=exact(choices.start[1]),
        dtype=choices.dtype,
        update=grouped(choices.cursor),
        updates=grouped(choices.updates),
    )


def _of_tape(choices: TapeChoices) -> Sentence:
    return said(
        "Caption", "f(x) = {formula} at x = {x}", formula=choices.formula, x=exact(choices.x)
    )


def _of_training(choices: TrainingChoices) -> Sentence:
    settings = choices.settings
    return said(
        "Caption",
        "MNIST · {optimizer}, learning rate {rate}, batch size {batch}, seed {seed}",
        optimizer=OPTIMIZERS[settings.optimizer].label,
        rate=brief(settings.learning_rate, "float32"),
        batch=settings.batch_size,
        seed=settings.seed,
    )


_CAPTIONS: Mapping[type, Callable[[Any], Sentence]] = {
    DescentChoices: _of_descent,
    SurfaceChoices: _of_surface,
    TapeChoices: _of_tape,
    TrainingChoices: _of_training,
}
