"""Keeps what is seen of a training in its run's folder; not a public name."""

import platform
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from os import PathLike
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from explorer import __version__
from explorer.core.observing.names import observed_optimizer
from explorer.core.observing.observed import Born, ModelDescription, ObservedVariable, Rows
from explorer.core.observing.watching import caller
from explorer.core.sentences import ExplorerError, Sentence
from explorer.files.kept_folders import place_for_a_run, unused, usual_runs_folder
from explorer.files.model_json import Line, Numbers, Silence, Variables
from explorer.files.model_runs import ModelRunWriter, create_model_run

_PACKAGES = ("tensorflow", "keras", "numpy")

# Runs that are being written by this program, the newest last: `log` adds to that.
going: list["Keeper"] = []
_said: set[str] = set()


class Keeper:
    """Keeps what is seen in a run's folder; it never raises, and says each trouble once.

    Args:
        run: The folder; None for a new one in the user's data folder.
        told: Where the line goes that says how to look at it; standard output unless given.
    """

    def __init__(self, run: str | PathLike[str] | None, told: TextIO | None = None) -> None:
        self._told = told
        self._place = None if run is None else Path(run)
        self._writer: ModelRunWriter | None = None
        self._known: tuple[ObservedVariable, ...] = ()
        self.folder: Path | None = None
        self.step: Callable[[], int] = lambda: 0  # where the training stands

    def begin(self, optimizers: list[Any], *, every: int, model: str = "") -> None:
        """Make the folder, and say where it is."""
        file, line = caller()
        description = ModelDescription(
            **_about_this_machine(),
            model=model,
            file=file,
            line=line,
            every=every,
            optimizers=tuple(map(observed_optimizer, optimizers)),
        )
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
            going.append(self)
            print(f"Following this training: gradient-explorer show {place}", file=self._told)

    def variables(self, variables: tuple[ObservedVariable, ...]) -> None:
        """Keep the variables known by now."""
        self.add(Variables(variables))

    def rows(self, rows: Rows) -> None:
        """Keep what was seen at some steps."""
        self.add(rows)

    def numbers(self, step: int, numbers: Mapping[str, float]) -> None:
        """Keep metrics."""
        self.add(Numbers(step, dict(numbers)))

    def silent(self, step: int, layers: Mapping[str, float]) -> None:
        """Keep shares of silent units."""
        self.add(Silence(step, dict(layers)))

    def born(self, born: Born) -> None:
        """Keep where the first value that is not finite was born, and say it."""
        self.add(born)
        where = f" at {born.file}:{born.line}" if born.file else ""
        if born.operation:
            told = f"{born.kind} first in {born.operation}{where}."
        else:
            seen = f"first seen in the gradient of {born.variable}. " if born.variable else ""
            told = f"{seen}{born.note}" or "the operation could not be found."
        say(f"Step {born.step} was not finite: {told[0].lower()}{told[1:]}")

    def histograms(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep histograms."""
        if self._writer is not None:
            tell(self._writer.add_histograms(arrays))

    def trouble(self, error: Exception) -> None:
        """Say a defect of ours, and keep nothing more."""
        if self._writer is not None:
            say(f"Following ended: {type(error).__name__}: {error}. Training goes on.")
            self.ended("failed")

    def ended(self, why: str) -> None:
        """Write the end, and let the folder go."""
        writer, self._writer = self._writer, None
        if self in going:
            going.remove(self)
        if writer is not None:
            tell(writer.close(why))

    def add(self, line: Line) -> None:
        """Keep a line."""
        if self._writer is not None:
            tell(self._writer.add(line))


def say(sentence: str, *, once: bool = False) -> None:
    """Print one line on standard error, if there is one."""
    if once and sentence in _said:
        return
    _said.add(sentence)
    print(f"gradient-explorer: {sentence}", file=sys.stderr)  # noqa: T201 - what the person is told


def tell(sentence: Sentence | None) -> None:
    """Say what there is to be said, if anything."""
    if sentence is not None:
        say(str(sentence))


def _about_this_machine() -> dict[str, Any]:
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
