"""The strip of learning rates as a column holds it: the map, what is left, and the way to the best."""

from PySide6.QtCore import QCoreApplication, Qt

from explorer.core.descent.results import RateMap
from explorer.core.numerals import brief, grouped
from explorer.session.shown import Result
from explorer.ui.pages.layout import stacked
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.labels import Steady, label
from explorer.ui.widgets.rate_map import RateMapStrip

translate = QCoreApplication.translate


class RateStrip:
    """A map of rates with its note, and the button that sets the best one.

    Attributes:
        map: The strip; it reports every rate that is wished for.
        note: What is left of the path at the chosen rate.
        jump: Sets the best rate, once that was run alone.
        widget: Map and note; the button stands where the rate's name does.
    """

    def __init__(self, look: Look, target: str) -> None:
        """Take which minimum f* belongs to, as the end of a sentence."""
        self._target, self._best = target, 0.0
        self.map = RateMapStrip(translate("Rates", "Learning rate"), look)
        self.note = label("", "note", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.map.noted.connect(self.note.setText)
        self.jump = button(translate("Rates", "Jump to best"), "link")
        self.jump.clicked.connect(lambda: self.map.requested.emit(self._best))
        # Two lines always: what stands below must not move with the number.
        self.widget = stacked(self.map, Steady(self.note, lines=2), spacing=2)

    def draw_map(self, result: Result[RateMap], seed: int | None = None) -> None:
        """Show a map, pale while it is of older choices, and offer its best rate.

        Args:
            result: The map.
            seed: Seed of the noise that every rate has, None without noise.
        """
        found = result.fresh
        self.map.set_map(result.value, pending=result.pending)
        if found is None and not result.pending:
            text = translate("Rates", "No rate can be run for this function.")
            self.map.setToolTip(text)
            self.jump.setToolTip(text)
            self.jump.setEnabled(False)
            return
        self.map.setToolTip(_map_tip(found, self._target, seed))
        is_tried = found is not None and found.best_end is not None
        if found is not None and found.best is not None:
            self._best = found.best
        self.jump.setEnabled(is_tried)
        self.jump.setToolTip(_jump_tip(found))


def _map_tip(found: RateMap | None, target: str, seed: int | None) -> str:
    """Return what a map of rates shows."""
    if found is None:
        return translate("Rates", "The map of rates is still to be computed.")
    if found.target is None:
        text = translate("Rates", "The largest f of the last updates, for every rate.")
    else:
        text = translate("Rates", "The largest |f − f*| of the last updates, for every rate;")
        text = f"{text} {target.format(value=brief(found.target))}"
    lines = [text, translate("Rates", "Hatched: f ends higher than it starts, or is not finite.")]
    if seed is not None:
        text = translate("Rates", "Every rate has the noise of seed {seed}.")
        lines.append(text.format(seed=seed))
    for bound in found.bounds:
        if bound.of_network:
            line = translate(
                "Rates",
                "{formula} = {rate}, dotted: above it the optimiser leaves a minimum that is as sharp in its "
                "sharpest direction as the network’s loss is at x = 0 of this slice.",
            )
        elif bound.is_stable:
            line = translate(
                "Rates",
                "{formula} = {rate}: above it the optimiser leaves the minimum of a parabola "
                "(Cohen et al., 2021, equation 1).",
            )
        else:
            line = translate(
                "Rates", "{formula} = {rate}: lands on the minimum of a parabola in one update."
            )
        lines.append(line.format(formula=bound.formula, rate=f"{bound.rate:.3g}"))
    return "\n".join(lines)


def _jump_tip(found: RateMap | None) -> str:
    """Return why the best rate is best, or why there is none."""
    if found is None:
        return translate("Rates", "The map of rates is still to be computed.")
    if found.best is None:
        if found.target is None:
            return translate("Rates", "Without a known minimum no rate is best.")
        return translate("Rates", "From the lowest rate up, no stretch keeps f below its start.")
    return translate(
        "Rates",
        "Of the rates below the first hatched one, the one that leaves least, also if it is missed "
        "by a tenth of a decade; {count} rates were run.",
    ).format(count=grouped(len(found.rates)))
