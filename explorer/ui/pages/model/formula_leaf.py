"""The Formula leaf: what each number is, with those of the variable that is looked at."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from explorer.core.numerals import grouped
from explorer.core.observing.observed import ModelRun, zeros_stride
from explorer.session.model.snapshots import Curves, ModelShown, Points, quantity_at, ratio
from explorer.ui.pages.layout import leaf, stacked
from explorer.ui.pages.model.birth import BirthNote
from explorer.ui.pages.model.hint_words import hint_words, percent, short
from explorer.ui.plots.spark import Spark
from explorer.ui.theme import Look
from explorer.ui.typesetting import Formulas, Line, Typesetter
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate
_SIZE = 17
_KINDS = ("gradient", "weight", "update", "ratio", "silent", "depth")
_ROLES = {"gradient": "orange", "weight": "text", "update": "purple"}


class FormulaLeaf:
    """Formulas of what is recorded; beside each the number, and the curve of three norms.

    Attributes:
        widget: The leaf.
        sparks: The curves by their names.
        note: What is to be known of the numbers.
    """

    def __init__(self, look: Look, typesetter: Typesetter) -> None:
        self.formulas = Formulas(typesetter)
        self._told: object = None
        self.birth = BirthNote()
        self.heading = Heading("")
        self._about = label("", "note", wrap=True)
        titles = {
            "gradient": translate("Model", "Gradient"),
            "weight": translate("Model", "Weight"),
            "update": translate("Model", "Update"),
            "ratio": translate("Model", "Update ÷ weight"),
            "silent": translate("Model", "Silent units"),
            "depth": translate("Model", "First over last kernel with a gradient"),
        }
        self.sparks = {name: Spark(titles[name], role, look) for name, role in _ROLES.items()}
        # A formula says what a number is, once; the number stands beside it, as it changes with
        # each step of a live run, and to set it anew would take longer than that.
        self.numbers = {name: label("", "body") for name in _KINDS}
        curves = {name: [spark] for name, spark in self.sparks.items()}
        self._groups = {
            name: stacked(
                label(titles[name], "label"), self._beside(name), *curves.get(name, []), spacing=4
            )
            for name in _KINDS
        }
        self.formulas.show(_meanings(), _KINDS.__contains__)
        self.note = label("", "note", wrap=True)
        self.hints_heading = Heading(translate("Model", "Worth a look"))
        self.hints = label("", "note", wrap=True)
        self.widget = leaf(
            self.birth.widget, self.heading, self._about, *self._groups.values(), self.note,
            self.hints_heading, self.hints,
        )  # fmt: skip

    def _beside(self, name: str) -> QWidget:
        """Return a formula with its number at its right."""
        view, widget = self.formulas[name], QWidget()
        view.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(view)
        row.addWidget(self.numbers[name], 1)
        return widget

    def draw(self, old: ModelShown | None, new: ModelShown) -> None:
        """Show the formulas, with numbers once there are some."""
        run, variable, place = new.run, new.variable, new.place
        told = run, variable, place, new.picture.value
        # Not at each movement of the mouse or of the view.
        if old is not None and told == self._told:
            return
        self._told = told
        self.birth.show(None if run is None else run.born)
        known = run is not None and variable >= 0 and place >= 0
        for spark in self.sparks.values():
            spark.setVisible(known)
        numbers = _numbers(run, place, variable) if run is not None and known else {}
        for name, number in self.numbers.items():
            number.setText(f"= {numbers[name]}" if name in numbers else "")
            is_meant = not known and name != "depth"
            self._groups[name].setVisible(name in numbers or is_meant)
        if run is None or not known:
            self._show_meanings()
            return
        chosen = run.variables[variable]
        shape = " × ".join(map(str, chosen.shape)) or translate("Model", "a number")
        self.heading.say(chosen.name, shape)
        optimizers = ", ".join(each.kind for each in run.description.optimizers)
        at = (
            translate("Model", "At step {step}, by {optimizer}.")
            if optimizers
            else translate("Model", "At step {step}.")
        )
        self._about.setText(at.format(step=f"{new.step:,}", optimizer=optimizers))
        if new.differs(old, "picture"):
            picture = new.picture.value
            self._show_curves(None if picture is None else picture.curves)
        for spark in self.sparks.values():
            spark.set_marked(None if new.choices.cursor is None else float(new.step))
        notes = [
            translate(
                "Model",
                "CS231n looks for an update of about 1e−3 of the weight. Norms are Euclidean; the "
                "gradient is that before clipping.",
            )
        ]
        stride = zeros_stride(chosen.shape)
        if stride > 1 and run.description.source == "follow":
            count = math.prod(chosen.shape)
            notes.append(
                translate(
                    "Model",
                    "Its share of zeros, in the table, is that of {asked} of the gradient’s {count} entries.",
                ).format(asked=grouped(-(-count // stride)), count=grouped(count))
            )
        self.note.setText(" ".join(notes))
        self._show_hints(old, new)

    def _show_hints(self, old: ModelShown | None, new: ModelShown) -> None:
        hints = new.hints
        if old is not None and old.hints == hints and self.widget.isVisible():
            return
        self.hints_heading.setVisible(bool(hints))
        told = [hint_words(each) for each in hints]
        self.hints.setText("\n\n".join(words.text for words in told))

    def _show_meanings(self) -> None:
        self.heading.say(translate("Model", "What Follow records"))
        self._about.setText(
            translate(
                "Model",
                "Of every trainable variable W, at each step that is looked at, from the gradient "
                "that fit hands to its optimiser:",
            )
        )
        self.note.setText(
            translate(
                "Model",
                "Norms are Euclidean. A unit is silent if its ReLU is 0 for all examples of a kept batch. "
                "Unless told otherwise, it looks as often as 0.5 % of the training’s time allow; what keeping "
                "batches and reading the state takes comes on top.",
            )
        )
        self.hints_heading.hide()
        self.hints.setText("")

    def _show_curves(self, curves: Curves | None) -> None:
        for name, spark in self.sparks.items():
            points: Points = (np.zeros(0), np.zeros(0))
            if curves is not None:
                points = getattr(curves, name)
            known = points[1][np.isfinite(points[1])]
            ends = (
                (short(float(known.max())), short(float(known.min()))) if known.size else ("", "")
            )
            spark.set_points(*points, ends)


def _meanings() -> dict[str, Line]:
    return {
        "gradient": Line(
            r"\|\role{orange}{g}\| = \left\|\frac{\partial \role{blue}{L}}{\partial W}\right\|",
            "‖g‖ = ‖∂L/∂W‖", _SIZE,
        ),
        "weight": Line(r"\|W\| = \sqrt{\sum_i W_i^2}", "‖W‖ = √(Σ W²)", _SIZE),
        "update": Line(
            r"\|\role{purple}{\Delta W}\| = \|W_{t+1} - W_t\|", "‖ΔW‖ = ‖W after − W before‖", _SIZE
        ),
        "ratio": Line(
            r"\frac{\|\role{purple}{\Delta W}\|}{\|W\|}", "‖ΔW‖ ÷ ‖W‖", _SIZE
        ),
        "depth": Line(
            r"\frac{\|\role{orange}{g}_1\|}{\|\role{orange}{g}_n\|}",
            "gradient of the first kernel over that of the last", _SIZE,
        ),
        "silent": Line(
            r"\frac{1}{n} \sum_{j=1}^{n} \left[ \max_i a_{ij} \le 0 \right]",
            "share of units j whose largest activation over the batch is not above 0", _SIZE,
        ),
    }  # fmt: skip


def _numbers(run: ModelRun, place: int, variable: int) -> dict[str, str]:
    """Return the numbers of a variable at a row of the tables; of what is not known none."""
    gradient, weight, update = (
        float(table[place, variable]) for table in (run.gradient, run.weight, run.update)
    )
    numbers = {
        "gradient": short(gradient) if run.variables[variable].reached else "None",
        "weight": short(weight),
        "update": short(update),
        "ratio": _divided(update, weight),
    }
    silent = quantity_at(run, "silent", place, variable)
    if np.isfinite(silent):
        numbers["silent"] = percent(silent)
    kernels = _kernels(run)
    if len(kernels) > 1:
        first, last = (float(run.gradient[place, n]) for n in (kernels[0], kernels[-1]))
        numbers["depth"] = _divided(first, last)
    return numbers


def _divided(number: float, by: float) -> str:
    return short(ratio(number, by)) if by else translate("Model", "not defined: divided by 0")


def _kernels(run: ModelRun | None) -> list[int]:
    """Return the variables that are matrices or more and get a gradient, in their order."""
    if run is None:
        return []
    return [n for n, each in enumerate(run.variables) if len(each.shape) > 1 and each.reached]
