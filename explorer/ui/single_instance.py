"""One window for a person: a later start brings what it was asked for to the window that is open.

    second start                                   window that is open
      a wish, one line of JSON  -- local socket -->  read, bounded, refused or fulfilled
      ends, or opens a window   <--  taken  --------

The socket's name is made of the data folder and the screen, and it lies where only this user can
look: windows of several users, data folders or screens never meet. Whatever keeps a start from
handing over, it opens a window of its own.
"""

import hashlib
import json
import logging
import os
import stat
import time
import warnings
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from explorer.core.untrusted import read_json
from explorer.files.settings import last_session_file
from explorer.ui.wishes import Wish

_log = logging.getLogger(__name__)

PATIENCE = 4_000  # milliseconds for an answer; a window that loads TensorFlow is deaf for some 100
LONGEST = 16_384  # bytes of a wish: a link has 2,000 characters, a path at most 4,096 bytes
_MOST_CALLERS = 8  # at a time; who comes beyond is sent away
_TAKEN, _REFUSED = b"taken\n", b"refused\n"


def meeting_place() -> str:
    """Return the socket at which this user's starts on this screen and data folder meet; "" for none."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY", "")
    which = f"{last_session_file().parent.absolute()}\0{screen}"
    name = f"gradient-explorer-{hashlib.sha256(which.encode()).hexdigest()[:16]}"
    if os.name == "nt":
        return name  # a pipe; its own rights keep other users away
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a system without such a folder has its stand-in
        folder = platformdirs.user_runtime_path("gradient-explorer", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return ""
    # In a folder that others can write to, somebody else could stand at the place and listen.
    private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
    return str(folder / name) if private and found.st_uid == os.getuid() else ""


def hand_over(wish: Wish, place: str, patience: int = PATIENCE) -> bool:
    """Bring a wish to the window that is open.

    Args:
        wish: What is to be shown there.
        place: As from `meeting_place`.
        patience: Milliseconds after which a window that does not answer counts as none.

    Returns:
        Whether it was taken; else the caller opens a window itself.
    """
    line = _written(wish, time.time() + patience / 1000)
    if not place or len(line) > LONGEST:
        return False
    socket = QLocalSocket()
    socket.connectToServer(place)
    if not socket.waitForConnected(patience):
        return False
    socket.write(line)
    answer, end = b"", time.monotonic() + patience / 1000
    while not answer.endswith(b"\n") and (left := end - time.monotonic()) > 0:
        if not socket.waitForReadyRead(max(1, round(left * 1000))):
            break
        answer += socket.read(len(_REFUSED)).data()
    socket.abort()
    return answer == _TAKEN


class Listener(QObject):
    """Listens for what later starts wish for, from the time it is opened to the end.

    Args:
        place: As from `meeting_place`.
    """

    wished = Signal(object)  # a Wish

    def __init__(self, place: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        self._callers: set[_Caller] = set()

    def open(self) -> bool:
        """Begin to listen; return False where another window does, or the system refuses."""
        if not self._place:
            return False
        # Of two that start at once, the second must not take the first one's new socket for dead.
        lock = QLockFile(str(Path(self._place).with_suffix(".lock"))) if os.name != "nt" else None
        if lock is not None and not lock.tryLock(PATIENCE):
            return False
        try:
            if _answers(self._place):  # asked, as Qt would put its socket in place of another's
                return False
            QLocalServer.removeServer(self._place)  # may be left by a process that was killed
            if not self._server.listen(self._place):
                _log.info("no single window: %s", self._server.errorString())
            return self._server.isListening()
        finally:
            if lock is not None:
                lock.unlock()

    def close(self) -> None:
        """Listen no longer; later starts open windows of their own."""
        self._server.close()
        for caller in tuple(self._callers):
            caller.end()

    def _receive(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._callers) >= _MOST_CALLERS:
                socket.abort()
                socket.deleteLater()
                continue
            caller = _Caller(socket, self)
            self._callers.add(caller)
            caller.ended.connect(self._callers.discard)
            caller.wished.connect(self.wished)
            caller.look()  # all may be there already


class _Caller(QObject):
    """One connection: a line within bounds and in time, or none."""

    wished = Signal(object)
    ended = Signal(object)  # itself

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket, self._text = socket, b""
        socket.setParent(self)
        socket.setReadBufferSize(LONGEST)
        socket.readyRead.connect(self.look)
        socket.disconnected.connect(self.end)
        self._limit = QTimer(self, interval=PATIENCE, singleShot=True)
        self._limit.timeout.connect(self.end)
        self._limit.start()

    def look(self) -> None:
        """Take what has come."""
        self._text += self._socket.read(LONGEST + 1 - len(self._text)).data()
        if b"\n" not in self._text and len(self._text) <= LONGEST:
            return
        try:
            wish = _read(self._text)
        except ValueError as error:
            _log.info("a wish was refused: %s", error)
            self._answer(_REFUSED)
            return
        self._answer(_TAKEN)
        self.wished.emit(wish)

    def end(self) -> None:
        """Let the connection go, whatever has come of it."""
        self._limit.stop()
        self._socket.blockSignals(True)  # or aborting would end it a second time
        self._socket.abort()
        self.ended.emit(self)
        self.deleteLater()

    def _answer(self, word: bytes) -> None:
        self._socket.readyRead.disconnect(self.look)
        self._socket.write(word)
        self._socket.flush()
        self._socket.disconnectFromServer()  # once it is written; then it ends


def _written(wish: Wish, until: float) -> bytes:
    table = {"gradient_explorer": 1, "kind": wish.kind, "named": wish.named, "until": until}
    return json.dumps(table).encode() + b"\n"


def _read(text: bytes) -> Wish:
    """Return the wish that a line tells.

    Raises:
        ValueError: If it tells none, or one that nobody waits for any more.
    """
    line, end, rest = text.partition(b"\n")
    if not end or rest or len(text) > LONGEST:
        raise ValueError("not one line")
    table = read_json(line)
    if not isinstance(table, dict) or table.get("gradient_explorer") != 1:
        raise ValueError("no wish")
    until, now = table.get("until"), time.time()
    # A window that was stopped for a while finds wishes that have been fulfilled elsewhere.
    if not isinstance(until, int | float) or not now <= until <= now + PATIENCE / 1000:
        raise ValueError("too late")
    kind = table.get("kind")
    return Wish(kind if isinstance(kind, str) else "", table.get("named", ""))  # type: ignore[arg-type]


def _answers(place: str) -> bool:
    """Return whether somebody listens at a place."""
    socket = QLocalSocket()
    socket.connectToServer(place)
    answers = socket.waitForConnected(PATIENCE)
    socket.abort()
    return answers
