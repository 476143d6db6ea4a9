"""The dialog that tells what the program is made of, by which licences, and on what it runs."""

import platform
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer import __version__
from explorer.files.fault_reports import PACKAGES, Package, circumstances, package
from explorer.ui.jobs.threads import Latest
from explorer.ui.pages.layout import scrolling
from explorer.ui.services import Services
from explorer.ui.widgets.buttons import TextIconButton, button
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_Told = tuple[tuple[Package, ...], str]

_WIDTH, _LIST, _ICON = 540, 280, 48  # px at 100 %


class AboutDialog(QDialog):
    """Versions and licences as the installed packages tell them, read in a thread.

    Attributes:
        rows: Name, version and licence of each part; none until they are read.
        copy: Puts the system report on the clipboard.
        report: What is copied.
    """

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Menu", "About Gradient Explorer"))
        self._services, self._look = services, services.look
        self.rows: tuple[Package, ...] = ()
        self.report = ""
        self.copy = TextIconButton(
            self._look,
            [
                ("copy", translate("About", "Copy system report")),
                ("check", translate("About", "Copied")),
            ],
        )
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._copy)
        self._table = QGridLayout()
        self._lay_out()
        self._reading: Latest[_Told] = Latest(self)
        self._reading.reported.connect(self._tell)
        self._reading.request(_read)
        self.finished.connect(self._reading.close)

    def _lay_out(self) -> None:
        px = self._look.px
        icon = QLabel()
        drawn = QIcon(str(self._services.resources / "icons" / "application.svg"))
        icon.setPixmap(drawn.pixmap(px(_ICON), px(_ICON)))
        text = translate(
            "About",
            "See, step and check gradients with the real TensorFlow inside. MIT licence. MNIST is by "
            "Yann LeCun, Corinna Cortes and Christopher J. C. Burges, CC BY-SA 3.0.",
        )
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(label(f"Gradient Explorer {__version__}", "heading"))
        words.addWidget(label(text, "label", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        parts = QWidget()
        self._table.setContentsMargins(0, 0, px(16), 0)
        self._table.setHorizontalSpacing(px(16))
        self._table.setColumnStretch(2, 1)
        parts.setLayout(self._table)
        area = scrolling(parts, "about")
        area.setFixedHeight(px(_LIST))
        # With keys as well: nothing in it takes the focus.
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(translate("About", "Parts, their versions and licences"))
        close = button(translate("About", "Close"), "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        column.addLayout(head)
        column.addWidget(area)
        column.addLayout(row)
        self.setFixedWidth(px(_WIDTH))
        close.setFocus()

    def _tell(self, told: _Told) -> None:
        self.rows, report = told
        headings = (
            translate("About", "Part"), translate("About", "Version"), translate("About", "Licence"),
        )  # fmt: skip
        missing = translate("About", "not installed")
        lines = [
            headings,
            *((each.name, each.version or missing, each.licence) for each in self.rows),
        ]
        for place, line in enumerate(lines):
            for column, text in enumerate(line):
                cell = label(text, "label" if place == 0 or column == 2 else "", wrap=column == 2)
                cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._table.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
        self.report = f"{report}\n{_screens()}\n{self._choices()}"
        self.copy.setEnabled(True)

    def _choices(self) -> str:
        """Return how the window is looked at, as a report has it: in English in every language."""
        look = self._look
        return (
            f"theme {look.theme.name}, scale {look.scale:g}, language {self._services.language}, "
            f"motion {'reduced' if look.still else 'shown'}"
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self.copy.show_face(1)


def _read() -> Iterator[_Told]:
    qt = package("PySide6-Essentials")
    yield (
        (
            Package("Python", platform.python_version(), "PSF-2.0"),
            Package("Qt", qVersion(), qt.licence),
            *map(package, PACKAGES),
        ),
        circumstances(),
    )


def _screens() -> str:
    screens = "; ".join(
        f"{each.size().width()} × {each.size().height()} at {each.devicePixelRatio():g}"
        for each in QGuiApplication.screens()
    )
    return f"Qt {qVersion()} on {QGuiApplication.platformName()}, screens {screens}"
