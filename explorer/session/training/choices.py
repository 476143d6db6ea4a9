"""What is chosen on the MNIST page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from explorer.core.training.changes import taken_over
from explorer.core.training.experiments import EXPERIMENTS
from explorer.core.training.known_data import DATA_SETS
from explorer.core.training.settings import HiddenLayer, TrainingSettings, checked
from explorer.core.training.watching import sharpness_interval
from explorer.session.training.experiment import Experiment, experiment_of
from explorer.session.training.grid_choices import Grid
from explorer.session.training.inside import Inside
from explorer.session.training.landscape import SliceChoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.core.training.slices import Along

_FEWEST_LOOKS, _MOST_LOOKS = 20, 200  # at the validation images in one run
WIDEST_SMOOTHING = 400  # steps

View = Literal["training", "weights", "digits", "landscape"]
OWN_DATA = "folder"
DataView = Literal["runs", "grid", "numbers"]
Axis = Literal["step", "epoch", "seconds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingChoices:
    """Choices on the MNIST page.

    Attributes:
        settings: What the next run is asked to do.
        log_axis: Whether the loss axis is logarithmic.
        axis: What the axis of the curves counts.
        smoothing: Number of steps that the smoothed line averages over.
        hidden_runs: Numbers of the runs that are not drawn.
        chosen_run: Number of the run that is looked into; None for the newest.
        deleted: Keys of runs that are deleted when the program ends; until then they can come back.
        data_view: What the Data leaf shows: the list of runs, or the numbers of each step.
        grid: What a queue of runs varies.
        cursor: Index of the checkpoint of that run that is looked into; None for the newest.
        kept: Whether the next run is kept on disk.
        runs_folder: Where runs are kept, each in a folder of its own; empty for the usual place.
        view: What the hero shows: the curves of the training, the weights of the first layer, single
            digits, or the loss around the weights.
        inside: What is looked at inside the network.
        landscape: Which slice of the loss is looked at.
        data: Key of a known data set to learn from, or `OWN_DATA`.
        data_folder: Where one's own images lie.
        shown: What is drawn beside the sharpness: "second" eigenvalue, "edge".
    """

    settings: TrainingSettings = field(default_factory=TrainingSettings)
    log_axis: bool = True
    axis: Axis = "step"
    smoothing: int = 25
    hidden_runs: frozenset[int] = frozenset()
    chosen_run: int | None = None
    deleted: frozenset[str] = frozenset()
    data_view: DataView = "runs"
    grid: Grid = field(default_factory=Grid)
    cursor: int | None = None
    kept: bool = False
    runs_folder: str = ""
    view: View = "training"
    inside: Inside = field(default_factory=Inside)
    landscape: SliceChoice = field(default_factory=SliceChoice)
    data: str = "mnist"
    data_folder: str = ""
    shown: frozenset[str] = frozenset({"edge"})

    def check(self) -> None:
        """Check whatever a field of the page would refuse.

        Raises:
            ExplorerError: If something cannot be used; the sentence says how to mend it.
        """
        from explorer.session.checking import check_among, check_between

        checked(self.settings)
        check_between("smoothing", self.smoothing, 1, WIDEST_SMOOTHING)
        self.inside.check()
        self.landscape.check()
        check_among("data", self.data, (*DATA_SETS, OWN_DATA))

    def choosing(self, **fields: Any) -> TrainingChoices:
        """Choose other settings by the names of their fields; looks and norms keep to the length."""
        settings = replace(self.settings, **fields)
        interval = validation_interval(settings.steps)
        # With each look at the images: both end a call of the loop, and do so together.
        norms_every = interval if settings.norms_every else 0
        sharpness_every = sharpness_interval(settings) if settings.sharpness_every else 0
        settings = replace(
            settings,
            validate_every=interval,
            norms_every=norms_every,
            sharpness_every=sharpness_every,
        )
        return replace(self, settings=settings)

    def choosing_optimizer(self, key: str) -> TrainingChoices:
        """Choose another optimiser, with its own rate unless another one was chosen."""
        return replace(self, settings=self.settings.with_optimizer(key))

    def choosing_parameter(self, key: str, value: float) -> TrainingChoices:
        """Choose the value of one of the optimiser's parameters."""
        return replace(self, settings=self.settings.with_parameters({key: value}))

    def scheduling(self, key: str, values: Mapping[str, float] | None = None) -> TrainingChoices:
        """Let the rate follow a schedule, with values of some of its parameters by their keys."""
        return replace(self, settings=self.settings.with_schedule(key, values))

    def measuring_norms(self, *, on: bool) -> TrainingChoices:
        """Measure gradients and updates at every look at the validation images, or never."""
        # 1 says but that they are wanted: `choosing` makes the interval of it.
        return self.choosing(norms_every=int(on))

    def measuring_sharpness(self, *, on: bool) -> TrainingChoices:
        """Measure the sharpness so often that a run takes at most twice as long, or never."""
        return self.choosing(sharpness_every=int(on))

    def experimenting(self, experiment: Experiment) -> TrainingChoices:
        """Choose all settings of an experiment."""
        if experiment == experiment_of(self.settings):
            return self
        settings = EXPERIMENTS.get(experiment, TrainingSettings())
        return replace(self, settings=settings).choosing()

    def taking(self, images: int) -> TrainingChoices:
        """Learn from so many images, all of them in each update."""
        return self.choosing(images=images, batch_size=images)

    def showing(self, name: str, on: bool) -> TrainingChoices:
        """Draw something beside the sharpness, or no longer."""
        return replace(self, shown=self.shown | {name} if on else self.shown - {name})

    def choosing_lesson(self, **fields: Any) -> TrainingChoices:
        """Choose the lesson's network and settings, but for the given ones."""
        return replace(self, settings=TrainingSettings()).choosing(**fields)

    def activating(self, activation: str) -> TrainingChoices:
        """Give every hidden layer this activation."""
        layers = tuple(HiddenLayer(layer.units, activation) for layer in self.settings.hidden)
        return self.choosing(hidden=layers)

    def keeping(self, *, on: bool) -> TrainingChoices:
        """Keep the next run on disk, or not."""
        return replace(self, kept=on)

    def keeping_in(self, folder: str) -> TrainingChoices:
        """Keep runs from the next one on, each in a folder of its own inside `folder`."""
        return replace(self, kept=True, runs_folder=folder)

    def wish_for(self, running: TrainingSettings) -> TrainingSettings:
        """Return what a run under way can take over from the choices, the rest as it runs."""
        return taken_over(running, self.settings)

    def scaling(self, *, logarithmic: bool) -> TrainingChoices:
        """Choose the scale of the loss axis."""
        return replace(self, log_axis=logarithmic)

    def counting(self, axis: Axis) -> TrainingChoices:
        """Let the axis of the curves count steps, epochs or seconds."""
        return replace(self, axis=axis)

    def smoothing_over(self, steps: int) -> TrainingChoices:
        """Let the smoothed line average over so many steps."""
        return replace(self, smoothing=steps)

    def showing_run(self, number: int, *, shown: bool) -> TrainingChoices:
        """Draw a run, or no longer."""
        hidden = self.hidden_runs - {number} if shown else self.hidden_runs | {number}
        return replace(self, hidden_runs=hidden)

    def looking_at_run(self, number: int | None) -> TrainingChoices:
        """Look into another run, at its end; None for the newest."""
        return replace(self, chosen_run=number, cursor=None)

    def deleting(self, key: str) -> TrainingChoices:
        """Delete a run; its files stay until the program ends."""
        return replace(self, deleted=self.deleted | {key})

    def bringing_back(self, key: str) -> TrainingChoices:
        """Undo the deletion of a run."""
        return replace(self, deleted=self.deleted - {key})

    def gridding(self, grid: Grid) -> TrainingChoices:
        """Let a queue of runs vary something else."""
        return replace(self, grid=grid)

    def tabulating(self, view: DataView) -> TrainingChoices:
        """Show something else in the Data leaf."""
        return replace(self, data_view=view)

    def settled(self) -> TrainingChoices:
        """Return the same: a cursor beyond a run's checkpoints stands for the newest."""
        return self

    def at(self, cursor: int | None) -> TrainingChoices:
        """Look into another checkpoint; None for the newest."""
        return replace(self, cursor=cursor)

    def learning_from(self, data: str, folder: str = "") -> TrainingChoices:
        """Choose other images; a folder where these are one's own."""
        # Without a folder there is nothing to learn from: the choice stays as it was.
        if data == OWN_DATA and not (folder or self.data_folder):
            return self
        return replace(
            self, data=data, data_folder=folder or self.data_folder, cursor=None,
            # Numbers of runs are those of other images.
            chosen_run=None, hidden_runs=frozenset(),
        )  # fmt: skip

    def viewing(self, view: View) -> TrainingChoices:
        """Show another view in the hero."""
        return replace(self, view=view)

    def looking(self, **fields: Any) -> TrainingChoices:
        """Look at something else inside the network, by the names of its fields."""
        return replace(self, inside=replace(self.inside, **fields))

    def slicing(self, **fields: Any) -> TrainingChoices:
        """Look at another slice of the loss, by the names of its fields."""
        return replace(self, landscape=replace(self.landscape, **fields))

    def going_along(self, along: Along) -> TrainingChoices:
        """Look at the loss along another direction, as far as is usual for it."""
        return replace(self, landscape=self.landscape.going(along))


def validation_interval(steps: int) -> int:
    """Return how many steps lie between two looks at the validation images.

    Twenty looks suit a short run, one per thousand steps a long one; a run of millions still keeps
    no more than some hundred copies of its weights.
    """
    # A look at 5,000 images takes as long as 20 to 60 updates of the lesson's network.
    return max(10, min(steps // _FEWEST_LOOKS, 1000), steps // _MOST_LOOKS)
