"""The last batches come back as they were, whatever they are made of."""

import tensorflow as tf

from explorer.core.observing.memory import ReplayMemory
from tests.core.observing.networks import sequential


def test_that_batches_of_any_make_come_back_as_they_were() -> None:
    memory = ReplayMemory(sequential(), [], size=1)
    ragged = tf.ragged.constant([[1.0, 2.0], [3.0]])
    sparse = tf.sparse.from_dense([[0.0, 4.0]])
    batch = {"plain": tf.constant([5.0]), "parts": (ragged, sparse), "weights": None}
    taken = tf.function(memory.keeping(lambda batch: batch["plain"]), autograph=False)
    taken({**batch, "plain": tf.constant([4.0])})
    taken(batch)
    found = memory.last_batch()
    assert found["weights"] is None
    assert found["plain"].numpy().tolist() == [5.0]
    assert found["parts"][0].to_list() == [[1.0, 2.0], [3.0]]
    assert tf.sparse.to_dense(found["parts"][1]).numpy().tolist() == [[0.0, 4.0]]


def test_that_more_small_batches_are_kept_than_large_ones() -> None:
    intervals = {}
    for size in (1_000, 1_000_000):
        memory = ReplayMemory(sequential(), [], size=1)
        keep = tf.function(memory.keeping(lambda batch: batch), autograph=False)
        keep(tf.zeros(size))
        intervals[size] = memory.interval
    assert intervals[1_000] > intervals[1_000_000] == 32
