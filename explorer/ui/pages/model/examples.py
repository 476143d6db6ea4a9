"""The examples: bundled programs, each run in a process of its own and followed like any other."""

import os
import shutil
import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

_KEPT = 6  # runs of examples; older ones go when another begins
_LAST_WORDS = 400  # characters


class ExampleRun(QObject):
    """At most one example's process.

    Args:
        sources: Folder of the programs.
        parent: What it is run for.
    """

    ended = Signal(str)  # "" if all went well, else what it said last

    def __init__(self, sources: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._sources = sources
        self._process: QProcess | None = None
        self._said = b""

    @property
    def running(self) -> bool:
        """Whether an example's process runs."""
        return self._process is not None

    def start(self, key: str) -> Path:
        """Run an example, in place of one that runs; return the folder of its run."""
        # A fifth of a second of imports that no start needs.
        from explorer.files.kept_folders import unused, usual_runs_folder

        self.stop()
        runs = usual_runs_folder() / "examples"
        _forget_old(runs)
        folder = unused(runs / f"{datetime.now():%Y-%m-%d-%H%M%S}-{key}")  # noqa: DTZ005 - a name
        process = self._process = QProcess(self)
        about = QProcessEnvironment.systemEnvironment()
        # The program itself, wherever it was started from.
        package = str(Path(__file__).resolve().parents[4])
        paths = [package, *filter(None, about.value("PYTHONPATH").split(os.pathsep))]
        about.insert("PYTHONPATH", os.pathsep.join(paths))
        about.insert("TF_CPP_MIN_LOG_LEVEL", "3")
        process.setProcessEnvironment(about)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyRead.connect(self._listen)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail)
        self._said = b""
        process.start(sys.executable, ["-u", str(self._sources / f"{key}.py"), str(folder)])
        return folder

    def stop(self) -> None:
        """End an example that runs."""
        process, self._process = self._process, None
        if process is not None:
            for signal in (process.finished, process.errorOccurred, process.readyRead):
                signal.disconnect()
            process.kill()
            process.waitForFinished(2_000)
            process.deleteLater()

    def _listen(self) -> None:
        if self._process is not None:
            self._said = (self._said + bytes(self._process.readAll().data()))[-4_000:]

    def _end(self, code: int, status: QProcess.ExitStatus) -> None:
        self._listen()
        self._leave("" if code == 0 and status == QProcess.ExitStatus.NormalExit else self._last())

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._leave(self._process.errorString())

    def _leave(self, told: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit(told)

    def _last(self) -> str:
        lines = self._said.decode(errors="replace").strip().splitlines()
        return (lines[-1] if lines else "?")[-_LAST_WORDS:]


def _forget_old(runs: Path) -> None:
    """Remove the oldest runs of examples."""
    if runs.is_dir():
        old = sorted(each for each in runs.iterdir() if each.is_dir())
        for each in old[: -_KEPT + 1]:
            shutil.rmtree(each, ignore_errors=True)
