"""What is looked at inside the network on the MNIST page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from explorer.core.training.dataset import PIXELS
from explorer.core.training.settings import MOST_UNITS

Quantity = Literal["weights", "gradient", "update"]
_MIDDLE = 14 * 28 + 14  # where digits have ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """One unit and one pixel of the first layer; a weight leads from the one to the other.

    Attributes:
        unit: The unit, counted from 0; the last one stands in for those beyond the layer.
        pixel: The pixel, counted row by row from 0.
        quantity: What the units' pictures show: the weights, the gradient of the next batch's loss
            by them, or what the next update adds to them.
    """

    unit: int = 0
    pixel: int = _MIDDLE
    quantity: Quantity = "weights"

    def check(self) -> None:
        """Check whatever the page itself would never choose.

        Raises:
            ExplorerError: If there can be no such unit or pixel.
        """
        from explorer.session.checking import check_between

        check_between("unit", self.unit, 0, MOST_UNITS - 1)
        check_between("pixel", self.pixel, 0, PIXELS - 1)
