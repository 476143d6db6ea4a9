"""Engines outlive the runs that use them, and leave nothing behind that is not in use."""

import ctypes
import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.training import engine as engines
from explorer.core.training.dataset import Digits
from explorer.core.training.engine import Engine, borrow_engine, give_back, tensors_of
from explorer.core.training.network import initial_weights
from explorer.core.training.reports import Norms, Started, weights_digest
from explorer.core.training.settings import INITIALIZERS, HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of, losses_of

RICH = replace(SHORT, dropout=0.3, l2=0.001, optimizer="nadam", hidden=(HiddenLayer(16),))


@pytest.fixture
def no_idle_engine() -> Iterator[None]:
    kept = list(engines._idle)
    engines._idle.clear()
    yield
    engines._idle.clear()
    engines._idle.extend(kept)


@pytest.mark.usefixtures("no_idle_engine")
@pytest.mark.slow
def test_that_an_engine_used_before_gives_the_bits_of_a_new_one(few_digits: Digits) -> None:
    new = list(train(RICH, few_digits))
    (engine,), digest = engines._idle, weights_digest(last_of(new).weights)
    other = replace(RICH, seed=4, l2=0.2, learning_rate=0.3, batch_size=50, initializer="he_normal")
    list(train(other, few_digits))
    assert list(engines._idle) == [engine]
    again = list(train(RICH, few_digits))
    assert losses_of(again) == losses_of(new)
    assert weights_digest(last_of(again).weights) == digest
    assert weights_digest(last_of(new).weights) == digest  # what was told before stays


@pytest.mark.usefixtures("no_idle_engine")
@pytest.mark.parametrize(
    "other",
    [
        replace(SHORT, hidden=(HiddenLayer(128, "tanh"),)),
        replace(SHORT, loss="mean_squared_error"),
        replace(SHORT, l2=0.1),
        replace(SHORT, dropout=0.1),
        SHORT.with_optimizer("sgd"),
        SHORT.with_parameters({"beta_1": 0.5}),
    ],
)
def test_that_other_constants_take_another_engine(other: TrainingSettings) -> None:
    give_back(Engine(SHORT))
    assert borrow_engine(other) not in engines._idle
    assert len(engines._idle) == 1


@pytest.mark.usefixtures("no_idle_engine")
def test_that_a_run_that_is_left_gives_its_engine_back(few_digits: Digits) -> None:
    run = train(SHORT, few_digits)
    next(run)
    assert not engines._idle
    run.close()  # type: ignore[attr-defined]
    assert len(engines._idle) == 1


@pytest.mark.slow
def test_that_a_freed_engine_leaves_no_graph_behind(few_digits: Digits) -> None:
    images, chosen = tensors_of(few_digits.training), np.zeros((1, 8), np.int32)
    counts = []
    for _ in range(3):  # TensorFlow keeps some of the first one
        Engine(SHORT).advance(images, chosen, room=2)
        gc.collect()
        counts.append(sum(issubclass(type(each), tf.Graph) for each in gc.get_objects()))
    assert counts[2] == counts[1]


@pytest.mark.usefixtures("no_idle_engine")
@pytest.mark.slow
def test_that_an_engine_compiled_anew_gives_the_same_bits(few_digits: Digits) -> None:
    settings = replace(RICH, norms_every=3)
    found = []
    for _ in range(2):
        reports = list(train(settings, few_digits))
        norms = [(each.gradients, each.updates) for each in reports if isinstance(each, Norms)]
        found.append((losses_of(reports), weights_digest(last_of(reports).weights), norms))
        engines._idle.clear()
        gc.collect()
    assert found[0] == found[1]


_NEW_ENGINES = """
import ctypes, gc, os
import numpy as np
from dataclasses import replace
from explorer.core.training.dataset import Images
from explorer.core.training.engine import borrow_engine, give_back, tensors_of
from explorer.core.training.settings import HiddenLayer, TrainingSettings
images = tensors_of(Images(np.zeros((50, 784), np.uint8), np.zeros(50, np.uint8)))
chosen, held = np.zeros((1, 8), np.int32), []
for units in range(1, 10):
    engine = borrow_engine(TrainingSettings(hidden=(HiddenLayer(units),)))
    engine.advance(images, chosen, room=2)
    engine.gradients(images, chosen[0])
    give_back(engine)
    del engine
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/statm") as file:
        held.append(int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
print((held[-1] - held[4]) / 4)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory is read as Linux tells it")
def test_that_the_machine_code_of_networks_that_are_used_no_more_is_freed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _NEW_ENGINES], capture_output=True, text=True, check=True
    )
    kept = float(done.stdout)  # megabytes of each network that is new
    assert kept < 5  # of machine code that is not freed 10


@pytest.mark.parametrize("initializer", INITIALIZERS)
def test_that_a_run_starts_from_the_initial_weights(few_digits: Digits, initializer: str) -> None:
    settings = replace(RICH, initializer=initializer)
    started = next(train(settings, few_digits))
    assert isinstance(started, Started)
    assert weights_digest(started.weights) == weights_digest(initial_weights(settings))


class _Heap(ctypes.Structure):
    """`struct mallinfo2` of glibc."""

    _fields_ = tuple((f"field_{number}", ctypes.c_size_t) for number in range(10))


def heap_in_use() -> int:
    """Return the bytes that are handed out by the C library's heap: `uordblks`."""
    gc.collect()
    look = ctypes.CDLL(None).mallinfo2
    look.restype = _Heap
    return int(look().field_7)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks glibc")
@pytest.mark.usefixtures("no_idle_engine")
def test_that_a_network_leaves_nothing_on_the_heap_when_the_next_ones_are_made() -> None:
    def make(count: int) -> None:
        for units in range(count):
            borrow_engine(TrainingSettings(hidden=(HiddenLayer(16 + units),)))

    make(4)
    before = heap_in_use()
    make(20)
    assert heap_in_use() - before < 2_000_000


@pytest.mark.usefixtures("no_idle_engine")
def test_that_of_large_engines_that_are_free_one_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_MOST_BYTES", 1_500_000)
    # Weights and Adam's two memories of each: 1.0 MB, and 0.08.
    large = [TrainingSettings(hidden=(HiddenLayer(units),)) for units in (100, 101)]
    small = TrainingSettings(hidden=(HiddenLayer(8),))
    kept = []
    for settings in (small, *large, small):
        engine = borrow_engine(settings)
        kept.append(weakref.ref(engine))
        give_back(engine)
    del engine
    gc.collect()
    # The second large one took the place of the first, and of the small one before.
    assert [each() is not None for each in kept] == [False, False, True, True]


@pytest.mark.parametrize("optimizer", ["adam", "nadam", "adagrad"])
def test_that_an_engine_that_is_used_again_begins_as_a_new_one(optimizer: str) -> None:
    settings = TrainingSettings(hidden=(HiddenLayer(8),), optimizer=optimizer)
    new, used = Engine(settings), Engine(settings)
    for each in used._named.values():
        each.assign(np.full(each.shape, 7))
    used.begin(settings)
    for name, value in new.variables().items():
        np.testing.assert_array_equal(used.variables()[name], value)
