"""What the MNIST page draws: how the run stands, and what a network says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.attribution import Attribution
from explorer.core.training.dataset import Digits, mean_of_first
from explorer.core.training.inspection import Mistake
from explorer.core.training.rates import RangeTest
from explorer.core.training.reports import Diverged, Ending, Finished, Snapshot, Weights
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.slices import SliceQuestion
from explorer.core.training.updates import LayerUpdate
from explorer.session.shown import Result, Shown
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import Checkpoint, History
from explorer.session.training.kept import KeptRun, Summary
from explorer.session.training.measuring import MeasuredPlace

if TYPE_CHECKING:
    from explorer.core.training.noise import NoiseSearch
    from explorer.core.training.sharpness import EigenvalueSearch
from explorer.session.training.landscape import PlaneView, SliceView

RunPhase = Literal[
    "idle", "compiling", "running", "paused", "following", "stopped", "done", "diverged", "failed"
]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network to look into; two are the same when they hold the same arrays.

    Attributes:
        weights: Kernel and bias of each layer.
        hidden: Its hidden layers.
        end: Activation of its last layer; a linear one answers with plain numbers.
        mean: What it subtracts from each picture of grey values 0 to 1; None for nothing.
    """

    weights: Weights
    hidden: tuple[HiddenLayer, ...]
    end: str = "softmax"
    mean: NDArray[np.float32] | None = None

    def __eq__(self, other: object) -> bool:
        # By identity: a report's arrays never change, and to compare 100,000 numbers takes longer.
        return isinstance(other, Network) and other.weights is self.weights

    def __hash__(self) -> int:
        return id(self.weights)


def phase_after(history: History | None) -> RunPhase:
    """Return the phase after a run that has ended."""
    if history is None:
        return "idle"
    phases: dict[type, RunPhase] = {Finished: "done", Diverged: "diverged"}
    return phases.get(type(history.outcome), "stopped")


def network_of(weights: Weights, settings: TrainingSettings, digits: Digits | None) -> Network:
    """Return the network of a run's weights; its mean picture is that of the run's images."""
    mean = None
    if settings.centred and digits is not None:
        mean = mean_of_first(digits.training, settings.images)
    return Network(weights, settings.hidden, settings.end, mean)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What can be shown before the first run.

    Attributes:
        digits: The data set.
        settings: What the network was made by.
        weights: The untrained network's weights.
    """

    digits: Digits
    settings: TrainingSettings
    weights: Weights

    @property
    def network(self) -> Network:
        """The untrained network."""
        return network_of(self.weights, self.settings, self.digits)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a network says of the test images.

    Attributes:
        strip: Probabilities for the first of them, shape (n, 10).
        table: Number of images by true digit (row) and answer (column); None if not all were tried.
        mistakes: Its most confident mistakes among all of them.
        found: Probabilities for all of them, shape (images, 10); None if not all were tried.
    """

    strip: NDArray[np.float32]
    table: NDArray[np.int64] | None = None
    mistakes: tuple[Mistake, ...] = ()
    found: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A digit on the pad; two are the same when their pixels are.

    Attributes:
        ink: 784 grey values 0 to 255, row by row.
        image: Its place among the test images; None for a drawing.
        whole: The grey values before a part was covered; None where nothing is.
    """

    ink: bytes
    image: int | None = None
    whole: bytes | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """What a network takes a drawn digit for.

    Attributes:
        probabilities: Of each digit, shape (10,).
        whole: The same of the digit before a part was covered; None where nothing is.
    """

    probabilities: NDArray[np.float32]
    whole: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OpenedDigit:
    """What a network makes of one picture.

    Attributes:
        attribution: What each pixel has to do with a digit.
        layers: What each layer gives, the last one the ten probabilities.
    """

    attribution: Attribution
    layers: tuple[NDArray[np.float32], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Silent:
    """Units that give 0 for every test image.

    Attributes:
        counts: How many of each hidden layer.
        images: Number of test images.
    """

    counts: tuple[int, ...]
    images: int


@dataclass(frozen=True, slots=True, eq=False)
class UnitPath:
    """The weights of one unit of the first layer at every step that is kept with its memory.

    Attributes:
        unit: The unit, counted from 0.
        steps: Updates made, shape (n,).
        weights: Its weights then, shape (n, 784).
        gradients: The next batch's loss differentiated by them, same shape.
        changes: What the next update adds to them, same shape.
        memory: What the optimiser kept of them, by its own names, each of the same shape.
    """

    unit: int
    steps: NDArray[np.int64]
    weights: NDArray[np.float32]
    gradients: NDArray[np.float32]
    changes: NDArray[np.float32]
    memory: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class QueueView:
    """How far a queue of runs is.

    Attributes:
        total: Runs that were asked for.
        results: What each was asked to do that has ended, and how it went.
        is_going: Whether one is under way.
    """

    total: int = 0
    results: tuple[tuple[TrainingSettings, Summary], ...] = ()
    is_going: bool = False


@dataclass(frozen=True, slots=True)
class RunView:
    """How the training stands, as far as it was looked in on.

    Histories grow; the counts tell how far they had grown, so that two views can be compared.

    Attributes:
        phase: Whether a run is under way, and how the newest one ended.
        histories: All runs of this sitting, the newest last.
        earlier: Runs of former sittings that were read again.
        kept: What is known of all runs in the folder of those kept by themselves.
        queue: How far a queue of runs is.
        refilled: Numbers of the runs that were given back their network from their folder.
        step: Updates of the newest run.
        looks: Its checkpoints.
        accuracies: Its looks at the validation images.
        changes: Its changes in mid-run.
        norms: Its measurements of norms.
        settings: What holds for it now; None for no run.
        outcome: The report that ended it.
        held: Whether it has told that it waits.
        silence: Seconds since a followed run has told anything.
        failure: What kept the data or the run from working.
        untrained: The network before the first step, once it is known.
        digits: The data set, once it is read.
        is_kept: Whether the newest run is on disk, so that it can be resumed.
    """

    phase: RunPhase = "idle"
    histories: tuple[History, ...] = ()
    earlier: tuple[History, ...] = ()
    kept: tuple[KeptRun, ...] = ()
    refilled: frozenset[int] = frozenset()
    queue: QueueView = QueueView()
    step: int = 0
    looks: int = 0
    accuracies: int = 0
    changes: int = 0
    norms: int = 0
    settings: TrainingSettings | None = None
    outcome: Ending | None = None
    held: bool = False
    silence: float = 0.0
    failure: Exception | None = None
    untrained: Network | None = None
    digits: Digits | None = None
    is_kept: bool = False

    @property
    def current(self) -> History | None:
        """The newest run."""
        return self.histories[-1] if self.histories else None

    @property
    def going(self) -> bool:
        """Whether a run is under way or followed, paused or not."""
        return self.phase in ("compiling", "running", "paused", "following")

    @property
    def at_work(self) -> bool:
        """Whether updates are made, or the loop for them is compiled: there is time for little else."""
        return self.phase in ("compiling", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingShown(Shown):
    """What the MNIST page shows.

    Attributes:
        run: How the training stands.
        looked: Checkpoints that views and leaves take into account: in mid-run they follow in a turn
            of their own, so that neither they nor the curve take long.
        refused: Why a run was not started, until something else is chosen.
        lacking: Why none can be, as the chosen images are not here; empty where they are.
        answers: What the network that is looked into says of the test images.
        drawing: What is on the pad; None for nothing.
        guess: What the network that is looked into says of that.
        following: The update after the step shown, while the weights are looked at.
        unit_path: How the chosen unit's weights have gone, while they are looked at.
        opened: What the network makes of what is on the pad, while single digits are looked at.
        silent: Its units that never speak, at the same time.
        range_of: What a range test was asked for; None for nothing.
        range_test: How it goes.
        eigenvalues_of: Where the largest eigenvalues were asked for.
        eigenvalues: They.
        noise_of: Where the gradient noise scale was asked for.
        noise: It.
        slice: The loss along the chosen direction, while that is looked at.
        plane: The loss on the plane of the run's path, while that is looked at.
        cancelled: The slice that is not to be computed any further, until something else is chosen.
    """

    choices: TrainingChoices
    run: RunView = RunView()
    looked: int = 0
    refused: str = ""
    lacking: str = ""
    answers: Result[Answers] = Result()
    drawing: Drawing | None = None
    guess: Result[Classification] = Result()
    following: Result[LayerUpdate] = Result()
    unit_path: Result[UnitPath] = Result()
    opened: Result[OpenedDigit] = Result()
    silent: Result[Silent] = Result()
    range_of: TrainingSettings | None = None
    range_test: Result[RangeTest] = Result()
    eigenvalues_of: MeasuredPlace | None = None
    eigenvalues: "Result[EigenvalueSearch]" = Result()
    noise_of: MeasuredPlace | None = None
    noise: "Result[NoiseSearch]" = Result()
    slice: Result[SliceView] = Result()
    plane: Result[PlaneView] = Result()
    cancelled: SliceQuestion | None = None

    @property
    def history(self) -> History | None:
        """The run that is looked into: the chosen one, else the newest."""
        number = self.choices.chosen_run
        if number is None:
            return self.run.current
        runs = (*self.run.histories, *self.run.earlier)
        return next((each for each in runs if each.number == number), self.run.current)

    @property
    def looks_back(self) -> bool:
        """Whether another run than the newest is looked into."""
        return self.history is not self.run.current

    @property
    def drawn(self) -> list[History]:
        """The runs whose curves are drawn, the newest last."""
        choices = self.choices
        return [
            each
            for each in (*self.run.earlier, *self.run.histories)
            if each.number not in choices.hidden_runs and each.key not in choices.deleted
        ]

    @property
    def step(self) -> int:
        """The step whose numbers are shown."""
        history = self.history
        return 0 if history is None else history.step_at(self.choices.cursor)

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The checkpoint that is looked into; None where there is no run to take it from."""
        history, cursor = self.history, self.choices.cursor
        if history is not None and self.looks_back:
            # As it was when this was shown: a history itself is the same for old and new.
            has_network = history.number < 1 or history.number in self.run.refilled
            return history.checkpoint_at(cursor) if has_network else None
        if history is None or not self.looked:
            return None
        return history.checkpoint_at(self.looked - 1 if cursor is None else cursor)

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """All that the run had at each kept step that is taken into account."""
        history = self.history
        found = [] if history is None else history.checkpoints
        # In mid-run those that views take into account; of an older run all that it has kept.
        found = found if self.looks_back else found[: self.looked]
        return tuple(each.snapshot for each in found if each.snapshot is not None)

    @property
    def unit(self) -> int:
        """The unit of the first layer that is looked at; the last one for those beyond."""
        network = self.network
        units = 1 if network is None else network.weights[0].shape[1]
        return min(self.choices.inside.unit, units - 1)

    @property
    def outcome(self) -> Finished | None:
        """The end of a finished run while that is what is looked into, with its weights."""
        at_end = self.choices.cursor is None
        outcome = None if self.looks_back else self.run.outcome
        # Older runs have let their weights go.
        is_whole = isinstance(outcome, Finished) and bool(outcome.weights)
        return outcome if is_whole and at_end and isinstance(outcome, Finished) else None

    @property
    def network(self) -> Network | None:
        """The network that is looked into: of the run, or the untrained one before any."""
        history, checkpoint = self.history, self.checkpoint
        if history is not None and self.outcome is not None:
            return network_of(self.outcome.weights, history.first, self.run.digits)
        if history is not None and checkpoint is not None:
            return network_of(checkpoint.weights, history.first, self.run.digits)
        # Of a run whose weights nobody has kept there is none, and no other may stand for it.
        return None if self.looks_back else self.run.untrained

    @property
    def held(self) -> TrainingSettings:
        """What is chosen; while a run is going, what was chosen for it and can still be changed."""
        history = self.run.current
        if not self.run.going or history is None:
            return self.choices.settings
        return history.settings if history.followed else self.choices.wish_for(history.settings)
