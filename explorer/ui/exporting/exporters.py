"""Who makes the file of each ending: a new form is an entry of `ENDINGS` and one of `EXPORTERS`.

An exporter is called in the window's thread, where it takes what is shown; what it returns makes the
file's content and may take its time in another thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
Exporter = Callable[["MainWindow", "Wish"], Make]


@dataclass(frozen=True, slots=True)
class Wish:
    """An export as it is wished for; each form reads what concerns it.

    Attributes:
        what: One plot, all plots of the page with their read-outs, or the whole page.
        ending: How the file's name ends, one of `ENDINGS`.
        scale: Of a PNG, one of `SCALES`.
        ground: Whether it has the theme's background.
        caption: Whether a line below says what is shown.
        link: Whether the state goes along unseen.
        size: Of a plot that is drawn anew, in px of the window with its margins; None for as it is.
        rate: Frames a second of an animation, one of `RATES`.
        first: Place of the timeline that it begins with.
        last: Place that it ends with, None for the last there is.
        loops: Whether it begins again at its end.
        marked: Of a CSV, whether it begins with the mark by which Excel knows UTF-8.
    """

    what: Literal["plot", "views", "page"] = "plot"
    ending: str = "png"
    scale: int = 2
    ground: bool = True
    caption: bool = False
    link: bool = True
    size: tuple[int, int] | None = None
    rate: int = 10
    first: int = 0
    last: int | None = None
    loops: bool = True
    marked: bool = False

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


def recorded(window: "MainWindow", wish: Wish, plot: QWidget | None = None) -> Recorded:
    """Record what a picture is to show: the whole page, a plot, or the one in front."""
    return record(
        subject_of(window, wish, plot),
        window.services.look,
        ground=wish.ground,
        caption=caption_in(window) if wish.caption else "",
        link=link_of(window) if wish.link else "",
        size=None if wish.size is None else QSize(*wish.size),
    )


def caption_in(window: "MainWindow") -> str:
    """Return the line that says what the page in front shows."""
    session = window.services.store.session
    return spoken(caption_of(session.view.page, session))


def subject_of(window: "MainWindow", wish: Wish, plot: QWidget | None = None) -> QWidget:
    """Return what of the window is wished for; `plot` where one was pointed at."""
    if wish.what == "page":
        return window.centralWidget() or window
    if wish.what == "views":
        views: QWidget = getattr(window.page, "hero", window.page)
        return views
    return plot or plot_of(window.page)


def plot_of(page: QWidget) -> QWidget:
    """Return the plot that has the focus, else the first in sight, else the page."""
    plots = plots_of(page)
    focused = [each for each in plots if each.hasFocus()]
    return next(iter([*focused, *plots, page]))


def _picture(window: "MainWindow", wish: Wish) -> Make:
    taken = recorded(window, wish)
    return lambda: encoded(taken, wish.ending, wish.scale)


def filming(
    window: "MainWindow", wish: Wish, keep: Callable[[bytes], None], plot: QWidget | None = None
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
    film = Film(wish.ending, len(places), wish.rate, wish.loops, link_of(window))
    caption = partial(caption_in, window) if wish.caption else str
    scene = Scene(page, subject_of(window, wish, plot), places, wish.scale, caption)
    return Filming(scene, film, window.services.look, keep, window)


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


def _film(window: "MainWindow", wish: Wish) -> Make:
    kept: list[bytes] = []
    made, turns = filming(window, wish, kept.append), QEventLoop()
    failures: list[Exception | None] = []
    made.ended.connect(failures.append)
    made.ended.connect(turns.quit)
    turns.exec()
    made.close()
    if failures[0] is not None:
        raise failures[0]
    return lambda: kept[0]


def handout(window: "MainWindow") -> Handout:
    """Take all that the page in front shows."""
    return handout_of(window, caption_in(window), link_of(window))


def _web_page(window: "MainWindow", _wish: Wish) -> Make:
    return partial(web_page, handout(window))


def _program(window: "MainWindow", _wish: Wish) -> Make:
    text, line = _known(window.page.code.program), link_of(window)
    return lambda: with_link(text, line).encode()


def _notebook(window: "MainWindow", _wish: Wish) -> Make:
    page, line = window.page, link_of(window)
    own = page.own
    program = page.code.program if own.notebook is None else own.notebook(page.shown)
    texts = (
        f"# {escaped(spoken(page.spec.title))}\n\n{escaped(caption_in(window))}",
        escaped(page.sentence.text),
        formulas_of(page),
    )
    taken = recorded(window, Wish(link=False))
    return lambda: notebook(texts, _known(program), encoded(taken, "png"), line)


def numbers(window: "MainWindow", wish: Wish, leaf: TableLeaf | None = None) -> Make:
    """Return what makes a file of a table, by default of the one in the Data leaf."""
    whole, line = (leaf or window.page.data).whole, link_of(window)

    def make() -> bytes:
        table = whole()
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
    **dict.fromkeys(("csv", "json", "npz"), numbers),
}
