"""`MirroredStrategy` over two virtual devices, which a process can have only from its beginning on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

# One process trains by every rule and meets the NaN: to begin another takes longer than the training.
PROGRAM = """
import json, traceback
import keras, numpy as np, tensorflow as tf
from tests.core.observing.networks import Collected, by_tape, compiled, fit, sequential
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
RULES = {
    "adam": lambda: keras.optimizers.Adam(0.01),
    "clipped": lambda: keras.optimizers.SGD(0.1, clipnorm=0.05),
    "scaled": lambda: keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.1), 1024.0),
}
def trained_by(rule):
    def build():
        with strategy.scope():
            return compiled(sequential(), RULES[rule]())
    seen = Collected()
    model = fit(build, seen)
    assert not seen.faults, seen.faults
    plain = fit(build)
    assert all((a == b).all() for a, b in zip(model.get_weights(), plain.get_weights(), strict=True))
    assert seen.steps.tolist() == list(range(1, 11)), seen.steps
    if rule == "adam":
        gradient, weight, update = by_tape(lambda: compiled(sequential(), RULES[rule]()))
        np.testing.assert_allclose(seen.table("gradient"), gradient, rtol=1e-3, atol=1e-6)
        np.testing.assert_allclose(seen.table("weight"), weight, rtol=1e-4)
        np.testing.assert_allclose(seen.table("update"), update, rtol=1e-2, atol=1e-6)
    if rule == "clipped":
        assert (seen.table("clipped") <= 0.1 + 1e-6).all()  # of each replica 0.05
        assert (seen.table("gradient").max(axis=1) > 0.1).all()
    if rule == "scaled":
        gradient, _, _ = by_tape(lambda: compiled(sequential(), keras.optimizers.SGD(0.1)))
        np.testing.assert_allclose(seen.table("gradient"), gradient, rtol=1e-3, atol=1e-6)
def born():
    x = np.abs(np.random.default_rng(0).normal(size=(160, 6))).astype(np.float32) + 1
    x[16 * 6 + 12] = 0  # in the seventh batch, the half of the second replica
    seen = Collected()
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    with strategy.scope():
        logarithm = keras.layers.Lambda(lambda x: tf.math.log(x), name="logarithm")
        dense = [keras.layers.Dense(4, "relu"), keras.layers.Dense(1)]
        model = keras.Sequential([keras.Input([6]), logarithm, *dense])
        model.compile(keras.optimizers.Adam(0.01), "mse")
    model.fit(x, np.ones((160, 1)), batch_size=16, shuffle=False, verbose=0, callbacks=[seen])
    assert not seen.faults, seen.faults
    (born,) = seen.births
    assert (born.step, born.layer, born.operation) == (7, "logarithm", "Log"), born
    assert (born.direction, born.kind, born.minimum) == ("forward", "inf", 0.0), born
    assert seen.silence, "no silent units were looked for"
told = {}
for name, work in {**{rule: lambda rule=rule: trained_by(rule) for rule in RULES}, "nan": born}.items():
    try:
        work()
        told[name] = "as one would"
    except Exception:
        told[name] = traceback.format_exc()
print(json.dumps(told))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(repository: Path) -> dict[str, str]:
    """What each training over two devices came to, by its name."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=repository, capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    result: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return result


def test_that_a_nan_among_replicas_is_named(told: dict[str, str]) -> None:
    assert told["nan"] == "as one would"


@pytest.mark.parametrize("rule", ["adam", "clipped", "scaled"])
def test_that_replicas_train_the_same_and_are_one_table(told: dict[str, str], rule: str) -> None:
    assert told[rule] == "as one would"
