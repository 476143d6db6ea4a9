"""The program of what the Tape page shows: one line for each operation, in every mode."""

from dataclasses import dataclass

from explorer.core.autodiff.results import Recording
from explorer.session.tape.choices import TapeMode

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class ShownProgram:
    """A program, and where each node of the recording is computed in it.

    Attributes:
        lines: As they stand, imports included.
        line_of: Index of the line by the index of the node; None for a number.
    """

    lines: tuple[str, ...]
    line_of: tuple[int | None, ...]


def shown_program(recording: Recording, mode: TapeMode) -> ShownProgram:
    """Return the program that runs as it stands and prints the answer of a mode."""
    lines = recording.program.lines
    start = next(index for index, line in enumerate(lines) if line.startswith("with "))
    # Of one tape's program: each mode has a with, a watch and a question of its own.
    statements = [line for line in lines[start + 1 : -1] if "tape.watch" not in line]
    first = len(lines) - 1 - len(statements)
    # The line before the with makes x; above that are the import and definitions.
    above, given = lines[: start - 1], lines[start - 1]
    head, deeper, tail = _frame(recording, mode, given)
    added = _INDENT if deeper else ""
    program = (*above, *head, *(added + line for line in statements), *tail)
    shift = len(above) + len(head) - first
    line_of = tuple(
        line if line is None or line < first else line + shift
        for line in (node.line for node in recording.nodes)
    )
    return ShownProgram(program, line_of)


def _frame(recording: Recording, mode: TapeMode, given: str) -> tuple[list[str], bool, list[str]]:
    """Return what stands before the statements, whether they go deeper, and what comes after."""
    watched = recording.source == "watched"
    if mode == "forward":
        head = ["with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as accumulator:"]
        return [given, *head], False, ["print(accumulator.jvp(y))"]
    if mode == "nested":
        head = [given, "with tf.GradientTape() as outer:"]
        head += [f"{_INDENT}outer.watch(x)"] * watched
        head += [f"{_INDENT}with tf.GradientTape() as inner:"]
        head += [f"{_INDENT * 2}inner.watch(x)"] * watched
        return head, True, _tail(recording)
    head = [given, "with tf.GradientTape() as tape:", *[f"{_INDENT}tape.watch(x)"] * watched]
    return head, False, ["print(tape.gradient(y, x))"]


def _tail(recording: Recording) -> list[str]:
    tail = [f"{_INDENT}slope = inner.gradient(y, x)", "print(slope)"]
    if recording.nodes[0].gradient is None:
        # gradient of None would be an error, and the program is to run to its end.
        return [*tail, "# slope is None: the outer tape has nothing to derive once more"]
    return [*tail, "print(outer.gradient(slope, x))"]
