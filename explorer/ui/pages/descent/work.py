"""What the Descent page asks TensorFlow for."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from explorer.core.arrays import Span
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.snapshots import PreviewView
from explorer.ui.jobs.previewed import PreviewedWork

LINES = ("curves", "path", "shapes", "checks", "differences", "rivals", "attraction", "beware")


class DescentWork(PreviewedWork):
    """Lines of work that do not wait for one another; of them path and rivals are previewed."""

    curves = Signal(object)  # CurvesView
    path = Signal(object)  # PathView
    shapes = Signal(object)  # Shapes
    checks = Signal(object)  # CheckView
    differences = Signal(object)  # DifferencesView
    rivals = Signal(object)  # RivalsView
    attraction = Signal(object)  # AttractionView
    beware = Signal(object)  # CaveatsView

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_drawing, LINES, exact="path", parent=parent)

    def request_curves(self, state: DescentChoices, span: Span | None) -> None:
        """Ask for the curves over a span; None for the one that suits the descent."""
        self._request("curves", state, span)

    def request_path(self, state: DescentChoices) -> None:
        """Ask for the path of the chosen descent."""
        self._request("path", state)
        self._prepare(state)

    def request_soon(self, state: DescentChoices) -> bool:
        """Ask for previews of all paths now, and for the exact ones when the rate rests.

        Returns:
            Whether that can be: while the previews of a descent are not traced, which takes a
            second, the exact paths are there sooner.
        """
        if not self.is_traced(state):
            return False
        self._request_preview(state)
        return True

    def _request_exact(self, state: DescentChoices) -> None:
        self.request_path(state)
        if state.rivals:
            self.request_rivals(state)

    def _key(self, state: DescentChoices) -> Hashable:
        rivals = tuple(rival.optimizer for rival in state.rivals)
        fixed = (state.formula, state.dtype, state.optimizer, state.schedule, state.parameters)
        return (*fixed, state.noise > 0, state.order, rivals)

    def _key_of(self, view: PreviewView) -> Hashable:
        return self._key(view.state)

    def request_shapes(self, formula: str) -> None:
        """Ask for the formula and its derivatives, written out."""
        self._request("shapes", formula)

    def request_checks(self, formula: str, span: Span) -> None:
        """Ask how well tape, exact derivative and differences agree over a span."""
        self._request("checks", formula, span)

    def request_differences(self, formula: str, x: float) -> None:
        """Ask for the errors of finite differences at a place."""
        self._request("differences", formula, x)

    def request_rivals(self, state: DescentChoices) -> None:
        """Ask for the paths of the other optimisers."""
        self._request("rivals", state)
        self._prepare(state)

    def request_attraction(self, state: DescentChoices, span: Span) -> None:
        """Ask which minimum every start within a span leads to."""
        self._request("attraction", state, span)

    def request_caveats(self, formula: str, x: float) -> None:
        """Ask what to beware of in TensorFlow's gradient at a place."""
        self._request("beware", formula, x)


def _drawing(name: str, *arguments: object) -> Callable[[], Iterator[Any]]:
    """Return work of the drawing module, which needs TensorFlow and so is imported late."""

    def work() -> Iterator[Any]:
        from explorer.session.descent import resolving as drawing

        yield from getattr(drawing, name)(*arguments)

    return work
