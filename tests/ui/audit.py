"""Whether everything that is seen of a window stands whole in its place, and nothing on another."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from explorer.ui.main_window import MainWindow
from explorer.ui.plots.graph_view import GraphView
from explorer.ui.plots.way_home import WayHome
from explorer.ui.widgets.below import Below
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.labels import Whole
from explorer.ui.widgets.read_out import ReadOut

REST = 300  # milliseconds
_ACROSS = Qt.Orientation.Horizontal
_SLACK = 2.0  # px; advances and line heights are rounded
_SHRUNK = 0.8  # of its size, to which a text may be set smaller before it counts as cut
_CONTROLS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, Segmented, ReadOut)


def lasting_faults(window: MainWindow) -> list[str]:
    """Return the faults that are there still when all has come to rest."""
    found = faults_of(window)
    if found:
        QTest.qWait(REST)
        found = sorted({*found} & {*faults_of(window)})
    return found


def faults_of(window: MainWindow) -> list[str]:
    """Return what is cut, outside or on another, each as one line."""
    with _painted() as painted:
        window.grab()
        QApplication.processEvents()
    seen = [each for each in window.findChildren(QWidget) if _is_seen(each)]
    found = [*painted]
    for widget in seen:
        found += [f"{_name(widget)}: {fault}" for fault in _cut(widget)]
    found += _overlaps(window, [each for each in seen if not isinstance(each, WayHome)])
    for view in seen:
        if isinstance(view, QGraphicsView) and hasattr(view, "ci"):
            found += _plot_words(view)
    return sorted(set(found))


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", str)() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {(text or widget.accessibleName())[:50]!r}"


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, QAbstractButton) and widget.text() and not widget.icon().isNull():
        yield from _short(widget, widget.text(), widget.width() - widget.iconSize().width() - 10)
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield from _short(widget, widget.text(), widget.width() - 4)
    elif isinstance(widget, QComboBox):
        yield from _short(widget, widget.currentText(), widget.width() - 40)
    elif isinstance(widget, QHeaderView):
        yield from _cut_headings(widget)
    if isinstance(widget, _CONTROLS) and not isinstance(widget, QScrollBar):
        yield from _outside(widget)


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    """Yield the headings of a table that are wider than their columns."""
    model = header.model()
    for column in range(header.count() if header.orientation() == _ACROSS else 0):
        text = str(model.headerData(column, _ACROSS) or "")
        needed = header.sectionSizeFromContents(column).width()
        if text and not header.isSectionHidden(column) and header.sectionSize(column) < needed:
            yield f"heading {text!r} has {header.sectionSize(column)} px and needs {needed}"


def _short(widget: QWidget, text: str, room: float) -> Iterator[str]:
    metrics = QFontMetricsF(widget.font())
    wide = max(metrics.horizontalAdvance(line) for line in text.replace("&", "").split("\n"))
    if wide > room + _SLACK:
        yield f"needs {wide:.0f} of {room:.0f} px"
    if metrics.height() > widget.height() + _SLACK:
        yield f"is {widget.height()} px high, its text {metrics.height():.0f}"


def _cut_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text:
        return
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SLACK:
            yield f"needs {needed} of {label.height()} px in height"
    document = QTextDocument()
    document.setHtml(text)
    is_rich = label.textFormat() != Qt.TextFormat.PlainText and "<" in text
    plain = document.toPlainText() if is_rich else text
    # What wraps is cut only where one word is longer than the line; Chinese breaks anywhere.
    pieces = re.findall(r"[!-⁯]+", plain) if label.wordWrap() else plain.split("\n")
    metrics = QFontMetricsF(label.font())
    share = _SHRUNK if isinstance(label, Whole) and not label.wordWrap() else 1.0
    for piece in pieces:
        wide = metrics.horizontalAdvance(piece)
        if wide * share > room.width() + _SLACK:
            yield f"{piece[:40]!r} needs {wide:.0f} of {room.width()} px"


def _outside(widget: QWidget) -> Iterator[str]:
    """Tell how far a control reaches beyond what it is in; what scrolls down may."""
    parent, down = widget.parentWidget(), True
    while parent is not None and not parent.isWindow():
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            down = False
        across = max(-place.left(), place.right() - parent.width() + 1)
        below = max(-place.top(), place.bottom() - parent.height() + 1) if down else 0
        if across > _SLACK or below > _SLACK:
            yield f"is {max(across, below)} px outside its {type(parent).__name__}"
            return
        parent = parent.parentWidget()


def _overlaps(window: MainWindow, seen: list[QWidget]) -> Iterator[str]:
    controls = [e for e in seen if isinstance(e, _CONTROLS) and not isinstance(e, QScrollBar)]
    controls = [e for e in controls if not isinstance(e, QLabel) or e.text()]
    frame = window.page.frame
    above = (frame.panel, frame._close, frame._grip)
    cards = window.findChildren(Below)

    def lies_over(widget: QWidget) -> bool:
        return any(widget is each or each.isAncestorOf(widget) for each in above)

    def is_floating(widget: QWidget) -> bool:
        return any(each.isAncestorOf(widget) for each in cards)

    places = [(each, _clipped(each), lies_over(each)) for each in controls]
    for (one, here, over), (other, there, lies) in combinations(places, 2):
        common = here.intersected(
            there
        )  # first: of ten thousand pairs hardly one has anything in common
        if common.width() <= _SLACK or common.height() <= _SLACK:
            continue
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        # What the panel covers in a narrow window is covered by design.
        if frame.is_narrow and over != lies:
            continue
        # So is what lies below what a field has to say; two that lie on one another are not.
        if is_floating(one) == is_floating(other):
            yield f"{_name(one)} lies on {_name(other)}"


def _inked(widget: QWidget) -> QRect:
    """Return where a control is drawn within itself: a label where its letters are."""
    area = widget.rect()
    if isinstance(widget, QLabel) and not widget.wordWrap():
        wide = max(map(widget.fontMetrics().horizontalAdvance, widget.text().split("\n")))
        if wide < area.width():
            if widget.alignment() & Qt.AlignmentFlag.AlignRight:
                area.setLeft(area.right() - wide)
            elif not widget.alignment() & Qt.AlignmentFlag.AlignHCenter:
                area.setRight(area.left() + wide)
    return area


def _clipped(widget: QWidget) -> QRect:
    inked = _inked(widget)
    place = QRect(widget.mapTo(widget.window(), inked.topLeft()), inked.size())
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        room = QRect(parent.mapTo(widget.window(), QPoint(0, 0)), parent.size())
        place, parent = place.intersected(room), parent.parentWidget()
    return place


def _plot_words(view: Any) -> Iterator[str]:
    words = []
    for item in view.scene().items():
        if not (isinstance(item, pg.TextItem) and item.isVisible() and item.toPlainText()):
            continue
        box = item.getViewBox()
        if box is None or not box.isVisible():
            continue
        seen = box.mapRectToScene(box.boundingRect())
        ink = item.mapRectToScene(item.boundingRect()).adjusted(4, 4, -4, -4)
        if not seen.intersects(ink):
            continue
        words.append((item.toPlainText(), ink))
        if not seen.adjusted(-3, -3, 3, 3).contains(ink):
            yield f"word {item.toPlainText()!r} reaches beyond its plot"
    for (one, here), (other, there) in combinations(words, 2):
        if here.intersects(there):
            yield f"word {one!r} lies on {other!r}"


@contextmanager
def _painted() -> Iterator[list[str]]:
    """Record texts that widgets paint by themselves and that have too little room."""
    found: list[str] = []
    draw: Callable[..., Any] = QPainter.drawText

    def drawing(self: QPainter, *arguments: Any) -> Any:
        text = next((each for each in reversed(arguments) if isinstance(each, str)), "")
        if text.strip():
            found.extend(_beyond(self, text, arguments))
        return draw(self, *arguments)

    QPainter.drawText = drawing  # type: ignore[method-assign, assignment]
    try:
        yield found
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]


def _beyond(painter: QPainter, text: str, arguments: tuple[Any, ...]) -> Iterator[str]:
    device, where = painter.device(), arguments[0]
    # A graph is panned: what is beyond its edge is beyond it as in a book's margin.
    if not isinstance(device, QWidget) or isinstance(device.parent(), GraphView):
        return
    metrics = QFontMetricsF(painter.font())
    if isinstance(where, QRect | QRectF):
        area = QRectF(where)
        flag = next((each for each in arguments[1:] if not isinstance(each, str)), 0)
        flags = int(getattr(flag, "value", flag))
        ink = metrics.boundingRect(area, flags, text)
        free = flags & Qt.TextFlag.TextDontClip.value
        if not free and ink.width() > area.width() + _SLACK:
            yield f"{type(device).__name__} paints {text[:40]!r}, {ink.width():.0f} of {area.width():.0f} px"
        if not free and metrics.ascent() > area.height() + _SLACK:
            yield f"{type(device).__name__} paints {text[:40]!r} in {area.height():.0f} px of height"
    elif isinstance(where, QPoint | QPointF):
        ink = QRectF(
            where.x(),
            where.y() - metrics.ascent(),
            metrics.horizontalAdvance(text),
            metrics.ascent(),
        )
    else:
        return
    ink = painter.transform().mapRect(ink)
    off = max(-ink.left(), ink.right() - device.width(), -ink.top(), ink.bottom() - device.height())
    if off > _SLACK + metrics.descent():
        yield f"{type(device).__name__} paints {text[:40]!r} {off:.0f} px outside"
