"""What is known of a training run that was kept by itself, without reading all of it."""

from dataclasses import dataclass, replace
from pathlib import Path

from explorer.core.training.settings import TrainingSettings
from explorer.session.training.history import History, Marks

LAST = 25  # updates that the final loss is the mean of: one batch alone says little


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run went; None for what it has not told.

    Attributes:
        steps: Updates made.
        loss: Mean loss of the last `LAST` updates.
        validation: Best share of validation images recognised, 0 to 1.
        test: Share of test images recognised at the end, 0 to 1.
        seconds: Time at work.
        outcome: "finished", "stopped", "diverged" or "halted"; empty for a run that told no end.
    """

    steps: int = 0
    loss: float | None = None
    validation: float | None = None
    test: float | None = None
    seconds: float | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run in its folder.

    Attributes:
        folder: Where it lies; the folder's name begins with the time at which the run began.
        marks: What a person has said of it.
        settings: What it was asked to do at its start.
        summary: How it went.
        size: Bytes that it takes.
        images: What tells the images that it learned from apart from others; empty if not known.
    """

    folder: Path
    marks: Marks
    settings: TrainingSettings
    summary: Summary
    size: int
    images: str = ""

    def marked(self, marks: Marks) -> "KeptRun":
        """Return the same run with other marks."""
        return replace(self, marks=marks)

    @property
    def began(self) -> str:
        """When it began, to the minute."""
        # place_for_a_run names folders 2026-11-26-183012.
        day, time = self.folder.name[:10], self.folder.name[11:15]
        return f"{day} {time[:2]}:{time[2:]}"


def summary_of(history: History) -> Summary:
    """Return how a run went, or goes so far."""
    told = history.outcome
    return Summary(
        steps=history.step,
        loss=history.smoothed(history.step, LAST) if history.step else None,
        validation=max((share for _, share in history.accuracies), default=None),
        test=getattr(told, "test_accuracy", None),
        seconds=history.pace.seconds if history.pace.is_whole else None,
        outcome="" if told is None else type(told).__name__.lower(),
    )
