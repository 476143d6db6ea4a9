"""The parts of a page that a lesson can name: to set one off, or to hide a choice."""

from collections.abc import Mapping

from explorer.core.answers import Mark

# What of a page's facts has a place on its plot, and what is put there for a prediction of it.
PLACED: Mapping[str, Mapping[tuple[str, ...], Mark]] = {
    "descent": {
        ("x",): "x", ("next_x",): "x", ("last_x",): "x", ("minimum",): "x", ("f",): "y", ("last_f",): "y",
    },
    "surface": {("x", "y"): "point"},
    "mnist": {("first_loss",): "y", ("last_loss",): "y", ("best_step",): "x"},
}  # fmt: skip
# The choices by the names of their controls; a test holds them against the window.
_CHOICES: Mapping[str, str] = {
    "descent": """
        formula start updates optimizer parameters rate rate_map more schedule noise seed dtype speed order
        show.path show.next show.tangent show.parabola show.critical show.basins view
    """,
    "mnist": """
        experiment data optimizer parameters rate schedule batch steps images seed network hidden activation
        initializer dropout l2 loss axis counted norms sharpness show.second show.edge keep view quantity
        saliency saliency_of score slice slice_range slice_images slice_seed plane_x plane_y plane_range
    """,
    "surface": """
        formula start.x start.y updates racers schedule rate_map dtype speed show.contours show.arrows
        show.minima show.newton show.axes
    """,
    "tape": "formula x source tapes direction show.values show.gradients show.slopes case",
    "model": "run quantity axis",
}
_ON_ALL = ("plot", "sentence", "timeline")
_READ_OUTS: Mapping[str, str] = {
    "descent": "x f slope curvature change",
    "mnist": "step loss validation sharpness edge speed left test",
    "model": "step loss val_loss gradient update",
}


def choices_on(page: str) -> tuple[str, ...]:
    """Return the names of the choices that a lesson can hide, or set off."""
    return tuple(_CHOICES[page].split())


def parts_on(page: str) -> tuple[str, ...]:
    """Return the names of all parts that a lesson can set off."""
    read_outs = (f"read-out {name}" for name in _READ_OUTS.get(page, "").split())
    return (*choices_on(page), *_ON_ALL, *read_outs)
