"""What a tape itself can tell of a source whose way to the result is whole."""

from contextlib import nullcontext
from typing import Any

import tensorflow as tf

from explorer.core.autodiff.explaining.explanation import Cut, Why
from explorer.core.autodiff.explaining.texts import Told, told


def faults_of_tape(tape: Any, source: Any) -> tuple[tuple[Cut, ...], Told]:
    """Return what a tape did wrong with a source, and advice where nothing is found.

    Args:
        tape: A `tf.GradientTape` whose `with` has ended; used up here unless it is persistent.
        source: A variable or tensor.

    Raises:
        TypeError: If it is no tape.
    """
    if not isinstance(tape, tf.GradientTape):
        raise TypeError(f"tape= takes a tf.GradientTape, not {type(tape).__name__}.")
    none = Told("")
    if _is_used_up(tape):
        return (_cut("tape", "asked_twice", "persistent"),), none
    if isinstance(source, tf.Variable):
        if any(each is source for each in tape.watched_variables()):
            return (), told("asked_another")
        if not source.trainable:
            return (_cut("unwatched", "not_trainable", "watch_variable"),), none
        return (_cut("tape", "read_outside", "inside"),), none
    # Going on with the tape for one operation tells whether it follows the tensor: there is no
    # public list of watched tensors.
    with nullcontext() if _is_recording(tape) else tape:
        copy = tf.identity(source)
    if tape.gradient(copy, source) is None:
        return (_cut("unwatched", "unwatched", "watch_tensor"),), none
    return (), told("asked_another")


def _is_used_up(tape: Any) -> bool:
    try:
        with tape.stop_recording():
            return False
    except RuntimeError:  # it has let go of what it recorded
        return True
    except ValueError:  # its `with` has ended
        return False


def _is_recording(tape: Any) -> bool:
    try:
        with tape.stop_recording():
            return True
    except ValueError:
        return False


def _cut(why: Why, text: str, cure: str) -> Cut:
    return Cut("", why, None, None, told(text), told(cure))
