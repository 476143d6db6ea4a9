"""What the page "Your model" draws: frozen snapshots, each made for one state of choices."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import ModelRun
from explorer.core.sentences import ExplorerError
from explorer.session.model.choices import ModelChoices, Quantity, Thresholds
from explorer.session.model.hints import Hint
from explorer.session.shown import Result, Shown

Floats = NDArray[np.float64]
Points = tuple[Floats, Floats]  # steps and values, shape (n,) each

# What a cell of the map says besides its value, as a number above all shades.
NOT_FINITE, NO_GRADIENT, EMPTY = 253, 254, 255
SHADES = 252  # the highest shade; the lowest is 0


@dataclass(frozen=True, slots=True)
class RecentRun:
    """A run in the folder of runs.

    Attributes:
        path: Its folder.
        name: What it is called: the model's name, or the folder's.
        layers: How many layers have variables.
        steps: Its newest step.
        loss: Its last loss; None where nobody told it.
        changed: When it was last written to, seconds since 1970.
    """

    path: Path
    name: str
    layers: int
    steps: int
    loss: float | None
    changed: float


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a look at the folder of runs, and at the one that is open, has brought.

    Attributes:
        path: The run that is open; None for none.
        run: It as far as it has come; None before the first look.
        recent: The newest runs, the newest first.
        quiet: Seconds since it last grew.
        missing: Whether its folder has gone; `run` is what was read before.
        failure: Why it cannot be read.
    """

    path: Path | None = None
    run: ModelRun | None = None
    recent: tuple[RecentRun, ...] = ()
    quiet: float = 0.0
    missing: bool = False
    failure: ExplorerError | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the steps that is in view, and how fine it is drawn.

    Attributes:
        left: First step in view.
        right: Last step in view.
        columns: Columns of the map that there is room for.
    """

    left: float
    right: float
    columns: int


@dataclass(frozen=True, slots=True)
class RunWish:
    """What is to be drawn of a run.

    Attributes:
        quantity: What the map shows.
        rows: Indices of its variables.
        window: What is in view.
        logarithmic: Whether shades tell logarithms.
        smoothing: Steps that the loss is smoothed over.
        variable: Index of the variable that is looked at; -1 for none.
        thresholds: Where hints begin.
    """

    quantity: Quantity
    rows: tuple[int, ...]
    window: Window
    logarithmic: bool = True
    smoothing: int = 25
    variable: int = -1
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Map and loss of the steps in view.

    Attributes:
        quantity: What the map shows.
        rows: Index of each row's variable, top row first.
        cells: Shade of each cell, 0 to `SHADES`, or what is there in place of a value; shape
            (rows, columns).
        left: Step at which the first column begins.
        size: Steps in a column.
        low: Value of the lowest shade; its decimal logarithm where `logarithmic`.
        high: The same of the highest.
        logarithmic: Whether shades tell logarithms.
        raw: Lowest and highest loss of neighbouring steps, in turn.
        smooth: Means of the loss.
        metrics: Further numbers by name.
        reach: Lowest and highest number of the whole run's loss and metrics that is above 0.
        curves: Norms of the variable that is looked at; None for none.
        hints: What is worth a look, the worst first.
    """

    quantity: Quantity
    rows: tuple[int, ...]
    cells: NDArray[np.uint8]
    left: float
    size: float
    low: float
    high: float
    logarithmic: bool
    raw: Points
    smooth: Points
    metrics: tuple[tuple[str, Points], ...]
    reach: tuple[float, float]
    curves: "Curves | None" = None
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Three norms of one variable over the whole run.

    Attributes:
        name: The variable.
        gradient: Its gradient's norm.
        weight: Its own.
        update: That of what the steps added to it.
    """

    name: str
    gradient: Points
    weight: Points
    update: Points


Following = Literal["none", "waiting", "going", "silent", "ended", "missing", "failed"]
SILENT = 10.0  # seconds without a new step


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelShown(Shown):
    """What the page shows.

    Attributes:
        seen: What the last look has brought.
        window: What is in view; None for the whole run.
        room: Columns of the map that there is room for.
        pointed: Row of a variable and step under the mouse.
        example: How the example's process goes: "", "starting", "running", or why it failed.
        held: Whether following is stopped.
        picture: All that is drawn of the run, in one answer: what is drawn of a live run is of one
            moment, and nothing of it is away while another part is on its way.
    """

    choices: ModelChoices
    seen: Seen = Seen()
    window: Window | None = None
    room: int = 500
    pointed: tuple[int, int] | None = None
    example: str = ""
    held: bool = False
    picture: Result[Picture] = Result()

    @property
    def run(self) -> ModelRun | None:
        """The run that is open, once it is read."""
        is_it = self.seen.path is not None and str(self.seen.path) == self.choices.run
        return self.seen.run if is_it else None

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What is worth a look, the worst first."""
        return () if self.picture.value is None else self.picture.value.hints

    @property
    def following(self) -> Following:
        """How the run goes on."""
        seen, run = self.seen, self.run
        if not self.choices.run:
            return "none"
        if run is None or not run.last_step:
            is_refused = seen.failure is not None and str(seen.path) == self.choices.run
            return "failed" if is_refused else "waiting"
        if seen.missing:
            return "missing"
        if run.ended is not None or self.held:
            return "ended"
        return "silent" if seen.quiet > SILENT else "going"

    @property
    def is_over(self) -> bool:
        """Whether the run has told its end: nothing more can come."""
        return self.run is not None and self.run.ended is not None

    @property
    def place(self) -> int:
        """Index of the row of the run's tables that is looked at; -1 without any."""
        run, cursor = self.run, self.choices.cursor
        if run is None or not len(run.steps):
            return -1
        if cursor is None:
            return len(run.steps) - 1
        return max(int(np.searchsorted(run.steps, cursor, "right")) - 1, 0)

    @property
    def step(self) -> int:
        """Step that is looked at; 0 without any."""
        run, place = self.run, self.place
        if run is None or place < 0:
            return 0 if run is None else run.last_step
        return int(run.steps[place])

    @property
    def variable(self) -> int:
        """Index of the variable that is looked at; -1 without any."""
        run = self.run
        if run is None or not run.variables:
            return -1
        names = run.names
        return names.index(self.choices.variable) if self.choices.variable in names else 0

    @property
    def rows(self) -> tuple[int, ...]:
        """Indices of the variables that the map shows."""
        run = self.run
        if run is None:
            return ()
        hidden = self.choices.hidden
        return tuple(n for n, each in enumerate(run.variables) if layer_of(each) not in hidden)


def layer_of(variable: object) -> str:
    """Return the name of a variable's layer; its own where none is known."""
    return getattr(variable, "layer", "") or str(getattr(variable, "name", ""))


def quantity_at(run: ModelRun, quantity: Quantity, place: int, variable: int) -> float:
    """Return a quantity of one variable at one row of the tables; NaN where it is not known."""
    if quantity != "update":
        return float(getattr(run, quantity)[place, variable])
    return ratio(float(run.update[place, variable]), float(run.weight[place, variable]))


def ratio(update: float, weight: float) -> float:
    """Return update over weight; NaN where there is no weight."""
    return update / weight if weight else float("nan")
