"""Who makes the file of each ending: a new form is an entry of `ENDINGS` and one of `EXPORTERS`.

An exporter is called in the window's thread, where it takes what is shown; what it returns makes the
file's content and may take its time in another thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from explorer.core.sentences import ExplorerError
from explorer.files.documents import link
from explorer.session.captions import caption_of
from explorer.ui.exporting.pictures import Recorded, encoded, record
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
        whole: The whole page and not one plot.
        ending: How the file's name ends, one of `ENDINGS`.
        scale: Of a PNG, one of `SCALES`.
        ground: Whether it has the theme's background.
        caption: Whether a line below says what is shown.
    """

    whole: bool = False
    ending: str = "png"
    scale: int = 2
    ground: bool = True
    caption: bool = False


def link_of(window: "MainWindow") -> str:
    """Return what is chosen as a link; empty where it is too long for one."""
    try:
        return link(window.services.store.session)
    except ExplorerError:
        return ""  # the file is none the worse


def recorded(window: "MainWindow", wish: Wish, plot: QWidget | None = None) -> Recorded:
    """Record what a picture is to show: the whole page, a plot, or the one in front."""
    session = window.services.store.session
    return record(
        (window.centralWidget() or window) if wish.whole else plot or plot_of(window.page),
        window.services.look,
        wish.ending,
        ground=wish.ground,
        caption=spoken(caption_of(session.view.page, session)) if wish.caption else "",
        link=link_of(window),
    )


def plot_of(page: QWidget) -> QWidget:
    """Return the plot that has the focus, else the first in sight, else the page."""
    plots = plots_of(page)
    focused = [each for each in plots if each.hasFocus()]
    return next(iter([*focused, *plots, page]))


def _picture(window: "MainWindow", wish: Wish) -> Make:
    taken = recorded(window, wish)
    return lambda: encoded(taken, wish.ending, wish.scale)


EXPORTERS: Mapping[str, Exporter] = {"png": _picture, "svg": _picture, "pdf": _picture}
