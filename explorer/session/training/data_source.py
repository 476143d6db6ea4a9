"""The lines of a program that read the chosen images."""

import re

from explorer.session.training.choices import OWN_DATA, TrainingChoices

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
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    places = ", ".join(f'read("{name}-ubyte.gz")' for name in names)
    note = "  # four IDX files by MNIST's names" if choices.data == OWN_DATA else ""
    lines = f"""\
folder = {folder!r}{note}


def read(name):
    with gzip.open(f"{{folder}}/{{name}}") as file:
        content = file.read()
    start = 4 + 4 * content[3]  # a header says in how many dimensions the entries lie
    return np.frombuffer(content, np.uint8, offset=start)


images, labels, test_images, test_labels = {places}
"""
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
