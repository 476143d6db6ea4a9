"""The Data leaf: every node of the recording as a row."""

import csv
import io

from PySide6.QtCore import QCoreApplication

from explorer.session.tape.snapshots import TapeNode, TapeView
from explorer.ui.pages.tape.words import answer_word, full, printed, short
from explorer.ui.theme import Look
from explorer.ui.widgets.data_table import DataTable

translate = QCoreApplication.translate
_HEADINGS = ("node", "operation", "expression", "value", "local_slopes", "gradient", "recorded")


class DataLeaf(DataTable):
    """Rounded for reading; what is copied or saved reads back to the same bits."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Tape", "Recorded operations"), "tape.csv", look)

    def show_view(self, view: TapeView) -> None:
        """Show a recording."""

        def shown(row: int, column: int) -> str:
            node = view.nodes[row]
            if column == 0:
                return node.operation
            if column == 1:
                return node.label if len(node.label) <= 9 else f"{node.label[:8]}…"
            if column == 2:
                return "–" if node.value is None else printed(node.value)
            if column == 4:
                return _slopes(node)
            return printed(node.gradient) if node.recorded or node.inputs or row == 0 else "–"

        heading = translate("Tape", "{count} nodes").format(count=len(view.nodes))
        headings = [
            translate("Tape", "operation"),
            translate("Tape", "gives"),
            translate("Tape", "value"),
            answer_word(view),
            translate("Tape", "local slope"),
        ]
        self.fill(heading, headings, len(view.nodes), shown, lambda: _as_csv(view))


def _slopes(node: TapeNode) -> str:
    found = [short(edge.local) for edge in node.inputs if edge.local is not None]
    return ", ".join(found) or "–"


def _as_csv(view: TapeView) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for index, node in enumerate(view.nodes):
        slopes = (_plain(edge.local) for edge in node.inputs if edge.local is not None)
        writer.writerow((
            index, node.operation, node.label, _plain(node.value), " ".join(slopes),
            _plain(node.gradient), "yes" if node.recorded else "no",
        ))  # fmt: skip
    return text.getvalue()


def _plain(value: float | None) -> str:
    return "None" if value is None else full(value).replace("−", "-")
