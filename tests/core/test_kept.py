"""What is kept compiled, against a list of what was asked for last."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.core.kept import MEGABYTES, SHELF, kept

SIZES = (1.0, 20.0, 30.0, MEGABYTES + 1)


@given(asked=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=40))
def test_that_what_was_asked_for_last_is_kept_up_to_so_many_megabytes_of_all_kinds(
    asked: list[tuple[int, int, bool]],
) -> None:
    SHELF.clear()
    made: list[tuple[int, int, bool]] = []

    @kept(lambda size, _: SIZES[size])
    def one(size: int, number: int) -> object:
        made.append((size, number, True))
        return object()

    @kept(SIZES[1])
    def other(size: int, number: int) -> object:
        made.append((size, number, False))
        return object()

    newest: dict[tuple[int, int, bool], tuple[object, float]] = {}  # the longest unused first
    for size, number, is_one in asked:
        before, key = len(made), (size, number, is_one)
        found = (one if is_one else other)(size, number)
        if key in newest:
            assert found is newest[key][0]
            assert len(made) == before
        else:
            assert made[before:] == [key]
        newest.pop(key, None)
        megabytes = SIZES[size] if is_one else SIZES[1]
        if megabytes <= MEGABYTES:
            newest[key] = found, megabytes
        while sum(each for _, each in newest.values()) > MEGABYTES:
            del newest[next(iter(newest))]
    SHELF.clear()
