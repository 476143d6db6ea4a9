"""The Data leaf: every node of the recording as a row."""

import csv
import io

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import MINUS, exact
from explorer.session.tape.snapshots import TapeNode, TapeShown, TapeView
from explorer.ui.pages.tape.words import answer_word, printed, short
from explorer.ui.theme import Look
from explorer.ui.widgets.data_table import DataTable

translate = QCoreApplication.translate
_HEADINGS = ("node", "operation", "expression", "value", "local_slopes", "gradient", "recorded")
_LONGEST = 9  # characters of an expression that is written out


class DataLeaf(DataTable):
    """Rounded for reading; what is copied or saved reads back to the same bits."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Tape", "Recorded operations"), "tape.csv", look)

    def draw(self, old: TapeShown | None, new: TapeShown) -> None:
        """Show the recording, and mark the node that is set off."""
        # By identity: another recording is another object.
        differs = old is None or old.view is not new.view
        if differs:
            self._show_view(new.view)
        if differs or (old and old.node != new.node):
            self.mark(-1 if new.node is None else new.node)

    def _show_view(self, view: TapeView | None) -> None:
        if view is None:
            self.fill("", [], 0, lambda _row, _column: "", str)
            return

        def shown(row: int, column: int) -> str:
            node = view.nodes[row]
            if column == 0:
                return node.operation
            if column == 1:
                is_long = len(node.label) > _LONGEST
                return f"{node.label[: _LONGEST - 1]}…" if is_long else node.label
            if column == 2:
                return "–" if node.value is None else printed(node.value)
            if column == 4:
                return _slopes(node)
            # A number that the tape did not record has no gradient, not even None; x has an
            # answer always.
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
    # Plain signs, as programs that read the table know no others.
    return "None" if value is None else exact(value, "float32").replace(MINUS, "-")
