"""The lines of a program that read the chosen images."""

import re

from explorer.core.training.dataset import FILES
from explorer.core.training.known_data import DATA_SETS
from explorer.session.training.choices import OWN_DATA, TrainingChoices

_TURNING = """\
# EMNIST's pictures have rows and columns exchanged.
images, test_images = (
    each.reshape(-1, 28, 28).transpose(0, 2, 1) for each in (images, test_images)
)
"""
MNIST_LINE = "(images, labels), (test_images, test_labels) = tf.keras.datasets.mnist.load_data()\n"


def reading(program: str, choices: TrainingChoices, folder: str) -> str:
    """Return a program that reads what is chosen in place of MNIST.

    Args:
        program: It reads MNIST.
        choices: What is chosen.
        folder: Where the files of it lie on this machine.
    """
    if choices.data == "mnist":
        return program
    if choices.data == "fashion":
        return program.replace(MNIST_LINE, MNIST_LINE.replace(".mnist.", ".fashion_mnist."))
    data = DATA_SETS.get(choices.data)
    places = ", ".join(f'read("{name}")' for name in (FILES if data is None else data.files))
    note = "  # four IDX files by MNIST's names" if choices.data == OWN_DATA else ""
    lines = f"""\
folder = {folder!r}{note}


def read(name):
    with gzip.open(f"{{folder}}/{{name}}") as file:
        content = file.read()
    start = 4 + 4 * content[3]  # a header says in how many dimensions the entries lie
    return np.frombuffer(content, np.uint8, offset=start)


images, labels, test_images, test_labels = {places}
{_TURNING if choices.data == "emnist" else ""}"""
    return program.replace("import itertools\n", "import gzip\nimport itertools\n").replace(
        MNIST_LINE, lines
    )


_FETCHED = re.compile(r"^.* = tf\.keras\.datasets\.(\w+)\.load_data\(\)$", re.MULTILINE)


def telling(program: str) -> str:
    """Return a program that says what to do where images cannot be fetched, as in a class without a network."""

    def guarded(line: re.Match[str]) -> str:
        return f"""\
try:
    {line[0]}
except Exception as error:  # of no other class where there is no network
    raise RuntimeError(
        "The images could not be fetched. Keras fetches them once and keeps them: go online, "
        "or copy {_FILES[line[1]]} from a machine that has them into ~/.keras/datasets."
    ) from error"""

    return _FETCHED.sub(guarded, program)


_FILES = {"mnist": "mnist.npz", "fashion_mnist": "the folder fashion-mnist"}
