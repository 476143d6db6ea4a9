"""Following a training: `Follow` for `fit`, `follow` for a loop of one's own, `log` for further numbers."""

import platform
import sys
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from explorer import __version__
from explorer.core.observing.names import observed_optimizer
from explorer.core.observing.observed import ModelDescription, ObservedVariable, Rows
from explorer.core.observing.watching import Receiver, WatchingCallback, caller
from explorer.core.sentences import ExplorerError, Sentence
from explorer.files.kept_folders import place_for_a_run, unused, usual_runs_folder
from explorer.files.model_json import Line, Numbers, Variables
from explorer.files.model_runs import ModelRunWriter, create_model_run

__all__ = ["Follow"]

_PACKAGES = ("tensorflow", "keras", "numpy")


class Follow(WatchingCallback):
    """Follow the training of a Keras model: `model.fit(..., callbacks=[explorer.Follow()])`.

    Norms of gradients, weights and updates are taken inside the very steps that `fit` makes, and
    written to a folder. The weights come out the same to the last bit. Whatever goes wrong with the
    following is one sentence on standard error; the training goes on.

    Args:
        run: Folder for the run, made if it is missing; where it holds something already, one beside
            it is taken. None for a new one in the user's data folder.
        every: Steps from one look to the next; "auto" for as often as about 3 % of the time allow.
        histograms: Steps from one set of histograms of the weights to the next; 0 for none.
        show: Whether to open the window on it.

    Raises:
        ValueError: If `every` or `histograms` is no such number.
    """

    def __init__(
        self,
        run: str | PathLike[str] | None = None,
        *,
        every: int | Literal["auto"] = "auto",
        histograms: int = 0,
        show: bool = False,
    ) -> None:
        super().__init__(_checked_every(every))
        if type(histograms) is not int or histograms < 0:
            raise ValueError("histograms is a number of steps, or 0 for none.")
        self._histograms, self._show = histograms, show
        self._keeper = Keeper(run)

    @property
    def run(self) -> Path | None:
        """Folder of the run; None before it begins, or where none could be made."""
        return self._keeper.folder

    def begin(self, model: Any, optimizers: list[Any]) -> Receiver:
        """Make the folder, or go on in that of the fit before."""
        file, line = caller()
        self._keeper.begin(
            ModelDescription(
                **about_this_machine(),
                model=str(getattr(model, "name", "")),
                file=file,
                line=line,
                every=self._every,
                optimizers=tuple(map(observed_optimizer, optimizers)),
            )
        )
        return self._keeper


class Keeper:
    """Keeps what is seen in a run's folder; it never raises, and says each trouble once."""

    def __init__(self, run: str | PathLike[str] | None) -> None:
        self._place = None if run is None else Path(run)
        self._writer: ModelRunWriter | None = None
        self._known: tuple[ObservedVariable, ...] = ()
        self.folder: Path | None = None

    def begin(self, description: ModelDescription) -> None:
        """Make the folder."""
        try:
            place = self._place
            if place is None:
                place = place_for_a_run(usual_runs_folder(), datetime.now().astimezone())
            elif place.is_dir() and any(place.iterdir()):
                place = unused(place)
            self._writer = ModelRunWriter(create_model_run(place, description))
            self.folder = place
        except (ExplorerError, OSError) as error:
            say(f"{error} This training is not followed.")
        else:
            print(f"Following this training: gradient-explorer show {place}")  # noqa: T201

    def variables(self, variables: tuple[ObservedVariable, ...]) -> None:
        """Keep the variables known by now."""
        self._add(Variables(variables))

    def rows(self, rows: Rows) -> None:
        """Keep what was seen at some steps."""
        self._add(rows)

    def numbers(self, step: int, numbers: Mapping[str, float]) -> None:
        """Keep metrics."""
        self._add(Numbers(step, dict(numbers)))

    def trouble(self, error: Exception) -> None:
        """Say a defect of ours, and keep nothing more."""
        if self._writer is not None:
            say(f"Following ended: {type(error).__name__}: {error}. Training goes on.")
            self.ended("failed")

    def ended(self, why: str) -> None:
        """Write the end, and let the folder go."""
        writer, self._writer = self._writer, None
        if writer is not None:
            tell(writer.close(why))

    def _add(self, line: Line) -> None:
        if self._writer is not None:
            tell(self._writer.add(line))


def say(sentence: str) -> None:
    """Print one line on standard error, if there is one."""
    print(f"gradient-explorer: {sentence}", file=sys.stderr)  # noqa: T201 - what the person is told


def tell(sentence: Sentence | None) -> None:
    """Say what there is to be said, if anything."""
    if sentence is not None:
        say(str(sentence))


def about_this_machine() -> dict[str, Any]:
    """Return program, versions and time, for a run's description."""
    versions = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:  # as tensorflow-cpu, which brings the same module
            continue
    return {
        "program": f"gradient-explorer {__version__}",
        "versions": versions,
        "began": datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def _checked_every(every: int | str) -> int:
    if every == "auto":
        return 0
    if type(every) is not int or every < 1:
        raise ValueError('every is a number of steps from 1 on, or "auto".')
    return every
