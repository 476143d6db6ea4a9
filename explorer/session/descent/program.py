"""What the Descent page shows, as the few lines of TensorFlow that make it."""

from explorer.core.functions.formula import definitions, parse, python_source
from explorer.session.descent.choices import DescentChoices
from explorer.session.keras_source import optimizer_source


def descent_program(state: DescentChoices) -> str:
    """Return a program that runs as it stands and prints the x of every update.

    Noise, when there is some, is drawn as NumPy draws it for the page: one standard normal
    number per update, times its standard deviation.
    """
    name, f = state.optimizer, python_source(parse(state.formula))
    made = optimizer_source(
        name,
        state.learning_rate,
        dict(state.parameters_of(name)),
        state.schedule,
        dict(state.parameters_of(state.schedule)),
    )
    imports, before, added = "", "", ""
    if state.noise:
        imports = "import numpy as np\n"
        before = f"random = np.random.default_rng({state.seed})\n"
        added = f"    slope += {state.noise!r} * random.standard_normal()\n"
    return f"""\
{imports}import tensorflow as tf
{definitions(f)}
x = tf.Variable({state.start!r}, dtype="{state.dtype}")
{name} = {made}
{before}
for step in range({state.updates}):
    with tf.GradientTape() as tape:
        y = {f}
    slope = tape.gradient(y, x)
{added}    {name}.apply_gradients([(slope, x)])
    print(step + 1, x.numpy())
"""
