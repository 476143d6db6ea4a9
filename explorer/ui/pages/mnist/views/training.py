"""The view of the training itself: curves, norms, and the pictures of the network below them."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from explorer.core.curvature.edges import edge_name
from explorer.session.training.axis import places
from explorer.session.training.choices import Axis, TrainingChoices
from explorer.session.training.history import History
from explorer.session.training.sharp import edges_over, planned_edges
from explorer.session.training.snapshots import TrainingShown
from explorer.ui import signs
from explorer.ui.pages.layout import NARROW
from explorer.ui.pages.mnist.inside import InsideViews
from explorer.ui.pages.mnist.run_words import told_run
from explorer.ui.pages.mnist.views.view import NetworkView
from explorer.ui.pages.mnist.words import change_marks
from explorer.ui.plots.loss_parts import TrainingCurve, rung
from explorer.ui.plots.loss_plot import LossPlot
from explorer.ui.plots.norms_plot import NormsPlot
from explorer.ui.plots.sharpness_plot import SharpnessCurve, SharpnessPlot
from explorer.ui.theme import Look
from explorer.ui.widgets.network_views import FEWEST, NetworkViews

translate = QCoreApplication.translate
WIDE, HIGH, LOW = 1_600, 900, 700  # px: larger views; no views beside norms
SHORT = (
    600  # px of height below which the curves have all the room; the other views show the pictures
)
USUAL_IMAGES = 55_000  # MNIST's own training images, before they are read
NORMS_PAUSE = 400  # milliseconds between two drawings of the norms in mid-run


class TrainingView(NetworkView):
    """Curves over norms over the network's pictures; shares out the room among them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._page = look, QSize()
        self.plot = LossPlot(
            translate("Mnist", "Loss and accuracy over the steps"),
            (
                (translate("Mnist", "loss, each step and smoothed"), translate("Mnist", "loss")),
                (
                    translate("Mnist", "accuracy on 5,000 validation images"),
                    translate("Mnist", "validation accuracy"),
                ),
            ),
            translate("Mnist", "The loss of every step is drawn here while the network learns."),
            look,
        )
        self.norms = NormsPlot(look)
        self.sharpness = SharpnessPlot(self.plot.plots[0].box, look)
        self._since_norms = QElapsedTimer()
        self.views = NetworkViews(look)
        self.inside = InsideViews(self.views, look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.plot, 1)
        column.addWidget(self.sharpness, 1)
        column.addWidget(self.norms)
        column.addSpacing(4)
        column.addWidget(self.views)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Draw curves and norms; the pictures are a part of their own, as the guide has some, too."""
        choices, run = new.choices, new.run
        if old is None or (old.choices, old.run) != (choices, run):
            self._draw_curves(new)
        is_measured = bool(new.held.norms_every)
        if self.norms.isHidden() == is_measured:
            self.norms.setVisible(is_measured)
            self._share_room()
        if old is None or (old.choices, old.run) != (choices, run):
            self._draw_sharpness(new)
        if (
            old is None
            or old.run != run
            or old.history is not new.history
            or old.choices.axis != choices.axis
        ):
            self._draw_norms(new)

    def _draw_curves(self, shown: TrainingShown) -> None:
        choices = shown.choices
        # A hidden run is not drawn and takes no part in the axis.
        drawn, chosen = shown.drawn, shown.history
        curves = [
            _curve(h, told_run(shown.run, h), choices.axis, _images(shown), detailed=h is chosen)
            for h in drawn
        ]
        self.plot.set_total(_end_of_axis(drawn, curves, choices), _unit(choices.axis))
        self.plot.set_log(choices.log_axis)
        self.plot.set_smoothing(choices.smoothing)
        # One run alone in every step: more would be a tangle.
        self.plot.set_curves(curves)
        self.plot.set_cursor(None if choices.cursor is None else shown.step)
        marks = change_marks(chosen) if chosen is not None else []
        curve = next((each for each in curves if each.detailed), None)
        if curve is not None:
            marks = [replace(m, x=float(curve.place(np.array([m.x]))[0])) for m in marks]
        self.plot.changes.set_marks(marks if chosen in drawn else [])

    def _draw_sharpness(self, shown: TrainingShown) -> None:
        """Draw the sharpness where it is measured, or was in the run that is looked into."""
        history, choices = shown.history, shown.choices
        found = [] if history is None else history.sharpness
        is_measured = bool(shown.held.sharpness_every or found)
        if self.sharpness.isHidden() == is_measured:
            self.sharpness.setVisible(is_measured)
            self._share_room()
        if not is_measured:
            return
        settings = shown.held if history is None else history.settings
        edges = np.zeros((0, 2))
        if "edge" in choices.shown and history is not None:
            edges = edges_over(history)
        elif "edge" in choices.shown:
            edges = planned_edges(settings)
        values = np.array([each.eigenvalues[:2] for each in found], np.float64).reshape(-1, 2)
        self.sharpness.set_curve(
            SharpnessCurve(
                steps=np.array([each.step for each in found], np.float64),
                first=values[:, 0],
                second=values[:, 1] if "second" in choices.shown else np.zeros(0),
                edges=edges,
                edge_name=edge_name(settings.optimizer),
                end=float(settings.steps),
                now=0.0 if history is None else float(history.step),
            )
        )

    def _draw_norms(self, shown: TrainingShown) -> None:
        """Draw the norms, in mid-run from time to time."""
        since, history = self._since_norms, shown.history
        is_live = shown.run.phase in ("running", "following")
        is_early = since.isValid() and since.elapsed() < NORMS_PAUSE
        if self.norms.isHidden() or (is_live and is_early) or history is None:
            return
        since.start()
        norms = history.norms
        steps = np.array([each.step for each in norms], np.float64)
        gradients = np.array([each.gradients for each in norms], np.float64)
        updates = np.array([each.updates for each in norms], np.float64)
        axis, end = shown.choices.axis, float(history.settings.steps)
        known = places(history, axis, _images(shown))
        if known is not None:
            steps, end = np.interp(steps, *known), float(known[1][-1])
        self.norms.set_norms(end, steps, gradients, updates, _unit(axis))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def fit_into(self, page: QSize) -> None:
        """Suit the size of the page."""
        self._page = page
        self._share_room()

    def _share_room(self) -> None:
        """Show the views beside one another, one at a time, or not at all beside the norms."""
        px, page = self._look.px, self._page
        room = self.width()
        high = page.height() >= px(HIGH)
        # In a low window norms and views together would leave the loss no room.
        crowded = not (high or (self.norms.isHidden() and self.sharpness.isHidden()))
        tabs_only = page.width() < px(NARROW) or room < px(FEWEST) or crowded
        self.views.set_room(tabs_only=tabs_only, wide=page.width() >= px(WIDE) and high)
        is_low = page.height() < px(LOW) or not self.sharpness.isHidden()
        self.views.setVisible(page.height() >= px(SHORT) and not (crowded and is_low))


def _images(shown: TrainingShown) -> int:
    """Return how many training images there are."""
    digits = shown.run.digits
    return USUAL_IMAGES if digits is None else len(digits.training)


def _unit(axis: Axis) -> str:
    """Return how a number of the axis is written; empty for steps."""
    if axis == "epoch":
        return translate("Mnist", "{value} epochs")
    return translate("Mnist", "{value} s") if axis == "seconds" else ""


def _end_of_axis(
    drawn: list[History], curves: list[TrainingCurve], choices: TrainingChoices
) -> float:
    """Return where the axis ends: at the last step of the longest run."""
    if choices.axis == "step" or not curves:
        return max((h.settings.steps for h in drawn), default=choices.settings.steps)
    ends = [float(curve.known[1][-1]) for curve in curves if curve.known is not None]
    if choices.axis == "epoch":
        return max(ends)
    # Nobody knows how long a run will take: an axis that grows at each report could not be read.
    left = [h.seconds_left or 0.0 for h in drawn if h.outcome is None]
    longest = max(max(end, 1e-3) for end in ends) + max(left, default=0.0)
    return rung(longest, up=True) if any(h.outcome is None for h in drawn) else longest


def _curve(
    history: History, name: str, axis: Axis, images: int, *, detailed: bool
) -> TrainingCurve:
    """Return a run as far as it has gone; `detailed` for the one that is looked into."""
    # Two columns also where there is no look yet.
    looks = np.array(history.accuracies, np.float64).reshape(-1, 2)
    return TrainingCurve(
        number=history.number,
        sign=signs.of_run(history.number),
        losses=history.losses,
        sums=history.sums,
        looks=looks[:, 0],
        accuracies=looks[:, 1],
        detailed=detailed,
        name=name,
        held_out=np.array(history.held_out, np.float64),
        known=places(history, axis, images),
        axis=axis,
    )
