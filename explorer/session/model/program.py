"""The programs that the page "Your model" shows: the lines to add, those of a run, the examples."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from explorer.core.observing.observed import ModelRun
from explorer.core.sentences import Sentence, said
from explorer.session.model.choices import ModelChoices
from explorer.session.model.tables import variable_table

LINES = "import explorer\n\nmodel.fit(x, y, epochs=10, callbacks=[explorer.Follow()])"


@dataclass(frozen=True, slots=True)
class ExampleProgram:
    """A bundled program.

    Attributes:
        key: Name of its file in `resources/examples`.
        name: What it is called.
    """

    key: str
    name: Sentence


EXAMPLES: Mapping[str, ExampleProgram] = {
    each.key: each
    for each in (
        ExampleProgram("healthy", said("Model", "A network that learns")),
        ExampleProgram("sigmoid_layers", said("Model", "Twelve sigmoid layers")),
        ExampleProgram("high_rate", said("Model", "A learning rate that is too high")),
        ExampleProgram("dead_relus", said("Model", "ReLUs that are dead")),
        ExampleProgram("shuffled_labels", said("Model", "Labels that are shuffled")),
        ExampleProgram("stopped_gradient", said("Model", "A layer cut off by stop_gradient")),
    )
}

_BEGINNING = """\
import keras
import numpy as np

import explorer

x = np.random.normal(size=(2000, 16)).astype("float32")
y = (x[:, 0] * x[:, 1] > 0).astype("int32")

model = keras.Sequential([
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(2),
])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x, y, epochs=10, callbacks=[explorer.Follow()])
"""

_ATTRIBUTES = {"gradient": "gradient", "weight": "weight", "silent": "silent"}


def shown_program(choices: ModelChoices, examples: Mapping[str, str]) -> str:
    """Return the program of what is shown, which runs as it stands.

    Args:
        choices: What is chosen.
        examples: Source of the examples by their keys.
    """
    if choices.example:
        return examples.get(choices.example, "")
    if not choices.run:
        return _BEGINNING
    lines = [
        "import numpy as np",
        "",
        "import explorer",
        "",
        f"run = explorer.read({choices.run!r})",
    ]
    if choices.quantity == "update":
        lines.append("table = run.update / np.where(run.weight > 0, run.weight, np.nan)")
    else:
        lines.append(f"table = run.{_ATTRIBUTES[choices.quantity]}  # (steps, variables)")
    if choices.variable:
        lines.append(f"column = run.names.index({choices.variable!r})")
        place = "-1"
        if choices.cursor is not None:
            place = f'np.searchsorted(run.steps, {choices.cursor}, "right") - 1'
        lines += [f"row = {place}", "print(run.steps[row], table[row, column])"]
    else:
        lines += ["for name, value in zip(run.names, table[-1]):", "    print(name, value)"]
    return "\n".join(lines) + "\n"


MOST_TAKEN = 5_000  # rows of a table that stand in a program
# What a program has of this one: it must run where nobody has installed it.
_OWN = re.compile(
    r"^import explorer\n\n?|^import sys\n\n?|^follow = explorer\..*\n|, callbacks=\[.*?\]",
    re.MULTILINE,
)


def plain_keras(program: str) -> str:
    """Return a program without what lets it be followed; its training tells its own losses."""
    return _OWN.sub("", program).replace("verbose=0", "verbose=2")


def recorded_program(run: ModelRun, variable: int, place: int) -> str:
    """Return a program with the recorded numbers of a variable in it, which needs nothing but NumPy.

    Args:
        run: The run.
        variable: Index of the variable.
        place: Index of the step that is shown.
    """
    table = variable_table(run, variable)
    first = max(0, min(place - MOST_TAKEN // 2, len(table) - MOST_TAKEN))
    rows = zip(*(each.cells[first : first + MOST_TAKEN] for each in table.columns), strict=True)
    lines = "\n".join(",".join(map(str, row)) for row in rows)
    names = table.headings()
    return f"""\
import numpy as np

# What was taken of {run.names[variable]!r}, a row for each step that was looked at.
names = {names!r}
rows = \"""
{lines}
\"""
table = np.genfromtxt(rows.split(), delimiter=",", ndmin=2)

for name, value in zip(names, table[{place - first}]):
    print(name, value)
"""
