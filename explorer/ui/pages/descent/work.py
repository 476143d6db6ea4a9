"""What the Descent page asks TensorFlow for, newest request first, each in a thread."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from explorer.session.descent import DescentState
from explorer.session.spans import Span
from explorer.ui.jobs.latest import Latest

LINES = ("curves", "path", "shapes", "checks", "differences", "rivals", "attraction", "beware")


class DescentWork(QObject):
    """Lines of work that do not wait for one another."""

    curves = Signal(object)  # CurvesView
    path = Signal(object)  # PathView
    shapes = Signal(object)  # Shapes
    checks = Signal(object)  # CheckView
    differences = Signal(object)  # DifferencesView
    rivals = Signal(object)  # RivalsView
    attraction = Signal(object)  # AttractionView
    beware = Signal(object)  # CaveatsView
    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, Latest[Any]] = {}
        for name in LINES:
            line: Latest[Any] = Latest(self)
            line.reported.connect(getattr(self, name))
            line.failed.connect(self.failed)
            self._lines[name] = line

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return any(line.busy for line in self._lines.values())

    def request_curves(self, state: DescentState, span: Span | None) -> None:
        """Ask for the curves over a span; None for the one that suits the descent."""
        self._lines["curves"].request(_drawing("curves", state, span))

    def request_path(self, state: DescentState) -> None:
        """Ask for the path of the chosen descent."""
        self._lines["path"].request(_drawing("path", state))

    def request_shapes(self, formula: str) -> None:
        """Ask for the formula and its derivatives, written out."""
        self._lines["shapes"].request(_drawing("shapes", formula))

    def request_checks(self, formula: str, span: Span) -> None:
        """Ask how well tape, exact derivative and differences agree over a span."""
        self._lines["checks"].request(_drawing("checks", formula, span))

    def request_differences(self, formula: str, x: float) -> None:
        """Ask for the errors of finite differences at a place."""
        self._lines["differences"].request(_drawing("differences", formula, x))

    def request_rivals(self, state: DescentState) -> None:
        """Ask for the paths of the other optimisers."""
        self._lines["rivals"].request(_drawing("rivals", state))

    def request_attraction(self, state: DescentState, span: Span) -> None:
        """Ask which minimum every start within a span leads to."""
        self._lines["attraction"].request(_drawing("attraction", state, span))

    def request_caveats(self, formula: str, x: float) -> None:
        """Ask what to beware of in TensorFlow's gradient at a place."""
        self._lines["beware"].request(_drawing("beware", formula, x))

    def close(self) -> None:
        """End every thread."""
        for line in self._lines.values():
            line.close()


def _drawing(name: str, *arguments: object) -> Callable[[], Iterator[Any]]:
    """Return work of the drawing module, which needs TensorFlow and so is imported late."""

    def work() -> Iterator[Any]:
        from explorer.session import drawing

        yield from getattr(drawing, name)(*arguments)

    return work
