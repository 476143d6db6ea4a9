"""Where the program's own files lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Return the folder `resources`: inside an installed package, beside it in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def documents() -> Path:
    """Return the folder of the documents, with the user guide in it: among the resources once installed."""
    inside = _PACKAGE / "resources" / "docs"
    return inside if inside.is_dir() else _PACKAGE.parent / "docs"
