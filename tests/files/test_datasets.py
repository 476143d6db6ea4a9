"""Downloads from a server on this machine: whole, slow, cut off, wrong, gone, and nobody there."""

import gzip
import hashlib
import io
import socket
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from explorer.cli import data
from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import EMNIST_FILES, FILES, read_digits
from explorer.core.training.known_data import DATA_SETS, DataSet
from explorer.files import datasets
from explorer.files.datasets import download


def idx(array: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    """Return an array as a gzipped IDX file."""
    head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return gzip.compress(head + array.tobytes(), 1)


RANDOM = np.random.default_rng(0)
PIXELS = RANDOM.integers(0, 255, (5100, 28, 28), np.uint8)
LABELS = RANDOM.integers(0, 10, 5100).astype(np.uint8)
CONTENT = dict(
    zip(FILES, (idx(PIXELS), idx(LABELS), idx(PIXELS[:20]), idx(LABELS[:20])), strict=True)
)
_TURNED = PIXELS.transpose(0, 2, 1).copy()
_IN_ARCHIVE = (idx(_TURNED), idx(LABELS), idx(_TURNED[:20]), idx(LABELS[:20]))


def archive() -> bytes:
    """Return an archive as EMNIST's is: its digits among other files, in a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("gzip/emnist-letters-mapping.txt", "1 65 97")
        for name, content in zip(EMNIST_FILES, _IN_ARCHIVE, strict=True):
            file.writestr(f"gzip/{name}", content)
    return packed.getvalue()


ARCHIVE = archive()
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


def whole(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def cut_off(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])


def changed(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    whole(handler, content[:-1] + bytes([content[-1] ^ 1]))


def gone(handler: BaseHTTPRequestHandler, content: bytes) -> None:  # noqa: ARG001 - as the others
    handler.send_error(404)


def silent(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[:100])
    handler.wfile.flush()
    time.sleep(3)


def endless(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):  # nobody listens any more
        while True:
            handler.wfile.write(content)


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], DataSet]]:
    """Return a function that serves the files in some way, and tells the data set there."""
    servers = []

    def start(answer: Answer) -> DataSet:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = {**CONTENT, "gzip.zip": ARCHIVE}
                answer(self, content[self.path.removeprefix("/")])

            def log_message(self, *_: object) -> None:
                """Tell nobody."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        # By itself it looks only twice a second whether it shall end.
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENT.items()}
        size = sum(len(content) for content in CONTENT.values())
        address = f"http://127.0.0.1:{server.server_port}/"
        return replace(DATA_SETS["fashion"], address=address, sums=sums, size=size)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_that_a_data_set_is_downloaded_compared_and_read(
    serve: Callable[[Answer], DataSet], tmp_path: Path
) -> None:
    shares = list(download(serve(whole), tmp_path))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    digits = read_digits(tmp_path)
    np.testing.assert_array_equal(digits.test.pixels, PIXELS[:20].reshape(20, -1))
    np.testing.assert_array_equal(digits.validation.labels, LABELS[:5000])
    assert {file.name for file in tmp_path.iterdir()} == set(FILES)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (cut_off, "broke off"),
        (changed, "SHA-256 differs"),
        (endless, "sends is larger than Fashion-MNIST"),
        (gone, "has no Fashion-MNIST any more"),
        (silent, "does not answer"),
    ],
)
def test_that_what_goes_wrong_is_a_sentence_and_no_part_of_a_file_stays(
    serve: Callable[[Answer], DataSet], tmp_path: Path, answer: Answer, sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(datasets, "_PATIENCE", 0.3)
    served = serve(answer)
    with pytest.raises(ExplorerError, match=sentence) as told:
        list(download(served, tmp_path))
    assert "127.0.0.1" in str(told.value)
    assert not list(tmp_path.iterdir())


def packed(served: DataSet) -> DataSet:
    """Return EMNIST's digits where a server hands out the archive."""
    sums = {"gzip.zip": hashlib.sha256(ARCHIVE).hexdigest()}
    return replace(DATA_SETS["emnist"], address=served.address, sums=sums, size=len(ARCHIVE))


def test_that_emnist_digits_come_out_of_their_archive_and_nothing_else_stays(
    serve: Callable[[Answer], DataSet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = list(download(packed(serve(whole)), tmp_path))
    assert shares == sorted(shares)
    assert {file.name for file in tmp_path.iterdir()} == set(EMNIST_FILES)
    np.testing.assert_array_equal(read_digits(tmp_path).test.pixels, PIXELS[:20].reshape(20, -1))
    # Once they are here nobody is asked again.
    assert list(download(packed(serve(gone)), tmp_path))[-1] == 1.0
    monkeypatch.setattr(datasets, "folder_of", lambda _: tmp_path)
    assert datasets.is_there("emnist")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [(cut_off, "broke off"), (changed, "SHA-256 differs"), (silent, "does not answer")],
)
def test_that_of_an_archive_that_is_not_whole_nothing_stays(
    serve: Callable[[Answer], DataSet], tmp_path: Path, answer: Answer, sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(datasets, "_PATIENCE", 0.3)
    with pytest.raises(ExplorerError, match=sentence):
        list(download(packed(serve(answer)), tmp_path))
    assert not list(tmp_path.iterdir())


def test_that_offline_there_is_a_sentence_with_a_remedy(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    served = replace(DATA_SETS["kmnist"], address=f"http://127.0.0.1:{port}/")
    with pytest.raises(ExplorerError, match=r"no connection .* open a folder"):
        list(download(served, tmp_path))


def test_that_a_download_that_is_left_ends_at_once_and_keeps_no_part(
    serve: Callable[[Answer], DataSet], tmp_path: Path
) -> None:
    going = download(serve(silent), tmp_path)
    next(going)
    time.sleep(0.3)
    next(going)
    before = time.perf_counter()
    going.close()  # type: ignore[attr-defined]
    assert time.perf_counter() - before < 5  # a silent server is given up after ten seconds
    assert not [file for file in tmp_path.iterdir() if file.name in FILES]


def test_that_emnist_digits_are_read_by_their_own_names_and_turned(tmp_path: Path) -> None:
    turned = PIXELS.transpose(0, 2, 1).copy()
    for name, content in (
        ("train-images-idx3", turned), ("train-labels-idx1", LABELS),
        ("test-images-idx3", turned[:20]), ("test-labels-idx1", LABELS[:20]),
    ):  # fmt: skip
        (tmp_path / f"emnist-digits-{name}-ubyte.gz").write_bytes(idx(content))
    digits = read_digits(tmp_path)
    np.testing.assert_array_equal(digits.test.pixels, PIXELS[:20].reshape(20, -1))


def test_that_a_command_downloads_what_it_names_and_takes_a_folder_as_it_is(
    serve: Callable[[Answer], DataSet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datasets, "folder_of", lambda key: tmp_path / key)
    monkeypatch.setattr(data, "folder_of", lambda key: tmp_path / key)
    monkeypatch.setattr(data, "DATA_SETS", {"fashion": serve(whole)})
    assert len(read_digits(data.folder_at("fashion")).test) == 20
    # Nobody is asked a second time: the server would be noticed by its log alone.
    monkeypatch.setattr(data, "download", None)
    assert data.folder_at("fashion") == tmp_path / "fashion"
    assert data.folder_at("./fashion") == Path("fashion")
