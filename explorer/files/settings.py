"""How the window is looked at, kept from one start to the next."""

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

import platformdirs

from explorer.core.sentences import ExplorerError
from explorer.core.untrusted import read_json, read_regular
from explorer.files.saving import save_text
from explorer.session.pages import PAGES
from explorer.session.session import LANGUAGES, LEAVES, SIZES, ThemeName, ViewState

_MOST_BYTES = 1_000_000
MOST_RECENT = 10  # documents offered again
_ALLOWED: dict[str, tuple[Any, ...]] = {
    "page": tuple(PAGES),
    "leaf": (*LEAVES, None),
    "theme": get_args(ThemeName),
    "language": ("system", *LANGUAGES),
    "projector": (False, True),
    "size": SIZES,
    "still": (False, True),
    "isolated": (False, True),
    "keeps_runs": (False, True),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is kept.

    Attributes:
        view: Page, leaf, theme, language and sight.
        geometry: Place and size of the window as Qt writes them, in hexadecimal; empty for none.
        recent: Paths of documents opened or saved before, the newest first.
        document: Path of the document that was open at the end, empty for none.
        folder: Folder that was saved to or opened from last; empty for none.
    """

    view: ViewState = field(default_factory=ViewState)
    geometry: str = ""
    recent: tuple[str, ...] = ()
    document: str = ""
    folder: str = ""


_Value = TypeVar("_Value", Settings, ViewState)


def settings_file() -> Path:
    """Return where the settings are kept; before they are, neither file nor folder is there."""
    folder = platformdirs.user_config_dir("gradient-explorer", appauthor=False)
    return Path(folder) / "settings.json"


def last_session_file() -> Path:
    """Return where what is chosen is kept from one start to the next."""
    folder = platformdirs.user_data_dir("gradient-explorer", appauthor=False)
    return Path(folder) / "last.gex"


def own_runs_folder() -> Path:
    """Return where training runs are that are kept by themselves."""
    folder = platformdirs.user_data_dir("gradient-explorer", appauthor=False)
    return Path(folder) / "training-runs"


def read_settings(path: Path) -> Settings:
    """Read settings; whatever is missing or makes no sense is as at the first start."""
    return _read(path) or Settings()


def _read(path: Path) -> Settings | None:
    try:
        table = read_json(read_regular(path, _MOST_BYTES))
    except (OSError, ValueError):
        return None
    if not isinstance(table, dict):
        return None
    view = table.get("view")
    known = view if isinstance(view, dict) else {}
    # Each by itself: one that is wrong does not take the others with it.
    kept = {
        name: known[name] for name in _ALLOWED if name in known and _is_allowed(name, known[name])
    }
    if _is_path(known.get("lessons")):
        kept["lessons"] = known["lessons"]
    geometry = table.get("geometry")
    recent = table.get("recent")
    paths = [each for each in recent if _is_path(each)] if isinstance(recent, list) else []
    known_geometry = geometry if isinstance(geometry, str) else ""
    names = {name: table.get(name) for name in ("document", "folder")}
    places = {name: str(each) for name, each in names.items() if _is_path(each)}
    return Settings(ViewState(**kept), known_geometry, tuple(paths[:MOST_RECENT]), **places)


def write_settings(path: Path, settings: Settings) -> None:
    """Write settings; a folder that refuses them is no reason to trouble anybody at the end."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_text(path, json.dumps(asdict(settings), indent=2) + "\n")
    except (OSError, ExplorerError):
        return


def write_changes(path: Path, settings: Settings, before: Settings) -> None:
    """Write what differs from before; the rest stays as others may have written it meanwhile.

    Args:
        path: The file.
        settings: What holds now.
        before: What was read from the file, or written into it, last.
    """
    others = _read(path)
    if others is not None:
        view = _changed(others.view, settings.view, before.view)
        settings = replace(_changed(others, settings, before), view=view)
    write_settings(path, settings)


def _changed(others: _Value, now: _Value, before: _Value) -> _Value:
    """Return a frozen value of others, with each field that differs between two of one's own."""
    own = {each.name: getattr(now, each.name) for each in fields(now)}
    was = {each.name: getattr(before, each.name) for each in fields(before)}
    return replace(others, **{name: own[name] for name in own if own[name] != was[name]})


def _is_path(value: object) -> bool:
    """Whether a value can be a path: opening one with a null or half a surrogate pair raises a `ValueError`."""
    try:
        return isinstance(value, str) and 0 < len(os.fsencode(value)) < 4096 and "\0" not in value
    except UnicodeEncodeError:
        return False


def _is_allowed(name: str, value: object) -> bool:
    """Whether a value is one of those known, of the same type: 1 is not True."""
    return any(type(value) is type(one) and value == one for one in _ALLOWED[name])
