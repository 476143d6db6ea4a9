"""The frame and the circuit that all pages share; a page fills it and says what is its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.core.sentences import ExplorerError
from explorer.files.lessons import lessons_of
from explorer.session.lessons.facts import facts_of
from explorer.session.lessons.showing import shown_by
from explorer.session.pages import PAGES, Choices
from explorer.session.session import LeafName, PageName, Session
from explorer.ui.commands import Command
from explorer.ui.pages.circuit import Circuit, Preview, Request, S
from explorer.ui.pages.column import Column
from explorer.ui.pages.frame import Frame
from explorer.ui.pages.layout import leaf, scrolling
from explorer.ui.pages.lesson_leaf import LessonLeaf
from explorer.ui.pages.lesson_stage import LessonStage
from explorer.ui.pages.own import Own, Part, Timing, loading_words, new_defect
from explorer.ui.pages.player import Player
from explorer.ui.pages.step_commands import step_commands
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.pages.watch_button import watch_on
from explorer.ui.plots.keyed import take_key
from explorer.ui.services import Services
from explorer.ui.spoken import Role
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Typesetter
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.sentence_line import SentenceLine
from explorer.ui.widgets.timeline import RunBar, Timeline

translate = QCoreApplication.translate
C = TypeVar("C", bound=Choices)
SOON = 8  # milliseconds until what may lag follows the plot: once that is painted


class Page(QWidget, Generic[C, S]):
    """A page: controls | hero over sentence and timeline | leaves.

    A page builds its parts, connects their wishes, and hands over what is its `Own`; requests,
    results, drawing, playing, keys, leaves, saving and the lesson follow from that.

    Attributes:
        circuit: Asks TensorFlow, and holds what is shown.
        frame: Where its parts stand.
        sentence: The line above the timeline.
        typesetter: Sets the page's formulas.
        guide: The lessons.
        stage: What they do to the page.
        begun: Whether the page has been looked at, and so asks for what it shows.
        shows_content: Whether what the page is about could be seen already.
        playing: Whether the timeline plays.
    """

    spoken_role = Role.Grouping  # it has the focus where no control has it

    content_shown = Signal()  # for the first time
    trouble = Signal(object)  # an exception to be told in the notice bar
    # A kind of `ENDINGS`, and a table or None for the page's own.
    export_requested = Signal(str, object)
    copy_requested = Signal(object)  # a table

    def __init__(
        self,
        services: Services,
        key: PageName,
        shown: S,
        own: Own[S],
        requests: Sequence[Request[S]] = (),
        preview: Preview[S] | None = None,
    ) -> None:
        super().__init__()
        self.services, self.look, self.store = services, services.look, services.store
        self.spec, self.own = PAGES[key], own
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.circuit: Circuit[S] = Circuit(shown, requests, preview, self)
        if key in services.answered:
            self.circuit.go_on_from(services.answered.pop(key))
        self.sentence = SentenceLine(self.look)
        self.typesetter = Typesetter(self.look, self)
        lessons = lessons_of(services.resources / "lessons", key, services.language)
        self.guide = LessonLeaf(lessons, self.show_step, self.look)
        self.shows_content = self.begun = self.playing = self._is_over = False
        self._invitation = ""
        self._player = Player(lambda: self.timing, self.go, self)
        self._player.changed.connect(self._tell_playing)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._catch_up)
        self._drawn: S | None = None  # by the parts that may lag
        self._told: tuple[object, ...] = ()  # by the timeline

    def spoken_name(self) -> str:
        """Return the page's name; as its accessible name it would be the tooltip of empty room."""
        return spoken(self.spec.title)

    # ---- what a page may do in its own way

    @staticmethod
    def prepare(services: Services) -> bool:  # noqa: ARG004 - others need it
        """Make a part ahead of the page, in a turn of its own; return whether there was one to be made."""
        return False

    def lesson_choices(self, step: Mapping[str, Any]) -> C:
        """Return a first start's choices with those of a step of the lesson."""
        chosen: C = shown_by(self.spec.key, step)
        return chosen

    def fit(self) -> None:
        """Show the part of the plane that suits what is chosen."""

    def act(self) -> None:
        """Do what the sentence line offers."""

    # ---- building

    def assemble(
        self,
        *,
        controls: Column[C],
        hero: QWidget,
        timeline: Timeline | RunBar,
        formula: QWidget,
        program: tuple[str, CodeView],
        data: TableLeaf,
        parts: Sequence[Part[S]],
        lagging: Sequence[Part[S]] = (),
        sentence_in_hero: bool = False,
    ) -> None:
        """Lay out the page and connect it with what is chosen.

        Args:
            controls: The column of choices; it scrolls when it is too long.
            hero: What the page is about.
            timeline: The bar at the bottom.
            formula: The Formula leaf.
            program: Heading and view of the Code leaf.
            data: The table of the Data leaf.
            parts: Draw at once, in this order.
            lagging: Draw a frame later where `may_lag` allows it.
            sentence_in_hero: Whether the hero has the sentence line in it.
        """
        self._parts, self._lagging = parts, lagging
        self.timeline, self.data = timeline, data
        heading, self.code = program
        self._column = controls
        leaves: dict[LeafName, QWidget] = {
            "formula": formula,
            "code": leaf(label(heading, "heading"), self.code, stretch_last=True, padding=12),
            "data": leaf(data, stretch_last=True, padding=12),
            "guide": scrolling(self.guide, "leaf"),
        }
        above = None if sentence_in_hero else self.sentence
        column = scrolling(controls.widget, "controls")
        self.frame = Frame(column, hero, above, timeline, leaves, self.look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.frame)
        others = {"sentence": self.sentence, "timeline": timeline}
        self.stage = LessonStage(
            self.guide, controls.widget, controls.named, hero, others, self.look
        )
        self._connect()
        self._draw(None, self.circuit.shown)

    def _connect(self) -> None:
        self.store.changed.connect(self._follow)
        self.circuit.changed.connect(self._draw)
        self.sentence.acted.connect(self.act)
        if self._column.watch is not None:
            self._column.watch.wanted.connect(partial(watch_on, self))
        set_off = self.own.set_off
        lines = tuple[int, ...] if set_off is None else lambda: set_off(self.shown)
        self.code.made_by(self._program, lines)
        self.code.save.clicked.connect(lambda: self.export_requested.emit("program", None))
        self.data.save.clicked.connect(lambda: self.export_requested.emit("numbers", None))
        self.data.copy.clicked.connect(lambda: self.copy_requested.emit(self.data))
        self.typesetter.done.connect(lambda _: self._tell_content())
        self.typesetter.failed.connect(self.trouble)

    # ---- choices to requests, answers to drawing

    @property
    def shown(self) -> S:
        """What is shown now."""
        return self.circuit.shown

    @property
    def busy(self) -> bool:
        """Whether something is still to be answered or drawn."""
        return self.circuit.busy or self._soon.isActive()

    def change(self, change: Callable[[C], C]) -> None:
        """Choose something else on this page."""
        self.store.change(lambda session: self.spec.choosing(session, change))

    def look_elsewhere(self, **fields: Any) -> None:
        """Show something else of what is chosen, by fields of what the page shows."""
        self._put(replace(self.shown, **fields))

    def _follow(self, old: Session, new: Session) -> None:
        choices = self.spec.chosen_in(new)
        if not self._is_over and choices != self.spec.chosen_in(old):
            self._put(self.shown.choosing(choices))

    def _put(self, shown: S) -> None:
        self.circuit.put(self.own.settle(self.shown, shown))

    def _draw(self, old: S | None, new: S) -> None:
        if new.failed is not None:
            self.pause()
            if new_defect(old, new):
                self.trouble.emit(new.failed)
        for part in self._parts:
            part.draw(old, new)
        self._say(new)
        self._tell_position(new)
        if self.own.may_choose is not None:
            self.guide.set_free(self.own.may_choose(new))
        if self.guide.listens:
            self.guide.see(facts_of(self.spec.key, new))
        # Written only while it is seen, so that a drag does not wait for it.
        if self.code.isVisible() and (
            self.own.set_off is not None
            or old is None
            or self.own.program_depends_on(old) != self.own.program_depends_on(new)
        ):
            self.code.refresh()
        is_behind = self._soon.isActive() or self._drawn is old
        if old is not None and is_behind and self.own.may_lag(old, new):
            self._soon.start()
        else:
            self._catch_up()

    def _say(self, shown: S) -> None:
        words = (
            self.own.words(shown) if shown.ready else loading_words(self.services.loader.failure)
        )
        if self._invitation and self.playing and not self.store.can_undo:
            words = replace(words, text=self._invitation, action="")
        self.sentence.say(words)

    def _program(self) -> str:
        try:
            return self.own.program(self.shown)
        except ExplorerError:
            return ""  # of a formula from a file that can no longer be read; its field says so

    def _tell_position(self, shown: S) -> None:
        """Show the place on the timeline, and whether it plays."""
        timing = self.own.timing(shown)
        self.timeline.setEnabled(shown.ready and timing.moves)
        told = timing.place, timing.end, timing.count, timing.widest, self.playing
        if isinstance(self.timeline, Timeline) and told != self._told:
            self._told = told
            self.timeline.set_range(timing.end, timing.widest)
            self.timeline.set_position(timing.place, timing.count)
            self.timeline.set_playing(self.playing)

    def _catch_up(self) -> None:
        self._soon.stop()
        drawn, self._drawn = self._drawn, self.circuit.shown
        for part in self._lagging:
            part.draw(drawn, self._drawn)
        self._tell_content()

    def _tell_content(self) -> None:
        if self.typesetter.is_set and not self._soon.isActive() and self.own.is_whole(self.shown):
            self.show_content()

    def show_content(self) -> None:
        """Tell, once, that the page's content can be seen."""
        if not self.shows_content:
            self.shows_content = True
            self.content_shown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for everything when the page is first looked at."""
        super().showEvent(event)
        if not self.begun:
            self.begun = True
            self.services.loader.when_ready(self.circuit.begin)

    # ---- leaves and commands

    @property
    def commands(self) -> list[Command]:
        """What can be asked of this page, for the command search."""
        return [*self._column.commands, *step_commands(self)]

    def open_leaf(self, name: LeafName) -> None:
        """Wish for a leaf beside the hero."""
        self.store.change(lambda session: session.viewing(lambda v: replace(v, leaf=name)))

    def open_list(self) -> None:
        """Open the list of ready choices that the page is about (Ctrl+L)."""
        self._column.open_list()

    def show_leaf(self, name: LeafName | None) -> None:
        """Open a leaf beside the hero; None closes the panel."""
        self.frame.show_leaf(name)

    def show_step(self, step: Mapping[str, Any]) -> None:
        """Choose what a step of the lesson is about."""
        self.pause()
        # Not from what is chosen now: a step says what is to be seen, whatever one did before.
        self.change(lambda _: self.lesson_choices(step))
        self.fit()
        self.guide.see(facts_of(self.spec.key, self.shown))  # what is shown already changes nothing

    # ---- the timeline and its keys, which mean the same on every page

    def _tell_playing(self, playing: bool) -> None:
        self.playing = playing
        self._tell_position(self.shown)
        if self._invitation:
            self._invitation = self._invitation if playing else ""
            self._say(self.shown)

    def invite(self, text: str) -> None:
        """Play once without being asked, with a sentence that invites, until something is pressed or chosen.

        It begins when the content can be seen, and not at all where nothing may move.
        """

        def begin() -> None:
            untouched = not (self.playing or self.timing.place or self.store.can_undo)
            if untouched and self.isVisible() and not self.look.still:
                self._invitation = text
                self.toggle_play()

        if self.shows_content:
            begin()
        else:
            self.content_shown.connect(begin)

    @property
    def timing(self) -> Timing:
        """Where the timeline stands."""
        return self.own.timing(self.shown)

    def toggle_play(self) -> None:
        """Play from here, or from the start when at the end; hold when playing (Space)."""
        self._player.toggle()

    def pause(self) -> None:
        """Stay at this place of the timeline."""
        self._player.pause()

    def go(self, place: int) -> None:
        """Go to a place on the timeline."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Step on the timeline (Left and Right)."""
        self.pause()
        self.go(self.timing.place + by)

    def jump(self, *, to_end: bool) -> None:
        """Go to an end of the timeline (Home and End)."""
        self.pause()
        self.go(self.timing.end if to_end else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the timeline's keys when no control wanted them."""
        key = Qt.Key(event.key())
        if take_key(self.focusWidget(), event):
            return
        # Keys of the number block carry a flag of their own and mean the same.
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.setFocus()  # so that the timeline has the keys again
            super().keyPressEvent(event)  # a notice goes, too
        elif key == Qt.Key.Key_Space:
            self.toggle_play()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jump(to_end=key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    # ---- the end

    def close_jobs(self) -> None:
        """End every thread of the page; called when its window goes."""
        self.pause()
        self._is_over = True  # its window may live on until its threads have ended
        self._soon.stop()
        self.circuit.close()
        self.typesetter.close()
