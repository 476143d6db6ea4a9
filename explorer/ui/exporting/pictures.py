"""A part of the window as a picture: recorded where it is painted, written in a thread."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFontMetrics,
    QImage,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
    QPicture,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QGraphicsWidget, QWidget

from explorer.ui.exporting.dyeing import Dye
from explorer.ui.exporting.plain_fonts import with_plain_fonts
from explorer.ui.exporting.plain_svg import plain_svg
from explorer.ui.plots.downsample import everything
from explorer.ui.theme import Look

SCALES = (1, 2, 3, 4)  # pixels of a PNG per pixel of the window
_MARGIN, _CAPTION = 16, 28  # px at 100 %, around a picture and for the line below it
_CAPTION_FLAGS = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWrapAnywhere
    | Qt.TextFlag.TextWordWrap
)  # fmt: skip
_POINTS_PER_PIXEL = 0.75  # a pixel is 1/96 inch, a point 1/72


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was painted.

    Attributes:
        picture: Qt's recording, in pixels of the window.
        size: Width and height of it.
        ground: Whether it has a background.
        link: The state it shows, as a link; it goes along unseen.
        dye: What brings it into the colours of another theme; None for those it was painted in.
        pixels: Size of a PNG that is to have just so many; None for `size` times its scale.
    """

    picture: QPicture
    size: QSize
    ground: bool
    link: str
    dye: Dye | None = None
    pixels: QSize | None = None

    def dyed(self) -> "Recorded":
        """Return it in the colours that are wished for; to be called in a thread."""
        if self.dye is None:
            return self
        return replace(self, picture=self.dye.picture(self.picture), dye=None)


def record(
    widget: QWidget,
    look: Look,
    *,
    ground: bool = True,
    caption: str = "",
    link: str = "",
    size: QSize | None = None,
    dye: Dye | None = None,
    pixels: QSize | None = None,
) -> Recorded:
    """Record what a widget shows: every point, nothing thinned out, nothing kept as pixels.

    Args:
        widget: A plot, or anything else of the window.
        look: Theme of the background and the caption.
        ground: Whether the theme's background is painted below it.
        caption: A line below it; empty for none.
        link: The state it shows.
        size: Of the whole picture; the widget is laid out anew for it. None for as it is.
        dye: As of what is returned.
        pixels: As of what is returned.
    """
    _settle(widget)
    margin = look.px(_MARGIN)
    width = widget.width() if size is None else size.width() - 2 * margin
    below = _height_of(caption, width, look) if caption else 0
    around = QSize(2 * margin, 2 * margin + below)
    picture = QPicture()
    with ExitStack() as stack:
        if size is not None:
            stack.enter_context(_sized(widget, size - around))
        size = widget.size() + around
        stack.enter_context(_whole(widget))
        if not ground:
            stack.enter_context(_groundless(widget))
        painter = stack.enter_context(QPainter(picture))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground:
            painter.fillRect(QRect(QPoint(), size), look.colour("surface"))
        # Not `widget.render`: a view of a graph has another function of that name.
        place, children = QPoint(margin, margin), QWidget.RenderFlag.DrawChildren
        QWidget.render(widget, painter, place, renderFlags=children)
        if caption:
            painter.setFont(look.font(12))
            painter.setPen(look.colour("muted"))
            room = QRect(margin, size.height() - margin - below, width, below)
            painter.drawText(room, _CAPTION_FLAGS, caption)
    return Recorded(picture, size, ground, link, dye, pixels)


def _height_of(caption: str, width: int, look: Look) -> int:
    """Return the room of a caption, which is broken into lines rather than cut."""
    metrics = QFontMetrics(look.font(12))
    lines = metrics.boundingRect(0, 0, width, 0, _CAPTION_FLAGS, caption).height()
    return lines + look.px(_CAPTION) - metrics.height()


def image(recorded: Recorded, scale: int) -> QImage:
    """Return a picture in pixels, `scale` for each of the window's."""
    recorded = recorded.dyed()
    size = recorded.pixels or recorded.size * scale
    drawn = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.scale(scale, scale)
        painter.drawPicture(0, 0, recorded.picture)
    return drawn


def encoded(recorded: Recorded, ending: str, scale: int = 2) -> bytes:
    """Return a picture as the content of a file.

    Args:
        recorded: What was painted.
        ending: png, svg or pdf.
        scale: Of a PNG, one of `SCALES`.
    """
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    {"png": _write_png, "svg": _write_svg, "pdf": _write_pdf}[ending](recorded, content, scale)
    content.close()
    written = bytes(content.data().data())
    return plain_svg(written) if ending == "svg" else written


def _write_png(recorded: Recorded, content: QBuffer, scale: int) -> None:
    drawn = image(recorded, scale)
    # The same size in print, whatever the scale: 96 pixels of the window are an inch.
    drawn.setDotsPerMeterX(round(96 * scale / 0.0254))
    drawn.setDotsPerMeterY(round(96 * scale / 0.0254))
    if recorded.link:
        drawn.setText("Description", recorded.link)
    drawn.save(content, "PNG")  # type: ignore[call-overload]


def _write_svg(recorded: Recorded, content: QBuffer, _scale: int) -> None:
    # The older form, for small devices, has no clipping: what lies beyond a plot would be seen.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(content)
    generator.setResolution(96)
    generator.setSize(recorded.size)
    generator.setViewBox(QRect(QPoint(), recorded.size))
    generator.setTitle("Gradient Explorer")
    generator.setDescription(recorded.link)
    _paint(recorded, generator)


def _write_pdf(recorded: Recorded, content: QBuffer, _scale: int) -> None:
    writer = QPdfWriter(content)
    writer.setResolution(96)
    size = QSizeF(recorded.size) * _POINTS_PER_PIXEL
    writer.setPageSize(
        QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF())
    writer.setTitle("Gradient Explorer")
    if recorded.link:
        writer.addFileAttachment("state.gex.txt", QByteArray(recorded.link.encode()), "text/plain")
    _paint(recorded, writer)


def _paint(recorded: Recorded, device: QPaintDevice) -> None:
    with QPainter(device) as painter:
        painter.drawPicture(0, 0, with_plain_fonts(recorded.dyed().picture))


def _views(widget: QWidget) -> Iterator[QGraphicsView]:
    if isinstance(widget, QGraphicsView):
        yield widget
    yield from widget.findChildren(QGraphicsView)


@contextmanager
def _whole(widget: QWidget) -> Iterator[None]:
    """Draw every point, and keep no item as pixels."""
    views = [(view, view.cacheMode()) for view in _views(widget)]
    items = [item for view, _ in views for item in view.scene().items()]
    kept = [(item, item.cacheMode()) for item in items]
    thinned = [each for each in (widget, *widget.findChildren(QWidget), *items) if _thins(each)]
    with everything():
        for each in thinned:
            each.draw_points()  # type: ignore[attr-defined]
        for view, _ in views:
            view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        for item, _ in kept:
            item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        yield
    for view, flags in views:
        view.setCacheMode(flags)
    for item, mode in kept:
        item.setCacheMode(mode)
    for each in thinned:
        each.draw_points()  # type: ignore[attr-defined]


def _thins(item: object) -> bool:
    """Whether something leaves out points that no screen could show."""
    return callable(getattr(item, "draw_points", None))


def _settle(widget: QWidget) -> None:
    """Let nothing be in the midst of a movement, and every word have a place of its own."""
    for each in (widget, *widget.findChildren(QWidget)):
        if callable(settle := getattr(each, "settle", None)):
            settle()


@contextmanager
def _sized(widget: QWidget, size: QSize) -> Iterator[None]:
    """Give a widget another size, as if the window had been made for it."""
    before = widget.size()
    for each in (size, before):
        widget.resize(each)
        # Qt would lay out what is in it, and in the views, in the next turn.
        for part in (widget, *widget.findChildren(QWidget)):
            if (own := part.layout()) is not None:
                own.activate()
        for view in _views(widget):
            for item in view.scene().items():
                # By Qt's own name: some of pyqtgraph's items have another thing under it.
                layout = QGraphicsWidget.layout(item) if isinstance(item, QGraphicsWidget) else None
                if layout is not None:
                    layout.activate()
        _settle(widget)
        if each is size:
            yield


@contextmanager
def _groundless(widget: QWidget) -> Iterator[None]:
    """Paint nothing below the plots."""
    grounds = [
        (view, view.backgroundBrush(), view.viewport().autoFillBackground())
        for view in _views(widget)
    ]
    for view, _, _ in grounds:
        view.setBackgroundBrush(QBrush(Qt.BrushStyle.NoBrush))
        view.viewport().setAutoFillBackground(False)
    yield
    for view, brush, fills in grounds:
        view.setBackgroundBrush(brush)
        view.viewport().setAutoFillBackground(fills)
