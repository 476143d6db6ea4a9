"""What is chosen can be taken back and made again."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from explorer.session.descent.choices import DescentChoices
from explorer.session.session import Session
from explorer.ui.store import Store

Change = Callable[[DescentChoices], DescentChoices]

changes = st.lists(
    st.one_of(
        st.floats(-9, 9).map(lambda x: lambda state: state.with_start(x)),
        st.floats(0.01, 1).map(lambda rate: lambda state: state.with_learning_rate(rate)),
        st.integers(1, 50).map(lambda n: lambda state: state.with_updates(n)),
    ),
    max_size=12,
)


def descend(store: Store, change: Change) -> None:
    store.change(lambda session: session.with_descent(change))


@given(changes)
def test_that_undoing_everything_leads_back_to_the_beginning(made: list[Change]) -> None:
    store = Store(Session())
    for change in made:
        descend(store, change)
    while store.can_undo:
        store.undo()
    assert store.session == Session()


@given(changes)
def test_that_redoing_everything_leads_forth_to_the_end(made: list[Change]) -> None:
    store = Store(Session())
    for change in made:
        descend(store, change)
    end = store.session
    while store.can_undo:
        store.undo()
    while store.can_redo:
        store.redo()
    assert store.session == end


def test_that_a_drag_is_one_choice() -> None:
    store = Store(Session())
    for x in (2.9, 2.8, 2.7):
        descend(store, lambda state, x=x: state.with_start(x))  # type: ignore[misc]
    store.undo()
    assert store.session.descent.start == 3.0


def test_that_moving_on_the_timeline_is_no_choice() -> None:
    store = Store(Session())
    descend(store, lambda state: state.at(5))
    assert not store.can_undo


def test_that_undo_leaves_view_speed_axis_and_place_as_they_are() -> None:
    store = Store(Session())
    descend(store, lambda state: state.with_updates(40))
    descend(store, lambda state: state.with_start(1.0))
    descend(store, lambda state: state.viewing("convergence").playing_at(60.0).at(20))
    store.change(lambda session: session.with_training(lambda s: s.scaling(logarithmic=False)))
    store.undo()
    assert store.session.descent == DescentChoices(
        updates=40, view="convergence", speed=60.0, cursor=20
    )
    assert not store.session.training.log_axis


def test_that_a_place_beyond_what_undo_brings_back_moves_to_its_end() -> None:
    store = Store(Session())
    descend(store, lambda state: state.with_updates(10))
    store.redo()
    descend(store, lambda state: state.with_start(1.0))
    descend(store, lambda state: state.with_updates(50))
    descend(store, lambda state: state.at(45))
    store.undo()
    assert (store.session.descent.updates, store.session.descent.cursor) == (10, 10)


def test_that_undo_leaves_the_page_in_front() -> None:
    store = Store(Session())
    descend(store, lambda state: state.with_start(1.0))
    store.change(lambda session: session.viewing(lambda view: replace(view, page="tape")))
    store.undo()
    assert store.session.view.page == "tape"


def test_that_a_new_choice_forgets_what_was_undone() -> None:
    store = Store(Session())
    descend(store, lambda state: state.with_start(1.0))
    store.undo()
    descend(store, lambda state: state.with_updates(7))
    assert not store.can_redo
