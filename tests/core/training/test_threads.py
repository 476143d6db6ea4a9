import subprocess
import sys

import pytest

_CODE = """
import os, threading
from pathlib import Path
from explorer.core.training.threads import let_the_window_go_first
import numpy
tasks = lambda: {int(task.name) for task in Path("/proc/self/task").glob("*")}  # none but on Linux
own = tasks()
let_the_window_go_first()
import tensorflow as tf
tf.function(lambda x: x @ x, jit_compile=True)(tf.ones((500, 500)))
priorities = [os.getpriority(os.PRIO_PROCESS, task) for task in tasks() - own]
print(priorities.count(10), len(priorities))
print(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
from threadpoolctl import threadpool_info
print(max(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"))
"""


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told() -> list[int]:
    """What a process says that lets the window go first, before TensorFlow and NumPy work in it."""
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=True)
    return [int(number) for number in done.stdout.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no priority per thread")
def test_that_only_tensorflow_s_threads_step_back(told: list[int]) -> None:
    stepped_back, made, own, _ = told
    assert stepped_back == made > 0
    assert own == 0


def test_that_numpy_leaves_the_other_cores_to_the_training(told: list[int]) -> None:
    assert told[-1] == 1
