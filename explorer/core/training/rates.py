"""What a learning-rate range test found, and which rate follows from it; without TensorFlow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEPS = 300
LOWEST, HIGHEST = 1e-6, 10.0
_DECADE = STEPS / np.log10(HIGHEST / LOWEST)  # steps
_AROUND = int(_DECADE / 2)  # steps on either side over which a mean and a slope are taken
_GROWN = 4.0  # times its lowest, at which the mean loss ends the test, as fastai's does
_CERTAIN = 3.0  # standard errors that a slope must fall by, not to be the batches' scatter


@dataclass(frozen=True, slots=True, eq=False)
class RangeTest:
    """The loss of updates whose learning rate grows exponentially from the first weights on.

    Attributes:
        rates: Learning rate of each update made, shape (n,).
        losses: Loss of each update's batch before it, shape (n,).
        is_over: Whether the test has ended.
        first_sha256: Of the weights that it began from; they are a copy of their own.
    """

    rates: NDArray[np.float64]
    losses: NDArray[np.float64]
    is_over: bool
    first_sha256: str

    @property
    def share(self) -> float:
        """How much of the test is made, 0 to 1."""
        return 1.0 if self.is_over else len(self.rates) / STEPS

    @property
    def means(self) -> NDArray[np.float64]:
        """The mean loss of the updates within half a decade of rates on either side, shape (n,)."""
        sums = np.concatenate([[0.0], np.cumsum(self.losses)])
        low, high = _windows(len(self.losses))
        means: NDArray[np.float64] = (sums[high] - sums[low]) / (high - low)
        return means

    @property
    def has_grown(self) -> bool:
        """Whether the loss is no number any more, or the mean of the last updates four times the lowest.

        The mean of a quarter decade, as it is to end the test soon.
        """
        if not len(self.losses):
            return False
        if not np.isfinite(self.losses[-1]):
            return True
        newest = self.losses[-max(_AROUND // 2, 1) :].mean()
        return (
            bool(newest > _GROWN * self.means[:-1].min()) if len(self.losses) > _AROUND else False
        )

    @property
    def suggestion(self) -> float | None:
        """The rate at which the loss falls steepest; None before the end, and where it falls nowhere.

        Of every update with a whole decade of rates around it, up to the lowest mean, the one where the
        straight line through that decade's losses against log₁₀ of the rate falls most. A line that falls
        by less than three standard errors is scatter of the batches.

        Source: the rule "steepest slope" is fastai's; the test is L. Smith, "Cyclical Learning Rates for
            Training Neural Networks", WACV 2017, section 3.3.
        """
        if not self.is_over:
            return None
        losses = self.losses[np.isfinite(self.losses)]
        width = 2 * _AROUND + 1
        if len(losses) < width:
            return None
        x = (np.arange(width) - _AROUND) / _DECADE
        windows = np.lib.stride_tricks.sliding_window_view(losses, width)
        centred = windows - windows.mean(axis=1, keepdims=True)
        slopes = centred @ x / (x @ x)
        rest = centred - slopes[:, None] * x
        errors = np.sqrt((rest**2).sum(axis=1) / (width - 2) / (x @ x))
        until = max(int(self.means[: len(losses)].argmin()) - _AROUND, 0) + 1
        slopes, errors = slopes[:until], errors[:until]
        place = int(slopes.argmin())
        if slopes[place] >= -_CERTAIN * errors[place]:
            return None
        return float(f"{self.rates[place + _AROUND]:.2g}")  # two figures, to be read and typed


def rates_of_test() -> NDArray[np.float64]:
    """Return the rate of each update, from `LOWEST` to `HIGHEST` by equal factors."""
    return np.geomspace(LOWEST, HIGHEST, STEPS)


def _windows(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the window of each of `count` updates begins and ends; it shrinks towards both ends."""
    places = np.arange(count)
    reach = np.minimum(np.minimum(places, count - 1 - places), _AROUND)
    return places - reach, places + reach + 1
