"""What is shown, as the few lines of TensorFlow that make it."""

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.functions.formula import parse, python_source
from explorer.session.descent import DescentState


def descent_program(state: DescentState) -> str:
    """Return a program that runs as it stands and prints the x of every update."""
    spec = OPTIMIZERS[state.optimizer]
    name = state.optimizer
    return f"""\
import tensorflow as tf

x = tf.Variable({state.start!r}, dtype="{state.dtype}")
{name} = tf.keras.optimizers.{spec.label}({state.learning_rate!r})

for step in range({state.updates}):
    with tf.GradientTape() as tape:
        y = {python_source(parse(state.formula))}
    slope = tape.gradient(y, x)
    {name}.apply_gradients([(slope, x)])
    print(step + 1, x.numpy())
"""
