"""What a right click on a plot or a picture offers, the same for all: fit, copy, its numbers, save."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

translate = QCoreApplication.translate

Values = Mapping[str, Sequence[Any] | NDArray[Any]]  # columns of one length by their headings


class PlotMenu(QObject):
    """Opens the menu; what makes files is known to the window alone, which is asked for it.

    Attributes:
        plot: What is drawn.
        values: Gives the numbers that it draws; None where they are those of the page's table.

    Args:
        asked: What else takes the right click, such as the canvas in the plot.
        go: Shows all again; None where all is always shown.
    """

    def __init__(
        self,
        plot: QWidget,
        *asked: QWidget,
        go: Callable[[], object] | None = None,
        values: Callable[[], Values] | None = None,
    ) -> None:
        super().__init__(plot)
        self.plot, self.values, self._go = plot, values, go
        for each in (plot, *asked):
            # By Qt's own signal: a filter would see every event of every painting.
            each.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            each.customContextMenuRequested.connect(partial(self._open, each))

    def _open(self, asked: QWidget, place: QPoint) -> None:
        """Offer what can be done with this plot."""
        menu = QMenu(self.plot)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        home = menu.addAction(translate("Plot", "Show all (0)"))
        home.setEnabled(self._go is not None)
        if self._go is not None:
            home.triggered.connect(self._go)
        offers = getattr(self.plot.window(), "plot_offers", None)
        for text, run in () if offers is None else offers(self):
            menu.addAction(text).triggered.connect(run)
        menu.popup(asked.mapToGlobal(place))
