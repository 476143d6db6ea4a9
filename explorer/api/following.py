"""Following a training: `Follow` for `fit`, `follow` for a loop of one's own, `log` for further numbers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any, Literal, SupportsFloat, TextIO

from explorer.api.keeping import Keeper, going, say
from explorer.api.showing import show as open_window
from explorer.core.observing.receiving import Receiver
from explorer.core.observing.watching import WatchingCallback
from explorer.files.model_json import Numbers

__all__ = ["Follow", "follow", "log"]


class Follow(WatchingCallback):
    """Follow the training of a Keras model: `model.fit(..., callbacks=[explorer.Follow()])`.

    Norms of gradients, weights and updates are taken inside the very steps that `fit` makes, and
    written to a folder. The weights come out the same, to the last bit with few exceptions, which
    docs/following.md lists. Whatever goes wrong with the following is one sentence on standard error;
    the training goes on.

    Args:
        run: Folder for the run, made if it is missing; where it holds something already, one beside
            it is taken. None for a new one in the user's data folder.
        every: Steps from one look to the next; "auto" for as often as 0.5 % of the time allow.
        histograms: Steps from one set of histograms of the weights to the next; 0 for none.
        show: Whether to open the window on it.
        told: Where the one line goes that says how to look at it; standard output unless given.

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
        told: TextIO | None = None,
    ) -> None:
        if type(histograms) is not int or histograms < 0:
            raise ValueError("histograms is a number of steps, or 0 for none.")
        super().__init__(_checked_every(every), histograms)
        self._show = show
        self._keeper = Keeper(run, told)

    @property
    def run(self) -> Path | None:
        """Folder of the run; None before it begins, or where none could be made."""
        return self._keeper.folder

    def begin(self, model: Any, optimizers: list[Any]) -> Receiver:
        """Make the folder of this fit."""
        self._keeper.begin(optimizers, every=self._every, model=str(getattr(model, "name", "")))
        if self._show and self._keeper.folder is not None:
            open_window(self._keeper.folder)
        return self._keeper

    def refuse(self, backend: str) -> None:
        """Say in one sentence that nothing is seen where Keras does not compute with TensorFlow."""
        say(f"Follow needs Keras with TensorFlow, and this is {backend}. Training goes on.")


@contextmanager
def follow(
    optimizer: Any,
    variables: Sequence[Any] | None = None,
    run: str | PathLike[str] | None = None,
    *,
    every: int | Literal["auto"] = "auto",
    show: bool = False,
) -> Iterator[None]:
    """Follow a training loop of your own: `with explorer.follow(optimizer):` around it.

    Nothing else changes in the loop. Each `optimizer.apply_gradients` or `optimizer.apply` is a step,
    also inside a `tf.function`, provided that its first call comes within the `with`.

    Args:
        optimizer: The Keras optimiser that the loop applies.
        variables: Those that are wanted; None for all that it is applied to.
        run: As `Follow` takes it.
        every: As `Follow` takes it.
        show: As `Follow` takes it.

    Yields:
        Nothing; the loop goes inside.

    Raises:
        ValueError: If `every` is no such number.
        TypeError: If `optimizer` is no optimiser of Keras.
    """
    from explorer.core.observing.looping import Loop

    interval = _checked_every(every)
    if not callable(getattr(optimizer, "apply", None)):
        raise TypeError("follow takes an optimiser of Keras, such as keras.optimizers.Adam().")
    keeper = Keeper(run)
    keeper.begin([optimizer], every=interval)
    if show and keeper.folder is not None:
        open_window(keeper.folder)
    loop = Loop(optimizer, variables, keeper, interval)
    with loop:
        keeper.step = lambda: loop.step
        yield
    if keeper.folder is not None and not loop.step:
        say(
            "Nothing was seen: no step was made inside follow(...), or it was compiled before. "
            "Call the step for the first time inside of it."
        )


def log(step: int | None = None, **numbers: SupportsFloat) -> None:
    """Keep further numbers beside the run that is being followed: the loss of a loop, a metric.

    Args:
        step: Step that they belong to, from 0; None for the present one.
        numbers: By name; scalars, also NumPy's and TensorFlow's.
    """
    if not going:
        say("explorer.log has nowhere to write: call it while a training is followed.", once=True)
        return
    try:
        plain = {name: float(value) for name, value in numbers.items()}
        at = going[-1].step() if step is None else int(step)
    except (TypeError, ValueError):
        say("explorer.log takes numbers: explorer.log(loss=0.5).", once=True)
        return
    going[-1].add(Numbers(max(0, at), plain))


def _checked_every(every: int | str) -> int:
    if every == "auto":
        return 0
    if type(every) is not int or every < 1:
        raise ValueError('every is a number of steps from 1 on, or "auto".')
    return every
