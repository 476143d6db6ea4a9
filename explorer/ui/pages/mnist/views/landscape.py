"""The view of the loss around the weights: a slice along a direction, with its slope and curvature."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from explorer.core.functions.measured import learn
from explorer.core.numerals import exact, grouped, read_number
from explorer.core.training.slices import LINES, SliceQuestion
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.kept import KeptRun
from explorer.session.training.landscape import IMAGES, PlaneView, SliceView
from explorer.session.training.slice_function import (
    function_of,
    opened_on_descent,
    opened_on_surface,
    plane_function_of,
)
from explorer.session.training.slicing import target_of, targets_of
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.layout import Content, scrolling
from explorer.ui.pages.mnist.views.landscape_words import (
    about,
    about_plane,
    checked,
    directions,
    progress_of,
)
from explorer.ui.pages.mnist.views.view import NetworkView
from explorer.ui.pages.number_fields import read_seed, step_rate, written_count
from explorer.ui.plots.plane_plot import PlanePlot
from explorer.ui.plots.slice_plot import SlicePlot
from explorer.ui.theme import Look
from explorer.ui.widgets.fields import ChoiceField, NumberField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_NARROW = 560  # px at 100 %, below which some fields have rows of their own
_LOW = 440  # px at 100 %, below which the check is a tooltip
# Where the two directions of a plane and their ranges stand: in one row, or in two.
_BROAD: Sequence[tuple[int, ...]] = ((1, 0), (1, 1), (1, 2), (1, 3))
_TALL: Sequence[tuple[int, ...]] = ((1, 0), (1, 1, 1, 3), (2, 0), (2, 1, 1, 3))


class LandscapeView(NetworkView):
    """Direction, range and images over f, f′ and f″; below, what was computed and how it was checked."""

    def __init__(self, look: Look, change: Change[TrainingChoices]) -> None:
        super().__init__()
        self._look, self._change = look, change
        self._question = SliceQuestion()
        self._view: SliceView | PlaneView | None = None
        self._form: tuple[bool, bool] | None = None  # narrow, and of two directions
        self._make_fields()
        self._make_plots()
        self._lay_out()
        self._place_fields()

    def _make_fields(self) -> None:
        look, change = self._look, self._change
        self.along = ChoiceField(translate("Mnist", "Direction"), look)
        self.along.set_choices(directions())
        self.reach = NumberField(
            translate("Mnist", "Range ±x"), look, read=_read_reach, step=step_rate, write=exact
        )
        self.images = ChoiceField(translate("Mnist", "Images of the slice"), look)
        self.images.set_choices([(str(count), grouped(count)) for count in IMAGES])
        self.seed = NumberField(
            translate("Mnist", "Seed of the direction"), look, read=read_seed,
            step=lambda n, by: n + by, write=written_count,
        )  # fmt: skip
        self.reach_y = NumberField(
            translate("Mnist", "Range ±y"), look, read=_read_reach, step=step_rate, write=exact
        )
        self.first = ChoiceField(translate("Mnist", "x along"), look)
        self.second = ChoiceField(translate("Mnist", "y along"), look)
        for axis in (self.first, self.second):
            axis.set_choices([each for each in directions() if each[0] in LINES])
        self.towards = ChoiceField(translate("Mnist", "The other run"), look)
        self.towards.chosen.connect(lambda name: change(lambda c: c.slicing(towards=name)))
        self.compute = QPushButton(translate("Mnist", "Cancel"))
        self.compute.clicked.connect(self._cancel_or_go_on)
        self.open = QPushButton(translate("Mnist", "Open on Descent"))
        self.open.clicked.connect(self._open_elsewhere)

    def _make_plots(self) -> None:
        look = self._look
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(translate("Mnist", "Loss along a direction"))
        self.progress.setFixedHeight(look.px(4))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the plot must not jump as it comes and goes
        self.progress.setSizePolicy(policy)
        words = translate("Mnist", "the run"), translate("Mnist", "f(0) + f′(0)x + ½f″(0)x²")
        self.plot = SlicePlot(translate("Mnist", "Loss along a direction"), words, look)
        self.plot.set_titles(["f(x)", "f′(x)", "f″(x)"])
        self.map = PlanePlot(translate("Mnist", "Loss on a plane"), look)
        self.map.hide()
        self.about, self.checked = label("", "note", wrap=True), label("", "note", wrap=True)
        for told in (self.about, self.checked):
            # Two lines from the first on, so that the plot does not move as they come.
            told.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _lay_out(self) -> None:
        self._fields = QGridLayout()
        self._fields.setSpacing(12)
        content = Content()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(8)
        column.addLayout(self._fields)
        column.addWidget(self.progress)
        column.addWidget(self.plot, 1)
        column.addWidget(self.map, 1)
        below = QHBoxLayout()
        words_column = QVBoxLayout()
        words_column.setSpacing(2)
        words_column.addWidget(self.about)
        words_column.addWidget(self.checked)
        below.addLayout(words_column, 1)
        below.addWidget(self.compute, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(content, "view"))

    def bind(self, column: Column[TrainingChoices]) -> None:
        """Bind what is chosen of the slice."""
        column.bind(
            "slice", self.along,
            lambda c: c.landscape.along, lambda c, key: c.going_along(key),
        )  # fmt: skip
        column.bind(
            "plane_x", self.first,
            lambda c: c.landscape.first, lambda c, key: c.slicing(first=key, reach=None),
        )  # fmt: skip
        column.bind(
            "plane_y", self.second,
            lambda c: c.landscape.second, lambda c, key: c.slicing(second=key, height=None),
        )  # fmt: skip
        column.bind(
            "slice_range", self.reach,
            lambda c: c.landscape.question.reach, lambda c, reach: c.slicing(reach=reach),
        )  # fmt: skip
        column.bind(
            "plane_range", self.reach_y,
            lambda c: c.landscape.question.height, lambda c, height: c.slicing(height=height),
        )  # fmt: skip
        column.bind(
            "slice_images", self.images,
            lambda c: str(c.landscape.images), lambda c, key: c.slicing(images=int(key)),
        )  # fmt: skip
        column.bind(
            "slice_seed", self.seed,
            lambda c: c.landscape.seed, lambda c, seed: c.slicing(seed=int(seed)),
        )  # fmt: skip

    def _place_fields(self) -> None:
        form = is_narrow, is_spanned = self.width() < self._look.px(_NARROW), self._is_spanned
        if form == self._form:
            return
        self._form = form
        axes: list[ChoiceField | NumberField] = [self.first, self.reach, self.second, self.reach_y]
        for field in (self.along, self.towards, self.seed, self.images, *axes):
            self._fields.removeWidget(field)
        self._fields.addWidget(self.along, 0, 0)
        # Of range and other run, and of seed, only what the direction has is in sight.
        self._fields.addWidget(self.towards, 0, 1)
        self._fields.addWidget(self.images, 0, 3)
        for field, place in zip(axes, _TALL if is_narrow else _BROAD, strict=True):
            at_top = field is self.reach and not is_spanned
            self._fields.addWidget(field, *((0, 1) if at_top else place))
        self._fields.addWidget(self.seed, *((3, 0, 1, 4) if is_narrow else (0, 2)))
        shares = (5, 3, 0, 3) if is_narrow else (5, 4, 5, 4) if is_spanned else (4, 2, 0, 2)
        for column, share in enumerate(shares):
            self._fields.setColumnStretch(column, share)

    def _measure(self) -> None:
        # Where the plot would have no room left, the check is told by a tooltip.
        self.checked.setVisible(self.height() >= self._look.px(_LOW))
        for told in (self.about, self.checked):
            told.setMinimumHeight(2 * QFontMetrics(told.font()).lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields in rows where they have no room side by side."""
        super().resizeEvent(event)
        self._place_fields()
        self._measure()

    def _cancel_or_go_on(self) -> None:
        self.wanted.emit({"cancelled": None if self._is_cancelled else self._question})

    def _open_elsewhere(self) -> None:
        view = self._view
        if isinstance(view, SliceView) and (made := function_of(view.slice)):
            name = learn(made[0])
            self.session_wanted.emit(lambda session: opened_on_descent(session, view, name))
        elif isinstance(view, PlaneView) and (plane := plane_function_of(view.plane)):
            name = learn(plane[0])
            self.session_wanted.emit(lambda session: opened_on_surface(session, view, name))

    _is_cancelled = _is_spanned = False

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the slice as far as it is computed, and say what it is."""
        chosen = new.choices.landscape
        is_plane = chosen.question.is_plane
        self._question = chosen.question
        self._is_cancelled = new.cancelled == self._question
        if old is None or old.choices.landscape != chosen or old.run.kept != new.run.kept:
            self._draw_fields(new)
        self.plot.setVisible(not is_plane)
        self.map.setVisible(is_plane)
        if old is None or new.differs(old, "slice", "plane"):
            self._draw_curves(new)
        self.plot.set_dimmed(new.slice.pending)
        self.about.setText(about_plane(new) if is_plane else about(new))
        self.checked.setText("" if is_plane else checked(new))
        self.about.setToolTip(self.checked.text())
        done, points = progress_of(new)
        result = new.plane if is_plane else new.slice
        self._view = result.fresh if done == points > 0 else None
        is_going = result.pending or 0 < points != done
        # A bar without an end while nobody knows how far it is.
        self.progress.setRange(0, 0 if result.pending else max(points, 1))
        if not result.pending:
            self.progress.setValue(min(done, points))
        self.progress.setVisible(is_going)
        self.compute.setText(
            translate("Mnist", "Compute") if self._is_cancelled else translate("Mnist", "Cancel")
        )
        self.compute.setVisible(is_going or self._is_cancelled)
        self.open.setText(
            translate("Mnist", "Open on Surface")
            if is_plane
            else translate("Mnist", "Open on Descent")
        )
        self.open.setVisible(self._view is not None)

    def _draw_curves(self, shown: TrainingShown) -> None:
        line, plane, nothing = shown.slice.value, shown.plane.value, np.zeros(0)
        if line is None:
            self.plot.set_slice(nothing, np.zeros((3, 0)), nothing)
        else:
            self.plot.set_slice(line.slice.places, line.slice.values, line.slice.parabola)
        if plane is None:
            self.map.clear()
        else:
            found = plane.plane
            self.map.set_plane(found.x, found.y, found.values[0], found.trail)

    def _draw_fields(self, shown: TrainingShown) -> None:
        chosen, target = shown.choices.landscape, target_of(shown)
        self._is_spanned = chosen.along == "plane"
        axes = (chosen.first, chosen.second) if self._is_spanned else (chosen.along,)
        # Between two runs and around a path it is known how far to go.
        self.reach.setVisible(axes[0] not in ("run", "path"))
        self.reach_y.setVisible(self._is_spanned and chosen.second != "run")
        self.seed.setVisible("random" in axes)
        self.towards.setVisible("run" in axes)
        for field in (self.first, self.second):
            field.setVisible(self._is_spanned)
        self._place_fields()
        choices = [(each.folder.name, _name(each)) for each in targets_of(shown)]
        if choices != self.towards.choices:
            self.towards.set_choices(choices)
        if target is not None:
            self.towards.set_value(target.folder.name)


def _name(run: KeptRun) -> str:
    return run.marks.name or run.began[5:]


def _read_reach(text: str) -> float:
    """Return the range that a text means.

    Raises:
        ExplorerError: If it is none.
    """
    number = read_number(text)
    SliceQuestion(reach=number).check()
    return number
