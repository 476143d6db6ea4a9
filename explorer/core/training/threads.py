"""How TensorFlow shares the processor with a window; to be said before its first operation."""

import os
import sys
import threading

import numpy as np
import tensorflow as tf
from threadpoolctl import threadpool_limits

from explorer.core.compiled import Compiled

_NICER = 10  # measured in docs/decisions/window-goes-first.md; 19 is the most


def let_the_window_go_first() -> None:
    """Let TensorFlow compute on all cores, but never before a window's own thread.

    NumPy keeps to the thread that calls it: the other threads of its matrix products would spin
    for some 30 ms after each, on a core that the training needs.

    On Linux each thread has a priority of its own and hands it on to the threads that it makes:
    TensorFlow's are made here, by a thread that has stepped back. Elsewhere TensorFlow gets all
    cores but one. Once TensorFlow has made its threads, all stays as it is.
    """
    # Not in a with: the limit is to last. A variable such as OMP_NUM_THREADS would have to be set
    # before NumPy is imported.
    threadpool_limits(1, user_api="blas")
    if sys.platform == "linux":
        maker = threading.Thread(target=_make_threads_of_low_priority)
        maker.start()
        maker.join()
    else:
        tf.config.threading.set_intra_op_parallelism_threads(max((os.cpu_count() or 1) - 1, 1))


def _make_threads_of_low_priority() -> None:
    # Linux takes a thread's number here, though POSIX means a whole process.
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICER)
    # XLA makes threads of its own, for functions and once more for sessions.
    function = tf.function(lambda x: x + 1, autograph=False, jit_compile=True)
    function(tf.zeros(2))
    in_session = Compiled(lambda x: x + 1, tf.TensorSpec(2))
    in_session(np.zeros(2, np.float32))
