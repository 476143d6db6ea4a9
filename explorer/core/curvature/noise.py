"""The gradient noise scale: from which batch size on more images say little more about the gradient."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_QUANTILE = 1.96  # of the normal distribution, for 95 %


@dataclass(frozen=True, slots=True)
class NoiseScale:
    """tr(Σ)/|G|², for the covariance Σ of single images' gradients and the exact gradient G.

    Attributes:
        variance: tr(Σ), without bias.
        squared_gradient: |G|², without bias; scatter can make it negative where G is small.
        images: Images that it was taken from.
        low: Lower end of a 95 % interval of the scale, by the jackknife; 0 where nothing is known.
        high: Upper end; infinite where |G|² cannot be told from 0.
    """

    variance: float
    squared_gradient: float
    images: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The scale, in images; None where |G|² cannot be told from 0."""
        if self.squared_gradient <= 0 or not math.isfinite(self.high):
            return None
        return self.variance / self.squared_gradient

    def share_at(self, batch: int) -> float | None:
        """Return what a step by so many images achieves, as a share of one along the exact gradient.

        1/(1 + B/batch) for the scale B: each at the rate that is best for it, where the loss is a parabola
        that is curved equally in all directions.

        Source: McCandlish et al., 2018, equation 2.7.
        """
        return None if self.value is None else 1 / (1 + self.value / batch)


def noise_scale(products: NDArray[np.float64], size: int) -> NoiseScale:
    """Return the noise scale from gradients over batches of different images.

    The estimates of tr(Σ) and of |G|² are those of two batch sizes, of one batch and of all of them together,
    and have no bias. Of their quotient the logarithm is jackknifed over the batches.

    Args:
        products: Scalar product of each two of the batches' mean gradients, shape (k, k), k at least 3.
        size: Images in each batch.

    Source: S. McCandlish, J. Kaplan, D. Amodei, "An Empirical Model of Large-Batch Training", 2018, equation
        2.9 and appendix A.1; the jackknife: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap",
        chapter 11.
    """
    count = len(products)
    own, both = float(np.trace(products)), float(products.sum())
    variance, squared = _estimates(own, both, count, size)
    without_own = own - np.diag(products)
    without_both = both - 2 * products.sum(axis=1) + np.diag(products)
    variances, squares = _estimates(without_own, without_both, count - 1, size)
    low, high = 0.0, math.inf
    if squared > 0 and variance > 0 and (squares > 0).all() and (variances > 0).all():
        logarithms = np.log(variances / squares)
        spread = (count - 1) / count * ((logarithms - logarithms.mean()) ** 2).sum()
        factor = math.exp(min(_QUANTILE * math.sqrt(spread), 300.0))
        low, high = variance / squared / factor, variance / squared * factor
    return NoiseScale(variance, squared, count * size, low, high)


def _estimates(own: Any, both: Any, count: int, size: int) -> tuple[Any, Any]:
    """Return tr(Σ) and |G|² from Σ|gₖ|² and |Σgₖ|²."""
    mean = both / count**2
    of_a_batch = (own - count * mean) / (count - 1)  # tr of a batch's covariance, Σ/size
    return size * of_a_batch, mean - of_a_batch / count
