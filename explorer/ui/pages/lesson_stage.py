"""What a lesson does to its page: sets off a part, hides choices, takes a prediction on the plot."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.core.answers import Mark
from explorer.session.lessons.parts import PLACED
from explorer.ui.pages.lesson_leaf import LessonLeaf
from explorer.ui.plots.guess import Ground, Guess
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.ring import Ring

translate = QCoreApplication.translate


class LessonStage(QObject):
    """Follows a lesson.

    Args:
        guide: The lessons.
        column: The column of choices.
        named: Its controls, by the names of their choices.
        hero: What the page is about.
        others: Further parts that a step can look at, by name.
    """

    def __init__(
        self,
        guide: LessonLeaf,
        column: QWidget,
        named: Mapping[str, QWidget],
        hero: QWidget,
        others: Mapping[str, QWidget],
        look: Look,
    ) -> None:
        super().__init__(column)
        self._guide, self._named, self._look = guide, named, look
        self._parts = {**named, **others, "plot": hero, **_read_outs(hero)}
        self._ground = next(filter(None, map(_predicting, hero.findChildren(QWidget))), None)
        self._guesses: dict[Mark, Guess] = {}
        self._hidden: list[QWidget] = []
        self.ring = Ring(look, column)
        self.hiding = Hiding(look)
        column.layout().insertWidget(0, self.hiding)  # type: ignore[union-attr]
        self.hiding.show_all.clicked.connect(self._show_all)
        guide.staged.connect(self._draw)
        guide.opened.connect(self._hide)

    @property
    def parts(self) -> Mapping[str, QWidget]:
        """What a step can look at, by name."""
        return self._parts

    @property
    def guesses(self) -> Mapping[Mark, Guess]:
        """What predictions are put on the plot by: those that were asked for so far."""
        return self._guesses

    def _draw(self) -> None:
        guide = self._guide
        is_seen = guide.isVisible()
        named = self._parts.get(guide.step.look_at) if is_seen else None
        self.ring.show_around(None if named is None else _whole(named))
        wanted = self._mark if is_seen else None
        if wanted is not None and wanted not in self._guesses and self._ground is not None:
            guess = self._guesses[wanted] = Guess(self._ground, wanted, self._look, self)
            guess.moved.connect(guide.place)
        for mark, guess in self._guesses.items():
            if mark != wanted:
                guess.hide()
        if wanted in self._guesses:
            is_open = guide.progress.given is None
            self._guesses[wanted].show_at(guide.guess, movable=is_open)

    @property
    def _mark(self) -> Mark | None:
        """What the prediction of the step is put on the plot by."""
        asked = self._guide.step.predict
        places = PLACED.get(self._guide.lesson.page, {})
        return None if asked is None or not asked.place else places.get(asked.facts)

    def _hide(self, names: tuple[str, ...]) -> None:
        """Hide choices, and show those that the lesson before has hidden."""
        hidden, self._hidden = self._hidden, []
        for each in hidden:
            each.removeEventFilter(self)
            each.show()
        for name in names:
            if name in self._named:
                whole = _whole(self._named[name])
                whole.hide()
                whole.installEventFilter(self)
                self._hidden.append(whole)
        self.hiding.tell(len(self._hidden))

    def _show_all(self) -> None:
        self._hide(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide again what the page itself brings back, as fields that belong to an optimiser."""
        if event.type() == QEvent.Type.ShowToParent and isinstance(watched, QWidget):
            watched.hide()
        return bool(super().eventFilter(watched, event))


class Hiding(QWidget):
    """Says in the column that a lesson hides choices, and shows them all."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._text = label("", "note", wrap=True)
        self.show_all = button(translate("Guide", "Show all choices"), "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(4)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.addWidget(self.show_all)
        row.addStretch(1)
        column.addLayout(row)
        look.changed.connect(self.updateGeometry)
        self.hide()

    def tell(self, count: int) -> None:
        """Say how many are hidden; nothing for none."""
        self._text.setText(translate("Guide", "Hidden by the lesson: {count}").format(count=count))
        self.setVisible(count > 0)


def _whole(control: QWidget) -> QWidget:
    """Return a control with the label above it, where one stands there for it alone."""
    around = control.parentWidget()
    layout = None if around is None else around.layout()
    if around is not None and layout is not None and layout.count() == 2:
        first = around.findChild(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if first is not None and layout.indexOf(first) == 0:
            return around
    return control


def _read_outs(hero: QWidget) -> dict[str, QWidget]:
    """Return the numbers above the plot, by their names."""
    found: dict[str, QWidget] = {}
    for each in (hero, *hero.findChildren(QWidget)):
        for name, read_out in getattr(each, "read_outs", {}).items():
            found.setdefault(f"read-out {name}", read_out)
    return found


def _predicting(widget: QWidget) -> Ground | None:
    return getattr(widget, "predicting", None)
