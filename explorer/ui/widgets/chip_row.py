"""A row of chips of which one is chosen; those that do not fit stand in a list at its end."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from explorer.ui.theme import Look, weighted
from explorer.ui.widgets.buttons import button

translate = QCoreApplication.translate
_GAP = 8


class ChipRow(QWidget):
    """Chips side by side; the arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Take the choices as pairs of key and text."""
        super().__init__(parent)
        self._look, self.choices, self._texts = look, choices, dict(choices)
        self._current = next(iter(self._texts))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.setSizeConstraint(row.SizeConstraint.SetNoConstraint)  # what does not fit is listed
        for key, text in self._texts.items():
            chip = button(text, "chip", checkable=True)
            chip.clicked.connect(partial(self._choose, key))
            # Qt's own way with arrow keys would move the focus and choose nothing.
            chip.installEventFilter(self)
            self.chips[key] = chip
            row.addWidget(chip)
        self.more = button("", "chip")
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        row.addWidget(self.more)
        row.addStretch(1)
        look.changed.connect(self._arrange)
        self._dress()

    @property
    def value(self) -> str:
        """Key of the chosen chip."""
        return self._current

    @property
    # Hidden of its own accord, not because the page is.
    def hidden_keys(self) -> list[str]:
        """Keys of the chips that stand in the list."""
        return [key for key, chip in self.chips.items() if chip.isHidden()]

    def set_value(self, key: str) -> None:
        """Show a choice; only the user's own choosing is reported."""
        self._current = key
        self.setFocusProxy(self.chips[key])
        self._dress()
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return one row."""
        return QSize(self._look.px(280), self._look.px(30))

    minimumSizeHint = sizeHint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as fit."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose the chip left or right when an arrow key is pressed on a chip."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._go(step)
                return True
        return super().eventFilter(watched, event)

    def _go(self, step: int) -> None:
        keys = list(self._texts)
        place = keys.index(self._current) + step
        if 0 <= place < len(keys):
            self._choose(keys[place])
            # As if by Tab, so that the ring is seen.
            self.chips[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, key: str, _checked: bool = False) -> None:
        changed = key != self._current
        self.set_value(key)
        if changed:
            self.chosen.emit(key)

    def _dress(self) -> None:
        for key, chip in self.chips.items():
            on = key == self._current
            chip.setChecked(on)
            chip.setFont(weighted(chip.font(), 600 if on else 400))

    def _width_of(self, key: str) -> int:
        """Return the width of a chip when it is chosen, so that choosing moves nothing."""
        chip = self.chips[key]
        # As in `TextIconButton`: measured in the font that the style sheet gives.
        chip.ensurePolished()
        bold = weighted(chip.font(), 600)
        metrics = chip.fontMetrics().__class__(bold)
        return metrics.horizontalAdvance(self._texts[key]) + self._look.px(24)

    def _arrange(self) -> None:
        widths = {key: self._width_of(key) for key in self._texts}
        for key, chip in self.chips.items():
            chip.setFixedWidth(widths[key])
        more = self._look.px(96)
        fits = sum(widths.values()) + _GAP * (len(widths) - 1) <= self.width()
        # The chosen one always has a place, wherever it stands in the row.
        room = self.width() - (0 if fits else more + _GAP) - widths[self._current] - _GAP
        shown = {self._current}
        for key in self._texts:
            if key not in shown and room - widths[key] >= 0:
                room -= widths[key] + _GAP
                shown.add(key)
            # In their order: the list begins where the row ends.
            elif key not in shown:
                break
        for key, chip in self.chips.items():
            chip.setVisible(key in shown)
        self._fill_list([key for key in self._texts if key not in shown])

    def _fill_list(self, keys: Sequence[str]) -> None:
        self.more.setVisible(bool(keys))
        self.more.setText(translate("Chips", "{count} more").format(count=len(keys)))
        # Filled anew each time: it holds what does not fit now.
        self.menu.clear()
        for key in keys:
            self.menu.addAction(self._texts[key]).triggered.connect(partial(self._choose, key))
