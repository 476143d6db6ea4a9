"""Asks what a picture is to show, and in which form."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from explorer.session.endings import endings_of
from explorer.ui.exporting.exporters import Wish
from explorer.ui.exporting.pictures import SCALES
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import Segmented, button
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate


class PictureDialog(QDialog):
    """Offers what a picture can be; what was chosen last is chosen first."""

    def __init__(self, wish: Wish, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Picture", "Save a picture"))
        self.what = Segmented(
            translate("Picture", "What"),
            [("plot", translate("Picture", "Plot")), ("page", translate("Picture", "Page"))],
            look,
        )
        self.form = Segmented(
            translate("Picture", "Form"),
            [(each.key, each.key.upper()) for each in endings_of("picture")],
            look,
        )
        self.scale = Segmented(
            translate("Picture", "Scale"), [(str(each), f"{each}×") for each in SCALES], look
        )
        self.ground = CheckRow(translate("Picture", "Background of the theme"), look)
        self.caption = CheckRow(translate("Picture", "A line that says what is shown"), look)
        self._note = label("", "note", wrap=True)
        self.what.set_value("page" if wish.whole else "plot")
        self.form.set_value(wish.ending)
        self.scale.set_value(str(wish.scale))
        self.ground.setChecked(wish.ground)
        self.caption.setChecked(wish.caption)
        self.form.chosen.connect(self._follow)
        self.save, cancel = (
            button(translate("Picture", "Save…"), "primary"),
            button(translate("Picture", "Cancel")),
        )
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._lay_out(cancel)
        self._follow()

    def _lay_out(self, cancel: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for title, field in (
            (translate("Picture", "What"), self.what),
            (translate("Picture", "Form"), self.form),
            (translate("Picture", "Scale"), self.scale),
        ):
            column.addWidget(label(title, "label"))
            column.addWidget(field)
        column.addWidget(self.ground)
        column.addWidget(self.caption)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save)
        column.addLayout(row)

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        return Wish(
            whole=self.what.value == "page",
            ending=self.form.value,
            scale=int(self.scale.value),
            ground=self.ground.isChecked(),
            caption=self.caption.isChecked(),
        )

    def _follow(self, _key: str = "") -> None:
        """Say what the form means; only pixels have a scale."""
        is_png = self.form.value == "png"
        self.scale.setEnabled(is_png)
        self._note.setText(
            translate("Picture", "Pixels, for slides and chats.")
            if is_png
            else translate("Picture", "Lines and text, sharp at every size.")
        )
