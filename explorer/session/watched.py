"""One optimiser on all pages: how its rate, parameters and schedule go from one page to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.sentences import ExplorerError, said
from explorer.session.surface.choices import MOST_RACERS, Racer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.descent.parameters import Chosen, Parameter
    from explorer.session.session import PageName, Session
    from explorer.session.surface.choices import SurfaceChoices

PAGES_WITH_OPTIMISER: tuple[PageName, ...] = ("descent", "surface", "mnist")


@dataclass(frozen=True, slots=True)
class Watched:
    """An optimiser as it is watched on a page.

    Attributes:
        optimizer: Its key.
        learning_rate: Its rate; with a schedule that from which it goes.
        parameters: Key and value of each that differs from its default, in the optimiser's order.
        schedule: Key of the schedule that the rate follows.
        schedule_parameters: As `parameters`, of the schedule.
    """

    optimizer: str
    learning_rate: float
    parameters: Chosen = ()
    schedule: str = "constant"
    schedule_parameters: Chosen = ()


def watched_on(session: Session, page: PageName) -> Watched:
    """Return what is watched on a page.

    Raises:
        ExplorerError: If no racer takes part on the Surface page.
    """
    if page == "descent":
        descent = session.descent
        return _plain(
            Watched(
                descent.optimizer, descent.learning_rate, descent.parameters_of(descent.optimizer),
                descent.schedule, descent.parameters_of(descent.schedule),
            )
        )  # fmt: skip
    if page == "mnist":
        settings = session.training.settings
        return Watched(
            settings.optimizer, settings.learning_rate, settings.parameters,
            settings.schedule, settings.schedule_parameters,
        )  # fmt: skip
    racer = session.surface.examined
    if racer is None:
        raise ExplorerError(said("Errors", "No optimiser takes part. Let one take part first."))
    return _plain(_of_racer(racer))


def watching(session: Session, page: PageName, watched: Watched) -> Session:
    """Return a session in which a page watches an optimiser, too.

    On the Surface it joins the race, unless it is in it already.

    Raises:
        ExplorerError: If the page cannot take it.
    """
    if page == "descent":
        own = (watched.optimizer, watched.schedule)
        rows = [row for row in session.descent.parameters if row[0] not in own]
        rows += [(watched.optimizer, *each) for each in watched.parameters]
        rows += [(watched.schedule, *each) for each in watched.schedule_parameters]
        return session.with_descent(
            lambda c: replace(
                c, optimizer=watched.optimizer, learning_rate=watched.learning_rate,
                parameters=tuple(rows), schedule=watched.schedule, cursor=0,
            )
        )  # fmt: skip
    if page == "mnist":
        return session.with_training(
            lambda c: replace(c, settings=c.settings.with_optimizer(watched.optimizer)).choosing(
                learning_rate=watched.learning_rate,
                parameters=watched.parameters,
                schedule=watched.schedule,
                schedule_parameters=watched.schedule_parameters,
            )
        )
    known = next((r for r in session.surface.racers if _plain(_of_racer(r)) == watched), None)
    if known is None and len(session.surface.racers) >= MOST_RACERS:
        raise ExplorerError(
            said(
                "Errors", "There are {most} optimisers already. Remove one first.", most=MOST_RACERS
            )
        )
    if known is not None:
        sign = known.sign
        return session.with_surface(lambda c: c.with_running(sign, running=True).examining(sign))

    def joined(choices: SurfaceChoices) -> SurfaceChoices:
        more = choices.adding(watched.optimizer)
        racer = replace(
            more.racers[-1], learning_rate=watched.learning_rate, parameters=watched.parameters,
            schedule=watched.schedule, schedule_parameters=watched.schedule_parameters,
        )  # fmt: skip
        return replace(more, racers=(*choices.racers, racer), selected=racer.sign)

    return session.with_surface(joined)


def _of_racer(racer: Racer) -> Watched:
    return Watched(
        racer.optimizer, racer.learning_rate, racer.parameters, racer.schedule,
        racer.schedule_parameters,
    )  # fmt: skip


def _plain(watched: Watched) -> Watched:
    """Return the same without parameters that are at their defaults, in the order of the table."""
    return replace(
        watched,
        parameters=_differing(OPTIMIZERS[watched.optimizer].parameters, watched.parameters),
        schedule_parameters=_differing(
            SCHEDULES[watched.schedule].parameters, watched.schedule_parameters
        ),
    )


def _differing(known: Sequence[Parameter], chosen: Chosen) -> Chosen:
    values = dict(chosen)
    return tuple(
        (each.key, values[each.key])
        for each in known
        if values.get(each.key, each.default) != each.default
    )
