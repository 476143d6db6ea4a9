"""What the lessons say is so: every step's sentences against the program's own numbers.

A sentence that is changed is missed here by its words, and is to be looked at again.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor

from explorer.core.descent.rate_map import rate_map
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.formula import parse
from explorer.files.lessons import read_lesson
from explorer.session.descent.choices import DescentChoices
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices
from explorer.ui.plots.map_ground import map_colours
from explorer.ui.theme import Look

STEPS = {"descent": 7, "mnist": 7, "surface": 7, "tape": 6}


@pytest.fixture(scope="module")
def lessons(repository: Path) -> dict[str, Any]:
    folder = repository / "resources" / "lessons"
    return {page: read_lesson(folder, page, "en").steps for page in STEPS}


def says(step: Any, *words: str) -> None:
    """Fail unless a step still says what is checked here."""
    for each in words:
        asked = step.predict
        assert each in f"{step.text} {step.question} {asked and f'{asked.ask} {asked.why}'}", each


def descent(step: Any, **other: Any) -> tuple[DescentChoices, Trajectory]:
    from explorer.session.descent.resolving import path

    choices = DescentChoices(**{**step.show, **other})
    *_, view = path(choices)
    return choices, view.trajectory


def race(step: Any, **other: Any) -> tuple[Trajectory, ...]:
    from explorer.session.surface.resolving import race as raced

    views = [view for view in raced(SurfaceChoices().with_choices({**step.show, **other})) if view]
    paths: tuple[Trajectory, ...] = views[-1].paths
    return paths


def recorded(step: Any, **other: Any) -> Any:
    from explorer.session.tape.resolving import recorded as of

    return of(TapeChoices(**{**step.show, **other}).for_recording())


def test_that_every_step_of_the_lessons_is_looked_at(lessons: dict[str, Any]) -> None:
    assert {page: len(steps) for page, steps in lessons.items()} == STEPS


# ---- Walking downhill


def test_that_descent_begins_with_a_slope_of_12(lessons: dict[str, Any]) -> None:
    step = lessons["descent"][0]
    says(step, "y = 2x²", "At x = 3 its slope is 12", "4 · 3 = 12", "x = −1")
    choices, path = descent(step)
    assert (choices.formula, path.x[0], path.gradient[0]) == ("2*x**2", 3, 12)


def test_that_the_first_update_leads_to_2_88_to_the_last_bit(lessons: dict[str, Any]) -> None:
    step = lessons["descent"][1]
    says(step, "3 − 0.01 × 12 = 2.88", "agree to the last bit")
    _, path = descent(step)
    assert path.x[1] == np.float32(2.88)
    assert not path.ulp.any()


def test_that_each_update_keeps_96_percent(lessons: dict[str, Any]) -> None:
    step = lessons["descent"][2]
    says(step, "96 %", "1 − 0.01 · 4 = 0.96", "grow shorter")
    _, path = descent(step)
    x = path.x.astype(float)
    np.testing.assert_allclose(x[1:] / x[:-1], 0.96, rtol=1e-6)
    assert (np.diff(np.abs(np.diff(x))) < 0).all()


def test_that_a_quarter_lands_at_once(lessons: dict[str, Any]) -> None:
    step = lessons["descent"][3]
    says(step, "1/f″ = 0.25", "in a single update")
    choices, path = descent(step)
    assert (choices.cursor, path.x[1]) == (1, 0)


def test_that_above_a_quarter_sides_change_and_a_half_jumps_for_ever(
    lessons: dict[str, Any],
) -> None:
    step = lessons["descent"][4]
    says(step, "Above 0.25", "other side", "2/f″ = 0.5", "3, −3, 3")
    _, path = descent(step)
    assert (path.x[:-1] * path.x[1:] < 0).all()
    _, jumping = descent(step, learning_rate=0.5)
    np.testing.assert_array_equal(jumping.x, 3 * (-1.0) ** np.arange(len(jumping.x)))


def test_that_above_a_half_it_diverges_within_the_timeline(lessons: dict[str, Any]) -> None:
    step = lessons["descent"][5]
    says(step, "Above 0.5", "farther away", "float32", "a rate of 0.6", "Press End")
    choices, path = descent(step)
    assert choices.learning_rate == 0.6
    assert (np.diff(np.abs(path.x[: path.diverged_at])) > 0).all()
    assert path.diverged_at is not None
    assert path.diverged_at <= choices.updates


def test_that_adams_best_rate_is_not_that_of_plain_descent(lessons: dict[str, Any]) -> None:
    step = lessons["descent"][6]
    says(step, "For Adam there is no such formula", "Press “Jump to best”")
    choices, path = descent(step)
    *_, found = rate_map(
        DescentSettings(parse(choices.formula), choices.start, choices.updates, "adam", 0.01), 0.0
    )
    assert (choices.optimizer, choices.learning_rate, path.updates) == ("adam", 0.01, 100)
    assert found is not None
    assert found.best is not None
    assert not 0.2 < found.best < 0.3  # 1/f″ = 0.25 is plain descent's


# ---- What the network learns


def test_that_the_network_has_the_weights_and_the_first_loss_that_are_named(
    lessons: dict[str, Any],
) -> None:
    first, second = lessons["mnist"][:2]
    says(first, "−ln 0.1 = 2.3")
    says(second, "128 images", "101,770 weights", "2,000 such steps")
    assert round(-math.log(0.1), 1) == 2.3
    assert 784 * 128 + 128 + 128 * 10 + 10 == 101_770
    settings = (
        TrainingChoices()
        .choosing(**{key: value for key, value in second.show.items() if key != "train"})
        .settings
    )
    assert (settings.batch_size, settings.steps, settings.optimizer) == (128, 2000, "adam")
    assert [(layer.units) for layer in settings.hidden] == [128]


def test_that_rates_named_in_the_lesson_are_those_that_it_sets(lessons: dict[str, Any]) -> None:
    says(lessons["mnist"][5], "With a rate of 0.1 Adam")
    assert lessons["mnist"][5].show["learning_rate"] == 0.1
    says(lessons["mnist"][6], "a long run")
    assert lessons["mnist"][6].show["steps"] == 10_000


# ---- One start, several ways down


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_the_map_is_the_bluer_the_higher_in_every_theme(
    lessons: dict[str, Any], look: Look, theme: str
) -> None:
    says(lessons["surface"][0], "the bluer, the higher")
    look.choose(theme)
    shades = [QColor(int(each)) for each in map_colours(look)[:255]]
    blueness = [each.blue() - (each.red() + each.green()) / 2 for each in shades]
    assert blueness[-1] > blueness[0] + 20
    assert (np.diff(blueness) >= -1.5).all()  # components are rounded


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_colours_named_in_the_lessons_are_those_colours(
    lessons: dict[str, Any], look: Look, theme: str
) -> None:
    says(lessons["descent"][0], "The blue curve", "the purple point")
    says(lessons["mnist"][3], "blue where ink speaks for", "orange where it speaks against")
    says(lessons["tape"][0], "blue way forward")
    look.choose(theme)
    hues = {"blue": (195, 235), "orange": (15, 40), "purple": (285, 320)}
    for name, (low, high) in hues.items():
        assert low <= QColor(look.theme[name]).hue() <= high


def test_that_arrows_lead_downhill_to_four_minima_of_one_depth(lessons: dict[str, Any]) -> None:
    from explorer.core.functions.formula import parse
    from explorer.core.functions.tensors import array_function
    from explorer.session.surface.resolving import surface_map, surface_minima

    step = lessons["surface"][0]
    says(step, "Every arrow points downhill", "four minima of the same depth")
    choices = SurfaceChoices().with_choices(step.show)
    *_, goal = surface_minima(choices.formula, choices.home)
    assert len(goal.lowest) == 4
    assert all(goal.lowest)
    *_, view = surface_map(choices.formula, choices.home)
    f = array_function(parse(choices.formula, ("x", "y")))
    pairs = view.arrows[np.isfinite(view.arrows).all(axis=1)].reshape(-1, 2, 2)
    heights = f(*pairs.reshape(-1, 2).T).reshape(-1, 2)
    # The first of an arrow's strokes is its shaft.
    assert len(heights) > 100
    assert np.mean(heights[:, 0] != heights[:, 1]) > 0.9


def test_that_three_racers_end_in_three_valleys(lessons: dict[str, Any]) -> None:
    from explorer.session.surface.resolving import surface_minima

    step = lessons["surface"][1]
    says(step, "Three optimisers leave the same point, and each ends in another valley")
    says(step, "steps of about the same length in x and y")
    choices = SurfaceChoices().with_choices(step.show)
    *_, goal = surface_minima(choices.formula, choices.home)
    paths = race(step)
    minima = np.array(goal.goal.minima)
    ends = [int(np.argmin(np.hypot(*(minima - path.x[-1]).T))) for path in paths]
    assert len(set(ends)) == 3
    adam = np.abs(np.diff(paths[2].x[:6], axis=0))
    np.testing.assert_allclose(adam[:, 0], adam[:, 1], rtol=0.35)


def test_that_an_update_crosses_the_ravine_as_is_worked_out(lessons: dict[str, Any]) -> None:
    step = lessons["surface"][2]
    says(step, "(x, y) − lr · ∇f", "(2x, 50y)", "(−3.5, 1)", "the rate 0.035")
    says(step, "−3.5 − 0.035 · (−7) = −3.255", "1 − 0.035 · 50 = −0.75")
    x = race(step)[0].x
    np.testing.assert_allclose(x[:2], [[-3.5, 1.0], [-3.255, -0.75]], atol=1e-6)


def test_that_a_loss_of_0_05_is_a_probability_of_0_95(lessons: dict[str, Any]) -> None:
    says(lessons["mnist"][1], "the mean of −ln p", "at 0.05 p is about 0.95")
    assert round(math.exp(-0.05), 2) == 0.95


def test_that_the_ravine_has_its_eigenvalues_and_sgd_its_limit(lessons: dict[str, Any]) -> None:
    from explorer.session.surface.resolving import curvature

    step = lessons["surface"][3]
    says(step, "SGD zigzags", "eigenvalues 2 and 50", "2/50 = 0.04", "0.041")
    choices = SurfaceChoices().with_choices(step.show)
    sgd = race(step)[0]
    *_, bend = curvature(choices.formula, sgd)
    np.testing.assert_allclose(bend.at(0).eigenvalues, [2, 50], rtol=1e-5)
    y = sgd.x[:, 1]
    assert (y[:5] * y[1:6] < 0).all()
    wild = race(step, racers=[["sgd", 0.041], ["momentum", 0.01]])[0]
    assert abs(wild.x[-1, 1]) > abs(wild.x[0, 1])


def test_that_newton_lands_on_the_minimum_of_the_ravine(lessons: dict[str, Any]) -> None:
    says(lessons["surface"][4], "κ = λ₂/λ₁", "−H⁻¹∇f", "on the minimum at once")
    x = np.array([-3.5, 1.0])
    hessian, gradient = np.diag([2.0, 50.0]), np.array([2 * x[0], 50 * x[1]])
    np.testing.assert_allclose(x - np.linalg.solve(hessian, gradient), 0, atol=1e-12)


def test_that_sgd_lingers_at_the_saddle_and_from_y_0_stays(lessons: dict[str, Any]) -> None:
    step = lessons["surface"][5]
    says(step, "y = 0.001", "first walks to the saddle", "slides away along y", "y = 0 exactly")
    path = race(step)[0].x
    near = np.hypot(*path.T)
    nearest = int(np.argmin(near))
    assert 20 < nearest < len(path) - 20
    assert near[nearest] < 0.1
    assert abs(path[-1, 1]) > 10 * abs(path[-1, 0])
    kept = race(step, start=[2.5, 0.0])[0].x
    assert not kept[:, 1].any()


def test_that_a_tuned_race_tries_hundreds_of_rates(lessons: dict[str, Any]) -> None:
    step = lessons["surface"][6]
    says(step, "Is a race fair when all have the same rate", "hundreds of rates")
    says(step, "the last tenth of the updates")
    assert len({rate for _, rate in step.show["racers"]}) == 1


# ---- Inside a tape


def test_that_the_tape_writes_down_pow_and_mul(lessons: dict[str, Any]) -> None:
    step = lessons["tape"][0]
    says(step, "Pow and Mul, with the values 9 and 18")
    nodes = recorded(step).nodes
    told = [(node.operation, node.value) for node in nodes if node.inputs]
    assert told == [("Pow", 9.0), ("Mul", 18.0)]


def test_that_the_way_back_multiplies_to_12(lessons: dict[str, Any]) -> None:
    step = lessons["tape"][1]
    says(step, "1 × 2 = 2 at Mul, 2 × 6 = 12 at Pow", "12 is dy/dx", "Type x = 5")
    view = recorded(step)
    power, product = (node for node in view.nodes if node.inputs)
    assert (product.gradient, power.gradient, view.nodes[0].gradient) == (1, 2, 12)
    assert view.answer.number == 12
    other = recorded(step, x=5.0)
    # One number stays: the slope of Mul.
    before = {n.operation: n.inputs[0].local or n.inputs[-1].local for n in (power, product)}
    after = {n.operation: n.inputs[0].local or n.inputs[-1].local for n in other.nodes if n.inputs}
    assert before["Mul"] == after["Mul"]
    assert before["Pow"] != after["Pow"]


def test_that_a_constant_is_not_followed(lessons: dict[str, Any]) -> None:
    step = lessons["tape"][2]
    says(step, "With a constant nothing is written down", "the answer is None")
    view = recorded(step)
    assert view.answer.kind == "none"
    assert not any(node.recorded for node in view.nodes if node.inputs)
    assert recorded(step, source="watched").answer.number == 12


def test_that_two_paths_add_up(lessons: dict[str, Any]) -> None:
    step = lessons["tape"][3]
    says(step, "two paths lead back to it, and their gradients add up")
    view = recorded(step)
    handed = [edge.handed for node in view.nodes for edge in node.inputs if edge.node == 0]
    assert len(handed) == 2
    assert sum(each or 0.0 for each in handed) == pytest.approx(view.answer.number)
    assert view.answer.number == pytest.approx(math.cos(2) * 4 + math.sin(2) * 4)


def test_that_nested_tapes_find_4(lessons: dict[str, Any]) -> None:
    step = lessons["tape"][4]
    says(step, "d²y/dx² = 4")
    view = recorded(step)
    assert view.answer.number == 4
    assert any(node.backward for node in view.nodes)


def test_that_forward_mode_carries_the_slope_along(lessons: dict[str, Any]) -> None:
    step = lessons["tape"][5]
    says(step, "every value takes its slope along", "one pass is enough")
    view = recorded(step)
    assert {each.phase for each in view.steps} == {"forward"}
    assert view.answer.number == 12
