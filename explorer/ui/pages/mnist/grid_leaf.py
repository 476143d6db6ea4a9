"""A queue of runs over a grid of choices, and the heat map of what came of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, fixed, grouped
from explorer.core.sentences import ExplorerError, said
from explorer.files.grids import read_grid
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.grid import Group, combinations, groups_of
from explorer.session.training.grid_choices import Grid
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Change
from explorer.ui.pages.layout import side_by_side
from explorer.ui.pages.mnist.run_words import told_network
from explorer.ui.theme import Look
from explorer.ui.training_run import TrainingRun
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.fields import TextField
from explorer.ui.widgets.grid_map import GridCell, GridMap
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_SMALL = 0.05  # percent


class GridLeaf(QWidget):
    """Fields for what is varied, a button that trains all of it, and what came of it.

    Attributes:
        fields: By what they vary.
        start: Trains, or cancels.
        map: What came of it.
    """

    def __init__(
        self, look: Look, run: TrainingRun, change: Change[TrainingChoices], ways: Callable[[], Any]
    ) -> None:
        """Take the look, the training, what changes choices, and how the window's runs are made."""
        super().__init__()
        self._run, self._change, self._ways = run, change, ways
        self._shown: TrainingShown | None = None
        titles = {
            "optimizer": translate("Grid", "Optimisers"),
            "learning_rate": translate("Grid", "Learning rates"),
            "batch_size": translate("Grid", "Batch sizes"),
            "seed": translate("Grid", "Seeds"),
            "network": translate("Grid", "Networks"),
        }
        self.fields = {
            name: TextField(title, read=_READ[name], write=_WRITE[name])
            for name, title in titles.items()
        }
        for name, field in self.fields.items():
            field.edit.setPlaceholderText(_EXAMPLES[name])
            field.committed.connect(
                lambda value, name=name: change(
                    lambda c: c.gridding(replace(c.grid, **{name: value}))
                )
            )
        self.start = button("")
        self.start.clicked.connect(self._press)
        self.open = button(translate("Grid", "Open a grid file…"))
        self.open.clicked.connect(self._open)
        self._refused = ""
        self._note = label("", "note", wrap=True)
        self.map = GridMap(translate("Grid", "Test accuracy over the grid"), look)
        self._about = label("", "note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            label(
                translate(
                    "Grid",
                    "Every combination is trained, one run after another. An empty field stands for the choice "
                    "at the left.",
                ),
                "note", wrap=True,
            )
        )  # fmt: skip
        column.addWidget(self.fields["optimizer"])
        column.addWidget(side_by_side(self.fields["learning_rate"], self.fields["batch_size"]))
        column.addWidget(side_by_side(self.fields["seed"], self.fields["network"]))
        # One below the other: with the number of runs the first is as wide as the leaf.
        for each in (self.start, self.open, self._note, self.map, self._about):
            column.addWidget(each)
        column.addStretch(1)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the fields, how far the queue is, and what came of it."""
        self._shown = new
        grid = new.choices.grid
        for name, field in self.fields.items():
            if old is None or getattr(old.choices.grid, name) != getattr(grid, name):
                field.set_value(getattr(grid, name))
        if old is None or (old.run.queue, old.run.phase, old.choices, old.ready) != (
            new.run.queue, new.run.phase, new.choices, new.ready,
        ):  # fmt: skip
            self._show_queue(new)
        if old is None or old.run.queue.results != new.run.queue.results:
            self._show_map(new)

    def _show_queue(self, shown: TrainingShown) -> None:
        queue, run = shown.run.queue, shown.run
        note = self._refused
        try:
            count = len(combinations(shown.choices.grid, shown.choices.settings))
        except ExplorerError as error:
            count, note = 0, note or spoken(error.sentence)
        if queue.is_going:
            self.start.setText(translate("Grid", "Cancel the queue"))
            text = translate("Grid", "Run {now} of {total} is under way.")
            note = text.format(now=grouped(len(queue.results) + 1), total=grouped(queue.total))
        else:
            text = translate("Grid", "Train all combinations: {count}")
            self.start.setText(text.format(count=grouped(count)))
            if len(queue.results) < queue.total:
                text = translate("Grid", "Cancelled after {done} of {total} runs.")
                note = note or text.format(
                    done=grouped(len(queue.results)), total=grouped(queue.total)
                )
            elif run.going:
                note = note or translate("Grid", "Wait for the run that is under way, or stop it.")
        self.start.setEnabled(queue.is_going or (bool(count) and not run.going and shown.ready))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show_map(self, shown: TrainingShown) -> None:
        groups = groups_of(shown.run.queue.results)
        rates = sorted({group.settings.learning_rate for group in groups})
        names = list(dict.fromkeys(_row(group) for group in groups))
        cells = {
            (names.index(_row(group)), rates.index(group.settings.learning_rate)): _cell(group)
            for group in groups
        }
        self.map.show_cells(names, [exact(rate) for rate in rates], cells)
        self.map.setVisible(bool(groups))
        self._about.setVisible(bool(groups))
        self._about.setText(
            translate(
                "Grid",
                "Test accuracy in %, mean over the seeds ± standard deviation (n − 1); columns are learning "
                "rates. Runs that did not come to their end are left out.",
            )
        )

    def _open(self) -> None:
        title = translate("Grid", "Grid of runs, in TOML or JSON")
        path, _ = QFileDialog.getOpenFileName(self, title, "", "(*.toml *.json)")
        if not path:
            return
        self._refused = ""
        try:
            grid = read_grid(Path(path))
            self._change(lambda c: _with_grid(c, grid))
        except ExplorerError as error:
            self._refused = spoken(error.sentence)
        if self._shown is not None:
            self._show_queue(self._shown)

    def _press(self) -> None:
        shown = self._shown
        if shown is None:
            return
        if shown.run.queue.is_going:
            self._run.queue.cancel()
        else:
            self._change(lambda c: c.looking_at_run(None))
            runs = combinations(shown.choices.grid, shown.choices.settings)
            self._run.queue.start(runs, **self._ways())


def _with_grid(choices: TrainingChoices, grid: Grid) -> TrainingChoices:
    """Return choices with a file's grid, once it is known to make runs."""
    combinations(grid, choices.settings)
    if grid.steps is not None:
        # Where it is seen and changed.
        choices = choices.choosing(steps=grid.steps)
    return choices.gridding(replace(grid, steps=None))


def _row(group: Group) -> str:
    settings = group.settings
    name = spoken(OPTIMIZERS[settings.optimizer].label)
    return f"{name}, {told_network(settings)}, {grouped(settings.batch_size)}"


def _cell(group: Group) -> GridCell:
    ended = translate("Grid", "{ended} of {runs} runs ended").format(
        ended=group.ended, runs=group.runs
    )
    if group.test is None:
        return GridCell(None, "–", f"{_row(group)}\n{ended}")
    text = fixed(100 * group.test.mean, 1)
    if group.test.deviation is not None:
        deviation = 100 * group.test.deviation
        # Two decimals where one would be 0.
        text += f" ± {fixed(deviation, 2 if 0 < deviation < _SMALL else 1)}"
    return GridCell(group.test.mean, text, f"{_row(group)}: {text} %\n{ended}")


def _parts(text: str, separator: str = ",") -> list[str]:
    wide = {",": "，", ";": "；"}[separator]  # as a Chinese keyboard types them
    return [part.strip() for part in text.replace(wide, separator).split(separator) if part.strip()]


def _numbers(text: str, kind: Callable[[str], Any]) -> tuple[Any, ...]:
    try:
        return tuple(kind(part) for part in _parts(text))
    except ValueError as error:
        raise ExplorerError(
            said(
                "Errors",
                "Type numbers with commas between, for example {example}.",
                example="0.1, 0.01" if kind is float else "0, 1, 2",
            )
        ) from error


def _optimizers(text: str) -> tuple[str, ...]:
    by_name = {spoken(spec.label).lower(): key for key, spec in OPTIMIZERS.items()}
    found = [by_name.get(part.lower(), part.lower()) for part in _parts(text)]
    for key in found:
        if key not in OPTIMIZERS:
            raise ExplorerError(
                said(
                    "Errors",
                    "{name} is not known here. Choose one of {names}.",
                    name=key,
                    names=", ".join(OPTIMIZERS),
                )
            )
    return tuple(found)


def _networks(text: str) -> tuple[tuple[int, ...], ...]:
    none = translate("Mnist", "none").lower()
    return tuple(
        () if part.lower() in ("none", none) else _numbers(part, int) for part in _parts(text, ";")
    )


def _joined(values: Sequence[object]) -> str:
    return ", ".join(exact(v) if isinstance(v, float) else str(v) for v in values)


_EXAMPLES = {
    "optimizer": "adam, sgd",
    "learning_rate": "0.01, 0.1",
    "batch_size": "32, 128",
    "seed": "0, 1, 2",
    "network": "128; 64, 32",
}
_READ: dict[str, Callable[[str], Any]] = {
    "optimizer": _optimizers,
    "learning_rate": lambda text: _numbers(text, float),
    "batch_size": lambda text: _numbers(text, int),
    "seed": lambda text: _numbers(text, int),
    "network": _networks,
}
_WRITE: dict[str, Callable[[Any], str]] = {
    "optimizer": lambda keys: ", ".join(spoken(OPTIMIZERS[key].label) for key in keys),
    "learning_rate": _joined,
    "batch_size": _joined,
    "seed": _joined,
    "network": lambda networks: "; ".join(
        _joined(units) or translate("Mnist", "none") for units in networks
    ),
}
