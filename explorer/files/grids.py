"""A grid of training runs as a file: TOML, or JSON by its ending."""

from pathlib import Path

from explorer.core.sentences import ExplorerError, said
from explorer.core.untrusted import read_json, read_regular, read_toml
from explorer.session.training.grid import grid_of
from explorer.session.training.grid_choices import Grid

_MOST_BYTES = 100_000


def read_grid(path: Path) -> Grid:
    """Return the grid that a file holds.

    Raises:
        ExplorerError: If it cannot be read, or holds none.
    """
    try:
        content = read_regular(path, _MOST_BYTES)
        is_json = path.suffix.lower() == ".json"
        table = read_json(content) if is_json else read_toml(content)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)[:120]
        raise ExplorerError(
            said(
                "Errors",
                "{path} cannot be read as a grid: {reason}. Give a file in TOML, or in JSON that ends in "
                ".json.",
                path=path,
                reason=reason or error,
            )
        ) from error
    return grid_of(table)
