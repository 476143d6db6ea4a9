"""A fourteenth optimiser: its one value in the table is all that the program needs of it."""

import contextlib
import io
import json
from dataclasses import replace

import pytest

from explorer.cli import parse as parse_arguments
from explorer.core.arrays import DTYPES, DType
from explorer.core.descent.explained import explain
from explorer.core.descent.keras_objects import keras_optimizer
from explorer.core.descent.optimizers import OPTIMIZERS, adam
from explorer.core.descent.optimizers.optimizer import After, Before, Equation, Optimizer
from explorer.core.descent.parameters import BETA_2, EPSILON, Values
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import parse
from explorer.core.numerals import exact
from explorer.core.sentences import ExplorerError
from explorer.core.training.network import build_optimizer
from explorer.core.training.settings import TrainingSettings, problems
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.program import descent_program
from explorer.session.keras_source import optimizer_source

KEY = "unmoved"
SETTINGS = DescentSettings(parse("2*x**2"), 3.0, 20, KEY, 0.1, parameters=(("beta_2", 0.9),))


def update(before: Before, values: Values) -> After:
    """Return Adam's step without momentum."""
    return adam.update(before, {**values, "beta_1": 0.0})


UNMOVED = Optimizer(
    key=KEY,
    label="Adam without momentum",
    keras="Adam",
    fixed={"beta_1": 0.0},
    rate=0.003,
    suits_training=0.001,
    parameters=(BETA_2, EPSILON),
    memory=adam.MEMORY,
    update=update,
    equations=(
        Equation("m_", "m'", "$m + ($g - $m)"),
        adam.SQUARE,
        Equation("alpha", r"\alpha", r"$eta \cdot \sqrt{1 - $beta_2^{$t}}"),
        Equation("x_", "x'", r"$x - \frac{$alpha \cdot $m_}{\sqrt{$v_} + $epsilon}"),
    ),
    source="This test",
)


@pytest.fixture(autouse=True)
def fourteenth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the optimiser to the table."""
    monkeypatch.setitem(OPTIMIZERS, KEY, UNMOVED)


@pytest.mark.parametrize("dtype", DTYPES)
def test_that_its_path_is_that_of_keras_to_the_last_bit(dtype: DType) -> None:
    path = trajectory(replace(SETTINGS, dtype=dtype))
    assert path.equal_bits
    assert list(path.states) == [each.key for each in adam.MEMORY]


def test_that_its_equations_are_worked_out() -> None:
    path = trajectory(SETTINGS)
    equations = explain(path, 4, SETTINGS).equations
    assert [each.symbol for each in equations] == ["m'", "v'", r"\alpha", "x'"]
    assert equations[-1].value == exact(float(path.x[5]), "float32")


def test_that_keras_makes_it_and_the_exported_source_says_how() -> None:
    made = keras_optimizer(KEY, 0.1, {"beta_2": 0.9}).get_config()
    assert (made["beta_1"], made["beta_2"]) == (0.0, 0.9)
    assert optimizer_source(KEY, 0.1, {"beta_2": 0.9}) == (
        "tf.keras.optimizers.Adam(0.1, beta_2=0.9, beta_1=0.0)"
    )


def test_that_its_exported_program_makes_its_path() -> None:
    chosen = replace(DescentChoices(), optimizer=KEY, learning_rate=0.1, updates=20)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(descent_program(chosen.with_parameter(KEY, "beta_2", 0.9)), {})  # noqa: S102 - ours
    assert printed.getvalue().split()[-1] == str(trajectory(SETTINGS).x[-1])


def test_that_commands_offer_it(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--optimizer", KEY, "--beta-2", "0.9", "--learning-rate", "0.1", "--json")
    arguments = parse_arguments(["descend", "2*x**2", "--start", "3", "--steps", "20", *options])
    assert arguments.run(arguments) == 0
    last = json.loads(capsys.readouterr().out)["steps"][-1]
    assert last["x"] == pytest.approx(float(trajectory(SETTINGS).x[-1]))
    assert parse_arguments(["train", "--optimizer", KEY]).optimizer == KEY


def test_that_its_parameters_are_checked_everywhere() -> None:
    wrong = (("beta_2", 2.0),)
    with pytest.raises(ExplorerError, match="β₂ must be from 0 to"):
        check_settings(replace(SETTINGS, parameters=wrong))
    training = TrainingSettings().with_optimizer(KEY)
    assert not problems(training)
    assert "β₂ must be from 0 to" in str(
        problems(replace(training, parameters=wrong))["parameters"]
    )


def test_that_a_training_takes_it_with_its_own_rate() -> None:
    optimizer = build_optimizer(TrainingSettings().with_optimizer(KEY))
    assert float(optimizer.learning_rate) == pytest.approx(0.003)
    assert optimizer.beta_1 == 0.0
