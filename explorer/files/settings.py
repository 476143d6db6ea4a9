"""How the window is looked at, kept from one start to the next."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, get_args

import platformdirs

from explorer.core.sentences import ExplorerError
from explorer.core.untrusted import read_json, read_regular
from explorer.files.saving import save_text
from explorer.session.pages import PAGES
from explorer.session.session import LANGUAGES, LEAVES, ThemeName, ViewState

_MOST_BYTES = 1_000_000
_ALLOWED: dict[str, tuple[Any, ...]] = {
    "page": tuple(PAGES),
    "leaf": (*LEAVES, None),
    "theme": get_args(ThemeName),
    "language": ("system", *LANGUAGES),
    "projector": (False, True),
    "still": (False, True),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is kept.

    Attributes:
        view: Page, leaf, theme, language and sight.
        geometry: Place and size of the window as Qt writes them, in hexadecimal; empty for none.
    """

    view: ViewState = field(default_factory=ViewState)
    geometry: str = ""


def settings_file() -> Path:
    """Return where the settings are kept; before they are, neither file nor folder is there."""
    folder = platformdirs.user_config_dir("gradient-explorer", appauthor=False)
    return Path(folder) / "settings.json"


def read_settings(path: Path) -> Settings:
    """Read settings; whatever is missing or makes no sense is as at the first start."""
    try:
        table = read_json(read_regular(path, _MOST_BYTES))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(table, dict):
        return Settings()
    view = table.get("view")
    known = view if isinstance(view, dict) else {}
    # Each by itself: one that is wrong does not take the others with it.
    kept = {
        name: known[name] for name in _ALLOWED if name in known and _is_allowed(name, known[name])
    }
    geometry = table.get("geometry")
    return Settings(ViewState(**kept), geometry if isinstance(geometry, str) else "")


def write_settings(path: Path, settings: Settings) -> None:
    """Write settings; a folder that refuses them is no reason to trouble anybody at the end."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_text(path, json.dumps(asdict(settings), indent=2) + "\n")
    except (OSError, ExplorerError):
        return


def _is_allowed(name: str, value: object) -> bool:
    """Whether a value is one of those known, of the same type: 1 is not True."""
    return any(type(value) is type(one) and value == one for one in _ALLOWED[name])
