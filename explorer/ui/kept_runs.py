"""The runs that are kept by themselves, as the window knows them: their list, and those read again."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import Digits
from explorer.files.own_runs import (
    check_images,
    delete_run,
    kept_runs,
    read_again,
    run_folders,
    write_marks,
)
from explorer.session.training.history import History, Marks
from explorer.session.training.kept import KeptRun
from explorer.ui.jobs.threads import Latest

_Runs = tuple[KeptRun, ...]


class KeptRuns(QObject):
    """Reads and writes in threads; the window only looks at what has come.

    Attributes:
        folder: Holds the runs; None where none are kept.
        listed: What is known of each, the newest first.
        earlier: Runs of former sittings that were read again, numbered 0, −1, and so on.
        refilled: Numbers of the runs of this sitting that were given back their network.
    """

    changed = Signal()
    failed = Signal(object)  # an exception

    def __init__(self, parent: QObject, digits: Callable[[], Digits | None]) -> None:
        """Take what tells the images that networks are looked into with."""
        super().__init__(parent)
        self._digits = digits
        self.folder: Path | None = None
        self.listed: _Runs = ()
        self.earlier: tuple[History, ...] = ()
        self.refilled: frozenset[int] = frozenset()
        self._marks: dict[Path, Marks] = {}  # still to be written
        # To be read, with the run that asks for its network, and whoever asks for the run's number.
        self._wanted: dict[Path, tuple[History | None, Callable[[int], None] | None]] = {}
        self._listing: Latest[tuple[Mapping[Path, Marks], _Runs]] = Latest(self)
        self._listing.reported.connect(self._take_list)
        self._listing.failed.connect(self.failed)
        self._reading: Latest[History] = Latest(self)
        self._reading.reported.connect(self._take_run)
        self._reading.failed.connect(self._fail_to_read)

    @property
    def busy(self) -> bool:
        """Whether something is being read or written."""
        return self._listing.busy or self._reading.busy

    def look(self) -> None:
        """Bring the list up to date."""
        if self.folder is not None:
            folder, marks = self.folder, dict(self._marks)
            self._listing.request(lambda: _listed(folder, marks))

    def mark(self, folder: Path, marks: Marks) -> None:
        """Say something of a run; the list shows it at once."""
        self._marks[folder] = marks
        self.listed = tuple(
            each.marked(marks) if each.folder == folder else each for each in self.listed
        )
        self.changed.emit()
        self.look()

    def read(
        self,
        folder: Path,
        history: History | None = None,
        then: Callable[[int], None] | None = None,
    ) -> None:
        """Read a run again: all of it, or the network that a run of this sitting has let go.

        Args:
            folder: The run's.
            history: The run of this sitting.
            then: Told the number of a run of a former sitting once it is there.
        """
        self._wanted[folder] = (history, then or self._wanted.get(folder, (None, None))[1])
        wanted, digits = list(self._wanted), self._digits()
        self._reading.request(lambda: _read(wanted, digits))

    def forget(self) -> None:
        """Let go of runs that were read again: other images are looked at from now on."""
        self.earlier, self.refilled = (), frozenset()

    def delete(self, keys: frozenset[str]) -> None:
        """Delete runs for good; called at the end of the program, when nobody can bring them back."""
        if self.folder is not None and keys:
            for folder in run_folders(self.folder):
                if folder.name in keys:
                    delete_run(folder)

    def close(self) -> None:
        """End the threads."""
        self._listing.close()
        self._reading.close()

    def _take_list(self, found: tuple[Mapping[Path, Marks], _Runs]) -> None:
        written, listed = found
        for folder, marks in written.items():
            # A newer wish may have come meanwhile.
            if self._marks.get(folder) == marks:
                del self._marks[folder]
        self.listed = tuple(
            each.marked(self._marks[each.folder]) if each.folder in self._marks else each
            for each in listed
        )
        self.changed.emit()

    def _take_run(self, found: History) -> None:
        if found.folder not in self._wanted:
            return  # read twice, as a newer request took the older one's place
        history, then = self._wanted.pop(found.folder)
        if history is None:
            found.number = -len(self.earlier)
            self.earlier = (*self.earlier, found)
            if then is not None:
                then(found.number)
        elif not history.checkpoints:
            history.checkpoints.extend(found.checkpoints)
            self.refilled |= {history.number}
        self.changed.emit()

    def _fail_to_read(self, failure: Exception) -> None:
        self._wanted.clear()
        self.failed.emit(failure)


def _listed(
    folder: Path, marks: Mapping[Path, Marks]
) -> Iterator[tuple[Mapping[Path, Marks], _Runs]]:
    refusal: ExplorerError | None = None
    for run, said in marks.items():
        try:
            write_marks(run, said)
        except ExplorerError as error:
            refusal = error
    yield marks, kept_runs(folder)
    if refusal is not None:
        raise refusal


def _read(folders: list[Path], digits: Digits | None) -> Iterator[History]:
    for folder in folders:
        if digits is not None:
            check_images(folder, digits)
        yield read_again(folder, 0)
