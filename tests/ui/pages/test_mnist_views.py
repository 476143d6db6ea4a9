"""The views of the MNIST page's hero: what is seen inside the network, weight by weight."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from explorer.core.numerals import exact
from explorer.core.training.attribution import METHODS, Question
from explorer.core.training.dataset import read_digits
from explorer.core.training.inspection import confusion, weight_images
from explorer.core.training.network import initial_weights, probabilities
from explorer.core.training.saliency import attribution
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.files.resources import resources
from explorer.files.tables import separated
from explorer.session.training.resolving import guess
from explorer.session.training.saliency_program import saliency_program
from explorer.session.training.snapshots import Drawing, Network
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views.digit_words import covered_words
from explorer.ui.pages.mnist.views.digits import DigitsView
from explorer.ui.pages.mnist.views.weights import WeightsView
from explorer.ui.widgets.labels import Badge
from tests.ui.pages.mnist_driving import PATIENCE, begin, click, history_of, wait_for


def weights_of(page: MnistPage, qtbot: QtBot) -> WeightsView:
    """Bring the view of the weights to the front, by its chip."""
    click(qtbot, page.hero.chooser.buttons["weights"])
    view = page.hero.views["weights"]
    assert isinstance(view, WeightsView)
    assert view.isVisible()
    return view


def test_that_a_pressed_unit_is_enlarged_and_a_pressed_pixel_tells_its_weight(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    view = weights_of(page, qtbot)
    network = page.shown.network
    assert network is not None
    images = weight_images(network.weights)
    unit, pixel = view.grid.shown[7], 10 * 28 + 20
    qtbot.mouseClick(view.grid, Qt.MouseButton.LeftButton, pos=view.grid.cell(unit).center())
    place = view.picture.area(pixel).center()
    qtbot.mouseClick(view.picture, Qt.MouseButton.LeftButton, pos=place)
    np.testing.assert_array_equal(view.picture.values, images[unit])
    weight = exact(float(network.weights[0][pixel, unit]), np.float32)
    assert view.reading.text().endswith(f"row 11, column 21: {weight}")


def test_that_every_unit_is_reached_page_by_page_and_what_is_looked_at_is_no_choice_to_undo(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    view = weights_of(page, qtbot)
    page.window().resize(1024, 700)
    choices = len(page.store._done)
    seen = set(view.grid.shown)
    while view.forward.isEnabled():
        click(qtbot, view.forward)
        seen |= set(view.grid.shown)
    assert seen == set(range(128))
    qtbot.keyClick(view.grid, Qt.Key.Key_Right)
    assert page.shown.choices.inside.unit == 1
    assert len(page.store._done) == choices


def test_that_a_weight_tells_its_way_and_its_next_update_has_the_bits_of_keras(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page("formula", steps=40, batch_size=32, hidden=(HiddenLayer(16),))
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    view = weights_of(page, qtbot)
    page.change(lambda c: c.looking(unit=3, pixel=10 * 28 + 14))
    qtbot.waitUntil(
        lambda: page.shown.unit_path.fresh is not None and not page.busy, timeout=PATIENCE
    )
    history = history_of(page)
    assert view.way.steps == [c.step for c in history.checkpoints]
    names, *rows = separated(view.way.table.seen, ",").splitlines()
    assert names == "step,w,g,m,v,Δ"
    for row, checkpoint in zip(rows, history.checkpoints, strict=True):
        assert checkpoint.snapshot is not None
        step, w, _, m, v, _ = row.split(",")
        kept = checkpoint.snapshot.variables
        assert int(step) == checkpoint.step
        assert np.float32(w) == checkpoint.weights[0][10 * 28 + 14, 3]
        assert np.float32(m) == kept["06_hidden_1_kernel_momentum"][10 * 28 + 14, 3]
        assert np.float32(v) == kept["07_hidden_1_kernel_velocity"][10 * 28 + 14, 3]
    # One moment everywhere: a pressed step is the one whose next update is worked out.
    view.way.table.row_requested.emit(1)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    update = page.shown.following.fresh
    assert update is not None
    assert update.step == page.shown.step == history.checkpoints[1].step
    formula = page.formula_leaf.widget.findChildren(Badge)[0]
    assert formula.text.startswith("Same bits")
    click_quantity(page, "update")
    np.testing.assert_array_equal(view.picture.values.ravel(), update.change[:, 3])


def click_quantity(page: MnistPage, key: str) -> None:
    """Choose what the pictures show."""
    view = page.hero.views["weights"]
    assert isinstance(view, WeightsView)
    view.quantity.set_value(key)
    view.quantity.chosen.emit(key)


def digits_of(page: MnistPage, qtbot: QtBot) -> DigitsView:
    """Bring the view of single digits to the front, by its chip, and wait for its answers."""
    click(qtbot, page.hero.chooser.buttons["digits"])
    view = page.hero.views["digits"]
    assert isinstance(view, DigitsView)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    return view


def test_that_a_pressed_cell_lists_its_digits_and_a_pressed_digit_tells_its_pixels(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page("code")
    view = digits_of(page, qtbot)
    network, digits = page.shown.network, page.shown.run.digits
    assert network is not None
    assert digits is not None
    answers = probabilities(network.weights, digits.test.pixels)
    table = confusion(digits.test.labels, answers.argmax(axis=1))
    true = int((table.sum(axis=1) - np.diag(table)).argmax())
    other = int(np.argsort(-table[true])[1])
    place = view.matrix.cell(true, other).center().toPoint()
    qtbot.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=place)
    wanted = np.flatnonzero((digits.test.labels == true) & (answers.argmax(axis=1) == other))
    assert {image for image, _ in view._said} <= set(wanted.tolist())
    shares = [said.probability for _, said in view._said]
    assert len(shares) == min(len(wanted), 200)
    assert shares == sorted(shares, reverse=True)
    assert view.list_words.text().startswith(f"{true} read as {other}: {len(wanted):,} times")
    qtbot.mouseClick(view.strip, Qt.MouseButton.LeftButton, pos=view.strip.cell(2).center())
    qtbot.waitUntil(lambda: page.shown.opened.fresh is not None and not page.busy, timeout=PATIENCE)
    image = view._said[2][0]
    bars = view.bars.values
    assert bars is not None
    np.testing.assert_allclose(bars, answers[image], atol=1e-6)
    opened = page.shown.opened.fresh
    assert opened is not None
    assert opened.attribution.question.digit == other
    assert f"test_images[{image}]" in page.code.program
    assert "row 15, column 15" in view.checks.text()


def test_that_covering_ink_changes_the_answer_and_says_from_what(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    view = digits_of(page, qtbot)
    view._show_image(view._said[0][0])
    qtbot.waitUntil(lambda: page.shown.opened.fresh is not None and not page.busy, timeout=PATIENCE)
    before = view.bars.values
    assert before is not None
    ink = view.pad.picture
    assert ink is not None
    view.cover.click()
    side = view.pad.width()
    qtbot.mousePress(view.pad, Qt.MouseButton.LeftButton, pos=QPoint(side // 4, side // 2))
    for x in range(side // 4, side * 3 // 4, 4):
        qtbot.mouseMove(view.pad, QPoint(x, side // 2))
    qtbot.mouseRelease(view.pad, Qt.MouseButton.LeftButton, pos=QPoint(side // 2, side // 2))
    covered = view.pad.picture
    assert covered is not None
    assert (covered <= ink).all()
    assert 0 < covered.sum() < ink.sum()
    qtbot.waitUntil(lambda: not page.busy and bool(view.covered.text()), timeout=PATIENCE)
    assert view.covered.text().startswith(f"Covered: {before.argmax()}, {100 * before.max():.1f} %")
    view.cover.click()


def test_that_both_answers_of_a_covered_digit_are_those_of_the_network_that_is_shown() -> None:
    digits = read_digits(resources() / "mnist")
    whole = digits.test.pixels[7]
    ink = np.where(np.arange(whole.size) < whole.size // 2, whole, 0).astype(np.uint8)
    told = []
    for seed in (1, 2):
        settings = TrainingSettings(hidden=(HiddenLayer(6),), seed=seed)
        network = Network(initial_weights(settings), settings.hidden)
        (found,) = guess(network, Drawing(ink.tobytes(), whole=whole.tobytes()))
        assert found.whole is not None
        for answers, picture in ((found.probabilities, ink), (found.whole, whole)):
            expected = probabilities(network.weights, picture[None], network.hidden)[0]
            np.testing.assert_allclose(answers, expected, atol=1e-6)
        told.append(covered_words(found))
    assert told[0] != told[1]


@pytest.mark.parametrize("centred", [False, True])
def test_that_the_program_of_a_digit_gives_the_attributions_that_are_shown(
    monkeypatch: pytest.MonkeyPatch, *, centred: bool
) -> None:
    digits = read_digits(resources() / "mnist")
    square = digits.test.pixels[:5100].reshape(-1, 28, 28)
    loaded = ((square, digits.test.labels[:5100]), (square[:50], digits.test.labels[:50]))
    monkeypatch.setattr(tf.keras.datasets.mnist, "load_data", lambda: loaded)
    settings = TrainingSettings(
        steps=300, hidden=(HiddenLayer(6),), images=50 if centred else 0, centred=centred
    )
    mean = square[5000:5050].reshape(50, 784).mean(axis=0, dtype=np.float64) / 255
    mean = mean.astype(np.float32) if centred else None
    weights = initial_weights(settings)
    for method in METHODS:
        question = Question(method=method, score="probability", seed=2)
        for drawing in (Drawing(square[7].tobytes(), 7), Drawing(square[3].tobytes())):
            names: dict[str, Any] = {}
            program = saliency_program(settings, [], 0, drawing, question)
            exec(compile(program, "mnist.py", "exec"), names)  # noqa: S102 - as it is shown
            ink = np.frombuffer(drawing.ink, np.uint8)
            found = attribution(weights, settings.hidden, ink, question, mean=mean)
            np.testing.assert_allclose(names["attribution"], found.values, atol=1e-6)
            assert names["digit"] == found.question.digit
