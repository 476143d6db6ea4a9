"""The update that brought a run where it stands, made anew from an earlier place of the run."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.changes import PlannedChanges
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Weights
from explorer.core.training.run import Run
from explorer.core.training.settings import MOST_STEPS, TrainingSettings
from explorer.core.training.slices import Earlier
from explorer.core.training.trainer import steps_per_call_for


def weights_before(
    earlier: Earlier, step: int, reached: Weights, digits: Digits
) -> Generator[None, None, Weights]:
    """Return the weights before the last update, by the run's own compiled loop.

    XLA makes the same bits however many updates a call has; that these are the run's own is not
    believed, but seen from the weights behind the last update.

    Args:
        earlier: Where to begin.
        step: Updates that the run has made.
        reached: Its weights after them.
        digits: The images that it learns from.

    Raises:
        ExplorerError: If there is no last update, or the run does not come out as it was.
    """
    if not step:
        raise ExplorerError(
            said(
                "Errors",
                "There is no last update before the first one. Train, or choose another direction.",
            )
        )
    plan = PlannedChanges({at: _quiet(settings) for at, settings in earlier.changes})
    begin = earlier.first if earlier.snapshot is None else earlier.snapshot.settings
    with closing(Run(_quiet(begin), digits, earlier.snapshot, None)) as run:
        before = _weights(run)
        while run.step < step and not run.failed:
            wish = plan.at(run.step)
            if wish is not None and wish != run.settings:
                run.change(wish)
            # Up to the last but one, then that one alone.
            stop = step - 1 if run.step < step - 1 else step
            before = _weights(run)
            room = steps_per_call_for(run.settings)
            for _ in run.advance(room, (plan.next_after(run.step), stop)):
                pass  # the weights are looked at, not the reports
            yield
        found = _weights(run)
    if run.failed or any((a != b).any() for a, b in zip(found, reached, strict=True)):
        raise ExplorerError(
            said(
                "Errors",
                "The run’s last updates come out otherwise when they are made again here, as on another "
                "machine. So the last one is not known. Choose the next update, or another direction.",
            )
        )
    return before


def _quiet(settings: TrainingSettings) -> TrainingSettings:
    """Return the same updates without end and without any look at them."""
    return replace(
        settings, steps=MOST_STEPS, validate_every=MOST_STEPS, norms_every=0, sharpness_every=0
    )


def _weights(run: Run) -> Weights:
    return run.engine.weights_of(run.engine.variables())
