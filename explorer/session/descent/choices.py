"""What is chosen on the Descent page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

Parameters = tuple[tuple[str, str, float], ...]
View = Literal["function", "convergence", "differences"]

SPEEDS = (2.0, 5.0, 15.0, 60.0)  # updates per second while playing
MOST_RIVALS = 5  # each has a colour, a stroke and a marker of its own
HIGHEST_SEED = 2**31 - 1  # of NumPy's and TensorFlow's

if TYPE_CHECKING:
    from explorer.core.arrays import DType
    from explorer.core.functions.examples.catalogue import Example


@dataclass(frozen=True, slots=True)
class Rival:
    """An optimiser that descends beside the chosen one, from the same start.

    Attributes:
        optimizer: Key of the optimiser.
        learning_rate: Its own rate.
    """

    optimizer: str
    learning_rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DescentChoices:
    """Choices on the Descent page; every field that a path depends on is checked before it gets here.

    Attributes:
        formula: Text of f as typed.
        start: x before the first update, in units of the x axis.
        updates: Number of updates on the timeline, at least 1.
        optimizer: Key of the optimiser.
        learning_rate: Factor on the gradient, above 0.
        dtype: Precision of the variable.
        cursor: Index of the update shown; 0 is the start.
        speed: Updates per second while playing.
        shown: What is drawn beside the curves, by name.
        order: Highest derivative drawn, 2 to 4.
        view: What the hero shows: the function, the convergence, or finite differences.
        example: Key of the catalogue's entry that the formula is, None for one typed.
        parameters: Chosen parameters of optimisers and schedules, as (whose, parameter, value);
            the others have their defaults.
        schedule: Key of the schedule that the learning rate follows.
        noise: Standard deviation of the noise added to every gradient.
        seed: Seed of the noise.
        rivals: Optimisers that descend beside the chosen one.
        tabulated: Whose updates are tabulated: 0 for the chosen optimiser, n for the nth rival.
    """

    formula: str = "2*x**2"
    start: float = 3.0
    updates: int = 100
    optimizer: str = "sgd"
    learning_rate: float = 0.01
    dtype: DType = "float32"
    cursor: int = 0
    speed: float = 5.0
    shown: frozenset[str] = frozenset({"path", "next", "tangent"})
    order: int = 2
    view: View = "function"
    example: str | None = None
    parameters: Parameters = ()
    schedule: str = "constant"
    noise: float = 0.0
    seed: int = 0
    rivals: tuple[Rival, ...] = ()
    tabulated: int = 0

    def with_formula(self, text: str) -> DescentChoices:
        """Choose another function; its path starts anew."""
        return replace(self, formula=text, cursor=0, example=None)

    def with_example(self, example: Example) -> DescentChoices:
        """Choose a function of the catalogue, with a start and a rate that show what it is about."""
        return replace(
            self,
            formula=example.text,
            example=example.key,
            start=example.start,
            learning_rate=example.learning_rate,
            cursor=0,
        )

    def with_start(self, x: float) -> DescentChoices:
        """Start elsewhere; the path starts anew."""
        return replace(self, start=x, cursor=0)

    def with_updates(self, updates: int) -> DescentChoices:
        """Make the timeline longer or shorter; the cursor stays on it."""
        return replace(self, updates=updates, cursor=min(self.cursor, updates))

    def with_learning_rate(self, rate: float) -> DescentChoices:
        """Choose another rate; the cursor stays at its update of the new path."""
        return replace(self, learning_rate=rate)

    def with_optimizer(self, key: str) -> DescentChoices:
        """Choose another optimiser; the path starts anew."""
        return replace(self, optimizer=key, cursor=0)

    def with_dtype(self, dtype: DType) -> DescentChoices:
        """Choose another precision; the cursor stays at its update of the new path."""
        return replace(self, dtype=dtype)

    def at(self, cursor: int) -> DescentChoices:
        """Move to an update, kept within the timeline."""
        return replace(self, cursor=max(0, min(cursor, self.updates)))

    def check(self) -> None:
        """Check whatever a field of the page would refuse; the formula is left to the page.

        Raises:
            ExplorerError: If something cannot be used; the sentence says how to mend it.
        """
        # Only choices from outside are checked: a start of the program spares these imports.
        from explorer.core.descent.optimizers import OPTIMIZERS
        from explorer.core.descent.parameters import check_parameters, check_rate
        from explorer.core.descent.schedules import SCHEDULES
        from explorer.core.descent.settings import check_noise, check_start, check_updates
        from explorer.core.functions.examples.catalogue import CATALOGUE
        from explorer.session.checking import check_among, check_between

        check_start(self.start, self.dtype)
        check_updates(self.updates)
        check_among("optimizer", self.optimizer, OPTIMIZERS)
        check_rate(self.learning_rate)
        check_between("cursor", self.cursor, 0, self.updates)
        check_among("speed", self.speed, SPEEDS)
        check_between("order", self.order, 2, 4)
        if self.example is not None:
            check_among("example", self.example, [each.key for each in CATALOGUE])
        owned = {key: each.parameters for key, each in OPTIMIZERS.items()}
        owned |= {key: each.parameters for key, each in SCHEDULES.items()}
        for whose, key, value in self.parameters:
            check_among("parameters", whose, owned)
            check_parameters(owned[whose], ((key, value),))
        check_among("schedule", self.schedule, SCHEDULES)
        check_noise(self.noise)
        check_between("seed", self.seed, 0, HIGHEST_SEED)
        check_between("rivals", len(self.rivals), 0, MOST_RIVALS)
        for rival in self.rivals:
            check_among("optimizer", rival.optimizer, OPTIMIZERS)
            check_rate(rival.learning_rate)
        check_between("tabulated", self.tabulated, 0, len(self.rivals))

    def settled(self) -> DescentChoices:
        """Keep the cursor on the timeline, and the table at a path that there is."""
        tabulated = min(self.tabulated, len(self.rivals))
        return replace(self.at(self.cursor), tabulated=tabulated)

    def for_path(self) -> DescentChoices:
        """Return what the chosen optimiser's path depends on, all else as at a first start."""
        return replace(
            # The same in all that a path does not depend on: else it would be asked for again.
            self, cursor=0, speed=5.0, shown=frozenset(), view="function", example=None,
            rivals=(), tabulated=0,
        )  # fmt: skip

    def with_order(self, order: int) -> DescentChoices:
        """Draw derivatives up to another order."""
        return replace(self, order=order)

    def viewing(self, view: View) -> DescentChoices:
        """Show something else in the hero."""
        return replace(self, view=view)

    def parameters_of(self, whose: str) -> tuple[tuple[str, float], ...]:
        """Return the chosen parameters of an optimiser or a schedule."""
        return tuple((key, value) for owner, key, value in self.parameters if owner == whose)

    def with_parameter(self, whose: str, key: str, value: float) -> DescentChoices:
        """Choose a parameter; those of other optimisers are kept for when they come back."""
        # At most one row for each parameter; its order says nothing.
        others = (row for row in self.parameters if row[:2] != (whose, key))
        return replace(self, parameters=(*others, (whose, key, value)))

    def with_schedule(self, key: str) -> DescentChoices:
        """Let the learning rate follow another schedule."""
        return replace(self, schedule=key)

    def with_noise(self, noise: float, seed: int) -> DescentChoices:
        """Add noise to every gradient, 0 for none."""
        return replace(self, noise=noise, seed=seed)

    def with_rivals(self, rivals: tuple[Rival, ...]) -> DescentChoices:
        """Let other optimisers descend beside the chosen one."""
        # Where one is struck out, the nth may be another.
        same = len(rivals) == len(self.rivals)
        return replace(self, rivals=rivals, tabulated=self.tabulated if same else 0)

    def tabulating(self, whose: int) -> DescentChoices:
        """Tabulate the updates of the chosen optimiser, 0, or of the nth rival."""
        return replace(self, tabulated=whose)

    def playing_at(self, speed: float) -> DescentChoices:
        """Play at another speed."""
        return replace(self, speed=speed)

    def showing(self, name: str, shown: bool) -> DescentChoices:
        """Draw something beside the curves, or no longer."""
        return replace(self, shown=self.shown | {name} if shown else self.shown - {name})
