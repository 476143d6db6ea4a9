"""The taps of one run, and their rows put together step by step."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from explorer.core.observing.names import observed_variables
from explorer.core.observing.observed import QUANTITIES, Rows
from explorer.core.observing.receiving import Receiver
from explorer.core.observing.site import Clock, Site
from explorer.core.observing.tap import Tap


class Taps:
    """The taps of one run, and their rows put together step by step.

    Args:
        optimizers: The optimisers to look into.
        receiver: Who is given the rows.
        rows: Steps that can be looked at between two takings.
        counts: Whether each `apply` is a step; otherwise whoever trains counts them.
        only: The variables that are wanted; None for all.
        xla: Whether XLA compiles the step; None where that is not known.
        always: Whether each step that is traced is looked at.
    """

    def __init__(
        self,
        optimizers: Iterable[Any],
        receiver: Receiver,
        rows: int,
        *,
        counts: bool = False,
        only: Sequence[Any] | None = None,
        xla: bool | None = None,
        always: bool = False,
    ) -> None:
        self.clock = Clock(always=always)
        self._receiver = receiver
        self.taps = [
            Tap(each, self.clock, rows, receiver.trouble, counts=counts, xla=xla)
            for each in optimizers
        ]
        self._only = None if only is None else {id(each) for each in only}
        self._columns: dict[int, list[int | None]] = {}  # of each site, by its id
        self._known: list[Any] = []
        self._model: Any = None
        # The first step at which a gradient was seen that is not finite, 0 for none; the first such variable.
        self.strange, self.strange_in = 0, ""
        self._names: tuple[str, ...] = ()

    def put_in(self, model: Any = None) -> None:
        """Stand around the optimisers' methods; the model, if there is one, tells the layers."""
        self._model = model
        for tap in self.taps:
            tap.put_in()

    def take_out(self) -> None:
        """Give the optimisers their own methods back."""
        for tap in self.taps:
            tap.take_out()

    def take(self) -> None:
        """Hand on what has come since the last time."""
        taken = [(self._columns[id(site)], *site.take()) for site in self._sites()]
        steps = np.unique(np.concatenate([each[1] for each in taken])) if taken else np.zeros(0)
        if not steps.size:
            return
        table = np.full((len(steps), len(self._known), len(QUANTITIES)), np.nan, np.float32)
        losses = np.full(len(steps), np.nan, np.float32)
        for columns, own, own_losses, rows in reversed(
            taken
        ):  # the first that tells a loss has the last word
            places = np.searchsorted(steps, own)
            told = ~np.isnan(own_losses)
            losses[places[told]] = own_losses[told]
            wanted = [place for place, column in enumerate(columns) if column is not None]
            kept = [column for column in columns if column is not None]
            if len(own):
                table[places[:, None], kept] = rows.transpose(0, 2, 1)[:, wanted]
        strange = table[:, :, QUANTITIES.index("nonfinite")] > 0
        if strange.any() and not self.strange:
            first = int(strange.any(axis=1).argmax())
            self.strange, self.strange_in = (
                int(steps[first]),
                self._names[int(strange[first].argmax())],
            )
        tells = any(tap.tells_loss for tap in self.taps)
        self._receiver.rows(
            Rows(
                steps.astype(np.int64),
                losses if tells else None,
                {name: table[:, :, place] for place, name in enumerate(QUANTITIES)},
            )
        )

    def _sites(self) -> list[Site]:
        """Return all sites, the variables of new ones told."""
        sites = [site for tap in self.taps for site in tap.sites]
        new = [site for site in sites if id(site) not in self._columns]
        for site in new:
            places = {id(each): index for index, each in enumerate(self._known)}
            wanted = [v for v in site.variables if self._only is None or id(v) in self._only]
            self._known += [each for each in wanted if id(each) not in places]
            places = {id(each): index for index, each in enumerate(self._known)}
            self._columns[id(site)] = [places.get(id(each)) for each in site.variables]
        if new:
            reached = {
                id(each)
                for site in sites
                for each, comes in zip(site.variables, site.reached, strict=True)
                if comes
            }
            observed = observed_variables(self._known, self._model, reached)
            self._names = tuple(each.name for each in observed)
            self._receiver.variables(observed)
        return sites
