"""`explorer.Follow` as a person writes it: one line more, and the same training."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import explorer
from explorer.api import showing
from explorer.core.observing.observed import ModelDescription
from explorer.files.model_runs import create_model_run
from tests.core.observing.networks import by_tape, compiled, data, fit, same_bits, sequential


def build() -> Any:
    return compiled(sequential(), keras.optimizers.Adam(0.01), metrics=["accuracy"])


def test_that_the_weights_are_the_same_and_the_norms_those_of_a_tape(tmp_path: Path) -> None:
    followed = fit(build, explorer.Follow(tmp_path / "run", every=1))
    assert same_bits(followed, fit(build))
    run = explorer.read(tmp_path / "run")
    assert run.names == ("hidden/kernel", "hidden/bias", "output/kernel", "output/bias")
    assert [each.kind for each in run.variables] == ["Dense"] * 4
    np.testing.assert_array_equal(run.steps, np.arange(1, 11))
    gradient, weight, update = by_tape(build)
    np.testing.assert_allclose(run.gradient, gradient, rtol=1e-5)
    np.testing.assert_allclose(run.weight, weight, rtol=1e-6)
    np.testing.assert_allclose(run.update, update, rtol=1e-4)
    np.testing.assert_array_equal(run.clipped, run.gradient)
    assert not run.nonfinite.any()
    assert run.ended == "finished"
    assert run.description.optimizers[0].kind == "Adam"
    assert run.description.file == __file__ or run.description.file is not None
    assert {"loss", "accuracy"} == set(run.metrics)


@pytest.mark.slow
def test_that_everything_is_put_back(tmp_path: Path) -> None:
    model = fit(build, explorer.Follow(tmp_path / "run"))
    own = {"apply", "assign", "assign_add", "assign_sub", "scale_loss", "_all_reduce_sum_gradients"}
    assert not own & set(vars(model.optimizer))
    assert not {"train_step", "make_train_function"} & set(vars(model))
    assert not hasattr(model.train_function, "__self__")


def test_that_a_persons_exception_passes_unchanged_and_all_is_put_back(tmp_path: Path) -> None:
    def break_off(batch: int, logs: Any) -> None:  # noqa: ARG001 - as Keras calls it
        if batch == 4:
            raise ZeroDivisionError("mine")

    own = keras.callbacks.LambdaCallback(on_train_batch_end=break_off)
    keras.utils.set_random_seed(1)
    model = build()
    x, y = data()
    with pytest.raises(ZeroDivisionError, match="mine"):
        model.fit(x, y, 16, verbose=0, callbacks=[explorer.Follow(tmp_path / "run"), own])
    model.fit(x, y, 16, verbose=0)
    assert "apply" not in vars(model.optimizer)
    assert explorer.read(tmp_path / "run").ended == "failed"


@pytest.mark.slow
def test_that_two_fits_in_a_row_are_one_run_each(tmp_path: Path) -> None:
    follow = explorer.Follow(tmp_path / "run", every=1)
    model = fit(build, follow)
    x, y = data()
    model.fit(x, y, 16, verbose=0, callbacks=[follow])
    assert follow.run == tmp_path / "run-2"
    assert len(explorer.read(tmp_path / "run").steps) == 10
    np.testing.assert_array_equal(explorer.read(tmp_path / "run-2").steps, np.arange(1, 11))


@pytest.mark.slow
def test_that_a_folder_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    model = fit(build, explorer.Follow(tmp_path / "file" / "run"))
    assert same_bits(model, fit(build))
    said = [line for line in capfd.readouterr().err.splitlines() if "gradient-explorer" in line]
    assert len(said) == 1
    assert "not followed" in said[0]


@pytest.mark.parametrize("every", [0, -1, 1.5, "often", True])
def test_that_a_wrong_interval_is_told_before_training(every: Any) -> None:
    with pytest.raises(ValueError, match="auto"):
        explorer.Follow(every=every)


def test_that_another_backend_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    follow = explorer.Follow(tmp_path / "run")
    monkeypatch.setattr("keras.backend.backend", lambda: "jax")
    follow.on_train_begin()
    follow.on_epoch_end(0, {"loss": 1.0})
    follow.on_train_end()
    assert "this is jax" in capfd.readouterr().err
    assert not (tmp_path / "run").exists()


def test_that_show_opens_a_window_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(showing, "usual_runs_folder", lambda: tmp_path / "runs")
    started: list[list[str]] = []
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: started.append(command))
    explorer.show()
    assert "no run to show" in capfd.readouterr().err
    create_model_run(tmp_path / "runs" / "first", ModelDescription()).close()
    explorer.show()
    explorer.show(tmp_path)
    assert [command[2:] for command in started] == [
        ["explorer", "show", str(tmp_path / "runs" / "first")],
        ["explorer", "show", str(tmp_path)],
    ]
