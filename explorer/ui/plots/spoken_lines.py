"""Sentences that say what a plot shows, for whoever does not see it."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import significant

translate = QCoreApplication.translate
FIGURES = 4
MOST = 12  # lines that are told one by one; more would bury what is asked for


def number(value: float) -> str:
    """Return a number as it is said: with few figures, as nobody keeps more of them in mind."""
    return significant(float(value), FIGURES)


def span(name: str, left: float, right: float) -> str:
    """Say what an axis shows."""
    text = translate("Spoken", "{name} from {left} to {right}.")
    return text.format(name=name, left=number(left), right=number(right))


def line(name: str, x: ArrayLike, y: ArrayLike) -> str:
    """Say how a line goes: where it begins and ends, and its lowest and highest place.

    Args:
        name: What it is of.
        x: Positions, shape (n,).
        y: Values there, shape (n,); those that are not finite are left out.
    """
    places, values = np.asarray(x, float), np.asarray(y, float)
    known = np.isfinite(values)
    if not known.any():
        return translate("Spoken", "{name}: no value.").format(name=name)
    places, values = places[known], values[known]
    if len(values) > 1 and np.ptp(values) == 0:
        text = translate("Spoken", "{name}: {first} everywhere.")
        return text.format(name=name, first=number(values[0]))
    if len(values) == 1:
        text = translate("Spoken", "{name}: {first} at {start}.")
        return text.format(name=name, first=number(values[0]), start=number(places[0]))
    low, high = int(values.argmin()), int(values.argmax())
    text = translate(
        "Spoken",
        "{name}: {first} at {start}, {last} at {end}; lowest {low} at {lowest}, highest {high} at {highest}.",
    )
    return text.format(
        name=name,
        first=number(values[0]), start=number(places[0]),
        last=number(values[-1]), end=number(places[-1]),
        low=number(values[low]), lowest=number(places[low]),
        high=number(values[high]), highest=number(places[high]),
    )  # fmt: skip


def point(name: str, *place: float) -> str:
    """Say where a point is."""
    told = ", ".join(map(number, place))
    return translate("Spoken", "{name} at {place}.").format(name=name, place=told)


def spread(values: ArrayLike) -> str:
    """Say between which numbers values lie; nothing where there are none."""
    known = np.asarray(values, float)
    known = known[np.isfinite(known)]
    if not known.size:
        return ""
    text = translate("Spoken", "Values from {low} to {high}.")
    return text.format(low=number(known.min()), high=number(known.max()))


def value(name: str, of: float) -> str:
    """Say a number."""
    return translate("Spoken", "{name} = {value}.").format(name=name, value=number(of))


def waiting() -> str:
    """Say that what is drawn is of older choices."""
    return translate("Spoken", "It is being computed anew.")


def nothing() -> str:
    """Say that there is nothing to see yet."""
    return translate("Spoken", "Nothing is drawn yet.")


def joined(sentences: Iterable[str]) -> str:
    """Return sentences one after the other; beyond a few it only says how many more there are."""
    told = [each for each in sentences if each]
    more = len(told) - MOST
    if more > 0:
        told[MOST:] = [translate("Spoken", "And {count} more.").format(count=more)]
    return " ".join(told)


def function(
    titles: Sequence[str],
    x: NDArray[np.float64],
    rows: NDArray[np.float64],
    seen: tuple[float, float],
    at: Sequence[float],
    *,
    is_late: bool,
) -> str:
    """Say how a function and its derivatives go, and what they are at a point.

    Args:
        titles: Their names, with what they are behind " = ".
        x: Positions, shape (n,).
        rows: Values there, shape (k, n).
        seen: The part of the x axis that is in view.
        at: x of the point and the values there; empty for no point.
        is_late: Whether what is drawn is of older choices.
    """
    inside = (x >= seen[0]) & (x <= seen[1])
    told = [span("x", *seen), waiting() if is_late else ""]
    told += [line(title, x[inside], row[inside]) for title, row in zip(titles, rows, strict=False)]
    names = ["x", *(title.split(" = ")[0] for title in titles)]
    return joined([*told, *(value(*each) for each in zip(names, at, strict=False))])
