import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.training.order import images_at

SEEDS = st.integers(0, 2**31 - 1)


@given(SEEDS, st.integers(1, 200), st.integers(0, 3))
def test_that_an_epoch_holds_every_image_once(seed: int, images: int, epoch: int) -> None:
    taken = images_at(seed, images, epoch * images, images)
    assert sorted(taken) == list(range(images))


@given(SEEDS, st.integers(1, 50), st.integers(0, 200), st.integers(1, 200), st.integers(1, 200))
def test_that_taking_at_once_or_in_two_parts_is_the_same(
    seed: int, images: int, position: int, first: int, second: int
) -> None:
    parts = [
        images_at(seed, images, position, first),
        images_at(seed, images, position + first, second),
    ]
    assert np.array_equal(images_at(seed, images, position, first + second), np.concatenate(parts))


def test_that_a_batch_over_the_end_takes_the_rest_and_the_next_epoch() -> None:
    batch = images_at(7, 10, 8, 5)
    assert batch.tolist() == [*images_at(7, 10, 8, 2), *images_at(7, 10, 10, 3)]


def test_that_each_epoch_is_shuffled_anew() -> None:
    assert not np.array_equal(images_at(0, 100, 0, 100), images_at(0, 100, 100, 100))


def test_that_another_seed_gives_another_order() -> None:
    assert not np.array_equal(images_at(0, 100, 0, 100), images_at(1, 100, 0, 100))
