"""Axes: what is written beside a plot, whatever room it has."""

from explorer.ui.plots.axes import QuietAxis
from explorer.ui.theme import Look


def test_that_an_axis_without_room_yet_is_painted_without_a_fault(look: Look) -> None:
    axis = QuietAxis("left", look)
    axis.setWidth(0)
    axis.resize(0, 0)
    axis._suit_face([])
    assert axis.style["tickFont"].pixelSize() == look.font(12).pixelSize()
