"""The known data sets' files: where they lie, and how they are downloaded."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.known_data import DATA_SETS, DataSet
from explorer.files.resources import resources

_TICK = 0.05  # seconds between two looks at a download
_PATIENCE = 10.0  # seconds without a byte, after which a server is given up
_CHUNK = 65_536  # bytes
_MOST_MORE = 2  # times the size that is known


def folder_of(key: str) -> Path:
    """Return where a known data set's files lie, or will."""
    if key == "mnist":
        return resources() / "mnist"
    # Late: most starts do without it.
    import platformdirs

    return Path(platformdirs.user_data_dir("gradient-explorer", appauthor=False)) / "data" / key


def is_there(key: str) -> bool:
    """Return whether all files of a known data set are here."""
    folder = folder_of(key)
    # A file is put into place only when its sum was right.
    return all((folder / name).is_file() for name in DATA_SETS[key].files)


def download(data: DataSet, folder: Path) -> Iterator[float]:
    """Download what is missing and yield, several times a second, which share is there.

    Closed, it ends within a tenth of a second, whatever the server does; no part of a file stays.

    Raises:
        ExplorerError: If a file cannot be had or is not the one known; those before it stay.
    """
    progress, failures = _Progress(data.size), []

    def work() -> None:
        try:
            if all((folder / name).is_file() for name in data.files) and data.members:
                return
            for name, digest in data.sums.items():
                _fetch(data, name, digest, folder, progress)
            if data.members:
                _unpack(data, folder)
        except Exception as failure:  # noqa: BLE001 - told by the generator, in its own thread
            failures.append(failure)

    # A thread of its own: a read from a server that sends nothing cannot be cut short, only left.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            yield min(progress.done / max(data.size, 1), 1.0)
            thread.join(_TICK)
    finally:
        progress.cancelled = True
    if failures:
        raise _told(data, failures[0]) from failures[0]
    yield 1.0


class _LeftError(Exception):
    """Nobody waits for the download any more."""


class _EndlessError(Exception):
    """More comes than the data set has."""


class _Progress:
    """Counts bytes, as pooch tells them to a bar, and refuses more than there can be."""

    def __init__(self, size: int) -> None:
        self._most = _MOST_MORE * size
        self.total = self._file = self._before = 0
        self.cancelled = False

    @property
    def done(self) -> int:
        """Bytes of all files so far."""
        return self._before + self._file

    def update(self, count: int) -> None:
        """Take in some more bytes of this file."""
        if self.cancelled:
            raise _LeftError
        self._file += count
        if self.done > self._most:
            raise _EndlessError  # before the disk is full: nothing of it could be right

    def reset(self) -> None:
        """Begin to count again; pooch does so once a file is there, and counts its whole again."""
        self._file = 0

    def close(self) -> None:
        """Take the file as done."""
        self._before += self._file
        self._file = 0


def _fetch(data: DataSet, name: str, digest: str, folder: Path, progress: _Progress) -> None:
    import pooch

    pooch.get_logger().setLevel("ERROR")  # it tells of each file on standard error
    downloader: Any = pooch.HTTPDownloader(
        progressbar=progress, chunk_size=_CHUNK, timeout=_PATIENCE
    )
    # Compared before it is moved into place; what is there already is compared, too.
    pooch.retrieve(
        data.address + name, f"sha256:{digest}", fname=name, path=folder, downloader=downloader
    )


def _unpack(data: DataSet, folder: Path) -> None:
    """Put the files of the archive that is there into place, and let go of it."""
    import pooch

    (name,) = data.sums
    archive, aside = folder / name, folder / "unpacked"
    try:
        # Aside first: what stands under its own name is whole.
        unzip = pooch.Unzip(members=list(data.members), extract_dir=aside.name)
        unzip(str(archive), "download", None)
        for member, file in zip(data.members, data.files, strict=True):
            (aside / member).replace(folder / file)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        archive.unlink(missing_ok=True)


def _told(data: DataSet, failure: Exception) -> Exception:
    """Return a failure as a sentence with a remedy, or as it is where there is none."""
    host, name = data.host, data.title
    reason = getattr(failure, "strerror", None) or failure
    sentences = {
        "gone": said(
            "Errors",
            "{host} has no {name} any more. Open a folder with its four files instead.",
            host=host,
            name=name,
        ),
        "slow": said(
            "Errors",
            "{host} does not answer. Try again later, or open a folder with the four files.",
            host=host,
        ),
        "other": said(
            "Errors",
            "What {host} sent is not the {name} that is known: its SHA-256 differs. "
            "Nothing of it was kept; try again.",
            host=host,
            name=name,
        ),
        "endless": said(
            "Errors",
            "What {host} sends is larger than {name}. Nothing of it was kept; try again.",
            host=host,
            name=name,
        ),
        "broken": said(
            "Errors",
            "The connection to {host} broke off. Nothing of the file was kept; try again.",
            host=host,
        ),
        "offline": said(
            "Errors",
            "There is no connection to {host}. Connect to the internet, or open a folder with "
            "the four files.",
            host=host,
        ),
        "disk": said(
            "Errors",
            "The files of {name} cannot be written ({reason}). Free some room, or open a folder "
            "with them.",
            name=name,
            reason=reason,
        ),
    }
    kind = next((kind for kind, is_so in _kinds(failure) if is_so), "")
    return ExplorerError(sentences[kind]) if kind else failure


def _kinds(failure: Exception) -> Iterator[tuple[str, bool]]:
    """Yield what a failure may be, the more special first, and whether it is."""
    from requests import exceptions

    text = str(failure)
    yield "gone", isinstance(failure, exceptions.HTTPError)
    # A body that does not come is an error of the connection to requests.
    yield "slow", isinstance(failure, exceptions.Timeout) or "timed out" in text
    # By its words: pooch has no class for it.
    yield "other", isinstance(failure, ValueError) and "hash" in text
    yield "endless", isinstance(failure, _EndlessError)
    yield "broken", isinstance(failure, exceptions.ChunkedEncodingError) or "IncompleteRead" in text
    yield "offline", isinstance(failure, exceptions.ConnectionError)
    yield "disk", isinstance(failure, OSError)
