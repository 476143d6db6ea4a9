"""The numbers behind pictures, as columns: what a right click on one copies or saves."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from explorer.core.descent.results import RateMap
from explorer.ui.widgets.plot_menu import Values

translate = QCoreApplication.translate


class AnsweredDigit(Protocol):
    """A digit and what a network says of it."""

    @property
    def digit(self) -> int:
        """What it shows."""

    @property
    def answer(self) -> int | None:
        """What the network says; None while nobody has asked it."""

    @property
    def probability(self) -> float:
        """How sure it is, 0 to 1."""


class Valued(Protocol):
    """A cell that tells a number."""

    @property
    def value(self) -> float | None:
        """The number; None where there is none."""


class OnWay(Protocol):
    """A place on a way."""

    @property
    def text(self) -> str:
        """What stands there."""

    @property
    def flows(self) -> bool:
        """Whether a gradient passes it."""


def pixels_of(picture: NDArray[Any] | None) -> Values:
    """Return the pixels of a picture, shape (height, width)."""
    shown = np.zeros((0, 0)) if picture is None else picture
    return _cells(
        shown,
        [translate("Values", "row"), translate("Values", "column")],
        translate("Values", "value"),
    )


def weights_of(units: NDArray[Any]) -> Values:
    """Return the weights of units from each pixel, shape (units, height, width)."""
    names = [
        translate("Values", "unit"), translate("Values", "row"), translate("Values", "column")
    ]  # fmt: skip
    return _cells(units, names, translate("Values", "weight"))


def confusion_of(table: NDArray[Any]) -> Values:
    """Return how many images of each digit were taken for each, shape (digits, answers)."""
    names = [translate("Values", "true digit"), translate("Values", "answer")]
    return _cells(table, names, translate("Values", "images"))


def probabilities_of(values: NDArray[Any] | None) -> Values:
    """Return how likely each digit is to a network, shape (digits,)."""
    shown = np.zeros(0) if values is None else values
    return _cells(shown, [translate("Values", "digit")], translate("Values", "probability"))


def answers_of(items: Sequence[AnsweredDigit]) -> Values:
    """Return the answers to the digits that a network was asked."""
    given = [each for each in items if each.answer is not None]
    return {
        translate("Values", "true digit"): [each.digit for each in given],
        translate("Values", "answer"): [each.answer for each in given],
        translate("Values", "probability"): [each.probability for each in given],
    }


def activations_of(layers: Sequence[tuple[str, NDArray[Any]]]) -> Values:
    """Return the activation of every unit, layer by layer."""
    told = [(name, n, value) for name, values in layers for n, value in enumerate(values.ravel())]
    return {
        translate("Values", "layer"): [name for name, _, _ in told],
        translate("Values", "unit"): [unit for _, unit, _ in told],
        translate("Values", "activation"): [value for _, _, value in told],
    }


def grid_of(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[int, int], Valued]
) -> Values:
    """Return what is known of each combination."""
    shown = sorted(cells.items(), key=lambda each: each[0])
    return {
        translate("Values", "row"): [rows[row] for (row, _), _ in shown],
        translate("Values", "column"): [columns[column] for (_, column), _ in shown],
        translate("Values", "value"): [cell.value for _, cell in shown],
    }


def way_of(rows: Sequence[OnWay]) -> Values:
    """Return the places of a way from a source on, and whether a gradient passes them."""
    return {
        translate("Values", "place"): [each.text for each in rows],
        translate("Values", "gradient passes"): [int(each.flows) for each in rows],
    }


def rates_of(found: RateMap | None) -> Values:
    """Return what each learning rate leaves; nothing while that is not known."""
    if found is None:
        return {}
    left = "f" if found.target is None else "|f − f*|"
    return {translate("Values", "learning rate"): found.rates, left: found.left}


def curve_of(steps: NDArray[Any], values: NDArray[Any]) -> Values:
    """Return the points of a small curve."""
    return {translate("Values", "step"): steps, translate("Values", "value"): values}


def _cells(table: NDArray[Any], places: Sequence[str], value: str) -> Values:
    """Return an array as columns: the place of each cell in each dimension, then what is in it."""
    counted = zip(places, np.indices(table.shape).reshape(table.ndim, -1), strict=True)
    return {**dict(counted), value: table.ravel()}
