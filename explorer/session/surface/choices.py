"""What is chosen on the Surface page."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.functions.examples.landscapes import LANDSCAPES, Landscape
from explorer.core.functions.formula import FormulaError, parse
from explorer.core.functions.measured import MeasuredPlane, measured_in
from explorer.core.sentences import ExplorerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from explorer.core.arrays import DType

Span = tuple[float, float]
Rect = tuple[Span, Span]  # part of the x axis, part of the y axis

VARIABLES = ("x", "y")
MOST_RACERS = 13
SPEEDS = (5.0, 15.0, 60.0)  # updates per second while playing
_REACH = 5.0  # of a typed function's first view, on either side of 0
_PLAIN = frozenset({"sgd", "momentum", "nesterov"})  # those that take the rate of plain SGD


@dataclass(frozen=True, slots=True)
class Racer:
    """One optimiser of the race.

    Attributes:
        sign: Number of its colour, line and marker; no two racers have the same.
        optimizer: Key of the optimiser.
        learning_rate: Factor of its updates, above 0.
        running: Whether it takes part.
        parameters: Key and value of each parameter of its own that was chosen.
        schedule: Key of the schedule that its rate follows.
        schedule_parameters: As `parameters`, of the schedule.
    """

    sign: int
    optimizer: str
    learning_rate: float
    running: bool = True
    parameters: tuple[tuple[str, float], ...] = ()
    schedule: str = "constant"
    schedule_parameters: tuple[tuple[str, float], ...] = ()


_FIRST = (Racer(0, "sgd", 0.005), Racer(1, "momentum", 0.005), Racer(2, "adam", 0.1))


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceChoices:
    """Choices on the Surface page; whatever a race depends on is checked before it gets here.

    Attributes:
        formula: Text of f(x, y) as typed.
        start: x and y before the first update.
        updates: Number of updates on the timeline, at least 1.
        racers: The optimisers in the order of their list.
        tuned: Whether the rates were searched for, for this very race.
        dtype: Precision of x and y.
        selected: Sign of the racer whose point the formulas are about.
        cursor: Index of the update shown; 0 is the start.
        speed: Updates per second while playing.
        shown: What is drawn over the map, by name.
    """

    formula: str = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    start: tuple[float, float] = (0.0, -3.0)
    updates: int = 100
    racers: tuple[Racer, ...] = _FIRST
    tuned: bool = False
    dtype: DType = "float64"
    selected: int = 0
    cursor: int = 60
    speed: float = 15.0
    shown: frozenset[str] = frozenset({"contours", "arrows", "minima", "axes"})

    @property
    def running(self) -> tuple[Racer, ...]:
        """The racers that take part."""
        return tuple(each for each in self.racers if each.running)

    @property
    def examined(self) -> Racer | None:
        """The racer whose point the formulas are about; the first one where that takes no part."""
        chosen = [each for each in self.running if each.sign == self.selected]
        return next(iter([*chosen, *self.running]), None)

    @property
    def home(self) -> Rect:
        """The part of the plane that a view begins with, and in which minima are looked for."""
        known, plane = landscape_of(self.formula), plane_of(self.formula)
        spans = (known.x_span, known.y_span) if known else ((-_REACH, _REACH), (-_REACH, _REACH))
        spans = spans if plane is None else (plane.x, plane.y)
        return _holding(spans[0], self.start[0]), _holding(spans[1], self.start[1])

    def for_race(self) -> SurfaceChoices:
        """Return what the race depends on, all else as at a first start."""
        return SurfaceChoices(
            # Without who is examined, who stands aside, and where one is on the timeline.
            formula=self.formula, start=self.start, updates=self.updates, racers=self.running,
            dtype=self.dtype,
        )  # fmt: skip

    def with_formula(self, text: str) -> SurfaceChoices:
        """Choose another function for the same race."""
        return replace(self, formula=text, tuned=False)

    def with_landscape(self, landscape: Landscape) -> SurfaceChoices:
        """Choose a function of the catalogue with the start and the plain rates that suit it."""
        racers = tuple(
            replace(each, learning_rate=landscape.learning_rate)
            if each.optimizer in _PLAIN
            else each
            for each in self.racers
        )
        return replace(
            self, formula=landscape.text, start=landscape.start, racers=racers, tuned=False
        )

    def with_start(self, x: float, y: float) -> SurfaceChoices:
        """Start elsewhere; the cursor stays at its update of the new race."""
        return replace(self, start=(x, y), tuned=False)

    def starting_near(self, x: float, y: float, pixel: float) -> SurfaceChoices:
        """Start at the nearest place that is round to `pixel`, the width of one in units of x and y."""
        decimals = -math.floor(math.log10(pixel))
        return self.with_start(round(x, decimals), round(y, decimals))

    def nudged(self, right: int, up: int, seen: Rect) -> SurfaceChoices:
        """Start some steps away, each about a hundredth of what is seen."""
        low, high = seen[1]
        step = 10.0 ** round(math.log10((high - low) / 100))
        x, y = self.start
        # Ten digits, lest steps of 0.1 end at 0.30000000000000004.
        return self.with_start(float(f"{x + right * step:.10g}"), float(f"{y + up * step:.10g}"))

    def with_updates(self, updates: int) -> SurfaceChoices:
        """Make the timeline longer or shorter; the cursor stays on it."""
        return replace(self, updates=updates, cursor=min(self.cursor, updates), tuned=False)

    def with_dtype(self, dtype: DType) -> SurfaceChoices:
        """Choose another precision; the cursor stays at its update of the new race."""
        return replace(self, dtype=dtype, tuned=False)

    def with_rate(self, sign: int, rate: float) -> SurfaceChoices:
        """Choose a racer's rate."""
        return self._with_racer(sign, lambda racer: replace(racer, learning_rate=rate))

    def with_examined_rate(self, rate: float) -> SurfaceChoices:
        """Choose the rate of the racer whose point the formulas are about, if one runs."""
        racer = self.examined
        return self if racer is None else self.with_rate(racer.sign, rate)

    def with_parameter(self, sign: int, key: str, value: float) -> SurfaceChoices:
        """Choose a parameter of a racer."""
        return self._with_racer(
            sign, lambda r: replace(r, parameters=_with(r.parameters, key, value))
        )

    def with_schedule(self, sign: int, key: str) -> SurfaceChoices:
        """Let a racer's rate follow another schedule."""
        return self._with_racer(sign, lambda r: replace(r, schedule=key, schedule_parameters=()))

    def with_schedule_parameter(self, sign: int, key: str, value: float) -> SurfaceChoices:
        """Choose a parameter of a racer's schedule."""
        return self._with_racer(
            sign,
            lambda r: replace(r, schedule_parameters=_with(r.schedule_parameters, key, value)),
        )

    def with_running(self, sign: int, *, running: bool) -> SurfaceChoices:
        """Let a racer take part, or no longer."""
        return self._with_racer(sign, lambda racer: replace(racer, running=running))

    def with_rates(self, rates: Mapping[int, float]) -> SurfaceChoices:
        """Set the rates that a search has found, by the racers' signs; who has none keeps its own."""
        racers = tuple(
            replace(each, learning_rate=rates.get(each.sign, each.learning_rate))
            for each in self.racers
        )
        return replace(self, racers=racers, tuned=rates.keys() >= {r.sign for r in self.running})

    def adding(self, optimizer: str) -> SurfaceChoices:
        """Let another optimiser in, with its usual rate and the first sign that is free."""
        taken = {each.sign for each in self.racers}
        free = [sign for sign in range(MOST_RACERS) if sign not in taken]
        if not free:
            return self
        racer = Racer(free[0], optimizer, OPTIMIZERS[optimizer].rate)
        return replace(self, racers=(*self.racers, racer), tuned=False)

    def without(self, sign: int) -> SurfaceChoices:
        """Strike a racer from the list; the last one stays."""
        racers = tuple(each for each in self.racers if each.sign != sign)
        return replace(self, racers=racers) if racers else self

    def examining(self, sign: int) -> SurfaceChoices:
        """Let the formulas be about another racer."""
        return replace(self, selected=sign)

    def at(self, cursor: int) -> SurfaceChoices:
        """Move to an update, kept within the timeline."""
        return replace(self, cursor=max(0, min(cursor, self.updates)))

    def check(self) -> None:
        """Check whatever a field of the page would refuse; the formula is left to the page.

        Raises:
            ExplorerError: If something cannot be used; the sentence says how to mend it.
        """
        # Only choices from outside are checked: a start of the program spares these imports.
        from explorer.core.descent.parameters import check_parameters, check_rate, values_of
        from explorer.core.descent.schedules import SCHEDULES
        from explorer.core.descent.settings import check_start, check_updates
        from explorer.session.checking import check_among, check_between

        for coordinate in self.start:
            check_start(coordinate, self.dtype)
        check_updates(self.updates)
        check_between("racers", len(self.racers), 1, MOST_RACERS)
        signs = [each.sign for each in self.racers]
        for racer in self.racers:
            check_between("sign", racer.sign, 0, MOST_RACERS - 1)
            check_between("sign", signs.count(racer.sign), 1, 1)
            check_among("optimizer", racer.optimizer, OPTIMIZERS)
            check_rate(racer.learning_rate)
            check_parameters(OPTIMIZERS[racer.optimizer].parameters, racer.parameters)
            check_among("schedule", racer.schedule, SCHEDULES)
            schedule = SCHEDULES[racer.schedule]
            check_parameters(schedule.parameters, racer.schedule_parameters)
            fault = schedule.fault(values_of(schedule.parameters, racer.schedule_parameters))
            if fault is not None:
                raise ExplorerError(fault)
        check_between("selected", self.selected, 0, MOST_RACERS - 1)
        check_between("cursor", self.cursor, 0, self.updates)
        check_among("speed", self.speed, SPEEDS)

    def settled(self) -> SurfaceChoices:
        """Keep the cursor on the timeline."""
        return self.at(self.cursor)

    def playing_at(self, speed: float) -> SurfaceChoices:
        """Play at another speed."""
        return replace(self, speed=speed)

    def showing(self, name: str, shown: bool) -> SurfaceChoices:
        """Draw something over the map, or no longer."""
        return replace(self, shown=self.shown | {name} if shown else self.shown - {name})

    def with_choices(self, choices: Mapping[str, Any]) -> SurfaceChoices:
        """Take choices as a lesson writes them: racers as pairs of key and rate, lists for tuples."""
        fields = dict(choices)
        if "racers" in fields:
            # A lesson's 1 is a whole number in TOML; rates and places are floats.
            pairs = enumerate(fields["racers"])
            fields["racers"] = tuple(Racer(sign, key, float(rate)) for sign, (key, rate) in pairs)
        if "start" in fields:
            fields["start"] = (float(fields["start"][0]), float(fields["start"][1]))
        if "shown" in fields:
            fields["shown"] = frozenset(fields["shown"])
        return replace(self, **{"tuned": False, **fields})

    def _with_racer(self, sign: int, change: Callable[[Racer], Racer]) -> SurfaceChoices:
        racers = tuple(change(each) if each.sign == sign else each for each in self.racers)
        return replace(self, racers=racers, tuned=False)


def _with(
    chosen: tuple[tuple[str, float], ...], key: str, value: float
) -> tuple[tuple[str, float], ...]:
    return (*(each for each in chosen if each[0] != key), (key, value))


def landscape_of(text: str) -> Landscape | None:
    """Return the function of the catalogue that a text means, None for a typed one."""
    return _known().get(_tree(text))


def plane_of(text: str) -> MeasuredPlane | None:
    """Return the plane of a network's loss that a text calls, None where it calls none that is here."""
    try:
        found = list(measured_in(parse(text, VARIABLES)))
    except ExplorerError:  # the page says it
        return None
    return next((each for each in found if isinstance(each, MeasuredPlane)), None)


def trail_of(text: str) -> tuple[tuple[float, float], ...]:
    """Return the path that belongs to the plane of a text."""
    plane = plane_of(text)
    return () if plane is None else plane.trail


def numbered(names: Sequence[str]) -> list[str]:
    """Return names with a number behind those that occur more than once: "Adam 1", "Adam 2"."""
    often, seen = Counter(names), Counter[str]()
    told = []
    for name in names:
        seen[name] += 1
        told.append(f"{name} {seen[name]}" if often[name] > 1 else name)
    return told


def _holding(span: Span, place: float) -> Span:
    """Return a span that holds a place, with some room beyond one that was outside."""
    low, high = span
    room = 0.1 * (max(high, place) - min(low, place))
    return (low if low <= place else place - room), (high if place <= high else place + room)


@lru_cache(maxsize=1)
def _known() -> Mapping[object, Landscape]:
    # By their trees: spaces and signs of products make no other function of one.
    return {_tree(each.text): each for each in LANDSCAPES}


@lru_cache(maxsize=64)
def _tree(text: str) -> object:
    try:
        return parse(text, VARIABLES).tree
    except FormulaError:
        return None
