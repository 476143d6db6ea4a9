"""What a screen reader is told of a widget: its role, words made when they are asked for, news.

A widget of the program's own says `spoken_role`; Qt knows nothing of it but that it is some widget.
Where its words follow its numbers it has methods that make them: `spoken_name`, `described`.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleValueInterface,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAccessibleWidget,
    QStackedWidget,
    QWidget,
)

Role = QAccessible.Role
SOON, BETWEEN = 400, 3_000  # milliseconds from a change until it is told, and between two tellings
VALUES_BETWEEN = 1_500  # the same between two values of a slider, which one waits for


def describe(widget: QWidget) -> str:
    """Return the sentence that a screen reader says of a widget beside its name."""
    made = getattr(widget, "described", None)
    told = str(made()) if made is not None else widget.accessibleDescription()
    if not told and getattr(widget, "spoken_role", None) in (Role.Chart, Role.Graphic):
        return QCoreApplication.translate("Spoken", "Nothing is drawn yet.")
    return told


def tell_description(widget: QWidget) -> None:
    """Let a screen reader know that what is said of a widget has changed; nothing where none listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(
            QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged)
        )


def tell_selected(tab: QWidget) -> None:
    """Let a screen reader know that a tab is in front now, or no more; nothing where none listens."""
    if QAccessible.isActive():
        # A change of its state Qt keeps to itself.
        QAccessible.updateAccessibility(QAccessibleEvent(tab, QAccessible.Event.Selection))


class Spoken(QAccessibleWidget):
    """A widget with a role of its own, whose words are made when they are asked for."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, widget.spoken_role)  # type: ignore[attr-defined]

    def text(self, kind: QAccessible.Text) -> str:
        """Return a name, or the sentence that describes it."""
        widget: Any = self.object()
        if widget is not None and kind == QAccessible.Text.Description:
            return describe(widget)
        if kind == QAccessible.Text.Name and hasattr(widget, "spoken_name"):
            return str(widget.spoken_name())
        told = super().text(kind)
        if not told and kind == QAccessible.Text.Name and isinstance(widget, QAbstractButton):
            return widget.text()
        return told


class SpokenButton(Spoken):
    """Something to press."""

    def actionNames(self) -> list[str]:
        """Return what can be done with it."""
        return ["Press", "SetFocus"]

    def doAction(self, name: str) -> None:
        """Press it."""
        pressed = self.object()
        if name == "Press" and isinstance(pressed, QAbstractButton):
            pressed.click()
        else:
            super().doAction(name)

    @property
    def is_on(self) -> bool:
        """Whether it is pressed in."""
        pressed = self.object()
        return isinstance(pressed, QAbstractButton) and pressed.isChecked()


class SpokenTab(SpokenButton):
    """The name of a page, or of a leaf: one of several, of which one is in front."""

    def state(self) -> QAccessible.State:
        """Tell which is in front."""
        state = super().state()
        state.selectable, state.selected = True, self.is_on
        return state


class SpokenLine(SpokenButton):
    """A line that opens and closes what is below it."""

    def state(self) -> QAccessible.State:
        """Tell whether it is open."""
        state = super().state()
        state.expandable, state.expanded, state.collapsed = True, self.is_on, not self.is_on
        return state


class _Value(QAccessibleValueInterface):
    """Hands on the number that a slider stands for, which need not be its place."""

    def __init__(self, slider: Any) -> None:
        super().__init__()
        self._slider = slider

    def currentValue(self) -> float:
        return float(self._slider.spoken_value(self._slider.value()))

    def setCurrentValue(self, value: Any) -> None:
        wished, slider = float(value), self._slider
        places = range(slider.minimum(), slider.maximum() + 1)
        slider.setValue(min(places, key=lambda each: abs(slider.spoken_value(each) - wished)))

    def minimumValue(self) -> float:
        return float(self._slider.spoken_value(self._slider.minimum()))

    def maximumValue(self) -> float:
        return float(self._slider.spoken_value(self._slider.maximum()))

    def minimumStepSize(self) -> float:
        # From here, as places may stand for powers of ten: readers choose the decimals by it.
        here, slider = self._slider.value(), self._slider
        other = here + 1 if here < slider.maximum() else here - 1
        if other < slider.minimum():
            return 1.0
        return float(abs(slider.spoken_value(other) - slider.spoken_value(here)))


class SpokenSlider(Spoken):
    """A slider that tells the number it stands for, and in words what that is: "Update 3 of 100"."""

    def __init__(self, slider: Any) -> None:
        super().__init__(slider)
        self._value = _Value(slider)  # kept: Qt is handed its bare address

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """Return the address of what answers questions of a kind, 0 for nothing."""
        is_value = kind == QAccessible.InterfaceType.ValueInterface
        return shiboken6.VoidPtr(shiboken6.getCppPointer(self._value)[0] if is_value else 0)

    def text(self, kind: QAccessible.Text) -> str:
        """Return the value in words, too."""
        slider: Any = self.object()
        if kind == QAccessible.Text.Value and slider is not None:
            return describe(slider)
        return super().text(kind)


_PRESSED: Mapping[QAccessible.Role, type[Spoken]] = {
    Role.PageTab: SpokenTab,
    Role.Button: SpokenLine,
}


def _interface_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if getattr(thing, "spoken_role", None) is None:
        # Qt takes a stack of views for a layered pane, which readers name whenever one comes to a view in it.
        return (
            QAccessibleWidget(thing, Role.Grouping) if isinstance(thing, QStackedWidget) else None
        )
    if isinstance(thing, QAbstractSlider):
        return SpokenSlider(thing)
    made = _PRESSED.get(thing.spoken_role, Spoken)  # type: ignore[attr-defined]
    return made(thing)  # type: ignore[arg-type]


_installed: list[object] = []


def install() -> None:
    """Answer for the program's own widgets, from now on; once for a process."""
    if not _installed:
        _installed.append(_interface_of)
        QAccessible.installFactory(_interface_of)


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a sentence said, wherever the focus is; nothing where nobody listens."""
    if sentence and QAccessible.isActive():
        news = QAccessibleAnnouncementEvent(widget, sentence)
        polite = QAccessible.AnnouncementPoliteness
        news.setPoliteness(polite.Assertive if urgent else polite.Polite)
        QAccessible.updateAccessibility(news)


class News(QObject):
    """Has what a widget says announced when it has changed, and seldom while it changes all the time."""

    def __init__(
        self, widget: QWidget, say: Callable[[str], None] | None = None, between: int = BETWEEN
    ) -> None:
        """Take the widget that has something to say, how (an announcement), and how seldom, in milliseconds."""
        super().__init__(widget)
        self._widget, self._waiting, self._told = widget, "", ""
        self._say = say or partial(announce, widget)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._tell)
        self._rest = QTimer(self, singleShot=True, interval=between)
        self._rest.timeout.connect(self._tell)

    def tell(self, sentence: str) -> None:
        """Have a sentence said soon, unless a newer one takes its place before."""
        self._waiting = sentence
        if not (self._rest.isActive() or self._soon.isActive()):
            self._soon.start()

    def _tell(self) -> None:
        if self._waiting != self._told and self._widget.isVisible():
            self._told = self._waiting
            self._say(self._told)
            self._rest.start()


class SaysValue:
    """What a slider says of its value in words, such as "Update 3 of 100".

    The bus of Linux hands on numbers alone: a reader is told the words as a new description, which
    it says of what has the focus. Other systems ask for them as the value itself.
    """

    _words = ""
    _news: News | None = None

    def say(self, words: str) -> None:
        """Say this of the value from now on."""
        self._words = words
        if QAccessible.isActive():
            if self._news is None:
                self._news = News(self, lambda _: tell_description(self), VALUES_BETWEEN)  # type: ignore[arg-type]
            self._news.tell(words)

    def described(self) -> str:
        """Return what it says."""
        return self._words
