"""The race that is shown, as the few lines of TensorFlow that make it."""

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.functions.formula import definitions, parse, python_source
from explorer.session.keras_source import optimizer_source
from explorer.session.surface.choices import VARIABLES, Racer, SurfaceChoices, numbered


def race_program(state: SurfaceChoices) -> str:
    """Return a program that runs as it stands and prints where every racer ends.

    A racer ends where its height or its gradient is not finite, as on the page.
    """
    height = python_source(parse(state.formula, VARIABLES))
    return f"""\
import numpy as np
import tensorflow as tf
{definitions(height)[:-1]}

def f(x, y):
    return {height}


{_race(state, state.updates)}"""


def race_notebook(state: SurfaceChoices) -> str:
    """Return the same, and below it the race as far as it is shown."""
    program = race_program(state)
    if state.cursor == state.updates:
        return program
    return f"""\
{program}
# The same up to update {state.cursor}, which the page shows.
{_race(state, state.cursor)}"""


def _made(racer: Racer) -> str:
    return optimizer_source(
        racer.optimizer, racer.learning_rate, dict(racer.parameters), racer.schedule,
        dict(racer.schedule_parameters),
    )  # fmt: skip


def _race(state: SurfaceChoices, updates: int) -> str:
    names = numbered([str(OPTIMIZERS[each.optimizer].label) for each in state.running])
    racers = "".join(
        f'    "{name}": {_made(racer)},\n' for name, racer in zip(names, state.running, strict=True)
    )
    return f"""\
racers = {{
{racers}}}
for name, optimizer in racers.items():
    point = tf.Variable({list(state.start)!r}, dtype="{state.dtype}")
    for update in range({updates}):
        with tf.GradientTape() as tape:
            height = f(point[0], point[1])
        gradient = tape.gradient(height, point)
        if not np.isfinite([height, *gradient]).all():
            break
        optimizer.apply_gradients([(gradient, point)])
    print(name, *point.numpy(), f(point[0], point[1]).numpy())
"""
