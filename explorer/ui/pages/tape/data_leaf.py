"""The Data leaf: every node of the recording as a row."""

from PySide6.QtCore import QCoreApplication

from explorer.session.tape.snapshots import TapeNode, TapeShown, TapeView
from explorer.session.tape.tables import GIVES, GRADIENT, OPERATION, SLOPES, VALUE, nodes_table
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.pages.tape.words import printed, short
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_COLUMNS = (OPERATION, GIVES, VALUE, GRADIENT, SLOPES)  # the graph shows the others
_LONGEST = 9  # characters of an expression that is written out


class DataLeaf(TableLeaf):
    """Rounded for reading; what is copied or saved reads back to the same bits."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Tape", "Recorded operations"), look)

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
            self.show_none()
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
        self.show_table(heading, nodes_table(view), shown, columns=_COLUMNS)


def _slopes(node: TapeNode) -> str:
    found = [short(edge.local) for edge in node.inputs if edge.local is not None]
    return ", ".join(found) or "–"
