"""What an export will be, before it is one: taken in the window's thread, drawn and counted in another."""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage

from explorer.core.numerals import grouped, told_size
from explorer.session.endings import ENDINGS
from explorer.ui.exporting.exporters import EXPORTERS, ExportWish, Pointed, handout, recorded
from explorer.ui.exporting.films import Film, encoded_film, pixels
from explorer.ui.exporting.handout import Handout
from explorer.ui.exporting.pictures import Recorded, encoded, image
from explorer.ui.exporting.printing import first_page
from explorer.ui.exporting.web_page import web_page

if TYPE_CHECKING:
    from explorer.ui.main_window import MainWindow

translate = QCoreApplication.translate

PREVIEW = QSize(344, 258)  # px at 100 %
_LINES, _COLUMNS = 40, 160  # of a text: more of it nobody reads there
_READ = 200_000  # bytes of a file that its first lines are looked for in


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known of an export.

    Attributes:
        about: What the preview shows of it.
        size: How much it will be; empty while that is not known.
        image: A picture of it, None where it is text.
        text: Its first lines.
        ground: Whether the picture has a background.
        pixels: Width and height of the file, where it has them.
    """

    about: str
    size: str = ""
    image: QImage | None = None
    text: str = ""
    ground: bool = True
    pixels: tuple[int, int] | None = None


Sampling = Callable[[], Iterator[Sample]]  # what a thread makes of it: the picture, then its size


def sampling(window: "MainWindow", wish: ExportWish, pointed: Pointed = None) -> Sampling:
    """Take what is shown, and return what makes a sample of it in a thread.

    Raises:
        ExplorerError: If there is nothing to export yet.
    """
    room = PREVIEW * window.services.look.scale * window.devicePixelRatioF() - QSize(2, 2)
    kind = ENDINGS[wish.ending].kind if wish.ending else "paper"
    if kind in ("picture", "animation"):
        taken = recorded(window, replace(wish, link=wish.link and kind == "picture"), pointed)
        return lambda: _of_picture(taken, wish, room)
    if kind in ("page", "paper"):
        page, families = handout(window, wish), window.services.look.font().families()
        return lambda: _of_pages(page, kind, families, room)
    make = EXPORTERS[wish.ending](window, wish, pointed)
    return lambda: _of_text(make, wish.ending)


def _of_picture(taken: Recorded, wish: ExportWish, room: QSize) -> Iterator[Sample]:
    dyed = taken.dyed()
    size = dyed.pixels or dyed.size * wish.density
    about = translate("Export", "Preview, {width} × {height} px").format(
        width=grouped(size.width()), height=grouped(size.height())
    )
    # Made small as pixels: lines painted small would be as thick as at full size.
    plain = replace(dyed, pixels=None)
    shown = _small(image(plain, 1), room)
    sample = Sample(about, image=shown, ground=dyed.ground, pixels=(size.width(), size.height()))
    yield sample
    if ENDINGS[wish.ending].kind == "picture":
        told = translate("Export", "About {size}")
        count = len(encoded(dyed, wish.ending, wish.scale))
    else:
        # A frame by itself is the most that it can take: those that follow hold what differs.
        told = translate("Export", "At most about {size}")
        one = Film(wish.ending, 1, wish.rate, wish.loops)
        count = len(encoded_film(one, iter([pixels(image(dyed, wish.scale))]))) * wish.frames
    yield replace(sample, size=told.format(size=told_size(count)))


def _of_pages(page: Handout, kind: str, families: Sequence[str], room: QSize) -> Iterator[Sample]:
    page = page.dyed()
    shown, pages = first_page(page, families)
    if kind == "paper":
        about = translate("Export", "Preview of the first page, A4")
        size = translate("Export", "Pages: {pages}").format(pages=grouped(pages))
    else:
        about = translate("Export", "Preview of its beginning")
        width = shown.width()
        shown = shown.copy(0, 0, width, width * room.height() // room.width())
        size = translate("Export", "About {size}").format(size=told_size(len(web_page(page))))
    yield Sample(about, size, _small(shown, room))


def _of_text(make: Callable[[], bytes], ending: str) -> Iterator[Sample]:
    content = make()
    read = {"npz": _arrays, "ipynb": _cells}.get(ending, _beginning)
    lines = read(content)
    first = [line[:_COLUMNS] for line in lines[:_LINES]]
    if len(lines) > len(first) or len(content) > _READ:
        about = translate("Export", "Preview of the first {lines} lines").format(lines=len(first))
    else:
        about = translate("Export", "Preview, all of it")
    size = translate("Export", "About {size}").format(size=told_size(len(content)))
    yield Sample(about, size, text="\n".join(first))


def _beginning(content: bytes) -> list[str]:
    return content[:_READ].decode("utf-8", "ignore").lstrip("\ufeff").split("\n")


def _cells(content: bytes) -> list[str]:
    """Return the cells of a notebook, each a few lines and a gap."""
    cells = json.loads(content)["cells"]
    return "\n\n".join("".join(each["source"]) for each in cells).split("\n")


def _arrays(content: bytes) -> list[str]:
    """Return what an archive of NumPy's holds."""
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        found = [(name, held[name]) for name in held.files]
    return [f"{name}  {each.dtype}  {each.shape}" for name, each in found]


def _small(shown: QImage, room: QSize) -> QImage:
    return shown.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
