"""A handout on paper, or in a PDF of pages: picture, formulas, table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPagedPaintDevice, QPainter
from PySide6.QtSvg import QSvgRenderer

from explorer.ui.exporting.handout import Handout
from explorer.ui.exporting.plain_fonts import with_plain_fonts

translate = QCoreApplication.translate

MOST_ROWS = 500  # of a table; ten thousand would take two hundred sheets
_TITLE, _TEXT, _CELL = 16.0, 10.0, 7.5  # points
_GAP = 0.6  # of a line
_LOW = 0.55  # share of the page's height that the picture takes at most
RECORDED = 96  # dots per inch of what is recorded
_A4, _MARGIN = QSize(794, 1123), 48  # px at that density
_OPAQUE = QImage.Format.Format_RGB32
_FORMULA = 0.75  # points of a formula's picture per pixel of the window


def print_handout(handout: Handout, device: QPagedPaintDevice, family: Sequence[str]) -> int:
    """Paint a handout; return the number of pages.

    Args:
        handout: What to print.
        device: A printer, or a writer of PDF.
        family: The typefaces of text.
    """
    with QPainter(device) as painter:
        area = QRectF(painter.viewport())
        return _Paper(painter, area, device.newPage, family).print(handout)


def first_page(handout: Handout, family: Sequence[str]) -> tuple[QImage, int]:
    """Return how the first page will look on A4, and the number of pages."""
    page, spare = QImage(_A4, _OPAQUE), QImage(_A4, _OPAQUE)
    page.fill(QColor(handout.ground))
    with QPainter(page) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARGIN, _MARGIN)
        area = QRectF(0, 0, _A4.width() - 2 * _MARGIN, _A4.height() - 2 * _MARGIN)

        def turn() -> None:
            painter.end()
            painter.begin(spare)  # nobody sees it, but its pages are counted

        return page, _Paper(painter, area, turn, family).print(handout)


class _Paper:
    """Fills pages from above; begins another where there is no room."""

    def __init__(
        self,
        painter: QPainter,
        area: QRectF,
        turn: Callable[[], object],
        family: Sequence[str],
    ) -> None:
        self._painter, self._device = painter, painter.device()
        self._turn, self._family = turn, family
        self._dots = self._device.logicalDpiY() / 72  # of the device a point
        self._width, self._height = area.width(), area.height()
        self._y, self.pages = 0.0, 1

    def print(self, handout: Handout) -> int:
        self._painter.setPen(QColor(handout.ink))
        self._words(handout.title, _TITLE, bold=True)
        self._words(handout.caption, _TEXT)
        self._words(f"{handout.state} {handout.text}", _TEXT)
        self._picture(handout)
        for _, svg in handout.formulas:
            self._formula(svg)
        self._table(handout.headings, handout.rows(MOST_ROWS), len(handout.table))
        return self.pages

    def _font(self, points: float, *, bold: bool = False) -> QFont:
        font = QFont(list(self._family))
        font.setPointSizeF(points)
        font.setBold(bold)
        # Figures and signs as letters: of others no text could be copied out of a PDF.
        font.setFeature(QFont.Tag("calt"), 0)
        return font

    def _take(self, height: float) -> float:
        """Return where so much room begins, on this page or on another."""
        if self._y + height > self._height and self._y:
            self._turn()
            self.pages += 1
            self._y = 0.0
        begin, self._y = self._y, self._y + height
        return begin

    def _words(self, text: str, points: float, *, bold: bool = False) -> None:
        font = self._font(points, bold=bold)
        metrics = QFontMetricsF(font, self._device)
        room = QRectF(0, 0, self._width, self._height)
        flags = int(Qt.TextFlag.TextWordWrap)
        height = metrics.boundingRect(room, flags, text).height()
        y = self._take(height + _GAP * metrics.height())
        self._painter.setFont(font)
        self._painter.drawText(QRectF(0, y, self._width, height), flags, text)

    def _picture(self, handout: Handout) -> None:
        size = handout.picture.size
        scale = min(self._width / size.width(), _LOW * self._height / size.height())
        y = self._take(size.height() * scale + self._dots * _TEXT)
        self._painter.save()
        self._painter.translate(0, y)
        # Qt shows a recording as large as it was on a screen of 96 dots per inch.
        own = self._device.logicalDpiX() / RECORDED
        self._painter.scale(scale / own, scale / own)
        self._painter.drawPicture(0, 0, with_plain_fonts(handout.picture.picture))
        self._painter.restore()

    def _formula(self, svg: bytes) -> None:
        drawn = QSvgRenderer(QByteArray(svg))
        size = drawn.defaultSize()
        scale = min(_FORMULA * self._dots, self._width / max(size.width(), 1))
        height = size.height() * scale
        y = self._take(height + _GAP * _TEXT * self._dots)
        drawn.render(self._painter, QRectF(0, y, size.width() * scale, height))

    def _table(self, headings: Sequence[str], shown: Sequence[Sequence[str]], rows: int) -> None:
        """Write the first rows of a table, and say how many more it has."""
        font = self._font(_CELL)
        metrics = QFontMetricsF(font, self._device)
        wanted = [
            max(metrics.horizontalAdvance(text) for text in column)
            for column in zip(headings, *shown, strict=False)
        ]
        gap = 1.5 * metrics.height()
        scale = min(1.0, self._width / max(sum(wanted) + gap * len(wanted), 1.0))
        font.setPointSizeF(_CELL * scale)
        line = metrics.height() * scale * 1.25
        if shown:
            self._take(line)
        for row in (headings, *shown) if shown else ():
            before = self.pages
            y, x = self._take(line), 0.0
            self._painter.setFont(font)
            if self.pages != before:  # what a column is, is said on each page
                self._cells(headings, wanted, gap, scale, y, line)
                y = self._take(line)
            x = self._cells(row, wanted, gap, scale, y, line)
            if row is headings:
                self._painter.drawLine(0, round(y + line), round(x), round(y + line))
        if rows > len(shown):
            text = translate("Handout", "Rows {first} to {last}: save the numbers to have them.")
            self._words(text.format(first=f"{len(shown) + 1:,}", last=f"{rows:,}"), _TEXT)

    def _cells(
        self, texts: Sequence[str], widths: Sequence[float], gap: float, scale: float,
        y: float, line: float,
    ) -> float:  # fmt: skip
        """Write a row of cells; return where it ends."""
        x = 0.0
        for text, width in zip(texts, widths, strict=False):
            area = QRectF(x, y, (width + gap) * scale, line)
            self._painter.drawText(
                area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
            )
            x += (width + gap) * scale
        return x
