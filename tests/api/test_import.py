"""`import explorer` in somebody's own program: light, without Qt, its names there when used."""

import os
import subprocess
import sys

import pytest

import explorer
from explorer.api import NAMES

# On a training machine the package lies beside TensorFlow without what else it depends on.
ALONE = """
import sys
WINDOW = {"PySide6", "shiboken6", "pyqtgraph"}
OTHERS = {"sympy", "lark", "ziamath", "ziafont", "fontpkg", "platformdirs", "threadpoolctl", "contourpy"}
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in WINDOW | OTHERS:
            raise ImportError(name)
sys.meta_path.insert(0, Missing())
"""
USE = """
import explorer, keras, tensorflow as tf
x = tf.Variable(2.0)
print(explorer.explain(lambda: tf.round(x), x).cuts[0].operation)
model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
model.compile(loss="mse")
print(explorer.check(model, tf.ones([3, 2]), tf.ones([3, 1])).outputs)
"""
LIGHT = """
import sys, time
start = time.perf_counter()
import explorer
print(explorer.__version__, sorted(set(explorer.__all__) - set(dir(explorer))))
print(sorted({"PySide6", "tensorflow", "keras", "numpy"} & set(sys.modules)))
print(time.perf_counter() - start)
"""


def run(program: str) -> list[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=False, timeout=240, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_that_importing_brings_neither_qt_nor_tensorflow() -> None:
    named, heavy, _ = run(LIGHT)
    assert named == f"{explorer.__version__} []"
    assert heavy == "[]"


@pytest.mark.slow
def test_that_it_works_without_a_display_and_beside_tensorflow_alone() -> None:
    assert run(ALONE + USE) == ["Round", "((3, 1),)"]


def test_that_the_public_names_are_those_of_the_table() -> None:
    assert set(explorer.__all__) == set(NAMES)
    for name in NAMES:
        assert getattr(explorer, name).__doc__
    assert not hasattr(explorer, "nothing")
