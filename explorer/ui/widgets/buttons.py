"""Buttons: the one primary button of a page, icon buttons, links, and rows of exclusive choices."""

from bisect import bisect
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from explorer.ui.signs import pen
from explorer.ui.spoken import Role
from explorer.ui.theme import Look, weighted

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


def leaves_arrows(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Leave the arrow keys to the page, where they step; among several choices they choose."""
    if event.key() not in ARROWS or pressed.group() is not None or pressed.autoExclusive():
        return False
    event.ignore()
    return True


class Button(QPushButton):
    """A push button from which the arrow keys go to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys, which would go to the next widget as Tab does."""
        if not leaves_arrows(self, event):
            super().keyPressEvent(event)


def button(
    text: str, role: str = "", *, checkable: bool = False, make: type[Button] = Button
) -> QPushButton:
    """Return a button whose look is set by its role: "", "primary", "link", "chip" or "leaf"."""
    made = make(text)
    # By Tab alone: after a click the keys still belong to the timeline.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCheckable(checkable)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if role:
        made.setProperty("role", role)
    # Set in code, as a style sheet has no effect on the weight of a variable font.
    made.setFont(weighted(made.font(), 400 if role in ("link", "chip") else 500))
    return made


class IconButton(QToolButton):
    """A button with an icon alone; its name is its tooltip and what a screen reader says."""

    def __init__(
        self, icon: str, name: str, look: Look, parent: QWidget | None = None, *, side: int = 32
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._look, self._side = icon, look, side
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # An icon alone says nothing to a screen reader, nor to who does not know it.
        self.setToolTip(name)
        self.setAccessibleName(name)
        look.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the page."""
        if not leaves_arrows(self, event):
            super().keyPressEvent(event)

    def _dress(self) -> None:
        side = self._look.px(self._side)
        self.setFixedSize(side, side)
        self.setIconSize(QSize(self._look.px(16), self._look.px(16)))
        self.setIcon(self._look.icon(self._icon_name))


class TextIconButton(Button):
    """A button with an icon before its text; keeps the width of its longest text."""

    def __init__(
        self,
        look: Look,
        faces: Sequence[tuple[str, str]],
        *,
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Take every (icon, text) that the button will show, so that it never changes its width."""
        super().__init__(parent)
        self._look, self._faces, self._role = look, list(faces), role
        self._face = self._faces[0]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if role:
            self.setProperty("role", role)
        self.setFont(weighted(self.font(), 600 if role == "primary" else 500))
        look.changed.connect(self._dress)
        self._dress()

    def show_face(self, index: int) -> None:
        """Show one of the faces."""
        if self._faces[index] != self._face:
            self._face = self._faces[index]
            self._dress()

    def set_short(self, *, short: bool) -> None:
        """Show the icon alone where room is scarce, or the text beside it again."""
        if short != self.is_short:
            self.is_short = short
            self._dress()

    is_short = False

    @property
    def saved_width(self) -> int:
        """Px that the button is wider with its text."""
        return self._widths[1] - self._widths[0]

    def _dress(self) -> None:
        icon, text = self._face
        self.setIcon(self._look.icon(icon, "on_accent" if self._role == "primary" else "text"))
        self.setIconSize(QSize(self._look.px(16), self._look.px(16)))
        self.setText("" if self.is_short else text)
        self.setAccessibleName(text)
        self.setToolTip(text if self.is_short else "")
        # The style sheet decides the font; before it is applied, texts would be measured in
        # another.
        self.ensurePolished()
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(face) for _, face in self._faces)
        # Measured by its longest text: a button must not move its neighbours when it says
        # something else.
        full = widest + self._look.px(62 if self._role == "primary" else 56)
        self._widths = (self._look.px(44), full)
        self.setMinimumWidth(self._widths[not self.is_short])


class _Cell(QRadioButton):
    """One of the choices for who goes by Tab or hears them; drawn by the row, which has the mouse."""

    def __init__(self, name: str, row: "Segmented") -> None:
        super().__init__(row)
        self._row = row
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the row, and what it does not want to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the row show it."""
        super().focusInEvent(event)
        self._row.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have the row show it."""
        super().focusOutEvent(event)
        self._row.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing: the row does."""


class Segmented(QWidget):
    """A few exclusive choices side by side; arrow keys move between them."""

    spoken_role = Role.Grouping

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        look: Look,
        parent: QWidget | None = None,
        *,
        columns: int = 0,
    ) -> None:
        """Take the choices; they stand in rows of so many columns, 0 for all side by side."""
        super().__init__(parent)
        self._look, self.choices = look, list(choices)
        self._columns = columns or len(self.choices)
        self._rows = -(-len(self.choices) // self._columns)
        self._current = self.choices[0][0]
        self._hovered = -1
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.choices[0][1])
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cells = {key: _Cell(text, self) for key, text in self.choices}
        for index, cell in enumerate(self._cells.values()):
            cell.clicked.connect(lambda _=False, index=index: self._choose(index))
        self._mark()
        look.changed.connect(self.update)

    def _mark(self) -> None:
        """Let Tab come to the choice in force."""
        cell, had_focus = self._cells.get(self._current), self.hasFocus()
        if cell is not None:
            cell.setChecked(True)
            self.setFocusProxy(cell)
            if had_focus:
                cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices where they are drawn."""
        super().resizeEvent(event)
        for key, cell in self._cells.items():
            cell.setGeometry(self.area_of(key).toRect())

    @property
    def value(self) -> str:
        """Key of the choice in force."""
        return self._current

    def set_value(self, key: str) -> None:
        """Show a choice; only the user's own choosing is reported."""
        if key == self._current:
            return
        self._current = key
        self.setAccessibleDescription(dict(self.choices).get(key, ""))
        self._mark()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a field, as wide as its texts need."""
        return self._size(padding=8)

    def minimumSizeHint(self) -> QSize:
        """Return the width at which the texts just stay apart."""
        return self._size(padding=2)

    def _size(self, padding: int) -> QSize:
        # Of the bold text, which is as wide as the text of the chosen cell will be.
        metrics = QFontMetrics(weighted(self.font(), 600))
        widths = self._widest_texts(metrics)
        # In one row all cells are as wide as the widest; in several each column as its own.
        if self._rows == 1:
            widths = [max(widths)] * self._columns
        width = sum(each + 2 * self._look.px(padding) for each in widths)
        return QSize(width, self._look.px(32) * self._rows)

    def _widest_texts(self, metrics: QFontMetrics) -> list[int]:
        """Return the widest text of each column."""
        texts = [metrics.horizontalAdvance(text) for _, text in self.choices]
        return [max(texts[column :: self._columns]) for column in range(self._columns)]

    def _edges(self) -> list[float]:
        """Return where columns begin, and where the last one ends."""
        shares = [1.0] * self._columns
        if self._rows > 1:
            metrics = QFontMetrics(weighted(self.font(), 600))
            shares = [width + self._look.px(20) for width in self._widest_texts(metrics)]
        ends = [sum(shares[:column]) for column in range(self._columns + 1)]
        return [self.width() * end / ends[-1] for end in ends]

    def area_of(self, key: str) -> QRectF:
        """Return where a choice lies."""
        index = [name for name, _ in self.choices].index(key)
        row, column = divmod(index, self._columns)
        edges, height = self._edges(), self.height() / self._rows
        return QRectF(edges[column], row * height, edges[column + 1] - edges[column], height)

    def _index_at(self, event: QMouseEvent) -> int:
        column = bisect(self._edges()[1:-1], event.position().x())
        row = int(event.position().y() / self.height() * self._rows)
        return row * self._columns + column

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the frame, the chosen cell tinted, and the texts."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # On half pixels a line of one pixel is sharp.
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, 6, 6)
        # Cells have corners of their own; only the frame is round.
        painter.setClipPath(outline)
        painter.fillRect(frame, look.colour("surface"))
        for index, (key, text) in enumerate(self.choices):
            self._paint_cell(painter, index, key, text)
        painter.setClipping(False)
        focus = self.hasFocus()
        painter.setPen(
            pen(
                look,
                "accent" if focus else "edge" if self.isEnabled() else "line",
                2 if focus else 1,
            )
        )
        painter.drawPath(outline)

    def _paint_cell(self, painter: QPainter, index: int, key: str, text: str) -> None:
        look, area, chosen = self._look, self.area_of(key), key == self._current
        if chosen:
            painter.fillRect(area, look.colour("chosen"))
        elif index == self._hovered:
            painter.fillRect(area, look.colour("hover"))
        painter.setPen(look.colour("line"))
        if index % self._columns:
            painter.drawLine(area.topLeft(), area.bottomLeft())
        if index >= self._columns:
            painter.drawLine(area.topLeft(), area.topRight())
        painter.setFont(weighted(self.font(), 600 if chosen else 400))
        painter.setPen(
            look.colour(("on_chosen" if chosen else "muted") if self.isEnabled() else "dimmed")
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell that is pressed."""
        self._choose(self._index_at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the cell under the pointer."""
        self._hovered = self._index_at(event)
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Take the tint away."""
        self._hovered = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the cell beside, above or below."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if self._rows > 1 and step is None:
            down = {Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Down: self._columns}
            step = down.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose([name for name, _ in self.choices].index(self._current) + step)

    def _choose(self, index: int) -> None:
        if (
            self.isEnabled()
            and 0 <= index < len(self.choices)
            # Silent about what is chosen already: no step to undo.
            and self.choices[index][0] != self._current
        ):
            self.set_value(self.choices[index][0])
            self.chosen.emit(self._current)


class Chips(QWidget):
    """A row of chips of which one is on; arrow keys move between them."""

    spoken_role = Role.Grouping

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choices = choices
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for key, text in choices:
            chip = button(text, "chip", checkable=True)
            # `clicked`, not `toggled`: what is shown by the program is no wish.
            chip.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            # One of several, and told so: a button by itself would be called a check box.
            chip.setAutoExclusive(True)
            self._group.addButton(chip)
            self.buttons[key] = chip
            row.addWidget(chip)
        row.addStretch(1)

    def set_value(self, key: str) -> None:
        """Show which one is on; only the user's own choosing is reported."""
        self.buttons[key].setChecked(True)
