"""What is chosen on every page as a file, as a line of text, and from one start to the next.

A document is JSON: a version, the page in front, and the choices of each page under its name. Whatever
cannot be used stands back for what the page shows at first and is told; what is not known is kept, so
that a newer program finds it again. Nothing in it is run, no path in it is opened: a formula is read
by the program's own reader, as if it had been typed.
"""

import base64
import binascii
import json
import math
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from explorer import __version__
from explorer.core.answers import numbers_in
from explorer.core.arrays import DType
from explorer.core.autodiff.results import Source
from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.untrusted import read_json, read_regular
from explorer.files.lessons import class_lesson
from explorer.files.saving import save_text
from explorer.session.glance import Glance
from explorer.session.lessons.lesson import Lesson
from explorer.session.pages import PAGES, PageSpec
from explorer.session.session import LINK, Session

LONGEST_LINK = 2_000  # characters; chats and mail programs cut longer lines
_VERSION = 1
# What makes a table of the next version of one of this; those without a change need none.
_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
_MOST_BYTES = 1_000_000
_MOST_RANGES, _MOST_STEPS = 200, 1_000  # of where one looks on a page
# Names in the annotations of choices that are imported for the type checker alone.
_NAMES = {"DType": DType, "Source": Source}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read.

    Attributes:
        session: What is chosen; how the window is looked at is the reader's own, but for the page.
        unknown: Entries that this program does not know, by page; "" holds those beside the pages.
        told: Sentences about what could not be used, and about what is not known.
        glances: Where one looks, by page.
        lesson_text: The lesson of a class file, as its teacher wrote it; empty for none.
        lesson: The same, read.
    """

    session: Session
    unknown: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    told: tuple[Sentence, ...] = ()
    glances: Mapping[str, Glance] = field(default_factory=dict)
    lesson_text: str = ""
    lesson: Lesson | None = None


def written(document: Document, *, own: bool = False) -> str:
    """Return a document as a text.

    Args:
        document: What to write.
        own: Whether it stays on this machine; else what names a place on it is left out.
    """
    session = document.session
    table: dict[str, Any] = {"gradient_explorer": _VERSION, "program": __version__}
    table["page"] = session.view.page
    for spec in PAGES.values():
        choices = spec.chosen_in(session)
        kept = {name: _plain(getattr(choices, name)) for name in _kept(spec, own=own)}
        table[spec.key] = {**kept, **document.unknown.get(spec.key, {})}
    if document.glances:
        table["glances"] = {key: _plain(each) for key, each in document.glances.items()}
    if document.lesson_text:
        table["lesson"] = document.lesson_text
    table |= document.unknown.get("", {})
    text = json.dumps(table, ensure_ascii=False, indent=1)
    # The name of a folder need not be a text; JSON has signs for it that UTF-8 has not.
    return (text if _is_text(text) else json.dumps(table, indent=1)) + "\n"


def read(text: str | bytes, now: Session, *, own: bool = False) -> Document:
    """Return the document that a text is.

    Args:
        text: JSON in UTF-8.
        now: Session whose view is kept, but for the page in front.
        own: As for `written`.

    Raises:
        ExplorerError: If it is no document, or one of a newer program.
    """
    try:
        table = read_json(text)
    except ValueError as error:
        raise _no_document() from error
    version = table.get("gradient_explorer") if isinstance(table, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _no_document()
    if version > _VERSION:
        raise ExplorerError(
            said(
                "Documents",
                "The document is of a newer Gradient Explorer ({program}). Install that one to open it.",
                program=str(table.get("program", "?"))[:20].encode(errors="replace").decode(),
            )
        )
    table = _migrated(table, version)
    told: list[Sentence] = []
    unknown: dict[str, Mapping[str, Any]] = {}
    chosen: dict[str, Any] = {}
    for spec in PAGES.values():
        entries = table.pop(spec.key, {})
        known = set(_kept(spec, own=own))
        if not isinstance(entries, dict):
            entries = {}
        found = _choices(spec, entries, known, told)
        chosen[spec.subject] = replace(found, **_carried(spec, known, now))
        # What belongs to one machine or one moment is known, too, but not taken from a document.
        names = {each.name for each in fields(spec.choices)}  # type: ignore[arg-type]
        if strange := {name: value for name, value in entries.items() if name not in names}:
            unknown[spec.key] = strange
            told += [_not_known(f"{spec.key}.{name}") for name in strange]
    page = table.pop("page", now.view.page)
    # A list of them: what is read need not be hashable.
    view = replace(now.view, page=page) if page in list(PAGES) else now.view
    glances = _glances(table.pop("glances", {}), told)
    lesson_text, lesson = str(table.pop("lesson", "")), None
    if lesson_text:
        try:
            lesson = class_lesson(lesson_text)
        except ExplorerError as error:
            told.append(error.sentence)
    beside = {k: v for k, v in table.items() if k not in ("gradient_explorer", "program")}
    if beside:
        unknown[""] = beside
        told += [_not_known(name) for name in beside]
    return Document(
        replace(now, view=view, **chosen), unknown, tuple(told), glances,
        lesson_text if lesson else "", lesson,
    )  # fmt: skip


def _migrated(table: dict[str, Any], version: int) -> dict[str, Any]:
    """Return an older document as one of this version."""
    try:
        for each in range(version, _VERSION):
            table = _MIGRATIONS.get(each, dict)(table)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _no_document() from error  # it is not what that version wrote
    return table


def fresh(now: Session) -> Document:
    """Return what a first start shows, looked at as now; places on this machine stay."""
    chosen: dict[str, Any] = {
        spec.subject: replace(spec.choices(), **_carried(spec, set(_kept(spec, own=False)), now))  # type: ignore[type-var]
        for spec in PAGES.values()
    }
    return Document(replace(now, **chosen))


def save_document(path: Path, document: Document) -> None:
    """Write a document that may be handed on.

    Raises:
        ExplorerError: If it cannot be written; an older file of that name stays.
    """
    save_text(path, written(document))


def link(session: Session, glances: Mapping[str, Glance] | None = None) -> str:
    """Return a document as one line of text; where one looks is left out before it gets too long.

    Raises:
        ExplorerError: If it would be longer than `LONGEST_LINK`.
    """
    for seen in (glances or {}, {}):
        text = written(Document(session, glances=seen))
        compact = json.dumps(json.loads(text), separators=(",", ":"))
        packed = base64.urlsafe_b64encode(zlib.compress(compact.encode(), 9)).decode().rstrip("=")
        if len(LINK) + len(packed) <= LONGEST_LINK:
            return LINK + packed
    raise ExplorerError(
        said("Documents", "This is too much for a link. Save it as a document instead.")
    )


def read_link(text: str, now: Session) -> Document:
    """Return the document that a link holds.

    Raises:
        ExplorerError: If it holds none.
    """
    packed = "".join(text.split()).removeprefix(LINK)  # a mail program may have broken the line
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(raw, _MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise _no_document() from error
    if not unpacking.eof:  # cut off, or a bomb
        raise _no_document()
    return read(content, now)


def read_document(path: Path, now: Session, *, own: bool = False) -> Document:
    """Return the document that a file holds; arguments as for `read`.

    Raises:
        ExplorerError: If the file cannot be read, or holds none.
    """
    return read(content_of(path, _MOST_BYTES), now, own=own)


def content_of(path: Path, most: int) -> bytes:
    """Return what a file that a person opens holds.

    Args:
        path: The file.
        most: Bytes that it may have.

    Raises:
        ExplorerError: If it cannot be read.
    """
    try:
        return read_regular(path, most)
    except OSError as error:
        raise ExplorerError(
            said(
                "Documents",
                "{path} cannot be opened: {reason}. Choose another file.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error


def keep_session(path: Path, session: Session, glances: Mapping[str, Glance] | None = None) -> None:
    """Keep what is chosen for the next start; a disk that refuses is no reason to trouble anybody."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_text(path, written(Document(session, glances=glances or {}), own=True))
    except (OSError, ExplorerError):
        return


def kept_session(path: Path, now: Session) -> Session:
    """Return what was chosen when the program ended; `now` where nothing can be read."""
    return kept_document(path, now).session


def kept_document(path: Path, now: Session) -> Document:
    """Return the same with where one looked."""
    try:
        return read_document(path, now, own=True)
    except ExplorerError:
        return Document(now)


def _glances(entries: Any, told: list[Sentence]) -> dict[str, Glance]:
    """Return where one looks; of what cannot be used nothing, and that is told."""
    found: dict[str, Glance] = {}
    try:
        known = msgspec.convert(entries, dict[str, Glance])
        for key, each in known.items():
            numbers = [number for _, boxes in each.zooms for ranges in boxes for number in ranges]
            is_zoom = all(a < b and c < d for _, boxes in each.zooms for a, b, c, d in boxes)
            if (
                key in PAGES and is_zoom and len(numbers) <= _MOST_RANGES
                and 0 <= each.lesson < _MOST_STEPS and all(map(math.isfinite, numbers))
                and all(number >= 0 for number, _ in each.zooms)
                and len(each.done) <= _MOST_STEPS
                and all(math.isfinite(n) for d in each.done for a in (d.given, d.found) for n in numbers_in(a))
            ):  # fmt: skip
                found[key] = each
    except (ValueError, OverflowError):
        known = {}
    if not isinstance(entries, dict) or len(found) != len(entries):
        told.append(
            said(
                "Documents",
                "{entry} cannot be used; it is as at a first start.",
                entry="glances",
            )
        )
    return found


def _kept(spec: PageSpec, *, own: bool) -> Iterator[str]:
    left_out = spec.momentary if own else spec.momentary | spec.local
    for each in fields(spec.choices):  # type: ignore[arg-type]
        if each.name not in left_out:
            yield each.name


def _carried(spec: PageSpec, known: set[str], now: Session) -> dict[str, Any]:
    """Return what no document says: it stays as it is in the window."""
    choices = spec.chosen_in(now)
    return {
        each.name: getattr(choices, each.name) for each in fields(choices) if each.name not in known
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; sets in order, so that equal choices are equal texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _choices(
    spec: PageSpec, entries: Mapping[str, Any], known: set[str], told: list[Sentence]
) -> Any:
    """Return the choices of a page: each entry that can be used, the rest as at a first start."""
    hints = get_type_hints(spec.choices, localns=_NAMES)
    wanted: dict[str, Any] = {}
    for name in known & entries.keys():
        try:
            if name not in spec.local:
                json.dumps(
                    entries[name], ensure_ascii=False
                ).encode()  # half a surrogate pair is no text
            wanted[name] = msgspec.convert(entries[name], hints[name])
        except (ValueError, OverflowError):
            told.append(_unused(spec, name))
    try:
        whole = spec.choices(**wanted)
        spec.check(whole)
    except ExplorerError:
        return _one_by_one(spec, wanted, told)
    return whole


def _one_by_one(spec: PageSpec, wanted: Mapping[str, Any], told: list[Sentence]) -> Any:
    """Return choices with each entry that can be used beside those before it."""
    choices: Any = spec.choices()
    # In the order of the fields; what a field depends on may come later, so those refused have a second go.
    waiting = [each.name for each in fields(choices) if each.name in wanted]
    for _ in range(2):
        refused = []
        for name in waiting:
            tried = replace(choices, **{name: wanted[name]})
            try:
                spec.check(tried)
            except ExplorerError:
                refused.append(name)
            else:
                choices = tried
        waiting = refused
    told += [_unused(spec, name) for name in waiting]
    return choices


def _is_text(text: str) -> bool:
    """Whether all of it is text: JSON can hold half of a surrogate pair, which nothing can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unused(spec: PageSpec, name: str) -> Sentence:
    return said(
        "Documents",
        "{entry} cannot be used; it is as at a first start.",
        entry=f"{spec.key}.{name}",
    )


def _not_known(name: str) -> Sentence:
    return said(
        "Documents",
        "{entry} is not known to this version; it is kept when the document is saved.",
        entry=name[:60].encode(errors="replace").decode(),
    )


def _no_document() -> ExplorerError:
    return ExplorerError(
        said("Documents", "This is no document of Gradient Explorer. Open one that ends in .gex.")
    )
