"""The Data leaf: every update of the shown path as a row."""

import csv
import io

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import fixed, grouped
from explorer.session.views import PathView
from explorer.ui.theme import Look
from explorer.ui.widgets.data_table import DataTable

translate = QCoreApplication.translate
DECIMALS = 4


class DataLeaf(DataTable):
    """Rounded for reading; what is copied or saved reads back to the same bits."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Descent", "Updates"), "descent.csv", look)

    def show_path(self, view: PathView) -> None:
        """Show a path, complete or growing."""
        path = view.trajectory
        columns = (path.x, path.y, path.gradient, *path.states.values())

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(row)
            if column <= len(columns):
                return fixed(float(columns[column - 1][row]), DECIMALS)
            return fixed(float(path.x[row + 1] - path.x[row]), DECIMALS) if row < view.last else "–"

        heading = translate("Descent", "{count} updates").format(count=grouped(view.last))
        headings = [translate("Descent", "step"), "x", "f(x)", "f′(x)", *path.states, "Δx"]
        self.fill(heading, headings, view.last + 1, shown, lambda: _as_csv(view))


def _as_csv(view: PathView) -> str:
    path = view.trajectory
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("step", "x", "y", "gradient", *path.states))
    columns = (path.x, path.y, path.gradient, *path.states.values())
    for step, row in enumerate(zip(*columns, strict=True)):
        writer.writerow(
            (step, *(str(number) for number in row))
        )  # NumPy writes the shortest exact text
    return text.getvalue()
