"""Draws a laid-out graph: cards with their numbers, wires there and back, frames."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from explorer.ui.plots.graph import Card, CardRow, Graph, GraphFrame, Layout, Way, Wire
from explorer.ui.plots.wire_words import WireWord, placed_words
from explorer.ui.signs import Stroke, pen
from explorer.ui.theme import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_INSET = 14.0
_DASHES = [4.0, 3.0]  # px, of what no tape follows


@dataclass(frozen=True, slots=True)
class Written:
    """A word on a wire: where its line begins, its font, its text and its colour."""

    at: QPointF
    font: QFont
    text: str
    role: str


@dataclass(slots=True)
class GraphPainter:
    """Draws one graph with one painter; sizes are at 100 %, the view scales them.

    Attributes:
        painter: What it draws with.
        look: Colours and fonts.
        graph: What it draws.
        layout: Where.
        fonts: Kept from one drawing to the next, by size and weight.
        words: What stands on the wires; None until it is known, and then to be kept with the graph.
    """

    painter: QPainter
    look: Look
    graph: Graph
    layout: Layout
    fonts: dict[tuple[int, int], QFont]
    words: list[Written] | None = None

    def paint(self, seen: QRectF, picked: int | None, focused: bool) -> None:
        """Draw what can be seen.

        Args:
            seen: Part of the drawing that is in view.
            picked: Card that is highlighted, None for no one.
            focused: Whether the keyboard is there.
        """
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # In the order in which they cover one another: frames, wires, words of wires, cards.
        for frame, area in zip(self.graph.frames, self.layout.frames, strict=True):
            self._frame(frame, area)
        for wire, there, back in zip(
            self.graph.wires, self.layout.forward, self.layout.second, strict=True
        ):
            self._wire(wire, there, back)
        self._write_on_wires()
        for index, card in enumerate(self.graph.cards):
            area = self.layout.cards[index]
            # Pills, captions and rings reach beyond their card by so much. A scrolled graph has
            # many cards that nobody sees.
            if not seen.intersects(area.adjusted(-60, -90, 60, 40)):
                continue
            self._pills(card, area, self.layout.pills[index])
            self._card(card, area, highlighted=index == picked, focused=focused)

    # ---- frames

    def _frame(self, frame: GraphFrame, area: QRectF) -> None:
        painter, look = self.painter, self.look
        painter.setBrush(look.colour(frame.role, 0.05))
        painter.setPen(pen(look, frame.role, 1, "dash", 0.7))
        painter.drawRoundedRect(area, 10, 10)
        words = area.adjusted(12, 5, -12, 0)
        words.setHeight(20)
        self._text(words, _LEFT, frame.name, 12, 600, frame.role)

    # ---- cards

    def _card(self, card: Card, area: QRectF, *, highlighted: bool, focused: bool) -> None:
        painter, look = self.painter, self.look
        painter.setBrush(QBrush(look.colour("surface")))
        painter.setPen(self._border(card))
        painter.drawRoundedRect(area, 8, 8)
        if highlighted:
            painter.setBrush(look.colour("accent", 0.08))
            # The ring is for the keyboard; a click shows by its tint alone.
            painter.setPen(pen(look, "accent", 2) if focused else QPen(Qt.PenStyle.NoPen))
            grown = 4.0 if focused else 0.0
            painter.drawRoundedRect(area.adjusted(-grown, -grown, grown, grown), 8, 8)
        self._heading(card, area)
        for place, row in enumerate(card.rows):
            self._row(row, area, area.top() + 34 + 36 * place - 2 * place)
        # The line between value and gradient; a card with one number needs none.
        if len(card.rows) == 2:
            middle = area.top() + 65
            painter.setPen(pen(look, "line", 1))
            painter.drawLine(
                QPointF(area.left() + _INSET, middle), QPointF(area.right() - _INSET, middle)
            )
        if card.caption:
            self._caption(card, area)

    def _border(self, card: Card) -> QPen:
        if card.mark:
            return pen(self.look, card.mark, 2)
        if card.dashed:
            return self._dashed("edge", 1)
        return pen(self.look, "edge", 1)

    def _dashed(self, role: str, width: float) -> QPen:
        dashed = pen(self.look, role, width)
        # Qt counts dashes in widths of the pen.
        dashed.setDashPattern([length / dashed.widthF() for length in _DASHES])
        return dashed

    def _heading(self, card: Card, area: QRectF) -> None:
        row = QRectF(area.left() + _INSET, area.top() + 9, area.width() - 2 * _INSET, 20)
        width = self._text(row, _LEFT, card.title, 15, 600, "text")
        # What the title leaves: the operation's name matters more than the word beside it.
        self._text(row.adjusted(width + 8, 1, 0, 1), _RIGHT, card.aside, 12, 400, "muted")

    def _row(self, row: CardRow, area: QRectF, top: float) -> None:
        place = QRectF(area.left() + _INSET, top, area.width() - 2 * _INSET, 28)
        width = self._text(place, _LEFT, row.name, 13, 400, "muted")
        room = place.width() - width - 8
        # A long number becomes smaller before it is cut: a cut number is a wrong one.
        size = 20
        while size > 12 and self._metrics(size, 600).horizontalAdvance(row.value) > room:
            size -= 1
        self._text(place.adjusted(width + 8, 0, 0, 0), _RIGHT, row.value, size, 600, row.role)

    def _caption_area(self, card: Card, area: QRectF) -> QRectF:
        """Return where a caption stands, as far as it may reach."""
        metrics, bold = self._metrics(13, 400), self._metrics(13, 600)
        width = metrics.horizontalAdvance(f"{card.caption} ") + bold.horizontalAdvance(card.number)
        width = min(width, area.width() + self.layout.spacing.between * 0.8)
        return QRectF(area.center().x() - width / 2, area.bottom() + 8, width, 20)

    def _caption(self, card: Card, area: QRectF) -> None:
        words = f"{card.caption} " if card.number else card.caption
        used = self._metrics(13, 400).horizontalAdvance(words)
        # A caption may reach into the room between two cards, short of touching the next one.
        room = area.width() + self.layout.spacing.between * 0.8 - used
        bold = self._metrics(13, 600)
        number = bold.elidedText(card.number, Qt.TextElideMode.ElideRight, room)
        width = used + bold.horizontalAdvance(number)
        row = QRectF(area.center().x() - width / 2, area.bottom() + 8, width + 2, 20)
        self._text(row, _LEFT, words, 13, 400, "muted")
        self._text(row.adjusted(used, 0, 0, 0), _LEFT, number, 13, 600, "text")

    def _pills(self, card: Card, area: QRectF, places: Sequence[QRectF]) -> None:
        painter, look = self.painter, self.look
        for text, place in zip(card.pills, places, strict=True):
            painter.setPen(self._dashed("edge", 1))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(place, 8, 8)
            if len(places) == 1:
                inner = place.adjusted(_INSET, 0, -12, 0)
                used = self._text(inner, _LEFT, text, 14, 600, "text")
                note = inner.adjusted(used + 8, 0, 0, 0)
                self._text(note, _RIGHT, self.graph.pill_note, 12, 400, "muted")
            else:
                middle = Qt.AlignmentFlag.AlignCenter
                self._text(place.adjusted(4, 0, -4, 0), middle, text, 14, 600, "text")
            # Straight down to the card, also from a pill at its edge.
            x = min(max(place.center().x(), area.left() + 12), area.right() - 12)
            painter.setPen(self._dashed("muted", 1.6))
            painter.drawLine(QPointF(x, place.bottom()), QPointF(x, area.top() - 9))
            self._arrow(QPointF(x, area.top() - 2), QPointF(0, 1), "muted")

    # ---- wires

    def _wire(self, wire: Wire, there: Way, back: Way) -> None:
        # Blue is what is recorded, grey what no tape follows; pale what has not happened yet. The
        # dashes say the same without colour.
        role = ("blue" if wire.followed else "muted") if wire.passed else "track"
        self._line(there, role, 2.2, "solid" if wire.followed else "dash", onward=True)
        if wire.second:
            role = "track" if wire.second == "idle" else wire.role
            width = 3.2 if wire.second == "now" else 2.2
            # The way back is dashed throughout: gradients are, on every plot.
            self._line(back, role, width, "dash", onward=wire.onward)

    def _write_on_wires(self) -> None:
        """Write on the wires; done when all are drawn, so that none runs over words."""
        if self.words is None:
            self.words = self._place_words()
        for word in self.words:
            outline = QPainterPath()
            outline.setFillRule(Qt.FillRule.WindingFill)  # strokes of a variable font overlap
            outline.addText(word.at, word.font, word.text)
            # A casing in the ground's colour: a number near a line can be read.
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(QPen(self.look.colour("surface"), 3))
            self.painter.drawPath(outline)
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.look.colour(word.role))
            self.painter.drawPath(outline)

    def _place_words(self) -> list[Written]:
        """Return what is written on the wires, each at a place of its own."""
        texts: list[tuple[Way, QFont, str, str, bool]] = []
        drawn = []
        for wire, there, back in zip(
            self.graph.wires, self.layout.forward, self.layout.second, strict=True
        ):
            drawn += [there, back] if wire.second else [there]
            if wire.value and wire.passed:
                role = "blue" if wire.followed else "muted"
                texts.append((there, *self._fitting((wire.value,)), role, True))
            if wire.handed and wire.second in ("done", "now"):
                texts.append((back, *self._fitting((wire.handed, wire.brief)), wire.role, False))
        texts = [each for each in texts if each[2]]
        metrics = [QFontMetricsF(font) for _, font, *_ in texts]
        words = [
            WireWord(way, room.horizontalAdvance(text), room.capHeight(), above)
            for (way, _, text, _, above), room in zip(texts, metrics, strict=True)
        ]
        captions = [
            self._caption_area(card, area)
            for card, area in zip(self.graph.cards, self.layout.cards, strict=True)
            if card.caption
        ]
        places = placed_words(self.layout, drawn, words, captions)
        return [
            Written(at, font, text, role)
            for at, (_, font, text, role, _) in zip(places, texts, strict=True)
        ]

    def _line(self, way: Way, role: str, width: float, stroke: Stroke, *, onward: bool) -> None:
        points = list(way.points)
        tip = points[-1] if onward else points[0]
        # The line ends where the arrow's head begins: a thick line would show beside its tip.
        short = QPointF(7, 0) if onward else QPointF(-7, 0)
        if onward:
            points[-1] = tip - short
        else:
            points[0] = tip - short
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(pen(self.look, role, width, stroke))
        # A dashed line begins at the end it comes from.
        self.painter.drawPath(_path(points if onward else points[::-1]))
        self._arrow(tip, QPointF(1 if onward else -1, 0), role)

    def _arrow(self, tip: QPointF, along: QPointF, role: str) -> None:
        across = QPointF(along.y(), along.x())
        base = tip - along * 9
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.look.colour(role))
        self.painter.drawPolygon(QPolygonF([tip, base + across * 5, base - across * 5]))

    def _fitting(self, texts: Sequence[str]) -> tuple[QFont, str]:
        """Return the longest text that fits between two cards, and its font."""
        # First the whole text in smaller letters, then the shorter one, and only then nothing.
        for text in texts:
            for size in (14, 13, 12):
                font = self._font(size, 600)
                if QFontMetricsF(font).horizontalAdvance(text) <= self.layout.spacing.between - 10:
                    return font, text
        return self._font(12, 600), ""

    # ---- words

    def _font(self, size: int, weight: int) -> QFont:
        key = (size, weight)
        if key not in self.fonts:
            self.fonts[key] = self.look.font(size, weight)
            # At 100 %: the view scales the drawing, and the look would scale it a second time.
            self.fonts[key].setPixelSize(size)
        return self.fonts[key]

    def _metrics(self, size: int, weight: int) -> QFontMetricsF:
        return QFontMetricsF(self._font(size, weight))

    def _text(
        self,
        area: QRectF,
        place: Qt.AlignmentFlag,
        text: str,
        size: int,
        weight: int,
        role: str,
    ) -> float:
        """Draw a text, shortened where it does not fit; return its width."""
        font = self._font(size, weight)
        metrics = QFontMetricsF(font)
        # A pixel of slack: the width that Qt measured must fit into the room that it measured.
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
        self.painter.setFont(font)
        self.painter.setPen(self.look.colour(role))
        self.painter.drawText(area, place, shown)
        return metrics.horizontalAdvance(shown)


def _path(points: Sequence[QPointF]) -> QPainterPath:
    """Return a line that runs level at its points and bends between the columns."""
    path = QPainterPath(points[0])
    for index in range(1, len(points)):
        start, end = points[index - 1], points[index]
        # Points come in pairs, one pair for each column: even ones are reached within a column.
        if index % 2 == 0:
            path.lineTo(end)  # through a column
        else:
            # The handles lie level with the ends, so the line leaves and arrives level.
            bend = QPointF((end.x() - start.x()) / 2, 0)
            path.cubicTo(start + bend, end - bend, end)
    return path
