"""What the Descent page has to ask TensorFlow for when something else is chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.snapshots import CurvesView, PathView, RivalsView
from explorer.ui.loading import Loader
from explorer.ui.pages.descent.work import DescentWork
from explorer.ui.plots.function_plot import FunctionPlot
from explorer.ui.store import Store

MAKES_ALL_PATHS = frozenset(
    {"formula", "start", "updates", "dtype", "parameters", "schedule", "noise", "seed"}
)
RATES = {"learning_rate", "rivals"}
MAKES_A_PATH = MAKES_ALL_PATHS | {"optimizer", "learning_rate", "order"}
REST = 150  # milliseconds that the point must stand still before its caveats are looked for


@dataclass(slots=True)
class Shown:
    """What has come back and is drawn.

    Attributes:
        curves: f and its derivatives.
        path: The chosen descent.
        rivals: Those beside it.
        has_shapes: Whether the formula is written out with its derivatives.
    """

    curves: CurvesView | None = None
    path: PathView | None = None
    rivals: RivalsView | None = None
    has_shapes: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing of the page still to come."""
        return bool(self.curves and self.path and self.has_shapes)


class Asking(QObject):
    """Asks for what depends on a choice, and for nothing else.

    Attributes:
        work: Where it is computed, and where it comes back from.
    """

    without_rivals = Signal()
    without_basins = Signal()

    def __init__(
        self, store: Store, loader: Loader, plot: FunctionPlot, shown: Shown, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store, self._loader, self._plot, self._shown = store, loader, plot, shown
        self._is_dragging = False
        self.work = DescentWork(self)
        self._resting = QTimer(self, singleShot=True, interval=REST)
        self._resting.timeout.connect(self._ask_caveats)

    @property
    def _state(self) -> DescentChoices:
        return self._store.session.descent

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return self.work.busy or self._resting.isActive()

    @property
    def is_dragging(self) -> bool:
        """Whether the point is held by the mouse; the plane then stays as it is."""
        return self._is_dragging

    def begin(self) -> None:
        """Ask for everything."""
        self.curves()
        self.work.request_path(self._state)
        self._ask_rivals()
        self.work.request_shapes(self._state.formula)

    def follow(self, changed: set[str]) -> bool:
        """Ask for everything that depends on what has changed.

        Returns:
            Whether previews come in a moment.
        """
        soon = bool(changed <= RATES) and self.work.request_soon(self._state)
        if changed & MAKES_A_PATH and not soon:
            self.work.request_path(self._state)
        if changed & (MAKES_ALL_PATHS | {"rivals"}) and not soon:
            self._ask_rivals()
        if changed & (MAKES_A_PATH | {"shown"}):
            self.basins()
        if "formula" in changed:
            self.rest()  # also where no path will come: TensorFlow may find no gradient
            self.work.request_shapes(self._state.formula)
            self.curves()
        elif "start" in changed and not self._is_dragging:
            self._follow_start()
        elif "order" in changed:
            self.curves(keep_span=True)
        if changed & {"formula", "cursor", "start", "view", "learning_rate"}:
            self._ask_differences()
        return soon

    def rest(self) -> None:
        """Ask for the caveats of the place when the point has stood still for a while."""
        self._resting.start()

    def drag(self, dragging: bool) -> None:
        """Keep the plane as it is while the point is held, and follow its start afterwards."""
        self._is_dragging = dragging
        if not dragging:
            self._follow_start()

    def curves(self, *, keep_span: bool = False) -> None:
        """Ask for the curves over the part of the plane that is seen, or that suits the descent."""
        if self._loader.ready:
            self.work.request_curves(self._state, self._plot.span if keep_span else None)

    def basins(self) -> None:
        """Ask where every start leads, while that is looked at."""
        if "basins" not in self._state.shown:
            self.without_basins.emit()
        elif self._shown.curves is not None:
            self.work.request_attraction(self._state, self._plot.span)

    def close(self) -> None:
        """End every thread."""
        self._resting.stop()
        self.work.close()

    def _follow_start(self) -> None:
        """Show another part of the plane only when the start has left the one that is shown."""
        left, right = self._plot.span
        inside = self._shown.curves is not None and left < self._state.start < right
        self.curves(keep_span=inside)

    def _ask_rivals(self) -> None:
        if self._state.rivals:
            self.work.request_rivals(self._state)
        else:
            self.without_rivals.emit()

    def _ask_caveats(self) -> None:
        state, path = self._state, self._shown.path
        x = state.start
        if path is not None and path.settings.formula.text == state.formula:
            x = float(path.trajectory.x[min(state.cursor, path.last)])
        self.work.request_caveats(state.formula, x)

    def _ask_differences(self) -> None:
        """Ask for the V curves where the cursor is, while they are looked at."""
        path = self._shown.path
        if self._state.view == "differences" and path is not None:
            n = min(self._state.cursor, path.last)
            self.work.request_differences(self._state.formula, float(path.trajectory.x[n]))
