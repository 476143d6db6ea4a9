"""A page with a timeline to play, and a program, numbers and a lesson to take home."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from explorer.files.lessons import read_lesson
from explorer.session.session import LeafName
from explorer.ui.pages.guide_leaf import GuideLeaf
from explorer.ui.pages.page import Page, leaf
from explorer.ui.pages.player import Player
from explorer.ui.services import Services
from explorer.ui.typesetting import Typesetter
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.data_table import DataTable
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.timeline import Timeline


class PlayedPage(Page):
    """What pages with a timeline have in common.

    A page says where it is on its timeline, where that ends, and how to go somewhere; playing,
    stepping, the keys and the leaves follow from that.

    Attributes:
        timeline: The bar at the bottom.
        player: Plays it.
        code: The program of what is shown.
        data: Its numbers.
        guide: Its lesson.
        typesetter: Sets its formulas.
    """

    def __init__(
        self, services: Services, lesson: str, timeline: Timeline, code: CodeView, data: DataTable
    ) -> None:
        super().__init__(services.look)
        self.timeline, self.code, self.data = timeline, code, data
        self.player = Player(self._play_on, self)
        self.typesetter = Typesetter(services.look, self)
        steps = read_lesson(services.resources / "lessons", lesson, services.language)
        self.guide = GuideLeaf(steps, self._follow_guide, services.look)
        timeline.play_toggled.connect(self.toggle_play)
        timeline.position_requested.connect(self.go)
        self.player.playing_changed.connect(timeline.set_playing)
        code.saved.connect(lambda path: self.save(path, code.program))
        data.saved.connect(lambda path: self.save(path, data.csv))

    # ---- what a page says of itself

    @property
    def place(self) -> int:
        """Where the timeline stands."""
        raise NotImplementedError

    @property
    def last(self) -> int:
        """Where the timeline ends."""
        raise NotImplementedError

    @property
    def reached(self) -> int:
        """Up to where there is something to show; playing waits there."""
        raise NotImplementedError

    @property
    def speed(self) -> float:
        """Steps per second while playing."""
        raise NotImplementedError

    def go(self, place: int) -> None:
        """Go to a place on the timeline."""
        raise NotImplementedError

    def choose(self, choices: Mapping[str, Any]) -> None:
        """Choose what a step of the lesson is about."""
        raise NotImplementedError

    # ---- what follows from it

    def leaves(self, formula: QWidget, program_title: str) -> Mapping[LeafName, QWidget]:
        """Return the four leaves; the formulas are the page's own."""
        title = label(program_title, "heading")
        return {
            "formula": formula,
            "code": leaf(title, self.code, stretch_last=True, padding=12),
            "data": leaf(self.data, stretch_last=True, padding=12),
            "guide": self.guide,
        }

    def save_leaf(self, name: str) -> None:
        """Ask where to save the program or the numbers."""
        (self.code if name == "code" else self.data).save.click()

    def copy_leaf(self, name: str) -> None:
        """Put the program or the numbers on the clipboard."""
        (self.code if name == "code" else self.data).copy.click()

    def toggle_play(self) -> None:
        """Play from here, or from the start when at the end; hold when playing."""
        if self.player.playing:
            self.player.pause()
        elif self.reached > 0:
            if self.place >= self.last:
                self.go(0)
            self.player.play(self.speed)

    def step(self, by: int) -> None:
        """Go a step on or back."""
        self.player.pause()
        self.go(self.place + by)

    def jump(self, *, to_end: bool) -> None:
        """Go to the start or to the end."""
        self.player.pause()
        self.go(self.last if to_end else 0)

    def close_jobs(self) -> None:
        """End every thread of the page."""
        self.player.pause()
        self.typesetter.close()

    def _play_on(self) -> bool:
        if self.place < self.reached:
            self.go(self.place + 1)
        return self.place < self.last

    def _follow_guide(self, choices: Mapping[str, Any]) -> None:
        self.player.pause()
        self.choose(choices)
