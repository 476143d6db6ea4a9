"""What is asked of a run, and how it is followed while it grows."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from explorer.session.model import resolving
from explorer.session.model.choices import ModelChoices
from explorer.session.model.program import plain_keras, recorded_program, shown_program
from explorer.session.model.snapshots import ModelShown, RunWish, Seen, Window
from explorer.ui.jobs.threads import Latest
from explorer.ui.pages.circuit import Ask, Request, ask
from explorer.ui.pages.skeleton import Page

PULL = 20  # milliseconds: what was read is on its way to the plot so soon
_DECADES = tuple(int(10**e) for e in range(12))
_ELSEWHERE = 0.5  # seconds from one look to the next while another page is in front


def axis_end(shown: ModelShown) -> int:
    """Return where the step axis ends: at the last step, or of a run that goes on at a round number."""
    run = shown.run
    last = 0 if run is None else run.last_step
    if not last:
        return 100
    if shown.following in ("ended", "missing", "failed"):
        return max(last, 2)
    rung = next(f * each for each in _DECADES for f in (1, 2, 5) if f * each > last)
    return max(rung, 10)


def wish_of(shown: ModelShown) -> RunWish:
    """Return what is to be drawn."""
    choices = shown.choices
    window = shown.window or Window(0, axis_end(shown), shown.room)
    return RunWish(
        choices.quantity,
        shown.rows,
        window,
        choices.logarithmic,
        choices.smoothing,
        shown.variable,
        choices.thresholds,
    )


def _picture(shown: ModelShown) -> Ask | None:
    run = shown.run
    return None if run is None else ask(resolving.pictures, run, wish_of(shown))


REQUESTS: tuple[Request[ModelShown], ...] = (Request("picture", _picture, is_short=True),)


def is_whole(shown: ModelShown) -> bool:
    """Whether the page's content is there: a run's first picture, or without one the words on how to begin."""
    return not shown.choices.run or shown.picture.value is not None


def place_of_trouble(shown: ModelShown) -> tuple[int, int] | None:
    """Return variable and step that the sentence line is about."""
    run, hints = shown.run, shown.hints
    if run is None:
        return None
    if run.born is not None:
        layer = [n for n, each in enumerate(run.variables) if each.layer == run.born.layer]
        return (layer[0] if layer else max(shown.variable, 0)), run.born.step
    if not hints or hints[0].variable not in run.names:
        return None
    return run.names.index(hints[0].variable), hints[0].step


def settle(old: ModelShown, new: ModelShown) -> ModelShown:
    """Return the same, looking at all steps where another run is open."""
    if old.choices.run == new.choices.run:
        return new
    return replace(new, window=None, pointed=None, held=False)


class FolderFollower(QObject):
    """Looks at the folder of runs, and at the run that is open, in a thread; brings what is new.

    A run that begins in that folder while none is open is opened.
    """

    def __init__(self, page: Page[ModelChoices, ModelShown]) -> None:
        super().__init__(page)
        self._page = page
        self._line: Latest[Seen | None] = Latest(self, PULL)
        self._line.reported.connect(self._take)
        self._line.failed.connect(page.trouble)
        self._awake = threading.Event()  # set to end a pause
        self._known: frozenset[Path] | None = None
        self._path: str | None = None
        self._gone = False
        page.circuit.changed.connect(self._steer)

    def begin(self) -> None:
        """Look, from the first time on that the page is in front."""
        self._path = None
        self._follow(self._page.shown)

    def _steer(self, _old: ModelShown, new: ModelShown) -> None:
        if self._page.begun:
            self._follow(new)

    def _follow(self, shown: ModelShown) -> None:
        path = "" if shown.held else shown.choices.run
        if path == self._path or (shown.held and shown.run is None):
            return
        self._path = path
        self._gone = False
        self._end_pause()
        self._line.request(lambda: self._looked(Path(path) if path else None))

    def _looked(self, path: Path | None) -> Iterator[Seen | None]:
        """Look again and again (in the thread)."""
        # 20 ms of imports that no start needs.
        from explorer.files.following import followed
        from explorer.files.kept_folders import usual_runs_folder

        yield from followed(path, usual_runs_folder(), sleep=self._rest)

    def _rest(self, seconds: float) -> None:
        # Without a drag of another page being disturbed by looks that nobody sees.
        self._awake.wait(seconds if self._page.isVisible() else _ELSEWHERE)

    def _end_pause(self) -> None:
        awake, self._awake = self._awake, threading.Event()
        awake.set()

    def wake(self) -> None:
        """Look at once."""
        self._end_pause()

    def _take(self, seen: Seen | None) -> None:
        if seen is None:
            return
        shown = self._page.shown
        if shown.held:  # the run stays as it was when following was stopped
            return
        if str(seen.path or "") != shown.choices.run:
            return
        self._page.look_elsewhere(seen=seen)
        self._open_new(seen)

    def _open_new(self, seen: Seen) -> None:
        paths = frozenset(each.path for each in seen.recent)
        known, self._known = self._known, paths
        if known is None or self._page.shown.choices.run:
            return
        new = [each.path for each in seen.recent if each.path not in known]
        if new:
            self._page.change(lambda choices: choices.opening(str(new[0])))

    def close(self) -> None:
        """Look no more."""
        self._end_pause()
        self._line.close()


def notebook(shown: ModelShown, examples: Mapping[str, str]) -> str:
    """Return a program without `import explorer`: what was recorded, or what could be followed."""
    if shown.run is None or shown.variable < 0:
        return plain_keras(shown_program(shown.choices, examples))
    return recorded_program(shown.run, shown.variable, shown.place)
