import subprocess
import sys

import pytest

_CODE = """
import os, threading
from pathlib import Path
from explorer.core.training.threads import let_the_window_go_first
tasks = lambda: {int(task.name) for task in Path("/proc/self/task").iterdir()}
own = tasks()
let_the_window_go_first()
import tensorflow as tf
tf.function(lambda x: x @ x, jit_compile=True)(tf.ones((500, 500)))
priorities = [os.getpriority(os.PRIO_PROCESS, task) for task in tasks() - own]
print(priorities.count(10), len(priorities))
print(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no priority per thread")
def test_that_only_tensorflow_s_threads_step_back() -> None:
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=True)
    stepped_back, made, own = (int(number) for number in done.stdout.split())
    assert stepped_back == made > 0
    assert own == 0


_PRODUCTS = """
import numpy as np
from explorer.core.training.threads import let_the_window_go_first
from threadpoolctl import threadpool_info
let_the_window_go_first()
print(max(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"))
"""


@pytest.mark.slow
def test_that_numpy_leaves_the_other_cores_to_the_training() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PRODUCTS], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == 1
