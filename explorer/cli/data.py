"""Which data set a command means: a name that is known, or a folder."""

import sys
from pathlib import Path

from explorer.core.training.known_data import DATA_SETS
from explorer.files.datasets import download, folder_of, is_there


def folder_at(name: str) -> Path:
    """Return the folder of a data set; a known one that is not here yet is downloaded, as is told.

    Args:
        name: Key of a known data set, or a folder. A folder of such a name is meant by ./name.

    Raises:
        ExplorerError: If it cannot be downloaded.
    """
    if name not in DATA_SETS:
        return Path(name)
    data, folder = DATA_SETS[name], folder_of(name)
    if not is_there(name):
        for share in download(data, folder):
            print(f"\r{data.title}: {100 * share:3.0f} %", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    return folder
