"""From what is chosen to what is shown: requests with numbers, and their answers.

The same on every page:

    choices -> requests that they change, numbered -> threads -> answers with their numbers
            -> `Shown` (frozen: choices, results, what is pending, what failed) -> draw(old, new)

An answer whose number is not its request's newest is dropped here, for all pages.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.session.shown import Result, Shown
from explorer.ui.jobs.threads import Latest, StandingThread

LATE = 100  # milliseconds after which what is pending is drawn so
# Milliseconds without a newer preview before the exact answers are asked for: in a drag they would
# only keep the next preview waiting.
PAUSE = 80
IDLE = 700  # milliseconds after an exact answer before its preview is traced for a drag to come

P = ParamSpec("P")
S = TypeVar("S", bound=Shown)


@dataclass(frozen=True, slots=True)
class Ask:
    """Work to be done in a thread; two are the same when their arguments are.

    Attributes:
        work: Generator function; it imports what needs TensorFlow only when it runs. It yields
            answers, each better than the one before, and None where it may be ended meanwhile.
        arguments: What it is called with, frozen values.
    """

    work: Callable[..., Iterator[Any]]
    arguments: tuple[Any, ...]


def ask(work: Callable[P, Iterator[Any]], *arguments: P.args, **_: P.kwargs) -> Ask:
    """Return what to ask for; the type checker holds the arguments against those of `work`."""
    return Ask(work, arguments)


@dataclass(frozen=True, slots=True)
class Request(Generic[S]):
    """One kind of question to TensorFlow.

    Attributes:
        key: Field of the page's `Shown` that holds its result.
        asks: Returns what is asked for; a different answer of it is a new request, None empties
            the result: nothing is wanted, or what the question depends on is not there.
        rest: Milliseconds without a newer request before this one is made.
        is_short: Whether it takes a few milliseconds, and so keeps a thread of its own.
        is_long: Whether parts of it take seconds, so that a newer one does not wait for their end.
    """

    key: str
    asks: Callable[[S], Ask | None]
    rest: int = 0
    is_short: bool = False
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Preview(Generic[S]):
    """A compiled question that answers several requests soon, before they are answered exactly.

    Attributes:
        asks: Returns what is asked for.
        traced: Returns everything chosen that needs another trace, which takes a second.
        covers: Keys of the requests that it answers.
        is_soon: Whether it answers a change from old to new sooner, given whether it is traced.
        answers: Returns its answers by their keys.
        outdoes: Whether an answer that a preview has given is better than a first exact one.
    """

    asks: Callable[[S], Ask]
    traced: Callable[[S], Hashable]
    covers: tuple[str, ...]
    is_soon: Callable[[S, S, bool], bool]
    answers: Callable[[Any], Mapping[str, Any]]
    outdoes: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class _Failed:
    failure: Exception


@dataclass(frozen=True, slots=True)
class Answered(Generic[S]):
    """What a circuit has been answered, for one that takes its place.

    Attributes:
        shown: What is shown; what was pending is empty.
        asked: The questions by their keys; of what was pending None, so that it is asked again.
    """

    shown: S
    asked: Mapping[str, Ask | None]


class Circuit(QObject, Generic[S]):
    """Asks for what the choices need, and keeps what is shown.

    Attributes:
        shown: What is shown now.
    """

    changed = Signal(object, object)  # old and new Shown

    def __init__(
        self,
        shown: S,
        requests: Sequence[Request[S]],
        preview: Preview[S] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        # Everything is asked for anew when TensorFlow is there; until then there are choices and
        # no results.
        self.shown = shown
        self._requests = {request.key: request for request in requests}
        self._asked: dict[str, Ask | None] = dict.fromkeys(self._requests)
        self._numbers = dict.fromkeys(self._requests, 0)
        self._lines: dict[str, Latest[Any] | StandingThread[Any]] = {}
        self._rests: dict[str, QTimer] = {}
        # One timer for each request: with one for all, young ones were called late in a drag.
        self._lates: dict[str, QTimer] = {}
        for key, request in self._requests.items():
            self._lines[key] = self._line(request.is_short, request.is_long)
            self._rests[key] = self._timer(request.rest, partial(self._submit, key))
            self._lates[key] = self._timer(LATE, partial(self._tell_late, key))
        self._wish: tuple[str, str, Callable[[], None]] | None = None
        # What the parts know, and whether they are being told: a part may wish while it is drawn.
        self._told, self._is_telling = shown, False
        self._preview = preview
        self._traced: Hashable = None
        self._previewed = 0  # number of the newest preview that was asked for
        self._inexact: set[str] = set()  # keys whose exact answers are still to come
        if preview is not None:
            self._preview_line = self._line(True)
            self._pause = self._timer(PAUSE, self._end_pause)
            self._idle = self._timer(IDLE, self._trace)

    def _line(self, is_short: bool, is_long: bool = False) -> Latest[Any] | StandingThread[Any]:
        line: Latest[Any] | StandingThread[Any]
        line = StandingThread(self) if is_short else Latest(self, overtakes=is_long)
        line.reported.connect(self._take)
        return line

    def _timer(self, interval: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(call)
        return timer

    # ---- what the page needs to know

    @property
    def answered(self) -> Answered[S]:
        """What is shown and was asked for it, without what is still to be answered exactly."""
        open_ = {key for key, r in self.shown.results if r.pending} | self._inexact
        open_ |= {key for key, line in self._lines.items() if line.busy}  # a better one is to come
        empty: dict[str, Any] = {key: Result() for key in open_}
        shown = replace(self.shown, ready=False, late=frozenset(), **empty)
        asked = {key: None if key in open_ else asked for key, asked in self._asked.items()}
        return Answered(shown, asked)

    def go_on_from(self, before: Answered[S]) -> None:
        """Show what another circuit was answered to the same choices; only the rest is asked anew."""
        if before.shown.choices == self.shown.choices:
            self.shown = self._told = before.shown
            self._asked |= before.asked

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still to be answered, or answered to the end."""
        works = any(line.busy for line in self._lines.values())  # also after a first answer
        return bool(self._inexact) or works or any(r.pending for _, r in self.shown.results)

    @property
    def is_traced(self) -> bool:
        """Whether a preview of what is chosen can be had without tracing it first."""
        # Compared with what the thread has traced, not with what was asked of it: the trace may
        # not be done.
        return self._preview is not None and self._preview.traced(self.shown) == self._traced

    # ---- choices to requests

    def begin(self) -> None:
        """Ask for everything: TensorFlow is there."""
        self.put(replace(self.shown, ready=True))

    def put(self, shown: S) -> None:
        """Show other choices, or look elsewhere, and ask for what depends on it."""
        self._show(self._asking(self.shown, shown) if shown.ready else shown)

    def throttle(self, key: str, wish: Callable[[], None], unless_late: str = "") -> None:
        """Fulfil a wish now, or once a request is answered; a newer one replaces one that waits.

        A drag goes on at the pace of its answers: asking anew before they come, none ever would.
        Another request is waited for too, unless it is late.
        """
        self._wish = key, unless_late or key, wish
        self._fulfil()

    def _asking(self, old: S, new: S) -> S:
        preview = self._preview
        changed: dict[str, Ask | None] = {}
        for key, request in self._requests.items():
            asked = request.asks(new)
            # Equal questions are not asked again, however often choices change back and forth.
            if asked != self._asked[key]:
                changed[key] = self._asked[key] = asked
                # From now on an answer with the old number is not looked at.
                self._numbers[key] += 1
                # The old value stays until the first new answer: emptied, a drag would flicker.
                value = None if asked is None else new.result(key).value
                result: Any = Result(value, pending=asked is not None)
                new = replace(new, **{key: result})
        covered = changed.keys() & set(preview.covers) if preview else set()
        soon = bool(
            preview and covered
            and preview.is_soon(old, new, preview.traced(new) == self._traced)
        )  # fmt: skip
        if soon:
            self._ask_preview(new)
        elif covered:
            # What was waiting for a pause of previews would wait for ever.
            self._pause.stop()
            covered |= self._inexact  # they waited for the end of a pause that does not come
        for key in changed.keys() | covered:
            if not (soon and preview and key in preview.covers):
                self._rests[key].stop()
                if self._asked[key] is not None:
                    self._wait(key)
                else:
                    self._cancel(key)
        return new

    def _wait(self, key: str) -> None:
        if self._requests[key].rest:
            self._rests[key].start()
        else:
            self._submit(key)

    def _submit(self, key: str) -> None:
        asked = self._asked[key]
        if asked is not None:
            self._lines[key].request(_numbered(key, self._numbers[key], asked))
            # Traced while one looks at the answer, so that the first drag is quick already.
            if self._preview and key in self._preview.covers:
                self._idle.start()

    def _cancel(self, key: str) -> None:
        self._inexact.discard(key)
        # Something must take the place of what runs, as a thread ends its work only for other
        # work.
        if self._lines[key].busy:
            self._lines[key].request(_nothing)

    # ---- previews

    def _ask_preview(self, new: S) -> None:
        if self._preview is None:
            return
        for key in self._preview.covers:
            self._cancel(key)  # an older exact answer would only hold up the preview
            if self._asked[key] is not None:
                self._inexact.add(key)
        self._previewed += 1
        self._request_preview(new, self._previewed)
        self._pause.start()

    def _request_preview(self, shown: S, number: int) -> None:
        if self._preview is not None:
            tag = number, self._preview.traced(shown)
            self._preview_line.request(_numbered("", tag, self._preview.asks(shown)))

    def _end_pause(self) -> None:
        if self._preview_line.busy:  # the exact answers take the place of the preview, not before
            self._pause.start()
            return
        for key in self._inexact:
            self._submit(key)

    def _trace(self) -> None:
        if not self.is_traced:
            self._request_preview(self.shown, 0)

    def _take_preview(self, tag: tuple[int, Hashable], answer: Any) -> None:
        number, self._traced = tag
        if self._preview is None or isinstance(answer, _Failed):
            return  # what fails, fails exactly too, and is told then
        if number == self._previewed and self._inexact:
            answers = self._preview.answers(answer)
            self._accept({key: Result(answers[key]) for key in self._inexact})

    # ---- answers

    def _take(self, report: tuple[str, Any, Any]) -> None:
        key, number, answer = report
        if answer is None:
            return  # no answer yet: the work has but looked whether it is still wanted
        if not key:
            self._take_preview(number, answer)
        elif number == self._numbers[key]:
            is_previewed = key in self._inexact and not self.shown.result(key).pending
            if is_previewed and self._preview and self._preview.outdoes(answer):
                return  # the preview is there as a whole; the exact answer replaces it as a whole
            self._inexact.discard(key)
            failed = isinstance(answer, _Failed)
            # What failed has no value: nothing of another choice may stand where its sentence is.
            self._accept({key: Result(failure=answer.failure) if failed else Result(answer)})

    def _accept(self, answers: Mapping[str, Result[Any]]) -> None:
        """Take answers to the newest choices; what still stands there for older ones goes."""
        old = self.shown
        # All that is older goes with the first answer that is new, for all requests at once:
        # otherwise numbers of two functions would stand side by side.
        changes: dict[str, Any] = {
            key: Result(pending=True)
            for key, result in old.results
            if result.pending and result.value is not None
        }
        new = replace(old, **changes | dict(answers))
        self._show(self._asking(old, new))
        self._fulfil()

    def _fulfil(self) -> None:
        if self._wish is None:
            return
        key, other, wish = self._wish
        is_awaited = self.shown.result(other).pending and other not in self.shown.late
        if not (self.shown.result(key).pending or is_awaited):
            self._wish = None
            wish()

    def _tell_late(self, key: str) -> None:
        self._show(replace(self.shown, late=self.shown.late | {key}))
        self._fulfil()

    def _show(self, new: S) -> None:
        pending = frozenset(key for key, result in new.results if result.pending)
        for key, timer in self._lates.items():
            if key not in pending:
                timer.stop()
            # Once for each wait: started anew at every move, none would end in a drag.
            elif key not in new.late and not timer.isActive():
                timer.start()
        self.shown = replace(new, late=new.late & pending)
        if self._is_telling:
            return  # wished for by a part that is being drawn: the others come first
        self._is_telling = True
        # Until nothing is new: a part that wishes for something while it is drawn is drawn for it
        # after all others.
        while self._told != self.shown:
            old, self._told = self._told, self.shown
            self.changed.emit(old, self._told)
        self._is_telling = False

    def close(self) -> None:
        """End every thread."""
        timers = [*self._rests.values(), *self._lates.values()]
        lines = [*self._lines.values()]
        if self._preview is not None:
            timers += [self._pause, self._idle]
            lines.append(self._preview_line)
        # Timers first: one of them could ask for work after its thread has ended.
        for timer in timers:
            timer.stop()
        for line in lines:
            line.close()


def _numbered(key: str, number: Any, asked: Ask) -> Callable[[], Iterator[tuple[str, Any, Any]]]:
    """Return work whose answers, and whose failure, tell what they answer."""

    def work() -> Iterator[tuple[str, Any, Any]]:
        try:
            for answer in asked.work(*asked.arguments):
                yield key, number, answer
        # Handed over as an answer is, with its number: a failure of older choices is not told.
        except Exception as failure:  # noqa: BLE001 - it belongs to the one who asked
            yield key, number, _Failed(failure)

    return work


def _nothing() -> Iterator[Any]:
    """Take the place of work that is not wanted any more."""
    yield from ()
