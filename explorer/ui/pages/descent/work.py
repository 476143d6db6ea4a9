"""What the Descent page asks TensorFlow for, newest request first, each in a thread."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.session.descent import DescentState
from explorer.session.spans import Span
from explorer.session.views import PreviewView
from explorer.ui.jobs.latest import Latest
from explorer.ui.jobs.standing import Standing

LINES = (
    "curves", "path", "shapes", "checks", "differences", "rivals", "attraction", "beware", "preview",
)  # fmt: skip
# Milliseconds without a newer rate before the exact paths are computed: in a drag they would only
# keep the next preview waiting.
PAUSE = 80
IDLE = 700  # milliseconds after an exact path before its preview is traced for a drag to come


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
    preview = Signal(object)  # PreviewView
    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, Latest[Any] | Standing[Any]] = {}
        for name in LINES:
            line: Latest[Any] | Standing[Any]
            line = Standing(self) if name == "preview" else Latest(self)
            line.reported.connect(getattr(self, name))
            line.failed.connect(self.failed)
            self._lines[name] = line
        self._exact: DescentState | None = None
        self._traced: object = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._request_exact)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._trace)
        self.preview.connect(self._note_traced)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        exact = (line.busy for name, line in self._lines.items() if name != "preview")
        return self._pause.isActive() or any(exact)

    @property
    def awaits_exact(self) -> bool:
        """Whether exact paths are still to come, so that previews may be drawn."""
        return self._pause.isActive() or self._lines["path"].busy

    def request_curves(self, state: DescentState, span: Span | None) -> None:
        """Ask for the curves over a span; None for the one that suits the descent."""
        self._lines["curves"].request(_drawing("curves", state, span))

    def request_path(self, state: DescentState) -> None:
        """Ask for the path of the chosen descent."""
        self._lines["path"].request(_drawing("path", state))
        self._prepare(state)

    def request_soon(self, state: DescentState) -> bool:
        """Ask for previews of all paths now, and for the exact ones when the rate rests.

        Returns:
            Whether that can be: while the previews of a descent are not traced, which takes a
            second, the exact paths are there sooner.
        """
        if not self.is_traced(state):
            return False
        self._exact = state
        self._lines["preview"].request(_drawing("preview", state))
        self._pause.start()
        return True

    def is_traced(self, state: DescentState) -> bool:
        """Return whether previews of a descent can be had without tracing them first."""
        return _trace_key(state) == self._traced

    def _prepare(self, state: DescentState) -> None:
        self._exact = state
        self._idle.start()

    def _request_exact(self) -> None:
        if self._exact is not None:
            self.request_path(self._exact)
            if self._exact.rivals:
                self.request_rivals(self._exact)

    def _trace(self) -> None:
        """Trace the previews while nobody waits, so that the first drag finds them ready."""
        if self._exact is not None and not self.is_traced(self._exact):
            self._lines["preview"].request(_drawing("preview", self._exact))

    def _note_traced(self, view: PreviewView) -> None:
        self._traced = _trace_key(view.state)

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
        self._prepare(state)

    def request_attraction(self, state: DescentState, span: Span) -> None:
        """Ask which minimum every start within a span leads to."""
        self._lines["attraction"].request(_drawing("attraction", state, span))

    def request_caveats(self, formula: str, x: float) -> None:
        """Ask what to beware of in TensorFlow's gradient at a place."""
        self._lines["beware"].request(_drawing("beware", formula, x))

    def close(self) -> None:
        """End every thread."""
        self._pause.stop()
        self._idle.stop()
        for line in self._lines.values():
            line.close()


def _trace_key(state: DescentState) -> object:
    """Return everything that a preview cannot change without being traced anew."""
    rivals = tuple(rival.optimizer for rival in state.rivals)
    fixed = (state.formula, state.dtype, state.optimizer, state.schedule, state.parameters)
    return (*fixed, state.noise > 0, state.order, rivals)


def _drawing(name: str, *arguments: object) -> Callable[[], Iterator[Any]]:
    """Return work of the drawing module, which needs TensorFlow and so is imported late."""

    def work() -> Iterator[Any]:
        from explorer.session import drawing

        yield from getattr(drawing, name)(*arguments)

    return work
