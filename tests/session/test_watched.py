"""One optimiser on all pages: nothing of it is lost on the way, and what a page cannot take is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Parameter
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.sentences import ExplorerError
from explorer.core.training.settings import problems
from explorer.session.pages import choices_between
from explorer.session.session import Session
from explorer.session.surface.choices import MOST_RACERS
from explorer.session.surface.resolving import race_settings
from explorer.session.watched import Watched, watched_on, watching


def values(known: tuple[Parameter, ...]) -> st.SearchStrategy[tuple[tuple[str, float], ...]]:
    """Return strategies of parameters that differ from their defaults, in order."""

    def one(parameter: Parameter) -> st.SearchStrategy[float]:
        low, high = parameter.lowest, parameter.highest
        if parameter.is_switch:
            return st.sampled_from([0.0, 1.0])
        if parameter.is_whole:
            return st.integers(int(low), min(int(high), 50)).map(float)
        return st.floats(low, min(high, max(low, 1.0)))

    return st.tuples(*(one(each) for each in known)).map(
        lambda chosen: tuple(
            (each.key, value)
            for each, value in zip(known, chosen, strict=True)
            if value != each.default
        )
    )


@st.composite
def watched(draw: st.DrawFn) -> Watched:
    key, schedule = (
        draw(st.sampled_from(sorted(OPTIMIZERS))),
        draw(st.sampled_from(sorted(SCHEDULES))),
    )
    return Watched(
        key, draw(st.floats(1e-5, 10)), draw(values(OPTIMIZERS[key].parameters)),
        schedule, draw(values(SCHEDULES[schedule].parameters)),
    )  # fmt: skip


@given(watched())
def test_that_an_optimiser_goes_from_page_to_page_and_back_as_it_is(one: Watched) -> None:
    session = watching(Session(), "descent", one)
    assert watched_on(session, "descent") == one
    session = watching(session, "surface", watched_on(session, "descent"))
    assert watched_on(session, "surface") == one
    # It joins the three that were there, and is not let in twice.
    again = watching(session, "surface", one)
    assert again == session
    assert len(session.surface.racers) in (3, 4)
    settings = race_settings(session.surface)[-1 if len(session.surface.racers) == 4 else 0]
    if len(session.surface.racers) == 4:
        assert (settings.optimizer, settings.learning_rate) == (one.optimizer, one.learning_rate)
        assert dict(settings.parameters) == dict(one.parameters)
        assert settings.schedule == one.schedule
    session = watching(session, "mnist", watched_on(session, "surface"))
    assert watched_on(session, "mnist") == one
    # Two drops out of order are refused there, as they are everywhere.
    assert problems(session.training.settings).keys() <= {"schedule_parameters"}
    back = watching(Session(), "descent", watched_on(session, "mnist"))
    assert watched_on(back, "descent") == one


def test_that_it_is_one_change_of_that_page_alone() -> None:
    before = Session()
    after = watching(before, "mnist", Watched("momentum", 0.03, (("momentum", 0.5),)))
    assert choices_between(before, after) == {"training.settings"}
    after = watching(before, "surface", Watched("adam", 0.03))
    assert {each.split(".")[0] for each in choices_between(before, after)} == {"surface"}


def test_that_a_full_race_takes_no_more_and_an_empty_one_gives_none() -> None:
    session = Session()
    while len(session.surface.racers) < MOST_RACERS:
        session = session.with_surface(lambda c: c.adding("sgd"))
    with pytest.raises(ExplorerError, match="Remove one first"):
        watching(session, "surface", Watched("lion", 0.5))
    for racer in session.surface.racers:
        session = session.with_surface(lambda c, r=racer: c.with_running(r.sign, running=False))  # type: ignore[misc]
    with pytest.raises(ExplorerError, match="Let one take part first"):
        watched_on(session, "surface")
