"""A later start brings what it was asked for to the window that is open, and nothing else does."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from explorer.files.documents import Document, save_document
from explorer.files.settings import read_settings
from explorer.ui import single_instance
from explorer.ui.single_instance import (
    LONGEST,
    Listener,
    _written,
    hand_over,
    meeting_place,
)
from explorer.ui.wishes import Wish
from tests.ui.windows import FIRST

DOCUMENT = Wish("document", "/some/梯度 \udcff.gex")  # a name that is no Unicode, too
# A window that does not answer, or is killed with its socket in place.
LISTENS = """
import sys, time
from PySide6.QtCore import QCoreApplication
from explorer.ui.single_instance import Listener
application = QCoreApplication([])
listener = Listener(sys.argv[1])
print(listener.open(), flush=True)
time.sleep(600)
"""

HANDS_OVER = """
import ast, sys
from explorer.ui.single_instance import hand_over
from explorer.ui.wishes import Wish
for kind, named in ast.literal_eval(sys.argv[2]):
    print(hand_over(Wish(kind, named), sys.argv[1]))
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a meeting place of this test alone."""
    # Not the test's own folder, which is deeper than the name of a socket may be long.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return meeting_place()


@pytest.fixture
def listener(place: str) -> Iterator[tuple[Listener, list[Wish]]]:
    listening, taken = Listener(place), list[Wish]()
    listening.wished.connect(taken.append)
    assert listening.open()
    yield listening, taken
    listening.close()


@pytest.fixture
def deaf(place: str) -> Iterator[subprocess.Popen[str]]:
    """Run another process that listens at the place, and answers nobody."""
    process = subprocess.Popen(
        [sys.executable, "-c", LISTENS, place], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate()


def later_start(qtbot: QtBot, place: str, *wishes: Wish) -> list[bool]:
    """Hand wishes over in another process, and return whether each was taken."""
    told = repr([(each.kind, each.named) for each in wishes])
    process = subprocess.Popen(
        [sys.executable, "-c", HANDS_OVER, place, told],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    return [word == "True" for word in process.communicate()[0].split()]


def told(qtbot: QtBot, place: str, message: bytes) -> bytes:
    """Send anything, and return what comes back until the connection ends."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(place)
        caller.sendall(message)
        caller.setblocking(False)
        answer = []

        def ended() -> bool:
            with suppress(BlockingIOError):
                answer.append(caller.recv(100))
            return bool(answer) and not answer[-1]

        qtbot.waitUntil(ended, timeout=5_000)
    return b"".join(answer)


def test_that_what_later_starts_are_asked_for_comes_to_the_window(
    listener: tuple[Listener, list[Wish]], place: str, qtbot: QtBot
) -> None:
    wishes = [DOCUMENT, Wish("run", "/a/run"), Wish("document", "gex:" + "x" * 2_000)]
    assert later_start(qtbot, place, *wishes) == [True, True, True]
    assert listener[1] == wishes
    qtbot.waitUntil(lambda: not listener[0]._callers)


@pytest.mark.usefixtures("listener")
def test_that_a_second_window_leaves_listening_to_the_first(place: str) -> None:
    second = Listener(place)
    assert not second.open()
    second.close()
    assert single_instance._answers(place)  # closing took nothing from the first


def test_that_starts_of_other_users_data_folders_and_screens_do_not_meet(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    places = {meeting_place()}
    for name, value in (("XDG_DATA_HOME", str(tmp_path)), ("DISPLAY", ":77")):
        monkeypatch.setenv(name, value)
        places.add(meeting_place())
    assert len(places) == 3
    assert "" not in places
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "gradient-explorer").mkdir(mode=0o755)  # anybody may look into it
    assert meeting_place() == ""
    assert not hand_over(DOCUMENT, "")
    assert not Listener("").open()


@pytest.mark.usefixtures("deaf")
def test_that_a_start_opens_a_window_itself_when_none_is_open_or_it_does_not_answer(
    place: str,
) -> None:
    began = time.monotonic()
    assert not hand_over(DOCUMENT, place, patience=300)
    assert time.monotonic() - began < 3
    assert not hand_over(DOCUMENT, place + "-nobody")


@pytest.mark.skipif(os.name == "nt", reason="a pipe goes with its process")
def test_that_the_socket_of_a_killed_window_is_taken_over(
    place: str, deaf: subprocess.Popen[str], qtbot: QtBot
) -> None:
    os.kill(deaf.pid, signal.SIGKILL)
    deaf.wait()
    assert Path(place).exists()
    listening, taken = Listener(place), list[Wish]()
    listening.wished.connect(taken.append)
    assert listening.open()
    assert later_start(qtbot, place, DOCUMENT) == [True]
    assert taken == [DOCUMENT]
    listening.close()
    assert not Path(place).exists()


def line(**changed: object) -> bytes:
    from json import dumps

    wish = {"gradient_explorer": 1, "kind": "run", "named": "/a", "until": time.time() + 2}
    return dumps(wish | changed).encode() + b"\n"


HOSTILE = st.one_of(
    st.binary(max_size=300).map(lambda text: text + b"\n"),
    st.just(b"x" * (LONGEST + 1)),
    st.just(b"[" * 16_000 + b"\n"),
    st.just(line() + line()),
    st.sampled_from(["kind", "named", "until", "gradient_explorer"]).flatmap(
        lambda name: (
            st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())
        ).filter(lambda value: not (name == "named" and value))
        .map(lambda value: line(**{name: value}))
    ),
).filter(lambda message: b'"gradient_explorer": true' not in message)  # fmt: skip


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(message=HOSTILE)
@example(message=line(until=10**400))
def test_that_no_message_but_a_wish_is_taken(
    listener: tuple[Listener, list[Wish]], place: str, qtbot: QtBot, message: bytes
) -> None:
    assert told(qtbot, place, message) == b"refused\n"
    assert not listener[1]


def test_that_a_wish_whose_start_has_given_up_is_not_fulfilled(
    listener: tuple[Listener, list[Wish]], place: str, qtbot: QtBot
) -> None:
    late = _written(DOCUMENT, time.time() - 0.1)
    assert told(qtbot, place, late) == b"refused\n"
    assert not listener[1]


def test_that_callers_who_say_nothing_are_let_go_and_more_than_a_few_are_sent_away(
    place: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE", 300)
    listening = Listener(place)
    assert listening.open()
    callers = [socket.socket(socket.AF_UNIX) for _ in range(30)]
    for each in callers:
        each.connect(place)
    qtbot.waitUntil(lambda: len(listening._callers) == single_instance._MOST_CALLERS)
    qtbot.waitUntil(lambda: not listening._callers, timeout=5_000)
    assert {each.recv(1) for each in callers} == {b""}
    for each in callers:
        each.close()
    assert told(qtbot, place, _written(DOCUMENT, time.time() + 0.2)) == b"taken\n"
    listening.close()


@pytest.mark.slow
@pytest.mark.skipif(
    os.name == "nt", reason="Windows has no signal that ends a window as its button"
)
def test_that_a_start_with_a_document_ends_and_leaves_it_in_the_window_that_is_open(
    tmp_path: Path,
) -> None:
    document = tmp_path / "mine.gex"
    save_document(document, Document(FIRST))
    own = {f"XDG_{kind.upper()}_HOME": str(tmp_path / kind) for kind in ("config", "state", "data")}
    own |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": tempfile.mkdtemp(prefix="gex")}
    window = subprocess.Popen([sys.executable, "-m", "explorer"], env=os.environ | own)
    sockets = Path(own["XDG_RUNTIME_DIR"]) / "gradient-explorer"
    try:
        while not any(each.is_socket() for each in sockets.glob("*")):
            assert window.poll() is None
            time.sleep(0.05)
        later = subprocess.run(
            [sys.executable, "-m", "explorer", "open", "mine.gex"], cwd=tmp_path, timeout=60,
            env=os.environ | own | {"PYTHONPATH": str(Path.cwd())}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert (later.returncode, later.stdout) == (0, "")
        assert later.stderr == "gradient-explorer: shown in the window that is open.\n"
        time.sleep(1)  # a file is read in a thread
        window.terminate()
        window.wait(60)
    finally:
        window.kill()
        shutil.rmtree(own["XDG_RUNTIME_DIR"])
    kept = read_settings(tmp_path / "config" / "gradient-explorer" / "settings.json")
    assert kept.recent == (str(document),)
