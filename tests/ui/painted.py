"""What is painted of numbers: whether each stands whole where a reader sees it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPaintDevice, QPainter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLabel,
    QTableView,
    QWidget,
)

from explorer.ui.pages.skeleton import Page
from explorer.ui.plots.graph_view import GraphView
from explorer.ui.typesetting import FormulaView
from explorer.ui.widgets.fields import NumberEdit
from explorer.ui.widgets.labels import Whole

_DIGIT = re.compile(r"\d")
_SLACK = 1.5  # px; advances are rounded


@dataclass(frozen=True)
class Painted:
    """A text as a painter was told to draw it."""

    text: str
    where: str
    room: float
    needed: float
    off: float  # px that it lies beyond what it is painted on, across
    ink: QRectF  # where it lies on what it is painted on

    @property
    def is_cut(self) -> bool:
        return self.needed > self.room + _SLACK or self.off > _SLACK


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Painted]]:
    """Record the texts with figures that are painted by the program's own widgets and its plots."""
    found: list[Painted] = []
    draw: Callable[..., Any] = QPainter.drawText

    def drawing(self: QPainter, *arguments: Any) -> Any:
        text = next((each for each in reversed(arguments) if isinstance(each, str)), "")
        if _DIGIT.search(text) and "…" not in text:
            found.append(_painted(self, text, arguments))
        return draw(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(QPainter, "drawText", drawing)
        yield found


def _painted(painter: QPainter, text: str, arguments: tuple[Any, ...]) -> Painted:
    metrics = QFontMetricsF(painter.font())
    needed = metrics.horizontalAdvance(text)
    device: QPaintDevice = painter.device()
    where = arguments[0]
    if isinstance(where, (QRect, QRectF)):
        area = QRectF(where)
        flags = next((each for each in arguments[1:] if not isinstance(each, str)), 0)
        ink = metrics.boundingRect(area, int(getattr(flags, "value", flags)), text)
        room = area.width()
        if int(getattr(flags, "value", flags)) & Qt.TextFlag.TextDontClip.value:
            room = needed
    else:
        ink, room = QRectF(where.x(), where.y(), needed, 1), needed
    off = 0.0
    # A graph is panned: what is beyond its edge is beyond it as in a book's margin.
    if isinstance(device, QWidget) and not isinstance(device.parent(), GraphView):
        ratio = painter.transform().mapRect(ink)
        off = max(-ratio.left(), ratio.right() - device.width(), 0.0)
    ink = painter.transform().mapRect(ink)
    return Painted(text, type(device).__name__, room, needed, off, ink)


def cut_in(widget: QWidget) -> list[str]:
    """Return what is cut of the numbers in Qt's own widgets below one, and beyond its views."""
    found = []
    for each in widget.findChildren(QWidget):
        if each.isVisible():
            found += [f"{type(each).__name__}: {text}" for text in _cut(each)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, NumberEdit):
        margins = widget.textMargins()
        room = (
            widget.width() - margins.left() - margins.right() - 2 * 9
        )  # the style sheet's padding
        if _advance(widget, widget.text()) > room:
            yield f"field: {widget.text()}"
    elif isinstance(widget, FormulaView) and not widget.is_blank:
        if hidden := _hidden_across(widget):
            yield f"{widget.accessibleName()} ({hidden} px beyond its view)"
    elif isinstance(widget, QTableView):
        yield from _cut_cells(widget)
    elif isinstance(widget, QGraphicsView) and hasattr(widget, "ci"):
        yield from _cut_words(widget)
    elif isinstance(widget, QComboBox):
        text = widget.currentText()
        if _DIGIT.search(text) and _advance(widget, text) > widget.width() - 30:
            yield text


def _advance(widget: QWidget, text: str) -> float:
    return QFontMetricsF(widget.font()).horizontalAdvance(text)


def _cut_label(label: QLabel) -> Iterator[str]:
    document = QTextDocument()
    document.setHtml(label.text())
    is_rich = label.textFormat() != Qt.TextFormat.PlainText and "<" in label.text()
    text = document.toPlainText() if is_rich else label.text()
    if not _DIGIT.search(text):
        return
    room = label.contentsRect().width() - 2 * label.margin()
    # What wraps is cut only where one word is longer than the line.
    pieces = re.findall(r"[\d.,−e+]*\d[\d.,−e+]*", text) if label.wordWrap() else text.split("\n")
    # A `Whole` paints by itself what is too wide, and is recorded.
    if label.wordWrap() or not isinstance(label, Whole):
        yield from (piece for piece in pieces if _advance(label, piece) > room + _SLACK)
    if hidden := _hidden_across(label):
        yield f"{text} ({hidden} px beyond its view)"


def _hidden_across(widget: QWidget) -> int:
    """Return how many px of a widget lie beside the views that it is in."""
    hidden, parent = 0, widget.parentWidget()
    while parent is not None and not parent.isWindow():
        left = widget.mapTo(parent, QPoint(0, 0)).x()
        hidden = max(hidden, -left, left + widget.width() - parent.width())
        parent = parent.parentWidget()
    return hidden if hidden > _SLACK else 0


def _cut_cells(table: QTableView) -> Iterator[str]:
    model, metrics = table.model(), QFontMetricsF(table.font())
    rows = [
        row for row in range(model.rowCount()) if table.rowViewportPosition(row) < table.height()
    ]
    for row in rows:
        for column in range(model.columnCount()):
            text = str(model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole) or "")
            is_wide = metrics.horizontalAdvance(text) + 6 > table.columnWidth(column)
            if _DIGIT.search(text) and not table.isColumnHidden(column) and is_wide:
                yield f"cell {row}, {column}: {text}"


def _cut_words(canvas: Any) -> Iterator[str]:
    for item in canvas.scene().items():
        if isinstance(item, pg.TextItem) and item.isVisible() and _DIGIT.search(item.toPlainText()):
            box = item.getViewBox()
            if box is None:
                continue
            seen = box.mapRectToScene(box.boundingRect())
            ink = item.mapRectToScene(item.boundingRect()).adjusted(4, 4, -4, -4)
            if not seen.adjusted(-2, -2, 2, 2).contains(ink) and seen.intersects(ink):
                yield f"word: {item.toPlainText()}"


def repainted(page: Page[Any, Any]) -> None:
    """Paint a page anew, what is kept as a picture too."""
    for axis in _axes(page):
        axis.picture = None
        axis.update()
    for widget in page.findChildren(QWidget):
        widget.update()
        if isinstance(widget, QAbstractScrollArea):
            widget.viewport().update()
    page.window().grab()
    QApplication.processEvents()


def _axes(page: Page[Any, Any]) -> Iterator[pg.AxisItem]:
    for canvas in page.findChildren(pg.GraphicsView):
        yield from (item for item in canvas.scene().items() if isinstance(item, pg.AxisItem))


def repeated_ticks(page: Page[Any, Any]) -> list[list[str]]:
    """Return the texts of axes in sight on which one number stands twice."""
    found = []
    for axis in _axes(page):
        if not (axis.isVisible() and axis.style["showValues"]):
            continue
        axis.picture = None
        low, high = axis.range
        size = (
            axis.boundingRect().height()
            if axis.orientation == "left"
            else axis.boundingRect().width()
        )
        texts: list[str] = []
        for spacing, values in axis.tickValues(low, high, size):
            texts += axis.tickStrings(values, 1.0, spacing)
        if len(texts) != len(set(texts)):
            found.append(texts)
    return found
