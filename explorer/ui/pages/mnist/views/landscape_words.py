"""What the view of the loss around the weights says."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import fixed, grouped, significant
from explorer.core.sentences import ExplorerError
from explorer.core.training.slices import ALONG, Along, Slice
from explorer.session.shown import Result
from explorer.session.training.landscape import PlaneView, SliceView
from explorer.session.training.slice_function import DIRECTIONS
from explorer.session.training.slicing import stand_of, target_of
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.translation import spoken

translate = QCoreApplication.translate
_KINKED_LOSSES = frozenset({"mean_absolute_error", "categorical_hinge"})


def directions() -> list[tuple[Along, str]]:
    """Return the directions with their names."""
    return [(key, spoken(DIRECTIONS[key])) for key in ALONG]


def about(shown: TrainingShown) -> str:
    """Say what is drawn and what it took, or why nothing is."""
    hindrance, view = _hindrance(shown, shown.slice), shown.slice.fresh
    finding = translate("Mnist", "Finding the direction…")
    return hindrance or (finding if view is None else _computed(view))


def _hindrance(shown: TrainingShown, result: Result[Any]) -> str:
    """Return why nothing is there of a slice or plane, or asked for; empty where something is."""
    if result.failure is not None:
        return _failed(result.failure)
    question = shown.choices.landscape.question
    if shown.run.at_work:
        return translate("Mnist", "The slice is computed when the run waits or ends.")
    if stand_of(shown) is None:
        return translate("Mnist", "The weights of this step were not kept.")
    if question.leads_to_a_run and target_of(shown) is None:
        return translate("Mnist", "There is no other kept run of the same network. Train one more.")
    if question == shown.cancelled:
        return translate("Mnist", "Cancelled. Press Compute to go on.")
    return ""


def _failed(failure: Exception) -> str:
    if isinstance(failure, ExplorerError):
        return spoken(failure.sentence)
    return translate("Mnist", "The slice could not be computed: {error}").format(error=failure)


def _computed(view: SliceView) -> str:
    found = view.slice
    if not found.is_whole:
        text = translate("Mnist", "Computing: {done} of {points} points.")
        return text.format(done=found.done, points=len(found.places))
    text = translate(
        "Mnist",
        "f(x) = L(w + x·d), the mean loss of the first {images} training images, w after step {step}: "
        "{points} points in {seconds} s, in float64. {unit}",
    )
    return text.format(
        images=grouped(found.images),
        step=grouped(found.step),
        points=len(found.places),
        seconds=fixed(view.seconds, 1),
        # A formula is not torn apart at the end of a line.
        unit=_unit(found).replace("d =", "d\N{NO-BREAK SPACE}="),
    )


def _unit(found: Slice) -> str:
    match found.question.along:
        case "gradient":
            return translate("Mnist", "d = ∇L/|∇L|, uphill, of length 1.")
        case "eigenvector":
            value, residual = found.eigenvalue or (float("nan"), float("nan"))
            text = translate(
                "Mnist",
                "d is the eigenvector of λ₁ = {value} (residual {residual}), uphill, of length 1.",
            )
            return text.format(value=significant(value, 4), residual=significant(residual, 2))
        case "last":
            text = translate("Mnist", "x = −1 is before update {update}; |d| = {length}.")
            return text.format(update=grouped(found.step), length=significant(found.length, 3))
        case "next":
            text = translate("Mnist", "x = 1 is after update {update}; |d| = {length}.")
            return text.format(update=grouped(found.step + 1), length=significant(found.length, 3))
        case "run":
            return translate("Mnist", "x = 1 is the other run; |d| = {length}.").format(
                length=significant(found.length, 3)
            )
    text = translate(
        "Mnist", "d is random (seed {seed}), each unit as long as its weights; |d| = {length}."
    )
    return text.format(seed=found.question.seed, length=significant(found.length, 3))


def checked(shown: TrainingShown) -> str:
    """Hold f′(0) and f″(0) against products with the gradient and the Hessian of all weights."""
    view = shown.slice.fresh
    if view is None or not view.slice.is_whole:
        return ""
    found = view.slice
    _, slope, bend = found.values[:, found.middle]
    text = translate(
        "Mnist", "Check: f′(0) = {slope}, ∇L·d = {product}; f″(0) = {bend}, d·Hd = {bent}."
    ).format(
        slope=significant(float(slope), 5),
        product=significant(found.gradient_product, 5),
        bend=significant(float(bend), 5),
        bent=significant(found.hessian_product, 5),
    )
    settings = view.stand.settings
    activations = {layer.activation for layer in settings.hidden}
    if "relu" not in activations and settings.loss not in _KINKED_LOSSES:
        return text
    kinks = translate(
        "Mnist",
        "At a kink, as ReLU has one, the slope jumps, of which f″ by a tape knows nothing: the curve "
        "may bend more.",
    )
    return f"{text} {kinks}"


def progress_of(shown: TrainingShown) -> tuple[int, int]:
    """Return how many parts of what is looked at are done, and how many there are; 0 where nobody knows."""
    line, plane = shown.slice.fresh, shown.plane.fresh
    if shown.choices.landscape.question.is_plane:
        if plane is None:
            return 0, 0
        found = plane.plane
        # The middles of the cells are told by a whole row at a time, so as one more part.
        return found.done + (found.halfway is not None), found.values[0].size + 1
    if line is None:
        return 0, 0
    return line.slice.done + line.slice.is_whole, len(line.slice.places) + 1


def about_plane(shown: TrainingShown) -> str:
    """Say what is drawn of the plane and what it took, or why nothing is."""
    hindrance, view = _hindrance(shown, shown.plane), shown.plane.fresh
    if hindrance or view is None:
        return hindrance or translate("Mnist", "Finding the plane…")
    done, points = progress_of(shown)
    if done < points:
        text = translate("Mnist", "Computing: {done} of {points} points.")
        return text.format(done=view.plane.done, points=points - 1)
    return _path_plane(view) if view.plane.axes is None else _chosen_plane(view)


def _measured(view: PlaneView) -> dict[str, str]:
    """Return what is told of every plane, by its names in the sentences."""
    found = view.plane
    return {
        "images": grouped(found.images),
        "step": grouped(found.step),
        "columns": str(len(found.x)),
        "rows": str(len(found.y)),
        "seconds": fixed(view.seconds, 1),
    }


def _path_plane(view: PlaneView) -> str:
    text = translate(
        "Mnist",
        "The mean loss of the first {images} training images on a plane through the weights after step "
        "{step}, at (0, 0): {columns} × {rows} places in {seconds} s, in float64. Its directions are the two "
        "in which the {steps} kept steps vary most, by PCA: {first} % and {second} % of their variance. "
        "The path is drawn as it is seen from above.",
    )
    first, second = view.plane.shares
    return text.format(
        steps=len(view.plane.trail),
        first=significant(100 * first, 3),
        second=significant(100 * second, 3),
        **_measured(view),
    )


def _chosen_plane(view: PlaneView) -> str:
    found = view.plane
    first, second = found.axes or ("", "")
    text = translate(
        "Mnist",
        "The mean loss of the first {images} training images on a plane through the weights after step {step}, "
        "at (0, 0): {columns} × {rows} places in {seconds} s, in float64. x goes along “{first}”, y along what "
        "“{second}” has at right angles to it (cosine {cosine}), both in the distance of all weights.",
    )
    return text.format(
        first=spoken(DIRECTIONS[first]),
        second=spoken(DIRECTIONS[second]),
        cosine=significant(found.cosine, 2),
        **_measured(view),
    )
