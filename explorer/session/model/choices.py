"""What is chosen on the page "Your model"."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

Quantity = Literal["gradient", "update", "weight", "silent"]
WIDEST_SMOOTHING = 500  # steps
QUANTITIES: tuple[Quantity, ...] = ("gradient", "update", "weight", "silent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where hints begin; the defaults are those of the sources that `hints` names.

    Attributes:
        vanishing: Gradient norm of the first kernel over that of the last, below which gradients are
            said to vanish.
        exploding: The same ratio, above which they are said to explode.
        silent: Share of a layer's units that are silent.
        smallest: Update over weight below which a variable hardly moves.
        largest: Update over weight above which it is thrown about.
        falling: Share of its first value by which the loss must have fallen.
    """

    vanishing: float = 1e-3
    exploding: float = 70.0
    silent: float = 0.5
    smallest: float = 1e-8
    largest: float = 10.0
    falling: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoices:
    """What is chosen of a followed run.

    Attributes:
        run: Path of the run that is open; empty for none.
        example: Key of the example that is tried, and whose program is shown; empty for none.
        quantity: What the heat map shows.
        logarithmic: Whether the map's colours tell decimal logarithms.
        smoothing: Steps that the smoothed loss is a mean of.
        variable: Name of the variable that is looked at; empty for the first one.
        cursor: Step that is looked at; None for the newest.
        hidden: Layers that are left out of the map.
        thresholds: Where hints begin.
    """

    run: str = ""
    example: str = ""
    quantity: Quantity = "gradient"
    logarithmic: bool = True
    smoothing: int = 25
    variable: str = ""
    cursor: int | None = None
    hidden: frozenset[str] = frozenset()
    thresholds: Thresholds = field(default_factory=Thresholds)

    def check(self) -> None:
        """Check whatever a field of the page would refuse.

        Raises:
            ExplorerError: If something cannot be used; the sentence says how to mend it.
        """
        from explorer.session.checking import check_between

        check_between("smoothing", self.smoothing, 1, WIDEST_SMOOTHING)
        if self.cursor is not None:
            check_between("cursor", self.cursor, 0, 1e15)
        for name in Thresholds.__dataclass_fields__:
            check_between(name, getattr(self.thresholds, name), 0, 1e12)

    def settled(self) -> ModelChoices:
        """Return the same; whether a step exists is known by the run alone."""
        return self

    def opening(self, run: str, example: str = "") -> ModelChoices:
        """Open another run at its newest step."""
        return replace(self, run=run, example=example, cursor=None, variable="", hidden=frozenset())

    def closed(self) -> ModelChoices:
        """Open none."""
        return self.opening("")

    def showing_quantity(self, quantity: Quantity) -> ModelChoices:
        """Let the map show another quantity."""
        return replace(self, quantity=quantity)

    def scaling(self, *, logarithmic: bool) -> ModelChoices:
        """Let the map's colours tell logarithms or the numbers themselves."""
        return replace(self, logarithmic=logarithmic)

    def smoothing_over(self, steps: int) -> ModelChoices:
        """Smooth the loss over so many steps."""
        return replace(self, smoothing=steps)

    def at(self, step: int | None) -> ModelChoices:
        """Look at a step; None for the newest."""
        return replace(self, cursor=step)

    def looking_at(self, variable: str) -> ModelChoices:
        """Look at a variable."""
        return replace(self, variable=variable)

    def with_layer(self, layer: str, *, shown: bool) -> ModelChoices:
        """Show a layer's variables on the map, or leave them out."""
        return replace(self, hidden=self.hidden - {layer} if shown else self.hidden | {layer})

    def with_threshold(self, name: str, value: float) -> ModelChoices:
        """Let a hint begin elsewhere; a value that is no number changes nothing."""
        if not math.isfinite(value):
            return self
        return replace(self, thresholds=replace(self.thresholds, **{name: value}))
