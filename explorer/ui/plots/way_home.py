"""The way back from a zoom, the same for every plot."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QGraphicsView, QWidget

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate
_GAP = 8  # px between the button and the corner


class WayHome(QObject):
    """Shows all again: by a button, a double click, the key 0, and a command of the window.

    Attributes:
        plot: What is zoomed; it takes the key while it has the focus.
        button: In the plot's upper right corner while something else is looked at, unless the
            plot has a button of its own.
        away: Whether something else is looked at than what the plot shows by itself.

    Args:
        plot: What is zoomed.
        canvas: What takes the double click.
        go: Shows what the plot shows by itself.
        button: The plot's own button, always in sight.
    """

    def __init__(
        self,
        plot: QWidget,
        canvas: QWidget,
        go: Callable[[], object],
        look: Look,
        button: QAbstractButton | None = None,
    ) -> None:
        super().__init__(plot)
        self.plot, self.away = plot, False
        self._canvas, self._go, self._is_own = canvas, go, button is None
        self.button = button or IconButton("fit", translate("Plot", "Show all (0)"), look, plot)
        self.button.clicked.connect(self.go)
        self.button.setVisible(not self._is_own)
        PlotMenu(plot, canvas, go=self.go)
        self._watch(watched=not self._is_own)

    def go(self) -> None:
        """Show all."""
        self.set_away(False)
        self._go()

    def set_away(self, away: bool) -> None:
        """Take note whether something else is looked at."""
        self.away = away
        if self._is_own:
            self._watch(watched=away)  # where all is shown, there is nothing to come back from
            self.button.setVisible(away)
            self._place()

    def leave(self) -> None:
        """Take note that somebody has zoomed or moved the plot."""
        self.set_away(True)

    @property
    def taken(self) -> list[QRectF]:
        """Where the button lies in the plot's scene while it is in the corner: no word stands there."""
        view = self._canvas.parentWidget()
        if not (self.away and self._is_own and isinstance(view, QGraphicsView)):
            return []
        self._place()
        corner = self._canvas.mapFrom(self.plot, self.button.pos())
        return [view.mapToScene(QRect(corner, self.button.size())).boundingRect()]

    def _watch(self, *, watched: bool) -> None:
        for each in (self.plot, self._canvas):
            each.removeEventFilter(self)
            if watched:
                each.installEventFilter(self)

    def _place(self) -> None:
        self.button.move(self.plot.width() - self.button.width() - _GAP, _GAP)
        self.button.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key and the double click, and keep the button in its corner."""
        kind = event.type()
        if kind == QEvent.Type.Resize and watched is self.plot and self._is_own:
            self._place()
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and watched is self.plot:
            # The 0 of the number block carries a flag of its own and means the same.
            other = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_0 and not other:
                self.go()
                return True
        elif (
            isinstance(event, QMouseEvent)
            and kind == QEvent.Type.MouseButtonDblClick
            and watched is self._canvas
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self.go()
        return False


def plots_of(page: QWidget) -> list[QWidget]:
    """Return the plots of a page that are in sight."""
    return [way.plot for way in page.findChildren(WayHome) if way.plot.isVisible()]


def go_home(page: QWidget) -> None:
    """Show all on every plot of a page that is in sight."""
    for way in page.findChildren(WayHome):
        if way.plot.isVisible():
            way.go()
