"""A pad to draw a digit on, handed out as the network's own data set would have it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.ui.pictures import grey_image
from explorer.ui.signs import pen
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.picture_values import pixels_of
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate

SIDE = 28  # pixels of a picture
_INNER = 20  # the digit itself, as the makers of MNIST scaled it
# Where its centre of mass comes to lie, counted in pixels from 0: the middle of 28 would be 13.5, but the
# centres of the stored digits are spread evenly from 13.5 to 14.5.
_CENTRE = 14.0
# Ten times as large as the picture, so that smoothing has something to take a mean of.
_CANVAS = 10 * SIDE
# By eye as thick as the strokes of the data set.
_STROKE = 0.075  # of the pad's side
_MARGIN = 8  # px around a given picture

Picture = NDArray[np.uint8]


class DigitPad(QWidget):
    """Takes strokes of the mouse or a pen; shows a given picture just as well.

    Args:
        name: What a screen reader says.
        hint: Words on the empty pad.
        clear_name: Tooltip of the button that empties it.
    """

    spoken_role = Role.Canvas

    drawn = Signal(object)  # picture, shape (28, 28), ink from 0 to 255; None for an empty pad

    def __init__(
        self, name: str, hint: str, clear_name: str, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        PlotMenu(self, values=lambda: pixels_of(self.picture))
        self._look, self._hint = look, hint
        self._strokes: list[list[QPointF]] = []
        self._given: Picture | None = None
        self._covers = False
        self.clear_button = IconButton("close", clear_name, look, self)
        self.clear_button.clicked.connect(self.clear)
        self.clear_button.hide()
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.CrossCursor)
        # Over the button one does not draw.
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def clear(self) -> None:
        """Empty the pad."""
        self._strokes, self._given = [], None
        self.clear_button.hide()
        self.update()
        self.drawn.emit(None)

    def show_picture(self, picture: Picture) -> None:
        """Show a picture, shape (28, 28), in place of what was drawn."""
        self._strokes, self._given = [], picture
        self.clear_button.show()
        self.update()
        self.drawn.emit(picture)

    def put(self, picture: Picture | None) -> None:
        """Show a picture, or nothing, and tell nobody."""
        self._strokes, self._given = [], picture
        self.clear_button.setVisible(picture is not None)
        self.update()

    def set_covering(self, covering: bool) -> None:
        """Let strokes take ink from the picture that is there, rather than draw on or another one."""
        self._covers = covering
        if covering and self._given is None and self._strokes:
            # What was drawn is the picture from now on, as the network sees it.
            self._given, self._strokes = self.picture, []
            self.update()

    @property
    def whole(self) -> Picture | None:
        """The given picture before strokes took ink from it; None where none have."""
        return self._given if self._strokes else None

    @property
    def picture(self) -> Picture | None:
        """What is on the pad, None for nothing."""
        if self._given is not None:
            return self._less_covered(self._given) if self._strokes else self._given
        # As the network would see it, not as it is seen here.
        return centred(self._ink()) if self._strokes else None

    def described(self) -> str:
        """Return how much of the pad is inked, or what to do with an empty one."""
        picture = self.picture
        if picture is None:
            return self._hint
        share = round(100 * float(np.count_nonzero(picture)) / picture.size)
        return translate("Spoken", "A picture: ink on {share} % of its pixels.").format(share=share)

    def set_side(self, side: int) -> None:
        """Set the length of its sides in pixels."""
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:
        """Return a square as high as the views beside it."""
        return QSize(self._look.px(168), self._look.px(168))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in its corner."""
        super().resizeEvent(event)
        side = self.clear_button.width()
        self.clear_button.move(self.width() - side - 4, self.height() - side - 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw frame, strokes or picture, or the hint."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(pen(look, "accent" if focus else "edge", 2 if focus else 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self._given is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            shown = self.picture
            painter.drawImage(room, grey_image(self._given if shown is None else shown, look))
        elif self._strokes:
            self._paint_strokes(painter, self.width(), look.colour("text"))
        else:
            painter.setFont(look.font(13))
            painter.setPen(look.colour("muted"))
            room = self.rect().adjusted(16, 16, -16, -16)
            place = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, place, self._hint)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            # The first stroke replaces a picture from the test images, unless it covers it.
            if not self._covers and self._given is not None:
                self._given, self._strokes = None, []
            self._strokes.append([self._place(event)])
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            self._strokes[-1].append(self._place(event))
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the pad by Delete or Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _place(self, event: QMouseEvent) -> QPointF:
        """Return where the pointer is, in shares of the pad's side."""
        # In shares, so that a drawing survives another size of the pad.
        return event.position() / self.width()

    def _tell(self) -> None:
        self.clear_button.show()
        self.update()
        self.drawn.emit(self.picture)

    def _paint_strokes(self, painter: QPainter, side: int, colour: object) -> None:
        stroke = QPen(colour, _STROKE * side)  # type: ignore[call-overload]
        stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
        stroke.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(stroke)
        for points in self._strokes:
            scaled = [point * side for point in points]
            # A click without a move is a dot: Qt draws no line of one point.
            painter.drawPolyline(
                scaled if len(scaled) > 1 else [*scaled, scaled[0] + QPointF(0.1, 0)]
            )

    def _less_covered(self, given: Picture) -> Picture:
        """Return a picture without the ink that strokes lie on."""
        canvas = QImage(_CANVAS, _CANVAS, QImage.Format.Format_Grayscale8)
        canvas.fill(0)
        # The picture is drawn with a margin, and the strokes without.
        side, margin = self.width(), _MARGIN
        scale = side / (side - 2 * margin)
        with QPainter(canvas) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-margin / side * scale * _CANVAS, -margin / side * scale * _CANVAS)
            painter.scale(scale, scale)
            self._paint_strokes(painter, _CANVAS, Qt.GlobalColor.white)
        parts = _array(canvas).reshape(SIDE, _CANVAS // SIDE, SIDE, _CANVAS // SIDE)
        left = 1 - parts.mean(axis=(1, 3)) / 255
        less: Picture = np.rint(given * left).astype(np.uint8)
        return less

    def _ink(self) -> Picture:
        """Return the strokes as ink from 0 to 255 on a large canvas."""
        canvas = QImage(_CANVAS, _CANVAS, QImage.Format.Format_Grayscale8)
        canvas.fill(0)
        with QPainter(canvas) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_strokes(painter, _CANVAS, Qt.GlobalColor.white)
        return _array(canvas)


def centred(ink: Picture) -> Picture:
    """Return a drawing as MNIST has its digits: 20 px high or wide, centred by its mass on 28 × 28.

    Args:
        ink: Drawing of any size, ink from 0 to 255, not empty.

    Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
    """
    # Where there is ink, in rows and columns.
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return np.zeros((SIDE, SIDE), np.uint8)
    # Qt reads the rows where they lie, one after the other.
    cut = np.ascontiguousarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    height, width = cut.shape
    factor = _INNER / max(height, width)
    image = QImage(cut.data, width, height, width, QImage.Format.Format_Grayscale8)
    small = image.scaled(
        # At least a pixel: a straight stroke may be thinner than one when scaled.
        max(round(width * factor), 1), max(round(height * factor), 1),
        mode=Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    digit = _array(small.convertToFormat(QImage.Format.Format_Grayscale8))
    return _on_its_mass(digit)


def _on_its_mass(digit: Picture) -> Picture:
    height, width = digit.shape
    mass = max(float(digit.sum()), 1.0)
    centre_row = float((digit.sum(axis=1) * np.arange(height)).sum()) / mass
    centre_column = float((digit.sum(axis=0) * np.arange(width)).sum()) / mass
    # A digit off its middle must stay on the picture.
    top = int(np.clip(round(_CENTRE - centre_row), 0, SIDE - height))
    left = int(np.clip(round(_CENTRE - centre_column), 0, SIDE - width))
    picture = np.zeros((SIDE, SIDE), np.uint8)
    picture[top : top + height, left : left + width] = digit
    return picture


def _array(image: QImage) -> Picture:
    """Return a grey image as an array of its own, without the padding of its lines."""
    # Qt pads lines to four bytes.
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width()].copy()
