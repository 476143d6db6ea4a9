"""What the Descent page shows, as the few lines of TensorFlow that make it."""

from explorer.core.functions.formula import definitions, parse, python_source
from explorer.session.descent.choices import DescentChoices
from explorer.session.keras_source import optimizer_source


def descent_program(state: DescentChoices) -> str:
    """Return a program that runs as it stands and prints the x of every update, of rivals too.

    Noise, when there is some, is drawn as NumPy draws it for the page: one standard normal
    number per update, times its standard deviation.
    """
    f = python_source(parse(state.formula))
    imports = "import numpy as np\n" if state.noise else ""
    rivals = "".join(
        f"\n# Rival {number}, from the same start.\n"
        + _descent(state, f, rival.optimizer, rival.learning_rate, f'"{rival.optimizer}", ')
        for number, rival in enumerate(state.rivals, start=1)
    )
    return f"""\
{imports}import tensorflow as tf
{definitions(f)}
{_descent(state, f, state.optimizer, state.learning_rate)}{rivals}"""


def _descent(state: DescentChoices, f: str, name: str, rate: float, told: str = "") -> str:
    """Return the lines of one optimiser's descent; `told` is printed before each update."""
    made = optimizer_source(
        name,
        rate,
        dict(state.parameters_of(name)),
        state.schedule,
        dict(state.parameters_of(state.schedule)),
    )
    before, added = "", ""
    if state.noise:
        before = f"random = np.random.default_rng({state.seed})\n"
        added = f"    slope += {state.noise!r} * random.standard_normal()\n"
    return f"""\
x = tf.Variable({state.start!r}, dtype="{state.dtype}")
{name} = {made}
{before}
for step in range({state.updates}):
    with tf.GradientTape() as tape:
        y = {f}
    slope = tape.gradient(y, x)
{added}    {name}.apply_gradients([(slope, x)])
    print({told}step + 1, x.numpy())
"""


def descent_notebook(state: DescentChoices, x: float | None) -> str:
    """Return the same, and below it the read-outs at a place, from nested tapes in float64.

    Args:
        state: What is chosen.
        x: The place that is shown; None where there is none.
    """
    program = descent_program(state)
    if x is None:
        return program
    return f"""\
{program}
# What the page reads at update {state.cursor}; its higher derivatives are taken in float64.
x = tf.Variable({x!r}, dtype="float64")
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = {python_source(parse(state.formula))}
    slope = inner.gradient(y, x)
curvature = None if slope is None else outer.gradient(slope, x)
for name, value in (("x", x), ("f(x)", y), ("f′(x)", slope), ("f″(x)", curvature)):
    print(name, None if value is None else value.numpy())
"""
