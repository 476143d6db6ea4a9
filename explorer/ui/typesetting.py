"""Mathematics set by ziamath in a thread, kept once it is set, and drawn from SVG."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.ui.jobs.threads import Latest
from explorer.ui.spoken import Role
from explorer.ui.theme import DIMMED, Look


class FormulaView(QWidget):
    """One typeset formula; shrinks to fit its column, and is read out as plain text."""

    spoken_role = Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self._svg = b""
        self._opacity = 1.0
        # Long formulas are made smaller: a column does not grow wider by what stands in it.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_svg(self, svg: bytes, plain: str) -> None:
        """Show a formula; `plain` is what a screen reader says."""
        self.setAccessibleName(plain)
        self._fade(1.0)
        if svg != self._svg:  # most formulas stay while a number is dragged; loading takes its time
            self._svg = svg
            self._renderer.load(QByteArray(svg))
            # The layout asks again for the height.
            self.updateGeometry()
            self.update()

    def spoken_name(self) -> str:
        """Return the formula in words."""
        from explorer.ui.spoken_formula import in_words  # where somebody listens

        return in_words(self.accessibleName())

    @property
    def svg(self) -> bytes:
        """The formula as it is drawn, b"" where nothing is."""
        return b"" if self.is_blank else self._svg

    @property
    def is_blank(self) -> bool:
        """Whether nothing is shown."""
        return not self._opacity or not self._renderer.isValid()

    def blank(self) -> None:
        # The room stays, so that nothing below jumps for a tenth of a second.
        """Show nothing, in the same room, until the next formula is there."""
        self._fade(0.0)
        # A screen reader must not read out what is not seen.
        self.setAccessibleName("")

    def dim(self) -> None:
        """Show what is there dimmed: another formula is on its way."""
        if self._opacity:
            self._fade(DIMMED)

    def _fade(self, opacity: float) -> None:
        if opacity != self._opacity:
            self._opacity = opacity
            self.update()

    def _natural_size(self) -> QSize:
        return self._renderer.defaultSize() if self._renderer.isValid() else QSize(0, 0)

    def _scale(self) -> float:
        width = self._natural_size().width()
        return min(1.0, self.width() / width) if width and self.width() > 1 else 1.0

    def sizeHint(self) -> QSize:
        """Return the natural size of the formula."""
        return self._natural_size()

    def minimumSizeHint(self) -> QSize:
        """Return the natural height; the width may shrink."""
        # Were the natural width the least, one long formula would push the panel wider.
        return QSize(0, self._natural_size().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the formula at the left, in the middle of its height."""
        if self.is_blank:
            return
        size, scale = self._natural_size(), self._scale()
        width, height = size.width() * scale, size.height() * scale
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        self._renderer.render(painter, QRectF(0, (self.height() - height) / 2, width, height))


KEPT = 1_000  # formulas of a page; one is about 10 kB
# Milliseconds without a newer call before setting begins: while something is scrubbed or dragged, the
# setting thread would only compete with the window for Python's lock.
PAUSE = 60
LATE = 100  # milliseconds after which what is still to be set is drawn so
# Each page sets its formulas in a thread of its own, and all read their letters from one open file: two at
# once would read where the other has gone to, a wrong letter or none.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Line:
    r"""One formula to set; roles in its LaTeX are written `\role{name}{…}`.

    Attributes:
        latex: What to set.
        plain: The same for a screen reader.
        size: Height of the letters in px at 100 %.
    """

    latex: str
    plain: str
    size: int = 18


class Typesetter(QObject):
    """Sets a page's formulas; `done` brings them as SVG by their names, those that are kept at once.

    Several parts of a page may have formulas; no two of the same name.
    """

    done = Signal(object)  # pictures by name
    failed = Signal(object)  # an exception

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: dict[object, Mapping[str, Line]] = {}  # by the part of the page they are of
        # By all that makes the picture: colours and size too, so that going back to a theme is
        # instant.
        self._kept: dict[tuple[str, int, str], bytes] = {}
        self._work: Latest[dict[str, bytes]] = Latest(self)
        self._work.reported.connect(self._tell)
        self._work.failed.connect(self.failed)
        self._wanted: dict[str, tuple[str, int, str]] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)
        look.changed.connect(self._set_anew)

    @property
    def busy(self) -> bool:
        """Whether formulas are still to be set."""
        return self._pause.isActive() or self._work.busy

    @property
    def is_set(self) -> bool:
        """Whether the pictures of all that was asked for are there."""
        return all(key in self._kept for key in self._wanted.values())

    def set(self, part: object, lines: Mapping[str, Line]) -> None:
        """Set formulas of a part by their names; a newer call supersedes an unfinished one."""
        self._lines[part] = dict(lines)
        self._set()

    def _set(self) -> None:
        theme, px = self._look.theme, self._look.px
        self._wanted = {
            name: (_coloured(line.latex, theme.roles), px(line.size), theme["text"])
            for lines in self._lines.values()
            for name, line in lines.items()
        }
        # What is there already is shown without the pause: a scrub to and fro costs nothing.
        kept = {name: self._kept[key] for name, key in self._wanted.items() if key in self._kept}
        if kept:
            self.done.emit(kept)
        if self.is_set:
            self._pause.stop()
        else:
            self._pause.start()

    def _set_anew(self) -> None:
        """Set the same formulas in the colours and sizes that are now in force."""
        if any(self._lines.values()):
            self._set()

    def _tell(self, pictures: Mapping[str, bytes]) -> None:
        # What was wanted meanwhile may have been there already: the older formula comes after it.
        kept = {name: self._kept.get(key) for name, key in self._wanted.items()}
        self.done.emit({name: svg for name, svg in pictures.items() if svg == kept.get(name)})

    def _begin(self) -> None:
        wanted = self._wanted
        self._work.request(lambda: self._set_all(wanted))

    def close(self) -> None:
        """End the thread."""
        self._pause.stop()
        self._work.close()

    def _set_all(self, wanted: Mapping[str, tuple[str, int, str]]) -> Iterator[dict[str, bytes]]:
        # All at once: to know the oldest would take book-keeping, and to set one again takes 3 to
        # 10 ms.
        if len(self._kept) > KEPT:
            self._kept.clear()
        pictures = {}
        for name, key in wanted.items():
            if key not in self._kept:
                self._kept[key] = _svg(*key)
            pictures[name] = self._kept[key]
        # One report for all: formulas of one page belong together and appear together.
        yield pictures


class Formulas(QObject):
    """A page's formulas in their views; what is not set yet is never shown by an older formula.

    Attributes:
        lines: What is to be seen, by name.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        super().__init__(typesetter)
        self._typesetter = typesetter
        self._views: dict[str, FormulaView] = {}
        self._unset: set[str] = set()
        self.lines: dict[str, Line] = {}
        typesetter.done.connect(self._take)
        self._late = QTimer(self, singleShot=True, interval=LATE)
        self._late.timeout.connect(self._dim)

    def __getitem__(self, name: str) -> FormulaView:
        """Return the view of a formula."""
        if name not in self._views:
            self._views[name] = FormulaView()
            # Without a parent it would be a window of its own until its page takes it.
            self._views[name].hide()
        return self._views[name]

    @property
    def views(self) -> Mapping[str, FormulaView]:
        """All views by name."""
        return self._views

    @property
    def complete(self) -> bool:
        """Whether every formula that is to be seen is."""
        return not self._unset

    def show(
        self, lines: Mapping[str, Line], among: Callable[[str], bool], *, lasting: bool = False
    ) -> None:
        """Show lines in place of all those that are called `among`.

        Args:
            lines: What is to be seen, by name; its views are made as they are needed.
            among: Tells which names these lines are all of.
            lasting: Whether older formulas may stay for a moment, as while one scrubs: they tell of
                the same function, start and optimiser. Otherwise their views are blank until then.
        """
        gone = [name for name in self.lines if among(name) and name not in lines]
        changed = [name for name, line in lines.items() if self.lines.get(name) != line]
        if not gone and not changed:
            return
        for name in gone:
            del self.lines[name]
            self[name].hide()
        for name in changed:
            self.lines[name] = lines[name]
            if not lasting:
                self[name].blank()
            self[name].show()
        # A formula that is no more to be seen is not waited for.
        self._unset = (self._unset | set(changed)) & self.lines.keys()
        self._late.start()
        self._typesetter.set(self, self.lines)

    def _take(self, pictures: Mapping[str, bytes]) -> None:
        for name, svg in pictures.items():
            # Pictures of a former wish may come late.
            if name in self.lines:
                self._unset.discard(name)
                self[name].show_svg(svg, self.lines[name].plain)

    def _dim(self) -> None:
        for name in self._unset:
            self[name].dim()


def tex(number: str) -> str:
    """Return a written number as LaTeX."""
    mantissa, e, exponent = number.replace("−", "-").partition("e")
    # The e of a negative number stands within its brackets, as in (−1e−5).
    closing = ")" if exponent.endswith(")") else ""
    power = rf" \cdot 10^{{{exponent.removesuffix(')')}}}" if e else ""
    return mantissa.replace("∞", r"\infty") + power + closing


def in_role(role: str, latex: str) -> str:
    """Return LaTeX in the colour of a role."""
    return rf"\role{{{role}}}{{{latex}}}"


def _coloured(latex: str, colours: Mapping[str, str]) -> str:
    # Roles are coloured last: the same lines are set again when the theme changes.
    for role in ("blue", "orange", "green", "purple", "muted", "red"):
        latex = latex.replace(f"\\role{{{role}}}", f"\\textcolor{{{colours[role]}}}")
    return latex


def _svg(latex: str, size: int, colour: str) -> bytes:
    # Brings libraries of its own, which a start does without.
    import ziamath

    import explorer.ui.formula_rows  # noqa: F401 - sets in fewer turns

    ziamath.config.svg2 = False  # Qt draws only the fraction bars of ziamath's SVG 2
    with _ONE_AT_A_TIME:
        svg: str = ziamath.Latex(latex, size=size, color=colour).svg()
    return svg.encode()
