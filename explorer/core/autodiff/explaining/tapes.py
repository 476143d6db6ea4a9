"""What a tape itself can tell of a source whose way to the result is whole."""

from contextlib import nullcontext
from typing import Any

import tensorflow as tf

from explorer.core.autodiff.explaining.explanation import Cut, Why

_ASKED = (
    "The tape watched it. So the result that the tape was asked for is another one than f's: "
    "computed before or after the `with`, or outside it. Compute it inside, and ask for that tensor."
)


def faults_of_tape(tape: Any, source: Any) -> tuple[tuple[Cut, ...], str]:
    """Return what a tape did wrong with a source, and advice where nothing is found.

    Args:
        tape: A `tf.GradientTape` whose `with` has ended; used up here unless it is persistent.
        source: A variable or tensor.

    Raises:
        TypeError: If it is no tape.
    """
    if not isinstance(tape, tf.GradientTape):
        raise TypeError(f"tape= takes a tf.GradientTape, not {type(tape).__name__}.")
    if _is_used_up(tape):
        return (
            _cut(
                "tape",
                "A tape gives one set of gradients, and this one was asked already.",
                "Ask once for all sources together, or write tf.GradientTape(persistent=True).",
            ),
        ), ""
    if isinstance(source, tf.Variable):
        if any(each is source for each in tape.watched_variables()):
            return (), _ASKED
        if not source.trainable:
            return (
                _cut(
                    "unwatched",
                    "It has trainable=False, so the tape does not follow it by itself.",
                    "Write tape.watch(variable) inside the `with`, before it is read.",
                ),
            ), ""
        return (
            _cut(
                "tape",
                "It was not read inside the `with` of this tape.",
                "Compute the result inside the `with`.",
            ),
        ), ""
    # Going on with the tape for one operation tells whether it follows the tensor: there is no
    # public list of watched tensors.
    with nullcontext() if _is_recording(tape) else tape:
        copy = tf.identity(source)
    if tape.gradient(copy, source) is None:
        return (
            _cut(
                "unwatched",
                "It is a tensor that the tape was not told to follow.",
                "Write tape.watch(tensor) inside the `with`, before it is used.",
            ),
        ), ""
    return (), _ASKED


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
    return Cut("", why, None, None, text, cure)
