"""Who makes the file of each ending: a new form is an entry of `ENDINGS` and one of `EXPORTERS`.

An exporter is called in the window's thread, where it takes what is shown; what it returns makes the
file's content and may take its time in another thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QWidget

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, said
from explorer.files.documents import link
from explorer.files.notebooks import notebook, with_link
from explorer.files.tables import encoded as encoded_table
from explorer.session.captions import caption_of
from explorer.session.tables import Table
from explorer.ui.exporting.dyeing import Dye
from explorer.ui.exporting.filming import MOST_FRAMES, Filming, Scene
from explorer.ui.exporting.films import Film
from explorer.ui.exporting.handout import Handout, handout_of
from explorer.ui.exporting.leaf_text import escaped, formulas_of
from explorer.ui.exporting.pictures import Recorded, encoded, record
from explorer.ui.exporting.web_page import web_page
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.plots.way_home import plots_of
from explorer.ui.translation import spoken

if TYPE_CHECKING:
    from explorer.ui.main_window import MainWindow

Make = Callable[[], bytes]
Pointed = QWidget | Table | None  # the plot or the table that is meant; None for what is in front
Exporter = Callable[["MainWindow", "ExportWish", Pointed], Make]


@dataclass(frozen=True, slots=True)
class ExportWish:
    """An export as it is wished for; each form reads what concerns it.

    Attributes:
        what: One plot, all plots of the page with their read-outs, or the whole page.
        ending: How the file's name ends, one of `ENDINGS`.
        scale: Of a PNG, one of `SCALES`.
        ground: Whether it has the theme's background.
        theme: Colours that it has; empty for those that are seen.
        caption: Whether a line below says what is shown.
        link: Whether the state goes along unseen.
        size: Of what is laid out anew, with its margins, in pixels of the file; None for as it is.
        rate: Frames a second of an animation, one of `RATES`.
        first: Place of the timeline that it begins with.
        last: Place that it ends with, None for the last there is.
        loops: Whether it begins again at its end.
        marked: Of a CSV, whether it begins with the mark by which Excel knows UTF-8.
        formulas: Whether what is printed has the formulas.
        table: Whether it has the table.
    """

    what: Literal["plot", "views", "page"] = "plot"
    ending: str = "png"
    scale: int = 2
    ground: bool = True
    theme: Literal["", "light", "dark"] = ""
    caption: bool = False
    link: bool = True
    size: tuple[int, int] | None = None
    rate: int = 10
    first: int = 0
    last: int | None = None
    loops: bool = True
    marked: bool = False
    formulas: bool = True
    table: bool = True

    @property
    def density(self) -> int:
        """Pixels of the file per pixel of the window; lines have the window's own."""
        return 1 if self.ending in ("svg", "pdf") else self.scale

    @property
    def frames(self) -> int:
        """Frames of an animation whose end is chosen."""
        return (self.last or 0) - self.first + 1


def link_of(window: "MainWindow") -> str:
    """Return what is chosen as a link; empty where it is too long for one."""
    try:
        return link(window.services.store.session, window.glances.taken())
    except ExplorerError:
        return ""  # the file is none the worse


def recorded(window: "MainWindow", wish: ExportWish, plot: Pointed = None) -> Recorded:
    """Record what a picture is to show: the whole page, a plot, or the one in front."""
    subject, size = subject_of(window, wish, plot), wish.size
    if size is None or wish.what == "page":
        laid = pixels = None
    else:
        # As many pixels as are wished for, and so perhaps a part of one at the edge.
        laid = QSize(*(-(-each // wish.density) for each in size))
        pixels = QSize(*size)
    return record(
        subject,
        window.services.look,
        ground=wish.ground,
        caption=caption_in(window) if wish.caption else "",
        link=link_of(window) if wish.link else "",
        size=laid,
        dye=dye_of(window, wish),
        pixels=pixels,
    )


def dye_of(window: "MainWindow", wish: ExportWish) -> Dye | None:
    """Return the way from the colours that are seen to those wished for."""
    look = window.services.look
    theme = look.beside(dark=wish.theme == "dark") if wish.theme else look.theme
    return None if theme == look.theme else Dye(look.theme, theme)


def caption_in(window: "MainWindow") -> str:
    """Return the line that says what the page in front shows."""
    session = window.services.store.session
    return spoken(caption_of(session.view.page, session))


def subject_of(window: "MainWindow", wish: ExportWish, plot: Pointed = None) -> QWidget:
    """Return what of the window is wished for; `plot` where one was pointed at."""
    if wish.what == "page":
        return window.centralWidget() or window
    if wish.what == "views":
        views: QWidget = getattr(window.page, "hero", window.page)
        return views
    return plot if isinstance(plot, QWidget) else plot_of(window.page)


def plot_of(page: QWidget) -> QWidget:
    """Return the plot that has the focus, else the first in sight, else the page."""
    plots = plots_of(page)
    focused = [each for each in plots if each.hasFocus()]
    return next(iter([*focused, *plots, page]))


def _picture(window: "MainWindow", wish: ExportWish, pointed: Pointed) -> Make:
    taken = recorded(window, wish, pointed)
    return lambda: encoded(taken, wish.ending, wish.scale)


def filming(
    window: "MainWindow", wish: ExportWish, keep: Callable[[bytes], None], plot: Pointed = None
) -> Filming:
    """Begin to film the page in front; `keep` is called with the film, in another thread.

    Raises:
        ExplorerError: If the page has nothing to go through, or a library is missing.
    """
    page, last = window.page, last_place(window)
    last = last if wish.last is None else min(wish.last, last)
    places = range(min(wish.first, last), last + 1)
    if len(places) > MOST_FRAMES:
        raise ExplorerError(
            said(
                "Export", "An animation takes at most {most} frames. Choose fewer places.",
                most=grouped(MOST_FRAMES),
            )
        )  # fmt: skip
    link = link_of(window) if wish.link else ""
    film = Film(wish.ending, len(places), wish.rate, wish.loops, link)
    frame = replace(wish, link=False)
    # Of the first: another plot may come to the front meanwhile.
    subject = subject_of(window, wish, plot)
    scene = Scene(page, partial(recorded, window, frame, subject), places, wish.scale)
    return Filming(scene, film, keep, window)


def last_place(window: "MainWindow") -> int:
    """Return the last place of the timeline that shows something.

    Raises:
        ExplorerError: If there is none to go to.
    """
    timing = window.page.timing
    last: int = min(timing.last, timing.reached, timing.end)
    if not timing.moves or last < 1:
        raise ExplorerError(
            said("Export", "Nothing moves on this page yet. Run something, then export it.")
        )
    return last


def _film(window: "MainWindow", wish: ExportWish, pointed: Pointed) -> Make:
    kept: list[bytes] = []
    made, turns = filming(window, wish, kept.append, pointed), QEventLoop()
    failures: list[Exception | None] = []
    made.ended.connect(failures.append)
    made.ended.connect(turns.quit)
    turns.exec()
    made.close()
    if failures[0] is not None:
        raise failures[0]
    return lambda: kept[0]


def handout(window: "MainWindow", wish: ExportWish) -> Handout:
    """Take all that the page in front shows, and that is wished for."""
    link = link_of(window) if wish.link else ""
    taken = handout_of(window, caption_in(window), link, dye_of(window, wish))
    return replace(
        taken,
        formulas=taken.formulas if wish.formulas else (),
        table=taken.table if wish.table else Table(),
    )


def _web_page(window: "MainWindow", wish: ExportWish, _pointed: Pointed) -> Make:
    taken = handout(window, wish)
    return lambda: web_page(taken.dyed())


def _program(window: "MainWindow", wish: ExportWish, _pointed: Pointed) -> Make:
    text = _known(window.page.code.program)
    line = link_of(window) if wish.link else ""
    return lambda: with_link(text, line).encode()


def _notebook(window: "MainWindow", wish: ExportWish, _pointed: Pointed) -> Make:
    page, line = window.page, link_of(window) if wish.link else ""
    own = page.own
    program = page.code.program if own.notebook is None else own.notebook(page.shown)
    texts = (
        f"# {escaped(spoken(page.spec.title))}\n\n{escaped(caption_in(window))}",
        escaped(page.sentence.text),
        formulas_of(page),
    )
    taken = recorded(window, replace(wish, what="plot", link=False))
    return lambda: notebook(texts, _known(program), encoded(taken, "png"), line)


def _numbers(window: "MainWindow", wish: ExportWish, pointed: Pointed) -> Make:
    """Return what makes a file of a table, by default of the one in the Data leaf."""
    leaf = pointed if isinstance(pointed, TableLeaf) else window.page.data
    given, whole = pointed if isinstance(pointed, Table) else None, leaf.whole
    line = link_of(window) if wish.link else ""

    def make() -> bytes:
        table = whole() if given is None else given
        if not len(table):
            raise ExplorerError(
                said(
                    "Errors", "There are no numbers yet. Wait until they are there, or train first."
                )
            )
        return encoded_table(table, wish.ending, speak=spoken, marked=wish.marked, link=line)

    return make


def _known(program: str) -> str:
    if not program:
        raise ExplorerError(said("Errors", "There is no program yet. Wait until it is there."))
    return program


EXPORTERS: Mapping[str, Exporter] = {
    **dict.fromkeys(("png", "svg", "pdf"), _picture),
    **dict.fromkeys(("webp", "gif", "mp4"), _film),
    "html": _web_page,
    "py": _program,
    "ipynb": _notebook,
    **dict.fromkeys(("csv", "json", "npz"), _numbers),
}
