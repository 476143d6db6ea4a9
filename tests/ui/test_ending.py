"""The window ends by a signal as by its own button: all is kept, and nothing else is waited for."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.files.checkpoints import newest_checkpoint
from explorer.files.run_logs import LogTail
from explorer.files.settings import read_settings
from explorer.session.session import ViewState
from explorer.ui.ending import EndingSignals
from tests.sparing import sparing

SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]

# A window whose loading never ends, as on a disk that hardly answers; then what the test does.
NEVER = """
import os, signal, sys, time
from PySide6.QtCore import QTimer
from explorer.ui import app, loading
def never():
    time.sleep(600)
    yield ""
loading._load = never
begin = app.Application.start
def start(program):
    begin(program)
    program.store.change(lambda s: s.viewing(lambda v: v.__class__(page="tape")))
    QTimer.singleShot(300, lambda: act(program))
app.Application.start = start
def act(program):
    {act}
raise SystemExit(app.run_window())
"""

KEPT = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from explorer.ui import app
from explorer.core.training.settings import TrainingSettings
begin = app.Application.start
def start(program):
    begin(program)
    program.loader.when_ready(lambda: train(program))
def train(program):
    program.training.start(TrainingSettings(steps=1_000_000, batch_size=32), Path(sys.argv[1]))
    program.training.progressed.connect(lambda: look(program))
sent = []
def look(program):
    # Once: the second signal would end it at once.
    if program.training.current.step > 300 and not sent:
        sent.append(os.kill(os.getpid(), {kind}))
app.Application.start = start
raise SystemExit(app.run_window())
"""


def run(script: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a window of a home of its own until it ends; it must not take for ever."""
    own = {f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("config", "state", "data")}
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=os.environ | own, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def kept_view(home: Path) -> ViewState:
    return read_settings(home / "config" / "gradient-explorer" / "settings.json").view


def test_that_a_window_closed_while_tensorflow_loads_leaves_no_process(tmp_path: Path) -> None:
    ended = run(NEVER.format(act="program.window.close()"), tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert kept_view(tmp_path).page == "tape"


@pytest.mark.slow
def test_that_a_folder_of_lessons_chosen_on_the_command_line_outlasts_an_open_window(
    tmp_path: Path,
) -> None:
    act = f"""
    from explorer import cli
    cli.run(cli.parse(["lesson", "folder", {str(tmp_path)!r}]))
    program.window.close()
"""
    ended = run(NEVER.format(act=act), tmp_path)
    assert (ended.returncode, ended.stdout.strip()) == (0, str(tmp_path))
    assert (kept_view(tmp_path).page, kept_view(tmp_path).lessons) == ("tape", str(tmp_path))


@pytest.mark.parametrize("kind", sparing(SIGNALS, signal.SIGTERM))
def test_that_a_signal_ends_the_window_and_its_choices_are_kept(
    tmp_path: Path, kind: signal.Signals
) -> None:
    ended = run(NEVER.format(act=f"os.kill(os.getpid(), {int(kind)})"), tmp_path)
    assert (ended.returncode, ended.stderr) == (128 + kind, "")
    assert kept_view(tmp_path).page == "tape"


@pytest.mark.slow
def test_that_a_second_signal_ends_the_program_at_once(tmp_path: Path) -> None:
    twice = (
        "os.kill(os.getpid(), signal.SIGTERM); time.sleep(0.1); os.kill(os.getpid(), signal.SIGINT)"
    )
    assert run(NEVER.format(act=twice), tmp_path).returncode == -signal.SIGINT


@pytest.mark.slow
@pytest.mark.parametrize("kind", SIGNALS)
def test_that_a_kept_run_has_a_checkpoint_of_its_last_step_when_a_signal_ends_the_window(
    tmp_path: Path, kind: signal.Signals
) -> None:
    ended = run(KEPT.format(kind=int(kind)), tmp_path, str(tmp_path / "runs"))
    assert ended.returncode == 128 + kind, ended.stderr
    (folder,) = (tmp_path / "runs").iterdir()
    snapshot = newest_checkpoint(folder / "checkpoints")
    _, reports = LogTail(folder).look()
    assert snapshot is not None
    assert snapshot.step == max(getattr(each, "step", 0) for each in reports) > 300


@pytest.mark.slow
def test_that_a_killed_window_has_kept_what_was_chosen_and_how_it_was_looked_at(
    tmp_path: Path,
) -> None:
    # When what is kept differs by both, and no sooner: a fixed time would be too short somewhere.
    act = """
    from explorer.files.settings import last_session_file
    program.store.change(lambda s: s.with_descent(lambda d: d.with_learning_rate(0.375)))
    def look():
        if last_session_file().exists() and "0.375" in last_session_file().read_text():
            os.kill(os.getpid(), signal.SIGKILL)
    program.looking = QTimer(interval=20, timeout=look)
    program.looking.start()
"""
    assert run(NEVER.format(act=act), tmp_path).returncode == -signal.SIGKILL
    assert kept_view(tmp_path).page == "tape"


def test_that_signals_are_put_back_as_they_were(qtbot: QtBot) -> None:
    before = [signal.getsignal(kind) for kind in SIGNALS]
    signals = EndingSignals()
    with qtbot.waitSignal(signals.received) as told:
        os.kill(os.getpid(), signal.SIGTERM)
    signals.close()
    assert told.args == [signal.SIGTERM]
    assert [signal.getsignal(kind) for kind in SIGNALS] == before


def test_that_a_signal_that_is_to_be_ignored_stays_ignored(qtbot: QtBot) -> None:  # noqa: ARG001
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signals = EndingSignals()
    try:
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signals.close()
        signal.signal(signal.SIGHUP, before)


def test_that_what_cannot_be_loaded_is_told_in_place_of_loading(tmp_path: Path) -> None:
    fail = """
from PySide6.QtCore import QTimer
from explorer.ui import app, loading
from tests.sparing import sparing
def short():
    raise ImportError("libtensorflow_cc.so.2: failed to map segment from shared object")
    yield ""
loading._load = short
begin = app.Application.start
def start(program):
    begin(program)
    program.loader.failed.connect(lambda _: QTimer.singleShot(50, lambda: look(program)))
def look(program):
    program.window.header.tabs["tape"].click()
    print(program.window.pages["descent"].sentence.text, program.window.page.sentence.text)
    print(program.window.notice.text)
    program.window.close()
app.Application.start = start
raise SystemExit(app.run_window())
"""
    ended = run(fail, tmp_path)
    assert ended.stdout.count("There is too little memory") == 3, ended.stderr


def test_that_a_screen_that_goes_away_ends_the_window_with_all_kept(tmp_path: Path) -> None:
    act = """
    from PySide6.QtCore import qWarning
    qWarning("The X11 connection broke (error 1). Did the X11 server die?")
    time.sleep(600)
"""
    assert run(NEVER.format(act=act), tmp_path).returncode == 1
    assert kept_view(tmp_path).page == "tape"


@pytest.mark.skipif(sys.platform != "linux", reason="screens of X")
def test_that_a_start_without_its_screen_is_a_sentence_and_no_crash(tmp_path: Path) -> None:
    own = {"DISPLAY": ":4711", "QT_QPA_PLATFORM": "xcb", "XDG_STATE_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "explorer"],
        env=os.environ | own, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "There is no screen to open a window on." in ended.stderr.splitlines()[-1]
    (crash,) = tmp_path.rglob("crash.txt")
    assert not crash.read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_that_a_kept_run_has_a_checkpoint_of_its_last_step_when_the_screen_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    ) as screen:  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        killing = KEPT.replace("os.kill(os.getpid(), {kind})", f"os.kill({screen.pid}, 9)")
        ended = run(killing, tmp_path, str(tmp_path / "runs"))
    assert ended.returncode == 1, ended.stderr
    (folder,) = (tmp_path / "runs").iterdir()
    snapshot = newest_checkpoint(folder / "checkpoints")
    _, reports = LogTail(folder).look()
    assert snapshot is not None
    assert snapshot.step == max(getattr(each, "step", 0) for each in reports) > 300
