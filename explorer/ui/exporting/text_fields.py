"""What can be chosen of an export that is no picture: program, notebook, numbers, web page, paper."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from explorer.ui.exporting.exporters import ExportWish
from explorer.ui.exporting.sheet_fields import Fields
from explorer.ui.theme import Look

translate = QCoreApplication.translate


class ProgramFields(Fields):
    """Of a program."""

    def __init__(self, wish: ExportWish, look: Look) -> None:
        super().__init__(wish, look)
        self.copies = translate("Export", "Copy program")
        self.note = translate("Export", "It runs as it stands and prints the numbers shown.")
        self.link = self._check(translate("Export", "Link in the file"), wish.link)
        self._column.addStretch(1)

    @property
    def wish(self) -> ExportWish:
        """What is chosen."""
        return replace(self._wish, link=self.link.isChecked())


class NotebookFields(Fields):
    """Of a notebook, or of a web page: both have a picture in them."""

    def __init__(self, wish: ExportWish, look: Look) -> None:
        super().__init__(wish, look)
        self.note = (
            translate("Export", "Sentence and formulas, the program in cells, and its picture.")
            if wish.ending == "ipynb"
            else translate(
                "Export", "One file with plots, formulas, numbers and program. It needs no network."
            )
        )
        self.theme = self._colours(wish)
        self.link = self._check(translate("Export", "Link in the file"), wish.link)
        self._column.addStretch(1)

    @property
    def wish(self) -> ExportWish:
        """What is chosen."""
        return replace(
            self._wish,
            theme=self.theme.value,  # type: ignore[arg-type]
            link=self.link.isChecked(),
        )


class NumbersFields(Fields):
    """Of numbers."""

    def __init__(self, wish: ExportWish, look: Look) -> None:
        super().__init__(wish, look)
        self.copies = translate("Export", "Copy table")
        self.form = self._form(wish, "numbers")
        self.marked = self._check(translate("Export", "Marked for Excel"), wish.marked)
        self.link = self._check(translate("Export", "Link in the file"), wish.link)
        self._column.addStretch(1)
        self._tell()

    @property
    def wish(self) -> ExportWish:
        """What is chosen."""
        return replace(
            self._wish,
            ending=self.form.value,
            marked=self.marked.isChecked(),
            link=self.link.isChecked(),
        )

    def _tell(self) -> None:
        # Of the three a CSV alone can have the mark, and JSON alone has room for the link.
        self.marked.setEnabled(self.form.value == "csv")
        self.link.setEnabled(self.form.value == "json")
        self.note = {
            "csv": translate("Export", "Every run and row, with the headings of the table."),
            "json": translate("Export", "Every run and row, with units and link, in English."),
            "npz": translate(
                "Export", "Every run and row as arrays with their precision, in English."
            ),
        }[self.form.value]
        super()._tell()


class PaperFields(Fields):
    """Of what is printed."""

    def __init__(self, wish: ExportWish, look: Look) -> None:
        super().__init__(wish, look)
        self.note = translate("Export", "In light colours, whatever the theme.")
        self.formulas = self._check(translate("Export", "Formulas"), wish.formulas)
        self.table = self._check(translate("Export", "Table"), wish.table)
        self._column.addStretch(1)

    @property
    def wish(self) -> ExportWish:
        """What is chosen."""
        return replace(
            self._wish,
            theme="light",
            formulas=self.formulas.isChecked(),
            table=self.table.isChecked(),
        )
