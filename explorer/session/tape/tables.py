"""The nodes of a recording as a table."""

import numpy as np

from explorer.core.sentences import said
from explorer.session.tables import Cell, Table, TableColumn
from explorer.session.tape.snapshots import TapeView

# Columns by their places; the screen leaves out what its graph shows.
NODE, OPERATION, GIVES, VALUE, GRADIENT, SLOPES, RECORDED = range(7)


def nodes_table(view: TapeView) -> Table:
    """Return a row for each node: what it is, its value, what the tape answers, its local slopes."""
    nodes = view.nodes
    answer = said("Tape", "slope") if view.mode == "forward" else said("Tape", "gradient")
    return Table((
        TableColumn(said("Table", "node"), np.arange(len(nodes))),
        TableColumn(said("Tape", "operation"), [each.operation for each in nodes]),
        TableColumn(said("Tape", "gives"), [each.label for each in nodes]),
        TableColumn(said("Tape", "value"), [_number(each.value) for each in nodes]),
        # TensorFlow's own answer, which is not the same as nothing.
        TableColumn(answer, [_answer(each.gradient) for each in nodes]),
        TableColumn(said("Tape", "local slope"), [
            " ".join(str(np.float32(e.local)) for e in each.inputs if e.local is not None)
            for each in nodes
        ]),
        TableColumn(said("Table", "recorded"), ["yes" if each.recorded else "no" for each in nodes]),
    ))  # fmt: skip


def _number(value: float | None) -> Cell:
    return None if value is None else np.float32(value)


def _answer(value: float | None) -> Cell:
    return "None" if value is None else np.float32(value)
