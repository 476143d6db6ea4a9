"""What is looked at inside the network on the MNIST page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from explorer.core.training.attribution import Method, Question, Score
from explorer.core.training.dataset import CLASSES, PIXELS
from explorer.core.training.settings import LARGEST_SEED, MOST_UNITS

Quantity = Literal["weights", "gradient", "update"]
_MIDDLE = 14 * 28 + 14  # where digits have ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """One weight, from a pixel to a unit of the first layer, and what is asked about one picture.

    Attributes:
        unit: The unit, counted from 0; the last one stands in for those beyond the layer.
        pixel: The pixel, counted row by row from 0.
        quantity: What the units' pictures show: the weights, the gradient of the next batch's loss
            by them, or what the next update adds to them.
        cell: True digit and answer of the test images that are listed.
        digit: The digit that pixels may speak for; None for the network's own answer.
        score: Whether its logit or its probability is differentiated by the pixels.
        method: How that becomes one number for each pixel.
        seed: Origin of the noise of SmoothGrad.
    """

    unit: int = 0
    pixel: int = _MIDDLE
    quantity: Quantity = "weights"
    cell: tuple[int, int] | None = None
    digit: int | None = None
    score: Score = "logit"
    method: Method = "gradient"
    seed: int = 0

    @property
    def question(self) -> Question:
        """What is asked about the picture that is looked at."""
        return Question(
            digit=self.digit, score=self.score, method=self.method, pixel=self.pixel, seed=self.seed
        )

    def check(self) -> None:
        """Check whatever the page itself would never choose.

        Raises:
            ExplorerError: If there can be no such unit, pixel, digit or seed.
        """
        from explorer.session.checking import check_between

        check_between("unit", self.unit, 0, MOST_UNITS - 1)
        check_between("pixel", self.pixel, 0, PIXELS - 1)
        check_between("seed", self.seed, 0, LARGEST_SEED)
        for digit in (*(self.cell or ()), self.digit):
            check_between("digit", digit or 0, 0, CLASSES - 1)
